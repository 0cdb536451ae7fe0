// This file reads parameters as most requests have them: one pass over the query, by which
// their texts go into the fields of the struct if the table holds for them. What that
// cannot read, or refuses, is left to the way by JSON, which says what is wrong.

package validators

import (
	"encoding/json"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// texts reads a request r whose parameters are texts for the fields of the struct v; nil
// where there are none.
func (e *emitter) texts(s *ir.Schema, table string, list []plan.Param) []jen.Code {
	t := e.file.Types.Types[e.file.Types.Declared(code.Own(s.Name))]
	if e.declared || t == nil || len(list) > mostTexts {
		return nil
	}
	texts, value := jen.Id("t"), jen.Id("v")
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
		store := func(from *jen.Statement) []jen.Code {
			return e.store(p, i, field.Type, jen.Add(value).Dot(field.Name), from)
		}
		known := store(nil) != nil
		if !known && (p.Required || p.In == "path") {
			return nil // it has always something else
		}
		fallback := textOf(p)
		switch {
		case p.Required, p.In == "path", p.Default != nil && (!known || fallback == "" || p.List):
			required |= 1 << i
		case p.Default != nil:
			defaults = append(defaults, store(call("Default", jen.Lit(i), jen.Lit(fallback)))...)
		}
		some = some || known
		if !known {
			store = func(from *jen.Statement) []jen.Code {
				if from == nil {
					from = texts
				}
				return []jen.Code{jen.Add(from).Dot("Rare").Call()}
			}
		}
		switch {
		case p.In == "cookie":
			cookies = true
		case p.In == "query" && keys[p.Key]:
			return nil
		case p.In == "query" && hasMembers[p.Style]:
			unknown = "Rare"
		case p.In == "query":
			keys[p.Key] = true
			query = append(query, jen.Case(jen.Lit(p.Key)).Block(store(nil)...))
		case p.In == "path":
			others = append(others, store(call("Path", jen.Lit(p.Key)))...)
		default:
			others = append(others, store(call("Header", jen.Lit(p.Key)))...)
		}
	}
	if !some {
		return nil
	}
	read := "Read"
	if noQuery := len(query) == 0 && unknown == "Unknown"; noQuery && s.HeadersOf == nil {
		read = "ReadNoQuery"
	}
	body := []jen.Code{
		jen.Var().Add(texts).Add(e.file.Runtime("ParamTexts")),
		call(read, jen.Id("r"), jen.Op("&").Id(table), jen.Lit(int(required)), jen.Id("opts")),
	}
	key, ok := jen.Id("key"), jen.Id("ok")
	if len(query) > 0 {
		query = append(query, jen.Default().Block(call(unknown)))
		body = append(body, jen.For(jen.List(key, ok).Op(":=").Add(call("Next")), ok, jen.List(key, ok).Op("=").Add(call("Next"))).Block(jen.Switch(key).Block(query...)))
	} else if unknown != "Unknown" {
		body = append(body, jen.If(jen.List(jen.Id("_"), ok).Op(":=").Add(call("Next")), ok).Block(call(unknown)))
	}
	body = append(append(body, others...), defaults...)
	if cookies {
		body = append(body, call("Cookies"))
	}
	return body
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

// store takes the text of a parameter to a field, behind the call that goes to the text, if
// there is one; nil where the run-time package has nothing for its type, or for how the
// parameter is written.
func (e *emitter) store(p plan.Param, i int, t goapi.Expr, field, from *jen.Statement) []jen.Code {
	types, texts, index := e.file.Types, jen.Id("t"), jen.Lit(i)
	alone := func(store jen.Code) []jen.Code {
		if from == nil {
			return []jen.Code{store}
		}
		return []jen.Code{from, store}
	}
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
		return alone(e.file.Runtime(function).Call(jen.Op("&").Add(texts), index, jen.Op("&").Add(field)))
	}
	if !plain || p.List {
		return nil
	}
	stored := func(at *jen.Statement, prefix string, t goapi.Expr, pointer *jen.Statement) []jen.Code {
		if at == nil {
			at = texts
		}
		return []jen.Code{jen.Add(at).Dot(prefix+stores[types.Underlying(t).Name].method).Call(index, pointer)}
	}
	switch {
	case e.isText(t, p.Kind):
		return stored(from, "", t, types.Basic(t, jen.Op("&").Add(field)))
	case t.Kind != goapi.Pointer || !e.isText(*t.Elem, p.Kind):
		return nil
	case types.Underlying(*t.Elem).Name == t.Elem.Name:
		return stored(from, "Optional", *t.Elem, jen.Op("&").Add(field))
	}
	made := jen.Add(field).Op("=").New(types.Expr(*t.Elem))
	return alone(jen.If(jen.Add(texts).Dot("Has").Call()).Block(append([]jen.Code{made}, stored(nil, "", *t.Elem, types.Basic(*t.Elem, field))...)...))
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
