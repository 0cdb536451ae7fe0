// Numbers: minimum and maximum, inclusive or not, those of formats, and multiples.

package compare

import (
	"math/big"
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// bound is the least or the greatest number of a form; nil is none.
type bound struct {
	value     *big.Rat
	exclusive bool
	text      string // as the document has it
	at        *diag.Position
}

// compare is the order of two lower bounds by what they leave: greater is tighter.
// sign is -1 for upper ones.
func (b *bound) compare(other *bound, sign int) int {
	switch {
	case b == nil && other == nil:
		return 0
	case b == nil:
		return -1
	case other == nil:
		return 1
	}
	if order := b.value.Cmp(other.value) * sign; order != 0 {
		return order
	}
	switch {
	case b.exclusive == other.exclusive:
		return 0
	case b.exclusive:
		return 1
	}
	return -1
}

// boundOf is the tightest bound of a form. sign is 1 for lower bounds and -1 for
// upper ones. That of a format counts where formats is set.
func boundOf(f *form, sign int, formats bool) *bound {
	var out *bound
	add := func(text ir.Number, exclusive bool, at *diag.Position) {
		value, ok := new(big.Rat).SetString(string(text))
		if text == "" || !ok {
			return
		}
		b := &bound{value: value, exclusive: exclusive, text: string(text), at: at}
		if f.whole {
			b.toWhole(sign)
		}
		if b.compare(out, sign) > 0 {
			out = b
		}
	}
	for _, a := range f.atoms {
		s, format := a.schema, keyword.FormatOf(a.schema.Format)
		inclusive, exclusive, limit := s.Minimum, s.ExclusiveMinimum, format.Low
		if sign < 0 {
			inclusive, exclusive, limit = s.Maximum, s.ExclusiveMaximum, format.High
		}
		add(inclusive, false, &s.Pos)
		add(exclusive, true, &s.Pos)
		if formats {
			add(limit, false, &s.Pos)
		}
	}
	return out
}

// toWhole makes a bound of integers inclusive and an integer.
func (b *bound) toWhole(sign int) {
	floor := new(big.Int).Div(b.value.Num(), b.value.Denom()) // Euclidean: towards -∞, since denominators are positive
	whole := new(big.Rat).SetInt(floor)
	if sign > 0 && whole.Cmp(b.value) < 0 { // the next integer above
		whole.Add(whole, big.NewRat(1, 1))
	}
	if b.exclusive && whole.Cmp(b.value) == 0 {
		whole.Add(whole, big.NewRat(int64(sign), 1))
	}
	b.value, b.exclusive = whole, false
}

// bounds compares the least and the greatest number, and formats of numbers, which
// bound them as well.
func (c *comparison) bounds(n *node, old, new *form) {
	for _, side := range []struct {
		sign       int
		name, noun string
	}{{1, "minimum", "minimum"}, {-1, "maximum", "maximum"}} {
		was, is := boundOf(old, side.sign, false), boundOf(new, side.sign, false)
		order := is.compare(was, side.sign)
		all := boundOf(new, side.sign, true).compare(boundOf(old, side.sign, true), side.sign)
		if order == 0 || all == 0 {
			continue // no other, or what formats say already
		}
		l := local{aspect: side.noun, relation: keyword.Narrower, old: position(n.old), new: position(n.new)}
		if order < 0 {
			l.relation = keyword.Wider
		}
		if was != nil {
			l.from, l.old = was.String(), was.at
		}
		if is != nil {
			l.to, l.new = is.String(), is.at
		}
		l.code = side.name + "-" + became(l.relation)
		n.local = append(n.local, l)
	}
}

// sameRange reports whether two forms accept the same range of integers, which is
// all that their formats assert.
func sameRange(old, new *form) bool {
	for _, f := range []*form{old, new} {
		for _, a := range f.atoms {
			if f.typ != number || !f.whole || a.schema.Format != "" && !keyword.FormatOf(a.schema.Format).Whole {
				return false
			}
		}
	}
	return boundOf(old, 1, true).compare(boundOf(new, 1, true), 1) == 0 && boundOf(old, -1, true).compare(boundOf(new, -1, true), -1) == 0
}

// String is the bound as the document has it.
func (b *bound) String() string {
	if b.exclusive {
		return b.text + ", which is excluded"
	}
	return b.text
}

// multipleOf is what a schema says that numbers are multiples of, or nil.
func multipleOf(s *ir.Schema) *big.Rat {
	m, ok := new(big.Rat).SetString(string(s.MultipleOf))
	if s.MultipleOf == "" || !ok || m.Sign() <= 0 {
		return nil
	}
	return m
}

// multiples compares what the numbers of two forms are multiples of: all that is said
// of it taken together, where integers are multiples of 1.
func (c *comparison) multiples(n *node, before, after *form) {
	was, is := multipleOfForm(before), multipleOfForm(after)
	has := func(s *ir.Schema) bool { return multipleOf(s) != nil }
	said := slices.ContainsFunc(slices.Concat(before.atoms, after.atoms), func(a atom) bool { return has(a.schema) })
	if !said || was == nil && is == nil || was != nil && is != nil && was.Cmp(is) == 0 {
		return // or their types tell
	}
	within := func(more, less *big.Rat) bool { // each multiple of more is one of less
		return less == nil || more != nil && new(big.Rat).Quo(more, less).IsInt()
	}
	l := local{aspect: keyword.Of("multipleOf").Noun, relation: keyword.Different, old: at(before, has), new: at(after, has), from: ratText(was, before), to: ratText(is, after)}
	switch {
	case within(is, was):
		l.relation = keyword.Narrower
	case within(was, is):
		l.relation = keyword.Wider
	}
	l.code = "multipleOf-" + became(l.relation)
	n.local = append(n.local, l)
}

// multipleOfForm is the least number that all numbers of a form are multiples of; nil where
// there is none.
func multipleOfForm(f *form) (out *big.Rat) {
	add := func(m *big.Rat) {
		if out == nil {
			out = m
			return
		}
		// The least common multiple of a/b and c/d in lowest terms is lcm(a, c)/gcd(b, d).
		common := new(big.Int).GCD(nil, nil, out.Num(), m.Num())
		num := new(big.Int).Mul(out.Num(), new(big.Int).Quo(m.Num(), common))
		out = new(big.Rat).SetFrac(num, new(big.Int).GCD(nil, nil, out.Denom(), m.Denom()))
	}
	if f.whole {
		add(big.NewRat(1, 1))
	}
	for _, a := range f.atoms {
		if m := multipleOf(a.schema); m != nil {
			add(m)
		}
	}
	return out
}

// ratText is what the numbers of a form are multiples of, as JSON has it; "" where it is
// the type that says so.
func ratText(m *big.Rat, f *form) string {
	if m == nil || !slices.ContainsFunc(f.atoms, func(a atom) bool { return multipleOf(a.schema) != nil }) {
		return ""
	}
	return string(decimal(m))
}
