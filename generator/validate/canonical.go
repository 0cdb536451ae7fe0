package validate

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"math"
	"slices"
	"strconv"
)

// Equality of JSON values: 1 is 1.0, "a" is "\u0061", members have no order.
// Values are equal where their canonical texts are.

// Canonical returns the canonical text of a JSON text, or nil where it is none.
func Canonical(data []byte) []byte {
	s := Scanner{data: data, retrying: true}
	if !s.Skip() {
		return nil
	}
	return s.canonicalAt(0)
}

// Equals reports whether the array or object at an offset equals one of values,
// given as canonical texts. The scanner must have read past it, and does not move.
func (s *Scanner) Equals(at int, values ...string) bool {
	end := s.pos
	defer s.Seek(end)
	longest := 0
	for _, v := range values {
		longest = max(longest, len(v))
	}
	m := s.scratch()
	start := len(m.text)
	s.Seek(at)
	text, ok := s.canonical(m.text, start+longest)
	m.text = text[:start]
	return ok && slices.Contains(values, string(text[start:]))
}

// Unique reports whether the items of the array at an offset all differ. It keeps
// the first two that do not, for the violation. The scanner must have read past the
// array, and does not move.
func (s *Scanner) Unique(at int) bool {
	end := s.pos
	defer s.Seek(end)
	s.Seek(at)
	m := s.scratch()
	items := m.items[:0]
	for ok := s.Array(); ok; ok = s.More() {
		start := s.Pos()
		items = append(items, item{s.hash(), start, len(items)})
	}
	m.items = items
	slices.SortFunc(items, func(a, b item) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.index, b.index)) })
	unique := true
	for i := 1; i < len(items); i++ {
		a, b := items[i-1], items[i]
		if a.hash != b.hash || !unique && b.index > m.equal[1] {
			continue
		}
		if string(s.canonicalAt(a.start)) == string(s.canonicalAt(b.start)) {
			unique, m.equal = false, [2]int{a.index, b.index}
		}
	}
	return unique
}

// FailUnique records a violation of uniqueItems by the array at an offset, and says
// which items Unique found to be equal.
func (s *Scanner) FailUnique(at int, message string) bool {
	if !s.retrying {
		equal := s.scratch().equal
		message += ": the items /" + strconv.Itoa(equal[0]) + " and /" + strconv.Itoa(equal[1]) + " are equal"
	}
	return s.FailAt(at, "uniqueItems", message)
}

// item is an array's item by its hash.
type item struct {
	hash  uint64
	start int
	index int
}

// hashed is the hash of an array or object, and where it ends.
type hashed struct {
	hash uint64
	end  int
}

// hash goes past the value that comes next, which has been read before, and returns
// its hash: the same for equal values. It remembers the hashes of long arrays and
// objects, since the arrays within them may have to be unique too.
func (s *Scanner) hash() uint64 {
	start, kind, m := s.Pos(), s.Kind(), s.scratch()
	if kind != Array && kind != Object {
		base := len(m.text)
		text, _ := s.canonical(m.text, math.MaxInt)
		m.text = text[:base]
		return maphash.Bytes(seed, text[base:])
	}
	if h, ok := m.sums[start]; ok {
		s.Seek(h.end)
		return h.hash
	}
	sum := uint64(kind)
	if kind == Array {
		for ok := s.Array(); ok; ok = s.More() {
			sum = maphash.Comparable(seed, [2]uint64{sum, s.hash()})
		}
	} else {
		for _, ok := s.Object(); ok; _, ok = s.Next() {
			name := maphash.Bytes(seed, keyText(s.data, s.keyAt))
			sum += maphash.Comparable(seed, [2]uint64{name, s.hash()}) // in any order
		}
	}
	if s.pos-start >= long {
		if m.sums == nil {
			m.sums = map[int]hashed{}
		}
		m.sums[start] = hashed{sum, s.pos}
	}
	return sum
}

func (s *Scanner) canonicalAt(at int) []byte {
	s.Seek(at)
	text, _ := s.canonical(nil, math.MaxInt)
	return text
}

// canonical appends the canonical text of the value that comes next, which has
// been read before. It is not ok where dst would get longer than limit. A
// string's length stands before it, so that nothing in it need be escaped.
func (s *Scanner) canonical(dst []byte, limit int) (out []byte, ok bool) {
	if len(dst) > limit {
		return dst, false
	}
	switch s.Kind() {
	case Number:
		s.number()
		dst = Decimal(s.data[s.at:s.pos]).canonical(dst)
	case String:
		at := s.pos
		s.span()
		dst = appendSized(dst, keyText(s.data, at))
	case Array:
		dst = append(dst, '[')
		for more := s.Array(); more; more = s.More() {
			if dst, ok = s.canonical(dst, limit); !ok {
				return dst, false
			}
			dst = append(dst, ',')
		}
		dst = append(dst, ']')
	case Object:
		return s.canonicalObject(dst, limit)
	default:
		start := s.pos
		s.Skip()
		dst = append(dst, s.data[start:s.pos]...)
	}
	return dst, len(dst) <= limit
}

// canonicalObject appends the members, sorted by their canonical texts.
func (s *Scanner) canonicalObject(dst []byte, limit int) (out []byte, ok bool) {
	type member struct{ start, end int }
	var members []member
	dst = append(dst, '{')
	base := len(dst)
	for _, more := s.Object(); more; _, more = s.Next() {
		start := len(dst) - base
		dst = append(appendSized(dst, keyText(s.data, s.keyAt)), ':')
		if dst, ok = s.canonical(dst, limit); !ok {
			return dst, false
		}
		dst = append(dst, ',')
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
	dst = append(dst, '}')
	return dst, len(dst) <= limit
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
