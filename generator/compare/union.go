// Unions: oneOf and anyOf, whose variants are matched with those that they stand
// for, and discriminators.

package compare

import (
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// alternative is a variant of one side.
type alternative struct {
	of    *conj
	names []string // of the schemas that it is made of
	tags  []string // values of the property that tells variants apart
	at    *ir.Schema
}

// unions compares the unions of two forms. One that meets none is compared with
// all that the other side says, as its one variant.
func (c *comparison) unions(n *node, old, new *form) {
	if len(old.groups) <= 1 && len(new.groups) <= 1 {
		if len(old.groups)+len(new.groups) > 0 {
			c.union(n, old, new, theOne(old), theOne(new))
		}
		return
	}
	left := slices.Clone(new.groups)
	for _, g := range old.groups {
		best := -1
		for i, other := range left {
			if best < 0 || common(g, other) > common(g, left[best]) {
				best = i
			}
		}
		if best < 0 {
			n.local = append(n.local, addedOrGone(local{old: &g.of.Pos, new: position(n.new)}, g.keyword(), false))
			continue
		}
		c.union(n, old, new, g, left[best])
		left = slices.Delete(left, best, best+1)
	}
	for _, g := range left {
		n.local = append(n.local, addedOrGone(local{old: position(n.old), new: &g.of.Pos}, g.keyword(), true))
	}
}

func theOne(f *form) *group {
	if len(f.groups) == 0 {
		return nil
	}
	return f.groups[0]
}

func (g *group) keyword() string {
	if g.one {
		return "oneOf"
	}
	return "anyOf"
}

// common is how many names the variants of two groups share.
func common(a, b *group) (n int) {
	for _, v := range a.variants {
		if name := nameOf(v); name != "" && slices.ContainsFunc(b.variants, func(w *ir.Schema) bool { return nameOf(w) == name }) {
			n++
		}
	}
	return n
}

func nameOf(s *ir.Schema) string {
	if named := s.Named(); named != nil {
		return named.Name
	}
	return ""
}

// alternatives are the variants of g, each with all that f says beside them; or f
// as it is, where there is no g.
func (s *side) alternatives(f *form, g *group) []*alternative {
	if g == nil {
		a := &alternative{of: f.of, at: f.of.first()}
		for _, at := range f.atoms {
			if at.schema.Name != "" {
				a.names = append(a.names, at.schema.Name)
			}
		}
		return []*alternative{a}
	}
	tag, tagged := keyword.TagOf(g.of, g.variants)
	var out []*alternative
	for i, v := range g.variants {
		a := &alternative{of: s.with(f, g, v), at: v}
		for _, at := range flatten(nil, v, false) {
			if at.schema.Name != "" {
				a.names = append(a.names, at.schema.Name)
			}
		}
		if tagged && tag.Variants[i].Limited {
			for _, value := range tag.Variants[i].Values {
				a.tags = append(a.tags, keyword.Canonical(value))
			}
		}
		out = append(out, a)
	}
	return out
}

// likeness is how well two alternatives stand for each other.
func (c *comparison) likeness(old, new *alternative, direction ir.Direction) int {
	score := 0
	if len(old.names) > 0 && len(new.names) > 0 && old.names[0] == new.names[0] {
		score += 1000
	} else if slices.ContainsFunc(old.names, func(name string) bool { return slices.Contains(new.names, name) }) {
		score += 100
	}
	if slices.ContainsFunc(old.tags, func(tag string) bool { return slices.Contains(new.tags, tag) }) {
		score += 500
	}
	if old.at != nil && new.at != nil && old.at.Title == new.at.Title && old.at.Title != "" {
		score += 50
	}
	if c.old.types(old.of, direction) == c.new.types(new.of, direction) {
		score++
	}
	was, is := c.old.form(old.of, ir.Object), c.new.form(new.of, ir.Object)
	for _, name := range memberNames(direction, was) {
		if len(declared(is, name)) > 0 {
			score += 2
		}
		if requires(was, name, direction) && requires(is, name, direction) {
			score += 2
		}
	}
	return score
}

// maxTried is how many pairs of variants without names are compared to match them.
const maxTried = 400

// union compares the variants of a and b, either of which may be nil.
func (c *comparison) union(n *node, old, new *form, a, b *group) {
	was, is := c.old.alternatives(old, a), c.new.alternatives(new, b)
	type match struct{ old, new, score int }
	var matches []match
	for i, o := range was {
		for j, w := range is {
			score := c.likeness(o, w, n.direction)
			// Names tell best, and what is the same whatever it is called.
			if len(o.names)+len(w.names) == 0 && len(was)*len(is) <= maxTried && c.relation(c.pair(o.of, w.of, n.direction, n.partly)) == keyword.Same {
				score += 2000
			}
			matches = append(matches, match{i, j, score})
		}
	}
	slices.SortStableFunc(matches, func(x, y match) int { return y.score - x.score })
	gone, come := make([]bool, len(was)), make([]bool, len(is))
	var matched []match
	for i := range gone {
		gone[i] = true
	}
	for i := range come {
		come[i] = true
	}
	for _, m := range matches {
		if gone[m.old] && come[m.new] && m.score > 0 {
			gone[m.old], come[m.new] = false, false
			c.child(n, was[m.old].of, is[m.new].of, step{})
			matched = append(matched, m)
		}
	}
	covered := func(o, w *alternative, without keyword.Relation) bool {
		return c.relation(c.pair(o.of, w.of, n.direction, n.partly))&without == 0
	}
	for i, o := range was {
		if !gone[i] || slices.ContainsFunc(is, func(w *alternative) bool { return covered(o, w, keyword.Narrower) }) {
			continue
		}
		l := local{code: "variant-removed", relation: keyword.Narrower, kind: Removed, part: Variant, name: o.name(), old: o.place(), new: position(n.new)}
		n.local = append(n.local, l)
	}
	for i, w := range is {
		if !come[i] || slices.ContainsFunc(was, func(o *alternative) bool { return covered(o, w, keyword.Wider) }) {
			continue
		}
		l := local{code: "variant-added", relation: keyword.Wider, kind: Added, part: Variant, name: w.name(), old: position(n.old), new: w.place()}
		if a != nil && keyword.HasUnknown(a.of) && len(w.tags) > 0 {
			l.code = "tagged-variant-added"
		}
		n.local = append(n.local, l)
	}
	if c.old.mayOverlap(a, was) || c.new.mayOverlap(b, is) {
		l := local{code: "oneOf-overlap", relation: keyword.Different, aspect: "several alternatives accept a value now, or did", old: position(n.old), new: position(n.new), needsProof: true}
		// A variant may accept other values that oneOf refuses in both versions, or refused.
		differs := slices.ContainsFunc(matched, func(m match) bool {
			o, w := was[m.old].at, is[m.new].at
			return o != nil && w != nil && c.relation(c.pair(c.old.conj(o), c.new.conj(w), n.direction, n.partly)) != keyword.Same
		})
		l.ifChanged = a != nil && b != nil && a.one == b.one && !slices.Contains(gone, true) && !slices.Contains(come, true) && !differs
		n.local = append(n.local, l)
	}
}

func (a *alternative) name() string {
	if len(a.names) > 0 {
		return a.names[0]
	}
	if a.at != nil && a.at.Title != "" {
		return a.at.Title
	}
	if a.at != nil {
		return typeText(keyword.Accepts(a.at))
	}
	return ""
}

func (a *alternative) place() *diag.Position {
	if a.at != nil {
		return &a.at.Pos
	}
	return nil
}

// mayOverlap reports whether a value may match several variants of a oneOf, which
// refuses it then.
func (s *side) mayOverlap(g *group, list []*alternative) bool {
	if g == nil || !g.one {
		return false
	}
	seen := map[string]bool{}
	var types ir.Types
	disjoint, tagged := true, true
	for _, a := range list {
		var t ir.Types // what the variant alone accepts: oneOf may refuse it already
		for _, of := range jsonTypes {
			if mayBe(a.at, of) && !s.form(a.of, of).never {
				t |= of
			}
		}
		disjoint = disjoint && t&types == 0
		types |= t
		tagged = tagged && len(a.tags) > 0
		for _, tag := range a.tags {
			tagged = tagged && !seen[tag]
			seen[tag] = true
		}
	}
	return !disjoint && !tagged
}

// tags compares discriminators: the property, and what its values stand for.
func (c *comparison) tags(n *node) {
	get := func(c *conj) (*ir.Discriminator, *ir.Schema) {
		for _, a := range c.atoms {
			if a.schema.Discriminator != nil {
				return a.schema.Discriminator, a.schema
			}
		}
		return nil, nil
	}
	was, o := get(n.old)
	is, w := get(n.new)
	l := local{certain: true, old: place(o, n.old), new: place(w, n.new), aspect: "discriminator"}
	switch {
	case was == nil && is == nil:
		return
	case was == nil:
		l.code, l.to = "discriminator-added", is.Property
		n.local = append(n.local, l)
		return
	case is == nil:
		l.code, l.from = "discriminator-removed", was.Property
		n.local = append(n.local, l)
		return
	case was.Property != is.Property:
		l.code, l.from, l.to = "discriminator-changed", was.Property, is.Property
		n.local = append(n.local, l)
		return
	}
	stands := func(d *ir.Discriminator, value string) string {
		for _, m := range d.Mapping {
			if m.Value == value {
				return nameOf(m.Schema)
			}
		}
		return ""
	}
	known := func(d *ir.Discriminator, name string) bool {
		return slices.ContainsFunc(d.Mapping, func(m ir.Mapping) bool { return nameOf(m.Schema) == name })
	}
	for _, m := range was.Mapping {
		name, now := nameOf(m.Schema), stands(is, m.Value)
		l := l
		l.part, l.name, l.aspect, l.from, l.to = Value, m.Value, "discriminator value", name, now
		switch {
		case now == "":
			if !known(is, name) {
				continue // the variant is gone
			}
			l.code, l.kind = "tag-removed", Removed
		case now != name && known(is, name):
			l.code = "tag-changed"
		default:
			continue // it is called otherwise
		}
		n.local = append(n.local, l)
	}
	for _, m := range is.Mapping {
		name := nameOf(m.Schema)
		if stands(was, m.Value) != "" || !known(was, name) {
			continue // as before, or of a variant that is new
		}
		l := l
		l.code, l.kind, l.part, l.name, l.aspect, l.from, l.to = "tag-added", Added, Value, m.Value, "discriminator value", "", name
		n.local = append(n.local, l)
	}
}
