// Proofs: values that one version accepts and the other refuses.

package compare

import (
	"encoding/json"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// Witness is a value that proves that a schema was narrowed or widened: one version
// accepts it, the other refuses it, as [keyword.Judge] does.
type Witness struct {
	Value    ir.Value `json:"value"`
	Accepted Version  `json:"accepted"` // which version accepts it; the other refuses it
	Of       string   `json:"of"`       // what it is a value of: request body of POST /pets
}

// Version is one of the two.
type Version string

// The versions.
const (
	Before Version = "before"
	Now    Version = "now"
)

// String says what a witness shows.
func (w *Witness) String() string {
	if w.Accepted == Before {
		return "accepted before, refused now"
	}
	return "refused before, accepted now"
}

// maxSteps bounds the search for one proof by the values that are judged.
const maxSteps = 4000

// prove looks for a value that shows a difference of n: first one of n itself, then
// one of what n is a part of, as far up as that is proven too. It returns nil where
// the search ends without one.
func (c *comparison) prove(n *node, l local) *Witness {
	if n.flows&sent != 0 && l.relation&keyword.Narrower != 0 {
		if w := c.search(n, l, Before, c.old, c.new); w != nil {
			return w
		}
	}
	if n.flows&received != 0 && l.relation&keyword.Wider != 0 {
		return c.search(n, l, Now, c.new, c.old)
	}
	return nil
}

// provable reports whether a value can show a difference of n, by the way that values go:
// what is sent by a schema that was narrowed, what is received by one that was widened.
func (n *node) provable(l local) bool {
	return n.flows&sent != 0 && l.relation&keyword.Narrower != 0 || n.flows&received != 0 && l.relation&keyword.Wider != 0
}

func (n *node) of(v Version) *conj {
	if v == Before {
		return n.old
	}
	return n.new
}

func other(v Version) Version {
	if v == Before {
		return Now
	}
	return Before
}

// search looks for a value that giver accepts, which sends it, and taker refuses.
func (c *comparison) search(n *node, l local, accepted Version, giver, taker *side) *Witness {
	s := newSampler(giver, taker, n.direction)
	s.pairs = true
	shows := func(n *node, v ir.Value) bool {
		s.steps++
		return giver.accepts(n.of(accepted), v, n.direction) && !taker.accepts(n.of(other(accepted)), v, n.direction) &&
			(!l.needsProof || giver.declares(n.of(accepted), v, n.direction))
	}
	var found ir.Value
	look := func(yield yield) { s.candidates(n.of(accepted), n.of(other(accepted)), 0, yield) }
	if l.value != nil {
		look = func(yield yield) { yield(l.value) }
	}
	of := n.of(other(accepted))
	look(func(v ir.Value) bool {
		if shows(n, v) && taker.refusesBy(of, l, v, n.direction) {
			found = v
		}
		return found == nil && s.steps < maxSteps
	})
	if found == nil {
		return nil
	}
	at := n
	for at.up != nil {
		var whole ir.Value
		s.steps = 0
		s.around(at.up.of(accepted), at.up.of(other(accepted)), at.via, found, func(v ir.Value) bool {
			if shows(at.up, v) {
				whole = v
			}
			return whole == nil && s.steps < maxSteps
		})
		if whole == nil {
			break
		}
		found, at = whole, at.up
	}
	return &Witness{Value: found, Accepted: accepted, Of: c.describe(at)}
}

// refusesBy reports whether what refuses a value is the difference that it is to prove,
// so far as it can be told: of several differences of a schema, each has a value of its own.
func (s *side) refusesBy(c *conj, l local, v ir.Value, direction ir.Direction) bool {
	if l.value != nil {
		return true
	}
	switch l.code {
	case "member-required", "required-member-added", "member-optional", "member-removed":
		return keyword.TypesOf(v) == ir.Object && !hasMember(v, l.name)
	case "member-refused", "member-added-to-closed":
		return keyword.TypesOf(v) == ir.Object && hasMember(v, l.name)
	case "members-closed", "members-opened":
		return keyword.TypesOf(v) == ir.Object && slices.ContainsFunc(membersOf(v), func(m aMember) bool { return len(declared(s.form(c, ir.Object), m.name)) == 0 })
	case "type-narrowed", "type-widened", "type-changed":
		return keyword.TypesOf(v)&s.types(c, direction) == 0
	}
	by := ruleOf(l.code).keyword
	names := []string{by}
	switch by {
	case "minimum":
		names = []string{"minimum", "exclusiveMinimum", "format"}
	case "maximum":
		names = []string{"maximum", "exclusiveMaximum", "format"}
	}
	told := false // whether a keyword can tell
	for _, a := range c.atoms {
		for _, name := range names {
			k := keyword.Of(name)
			if k == nil || k.Check == nil || !k.Has(a.schema) {
				continue
			}
			if told = true; s.judge.Refuses(a.schema, name, v, direction) {
				return true
			}
		}
	}
	return !told
}

func hasMember(object ir.Value, name string) bool {
	return slices.ContainsFunc(membersOf(object), func(m aMember) bool { return m.name == name })
}

// describe says what the values of a pair are.
func (c *comparison) describe(n *node) string {
	if n.up == nil && n.root != nil && n.root.operation != nil {
		r := n.root
		name := r.name
		if r.part == RequestBody {
			name = ""
		}
		return joined(string(r.part), name, "of", Title(r.operation))
	}
	s, at := c.new, position(n.new)
	if at == nil {
		s, at = c.old, position(n.old)
	}
	if owner, _ := s.owner(at); owner != nil {
		return s.subject(at, n)
	}
	if n.root != nil && n.root.operation != nil {
		return "a part of the " + joined(string(n.root.part), n.root.name, "of", Title(n.root.operation))
	}
	return "a part"
}

// declares reports whether a value holds no members but those that a conjunction
// describes: others are accepted by many schemas, and sent by no one.
func (s *side) declares(c *conj, v ir.Value, direction ir.Direction) bool {
	switch keyword.TypesOf(v) {
	case ir.Array:
		var items []ir.Value
		if json.Unmarshal(v, &items) != nil {
			return false
		}
		f := s.form(c, ir.Array)
		for i, item := range items {
			of := s.item(f, i)
			for _, g := range f.groups {
				of = s.anyVariant(f, g, v, direction, of, func(f *form) *conj { return s.item(f, i) })
			}
			if !of.open && !s.declares(of, item, direction) {
				return false
			}
		}
	case ir.Object:
		f := s.form(c, ir.Object)
		for _, m := range membersOf(v) {
			of := s.member(f, m.name)
			known := !of.open || len(declared(f, m.name)) > 0 || requires(f, m.name, direction)
			for _, g := range f.groups {
				of = s.anyVariant(f, g, v, direction, of, func(f *form) *conj { return s.member(f, m.name) })
				for _, variant := range g.variants {
					with := s.with(f, g, variant)
					inner := s.form(with, ir.Object)
					known = known || s.accepts(with, v, direction) && (len(declared(inner, m.name)) > 0 || requires(inner, m.name, direction))
				}
			}
			if !known || !of.open && !s.declares(of, m.value, direction) {
				return false
			}
		}
	}
	return true
}

// anyVariant is what the first variant that accepts a value says of a part, where
// it says something; else what is said without it.
func (s *side) anyVariant(f *form, g *group, v ir.Value, direction ir.Direction, without *conj, part func(*form) *conj) *conj {
	for _, variant := range g.variants {
		with := s.with(f, g, variant)
		if s.accepts(with, v, direction) {
			if of := part(s.form(with, f.typ)); !of.open {
				return of
			}
		}
	}
	return without
}
