package valuecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// When a field of a struct stands for a member of the object, and when the member
// must be there.

// mustHave reports whether a Go value must have a member: it is required, and not
// only in a direction in which the schema does not travel.
func mustHave(schema *ir.Schema, m *plan.Member) bool {
	switch {
	case !m.Required:
		return false
	case m.ReadOnly:
		return schema.Reached == ir.InResponse
	case m.WriteOnly:
		return schema.Reached == ir.InRequest
	}
	return true
}

// nilIsNull reports whether a nil field stands for null, which is allowed.
func nilIsNull(m *plan.Member, f *goapi.Field) bool {
	if f.OmitEmpty || f.OmitZero {
		return false
	}
	one := plan.Conjunction(m.Schemas)
	return one == nil || acceptsNull(one) && plan.Of(one).Types != keyword.AnyType
}

// acceptsNull reports whether null is a value of a schema, as far as its types say.
func acceptsNull(schema *ir.Schema) bool {
	p := plan.Of(schema)
	return p.Nullable || p.Types.Has(ir.Null) && !p.ReadsAgain()
}

// present is the condition that a field stands for a member; nil where a Go value
// cannot tell.
func (c *Checks) present(f *goapi.Field, field *jen.Statement, required bool) *jen.Statement {
	is := func(zero jen.Code) *jen.Statement { return jen.Add(field).Op("!=").Add(zero) }
	under := c.file.Types.Underlying(f.Type)
	switch under.Kind {
	case goapi.Pointer, goapi.Slice, goapi.Map, goapi.Any:
		return is(jen.Nil())
	case goapi.Named:
		text := under.Pkg == "" && under.Name == "string"
		switch {
		case under.Pkg == "json" && under.Name == "RawMessage":
			return is(jen.Nil())
		case text && (required && !c.allowEmptyStrings || !required && f.OmitEmpty):
			return is(jen.Lit(""))
		case required || under.Pkg != "" && under.Pkg != "time":
		case f.OmitZero && under.Pkg == "time":
			return jen.Op("!").Add(field).Dot("IsZero").Call()
		case f.OmitEmpty && under.Name == "bool":
			return jen.Add(field)
		case f.OmitEmpty && code.Scalars[under.Name] != "":
			return is(jen.Lit(0))
		}
	}
	return nil
}
