package keyword

import (
	"strconv"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// limit is a keyword that bounds how many there are of a thing. one and many
// name the thing; upper is the keyword of the upper bound where this is the
// lower one, and tells both.
type limit struct {
	name, field, noun string
	types             ir.Types
	of                func(*ir.Schema) **uint64
	size              func(v *Value) int
	one, many         string
	upper             *limit // nil for an upper bound
}

func (l limit) keyword() *Keyword {
	k := &Keyword{
		Name: l.name, Class: Assertion, Fields: []string{l.field}, Types: l.types, Noun: l.noun,
		Set: func(s *ir.Schema) bool { return *l.of(s) != nil },
		Read: func(r Reader, s *ir.Schema, in, at source.Cursor) {
			*l.of(s) = readCount(r, at)
			if l.upper != nil {
				crossed(r, in, l.name, l.upper.name)
			}
		},
		Write: func(_ Writer, s *ir.Schema, o *Object) { o.Add(l.name, *l.of(s)) },
		Value: func(s *ir.Schema) string { return string(asNumber(*l.of(s))) },
	}
	number := func(s *ir.Schema) ir.Number { return asNumber(*l.of(s)) }
	if l.upper == nil {
		k.Check = func(_ *Checker, s *ir.Schema, v *Value) error {
			return v.counts(l.size(v), nil, *l.of(s), l.one, l.many)
		}
		k.Compare = compareUpper(number)
		return k
	}
	k.Check = func(_ *Checker, s *ir.Schema, v *Value) error {
		return v.counts(l.size(v), *l.of(s), nil, l.one, l.many)
	}
	k.Compare = compareLower(func(s *ir.Schema) ir.Number {
		if n := number(s); n != "0" {
			return n
		}
		return "" // which asks for nothing
	})
	k.Words = func(_ Voice, s *ir.Schema, _ Told) string { return between(*l.of(s), *l.upper.of(s), l.one, l.many) }
	return k
}

func asNumber(n *uint64) ir.Number {
	if n == nil {
		return ""
	}
	return ir.Number(strconv.FormatUint(*n, 10))
}
