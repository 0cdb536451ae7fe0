package valuecheck

import (
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Go values in which nothing can be wrong: they have no check.

// isAlwaysValid reports whether every value of a Go type matches a schema, as far as
// that is easy to tell: nothing is asked of its parts, nor of how many there are or
// how deep they are nested.
func (c *Checks) isAlwaysValid(schema *ir.Schema, t goapi.Expr) bool {
	if code.Imported(schema) != nil {
		return false
	}
	if !code.IsOwn(t, schema.Name) {
		return c.partsAlwaysValid(schema, t)
	}
	valid, known := c.alwaysValid[schema]
	if !known {
		c.alwaysValid[schema] = false // what a schema is that leads back to itself
		valid = c.partsAlwaysValid(schema, t)
		c.alwaysValid[schema] = valid
	}
	return valid
}

func (c *Checks) partsAlwaysValid(schema *ir.Schema, t goapi.Expr) bool {
	p, under := plan.Of(schema), c.file.Types.Underlying(t)
	switch c.formOf(schema, t) {
	case byType:
		return true
	case asScalar:
		if c.file.Types.IsString(t) {
			return false // it may hold what is not UTF-8
		}
		return p.Plain() || len(p.Parts) == 1 && p.Types == ir.Integer && saidByType(p, under.Name) && len(p.Values(p.Types)) == 0
	case byJSON, byVariant, asText:
		return false
	}
	if c.hasVariants(t) {
		return false
	}
	for _, part := range p.Parts {
		if plan.SpeaksOfOthers(part) || part.MinItems != nil || part.MaxItems != nil {
			return false
		}
	}
	switch under.Kind {
	case goapi.Slice:
		one := plan.Conjunction(p.ItemsAt(0)) // a slice is checked by JSON where there are prefixItems
		return one == nil || !c.nilIsRefused(one, *under.Elem) && c.elementAlwaysValid(one, *under.Elem)
	case goapi.Struct:
		fields := c.file.Types.Types[c.file.Types.Declared(t)]
		if fields.Additional != nil {
			return false
		}
		for _, m := range p.Members(nil) {
			one, f := plan.Conjunction(m.Schemas), fields.Fields[m.Name]
			if m.Required || m.Refused || m.ReadOnly || m.WriteOnly || f != nil && one != nil && !c.elementAlwaysValid(one, f.Type) {
				return false
			}
		}
		return true
	}
	return false
}

// elementAlwaysValid is isAlwaysValid for what may be a pointer, or a Nullable.
func (c *Checks) elementAlwaysValid(schema *ir.Schema, t goapi.Expr) bool {
	if t.Kind == goapi.Pointer || t.Kind == goapi.Nullable {
		t = *t.Elem
	}
	schema = asOwn(schema, t)
	if schema.Name == "" && len(schema.AllOf) > 0 {
		return false // it may be made anew at each level of a recursive type, without end
	}
	return c.isAlwaysValid(schema, t)
}
