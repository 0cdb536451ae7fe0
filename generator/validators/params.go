package validators

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
	"github.com/oasmint/oasmint/generator/validators/valuecheck"
)

// Parameters of operations: a table of parameters by which the run-time package converts
// a request to JSON and back. The check is that of the JSON. Where a request has what most
// have, none of that is needed: see paramtexts.go.

// params writes Validate, Decode and Encode for the parameters of an operation, or for the
// headers of an answer.
func (e *emitter) params(s *ir.Schema) {
	table := e.file.Fresh("params" + s.Name)
	bodies := e.bodies(s)
	list := plan.Params(s, e.judge)
	members := false // what is asked of each is in the table
	if !e.declared {
		_, members = e.bytes.Table(s)
	}
	pointers := "the place of a parameter: /query/…."
	if s.HeadersOf != nil {
		pointers = "/header/."
	}
	e.documented("Validate reports what is wrong with v, as [validate.Errors]. Pointers begin with\n"+pointers,
		jen.Func().Params(e.receiver(s)).Id(goapi.Validate.Pattern).Params(options(e)).Error().Block(e.held(s, table, bodies)...))

	var decode []jen.Code // by way of JSON
	byTable := jen.Id(table).Dot("Decode").Call(jen.Id("r"), jen.Id("v"), jen.Id("opts"))
	defaults := e.defaultsOf(s, jen.Id("v"))
	switch {
	case !members:
		by := e.file.Runtime("DecodeParams").Call(jen.Op("*").Id("r"), jen.Op("&").Id(table), jen.Id(reader(s)), jen.Id("opts"))
		decode = []jen.Code{jen.Var().Err().Error(), jen.List(jen.Op("*").Id("v"), jen.Err()).Op("=").Add(by), jen.Return(jen.Err())}
		e.reader(s, bodies.decode)
	case defaults != nil:
		wanted := jen.Id(table).Dot("Wants").Call(e.file.Runtime("Defaults"), jen.Id("opts"))
		decode = []jen.Code{
			jen.Err().Op(":=").Add(byTable),
			jen.If(jen.Err().Op("==").Nil().Op("&&").Add(wanted)).Block(jen.Op("*").Id("v").Op("=").Add(defaults)),
			jen.Return(jen.Err()),
		}
	default:
		decode = []jen.Code{jen.Return(byTable)}
	}
	switch texts := e.texts(s, table, list); {
	case texts == nil || !members:
	case e.tableParams && defaults == nil:
		decode = []jen.Code{jen.Return(jen.Id(table).Dot("Read").Call(jen.Id("r"), jen.Id("v"), jen.Id("opts")))}
	case e.tableParams:
		read := jen.Id(table).Dot("ReadTexts").Call(jen.Id("r"), jen.Id("v"), jen.Id("opts"))
		decode = append([]jen.Code{jen.If(read).Block(jen.Return(jen.Nil()))}, decode...)
	default:
		if defaults == nil {
			decode = []jen.Code{jen.Return(jen.Id("t").Dot("End").Call(jen.Id("v")))}
		} else {
			texts = append(texts, jen.If(jen.Id("t").Dot("OK").Call()).Block(jen.Return(jen.Nil())))
		}
		decode = append(texts, decode...)
	}
	e.sent(s, table, decode, list)
	if e.declared {
		return
	}

	says, late := map[string][]jen.Code{}, []jen.Code(nil)
	if members {
		says, late = e.bytes.Params(s, table, func(member string) string {
			i := slices.IndexFunc(list, func(p plan.Param) bool { return p.Name == member })
			return "Params[" + strconv.Itoa(i) + "]"
		})
	}
	var entries []jen.Code
	for _, p := range list {
		entries = append(entries, jen.Values(append(e.param(p), says[p.Name]...)...))
	}
	path := ""
	if op := s.ParamsOf; op != nil && !op.Webhook {
		path = op.Path
	}
	e.file.Add(jen.Var().Id(table).Op("=").Add(e.file.Runtime("Params")).Values(
		code.Keyed("Path", jen.Lit(path)),
		code.Keyed("Direction", e.direction(s)),
		code.Keyed("Params", jen.Index().Add(e.file.Runtime("Param")).Values(code.Lines(entries))),
	))
	e.file.AtStart(late...)
}

// held is the body of Validate.
func (e *emitter) held(s *ir.Schema, table string, bodies bodies) []jen.Code {
	last := len(bodies.value) - 1
	switch {
	case e.declared, last < 0:
		return bodies.value
	case e.values.Table(s) != "":
		return []jen.Code{jen.Return(jen.Id(table).Dot("Validate").Call(jen.Id("v"), jen.Id("opts")))}
	case last == 0: // nothing is checked
		return bodies.value
	}
	return append(bodies.value[:last:last], jen.Return(jen.Id(table).Dot("Located").Call(valuecheck.Path().Dot("Err").Call())))
}

// sent writes what reads an object of parameters from a request, or of headers from an
// answer, and what writes it.
func (e *emitter) sent(s *ir.Schema, table string, decode []jen.Code, list []plan.Param) {
	name, encode := goapi.DecodeParams.Pattern, goapi.EncodeParams.Pattern
	to := jen.Id("v").Op("*").Id(s.Name)
	given := []jen.Code{jen.Id("v"), jen.Op("&").Id(table)}
	encoded := e.file.Runtime("EncodeParams").Call(given...)
	if texts := e.pathTexts(s, list); texts != nil { // which a call waits for
		encoded = e.file.Runtime("EncodePath").Call(append(given, texts...)...)
	}
	what, defaults := "the parameters of a request into v, which is empty, and checks them.\n", ""
	if s.HeadersOf != nil {
		what = "an http.Header into v, which is empty, and checks what is described of it.\n"
	}
	if slices.ContainsFunc(list, func(p plan.Param) bool { return p.Default != nil }) {
		defaults = "What is absent has its default, if the document gives it one.\n"
	}
	doc := name + " reads " + what + defaults + "The error is [validate.Errors]; v is then of no use."
	if s.HeadersOf == nil {
		e.documented(doc,
			jen.Func().Params(to).Id(name).Params(jen.Id("r").Op("*").Add(e.file.Runtime("Request")), options(e)).Error().Block(decode...))
		e.documented(encode+" returns the path, query and header that v is sent by. Validate v first.\nThe error is [validate.Errors] for a value that has no text in its place.",
			jen.Func().Params(to).Id(encode).Params().Params(e.file.Runtime("Encoded"), jen.Error()).Block(jen.Return(encoded)))
		return
	}
	header := jen.Map(jen.String()).Index().String()
	from := jen.Id("r").Op(":=").Op("&").Add(e.file.Runtime("Request")).Values(code.Keyed("Header", jen.Id("header")))
	e.documented(doc,
		jen.Func().Params(to).Id(name).Params(jen.Id("header").Add(header), options(e)).Error().Block(append([]jen.Code{from}, decode...)...))
	e.documented(encode+" returns the http.Header that v is sent by. Validate v first. The error is\n[validate.Errors] for a value that no header can hold.",
		jen.Func().Params(to).Id(encode).Params().Params(header, jen.Error()).Block(
			jen.List(jen.Id("out"), jen.Err()).Op(":=").Add(encoded), jen.Return(jen.Id("out").Dot("Header"), jen.Err())))
}

// pathTexts are the parameters of an operation in the order of its template, where all are
// texts in there; else nil.
func (e *emitter) pathTexts(s *ir.Schema, list []plan.Param) []jen.Code {
	t := e.file.Types.Types[e.file.Types.Declared(code.Own(s.Name))]
	if s.ParamsOf == nil || s.ParamsOf.Webhook || t == nil || strings.Contains(s.ParamsOf.Path, "?") {
		return nil
	}
	fields := map[string]*goapi.Field{}
	for _, p := range list {
		field := t.Fields[p.Name]
		text := field != nil && p.Kind == plan.FormText && e.isText(field.Type, p.Kind) && e.file.Types.IsString(field.Type)
		if !text || p.In != "path" || p.Style != "" && p.Style != plan.FormKeys || p.List || p.Many {
			return nil
		}
		fields[p.Key] = field
	}
	var texts []jen.Code
	for rest := s.ParamsOf.Path; ; {
		_, after, found := strings.Cut(rest, "{")
		if !found {
			break
		}
		name, after, found := strings.Cut(after, "}")
		field := fields[name]
		if !found || field == nil {
			return nil
		}
		text := jen.Id("v").Dot(field.Name)
		if field.Type.Name != "string" {
			text = jen.String().Call(text)
		}
		texts = append(texts, text)
		rest = after
	}
	if len(texts) != len(fields) {
		return nil
	}
	return texts
}

// places are the places of parameters in the run-time package.
var places = map[string]string{"path": "InPath", "query": "InQuery", "header": "InHeader", "cookie": "InCookie"}

// param is how a parameter travels, as fields of its entry in the table.
func (e *emitter) param(p plan.Param) []jen.Code {
	entry := []jen.Code{
		code.Keyed("FormField", e.file.Runtime("FormField").Add(e.formField(p.FormField))),
		code.Keyed("In", e.file.Runtime(places[p.In])), code.Keyed("Key", jen.Lit(p.Key)),
	}
	for _, flag := range []struct {
		name string
		set  bool
	}{{"Explode", p.Explode && p.Style != "" && p.Style != plan.FormDeep && p.Style != plan.FormSpread}, {"Many", p.Many}, {"Reserved", p.Reserved}, {"Empty", p.Empty}, {"NotEmpty", p.NotEmpty}, {"Required", p.Required}} {
		if flag.set {
			entry = append(entry, code.Keyed(flag.name, jen.True()))
		}
	}
	if p.Default != nil {
		entry = append(entry, code.Keyed("Default", jen.Lit(string(p.Default))))
	}
	return entry
}
