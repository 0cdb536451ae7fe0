package lower

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// This file chooses which schemas are emitted on their own: every component,
// every inline body, and the inline objects, enums and unions within them. The
// rest (strings, arrays, maps) is written out where it is used.

// hoist marks them, in the order in which they are met.
func (l *lowerer) hoist() {
	for _, e := range l.order {
		l.findRole(e)
		e.emitted = e.role.kind == roleComponent ||
			e.target && hasParts(e.schema) || // so that every cycle passes through a name
			l.explicitTypeName(e) != ""
	}
	for _, e := range l.order {
		if e.emitted {
			l.inside(e)
		}
	}
	for _, op := range l.api.Operations {
		for _, p := range op.Parameters {
			l.within(p.Schema, false)
		}
		if op.Body != nil {
			l.bodies(op.Body.Content)
		}
		for _, r := range op.Responses {
			l.bodies(r.Content)
			for _, h := range r.Headers {
				l.within(h.Schema, false)
			}
		}
	}
	// What only components lead to, and what merging made.
	for _, e := range l.order {
		if e.role.kind == roleComponentBody || e.role.kind == roleComponentResponse {
			l.within(e.schema, true)
		}
	}
	for _, e := range l.order {
		if s := e.schema.Shape; s.Same != nil && !l.bySchema[s.Same].emitted {
			s.Same = nil
		}
	}
}

func (l *lowerer) bodies(content []*ir.MediaType) {
	for _, m := range content {
		l.within(m.Schema, true)
	}
}

// within hoists s if it should be, and looks into it. A body gets a name
// whatever it is, unless nothing is known of it.
func (l *lowerer) within(s *ir.Schema, body bool) {
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
		l.inside(e)
	}
}

// emit marks e as emitted on its own, and looks into it once.
func (l *lowerer) emit(e *entry) {
	if e.emitted {
		return
	}
	e.emitted = true
	l.inside(e)
}

func (l *lowerer) inside(e *entry) {
	shape := e.schema.Shape
	if shape.Same != nil {
		l.within(shape.Same, false)
		return
	}
	l.within(shape.Elem, false)
	for _, f := range shape.Fields {
		l.within(f.Schema, false)
	}
	l.within(shape.Extra, false)
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
		l.emit(ve) // the Go type of a union needs a name for each
	}
	shape.Variants = variants
}

// hasParts reports whether s holds other schemas.
func hasParts(s *ir.Schema) bool {
	found := false
	keyword.Children(s, func(keyword.Child) { found = true })
	return found
}
