package lower

import (
	"cmp"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// This file chooses which schemas are emitted on their own, and so get a name:
// every component, every inline body that a schema says something of, and the inline
// objects, enums and unions within them. The others (strings, arrays, maps) are part of
// what holds them.

// hoist marks them as emitted.
func (l *lowerer) hoist() {
	for _, e := range l.order {
		e.emitted = e.role.kind == roleComponent || e.role.kind == roleParams || e.role.kind == roleHead ||
			e.target && hasParts(e.schema) || // so that each cycle has a name in it
			e.isImported() || l.explicitTypeName(e) != ""
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
		if isHeldTo(m) {
			e := l.bySchema[m.Schema]
			if same := m.Schema.Shape.Same; same == nil || !l.bySchema[same].emitted {
				l.emit(e)
			}
		}
	}
}

// isHeldTo reports whether a body is a value that emitted code holds to its schema: JSON,
// or a text. Its functions need a name.
func isHeldTo(m *ir.MediaType) bool {
	switch {
	case m.Schema == nil:
		return false
	case m.Media().IsJSON():
		return keyword.Refuses(m.Schema)
	case m.IsText():
		return keyword.Refuses(m.Schema, "type") || !keyword.Accepts(m.Schema).Has(ir.String)
	}
	return false
}

// hoistSchema marks s if it is to be emitted, and looks into it. Of bodies all are
// but scalars, and those of which nothing is known: see isHeldTo.
func (l *lowerer) hoistSchema(s *ir.Schema, body bool) {
	if s == nil {
		return
	}
	e := l.bySchema[s]
	if e.emitted {
		return
	}
	shape := s.Shape
	if shape.Same != nil && l.bySchema[shape.Same].emitted || shape.Go != nil && !body {
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

// isImported reports whether e has its type of a package that oasmint makes of another
// document. It is called by a name here too, so that docs can link to it.
func (e *entry) isImported() bool {
	shape := e.schema.Shape
	return shape.Go != nil && shape.Go.Emitted && shape.Same == nil
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
	l.diags.Enter(e.at.Position())
	shape := e.schema.Shape
	if shape.Go != nil && !shape.Go.Emitted { // which has the types of its parts
		return
	}
	if shape.Same != nil {
		l.hoistSchema(shape.Same, false)
		return
	}
	l.hoistSchema(shape.Elem, false)
	for _, f := range shape.Fields {
		l.hoistSchema(f.Schema, false)
	}
	l.hoistSchema(shape.Extra, false)
	byType := map[string]*ir.Variant{}
	var variants []*ir.Variant
	for _, v := range shape.Variants {
		ve, was := l.bySchema[v.Schema], v.Schema
		if same := v.Schema.Shape.Same; same != nil && !ve.emitted {
			v.Schema, ve = same, l.bySchema[same]
		}
		key := v.By + " " + goKind(v.Schema)
		if goKind(v.Schema) == "" || ve.emitted {
			key = v.By + " " + l.pointer(ve.at)
			l.findRole(ve)
			l.emit(ve) // the union's Go type has a field of the variant's type
		}
		if other := byType[key]; other != nil { // one Go type stands for both
			if other.All == nil {
				other.All = []*ir.Schema{other.Schema}
			}
			other.All = append(other.All, v.Schema)
			if was != v.Schema {
				other.All = append(other.All, was)
			}
			continue
		}
		if was != v.Schema {
			v.All = []*ir.Schema{v.Schema, was}
		}
		byType[key] = v
		variants = append(variants, v)
	}
	shape.Variants = variants
}

// goKind names the scalar type of Go that stands for a schema without a name: String,
// Int64, Time. It is "" where the schema is no scalar.
func goKind(s *ir.Schema) string {
	shape := s.Shape
	if shape.Kind != ir.KindPrimitive || shape.Same != nil {
		return ""
	}
	if t := shape.Go; t != nil {
		if t.Prefix != "" {
			return ""
		}
		return strings.ToUpper(t.Name[:1]) + t.Name[1:]
	}
	switch shape.Type {
	case ir.String:
		return cmp.Or(map[string]string{
			"date-time": "Time", "date": "Date", "uuid": "UUID", "email": "Email", "byte": "Bytes", "binary": "File",
		}[shape.Format], "String")
	case ir.Integer:
		return cmp.Or(map[string]string{
			"int8": "Int8", "int16": "Int16", "int32": "Int32", "int64": "Int64", "uint8": "Uint8", "uint16": "Uint16", "uint32": "Uint32", "uint64": "Uint64",
		}[shape.Format], "Int")
	case ir.Num:
		return cmp.Or(map[string]string{
			"float": "Float32", "int8": "Int8", "int16": "Int16", "int32": "Int32", "int64": "Int64", "uint8": "Uint8", "uint16": "Uint16", "uint32": "Uint32", "uint64": "Uint64",
		}[shape.Format], "Number")
	}
	return "Bool"
}

// hasParts reports whether s holds other schemas.
func hasParts(s *ir.Schema) bool {
	found := false
	keyword.Children(s, func(keyword.Child) { found = true })
	return found
}
