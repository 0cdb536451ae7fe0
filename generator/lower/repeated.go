package lower

import (
	"cmp"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// This file finds what a document writes again, word for word, where it could have had a
// $ref. One Go type and one check are enough for all of them. Names stay: each is another
// name for that type, with constants of its own, whatever becomes of the others.

// repeated finds the schemas within bodies, parameters and other schemas that repeat a
// component, a body, or one of their kind: of those, the one with the shortest name.
func (l *lowerer) repeated() {
	type text struct {
		file    *source.File
		hash    uint64
		reached ir.Direction
	}
	first := map[text][]*entry{} // different ones may have one hash
	find := func(e *entry) *entry {
		key := text{e.at.Base(), source.Hash(e.at.Node, nil), e.schema.Reached}
		for _, other := range first[key] {
			if source.Equal(e.at.Node, other.at.Node, nil) && sameShape(e.schema, other.schema, map[[2]*ir.Schema]bool{}) {
				return other
			}
		}
		first[key] = append(first[key], e)
		return e
	}
	whole := map[*entry]bool{} // components and bodies
	var list []*entry
	for _, e := range l.order {
		if e.emitted && hasMembers(e) && e.role.kind != roleParams && e.role.kind != roleHead {
			whole[e] = e.role.kind < roleParameter
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b *entry) int { // not by the order of the document
		if whole[a] != whole[b] {
			if whole[a] {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(len(a.schema.Name), len(b.schema.Name)), cmp.Compare(a.schema.Name, b.schema.Name))
	})
	for _, e := range list {
		if other := find(e); other != e && !whole[e] {
			e.schema.Shape.Repeats = other.schema
		}
	}
}

// hasMembers reports whether a schema of the document has a Go type of its own with members.
func hasMembers(e *entry) bool {
	shape := e.schema.Shape
	if action, _ := e.schema.Action(); action != nil || e.schema.Actions != nil {
		return false // what answers by it looks at what it says itself
	}
	return !e.merged && e.at.Node != nil && shape.Same == nil && shape.Go == nil && len(shape.Fields)+len(shape.Variants)+len(shape.Enum) > 0
}

// sameShape reports whether two schemas with one text are one Go type: conditions of what
// holds them may give members to one of them alone.
func sameShape(a, b *ir.Schema, seen map[[2]*ir.Schema]bool) bool {
	pair := [2]*ir.Schema{a, b}
	if a == b || seen[pair] {
		return true
	}
	if a == nil || b == nil || a.Shape == nil || b.Shape == nil {
		return false
	}
	seen[pair] = true
	s, t := a.Shape, b.Shape
	same := func(a, b *ir.Schema) bool { return sameShape(a, b, seen) }
	return s.Kind == t.Kind && s.Null == t.Null && s.Type == t.Type && s.Format == t.Format && s.Closed == t.Closed && s.Same == t.Same && s.Go == t.Go &&
		len(s.Enum) == len(t.Enum) && same(s.Elem, t.Elem) && same(s.Extra, t.Extra) &&
		slices.EqualFunc(s.Fields, t.Fields, func(f, g *ir.Field) bool {
			return f.Wire == g.Wire && f.Name == g.Name && f.Required == g.Required && f.ReadOnly == g.ReadOnly && f.WriteOnly == g.WriteOnly &&
				slices.EqualFunc(f.All, g.All, same) && same(f.Schema, g.Schema)
		}) &&
		slices.EqualFunc(s.Variants, t.Variants, func(v, w *ir.Variant) bool {
			return v.By == w.By && slices.EqualFunc(v.All, w.All, same) && same(v.Schema, w.Schema)
		})
}
