package lower

import (
	"encoding/json"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validate"
)

// This file derives Shapes: what a schema is to a Go type and to a reader,
// after its own assertions, its reference's and its allOf members' are taken
// together.

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
	e.merging = true
	out := l.derive(e)
	e.merging = false
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
			out.Same, out.Null = same, inner.Null || l.saysNull(s, nil)
			return &out
		}
	}
	parts := together(s)
	out := &ir.Shape{Kind: ir.KindAny, Null: l.saysNull(s, nil)}
	types, restricted := typesOf(parts)
	if restricted && types == 0 {
		l.warn(e.at, "contradiction", "the types that are asserted here together leave no value; the Go type is any")
		return out
	}
	types &^= ir.Null
	out.Fields = l.fields(e, parts)

	if values, ok := enumOf(parts); ok {
		if t := enumType(values, types); t != 0 {
			out.Kind, out.Type, out.Enum, out.Fields = ir.KindEnum, t, values, nil
			return out
		}
		l.beyondGo(e)
	}
	if union, found := l.union(e, parts, out); found {
		return union
	}
	switch {
	case types == ir.Object, types == 0 && looksLikeObject(parts):
		l.object(e, parts, out)
	case types == ir.Array, types == 0 && slices.ContainsFunc(parts, func(p *ir.Schema) bool { return p.Items != nil || p.PrefixItems != nil }):
		out.Kind = ir.KindArray
		out.Elem = element(parts)
	case types == ir.String, types == ir.Integer, types == ir.Num, types == ir.Boolean:
		out.Kind, out.Type = ir.KindPrimitive, types
		for _, p := range parts {
			out.Format = firstOf(p.Format, out.Format)
		}
	}
	if out.Kind != ir.KindObject {
		out.Fields = nil
	}
	return out
}

// together lists what s asserts, in order: what it refers to, the members of
// allOf, then itself.
func together(s *ir.Schema) []*ir.Schema {
	var out []*ir.Schema
	if s.Ref != nil {
		out = together(s.Ref)
	}
	for _, member := range s.AllOf {
		for _, p := range together(member) {
			if !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return append(out, s)
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
	if len(s.Required) > 0 || onItsOwn(e) && keyword.Asserts(s, "type", "$ref", "allOf") {
		return nil // required names change the fields
	}
	return target
}

// onItsOwn reports whether e is emitted for the place it has.
func onItsOwn(e *entry) bool {
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
	if types.Has(ir.Num) {
		types &^= ir.Integer
	}
	return types, true
}

// saysNull reports whether null is a legal value of s because it says so, not
// merely because it says nothing of types.
func (l *lowerer) saysNull(s *ir.Schema, seen []*ir.Schema) bool {
	if s.Nullable {
		return true
	}
	if slices.Contains(seen, s) || s.Always != nil {
		return false
	}
	seen = append(seen, s)
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
		if !slices.ContainsFunc(list, func(v *ir.Schema) bool { return l.saysNull(v, seen) }) {
			return false
		}
		said = true
	}
	for _, p := range append(slices.Clone(s.AllOf), s.Ref) {
		if p == nil || l.silent(p) {
			continue
		}
		if !l.saysNull(p, seen) {
			return false
		}
		said = true
	}
	return said
}

// silent reports whether s says nothing of types, so that null passes.
func (l *lowerer) silent(s *ir.Schema) bool {
	return s.Types == 0 && len(s.Enum) == 0 && s.Const == nil && len(s.AnyOf) == 0 && len(s.OneOf) == 0 &&
		len(s.AllOf) == 0 && s.Ref == nil && len(s.Properties) == 0
}

func isNull(s *ir.Schema) bool {
	return s.Types == ir.Null || len(s.Enum) == 1 && string(s.Enum[0].Value) == "null" || string(s.Const) == "null"
}

// enumOf intersects the enums of all parts; const is an enum of one. Null is
// left out: Shape.Null has it.
func enumOf(parts []*ir.Schema) ([]*ir.EnumValue, bool) {
	var out []*ir.EnumValue
	found := false
	for _, p := range parts {
		values := p.Enum
		if p.Const != nil {
			values = []*ir.EnumValue{constValue(p)}
		}
		if len(values) == 0 {
			continue
		}
		values = slices.DeleteFunc(slices.Clone(values), func(v *ir.EnumValue) bool { return string(v.Value) == "null" })
		if !found {
			out, found = values, true
			continue
		}
		out = slices.DeleteFunc(slices.Clone(out), func(v *ir.EnumValue) bool {
			return !lists(values, v)
		})
	}
	return out, found && len(out) > 0
}

// lists reports whether one of values equals v.
func lists(values []*ir.EnumValue, v *ir.EnumValue) bool {
	same := canonical(v.Value)
	return slices.ContainsFunc(values, func(o *ir.EnumValue) bool { return canonical(o.Value) == same })
}

// canonical is the text that equal values share: 1 is 1.0.
func canonical(v ir.Value) string { return string(validate.Canonical(v)) }

func constValue(p *ir.Schema) *ir.EnumValue {
	v := &ir.EnumValue{Node: ir.Node{Wire: string(p.Const), Title: p.Title, Doc: p.Doc, Deprecated: p.Deprecated, Pos: p.Pos}, Value: p.Const}
	_ = json.Unmarshal(p.Const, &v.Wire) // a string's own text; other values stay JSON
	return v
}

// enumType is the one type of all values, within types where these are
// restricted; 0 where there is none that makes a Go enum.
func enumType(values []*ir.EnumValue, types ir.Types) ir.Types {
	var all ir.Types
	for _, v := range values {
		switch {
		case v.Value[0] == '"':
			all |= ir.String
		case isNumber(v.Value):
			t := numberType(json.Number(v.Value))
			if t == 0 {
				return 0
			}
			all |= t
		default:
			return 0
		}
	}
	if all.Has(ir.Num) {
		all &^= ir.Integer
	}
	if all == ir.Integer && types == ir.Num {
		all = ir.Num
	}
	if all == ir.Num && roundedTogether(values) {
		return 0
	}
	if all != ir.String && all != ir.Integer && all != ir.Num || types != 0 && types != all {
		return 0 // a value of another type than the schema's: the assertion stays, the constants go
	}
	return all
}

func isNumber(v ir.Value) bool { return v[0] == '-' || v[0] >= '0' && v[0] <= '9' }

// beyondGo reports a number among e's own values that no Go constant can be.
func (l *lowerer) beyondGo(e *entry) {
	values, _ := enumOf([]*ir.Schema{e.schema})
	for _, v := range values {
		if isNumber(v.Value) && numberType(json.Number(v.Value)) == 0 {
			l.warn(e.at, "go-type", "%s fits neither int nor float64, so the Go type is no enum; Decode cannot hold that value", v.Value)
			return
		}
	}
}

// roundedTogether reports whether two of the numbers are one as a float64: Go
// has no two cases for them.
func roundedTogether(values []*ir.EnumValue) bool {
	seen := map[float64]bool{}
	for _, v := range values {
		f, err := json.Number(v.Value).Float64()
		if err != nil || seen[f] {
			return true
		}
		seen[f] = true
	}
	return false
}

// numberType is the type of a number as a Go constant: 0 where it is beyond
// both int and float64, or so near to zero that it would become zero.
func numberType(n json.Number) ir.Types {
	if _, err := n.Int64(); err == nil {
		return ir.Integer
	}
	if f, err := n.Float64(); err != nil || f == 0 && canonical(ir.Value(n)) != "0" {
		return 0
	}
	return ir.Num
}

// union derives the shape of oneOf and anyOf. It changes nothing, and reports
// false, where these only restrict an object that is described beside them.
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
			anyType = anyType || len(base.Fields) == 0 && !isNull(v) && restricts(v, nil)
			if !isNull(v) && !restricts(v, base.Fields) && !slices.Contains(variants, v) {
				variants = append(variants, v)
			}
		}
		if len(variants) == 0 || anyType { // a variant that says nothing of types lets all of them pass
			continue
		}
		if len(variants) == 1 && len(base.Fields) == 0 && p.Discriminator == nil {
			return l.onlyVariant(variants[0], base)
		}
		if p == e.schema {
			l.constantsTwice(variants)
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

// onlyVariant is the shape of a union of one, null aside: that one's.
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

// constantsTwice reports variants that are one constant.
func (l *lowerer) constantsTwice(variants []*ir.Schema) {
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
		if value := constValue(v); !lists(out.Enum, value) { // Go has no case for the same again
			out.Enum = append(out.Enum, value)
		}
	}
	if constants && enumType(out.Enum, out.Type) != 0 {
		out.Kind = ir.KindEnum
	} else {
		out.Enum = nil
	}
	return out
}

// restricts reports whether a variant adds no type of its own to an object
// with these fields: it only asks for some of them, or narrows them.
func restricts(v *ir.Schema, fields []*ir.Field) bool {
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

func looksLikeObject(parts []*ir.Schema) bool {
	return slices.ContainsFunc(parts, func(p *ir.Schema) bool {
		return len(p.Properties) > 0 || len(p.PatternProperties) > 0 || p.AdditionalProperties != nil && p.AdditionalProperties.Always == nil
	})
}

// object fills in a shape with fields, or that of a map where there are none.
func (l *lowerer) object(e *entry, parts []*ir.Schema, out *ir.Shape) {
	var extra *ir.Schema
	for _, p := range parts {
		if others := l.others(p); others != nil && (extra == nil || others.Always == nil || p.AdditionalProperties != nil) {
			extra = others
		}
	}
	if extra != nil && extra.Never() {
		out.Closed, extra = true, nil
	}
	if len(out.Fields) > 0 {
		out.Kind, out.Extra = ir.KindObject, extra
		return
	}
	out.Kind = ir.KindMap
	if extra != nil && extra.Always == nil {
		out.Elem = extra
	}
}

// others is the schema of the members of s that have no name: the one that all
// patterns and additionalProperties agree on, else any. It is nil where s says
// nothing of them.
func (l *lowerer) others(s *ir.Schema) *ir.Schema {
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

// sameType reports whether two schemas have one Go type by what is written:
// their shapes may be in the making.
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

func element(parts []*ir.Schema) *ir.Schema {
	var out *ir.Schema
	for _, p := range parts {
		switch {
		case p.PrefixItems != nil:
			return nil // items of different types
		case p.Items != nil && p.Items.Always == nil:
			out = p.Items
		}
	}
	return out
}

// fields merges the properties of all parts, in order of their first mention.
func (l *lowerer) fields(e *entry, parts []*ir.Schema) []*ir.Field {
	var out []*ir.Field
	byName := map[string]*ir.Field{}
	for _, p := range parts {
		for _, prop := range p.Properties {
			f := byName[prop.Wire]
			if f == nil {
				f = &ir.Field{Node: ir.Node{Wire: prop.Wire, Pos: prop.Pos}}
				byName[prop.Wire] = f
				out = append(out, f)
				if own := l.bySchema[p]; p != e.schema && own.target {
					f.From = p
				}
			}
			if p == e.schema {
				f.From = nil
			}
			f.Title, f.Doc = firstOf(prop.Title, f.Title), firstOf(prop.Doc, f.Doc)
			f.Deprecated = f.Deprecated || prop.Deprecated
			f.ReadOnly, f.WriteOnly = f.ReadOnly || prop.ReadOnly, f.WriteOnly || prop.WriteOnly
			if !slices.Contains(f.All, prop.Schema) {
				f.All = append(f.All, prop.Schema)
			}
		}
	}
	for _, p := range parts {
		for _, name := range p.Required {
			f := byName[name]
			if f == nil && len(out) > 0 {
				f = l.undeclared(e, p, name)
				byName[name] = f
				out = append(out, f)
			}
			if f != nil {
				f.Required = true
			}
		}
	}
	for _, f := range out {
		f.Schema = l.fieldSchema(e, f)
		if len(f.All) == 1 {
			f.All = nil
		}
	}
	return out
}

// undeclared is the field of a name that is required but described nowhere:
// any value will do, but there must be a way to give one.
func (l *lowerer) undeclared(e *entry, p *ir.Schema, name string) *ir.Field {
	at := l.bySchema[p].at.Key("required")
	if p == e.schema {
		l.diags.Notef(at.Position(), "undeclared-required", "%q is required, but no property of that name is described; any value is accepted for it", name)
	}
	return &ir.Field{Node: ir.Node{Wire: name, Pos: at.Position()}, All: []*ir.Schema{l.anything(at)}}
}

// fieldSchema is the one schema that a field's several stand for: the one that
// says more than the others, or else a schema that asserts them all.
func (l *lowerer) fieldSchema(e *entry, f *ir.Field) *ir.Schema {
	all := slices.Clone(f.All)
	for i := 0; i < len(all) && len(all) > 1; {
		weaker := slices.ContainsFunc(all, func(other *ir.Schema) bool { return other != all[i] && l.saysLess(all[i], other) })
		if weaker {
			all = slices.Delete(all, i, i+1)
		} else {
			i++
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	for up := e; up != nil; up = up.role.parent {
		if up.merged && sameSet(up.schema.AllOf, all) {
			return up.schema // it holds itself
		}
	}
	at := e.at.Key("properties").Key(f.Wire)
	merged := &entry{merged: true, at: at, role: &role{kind: roleProperty, parent: e, key: f.Wire}, schema: &ir.Schema{
		Node: ir.Node{Title: f.Title, Doc: f.Doc, Pos: at.Position()}, AllOf: all,
	}}
	l.bySchema[merged.schema] = merged
	l.order = append(l.order, merged)
	return merged.schema
}

// extends reports whether s asserts all that base does, by $ref and allOf.
func extends(s, base *ir.Schema, seen map[*ir.Schema]bool) bool {
	if s == nil || seen[s] {
		return false
	}
	seen[s] = true
	return s == base || extends(s.Ref, base, seen) ||
		slices.ContainsFunc(s.AllOf, func(part *ir.Schema) bool { return extends(part, base, seen) })
}

// sameSet reports whether two lists hold the same schemas, each of them once.
func sameSet(a, b []*ir.Schema) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(s *ir.Schema) bool { return !slices.Contains(b, s) })
}

// saysLess reports whether a's type is implied by b's, so that b's stands for both.
func (l *lowerer) saysLess(a, b *ir.Schema) bool {
	if extends(b, a, map[*ir.Schema]bool{}) {
		return true
	}
	x, y := l.shape(a), l.shape(b)
	if x == nil || y == nil { // one that leads back here: judge by what is written
		return l.silent(a)
	}
	switch {
	case x.Kind == ir.KindAny:
		return true
	case x.Kind == ir.KindPrimitive:
		return y.Kind == ir.KindEnum && x.Type == y.Type || y.Kind == ir.KindPrimitive && x.Type == y.Type && x.Format == ""
	case x.Kind == ir.KindMap && x.Elem == nil:
		return y.Kind == ir.KindObject || y.Kind == ir.KindMap
	case x.Kind == ir.KindArray && x.Elem == nil:
		return y.Kind == ir.KindArray
	}
	return false
}
