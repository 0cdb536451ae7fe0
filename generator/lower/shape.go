package lower

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// This file derives Shapes: what a schema is to a Go type and to a reader, by all
// that it asserts: itself, by its reference, and by the members of its allOf.
// Parts of it are in enums.go, unions.go, fields.go and conditional.go.

// shape returns the shape of s, deriving it the first time. It is nil while s
// is being derived: a schema that leads back to itself by allOf or oneOf.
func (l *lowerer) shape(s *ir.Schema) *ir.Shape {
	if s.Shape != nil {
		return s.Shape
	}
	e := l.bySchema[s]
	if e.merging {
		return nil
	}
	l.diags.Enter(e.at.Position())
	e.merging = true
	out := l.derive(e)
	e.merging = false
	l.goType(e, out)
	s.Shape = out
	return out
}

func (l *lowerer) derive(e *entry) *ir.Shape {
	s := e.schema
	if s.Always != nil {
		return &ir.Shape{Kind: ir.KindAny}
	}
	if same := l.same(e); same != nil {
		if inner := l.shape(same); inner != nil {
			out := *inner
			out.Same, out.Null = same, inner.Null || l.allowsNull(s)
			return &out
		}
	}
	parts := l.conjunction(s)
	out := &ir.Shape{Kind: ir.KindAny, Null: l.allowsNull(s)}
	types, restricted := typesOf(parts)
	if restricted && types == 0 {
		l.warn(e.at, "contradiction", "the types that are asserted here together leave no value; the Go type is any")
		return out
	}
	types &^= ir.Null
	out.Fields = l.fields(e, parts)

	if values, ok := enumOf(parts); ok {
		if t, format := enumType(values, types, formatOf(parts)); t != 0 {
			out.Kind, out.Type, out.Format, out.Enum, out.Fields = ir.KindEnum, t, format, values, nil
			return out
		}
		l.reportNoConstant(e)
	}
	if union, found := l.union(e, parts, out); found {
		if union.Kind == ir.KindUnion {
			l.besideVariants(e, parts, union)
		}
		return union
	}
	switch {
	case types == ir.Object, types == 0 && looksLikeObject(parts):
		l.object(e, parts, out)
	case types == ir.Array, types == 0 && slices.ContainsFunc(parts, func(p *ir.Schema) bool { return p.Items != nil || p.PrefixItems != nil }):
		out.Kind = ir.KindArray
		out.Elem = element(parts)
	case types == ir.String, types == ir.Integer, types == ir.Num, types == ir.Boolean:
		out.Kind, out.Type, out.Format = ir.KindPrimitive, types, formatOf(parts)
	}
	if out.Kind != ir.KindObject {
		out.Fields = nil
		return out
	}
	out.Variants = l.children(s)
	return out
}

// conjunction lists the schemas whose assertions hold for s, in order: what it
// refers to, the members of allOf, then itself.
func (l *lowerer) conjunction(s *ir.Schema) []*ir.Schema {
	if out := l.conjunctions[s]; out != nil {
		return out
	}
	var out []*ir.Schema
	seen := map[*ir.Schema]bool{}
	add := func(list []*ir.Schema) {
		for _, p := range list {
			if !seen[p] {
				seen[p] = true
				out = append(out, p)
			}
		}
	}
	if s.Ref != nil {
		add(l.conjunction(s.Ref))
	}
	for _, member := range s.AllOf {
		add(l.conjunction(member))
	}
	out = append(out, s)
	l.made(s, len(out)-1)
	l.conjunctions[s] = slices.Clip(out)
	return out
}

// same returns the schema that e adds nothing to as a type: its lone
// reference, or the lone reference in its allOf. A schema that is emitted on
// its own and asserts more is a type of its own.
func (l *lowerer) same(e *entry) *ir.Schema {
	s := e.schema
	target := s.Ref
	switch {
	case target != nil && len(s.AllOf) == 0:
	case target == nil && len(s.AllOf) == 1:
		target = s.AllOf[0]
	default:
		return nil
	}
	if t := l.bySchema[target]; target == s || !t.target && (t.role == nil || t.role.kind != roleComponent) {
		return nil
	}
	if len(s.Properties) > 0 || s.Items != nil || len(s.Enum) > 0 || s.Const != nil || s.AdditionalProperties != nil ||
		len(s.AnyOf) > 0 || len(s.OneOf) > 0 || len(s.PatternProperties) > 0 || s.PrefixItems != nil || s.Types&^ir.Null != 0 && s.Types != target.Types {
		return nil
	}
	if len(s.Required) > 0 || l.adds([]*ir.Schema{s}, nil, target) || hasOwnType(e) && keyword.Asserts(s, "type", "$ref", "allOf") {
		return nil // required names change the fields
	}
	return target
}

// hasOwnType reports whether e is a component or the body of an operation, which have
// types of their own.
func hasOwnType(e *entry) bool {
	return e.role != nil && (e.role.kind == roleComponent || e.role.kind == roleBody || e.role.kind == roleResponse)
}

// typesOf intersects the types of all parts. The second result tells whether
// any part restricts them.
func typesOf(parts []*ir.Schema) (types ir.Types, restricted bool) {
	types = ^ir.Types(0)
	for _, p := range parts {
		if p.Types == 0 {
			continue
		}
		restricted = true
		own := p.Types
		if own.Has(ir.Num) {
			own |= ir.Integer
		}
		if p.Nullable {
			own |= ir.Null
		}
		types &= own
	}
	if !restricted {
		return 0, false
	}
	switch {
	case types.Has(ir.Num) && slices.ContainsFunc(parts, func(p *ir.Schema) bool { return keyword.FormatOf(p.Format).Whole }):
		types &^= ir.Num // type: number, format: int64
	case types.Has(ir.Num):
		types &^= ir.Integer
	}
	return types, true
}

// formatOf is the format of all parts: that of the last one which has one.
func formatOf(parts []*ir.Schema) (format string) {
	for _, p := range parts {
		format = firstOf(p.Format, format)
	}
	return format
}

// allowsNull reports whether null is a legal value of s because it says so, not
// merely because it says nothing of types.
func (l *lowerer) allowsNull(s *ir.Schema) bool {
	null, known := l.nulls[s]
	if !known {
		null = l.saysNull(s)
		l.nulls[s] = null
	}
	return null
}

func (l *lowerer) saysNull(s *ir.Schema) bool {
	if s.Nullable {
		return true
	}
	if s.Always != nil {
		return false
	}
	said := s.Types.Has(ir.Null)
	if s.Types != 0 && !said {
		return false
	}
	if len(s.Enum) > 0 {
		if !slices.ContainsFunc(s.Enum, func(v *ir.EnumValue) bool { return string(v.Value) == "null" }) {
			return false
		}
		said = true
	}
	if s.Const != nil {
		return string(s.Const) == "null"
	}
	for _, list := range [][]*ir.Schema{s.AnyOf, s.OneOf} {
		if len(list) == 0 {
			continue
		}
		if !slices.ContainsFunc(list, func(v *ir.Schema) bool { return l.allowsNull(v) }) {
			return false
		}
		said = true
	}
	for _, p := range append(slices.Clone(s.AllOf), s.Ref) {
		if p == nil || l.isUntyped(p) {
			continue
		}
		if !l.allowsNull(p) {
			return false
		}
		said = true
	}
	return said
}

// isUntyped reports whether s restricts no types by itself, so that null passes.
func (l *lowerer) isUntyped(s *ir.Schema) bool {
	return s.Types == 0 && len(s.Enum) == 0 && s.Const == nil && len(s.AnyOf) == 0 && len(s.OneOf) == 0 &&
		len(s.AllOf) == 0 && s.Ref == nil && len(s.Properties) == 0
}

func isNull(s *ir.Schema) bool {
	return s.Types == ir.Null || len(s.Enum) == 1 && string(s.Enum[0].Value) == "null" || string(s.Const) == "null"
}

// looksLikeObject reports whether a schema without a type describes an object.
func looksLikeObject(parts []*ir.Schema) bool {
	return slices.ContainsFunc(parts, func(p *ir.Schema) bool {
		return len(p.Properties) > 0 || len(p.PatternProperties) > 0 || p.AdditionalProperties != nil && p.AdditionalProperties.Always == nil
	})
}

// besideVariants adds what an object holds beside its variants.
func (l *lowerer) besideVariants(e *entry, parts []*ir.Schema, out *ir.Shape) {
	own := *out
	said := l.extra(parts, &own)
	extra := l.conditional(e, parts, &own, said)
	if unevaluated := unevaluatedOf(parts); len(own.Fields) > 0 || said != nil || unevaluated != nil && extra == unevaluated {
		*out = own // else each variant has all
		out.Extra = extra
	}
}

// object fills in a shape with fields, or that of a map where there are none.
func (l *lowerer) object(e *entry, parts []*ir.Schema, out *ir.Shape) {
	extra := l.conditional(e, parts, out, l.extra(parts, out))
	if len(out.Fields) > 0 {
		out.Kind, out.Extra = ir.KindObject, extra
		return
	}
	out.Kind = ir.KindMap
	if extra != nil && extra.Always == nil {
		out.Elem = extra
	}
}

// extra is what parts say of members without a name; nil where they allow none, which
// out is told, or say nothing.
func (l *lowerer) extra(parts []*ir.Schema, out *ir.Shape) *ir.Schema {
	var extra *ir.Schema
	for _, p := range parts {
		if others := l.otherMembers(p); others != nil && (extra == nil || others.Always == nil || p.AdditionalProperties != nil) {
			extra = others
		}
	}
	if extra != nil && extra.Never() {
		out.Closed, extra = true, nil
	}
	return extra
}

// otherMembers is the schema of members of s that properties does not list: the one
// that all patterns and additionalProperties agree on, else any. It is nil where s
// says nothing of them.
func (l *lowerer) otherMembers(s *ir.Schema) *ir.Schema {
	if len(s.PatternProperties) == 0 {
		return s.AdditionalProperties
	}
	out := s.AdditionalProperties
	if out == nil {
		return l.anything(l.bySchema[s].at.Key("patternProperties"))
	}
	for _, p := range s.PatternProperties {
		switch {
		case p.Schema.Never():
		case out.Never():
			out = p.Schema
		case !sameType(out, p.Schema):
			return l.anything(l.bySchema[s].at.Key("patternProperties"))
		}
	}
	return out
}

// sameType reports whether two schemas have one Go type by what is written. It does
// not ask for their shapes, which may be in the making.
func sameType(a, b *ir.Schema) bool {
	if a == b {
		return true
	}
	plain := func(s *ir.Schema) bool { // a reference leads to one schema, the same each time
		return s.Ref == nil && s.Always == nil && len(s.Enum)+len(s.AllOf)+len(s.AnyOf)+len(s.OneOf) == 0 && s.Const == nil &&
			s.Types != 0 && s.Types&(ir.Object|ir.Array) == 0
	}
	return plain(a) && plain(b) && a.Types == b.Types && a.Nullable == b.Nullable && a.Format == b.Format
}

// element is the schema of an array's items, nil for any.
func element(parts []*ir.Schema) *ir.Schema {
	var out *ir.Schema
	for _, p := range parts {
		switch {
		case p.PrefixItems != nil:
			return nil // items may have different types
		case p.Items != nil && p.Items.Always == nil:
			out = p.Items
		}
	}
	return out
}
