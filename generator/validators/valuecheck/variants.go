package valuecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// The fields of a Go type that are variants.

// union is how a Go type with variants stands to its schema.
type union struct {
	schema   *ir.Schema
	declared *goapi.Type
	fields   map[*ir.Schema]*goapi.Variant // by the schemas of the variants
}

// unionOf returns the union that a Go type is; ok is false for other types.
func (c *Checks) unionOf(t goapi.Expr) (u union, ok bool) {
	declared := c.file.Types.Types[c.file.Types.Declared(t)]
	if declared == nil || len(declared.Variants) == 0 {
		return union{}, false
	}
	u, ok = c.unions[declared]
	if !ok {
		u = newUnion(c.file.Doc.Named(declared.Name), declared)
		c.unions[declared] = u
	}
	return u, u.schema != nil
}

func newUnion(schema *ir.Schema, declared *goapi.Type) union {
	u := union{schema, declared, map[*ir.Schema]*goapi.Variant{}}
	if schema == nil {
		return u
	}
	byName := map[string]*goapi.Variant{}
	for i := range declared.Variants {
		byName[declared.Variants[i].Name] = &declared.Variants[i]
	}
	for _, v := range schema.Shape.Variants {
		for _, s := range append([]*ir.Schema{v.Schema}, v.All...) {
			if f := byName[v.Name]; f != nil && u.fields[s] == nil {
				u.fields[s] = f
			}
		}
	}
	return u
}

// hasVariants reports a Go type with variants.
func (c *Checks) hasVariants(t goapi.Expr) bool {
	_, ok := c.unionOf(t)
	return ok
}

// isUnion reports a oneOf or anyOf; else others build on the object.
func (u union) isUnion() bool { return u.schema.Shape.Kind == ir.KindUnion }

// fieldsOf returns the fields of the variants of a choice; nil where there are variants
// without a field of their own, so that the fields do not tell what is chosen.
func (u union) fieldsOf(c plan.Choice) (fields []*goapi.Variant) {
	seen := map[string]bool{}
	for _, v := range c.Variants {
		if v.Accepts == ir.Null {
			fields = append(fields, nil)
			continue
		}
		f := u.fields[v.Schema]
		if f == nil || seen[f.Name] {
			return nil
		}
		seen[f.Name] = true
		fields = append(fields, f)
	}
	return fields
}

// checksVariants reports whether a union is checked when the variant is that is set: no
// value matches two, and it has nothing beside them.
func (c *Checks) checksVariants(p *plan.Plan, u union) bool {
	choice, alone := c.file.Doc.Alone(p)
	return alone && (choice.Keyword == "anyOf" || choice.Exclusive()) && len(u.declared.Order) == 0 && u.declared.Additional == nil && u.fieldsOf(choice) != nil
}

// setOf is, for each variant of a union, the condition that it is set.
func (u union) setOf(v *jen.Statement) (set []jen.Code) {
	for _, f := range u.declared.Variants {
		set = append(set, jen.Add(v).Dot(f.Name).Op("!=").Nil())
	}
	return set
}

// isSet is the condition that something of a union is set, which has no fields but
// variants.
func (u union) isSet(v *jen.Statement) *jen.Statement {
	all := u.setOf(v)
	if u.declared.Unknown {
		all = append(all, jen.Add(v).Dot(goapi.UnknownField).Op("!=").Nil())
	}
	cond := jen.Null()
	for i, one := range all {
		if i > 0 {
			cond.Op("||")
		}
		cond.Add(one)
	}
	return cond
}
