package lower

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// This file tells apart the schemas that merging makes, for fields that several schemas
// describe, and gives each its place.

// placesOfMerge is how many places a schema that merging makes counts for. Each has its
// type and its checks, and schemas that lead to each other can be merged in as many ways as
// they have subsets.
const placesOfMerge = 1000

// merge is what schemas that merging makes are told apart by: the schema within which it
// does so, and what asserts something of those that are merged. Within one schema the same
// ones are merged once, or those that lead to each other would be unfolded without end.
type merge struct {
	within *entry
	of     string
}

// mergeKey is that of a field of e which all describe.
func (l *lowerer) mergeKey(e *entry, all []*ir.Schema) merge {
	for e.merged {
		e = e.role.parent
	}
	var ids []int
	for _, s := range all {
		for _, part := range l.conjunction(s) {
			if part.Always == nil && !part.Nullable && !keyword.Asserts(part, "$ref", "allOf") {
				continue
			}
			id, known := l.numbers[part]
			if !known {
				id = len(l.numbers)
				l.numbers[part] = id
			}
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return merge{e, fmt.Sprint(slices.Compact(ids))}
}

// mergedPlace is a field of a schema that merging makes.
type mergedPlace struct {
	parent *entry
	field  *ir.Field
}

// placeMerges gives schemas that merging made, and that several fields have, the role by
// the shortest way, and of these by the first in order of names: the order in which the
// document has its properties does not count.
func (l *lowerer) placeMerges() {
	var parents []*entry
	below := map[*entry][]mergedPlace{} // by parent, the fields that have such a schema
	for _, e := range l.order {
		for _, p := range e.places {
			if below[p.parent] == nil && !p.parent.merged {
				parents = append(parents, p.parent)
			}
			below[p.parent] = append(below[p.parent], mergedPlace{e, p.field})
		}
	}
	placed := map[*entry]bool{}
	for len(parents) > 0 {
		var next []*entry
		for _, parent := range parents {
			fields := below[parent]
			slices.SortFunc(fields, func(a, b mergedPlace) int { return cmp.Compare(a.field.Wire, b.field.Wire) })
			for _, p := range fields {
				e := p.parent
				if placed[e] {
					continue
				}
				placed[e] = true
				e.at = parent.at.Key("properties").Key(p.field.Wire)
				e.role.parent, e.role.key = parent, p.field.Wire
				e.schema.Node = ir.Node{Title: p.field.Title, Doc: p.field.Doc, Pos: e.at.Position()}
				next = append(next, e)
			}
		}
		parents = next
	}
}
