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

// rules are what holds for a member that travels in one direction; nil for others.
func (c *Checks) rules(m *plan.Member, required bool) *jen.Statement {
	if !m.ReadOnly && !m.WriteOnly {
		return nil
	}
	out := jen.Null()
	for _, rule := range []struct {
		name string
		set  bool
	}{{"Required", required}, {"ReadOnly", m.ReadOnly}, {"WriteOnly", m.WriteOnly}} {
		if rule.set && len(*out) > 1 {
			out.Op("|")
		}
		if rule.set {
			out.Add(c.file.Runtime(rule.name))
		}
	}
	return out
}

// nilIsNull reports whether a nil field stands for null, which is allowed.
func nilIsNull(m *plan.Member, f *goapi.Field) bool {
	if f.OmitEmpty || f.OmitZero {
		return false
	}
	one := plan.Conjunction(m.Schemas)
	return one == nil || keyword.MatchesNull(one)
}

// present is the condition that a field stands for a member; nil where a Go value
// cannot tell.
func (c *Checks) present(f *goapi.Field, field *jen.Statement, required bool) *jen.Statement {
	is := func(zero jen.Code) *jen.Statement { return jen.Add(field).Op("!=").Add(zero) }
	under := c.file.Types.Underlying(f.Type)
	if u, ok := c.unionOf(f.Type); ok && required && u.isUnion() && len(u.declared.Order) == 0 && u.declared.Additional == nil {
		return u.isSet(field)
	}
	if s := c.importedOf(f.Type); s != nil {
		switch kind := s.Shape.Kind; {
		case kind == ir.KindArray, kind == ir.KindMap, kind == ir.KindAny:
			return is(jen.Nil())
		case required && !c.allowEmptyStrings && s.Shape.Type.Has(ir.String) && (kind == ir.KindEnum || kind == ir.KindPrimitive):
			return jen.Op("!").Add(c.file.Runtime("IsZero")).Call(field)
		}
		return nil
	}
	switch under.Kind {
	case goapi.Pointer, goapi.Slice, goapi.Map, goapi.Any:
		return is(jen.Nil())
	case goapi.Nullable:
		return jen.Op("!").Add(field).Dot("IsZero").Call()
	case goapi.Struct:
		if f.OmitZero {
			return jen.Op("!").Add(c.file.Runtime("IsZero")).Call(field)
		}
	case goapi.Named:
		text := under.Pkg == "" && under.Name == "string"
		switch {
		case under.Pkg == "json" && under.Name == "RawMessage":
			return is(jen.Nil())
		case text && (required && !c.allowEmptyStrings || !required && (f.OmitEmpty || f.OmitZero)):
			return is(jen.Lit(""))
		case (required || f.OmitZero) && (under.String() == "time.Time" || under.String() == "validate.Date"):
			return jen.Op("!").Add(field).Dot("IsZero").Call()
		case (required || f.OmitZero) && under.String() == "validate.UUID":
			return is(jen.Parens(c.file.Types.Expr(f.Type).Values()))
		case f.OmitZero && under.Pkg != "" && under.Pkg != "json":
			return jen.Op("!").Add(c.file.Runtime("IsZero")).Call(field)
		case required || under.Pkg != "":
		case (f.OmitEmpty || f.OmitZero) && under.Name == "bool":
			return jen.Add(field)
		case (f.OmitEmpty || f.OmitZero) && code.Scalars[under.Name] != "":
			return is(jen.Lit(0))
		}
	}
	return nil
}
