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
	m := l.mentionsOf(parts, variants)
	for _, part := range l.refinements(e) {
		m.add(part, underThen)
	}
	others := m.others || hasPartialChoice(parts, variants)
	for _, name := range m.names {
		if slices.ContainsFunc(shape.Fields, func(f *ir.Field) bool { return f.Wire == name }) || l.describeAll(variants, name) {
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

// refinements are the schemas that may apply to what an inline schema describes, by what
// encloses it: `then: {properties: {address: {…}}}` says more of an address that another
// schema describes. They come apart, as conjunction gives them.
func (l *lowerer) refinements(e *entry) []*ir.Schema {
	if e.role == nil || e.role.parent == nil || e.role.kind != roleAllOf && e.role.kind != roleProperty && e.role.kind != roleItem {
		return nil
	}
	var out []*ir.Schema
	add := func(s *ir.Schema) {
		if s != nil && s != e.schema {
			out = append(out, l.conjunction(s)...)
		}
	}
	for _, part := range l.mayApply(e.role.parent) {
		switch e.role.kind {
		case roleAllOf:
			out = append(out, part)
		case roleProperty:
			for _, p := range part.Properties {
				if p.Wire == e.role.key {
					add(p.Schema)
				}
			}
		case roleItem:
			add(part.Items)
		}
	}
	return out
}

// mayApply are the schemas that may apply to a value beside those that do: its own
// branches, the refinements that it has, and their branches.
func (l *lowerer) mayApply(e *entry) []*ir.Schema {
	if e.mayApply == nil {
		refinements := l.refinements(e)
		parts := append(l.conjunction(e.schema), refinements...)
		e.mayApply = append([]*ir.Schema{}, refinements...)
		l.eachBranch(parts, nil, func(part *ir.Schema, within under) {
			if within == underThen {
				e.mayApply = append(e.mayApply, part)
			}
		}, func(string, under) {})
	}
	return e.mayApply
}

// reportLost warns of members that only a refinement describes and that the Go type does
// not keep: it is that of a component, whose other users have no such member.
func (l *lowerer) reportLost(e *entry) {
	for _, f := range e.schema.Shape.Fields {
		l.diags.Enter(f.Pos)
		role, shape := l.bySchema[f.Schema].role, f.Schema.Shape
		if role == nil || role.parent != nil || shape.Kind != ir.KindObject || shape.Extra != nil || shape.Closed || shape.Go != nil {
			continue
		}
		for _, part := range l.mayApply(e) {
			for _, p := range part.Properties {
				if p.Wire != f.Wire {
					continue
				}
				for _, lost := range p.Schema.Properties {
					if !l.describes(f.Schema, lost.Wire) && !l.lost[lost.Pos] {
						l.lost[lost.Pos] = true
						l.diags.Warnf(lost.Pos, "go-type", "a Go value has no field for this member, which the type of %s does not describe; Decode checks it and leaves it out", f.Wire)
					}
				}
			}
		}
	}
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
func (l *lowerer) describeAll(schemas []*ir.Schema, name string) bool {
	return len(schemas) > 0 && !slices.ContainsFunc(schemas, func(s *ir.Schema) bool { return !l.describes(s, name) })
}

// describes reports whether a schema describes a property, itself or by what holds with
// it.
func (l *lowerer) describes(s *ir.Schema, name string) bool {
	return slices.ContainsFunc(l.conjunction(s), func(part *ir.Schema) bool {
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
func (l *lowerer) mentionsOf(parts, variants []*ir.Schema) mentions {
	m := mentions{by: map[string][]mention{}}
	l.eachBranch(parts, variants, m.add, func(name string, within under) { m.name(name, mention{under: within}) })
	return m
}

// eachBranch calls branch with what may apply beside parts, taken apart, in the
// document's order, and name with the members that are asked for in between. Variants
// are left out.
func (l *lowerer) eachBranch(parts, variants []*ir.Schema, branch func(*ir.Schema, under), name func(string, under)) {
	seen := map[*ir.Schema]bool{}
	var branches func(s *ir.Schema, within under)
	visit := func(s *ir.Schema, within under) {
		if s == nil || seen[s] || slices.Contains(variants, s) {
			return
		}
		seen[s] = true
		for _, part := range l.conjunction(s) {
			branch(part, within)
			branches(part, within)
		}
	}
	branches = func(s *ir.Schema, within under) {
		for _, list := range [][]*ir.Schema{s.OneOf, s.AnyOf} {
			for _, v := range list {
				visit(v, within)
			}
		}
		visit(s.If, max(within, underIf))
		visit(s.Then, within)
		visit(s.Else, within)
		visit(s.Not, underNot)
		for _, d := range s.DependentRequired {
			name(d.Name, within)
			for _, required := range d.Required {
				name(required, within)
			}
		}
		for _, d := range s.DependentSchemas {
			name(d.Wire, within)
			visit(d.Schema, within)
		}
	}
	for _, part := range parts {
		branches(part, underThen)
	}
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
	m, unevaluated := l.mentionsOf(parts, variants), unevaluatedOf(parts)
	return m.others || unevaluated != nil && !unevaluated.Never() ||
		slices.ContainsFunc(m.names, func(name string) bool { return !l.describes(to, name) })
}
