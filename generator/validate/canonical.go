package validate

import (
	"bytes"
	"hash/maphash"
	"slices"
	"strconv"
)

// Equality of JSON values: 1 is 1.0, "a" is "\u0061", members have no order.
// Values are equal where their canonical texts are.

// Canonical returns the canonical text of a JSON text, or nil where it is none.
func Canonical(data []byte) []byte {
	s := Scanner{data: data, probing: true}
	if !s.Skip() {
		return nil
	}
	s.Seek(0)
	return s.canonical(nil)
}

// Equals reports whether the array or object at an offset equals one of values,
// given as canonical texts. The scanner must have read past it, and stays where it is.
func (s *Scanner) Equals(at int, values ...string) bool {
	end := s.pos
	m := s.scratch()
	start := len(m.text)
	s.pos = at
	m.text = s.canonical(m.text)
	text := m.text[start:]
	m.text = m.text[:start]
	s.pos = end
	for _, v := range values {
		if string(text) == v {
			return true
		}
	}
	return false
}

// Unique reports whether the items of the array at an offset all differ. The
// scanner must have read past it, and stays where it is.
func (s *Scanner) Unique(at int) bool {
	end := s.pos
	defer func() { s.pos = end }()
	s.pos = at
	m := s.scratch()
	base := len(m.text)
	items := m.items[:0]
	for ok := s.Array(); ok; ok = s.More() {
		start := len(m.text)
		m.text = s.canonical(m.text)
		items = append(items, item{maphash.Bytes(seed, m.text[start:]), start, len(m.text)})
	}
	text := m.text
	m.text, m.items = m.text[:base], items
	compare := func(a, b item) int {
		switch {
		case a.hash < b.hash:
			return -1
		case a.hash > b.hash:
			return 1
		}
		return bytes.Compare(text[a.start:a.end], text[b.start:b.end])
	}
	slices.SortFunc(items, compare)
	for i := 1; i < len(items); i++ {
		if compare(items[i-1], items[i]) == 0 {
			return false
		}
	}
	return true
}

// item is an array's item by its canonical text.
type item struct {
	hash       uint64
	start, end int
}

// canonical appends the canonical text of the value that comes next, which has
// been read before. Its length stands before each string, so that nothing in
// it need be escaped.
func (s *Scanner) canonical(dst []byte) []byte {
	switch s.Kind() {
	case Number:
		s.number()
		return Decimal(s.data[s.at:s.pos]).canonical(dst)
	case String:
		text := keyText(s.data, s.pos)
		s.span()
		return appendSized(dst, text)
	case Array:
		dst = append(dst, '[')
		for ok := s.Array(); ok; ok = s.More() {
			dst = append(s.canonical(dst), ',')
		}
		return append(dst, ']')
	case Object:
		return s.canonicalObject(dst)
	}
	start := s.pos
	s.Skip()
	return append(dst, s.data[start:s.pos]...)
}

// canonicalObject appends the members, sorted by their canonical texts.
func (s *Scanner) canonicalObject(dst []byte) []byte {
	type member struct{ start, end int }
	var members []member
	dst = append(dst, '{')
	base := len(dst)
	for _, ok := s.Object(); ok; _, ok = s.Next() {
		start := len(dst) - base
		dst = append(appendSized(dst, keyText(s.data, s.keyAt)), ':')
		dst = append(s.canonical(dst), ',')
		members = append(members, member{start, len(dst) - base})
	}
	text := dst[base:]
	compare := func(a, b member) int { return bytes.Compare(text[a.start:a.end], text[b.start:b.end]) }
	if !slices.IsSortedFunc(members, compare) {
		text = bytes.Clone(text)
		slices.SortFunc(members, compare)
		dst = dst[:base]
		for _, m := range members {
			dst = append(dst, text[m.start:m.end]...)
		}
	}
	return append(dst, '}')
}

func appendSized(dst, text []byte) []byte {
	dst = strconv.AppendInt(append(dst, '"'), int64(len(text)), 10)
	return append(append(dst, ':'), text...)
}

// canonical appends the number as its digits and the exponent of the last one.
func (n Decimal) canonical(dst []byte) []byte {
	d := n.split()
	if d.len() == 0 {
		return append(dst, '0')
	}
	if d.negative {
		dst = append(dst, '-')
	}
	dst = append(append(dst, d.whole...), d.fraction...)
	if exp := d.exp - d.len(); exp != 0 {
		dst = strconv.AppendInt(append(dst, 'e'), int64(exp), 10)
	}
	return dst
}
