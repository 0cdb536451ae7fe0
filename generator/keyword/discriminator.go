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
	if s.Discriminator != nil {
		tag.Property = s.Discriminator.Property
		for _, v := range variants {
			tag.Variants = append(tag.Variants, TagValuesOf(v, tag.Property))
		}
		return tag, true
	}
	objects := make([]bool, len(variants))
	for i, v := range variants {
		objects[i] = mayBeObject(v)
	}
	first := slices.Index(objects, true)
	if first < 0 {
		return Tag{}, false
	}
	known := Members{}
	for _, name := range requiredNames(variants[first]) {
		if tag, ok := tagOf(name, variants, objects, known); ok {
			return tag, true
		}
	}
	return Tag{}, false
}

// tagOf returns a property as the tag of variants; ok is false where one of them that may
// be an object does not require it, or not with values of its own.
func tagOf(property string, variants []*ir.Schema, objects []bool, known Members) (tag Tag, ok bool) {
	tag.Property = property
	seen := map[string]bool{}
	for i, v := range variants {
		values := known.Values(v, property)
		tag.Variants = append(tag.Variants, values)
		if !objects[i] {
			continue
		}
		if !values.Limited || !values.Required {
			return Tag{}, false
		}
		for _, value := range values.Values {
			if seen[canonical(value)] {
				return Tag{}, false
			}
		}
		for _, value := range values.Values {
			seen[canonical(value)] = true
		}
	}
	return tag, len(seen) > 0
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
func HasUnknown(s *ir.Schema) bool {
	return askOnce(s, func(o *once[bool], s *ir.Schema) bool {
		for _, list := range [][]*ir.Schema{s.OneOf, s.AnyOf} {
			if tag, ok := TagOf(s, list); ok && tag.Complete(list) {
				return true
			}
		}
		return s.Ref != nil && o.of(s.Ref) || slices.ContainsFunc(s.AllOf, o.of)
	})
}

// mayBeObject reports whether a schema accepts objects as far as its types say.
func mayBeObject(s *ir.Schema) bool { return Accepts(s)&ir.Object != 0 }

// Accepts are the types of the values that a schema may accept, as far as its types,
// constants and variants tell.
func Accepts(s *ir.Schema) ir.Types { return askOnce(s, accepts) }

func accepts(o *once[ir.Types], s *ir.Schema) ir.Types {
	switch {
	case s.Never():
		return 0
	case s.Always != nil:
		return AnyType
	}
	out := ir.Types(AnyType)
	if s.Types != 0 {
		out = s.Types
		if out.Has(ir.Num) {
			out |= ir.Integer
		}
	}
	if s.Ref != nil {
		out &= o.of(s.Ref)
	}
	for _, part := range s.AllOf {
		out &= o.of(part)
	}
	for _, list := range [][]*ir.Schema{s.AnyOf, s.OneOf} {
		var some ir.Types
		for _, v := range list {
			some |= o.of(v)
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
func requiredNames(s *ir.Schema) (out []string) {
	schemas, names := map[*ir.Schema]bool{}, map[string]bool{}
	var visit func(s *ir.Schema)
	visit = func(s *ir.Schema) {
		if s == nil || schemas[s] {
			return
		}
		schemas[s] = true
		visit(s.Ref)
		for _, part := range s.AllOf {
			visit(part)
		}
		for _, list := range [][]*ir.Schema{s.OneOf, s.AnyOf} {
			if len(list) > 0 {
				visit(list[0])
			}
		}
		for _, name := range s.Required {
			if !names[name] {
				names[name] = true
				out = append(out, name)
			}
		}
	}
	visit(s)
	return out
}

// TagValuesOf returns what a schema says of a property: itself, by its reference, and
// by allOf, oneOf and anyOf.
func TagValuesOf(s *ir.Schema, property string) TagValues { return Members{}.Values(s, property) }

// Members are the properties and the required names of schemas, by name: for who asks for
// the values of several.
type Members map[*ir.Schema]*member

type member struct {
	properties map[string][]*ir.Property
	required   map[string]bool
}

// of returns what s says of a property itself.
func (m Members) of(s *ir.Schema, property string) (described []*ir.Property, required bool) {
	known := m[s]
	if known == nil {
		known = &member{map[string][]*ir.Property{}, map[string]bool{}}
		for _, p := range s.Properties {
			known.properties[p.Wire] = append(known.properties[p.Wire], p)
		}
		for _, name := range s.Required {
			known.required[name] = true
		}
		m[s] = known
	}
	return known.properties[property], known.required[property]
}

// Values is [TagValuesOf].
func (m Members) Values(s *ir.Schema, property string) TagValues {
	return askOnce(s, func(o *once[TagValues], s *ir.Schema) TagValues { return m.tagValues(o, s, property) })
}

func (m Members) tagValues(o *once[TagValues], s *ir.Schema, property string) (out TagValues) {
	if s.Ref != nil {
		out = out.and(o.of(s.Ref))
	}
	for _, part := range s.AllOf {
		out = out.and(o.of(part))
	}
	for _, list := range [][]*ir.Schema{s.OneOf, s.AnyOf} {
		out = out.and(union(list, o.of))
	}
	described, required := m.of(s, property)
	for _, p := range described {
		out = out.and(askOnce(p.Schema, listedValues))
	}
	out.Required = out.Required || required
	return out
}

// listedValues are the values that a schema lists: by const, by enum, or by those of others.
func listedValues(o *once[TagValues], s *ir.Schema) (out TagValues) {
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
		out = out.and(o.of(s.Ref))
	}
	for _, part := range s.AllOf {
		out = out.and(o.of(part))
	}
	for _, list := range [][]*ir.Schema{s.OneOf, s.AnyOf} {
		out = out.and(union(list, o.of))
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
		has := other.set()
		out.Values = slices.DeleteFunc(slices.Clone(t.Values), func(v ir.Value) bool { return !has[canonical(v)] })
	}
	return out
}

// union is what holds where one of a list of schemas does.
func union(list []*ir.Schema, of func(*ir.Schema) TagValues) (out TagValues) {
	has := map[string]bool{}
	for i, s := range list {
		one := of(s)
		if i == 0 {
			out = TagValues{Limited: true, Required: true, At: one.At}
		}
		out.Limited, out.Required = out.Limited && one.Limited, out.Required && one.Required
		for _, v := range one.Values {
			if same := canonical(v); out.Limited && !has[same] {
				has[same] = true
				out.Values = append(out.Values, v)
			}
		}
	}
	if !out.Limited {
		out.Values = nil
	}
	return out
}

// set holds the values, as texts that equal values share.
func (t TagValues) set() map[string]bool {
	out := map[string]bool{}
	for _, v := range t.Values {
		out[canonical(v)] = true
	}
	return out
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
