package bytecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
)

// Schemas of another document, whose package has their checks.

// imported writes the check of a schema whose type is another package's: it has that
// package's functions check the bytes of the value.
func (c *Checks) imported(schema *ir.Schema, t *ir.GoType) {
	s, v := code.Scanner, func() *jen.Statement { return jen.Id("v") }
	text, at, value, err := jen.Id("text"), jen.Id("at"), jen.Id("value"), jen.Err()
	call := func(function goapi.Ident) jen.Code {
		return jen.Qual(t.Import, function.Of(t.Name)).Call(text, s().Dot("Mode").Call())
	}
	c.file.Add(jen.Func().Id("check"+schema.Name).Params(s().Op("*").Add(c.file.Runtime("Scanner")), v().Op("*").Id(schema.Name)).Bool().Block(
		jen.List(text, at, jen.Id("ok")).Op(":=").Add(s()).Dot("Raw").Call(),
		jen.If(jen.Op("!").Id("ok")).Block(jen.Return(jen.False())),
		jen.If(v().Op("==").Nil()).Block(jen.Return(s().Dot("Take").Call(at, call(goapi.ValidateJSON)))),
		jen.List(value, err).Op(":=").Add(call(goapi.Decode)),
		jen.Op("*").Add(v()).Op("=").Add(value),
		jen.Return(s().Dot("Take").Call(at, err)),
	))
}
