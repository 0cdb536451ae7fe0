package validate

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// Decoding: what a check has read is kept in a Go value, in the same pass. The
// functions take a pointer that is nil where nothing is decoded, and do nothing
// then. Once there is a violation the value is of no use, and no more is kept;
// before that, the scalar at hand is what the check has read last.

// keeps reports whether a value at v is to be kept.
func keeps[T any](s *Scanner, v *T) bool { return v != nil && len(s.found) == 0 }

// KeepString keeps the string that was read last. Null is the zero value.
func KeepString(s *Scanner, v *string) bool {
	if keeps(s, v) && s.data[s.at] == '"' {
		text := s.data[s.at+1 : s.pos-1]
		if bytes.IndexByte(text, '\\') >= 0 {
			text = s.unescape(text)
		}
		*v = string(text)
	}
	return true
}

// KeepBool keeps the boolean that was read last.
func KeepBool(s *Scanner, v *bool) bool {
	if keeps(s, v) {
		*v = s.data[s.at] == 't'
	}
	return true
}

// KeepInt keeps the integer that was read last. 1.0 and 1e2 are integers too.
// What the Go type cannot hold is a violation.
func KeepInt[T ~int | ~int8 | ~int16 | ~int32 | ~int64](s *Scanner, v *T) bool {
	n, ok := s.kept(v != nil)
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

// KeepUint is [KeepInt] for unsigned integers.
func KeepUint[T ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64](s *Scanner, v *T) bool {
	n, ok := s.kept(v != nil)
	if !ok {
		return true
	}
	i, err := strconv.ParseUint(n.integer(), 10, 64)
	*v = T(i)
	return err == nil && uint64(*v) == i || s.tooLarge("an integer")
}

// KeepFloat keeps the number that was read last.
func KeepFloat[T ~float32 | ~float64](s *Scanner, v *T) bool {
	n, ok := s.kept(v != nil)
	if !ok {
		return true
	}
	f, err := strconv.ParseFloat(string(n), floatSize[T]())
	*v = T(f)
	return err == nil || s.tooLarge("a number")
}

// kept returns the number that was read last, where there is one to keep.
func (s *Scanner) kept(wanted bool) (n Decimal, ok bool) {
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

// KeepText keeps the scalar that was read last in a Go type that reads itself.
//
//go:noinline
func KeepText[T any](s *Scanner, v *T) bool { return KeepAny(s, s.at, v) }

// KeepAny keeps the value from an offset on, which was read last, in a Go type
// that reads itself, or as encoding/json does.
func KeepAny[T any](s *Scanner, at int, v *T) bool {
	if !keeps(s, v) {
		return true
	}
	text := bytes.TrimRight(s.data[at:s.pos], " \t\r\n") // a second look may have gone past space
	var err error
	switch to := any(v).(type) {
	case *json.RawMessage:
		*to = bytes.Clone(text)
	case json.Unmarshaler:
		err = to.UnmarshalJSON(text)
	default:
		err = json.Unmarshal(text, v)
	}
	return err == nil || s.FailAt(at, "type", "must be a value that its Go type can hold")
}

// Some makes v point at a zero value for the scalar that was read last, and
// returns it: nil where that was null.
//
//go:noinline
func Some[T any](s *Scanner, v **T) *T {
	if !keeps(s, v) || s.data[s.at] == 'n' {
		return nil
	}
	*v = new(T)
	return *v
}

// Keep keeps the scalar that was read last in a field, to which it is given a
// pointer: of a string, boolean or number type of Go itself, or a pointer to
// one. It keeps nothing where that is nil.
func Keep(s *Scanner, field any) bool {
	switch v := field.(type) {
	case *string:
		return KeepString(s, v)
	case **string:
		return KeepString(s, Some(s, v))
	case *bool:
		return KeepBool(s, v)
	case **bool:
		return KeepBool(s, Some(s, v))
	case *int:
		return KeepInt(s, v)
	case **int:
		return KeepInt(s, Some(s, v))
	case *int32:
		return KeepInt(s, v)
	case **int32:
		return KeepInt(s, Some(s, v))
	case *int64:
		return KeepInt(s, v)
	case **int64:
		return KeepInt(s, Some(s, v))
	case *float32:
		return KeepFloat(s, v)
	case **float32:
		return KeepFloat(s, Some(s, v))
	case *float64:
		return KeepFloat(s, v)
	case **float64:
		return KeepFloat(s, Some(s, v))
	}
	return true
}

// New makes v point at a zero value for what comes next, and returns it: nil
// where that is null.
//
//go:noinline
func New[T any](s *Scanner, v **T) *T {
	if !keeps(s, v) || s.Kind() == Null {
		return nil
	}
	*v = new(T)
	return *v
}

// Item appends a zero item to v and returns it.
//
//go:noinline
func Item[S ~[]T, T any](v *S) *T {
	if v == nil {
		return nil
	}
	if cap(*v) == 0 {
		*v = make(S, 0, 4) // most arrays are short
	}
	var zero T
	*v = append(*v, zero)
	return &(*v)[len(*v)-1]
}

// MakeMap makes v an empty map.
func MakeMap[M ~map[string]T, T any](v *M) {
	if v != nil {
		*v = M{}
	}
}

// Spare returns a zero value for a map to hold, unless v is nil.
func Spare[T, V any](v *V) *T {
	if v == nil {
		return nil
	}
	return new(T)
}

// Put puts an item into a map, which is made where it is nil.
func Put[M ~map[string]T, T any](v *M, key []byte, item *T) bool {
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
