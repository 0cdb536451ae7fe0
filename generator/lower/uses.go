package lower

import (
	"cmp"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// This file adds to schemas what follows from their use: the directions in which
// they travel, who uses them, and what a discriminator maps to.

func (l *lowerer) link() {
	l.implicitMappings()
	for _, op := range l.api.Operations {
		l.diags.Enter(op.Pos)
		request, response := op.Directions()
		for _, p := range op.Parameters {
			l.uses(p.Schema, ir.Use{Operation: op, By: op.Name, As: "parameter " + p.Wire, Direction: request})
			l.reach(p.Schema, request)
		}
		l.uses(op.Params, ir.Use{Operation: op, By: op.Name, As: "parameters", Direction: ir.InRequest})
		l.reach(op.Params, ir.InRequest)
		if op.Body != nil {
			for _, m := range op.Body.Content {
				l.uses(m.Schema, ir.Use{Operation: op, By: op.Name, As: "request", Direction: request})
				l.reach(m.Schema, request)
			}
		}
		for _, r := range op.Responses {
			l.uses(r.Head, ir.Use{Operation: op, By: op.Name, As: "headers of response " + r.Status, Direction: response})
			l.reach(r.Head, response)
			for _, m := range r.Content {
				l.uses(m.Schema, ir.Use{Operation: op, By: op.Name, As: "response " + r.Status, Direction: response})
				l.reach(m.Schema, response)
			}
			for _, h := range r.Headers {
				l.uses(h.Schema, ir.Use{Operation: op, By: op.Name, As: "response header " + h.Wire, Direction: response})
				l.reach(h.Schema, response)
			}
		}
	}
	for _, s := range l.api.Schemas {
		if s.IsParams() {
			continue // the operation uses them
		}
		for _, p := range parts(s) {
			l.uses(p.Schema, ir.Use{Schema: s, By: s.Name, As: p.As})
		}
	}
}

// usage is what is told once of a named schema.
type usage struct {
	of        *ir.Schema
	operation *ir.Operation
	schema    *ir.Schema
	as        string
}

// uses adds use to s if it has a name, else to the named schemas that it holds,
// however deep, through others without names.
func (l *lowerer) uses(s *ir.Schema, use ir.Use) { l.usesWithin(s, use, map[*ir.Schema]bool{}) }

func (l *lowerer) usesWithin(s *ir.Schema, use ir.Use, seen map[*ir.Schema]bool) {
	if s == nil || seen[s] {
		return
	}
	seen[s] = true
	if s.Name == "" {
		for _, p := range parts(s) {
			inner := use
			if use.As == "allOf" { // what it holds is held by the schema itself
				inner.As = p.As
			}
			l.usesWithin(p.Schema, inner, seen)
		}
		return
	}
	told := usage{s, use.Operation, use.Schema, use.As}
	if !l.usages[told] {
		l.usages[told] = true
		s.UsedBy = append(s.UsedBy, use)
	}
}

// reach marks s and all it holds as travelling in direction d.
func (l *lowerer) reach(s *ir.Schema, d ir.Direction) {
	if s == nil || s.Reached&d != 0 {
		return
	}
	s.Reached |= d
	for _, p := range parts(s) {
		l.reach(p.Schema, d)
	}
}

// parts lists the schemas that s holds or refers to, in a fixed order, and those
// that merging made for its fields.
func parts(s *ir.Schema) []keyword.Child {
	var out []keyword.Child
	keyword.Children(s, func(c keyword.Child) { out = append(out, c) })
	if s.Shape != nil {
		for _, f := range s.Shape.Fields {
			if f.All != nil {
				out = append(out, keyword.Child{Schema: f.Schema, As: "property " + f.Wire})
			}
		}
	}
	return out
}

// implicitMappings adds what a discriminator leaves out (OpenAPI 3.1.1 section
// 4.8.25): a variant's own values of the property, by const or enum; where it lists
// none, and no value maps to it, its name. Where a schema has a discriminator and no
// oneOf or anyOf, its variants are the schemas that have it in their allOf. A value
// that maps to a variant which refuses it is reported.
func (l *lowerer) implicitMappings() {
	for _, e := range l.order {
		s := e.schema
		d := s.Discriminator
		if d != nil {
			l.implicitMapping(s, d)
		}
		if s.Shape == nil || s.Shape.Same != nil {
			continue
		}
		for _, v := range s.Shape.Variants {
			v.Values = l.tagValues(s, v)
		}
	}
}

func (l *lowerer) implicitMapping(s *ir.Schema, d *ir.Discriminator) {
	variants := slices.Concat(s.OneOf, s.AnyOf)
	if len(variants) == 0 {
		for _, v := range l.children(s) {
			variants = append(variants, v.Schema)
		}
	}
	for _, m := range d.Mapping {
		if of := keyword.TagValuesOf(m.Schema, d.Property); of.Limited && !of.HasText(m.Value) {
			l.diags.Warnf(m.Pos, "contradiction", "the discriminator maps %q to %s, which refuses it: its %s is listed at %s; the oneOf or anyOf decides, and the mapping changes nothing",
				m.Value, cmp.Or(m.Schema.Name, m.Schema.Wire, "a schema"), d.Property, of.At.Pos)
		}
	}
	mappedTo := map[string]bool{}
	for _, m := range d.Mapping {
		mappedTo[m.Value] = true
	}
	for _, v := range variants {
		v = keyword.Unwrap(v)
		of := keyword.TagValuesOf(v, d.Property)
		mapped := l.mappedValues(d, v)
		if !of.Limited {
			if e := l.bySchema[v]; len(mapped) == 0 && e != nil && e.role != nil && e.role.kind == roleComponent {
				mappedTo[e.role.key] = true
				d.Mapping = append(d.Mapping, ir.Mapping{Value: e.role.key, Schema: v, Implicit: true})
			}
			continue
		}
		for _, value := range of.Values {
			text := keyword.TagText(value)
			if !mappedTo[text] {
				mappedTo[text] = true
				d.Mapping = append(d.Mapping, ir.Mapping{Value: text, Schema: v, Implicit: true})
			}
		}
	}
}

// tagValues are the values of the tag that stand for a variant of s.
func (l *lowerer) tagValues(s *ir.Schema, v *ir.Variant) (out []string) {
	for _, part := range l.conjunction(s) {
		if part.Discriminator == nil {
			continue
		}
		for _, one := range append([]*ir.Schema{v.Schema}, v.All...) {
			for _, value := range l.mappedValues(part.Discriminator, one) {
				if !slices.Contains(out, value) {
					out = append(out, value)
				}
			}
		}
	}
	return out
}
