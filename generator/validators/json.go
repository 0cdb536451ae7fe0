package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
)

// The methods by which encoding/json writes and reads a type.

// json writes MarshalJSON and UnmarshalJSON for a type that has more than fields with
// names in tags: fields without, variants, or members of any name. It returns false for
// others.
func (e *emitter) json(s *ir.Schema) bool {
	declared := e.file.Types.Types[s.Name]
	untagged := e.untagged(declared)
	if declared.Alias || len(declared.Variants) == 0 && declared.Additional == nil && untagged == nil {
		return false
	}
	v := func() *jen.Statement { return jen.Id("v") }
	var parts []jen.Code
	var body []jen.Code
	if len(declared.Order) > 0 || declared.Additional != nil {
		body = append(body, jen.Type().Id("fields").Id(s.Name).Comment("without this method"))
		parts = append(parts, jen.Id("fields").Call(v()))
	}
	if untagged != nil {
		parts = append(parts, e.file.Runtime("Fields").Values(code.Lines(untagged)))
	}
	children := s.Shape.Kind != ir.KindUnion // which stand in place of the fields
	var cases []jen.Code
	for _, variant := range declared.Variants {
		field := v().Dot(variant.Name)
		if children {
			cases = append(cases, jen.Case(jen.Add(field).Op("!=").Nil()).Block(jen.Return(jen.Index().Any().Values(field))))
		} else {
			parts = append(parts, field)
		}
	}
	if cases != nil {
		body = append([]jen.Code{jen.Switch().Block(cases...)}, body...)
	}
	if declared.Unknown {
		parts = append(parts, v().Dot(goapi.UnknownField))
	}
	if declared.Additional != nil {
		parts = append(parts, v().Dot("AdditionalProperties"))
	}
	if len(declared.Variants) > 0 && len(declared.Order) > 0 && !children && s.Shape.Null {
		body = append(body, jen.If(e.file.Runtime("IsZero").Call(v())).Block(jen.Return(jen.Nil())))
	}
	name := goapi.JSONParts.Pattern
	e.documented(name+" returns what v is written as: see [validate.MarshalParts].",
		jen.Func().Params(v().Id(s.Name)).Id(name).Params().Index().Any().Block(append(body, jen.Return(jen.Index().Any().Values(parts...)))...))
	write := e.file.Runtime("MarshalParts").Call(v())
	name = goapi.MarshalJSON.Pattern
	e.documented(name+" makes v a [json.Marshaler].",
		jen.Func().Params(v().Id(s.Name)).Id(name).Params().Params(jen.Index().Byte(), jen.Error()).Block(jen.Return(write)))
	name = goapi.UnmarshalJSON.Pattern
	doc := name + " makes v a [json.Unmarshaler]"
	var read []jen.Code
	if e.typesOnly {
		doc, read = doc+". Nothing is checked.", e.unmarshal(s, declared)
	} else {
		says, body := e.checked(s)
		doc, read = doc+": it checks and decodes"+says, body
	}
	e.documented(doc, jen.Func().Params(v().Op("*").Id(s.Name)).Id(name).Params(jen.Id("data").Index().Byte()).Error().Block(read...))
	return true
}

// checked is the body of an UnmarshalJSON that checks what it decodes, and what is said of it.
func (e *emitter) checked(s *ir.Schema) (says string, body []jen.Code) {
	decode := goapi.Decode.Of(s.Name)
	says = "."
	if e.isWhole(s) {
		says = " as [" + decode + "] does."
	}
	switch table, decodes := e.bytes.Table(s); {
	case s.IsParams():
		decode, says = reader(s), " a JSON object of them." // the other one reads a request or an answer
	case decodes && e.defaultsOf(s, jen.Id("v")) == nil:
		return says, []jen.Code{jen.Return(e.file.Runtime("Unmarshal").Call(jen.Op("&").Id(table), jen.Id("data"), jen.Id("v"), e.direction(s)))}
	case !e.isWhole(s):
		decode = reader(s)
		e.reader(s, e.bodies(s).decode)
	}
	return says, []jen.Code{
		jen.List(jen.Id("decoded"), jen.Err()).Op(":=").Id(decode).Call(jen.Id("data")),
		jen.If(jen.Err().Op("==").Nil()).Block(jen.Op("*").Id("v").Op("=").Id("decoded")),
		jen.Return(jen.Err()),
	}
}

// untagged are the entries of validate.Fields for the fields of a struct whose names
// no tag can hold.
func (e *emitter) untagged(t *goapi.Type) (out []jen.Code) {
	for _, name := range t.Order {
		f := t.Fields[name]
		if !f.Untagged {
			continue
		}
		entry := []jen.Code{code.Keyed("Name", jen.Lit(name)), code.Keyed("Value", jen.Id("v").Dot(f.Name))}
		if f.OmitZero {
			entry = append(entry, code.Keyed("OmitZero", jen.True()))
		}
		out = append(out, jen.Values(entry...))
	}
	return out
}
