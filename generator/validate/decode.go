package validate

import (
	"bytes"
	"reflect"
	"strconv"
)

// Decoding: what a check has read is stored in a Go value, in the same pass. Each
// function takes a pointer, and does nothing where that is nil, which means that
// nothing is decoded. After the first violation nothing more is stored, since the
// value is of no use.

// decodes reports whether something is to be stored at v.
func decodes[T any](s *Scanner, v *T) bool { return v != nil && len(s.found) == 0 }

// DecodeString stores the string that was read last. Null leaves v as it is.
func DecodeString(s *Scanner, v *string) bool {
	if decodes(s, v) && s.data[s.at] == '"' {
		*v = s.lastString()
	}
	return true
}

// maxChunk is how many bytes are allocated at once, for several strings. One that is
// kept for long keeps no more than that in memory.
const maxChunk = 512

// lastString returns the string that was read last.
func (s *Scanner) lastString() string {
	if s.constant != nil && s.constantAt == s.at {
		return *s.constant
	}
	text := s.data[s.at+1 : s.pos-1]
	if s.plainAt != s.at+1 && bytes.IndexByte(text, '\\') >= 0 {
		text = s.unescape(text)
	}
	return s.keep(text)
}

// keep returns a text as a string, whose memory it shares with those before it. Long ones
// have their own.
func (s *Scanner) keep(text []byte) string {
	start := s.texts.Len()
	if len(text) > s.texts.Cap()-start {
		if len(text) > maxChunk/4 {
			return string(text)
		}
		s.texts.Reset()
		s.texts.Grow(max(len(text), min(maxChunk, len(s.data)-s.pos)))
		start = 0
	}
	s.texts.Write(text)
	return s.texts.String()[start:]
}

// DecodeBool stores the boolean that was read last.
func DecodeBool(s *Scanner, v *bool) bool {
	if decodes(s, v) {
		*v = s.data[s.at] == 't'
	}
	return true
}

// DecodeInt stores the integer that was read last; 1.0 and 1e2 are integers too.
// One that the Go type cannot hold is a violation.
func DecodeInt[T ~int | ~int8 | ~int16 | ~int32 | ~int64](s *Scanner, v *T) bool {
	n, ok := s.lastNumber(v != nil)
	if !ok {
		return true
	}
	i, small := n.small()
	if !small {
		var err error
		if i, err = strconv.ParseInt(n.integer(), 10, 64); err != nil {
			return s.tooLarge("an integer")
		}
	}
	*v = T(i)
	return int64(*v) == i || s.tooLarge("an integer")
}

// DecodeUint is [DecodeInt] for unsigned integers.
func DecodeUint[T ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64](s *Scanner, v *T) bool {
	n, ok := s.lastNumber(v != nil)
	if !ok {
		return true
	}
	var i uint64
	if short, ok := n.small(); ok && short >= 0 { // -0 too
		i = uint64(short)
	} else {
		var err error
		if i, err = strconv.ParseUint(n.integer(), 10, 64); err != nil {
			return s.tooLarge("an integer")
		}
	}
	*v = T(i)
	return uint64(*v) == i || s.tooLarge("an integer")
}

// DecodeFloat stores the number that was read last. One that the Go type cannot
// hold is a violation.
func DecodeFloat[T ~float32 | ~float64](s *Scanner, v *T) bool {
	n, ok := s.lastNumber(v != nil)
	if !ok {
		return true
	}
	f, err := strconv.ParseFloat(string(n), floatSize[T]())
	*v = T(f)
	return err == nil || s.tooLarge("a number")
}

// lastNumber returns the number that was read last, where it is to be stored.
func (s *Scanner) lastNumber(wanted bool) (n Decimal, ok bool) {
	if !wanted || len(s.found) > 0 || s.data[s.at] == 'n' {
		return nil, false
	}
	return Decimal(s.data[s.at:s.pos]), true
}

func (s *Scanner) tooLarge(what string) bool {
	return s.Fail("type", "must be "+what+" that its Go type can hold")
}

// Fits reports whether what comes next is of a kind that a Go value holds, or
// null, or nothing that a kind could be told of.
func (s *Scanner) Fits(kind Kind) bool {
	next := s.Kind()
	return next == kind || next == Null || next == Invalid
}

// NewScalar makes *v point at a zero value for the scalar that was read last, and
// returns that pointer: nil where the scalar was null.
//
//go:noinline
func NewScalar[T any](s *Scanner, v **T) *T {
	if v == nil {
		return nil
	}
	return allot(s, v, slabOf[T](s))
}

// DecodeField stores the scalar that was read last in a field. It takes a pointer
// to the field, whose type is Go's own string, boolean or number type or a pointer
// to one; for nil, or another type, it does nothing.
func DecodeField(s *Scanner, field any) bool {
	switch v := field.(type) {
	case *string:
		return DecodeString(s, v)
	case **string:
		return DecodeString(s, allot(s, v, &s.scratch().slabs.strings))
	case *bool:
		return DecodeBool(s, v)
	case **bool:
		return DecodeBool(s, allot(s, v, &s.scratch().slabs.bools))
	case *int:
		return DecodeInt(s, v)
	case **int:
		return DecodeInt(s, allot(s, v, &s.scratch().slabs.ints))
	case *int32:
		return DecodeInt(s, v)
	case **int32:
		return DecodeInt(s, allot(s, v, &s.scratch().slabs.int32s))
	case *int64:
		return DecodeInt(s, v)
	case **int64:
		return DecodeInt(s, allot(s, v, &s.scratch().slabs.int64s))
	case *float32:
		return DecodeFloat(s, v)
	case **float32:
		return DecodeFloat(s, allot(s, v, &s.scratch().slabs.float32s))
	case *float64:
		return DecodeFloat(s, v)
	case **float64:
		return DecodeFloat(s, allot(s, v, &s.scratch().slabs.float64s))
	}
	return true
}

// New makes *v point at a zero value for what comes next, and returns that
// pointer: nil where null comes next.
//
//go:noinline
func New[T any](s *Scanner, v **T) *T {
	if !decodes(s, v) || s.Kind() == Null {
		return nil
	}
	*v = new(T)
	return *v
}

// NewItem appends a zero item to *v, for what comes next or was read last, and returns a
// pointer to it.
//
//go:noinline
func NewItem[S ~[]T, T any](s *Scanner, v *S) *T {
	if v == nil {
		return nil
	}
	n := len(*v)
	if n == cap(*v) {
		size := 2 * n
		if n == 0 {
			size = s.itemsAhead(int(reflect.TypeFor[T]().Size()))
		}
		grown := make(S, n, size)
		copy(grown, *v)
		*v = grown
	}
	*v = (*v)[:n+1] // what is behind is zero: no item was there
	return &(*v)[n]
}

// itemsAhead estimates how many items of some bytes in Go an array has, by the commas or
// braces up to where an array ends. Where another one begins before, it counts nothing: a
// sender who nests arrays would have the same text counted for each.
func (s *Scanner) itemsAhead(size int) int {
	const few, most = 4, 4096 // items, bytes
	kind := s.Kind()
	text := s.data[s.pos:min(s.pos+most, len(s.data))]
	if end := bytes.IndexByte(text, ']'); end >= 0 {
		text = text[:end]
	}
	if bytes.IndexByte(text, '[') >= 0 {
		return few
	}
	n := bytes.Count(text, []byte{','}) + 1
	if kind == Object {
		n = bytes.Count(text, []byte{'{'})
	}
	return max(1, min(n, max(few, most/max(size, 1))))
}

// MakeMap makes *v an empty map.
func MakeMap[M ~map[string]T, T any](v *M) {
	if v != nil {
		*v = M{}
	}
}

// NewValue returns a pointer to a zero value that [PutValue] can put into a map;
// nil where v is nil.
func NewValue[T, V any](v *V) *T {
	if v == nil {
		return nil
	}
	return new(T)
}

// PutValue puts an item into the map at v, which is made where it is nil.
func PutValue[M ~map[string]T, T any](v *M, key []byte, item *T) bool {
	if v == nil || item == nil {
		return true
	}
	if *v == nil {
		*v = M{}
	}
	(*v)[string(key)] = *item
	return true
}

// integer returns an integer's digits without fraction and exponent; "" where
// they are too many for any Go integer.
func (n Decimal) integer() string {
	if _, ok := n.small(); ok {
		return string(n)
	}
	d := n.split()
	if d.exp > 20 {
		return ""
	}
	out := make([]byte, 0, 24)
	if d.negative {
		out = append(out, '-')
	}
	out = append(append(out, d.whole...), d.fraction...)
	for i := d.len(); i < d.exp; i++ {
		out = append(out, '0')
	}
	if d.len() == 0 {
		out = append(out, '0')
	}
	return string(out)
}
