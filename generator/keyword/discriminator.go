package keyword

import (
	"encoding/json"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// discriminator (OpenAPI 3.1.1, section 4.8.25): a property whose value picks
// among the members of oneOf or anyOf.
var discriminator = &Keyword{
	Name: "discriminator", Class: Modifier, Fields: []string{"Discriminator"}, Types: AnyType,
	Holds: mapping{},
	Read: func(r Reader, s *ir.Schema, _, at source.Cursor) {
		name := at.Key("propertyName").Node.Str()
		if at.Node.Kind != source.Object || name == "" {
			bad(r, at, "an object with a propertyName")
			return
		}
		d := &ir.Discriminator{Property: name}
		if m := at.Key("mapping"); m.Node != nil && m.Node.Kind != source.Object {
			bad(r, m, "an object of names or references of schemas")
		}
		for _, m := range at.Key("mapping").Members() {
			if to := r.Mapped(m); to != nil {
				d.Mapping = append(d.Mapping, ir.Mapping{Value: m.LastToken(), Schema: to})
			}
		}
		s.Discriminator = d
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		if !Discriminates(s) {
			return nil
		}
		to := picked(s, v)
		if to == nil {
			return v.wrong("expected an object whose member %s is one of the values that pick a schema", s.Discriminator.Property)
		}
		return c.Schema(to, v)
	},
	Evaluate: func(c *Checker, s *ir.Schema, v *Value, m *marks) {
		if Discriminates(s) {
			c.evaluate(picked(s, v), v, m)
		}
	},
	Compare: func(c *Comparison, old, new *ir.Schema) Relation {
		was, is := Discriminates(old), Discriminates(new)
		switch {
		case !was && !is:
			return Same
		case !was || !is || old.Discriminator.Property != new.Discriminator.Property:
			return Different
		}
		return mapping{}.compare(c, old, new)
	},
}

// Discriminates reports whether the discriminator of s decides between all of
// its alternatives; else it says nothing that these do not.
func Discriminates(s *ir.Schema) bool {
	variants := slices.Concat(s.OneOf, s.AnyOf)
	if s.Discriminator == nil || len(variants) == 0 {
		return false
	}
	return !slices.ContainsFunc(variants, func(v *ir.Schema) bool {
		return !slices.ContainsFunc(s.Discriminator.Mapping, func(m ir.Mapping) bool { return m.Schema == Unwrap(v) })
	})
}

// picked is the schema that the discriminator picks for a value, or nil.
func picked(s *ir.Schema, v *Value) *ir.Schema {
	var tag string
	if v.Types() != ir.Object {
		return nil
	}
	if member := v.Member(s.Discriminator.Property); member == nil || json.Unmarshal(member.JSON, &tag) != nil {
		return nil
	}
	for _, m := range s.Discriminator.Mapping {
		if m.Value == tag {
			return m.Schema
		}
	}
	return nil
}

// discriminated says in JSON Schema what the discriminator picks: the tag is
// one of the values it maps, and each value asks for its schema.
func discriminated(w Writer, s *ir.Schema) []any {
	d := s.Discriminator
	var values, out []any
	seen := map[string]bool{}
	for _, m := range d.Mapping {
		if seen[m.Value] {
			continue
		}
		seen[m.Value] = true
		values = append(values, m.Value)
		tag := Object{{d.Property, Object{{"const", m.Value}}}}
		out = append(out, Object{{"if", Object{{"properties", tag}}}, {"then", w.Use(m.Schema)}})
	}
	tag := Object{{d.Property, Object{{"enum", values}}}}
	asks := Object{{"type", "object"}, {"required", []string{d.Property}}, {"properties", tag}}
	return append([]any{asks}, out...)
}

// mapping holds the schemas that a discriminator maps to.
type mapping struct{}

func (mapping) holds(s *ir.Schema) bool { return s.Discriminator != nil }

func (mapping) visit(s *ir.Schema, visit func(Child)) {
	if s.Discriminator == nil {
		return
	}
	for _, m := range s.Discriminator.Mapping {
		visit(Child{m.Schema, "variant"})
	}
}

func (mapping) replace(s *ir.Schema, with func(*ir.Schema) *ir.Schema) {
	d := *s.Discriminator
	d.Mapping = slices.Clone(d.Mapping)
	for i := range d.Mapping {
		d.Mapping[i].Schema = with(d.Mapping[i].Schema)
	}
	s.Discriminator = &d
}

func (mapping) compare(c *Comparison, old, new *ir.Schema) Relation {
	to := func(s *ir.Schema, value string) *ir.Schema {
		for _, m := range s.Discriminator.Mapping {
			if m.Value == value {
				return m.Schema
			}
		}
		return nil
	}
	out := Same
	for _, m := range old.Discriminator.Mapping {
		if is := to(new, m.Value); is == nil {
			out |= Narrower
		} else {
			out = out.And(c.Schemas(m.Schema, is))
		}
	}
	for _, m := range new.Discriminator.Mapping {
		if to(old, m.Value) == nil {
			out |= Wider
		}
	}
	return out
}
