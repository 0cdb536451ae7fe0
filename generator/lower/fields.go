package lower

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// This file derives the fields of an object, of the properties of all schemas
// that hold for it.

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
			if prop.Default != nil {
				f.Default = prop.Default
			}
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
	l.made(e.schema, len(out)+len(out)*speakingOfAll(parts)/10)
	for _, f := range out {
		f.Schema = l.fieldSchema(e, f)
		if len(f.All) == 1 {
			f.All = nil
		}
	}
	return out
}

// speakingOfAll is how many keywords of parts speak of members whose names they do not list.
func speakingOfAll(parts []*ir.Schema) (n int) {
	for _, p := range parts {
		n += len(p.PatternProperties)
		if p.AdditionalProperties != nil {
			n++
		}
	}
	return n
}

// undeclared is the field of a name that is required and described nowhere. Any
// value will do, but there must be a field to give one.
func (l *lowerer) undeclared(e *entry, p *ir.Schema, name string) *ir.Field {
	at := l.bySchema[p].at.Key("required")
	if p == e.schema && !l.describedAround(e, name) {
		l.diags.Notef(at.Position(), "undeclared-required", "%q is required, but no property of that name is described; any value is accepted for it", name)
	}
	return &ir.Field{Node: ir.Node{Wire: name, Pos: at.Position()}, All: []*ir.Schema{l.anything(at)}}
}

// describedAround reports whether a property is described by a schema around e that holds
// for the same value, as that which has e in its allOf or then, or by another member of
// its allOf. What not forbids need not be described.
func (l *lowerer) describedAround(e *entry, name string) bool {
	for e.role != nil && e.role.isInPlace() {
		if e.role.key == "not" {
			return true
		}
		e = e.role.parent
		for _, p := range l.conjunction(e.schema) {
			if slices.ContainsFunc(p.Properties, func(p *ir.Property) bool { return p.Wire == name }) {
				return true
			}
		}
	}
	return false
}

// isInPlace reports the role of a schema that holds for the very value that its parent
// holds for.
func (r *role) isInPlace() bool {
	switch r.kind {
	case roleAllOf, roleVariant:
		return true
	case roleKeyword:
		k := keyword.Of(r.key)
		return k == nil || k.InPlace // the key of one of dependentSchemas is the name of a member
	}
	return false
}

// fieldSchema is the one schema of a field that several describe: the one that
// asserts what all others do, else a new one with all of them in its allOf.
func (l *lowerer) fieldSchema(e *entry, f *ir.Field) *ir.Schema {
	all := slices.Clone(f.All)
	for i := 0; i < len(all) && len(all) > 1; {
		weaker := slices.ContainsFunc(all, func(other *ir.Schema) bool { return other != all[i] && l.isWeaker(all[i], other) })
		if weaker {
			all = slices.Delete(all, i, i+1)
		} else {
			i++
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	key := l.mergeKey(e, all)
	merged := l.merges[key]
	if merged == nil {
		at := e.at.Key("properties").Key(f.Wire)
		merged = &entry{merged: true, at: at, role: &role{kind: roleProperty, parent: e, key: f.Wire}, schema: &ir.Schema{
			Node: ir.Node{Title: f.Title, Doc: f.Doc, Pos: at.Position()}, AllOf: all,
		}}
		l.merges[key] = merged
		l.made(merged.schema, placesOfMerge)
		l.bySchema[merged.schema] = merged
		l.order = append(l.order, merged)
	}
	merged.places = append(merged.places, mergedPlace{e, f})
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

// isWeaker reports whether b's type is right for a as well.
func (l *lowerer) isWeaker(a, b *ir.Schema) bool {
	if extends(b, a, map[*ir.Schema]bool{}) {
		return true
	}
	x, y := l.shape(a), l.shape(b)
	if x == nil || y == nil { // one is in the making: only what is written can be asked
		return l.isUntyped(a)
	}
	switch {
	case x.Go != nil && y.Go == nil:
		return false
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
