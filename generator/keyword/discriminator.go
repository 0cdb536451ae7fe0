package keyword

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// discriminator (OpenAPI 3.1.1, section 4.8.25): a property whose value tells which
// member of oneOf or anyOf, or which schema that builds on this one by allOf, is
// meant. It refuses nothing: "the use of discriminator must not change the
// validation outcome".
var discriminator = &Keyword{
	Name: "discriminator", Class: Annotation, Fields: []string{"Discriminator"},
	Holds: mapping{},
	Read: func(r Reader, s *ir.Schema, _, at source.Cursor) {
		name := at.Key("propertyName").Node
		if at.Node.Kind != source.Object || name == nil || name.Kind != source.String {
			bad(r, at, "an object with a propertyName")
			return
		}
		d := &ir.Discriminator{Property: name.Text}
		if m := at.Key("mapping"); m.Node != nil && m.Node.Kind != source.Object {
			bad(r, m, "an object of names or references of schemas")
		}
		for _, m := range at.Key("mapping").Members() {
			if to := r.Mapped(m); to != nil {
				d.Mapping = append(d.Mapping, ir.Mapping{Value: m.LastToken(), Schema: to, Pos: m.Position()})
			}
		}
		if later := at.Key("defaultMapping"); later.Node != nil {
			r.Warn(later, "not-read", "%q, which is new in OpenAPI 3.2, is not read: oneOf or anyOf decides", "defaultMapping")
		}
		s.Discriminator = d
	},
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

// Tag is a property by whose values the variants of a oneOf or anyOf can be told
// apart.
type Tag struct {
	Property string
	Variants []TagValues // in the order of the variants
}

// TagValues are what a schema says of a property.
type TagValues struct {
	Values   []ir.Value // that it accepts, where Limited
	Limited  bool
	Required bool
	At       *ir.Schema // that lists them, or nil
}

// TagOf returns the tag of variants that s lists: the property of its discriminator,
// or else one that each requires with values that no other accepts. Variants that
// accept no objects need none. ok is false where there is no such property.
func TagOf(s *ir.Schema, variants []*ir.Schema) (tag Tag, ok bool) {
	of := func(property string) Tag {
		out := Tag{Property: property}
		for _, v := range variants {
			out.Variants = append(out.Variants, TagValuesOf(v, property))
		}
		return out
	}
	if s.Discriminator != nil {
		return of(s.Discriminator.Property), true
	}
	for _, v := range variants {
		if !mayBeObject(v) {
			continue
		}
		for _, name := range requiredNames(v, nil) {
			if tag := of(name); tag.tellsApart(variants) {
				return tag, true
			}
		}
		return Tag{}, false
	}
	return Tag{}, false
}

// tellsApart reports whether each of the variants that may be objects requires the
// tag, with values of its own.
func (t Tag) tellsApart(variants []*ir.Schema) bool {
	seen := map[string]bool{}
	for i, v := range t.Variants {
		if !mayBeObject(variants[i]) {
			continue
		}
		if !v.Limited || !v.Required {
			return false
		}
		for _, value := range v.Values {
			if seen[canonical(value)] {
				return false
			}
		}
		for _, value := range v.Values {
			seen[canonical(value)] = true
		}
	}
	return len(seen) > 0
}

// Complete reports whether the variants that may be objects list all values of the
// tag, so that an object with another one is for none of them.
func (t Tag) Complete(variants []*ir.Schema) bool {
	some := false
	for i, v := range t.Variants {
		if mayBeObject(variants[i]) {
			some = true
			if !v.Limited {
				return false
			}
		}
	}
	return some
}

// HasUnknown reports whether a union may meet variants that it does not list: those
// that it lists are told apart by a tag.
func HasUnknown(s *ir.Schema) bool { return hasUnknown(s, nil) }

func hasUnknown(s *ir.Schema, above []*ir.Schema) bool {
	if s == nil || slices.Contains(above, s) {
		return false
	}
	above = append(above[:len(above):len(above)], s)
	for _, list := range [][]*ir.Schema{s.OneOf, s.AnyOf} {
		if tag, ok := TagOf(s, list); ok && tag.Complete(list) {
			return true
		}
	}
	return hasUnknown(s.Ref, above) || slices.ContainsFunc(s.AllOf, func(part *ir.Schema) bool { return hasUnknown(part, above) })
}

// mayBeObject reports whether a schema accepts objects as far as its types say.
func mayBeObject(s *ir.Schema) bool { return Accepts(s)&ir.Object != 0 }

// Accepts are the types of the values that a schema may accept, as far as its types,
// constants and variants tell.
func Accepts(s *ir.Schema) ir.Types { return acceptedTypes(s, nil) }

func acceptedTypes(s *ir.Schema, above []*ir.Schema) ir.Types {
	switch {
	case s.Always != nil && !*s.Always:
		return 0
	case s.Always != nil, slices.Contains(above, s):
		return AnyType
	}
	above = append(above[:len(above):len(above)], s)
	out := ir.Types(AnyType)
	if s.Types != 0 {
		out = s.Types
		if out.Has(ir.Num) {
			out |= ir.Integer
		}
	}
	if s.Ref != nil {
		out &= acceptedTypes(s.Ref, above)
	}
	for _, part := range s.AllOf {
		out &= acceptedTypes(part, above)
	}
	for _, list := range [][]*ir.Schema{s.AnyOf, s.OneOf} {
		var some ir.Types
		for _, v := range list {
			some |= acceptedTypes(v, above)
		}
		if len(list) > 0 {
			out &= some
		}
	}
	if len(s.Enum) > 0 {
		var some ir.Types
		for _, v := range s.Enum {
			some |= TypesOf(v.Value)
		}
		out &= some
	}
	if s.Const != nil {
		out &= TypesOf(s.Const)
	}
	if s.Nullable {
		out |= ir.Null
	}
	return out
}

// requiredNames are the properties that a schema describes and requires, in its order.
func requiredNames(s *ir.Schema, above []*ir.Schema) (out []string) {
	if slices.Contains(above, s) {
		return nil
	}
	above = append(above[:len(above):len(above)], s)
	if s.Ref != nil {
		out = requiredNames(s.Ref, above)
	}
	for _, part := range s.AllOf {
		out = append(out, requiredNames(part, above)...)
	}
	for _, list := range [][]*ir.Schema{s.OneOf, s.AnyOf} {
		if len(list) > 0 {
			out = append(out, requiredNames(list[0], above)...)
		}
	}
	return append(out, s.Required...)
}

// TagValuesOf returns what a schema says of a property: itself, by its reference, and
// by allOf, oneOf and anyOf.
func TagValuesOf(s *ir.Schema, property string) TagValues { return tagValues(s, property, nil) }

func tagValues(s *ir.Schema, property string, above []*ir.Schema) (out TagValues) {
	if slices.Contains(above, s) {
		return out
	}
	above = append(above[:len(above):len(above)], s)
	if s.Ref != nil {
		out = out.and(tagValues(s.Ref, property, above))
	}
	for _, part := range s.AllOf {
		out = out.and(tagValues(part, property, above))
	}
	for _, list := range [][]*ir.Schema{s.OneOf, s.AnyOf} {
		var some TagValues
		for i, v := range list {
			one := tagValues(v, property, above)
			if i == 0 {
				some = one
			} else {
				some = some.or(one)
			}
		}
		out = out.and(some)
	}
	for _, p := range s.Properties {
		if p.Wire == property {
			out = out.and(listedValues(p.Schema, nil))
		}
	}
	out.Required = out.Required || slices.Contains(s.Required, property)
	return out
}

// listedValues are the values that a schema lists: by const, by enum, or by those of others.
func listedValues(s *ir.Schema, above []*ir.Schema) (out TagValues) {
	if slices.Contains(above, s) || s.Always != nil {
		return out
	}
	above = append(above[:len(above):len(above)], s)
	if len(s.Enum) > 0 {
		values := TagValues{Limited: true, At: s}
		for _, v := range s.Enum {
			values.Values = append(values.Values, v.Value)
		}
		out = out.and(values)
	}
	if s.Const != nil {
		out = out.and(TagValues{Values: []ir.Value{s.Const}, Limited: true, At: s})
	}
	if s.Ref != nil {
		out = out.and(listedValues(s.Ref, above))
	}
	for _, part := range s.AllOf {
		out = out.and(listedValues(part, above))
	}
	for _, list := range [][]*ir.Schema{s.OneOf, s.AnyOf} {
		var some TagValues
		for i, v := range list {
			if one := listedValues(v, above); i == 0 {
				some = one
			} else {
				some = some.or(one)
			}
		}
		out = out.and(some)
	}
	if s.Nullable && out.Limited {
		out.Values = append(slices.Clone(out.Values), ir.Value("null"))
	}
	return out
}

// and is what holds where both do.
func (t TagValues) and(other TagValues) TagValues {
	out := TagValues{Values: t.Values, Limited: t.Limited, At: t.At, Required: t.Required || other.Required}
	switch {
	case !other.Limited:
	case !t.Limited:
		out.Values, out.Limited, out.At = other.Values, true, other.At
	default:
		out.Values = slices.DeleteFunc(slices.Clone(t.Values), func(v ir.Value) bool { return !other.has(v) })
	}
	return out
}

// or is what holds where one of both does.
func (t TagValues) or(other TagValues) TagValues {
	out := TagValues{Limited: t.Limited && other.Limited, Required: t.Required && other.Required, At: t.At}
	if out.Limited {
		out.Values = slices.Clone(t.Values)
		for _, v := range other.Values {
			if !out.has(v) {
				out.Values = append(out.Values, v)
			}
		}
	}
	return out
}

func (t TagValues) has(v ir.Value) bool {
	return slices.ContainsFunc(t.Values, func(other ir.Value) bool { return equal(v, other) })
}

// HasText reports whether one of the values has a text: a discriminator maps texts,
// also where the values are integers or booleans.
func (t TagValues) HasText(text string) bool {
	return slices.ContainsFunc(t.Values, func(v ir.Value) bool { return TagText(v) == text })
}

// TagText is the text of a value by which a discriminator maps it: that of a string,
// or its JSON.
func TagText(v ir.Value) string {
	if v[0] == '"' {
		return (&Value{JSON: v}).text()
	}
	return canonical(v)
}
