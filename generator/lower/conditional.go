package lower

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
)

// This file derives the fields of members that no schema describes which holds for
// every object: only some that may apply do, under if, then, else, dependentSchemas,
// oneOf, anyOf or not. A body may have such a member whatever it holds, so it must have
// a place in the Go value: a field where one type serves all that describe it, and the
// additional members for all other values.

// conditional adds those fields to a shape, and returns what its additional members
// are: extra, or more.
func (l *lowerer) conditional(e *entry, parts []*ir.Schema, shape *ir.Shape, extra *ir.Schema) *ir.Schema {
	if shape.Closed || extra != nil && !l.isAnything(extra) {
		return extra // there can be none, or they have a type already
	}
	var variants []*ir.Schema
	for _, v := range shape.Variants {
		variants = append(variants, v.Schema)
	}
	m := mentionsOf(parts, variants)
	others := m.others || hasPartialChoice(parts, variants)
	for _, name := range m.names {
		if slices.ContainsFunc(shape.Fields, func(f *ir.Field) bool { return f.Wire == name }) || describeAll(variants, name) {
			continue
		}
		f, all := l.conditionalField(e, name, m.by[name])
		if f != nil {
			shape.Fields = append(shape.Fields, f)
		}
		others = others || !isSealed(parts) || !all
	}
	switch unevaluated := unevaluatedOf(parts); {
	case others && extra == nil:
		return l.anything(e.at)
	case extra == nil && unevaluated != nil && !unevaluated.Never():
		return unevaluated
	}
	return extra
}

// hasPartialChoice reports a oneOf or anyOf of which some schemas are variants and others
// are not: a value may match one of the others alone, which then holds nothing.
func hasPartialChoice(parts, variants []*ir.Schema) bool {
	return slices.ContainsFunc(choicesOf(parts), func(c choice) bool {
		is := func(s *ir.Schema) bool { return slices.Contains(variants, s) }
		return slices.ContainsFunc(c.list, is) && slices.ContainsFunc(c.list, func(s *ir.Schema) bool { return !is(s) && !isNull(s) })
	})
}

// conditionalField is the field of a member that some schemas describe; nil where none
// of them tells a type, or no Go type serves them all. With all, its Go type holds
// whatever a schema describes.
func (l *lowerer) conditionalField(e *entry, name string, by []mention) (f *ir.Field, all bool) {
	f = &ir.Field{Node: ir.Node{Wire: name}, Conditional: true}
	all = true
	var typed []mention
	for _, m := range by {
		switch {
		case m.property == nil || m.under == underNot:
		case l.isAnything(m.property.Schema):
			all = false
		default:
			typed = append(typed, m)
		}
	}
	if slices.ContainsFunc(typed, func(m mention) bool { return m.under != underIf }) {
		typed = slices.DeleteFunc(typed, func(m mention) bool {
			all = all && m.under != underIf
			return m.under == underIf
		})
	}
	var schemas []*ir.Schema
	for i, m := range typed {
		p := m.property
		f.Title, f.Doc = firstOf(f.Title, p.Title), firstOf(f.Doc, p.Doc)
		f.Deprecated = p.Deprecated && (i == 0 || f.Deprecated)
		f.ReadOnly, f.WriteOnly = f.ReadOnly || p.ReadOnly, f.WriteOnly || p.WriteOnly
		if !slices.Contains(schemas, p.Schema) {
			schemas = append(schemas, p.Schema)
		}
	}
	if len(schemas) == 0 {
		return nil, false
	}
	f.Pos = typed[0].property.Pos
	f.Schema = l.servesAll(e, f, schemas, typed[0].under == underIf)
	if f.Schema == nil {
		return nil, false
	}
	return f, all
}

// describeAll reports whether each of some schemas describes a property.
func describeAll(schemas []*ir.Schema, name string) bool {
	return len(schemas) > 0 && !slices.ContainsFunc(schemas, func(s *ir.Schema) bool { return !describes(s, name) })
}

// describes reports whether a schema describes a property, itself or by what holds with
// it.
func describes(s *ir.Schema, name string) bool {
	return slices.ContainsFunc(conjunction(s), func(part *ir.Schema) bool {
		return slices.ContainsFunc(part.Properties, func(p *ir.Property) bool { return p.Wire == name })
	})
}

// servesAll is the schema whose Go type holds the values of all schemas, or nil. Those
// of a condition tell what a value is compared with, and of that the type alone counts.
func (l *lowerer) servesAll(e *entry, f *ir.Field, schemas []*ir.Schema, compared bool) *ir.Schema {
	first := schemas[0]
	if len(schemas) == 1 && !compared {
		return first
	}
	out, null := &ir.Schema{Node: ir.Node{Title: f.Title, Doc: f.Doc, Pos: f.Pos}}, false
	for i, s := range schemas {
		shape := l.shape(s)
		switch {
		case shape == nil:
			return nil // it is in the making
		case shape.Kind != ir.KindPrimitive && shape.Kind != ir.KindEnum:
			if len(schemas) == 1 || i > 0 && l.sameList(first, s) || i == 0 {
				continue
			}
			return nil
		case i == 0:
			out.Types, out.Format = shape.Type, shape.Format
		case out.Types != shape.Type:
			return nil
		case out.Format != shape.Format && shape.Type == ir.Integer:
			return nil // one may be wider
		case out.Format != shape.Format:
			out.Format = ""
		}
		null = null || shape.Null
	}
	if out.Types == 0 {
		return first
	}
	if null {
		out.Types |= ir.Null
	}
	made := &entry{merged: true, at: l.bySchema[first].at, role: &role{kind: roleProperty, parent: e, key: f.Wire}, schema: out}
	l.bySchema[out] = made
	l.order = append(l.order, made)
	return out
}

// sameList reports whether two schemas are lists of one Go type, by what is written.
func (l *lowerer) sameList(a, b *ir.Schema) bool {
	x, y := l.shape(a), l.shape(b)
	return x != nil && y != nil && x.Kind == ir.KindArray && y.Kind == ir.KindArray && x.Null == y.Null &&
		x.Elem != nil && y.Elem != nil && sameType(x.Elem, y.Elem)
}

// isAnything reports whether a schema is one of any type.
func (l *lowerer) isAnything(s *ir.Schema) bool {
	if s.Always != nil {
		return true
	}
	shape := l.shape(s)
	return shape != nil && shape.Kind == ir.KindAny
}

// unevaluatedOf is the schema that parts have for members which nothing applies to.
func unevaluatedOf(parts []*ir.Schema) *ir.Schema {
	for _, p := range parts {
		if p.UnevaluatedProperties != nil {
			return p.UnevaluatedProperties
		}
	}
	return nil
}

// isSealed reports whether a member that no schema describes which applies is refused.
func isSealed(parts []*ir.Schema) bool {
	s := unevaluatedOf(parts)
	return s != nil && s.Never()
}

// mentions are the members that are named by schemas which may apply to an object.
type mentions struct {
	names  []string // in the document's order
	by     map[string][]mention
	others bool // some say something of members without a name as well
}

// mention is one place that names a member.
type mention struct {
	property *ir.Property // nil where it only asks for the member
	under    under
}

// under says what a schema decides that may apply.
type under uint8

const (
	underThen under = iota // what members are: then, else, dependentSchemas, oneOf, anyOf
	underIf                // which schema applies
	underNot               // what is refused
)

// mentionsOf collects them, without those of variants that have fields of their own.
func mentionsOf(parts, variants []*ir.Schema) mentions {
	m := mentions{by: map[string][]mention{}}
	seen := map[*ir.Schema]bool{}
	var branches func(s *ir.Schema, within under)
	branch := func(s *ir.Schema, within under) {
		if s == nil || seen[s] || slices.Contains(variants, s) {
			return
		}
		seen[s] = true
		for _, part := range conjunction(s) {
			m.add(part, within)
			branches(part, within)
		}
	}
	branches = func(s *ir.Schema, within under) {
		for _, list := range [][]*ir.Schema{s.OneOf, s.AnyOf} {
			for _, v := range list {
				branch(v, within)
			}
		}
		branch(s.If, max(within, underIf))
		branch(s.Then, within)
		branch(s.Else, within)
		branch(s.Not, underNot)
		for _, d := range s.DependentRequired {
			m.name(d.Name, mention{under: within})
			for _, name := range d.Required {
				m.name(name, mention{under: within})
			}
		}
		for _, d := range s.DependentSchemas {
			m.name(d.Wire, mention{under: within})
			branch(d.Schema, within)
		}
	}
	for _, part := range parts {
		branches(part, underThen)
	}
	return m
}

// add takes what a schema says of members by their names, and of others.
func (m *mentions) add(s *ir.Schema, within under) {
	for _, p := range s.Properties {
		m.name(p.Wire, mention{p, within})
	}
	if within != underNot { // where a member must not be there, there is none
		for _, name := range s.Required {
			m.name(name, mention{under: within})
		}
	}
	some := func(s *ir.Schema) bool { return s != nil && !s.Never() }
	m.others = m.others || len(s.PatternProperties) > 0 || some(s.AdditionalProperties) || some(s.UnevaluatedProperties)
}

func (m *mentions) name(name string, by mention) {
	if m.by[name] == nil {
		m.names = append(m.names, name)
	}
	m.by[name] = append(m.by[name], by)
}

// adds reports whether parts, apart from some variants, name members that a schema does
// not describe, or say what the others are.
func (l *lowerer) adds(parts, variants []*ir.Schema, to *ir.Schema) bool {
	m, unevaluated := mentionsOf(parts, variants), unevaluatedOf(parts)
	return m.others || unevaluated != nil && !unevaluated.Never() ||
		slices.ContainsFunc(m.names, func(name string) bool { return !describes(to, name) })
}
