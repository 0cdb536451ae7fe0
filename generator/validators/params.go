package validators

import (
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

// params writes Validate, Decode… and Encode for the parameters of an operation, or for
// the headers of an answer.
func (e *emitter) params(s *ir.Schema) {
	table := e.file.Fresh("params" + s.Name)
	read := reader(s)
	bodies := e.bodies(s)
	located := func(body []jen.Code) []jen.Code {
		last := len(body) - 1
		if last <= 0 {
			return body // nothing is checked
		}
		return append(body[:last:last], jen.Return(jen.Id(table).Dot("Located").Call(valuecheck.Path().Dot("Err").Call())))
	}
	pointers := "the place of a parameter: /query/…."
	if s.HeadersOf != nil {
		pointers = "/header/."
	}
	e.documented("Validate reports what is wrong with v, as [validate.Errors]. Pointers begin with\n"+pointers,
		jen.Func().Params(jen.Id("v").Id(s.Name)).Id(goapi.Validate.Pattern).Params(options(e)).Error().Block(located(bodies.value)...))

	list := plan.Params(s, e.judge)
	decoded := jen.Return(e.file.Runtime("DecodeParams").Call(jen.Id("r"), jen.Op("&").Id(table), jen.Id(read), jen.Id("opts")))
	if bodies.table != "" {
		decoded = e.decodedBy(s, table, bodies.table)
	} else {
		e.reader(s, bodies.decode)
	}
	e.sent(s, table, decoded, list)
	if e.declared {
		return
	}

	var entries []jen.Code
	for _, p := range list {
		entries = append(entries, e.param(p))
	}
	path := ""
	if op := s.ParamsOf; op != nil && !op.Webhook {
		path = op.Path
	}
	e.file.Add(jen.Var().Id(table).Op("=").Add(e.file.Runtime("Params")).Values(
		code.Keyed("Path", jen.Lit(path)),
		code.Keyed("Params", jen.Index().Add(e.file.Runtime("Param")).Values(code.Lines(entries))),
	))
}

// decodedBy returns the statements that end a decoder of parameters whose checks are a
// table. The value is one of its own, since the table would take v from the stack.
func (e *emitter) decodedBy(s *ir.Schema, params, table string) *jen.Statement {
	value := jen.Id("read")
	decode := jen.Id(params).Dot("Decode").Call(jen.Id("r"), jen.Op("&").Id(table), jen.Op("&").Add(value), e.direction(s), jen.Id("opts"))
	return jen.Var().Add(value).Id(s.Name).Line().
		Err().Op(":=").Add(decode).Line().
		Return(value, jen.Err())
}

// sent writes what reads an object of parameters from a request, or of headers from an
// answer, and what writes it.
func (e *emitter) sent(s *ir.Schema, table string, decode *jen.Statement, list []plan.Param) {
	name, encode := goapi.Decode.Of(s.Name), goapi.EncodeParams.Pattern
	receiver, value := jen.Id("v").Id(s.Name), jen.Params(jen.Id(s.Name), jen.Error())
	from := jen.Id("r")
	decoded := append(e.texts(s, table, list), decode)
	encodeBy := func(function string) *jen.Statement {
		return e.file.Runtime(function).Call(jen.Id("v"), jen.Op("&").Id(table))
	}
	encoded := encodeBy("EncodeParams")
	encoding := []jen.Code{jen.Return(encoded)}
	if parts := e.pathParts(s, list); parts != nil {
		encoding = append([]jen.Code{
			jen.If(jen.List(jen.Id("raw"), jen.Id("ok")).Op(":=").Add(e.file.Runtime("PlainPath")).Call(parts...), jen.Id("ok")).Block(
				jen.Return(e.file.Runtime("Encoded").Values(code.Keyed("Path", jen.Id("raw"))), jen.Nil())),
		}, encoding...)
	} else if s.HeadersOf == nil {
		out, ok := jen.Id("out"), jen.Id("ok")
		encoding = append([]jen.Code{
			jen.If(jen.List(out, ok, jen.Err()).Op(":=").Add(encodeBy("EncodePlain")), ok).Block(jen.Return(out, jen.Err())),
		}, encoding...)
	}
	if s.HeadersOf == nil {
		e.documented(name+" reads the parameters of a request, and checks them. One that is\nabsent has its default, if the document gives it one. The error is\n[validate.Errors]; the value is then of no use.",
			jen.Func().Id(name).Params(jen.Id("r").Add(e.file.Runtime("Request")), options(e)).Add(value).Block(decoded...))
		e.documented(encode+" returns the path, query and header that v is sent by. Validate v first.\nThe error is [validate.Errors] for a value that has no text in its place.",
			jen.Func().Params(receiver).Id(encode).Params().Params(e.file.Runtime("Encoded"), jen.Error()).Block(encoding...))
		return
	}
	header := jen.Map(jen.String()).Index().String()
	e.documented(name+" reads an http.Header, and checks what the document describes of\nit. What is absent has its default, if the document gives it one. The error is\n[validate.Errors]; the value is then of no use.",
		jen.Func().Id(name).Params(jen.Id("header").Add(header), options(e)).Add(value).
			Block(append([]jen.Code{jen.Add(from).Op(":=").Add(e.file.Runtime("Request")).Values(code.Keyed("Header", jen.Id("header")))}, decoded...)...))
	e.documented(encode+" returns the http.Header that v is sent by. Validate v first. The error is\n[validate.Errors] for a value that no header can hold.",
		jen.Func().Params(receiver).Id(encode).Params().Params(header, jen.Error()).Block(
			jen.List(jen.Id("out"), jen.Err()).Op(":=").Add(encoded), jen.Return(jen.Id("out").Dot("Header"), jen.Err())))
}

// pathParts are the template of an operation taken apart, its texts and the texts of its
// parameters in turn, where it has no others; else nil.
func (e *emitter) pathParts(s *ir.Schema, list []plan.Param) []jen.Code {
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
	var parts []jen.Code
	used := 0
	for rest := s.ParamsOf.Path; ; {
		before, after, found := strings.Cut(rest, "{")
		parts = append(parts, jen.Lit(before))
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
		parts = append(parts, text)
		used++
		rest = after
	}
	if used != len(fields) {
		return nil
	}
	return parts
}

// places are the places of parameters in the run-time package.
var places = map[string]string{"path": "InPath", "query": "InQuery", "header": "InHeader", "cookie": "InCookie"}

// param is an entry of the table.
func (e *emitter) param(p plan.Param) jen.Code {
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
	return jen.Values(entry...)
}
