package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/symbols"
)

// The exported functions of a named schema.

// doors emits Validate, Validate…JSON and Decode….
func (e *emitter) doors(s *ir.Schema) {
	method, title := jen.Func().Params(jen.Id("v").Id(s.Name)).Id("Validate").Params(), "Validate"
	if !e.methods(e.types.Types[s.Name]) {
		title += s.Name
		method = jen.Func().Id("Validate" + s.Name).Params(jen.Id("v").Id(s.Name))
	}
	own := symbols.Expr{Kind: symbols.Named, Name: s.Name}
	checks := e.value([]*ir.Schema{s}, own, jen.Op("&").Id("v"), e.rt("Root").Call(jen.Op("&").Id("found")), s.Name)
	body := []jen.Code{jen.Return(jen.Nil())}
	if len(checks) > 0 {
		body = append(append([]jen.Code{jen.Var().Id("found").Add(e.rt("Errors"))}, checks...), jen.Return(jen.Id("found").Dot("Err").Call()))
	}
	e.file.Add(comment(title + " reports what is wrong with v, as [validate.Errors].")).Line().
		Add(method).Error().Block(body...).Line()

	name := "Validate" + s.Name + "JSON"
	e.file.Add(comment(name+" reports what is wrong with a JSON text, as [validate.Errors].\nNothing is decoded.")).Line().
		Func().Id(name).Params(jen.Id("data").Index().Byte(), jen.Id("opts").Op("...").Add(e.rt("Option"))).Error().Block(
		e.scanner("Scan", jen.Id("data"), s),
		e.check(s.Name, s),
		jen.Return(jen.Id("s").Dot("End").Call()),
	).Line()

	e.decode(s, "Decode"+s.Name, "Decode"+s.Name+" checks a JSON text and decodes it. The error is\n[validate.Errors]; the value is then of no use.",
		[]jen.Code{jen.Id("data").Index().Byte(), jen.Id("opts").Op("...").Add(e.rt("Option"))},
		jen.Id("data"))
}

// decode emits a function that checks and decodes the text that data gives.
func (e *emitter) decode(s *ir.Schema, name, doc string, params []jen.Code, data jen.Code) {
	own := symbols.Expr{Kind: symbols.Named, Name: s.Name}
	before, calls := e.read(s.Name, []*ir.Schema{s}, &place{typ: own, at: jen.Op("&").Id("v")})
	all := jen.Add(calls[0].code)
	if len(calls) > 1 {
		all = jen.If(all).Block(calls[1].code)
	}
	body := append([]jen.Code{e.scanner("ScanToDecode", data, s), jen.Var().Id("v").Id(s.Name)}, before...)
	e.file.Add(comment(doc)).Line().
		Func().Id(name).Params(params...).Params(jen.Id(s.Name), jen.Error()).
		Block(append(body, all, jen.Return(jen.Id("v"), jen.Id("s").Dot("End").Call()))...).Line()
}

// scanner declares s, as a pointer, which is what checks take.
func (e *emitter) scanner(function string, data jen.Code, schema *ir.Schema) jen.Code {
	return s().Op(":=").Add(e.rt(function)).Call(data, e.direction(schema), jen.Id("opts"))
}

// methods reports whether a type can have methods: it is declared here, and is
// neither an interface nor a pointer.
func (e *emitter) methods(t *symbols.Type) bool {
	if t.Alias || t.Expr.Kind == symbols.Any || t.Expr.Kind == symbols.Pointer {
		return false
	}
	if t.Expr.Kind == symbols.Named && t.Expr.Pkg == "" {
		if under := e.types.Types[t.Expr.Name]; under != nil {
			return e.methods(under) || under.Alias && e.methods(&symbols.Type{Expr: under.Expr})
		}
	}
	return true
}
