package lower

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
)

// This file derives the shape of oneOf and anyOf.

// union derives it. The result is false where they only restrict an object that
// the same schema describes.
func (l *lowerer) union(e *entry, parts []*ir.Schema, base *ir.Shape) (*ir.Shape, bool) {
	for _, p := range parts {
		list := p.OneOf
		if len(list) == 0 {
			list = p.AnyOf
		}
		if len(list) == 0 {
			continue
		}
		var variants []*ir.Schema
		anyType := false
		for _, v := range list {
			anyType = anyType || len(base.Fields) == 0 && !isNull(v) && onlyRestricts(v, nil)
			if !isNull(v) && !onlyRestricts(v, base.Fields) && !slices.Contains(variants, v) {
				variants = append(variants, v)
			}
		}
		if len(variants) == 0 || anyType { // a variant without types lets all pass
			continue
		}
		if len(variants) == 1 && len(base.Fields) == 0 && p.Discriminator == nil {
			return l.onlyVariant(variants[0], base)
		}
		if p == e.schema {
			l.reportRepeatedConstants(variants)
		}
		if simple := l.scalars(variants, base); simple != nil && len(base.Fields) == 0 {
			return simple, true
		}
		out := &ir.Shape{Kind: ir.KindUnion, Null: base.Null, Fields: base.Fields}
		for _, v := range variants {
			out.Variants = append(out.Variants, &ir.Variant{Schema: v, Values: discriminatorValues(p.Discriminator, v)})
		}
		return out, true
	}
	return nil, false
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
	constants := true
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
		if value := constValue(v); !contains(out.Enum, value) { // two equal cases do not compile
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

// discriminatorValues lists the values that a discriminator maps to s.
func discriminatorValues(d *ir.Discriminator, s *ir.Schema) []string {
	if d == nil {
		return nil
	}
	var out []string
	for _, m := range d.Mapping {
		if m.Schema == s {
			out = append(out, m.Value)
		}
	}
	return out
}
