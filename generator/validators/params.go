package validators

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
	"github.com/oasmint/oasmint/generator/validators/valuecheck"
)

// Parameters of operations: a table of parameters by which the run-time package converts
// a request to JSON and back. The check is that of the JSON. Texts go into their fields
// without it, where the check of Go values has nothing to say of what they are then.

// params writes Validate, Decode… and Encode for the parameters of an operation, or for
// the headers of an answer.
func (e *emitter) params(s *ir.Schema) {
	table := e.file.Fresh("params" + s.Name)
	read := readParams(s)
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
	e.sent(s, table, read, list)
	if e.declared {
		return
	}
	e.file.Add(jen.Func().Id(read).Params(jen.Id("data").Index().Byte(), options(e)).Params(jen.Id("v").Id(s.Name), jen.Id("err").Error()).Block(bodies.decode...))

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

// sent writes what reads an object of parameters from a request, or of headers from an
// answer, and what writes it.
func (e *emitter) sent(s *ir.Schema, table, read string, list []plan.Param) {
	name, encode := goapi.Decode.Of(s.Name), goapi.EncodeParams.Pattern
	receiver, value := jen.Id("v").Id(s.Name), jen.Params(jen.Id(s.Name), jen.Error())
	from := jen.Id("r")
	decoded := append(e.texts(s, table, list), jen.Return(e.file.Runtime("DecodeParams").Call(from, jen.Op("&").Id(table), jen.Id(read), jen.Id("opts"))))
	encoded := e.file.Runtime("EncodeParams").Call(jen.Id("v"), jen.Op("&").Id(table))
	encoding := []jen.Code{jen.Return(encoded)}
	if parts := e.pathParts(s, list); parts != nil {
		encoding = append([]jen.Code{
			jen.If(jen.List(jen.Id("raw"), jen.Id("ok")).Op(":=").Add(e.file.Runtime("PlainPath")).Call(parts...), jen.Id("ok")).Block(
				jen.Return(e.file.Runtime("Encoded").Values(code.Keyed("Path", jen.Id("raw"))), jen.Nil())),
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

// texts reads a request whose parameters are texts for the fields of the struct, and returns
// where it has what DecodeParams would return.
func (e *emitter) texts(s *ir.Schema, table string, list []plan.Param) []jen.Code {
	t := e.file.Types.Types[e.file.Types.Declared(code.Own(s.Name))]
	if e.declared || t == nil || len(list) > mostTexts {
		return nil
	}
	texts, value, request := jen.Id("t"), jen.Id("v"), jen.Op("&").Id("r")
	call := func(method string, args ...jen.Code) *jen.Statement { return jen.Add(texts).Dot(method).Call(args...) }
	required := uint64(0)
	var query, others, defaults []jen.Code
	keys := map[string]bool{}
	unknown, cookies, some := "Unknown", false, false
	for i, p := range list {
		field := t.Fields[p.Name]
		if field == nil {
			return nil
		}
		store := e.store(p, i, field.Type, jen.Add(value).Dot(field.Name))
		if store == nil && (p.Required || p.In == "path") {
			return nil // it has always something else
		}
		fallback := textOf(p)
		switch {
		case p.Required, p.In == "path", p.Default != nil && (store == nil || fallback == "" || p.List):
			required |= 1 << i
		case p.Default != nil:
			defaults = append(defaults, call("Default", jen.Lit(i), jen.Lit(fallback)), store)
		}
		some = some || store != nil
		switch {
		case p.In == "cookie":
			cookies = true
		case p.In == "query" && keys[p.Key]:
			return nil
		case p.In == "query" && hasMembers[p.Style]:
			unknown = "Rare"
		case p.In == "query":
			keys[p.Key] = true
			if store == nil {
				store = call("Rare")
			}
			query = append(query, jen.Case(jen.Lit(p.Key)).Block(store))
		case p.In == "path":
			others = append(others, call("Path", request, jen.Lit(p.Key)), store)
		default:
			if store == nil {
				store = call("Rare")
			}
			others = append(others, call("Header", request, jen.Lit(p.Key)), store)
		}
	}
	if !some {
		return nil
	}
	body := []jen.Code{
		jen.Var().Add(texts).Add(e.file.Runtime("ParamTexts")),
		call("Read", request, jen.Lit(int(required)), e.direction(s), jen.Id("opts")),
		jen.Var().Add(value).Id(s.Name),
	}
	if s.HeadersOf == nil {
		key, ok := jen.Id("key"), jen.Id("ok")
		switch {
		case len(query) > 0:
			query = append(query, jen.Default().Block(call(unknown)))
			body = append(body, jen.For(jen.List(key, ok).Op(":=").Add(call("Next")), ok, jen.List(key, ok).Op("=").Add(call("Next"))).Block(jen.Switch(key).Block(query...)))
		case unknown == "Unknown":
			body = append(body, call("NoQuery"))
		default:
			body = append(body, jen.If(jen.List(jen.Id("_"), ok).Op(":=").Add(call("Next")), ok).Block(call(unknown)))
		}
	}
	body = append(append(body, others...), defaults...)
	if cookies {
		body = append(body, call("Cookies", request))
	}
	if checks := e.values.Root(s); len(checks) > 0 {
		body = append(append(body, valuecheck.Path().Op(":=").Add(call("Check"))), checks...)
	}
	return append(body, jen.If(call("OK")).Block(jen.Return(value, jen.Nil())))
}

// mostTexts is how many parameters have a bit in validate.ParamTexts.
const mostTexts = 62

// hasMembers are the styles by which a parameter has other keys in the query than its own.
var hasMembers = map[plan.FormStyle]bool{plan.FormDeep: true, plan.FormSpread: true, plan.FormBrackets: true}

// textOf is the text that the default of a parameter stands for; "" where there is none.
func textOf(p plan.Param) string {
	if p.Default == nil || (p.Kind == plan.FormText) != (p.Default[0] == '"') {
		return ""
	}
	if p.Kind != plan.FormText {
		return string(p.Default)
	}
	var text string
	if json.Unmarshal(p.Default, &text) != nil {
		return ""
	}
	return text
}

// store takes the text of a parameter to a field; nil where the run-time package has
// nothing for its type, or for how the parameter is written.
func (e *emitter) store(p plan.Param, i int, t goapi.Expr, field *jen.Statement) *jen.Statement {
	types, texts, index := e.file.Types, jen.Id("t"), jen.Lit(i)
	under := types.Underlying(t)
	plain := (p.Style == "" || p.Style == plan.FormKeys) && !p.Many && !p.Empty && p.In != "cookie"
	if under.Kind == goapi.Slice && types.IsString(*under.Elem) && !e.readsItself(t) && !e.readsItself(*under.Elem) {
		function := "ItemText"
		switch {
		case !p.List || p.Kind != plan.FormText || p.Many || p.Empty || p.In == "cookie", !plain && p.Style != plan.FormComma:
			return nil
		case !plain:
			function = "ListText"
		}
		return e.file.Runtime(function).Call(jen.Op("&").Add(texts), index, jen.Op("&").Add(field))
	}
	if !plain || p.List {
		return nil
	}
	stored := func(prefix string, t goapi.Expr, pointer *jen.Statement) *jen.Statement {
		return jen.Add(texts).Dot(prefix+stores[types.Underlying(t).Name].method).Call(index, pointer)
	}
	switch {
	case e.isText(t, p.Kind):
		return stored("", t, types.Basic(t, jen.Op("&").Add(field)))
	case t.Kind != goapi.Pointer || !e.isText(*t.Elem, p.Kind):
		return nil
	case types.Underlying(*t.Elem).Name == t.Elem.Name:
		return stored("Optional", *t.Elem, jen.Op("&").Add(field))
	}
	made := jen.Add(field).Op("=").New(types.Expr(*t.Elem))
	return jen.If(jen.Add(texts).Dot("Has").Call()).Block(made, stored("", *t.Elem, types.Basic(*t.Elem, field)))
}

// stores are the methods of validate.ParamTexts that take a text to a field of a type, and
// the kinds of parameters that have such texts.
var stores = map[string]struct {
	method string
	kinds  []plan.FormKind
}{
	"string": {"Text", []plan.FormKind{plan.FormText}},
	"bool":   {"Bool", []plan.FormKind{plan.FormScalar, plan.FormBooleanText, plan.FormScalarText}},
	"int":    {"Int", integers},
	"int32":  {"Int32", integers},
	"int64":  {"Int64", integers},
}

var integers = []plan.FormKind{plan.FormScalar, plan.FormNumberText, plan.FormScalarText}

// isText reports whether a type is made of one that the run-time package takes texts of a
// kind to.
func (e *emitter) isText(t goapi.Expr, kind plan.FormKind) bool {
	under := e.file.Types.Underlying(t)
	if t.Kind != goapi.Named || under.Kind != goapi.Named || under.Pkg != "" || e.readsItself(t) {
		return false
	}
	return slices.Contains(stores[under.Name].kinds, kind)
}

// readsItself reports whether a type has a way of its own to be read.
func (e *emitter) readsItself(t goapi.Expr) bool {
	for t.Kind == goapi.Named && t.Pkg == "" {
		declared := e.file.Types.Types[t.Name]
		if declared == nil {
			return false
		}
		if declared.Methods["UnmarshalJSON"] || declared.Methods["UnmarshalText"] {
			return true
		}
		t = declared.Expr
	}
	return t.Pkg != ""
}

// readParams is the function that reads the members of an operation's parameters.
func readParams(s *ir.Schema) string { return "read" + s.Name }

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
