package compare

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// Pairs compares schemas of two APIs.
type Pairs struct{ c *comparison }

func NewPairs(old, new *ir.API) Pairs { return Pairs{newComparison(old, new, Options{})} }

// Relation is what becomes of the values that a schema accepts.
func (p Pairs) Relation(old, new *ir.Schema, direction ir.Direction) keyword.Relation {
	return p.c.relation(p.c.pair(p.c.old.conj(old), p.c.new.conj(new), direction))
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
	g.candidates(c.old.conj(old), c.new.conj(new), 0, func(v ir.Value) bool {
		out = append(out, v)
		return len(out) < most
	})
	return out
}

// CompareBy and NotCompared are the tables of keywords.
var CompareBy, NotCompared = compareBy, notCompared
