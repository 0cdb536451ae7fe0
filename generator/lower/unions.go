package lower

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// This file derives the shape of oneOf and anyOf.

// union derives it, of all oneOf and anyOf that hold for e. The result is false where
// they only restrict an object that the same schema describes.
func (l *lowerer) union(e *entry, parts []*ir.Schema, base *ir.Shape) (*ir.Shape, bool) {
	out := &ir.Shape{Kind: ir.KindUnion, Null: base.Null, Fields: base.Fields}
	choices, taken := choicesOf(parts), map[*ir.Schema]bool{}
	for _, c := range choices {
		var variants []*ir.Schema
		known := map[*ir.Schema]bool{}
		anyType := false
		for _, v := range c.list {
			anyType = anyType || len(base.Fields) == 0 && !isNull(v) && onlyRestricts(v, nil)
			if !isNull(v) && !onlyRestricts(v, base.Fields) && !known[v] {
				known[v] = true
				variants = append(variants, v)
			}
		}
		if len(variants) == 0 || anyType { // a variant without types lets all pass
			continue
		}
		if len(choices) == 1 && len(variants) == 1 && len(base.Fields) == 0 && !l.adds(parts, variants, variants[0]) {
			return l.onlyVariant(variants[0], base)
		}
		if c.part == e.schema {
			l.reportRepeatedConstants(variants)
		}
		if simple := l.scalars(variants, base); simple != nil && len(base.Fields)+len(out.Variants) == 0 {
			return simple, true
		}
		for _, v := range variants {
			if !taken[v] {
				taken[v] = true
				out.Variants = append(out.Variants, &ir.Variant{Schema: v, By: c.by})
			}
		}
	}
	return out, len(out.Variants) > 0
}

// choice is a oneOf or anyOf.
type choice struct {
	part *ir.Schema
	by   string
	list []*ir.Schema
}

func choicesOf(parts []*ir.Schema) (out []choice) {
	for _, p := range parts {
		if len(p.OneOf) > 0 {
			out = append(out, choice{p, "oneOf", p.OneOf})
		}
		if len(p.AnyOf) > 0 {
			out = append(out, choice{p, "anyOf", p.AnyOf})
		}
	}
	return out
}

// children are the components that build on s by allOf, where s has a discriminator
// that tells which of them is meant (OpenAPI 3.1.1, section 4.8.25).
func (l *lowerer) children(s *ir.Schema) (out []*ir.Variant) {
	if s.Discriminator == nil || len(s.OneOf)+len(s.AnyOf) > 0 {
		return nil
	}
	for _, e := range l.order {
		if e.role == nil || e.role.kind != roleComponent || e.schema == s || !extends(e.schema, s, map[*ir.Schema]bool{}) {
			continue
		}
		if shape := l.shape(e.schema); shape != nil && shape.Same == nil {
			out = append(out, &ir.Variant{Schema: e.schema, By: "allOf"})
		}
	}
	return out
}

// onlyVariant is the shape of a union of one and perhaps null: that one's.
func (l *lowerer) onlyVariant(v *ir.Schema, base *ir.Shape) (*ir.Shape, bool) {
	inner := l.shape(v)
	if inner == nil {
		return &ir.Shape{Kind: ir.KindAny, Null: base.Null}, true
	}
	out := *inner
	out.Null = base.Null || inner.Null
	if out.Same == nil && (l.bySchema[v].target || l.bySchema[v].role != nil && l.bySchema[v].role.kind == roleComponent) {
		out.Same = v
	}
	return &out, true
}

// reportRepeatedConstants reports variants that are the same constant.
func (l *lowerer) reportRepeatedConstants(variants []*ir.Schema) {
	seen := map[string]bool{}
	for _, v := range variants {
		if v.Const == nil {
			continue
		}
		same := canonical(v.Const)
		if seen[same] {
			l.warn(l.bySchema[v].at, "duplicate-enum", "this constant is listed twice")
		}
		seen[same] = true
	}
}

// scalars is the shape of variants that are scalars of one type: an enum where
// each is a constant, else the plain type. It is nil for all others.
func (l *lowerer) scalars(variants []*ir.Schema, base *ir.Shape) *ir.Shape {
	out := &ir.Shape{Kind: ir.KindPrimitive, Null: base.Null}
	constants, listed := true, map[string]bool{}
	for i, v := range variants {
		s := l.shape(v)
		if s == nil || s.Kind != ir.KindPrimitive && s.Kind != ir.KindEnum {
			return nil
		}
		if i == 0 {
			out.Type, out.Format = s.Type, s.Format
		}
		if s.Type != out.Type {
			return nil
		}
		if s.Format != out.Format {
			out.Format = ""
		}
		constants = constants && v.Const != nil && s.Kind == ir.KindEnum
		if !constants {
			continue
		}
		if value := constValue(v); !listed[canonical(value.Value)] { // two equal cases do not compile
			listed[canonical(value.Value)] = true
			out.Enum = append(out.Enum, value)
		}
	}
	if constants {
		if t, format := enumType(out.Enum, out.Type, out.Format); t != 0 {
			out.Kind, out.Format = ir.KindEnum, format
			return out
		}
	}
	out.Enum = nil
	return out
}

// onlyRestricts reports whether a variant has no type of its own beside an object
// with these fields: it requires some of them, or narrows what they may be.
func onlyRestricts(v *ir.Schema, fields []*ir.Field) bool {
	if v.Ref != nil || v.Always != nil || v.Items != nil || len(v.Enum) > 0 || v.Const != nil || v.Format != "" ||
		len(v.AllOf)+len(v.AnyOf)+len(v.OneOf)+len(v.PatternProperties) > 0 ||
		v.AdditionalProperties != nil && v.AdditionalProperties.Always == nil {
		return false
	}
	if v.Types != 0 && (v.Types != ir.Object || len(fields) == 0) {
		return false
	}
	for _, p := range v.Properties {
		if !slices.ContainsFunc(fields, func(f *ir.Field) bool { return f.Wire == p.Wire }) {
			return false
		}
	}
	return len(fields) > 0 || len(v.Properties) == 0
}

// tagMapping is what a discriminator maps to each schema, while it has so many mappings.
type tagMapping struct {
	mappings int
	values   map[*ir.Schema][]string
	seen     map[tagValue]bool
}

type tagValue struct {
	schema *ir.Schema
	value  string
}

// mappedValues lists the values that a discriminator maps to s.
func (l *lowerer) mappedValues(d *ir.Discriminator, s *ir.Schema) []string {
	known := l.tagMappings[d]
	if known == nil {
		known = &tagMapping{values: map[*ir.Schema][]string{}, seen: map[tagValue]bool{}}
		l.tagMappings[d] = known
	}
	for _, m := range d.Mapping[known.mappings:] {
		if value := (tagValue{m.Schema, m.Value}); !known.seen[value] {
			known.seen[value] = true
			known.values[m.Schema] = append(known.values[m.Schema], m.Value)
		}
	}
	known.mappings = len(d.Mapping)
	return known.values[keyword.Unwrap(s)]
}
