package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/symbols"
)

// The exported functions of a named schema.

// doors emits Validate, Validate…JSON and Decode….
func (e *emitter) doors(s *ir.Schema) {
	t := e.types.Types[s.Name]
	if e.methods(t) {
		e.file.Add(comment("Validate reports what is wrong with v, as [validate.Errors].")).Line().
			Func().Params(jen.Id("v").Id(s.Name)).Id("Validate").Params().Error().Block(
			jen.Var().Id("r").Add(e.rt("Report")),
			jen.Id("value"+s.Name).Call(jen.Op("&").Id("r"), jen.Op("&").Id("v")),
			jen.Return(jen.Id("r").Dot("Err").Call()),
		)
	} else {
		name := "Validate" + s.Name
		e.file.Add(comment(name+" reports what is wrong with v, as [validate.Errors].")).Line().
			Func().Id(name).Params(jen.Id("v").Id(s.Name)).Error().Block(
			jen.Var().Id("r").Add(e.rt("Report")),
			jen.Id("value"+s.Name).Call(jen.Op("&").Id("r"), jen.Op("&").Id("v")),
			jen.Return(jen.Id("r").Dot("Err").Call()),
		)
	}
	e.file.Line()

	name := "Validate" + s.Name + "JSON"
	e.file.Add(comment(name+" reports what is wrong with a JSON text, as [validate.Errors].\nNothing is decoded.")).Line().
		Func().Id(name).Params(jen.Id("data").Index().Byte(), jen.Id("opts").Op("...").Add(e.rt("Option"))).Error().Block(
		jen.Id("s").Op(":=").Add(e.rt("Scan")).Call(jen.Id("data"), e.direction(s), jen.Id("opts")),
		jen.Id("check"+s.Name).Call(jen.Op("&").Id("s")),
		jen.Return(jen.Id("s").Dot("End").Call()),
	).Line()

	e.decode(s, "Decode"+s.Name, "Decode"+s.Name+" checks a JSON text and decodes it. The error is\n[validate.Errors]; the value is then of no use.",
		[]jen.Code{jen.Id("data").Index().Byte(), jen.Id("opts").Op("...").Add(e.rt("Option"))},
		jen.Id("data"))
}

// decode emits a function that checks and decodes the text that data gives.
func (e *emitter) decode(s *ir.Schema, name, doc string, params []jen.Code, data jen.Code) {
	e.file.Add(comment(doc)).Line().
		Func().Id(name).Params(params...).Params(jen.Id(s.Name), jen.Error()).Block(
		jen.Id("s").Op(":=").Add(e.rt("ScanToDecode")).Call(data, e.direction(s), jen.Id("opts")),
		jen.Var().Id("v").Id(s.Name),
		jen.If(jen.Id("check"+s.Name).Call(jen.Op("&").Id("s")).Op("&&").Id("s").Dot("Refill").Call()).Block(
			e.fill(jen.Id("v"), symbols.Expr{Kind: symbols.Named, Name: s.Name}, jen.Op("&").Id("s"))...,
		),
		jen.Return(jen.Id("v"), jen.Id("s").Dot("End").Call()),
	).Line()
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
