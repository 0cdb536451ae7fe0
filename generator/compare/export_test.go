package compare

import (
	"fmt"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// Pairs compares schemas of two APIs.
type Pairs struct{ c *comparison }

func NewPairs(old, new *ir.API) Pairs { return Pairs{newComparison(old, new, Options{})} }

// Relation is what becomes of the values that a schema accepts.
func (p Pairs) Relation(old, new *ir.Schema, direction ir.Direction) keyword.Relation {
	return p.c.relation(p.c.pair(p.c.old.conj(old), p.c.new.conj(new), direction, false))
}

// Declares reports whether a value has no members but those that a schema of the old
// version describes, or of the new one.
func (p Pairs) Declares(s *ir.Schema, new bool, v ir.Value, direction ir.Direction) bool {
	side := p.c.old
	if new {
		side = p.c.new
	}
	return side.declares(side.conj(s), v, direction)
}

// Samples are values made of a schema, by the hints of another.
func (p Pairs) Samples(old, new *ir.Schema, direction ir.Direction, most int) (out []ir.Value) {
	c := p.c
	g := newSampler(c.old, c.new, direction)
	g.pairs = true
	g.candidates(c.old.conj(old), c.new.conj(new), 0, func(v ir.Value) bool {
		out = append(out, v)
		return len(out) < most
	})
	return out
}

// CompareBy and NotCompared are the tables of keywords.
var CompareBy, NotCompared = compareBy, notCompared

// Contradictions are what speaks against findings: witnesses that do not hold, and, in
// flows in which nothing breaks, values that who sends them accepts and who receives them
// refuses. It tells how many witnesses and values it tried.
func Contradictions(old, new *ir.API, found []*Finding, most int) (out []string, witnesses, values int) {
	c := newComparison(old, new, Options{})
	c.api()
	roots := map[string][]*node{} // of bodies with several media types, each
	level := map[Flows]Level{}
	for _, n := range c.order {
		if n.root != nil && n.root.operation != nil {
			of := c.describe(n)
			roots[of] = append(roots[of], n)
		}
	}
	for _, f := range found {
		for flow := Request; flow <= Answer; flow <<= 1 {
			if f.Flows&flow != 0 {
				level[flow] = max(level[flow], f.Level)
			}
		}
		if f.Witness == nil || roots[f.Witness.Of] == nil {
			continue
		}
		witnesses++
		holds := func(n *node) bool {
			before, now := c.old.accepts(n.old, f.Witness.Value, n.direction), c.new.accepts(n.new, f.Witness.Value, n.direction)
			return before == (f.Witness.Accepted == Before) && now == (f.Witness.Accepted == Now)
		}
		if !slices.ContainsFunc(roots[f.Witness.Of], holds) {
			out = append(out, fmt.Sprintf("%s %s: the witness %s does not hold in the %s", f.Code, f.Subject, f.Witness.Value, f.Witness.Of))
		}
	}
	for _, n := range c.order {
		for _, r := range n.roots {
			if level[r.flow] != Compatible {
				continue
			}
			sender, taker, sends, takes := c.old, c.new, n.old, n.new
			if r.flow&received != 0 {
				sender, taker, sends, takes = c.new, c.old, n.new, n.old
			}
			tried := 0
			newSampler(sender, taker, n.direction).candidates(sends, takes, 0, func(v ir.Value) bool {
				tried++
				if sender.accepts(sends, v, n.direction) && !taker.accepts(takes, v, n.direction) && sender.declares(sends, v, n.direction) {
					out = append(out, fmt.Sprintf("nothing breaks in the %v, but %s is accepted by who sends the %s and refused by who receives it", r.flow.Names(), v, c.describe(n)))
					return false
				}
				return tried < most
			})
			values += tried
		}
	}
	return out, witnesses, values
}
