package keyword

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
)

// Relation is what becomes of the values that are accepted, from an older
// schema to a newer one.
type Relation uint8

// The relations. Different stands for all that cannot be decided, too.
const (
	Same      Relation = 0
	Narrower  Relation = 1 // some values are accepted no more
	Wider     Relation = 2 // some values are accepted now
	Different Relation = Narrower | Wider
)

// String names the relation.
func (r Relation) String() string { return [...]string{"same", "narrower", "wider", "different"}[r&3] }

// And is the relation of two conjunctions whose parts have the relations r and
// other: one of {a, b} to {c, d}, where r is that of a to c, and other that of b to d.
func (r Relation) And(other Relation) Relation { return r | other }

// inverted is the relation of what is refused.
func (r Relation) inverted() Relation { return r>>1&1 | r&1<<1 }

type compare = func(old, new *ir.Schema) Relation

// compareLower compares lower bounds: a greater one accepts less.
func compareLower(bound func(*ir.Schema) ir.Number) compare {
	return func(old, new *ir.Schema) Relation {
		switch was, is := bound(old), bound(new); {
		case was == is:
			return Same
		case was == "":
			return Narrower
		case is == "":
			return Wider
		default:
			return [...]Relation{Wider, Same, Narrower}[validate.Decimal(is).Compare(string(was))+1]
		}
	}
}

// compareUpper compares upper bounds: a greater one accepts more.
func compareUpper(bound func(*ir.Schema) ir.Number) compare {
	lower := compareLower(bound)
	return func(old, new *ir.Schema) Relation {
		if bound(old) == "" || bound(new) == "" {
			return lower(old, new)
		}
		return lower(old, new).inverted()
	}
}

// added says what a keyword does that is there or not: it accepts less where it
// is new. Both is the relation where it is in both.
func added(was, is bool, both func() Relation) Relation {
	switch {
	case !was && !is:
		return Same
	case !was:
		return Narrower
	case !is:
		return Wider
	}
	return both()
}

// sets compares what must be given: more of it accepts less.
func sets(old, new []string) Relation {
	out := Same
	for _, name := range new {
		if !slices.Contains(old, name) {
			out |= Narrower
		}
	}
	for _, name := range old {
		if !slices.Contains(new, name) {
			out |= Wider
		}
	}
	return out
}

// Unwrap goes from an inline schema that says no more than another to that
// other: {$ref}, or allOf with one member and nothing beside it.
func Unwrap(s *ir.Schema) *ir.Schema {
	for s.Name == "" && s.Always == nil && !s.Nullable && s.Types == 0 && !Asserts(s, "$ref", "allOf") {
		switch {
		case s.Ref != nil && len(s.AllOf) == 0:
			s = s.Ref
		case s.Ref == nil && len(s.AllOf) == 1:
			s = s.AllOf[0]
		default:
			return s
		}
	}
	return s
}
