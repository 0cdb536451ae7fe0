package lower

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// This file chooses which schemas are emitted on their own, and so get a name:
// every component, every inline body, and the inline objects, enums and unions
// within them. The others (strings, arrays, maps) are part of what holds them.

// hoist marks them as emitted.
func (l *lowerer) hoist() {
	for _, e := range l.order {
		l.findRole(e)
		e.emitted = e.role.kind == roleComponent ||
			e.target && hasParts(e.schema) || // so that each cycle has a name in it
			l.explicitTypeName(e) != ""
	}
	for _, e := range l.order {
		if e.emitted {
			l.hoistParts(e)
		}
	}
	for _, op := range l.api.Operations {
		for _, p := range op.Parameters {
			l.hoistSchema(p.Schema, false)
		}
		if op.Body != nil {
			l.hoistBodies(op.Body.Content)
		}
		for _, r := range op.Responses {
			l.hoistBodies(r.Content)
			for _, h := range r.Headers {
				l.hoistSchema(h.Schema, false)
			}
		}
	}
	// Components that no operation refers to.
	for _, e := range l.order {
		if e.role.kind == roleComponentBody || e.role.kind == roleComponentResponse {
			l.hoistSchema(e.schema, true)
		}
	}
	for _, e := range l.order {
		if s := e.schema.Shape; s.Same != nil && !l.bySchema[s.Same].emitted {
			s.Same = nil
		}
	}
}

func (l *lowerer) hoistBodies(content []*ir.MediaType) {
	for _, m := range content {
		l.hoistSchema(m.Schema, true)
	}
}

// hoistSchema marks s if it is to be emitted, and looks into it. Of bodies all are
// but scalars, and those of which nothing is known.
func (l *lowerer) hoistSchema(s *ir.Schema, body bool) {
	if s == nil {
		return
	}
	e := l.bySchema[s]
	if e.emitted {
		return
	}
	shape := s.Shape
	if shape.Same != nil && l.bySchema[shape.Same].emitted {
		return
	}
	switch {
	case shape.Kind == ir.KindObject, shape.Kind == ir.KindUnion, shape.Kind == ir.KindEnum,
		body && shape.Kind != ir.KindAny && shape.Kind != ir.KindPrimitive:
		l.emit(e)
	default:
		l.hoistParts(e)
	}
}

// emit marks e as emitted on its own, and looks into it once.
func (l *lowerer) emit(e *entry) {
	if e.emitted {
		return
	}
	e.emitted = true
	l.hoistParts(e)
}

// hoistParts marks what is to be emitted of what e holds.
func (l *lowerer) hoistParts(e *entry) {
	shape := e.schema.Shape
	if shape.Same != nil {
		l.hoistSchema(shape.Same, false)
		return
	}
	l.hoistSchema(shape.Elem, false)
	for _, f := range shape.Fields {
		l.hoistSchema(f.Schema, false)
	}
	l.hoistSchema(shape.Extra, false)
	byType := map[*ir.Schema]*ir.Variant{}
	var variants []*ir.Variant
	for _, v := range shape.Variants {
		ve := l.bySchema[v.Schema]
		if same := v.Schema.Shape.Same; same != nil && !ve.emitted {
			v.Schema, ve = same, l.bySchema[same]
		}
		if other := byType[v.Schema]; other != nil { // one Go type stands for both
			other.Values = append(other.Values, v.Values...)
			continue
		}
		byType[v.Schema] = v
		variants = append(variants, v)
		l.findRole(ve)
		l.emit(ve) // a union's Go type has methods called by each variant's name
	}
	shape.Variants = variants
}

// hasParts reports whether s holds other schemas.
func hasParts(s *ir.Schema) bool {
	found := false
	keyword.Children(s, func(keyword.Child) { found = true })
	return found
}
