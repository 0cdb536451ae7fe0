package validators

import (
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// Go values in which nothing can be wrong: they have no check.

// idle reports whether a schema asks nothing of a Go value made of parts: of
// no part, and not how many there are, nor how deep they go. It may miss some
// such schemas.
func (e *emitter) idle(schema *ir.Schema, t goapi.Expr) bool {
	own := schema.Name != "" && t.Kind == goapi.Named && t.Pkg == "" && t.Name == schema.Name
	if !own {
		return e.idleParts(schema, t)
	}
	idle, known := e.idles[schema]
	if !known {
		e.idles[schema] = false // as it is where it leads back to itself
		idle = e.idleParts(schema, t)
		e.idles[schema] = idle
	}
	return idle
}

func (e *emitter) idleParts(schema *ir.Schema, t goapi.Expr) bool {
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
	case goapi.Slice:
		one := together(items)
		return one == nil || !e.nilIsRefused(one, *under.Elem) && e.idleElement(one, *under.Elem)
	case goapi.Struct:
		fields := e.types.Types[e.declared(t)]
		if fields.Additional != nil {
			return false
		}
		for _, m := range e.members(p, nil) {
			one, f := together(m.schemas), fields.Fields[m.name]
			if m.required || m.refused || f != nil && one != nil && !e.idleElement(one, f.Type) {
				return false
			}
		}
		return true
	}
	return false
}

// idleElement is idle for what may be a pointer.
func (e *emitter) idleElement(schema *ir.Schema, t goapi.Expr) bool {
	if t.Kind == goapi.Pointer {
		t = *t.Elem
	}
	if other := e.sameAs(schema, nil); other != nil && t.Kind == goapi.Named && t.Pkg == "" && t.Name == other.Name {
		schema = other
	}
	if schema.Name == "" && len(schema.AllOf) > 0 {
		return false // made anew at each step of a recursive type
	}
	return e.idle(schema, t)
}
