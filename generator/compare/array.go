// Arrays: their items, by place or all, and those that they must contain.

package compare

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// items compares the items of two arrays: those with a place of their own one by
// one, and the rest.
func (c *comparison) items(n *node, old, new *form) {
	places := 0
	for _, f := range []*form{old, new} {
		for _, a := range f.atoms {
			places = max(places, len(a.schema.PrefixItems))
		}
	}
	for i := range places + 1 {
		c.child(n, c.old.item(old, i), c.new.item(new, i), step{kind: asItem, n: i})
	}
	c.unevaluated(n, old, new, func(s *ir.Schema) *ir.Schema { return s.UnevaluatedItems }, "unevaluatedItems")
}

// item is what a form says of the item at a place.
func (s *side) item(f *form, i int) *conj {
	var all []*ir.Schema
	for _, a := range f.atoms {
		if i < len(a.schema.PrefixItems) {
			all = append(all, a.schema.PrefixItems[i])
		} else {
			all = append(all, a.schema.Items)
		}
	}
	return s.conj(all...)
}

// unevaluated compares what is said of parts at which no other keyword looked:
// where these differ, so may what it says.
func (c *comparison) unevaluated(n *node, old, new *form, of func(*ir.Schema) *ir.Schema, name string) {
	having := func(f *form) (out []*ir.Schema) {
		for _, a := range f.atoms {
			if of(a.schema) != nil {
				out = append(out, a.schema)
			}
		}
		return out
	}
	was, is := having(old), having(new)
	for i := range max(len(was), len(is)) {
		o, w := each(was, i), each(is, i)
		l := local{old: place(o, n.old), new: place(w, n.new)}
		if o == nil || w == nil {
			n.local = append(n.local, addedOrGone(l, name, o == nil))
			continue
		}
		c.hide(n, c.old.conj(of(o)), c.new.conj(of(w)), same, withCode(l, name))
		l.code, l.relation, l.ifChanged = name+"-changed", keyword.Different, true
		n.local = append(n.local, l)
	}
}

func same(r keyword.Relation) keyword.Relation { return r }

// contained compares contains, minContains and maxContains.
func (c *comparison) contained(n *node, old, new *form) {
	having := func(f *form) (out []*ir.Schema) {
		for _, a := range f.atoms {
			if a.schema.Contains != nil && (keyword.LeastContained(a.schema) > 0 || a.schema.MaxContains != nil) {
				out = append(out, a.schema)
			}
		}
		return out
	}
	was, is := having(old), having(new)
	for i := range max(len(was), len(is)) {
		o, w := each(was, i), each(is, i)
		l := local{old: place(o, n.old), new: place(w, n.new)}
		if o == nil || w == nil {
			n.local = append(n.local, addedOrGone(l, "contains", o == nil))
			continue
		}
		bounded := o.MaxContains != nil || w.MaxContains != nil
		c.hideTest(n, c.old.conj(o.Contains), c.new.conj(w.Contains), func(r keyword.Relation) keyword.Relation {
			if bounded { // which turns on how many do not fit
				return keyword.Different
			}
			return r
		}, withCode(l, "contains"))
		for _, name := range []string{"minContains", "maxContains"} {
			k := keyword.Of(name)
			if r := k.Compare(o, w); r != keyword.Same {
				l := local{code: name + "-" + became(r), relation: r, aspect: k.Noun, old: &o.Pos, new: &w.Pos}
				n.local = append(n.local, l)
			}
		}
	}
}
