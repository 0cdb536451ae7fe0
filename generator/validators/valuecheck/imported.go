package valuecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
)

// Schemas of another document, whose package has their checks.

// imported writes the check of a Go value whose type is another package's: it calls that
// package's.
func (c *Checks) imported(schema *ir.Schema, t *ir.GoType) {
	v := jen.Id("v")
	mode := Path().Dot("Mode").Call()
	check := jen.Add(v).Dot(goapi.Validate.Pattern).Call(mode)
	if !t.Validates {
		check = jen.Qual(t.Import, goapi.ValidateFunc.Of(t.Name)).Call(jen.Op("*").Add(v), mode)
	}
	c.file.Add(jen.Func().Id("value"+schema.Name).Params(Path().Op("*").Add(c.file.Runtime("Path")), jen.Add(v).Op("*").Id(schema.Name)).Block(
		jen.If(Path().Dot("Skip").Call(jen.Add(v).Op("==").Nil())).Block(jen.Return()),
		Path().Dot("Take").Call(check),
	))
}

// isImported reports whether a Go type is that of a schema of another document.
func isImported(schema *ir.Schema, t goapi.Expr) bool {
	return code.Imported(schema) != nil && code.IsOwn(t, schema.Name)
}

// importedOf returns the schema that a Go type is of, if that is another document's.
func (c *Checks) importedOf(t goapi.Expr) *ir.Schema {
	if t.Kind != goapi.Named || t.Pkg != "" {
		return nil
	}
	if s := c.file.Doc.Named(t.Name); s != nil && code.Imported(s) != nil {
		return s
	}
	return nil
}
