package bytecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/code"
)

// Members that a Go type has a place for, and that need not fit it: those of
// conditional fields, and those that unevaluatedProperties speaks of. What checks them
// reads the object again; here they are stored where they fit.

// suits is the condition that something is decoded, and that the value which comes next
// matches a schema.
func (c *Checks) suits(hint string, schema *ir.Schema) *jen.Statement {
	retry := code.Scanner().Dot("RetryOpen").Call(code.Scanner().Dot("Pos").Call())
	return jen.Id("v").Op("!=").Nil().Op("&&").Add(code.Scanner()).Dot("Outcome").Call(retry, c.Call(hint, schema)).Op("==").Add(c.file.Runtime("Matched"))
}

// fitting returns a schema that asks for no more than a Go type needs, to which the
// values of another are decoded; with room, also that it holds a number. Null fits a
// Nullable alone, since a field that is nil is absent.
func (c *Checks) fitting(schema *ir.Schema, t goapi.Expr, room bool) *ir.Schema {
	switch t.Kind {
	case goapi.Nullable:
		return &ir.Schema{Nullable: true, AllOf: []*ir.Schema{c.fitting(schema, *t.Elem, room)}}
	case goapi.Pointer:
		t = *t.Elem
	}
	shape, under := schema.Shape, c.file.Types.Underlying(t)
	switch {
	case under.Kind == goapi.Any:
		return &ir.Schema{Types: keyword.AnyType &^ ir.Null}
	case shape.Kind == ir.KindPrimitive, shape.Kind == ir.KindEnum:
		out := &ir.Schema{Types: shape.Type}
		if f := keyword.FormatOf(shape.Format); f.Go == under.String() && f.GoOf == shape.Type || under.Pkg != "" {
			out.Format = shape.Format
		} else if room && under.Kind == goapi.Named && under.Pkg == "" {
			out.Format = numberFormats[under.Name]
		}
		return out
	case schema.Named() != nil, shape.Elem == nil:
	case shape.Kind == ir.KindArray && under.Kind == goapi.Slice:
		return &ir.Schema{Types: ir.Array, Items: c.fitting(shape.Elem, *under.Elem, room)}
	case shape.Kind == ir.KindMap && under.Kind == goapi.Map:
		return &ir.Schema{Types: ir.Object, AdditionalProperties: c.fitting(shape.Elem, *under.Elem, room)}
	}
	if keyword.MatchesNull(schema) {
		return &ir.Schema{Types: keyword.AnyType &^ ir.Null, AllOf: []*ir.Schema{schema}}
	}
	return schema
}

// numberFormats are the formats of the numbers that a type of Go holds.
var numberFormats = map[string]string{
	"int": "int64", "int8": "int8", "int16": "int16", "int32": "int32", "int64": "int64",
	"uint8": "uint8", "uint16": "uint16", "uint32": "uint32", "uint64": "uint64", "float32": "float", "float64": "double",
}
