package validators

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/symbols"
)

// Go values in which nothing can be wrong: they have no check.

// idle reports whether a schema asks nothing of a Go value made of parts: of
// no part, and not how many there are. It may miss some such schemas.
func (e *emitter) idle(schema *ir.Schema, t symbols.Expr) bool {
	seen := map[*ir.Schema]bool{}
	if !e.idleWithin(schema, t, seen) {
		return false
	}
	for s := range seen {
		e.idles[s] = true
	}
	return true
}

// idleWithin is idle as long as all in seen are. What leads to more than that
// is noted as not idle.
func (e *emitter) idleWithin(schema *ir.Schema, t symbols.Expr, seen map[*ir.Schema]bool) bool {
	own := schema.Name != "" && t.Kind == symbols.Named && t.Pkg == "" && t.Name == schema.Name
	if own {
		if idle, known := e.idles[schema]; known {
			return idle
		}
		if seen[schema] {
			return true
		}
		seen[schema] = true
	}
	idle := e.idleParts(schema, t, seen)
	if own && !idle {
		e.idles[schema] = false
	}
	return idle
}

func (e *emitter) idleParts(schema *ir.Schema, t symbols.Expr, seen map[*ir.Schema]bool) bool {
	p, under := planOf(schema), e.underlying(t)
	switch e.formOf(schema, t) {
	case never:
		return true
	case asOne:
		return p.plain() || len(p.parts) == 1 && p.types == ir.Integer && implied(p, under.Name) && len(valuesOf(p, p.types)) == 0
	case byJSON:
		return false
	}
	var items []*ir.Schema
	for _, part := range p.parts {
		if onObjectsMore(part) || part.MinItems != nil || part.MaxItems != nil {
			return false
		}
		if part.Items != nil {
			items = append(items, part.Items)
		}
	}
	switch under.Kind {
	case symbols.Slice:
		one := together(items)
		return one == nil || !e.nilIsRefused(one, *under.Elem) && e.idleElement(one, *under.Elem, seen)
	case symbols.Struct:
		fields := e.types.Types[e.declared(t)]
		if fields.Additional != nil {
			return false
		}
		for _, m := range e.members(p, nil) {
			one, f := together(m.schemas), fields.Fields[m.name]
			if m.required || m.refused || f != nil && one != nil && !e.idleElement(one, f.Type, seen) {
				return false
			}
		}
		return true
	}
	return false
}

// idleElement is idleWithin for what may be a pointer.
func (e *emitter) idleElement(schema *ir.Schema, t symbols.Expr, seen map[*ir.Schema]bool) bool {
	if t.Kind == symbols.Pointer {
		t = *t.Elem
	}
	if other := e.sameAs(schema, nil); other != nil && t.Kind == symbols.Named && t.Pkg == "" && t.Name == other.Name {
		schema = other
	}
	if schema.Name == "" && len(schema.AllOf) > 0 {
		return false // made anew at each step of a recursive type
	}
	return e.idleWithin(schema, t, seen)
}
