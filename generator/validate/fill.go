package validate

import (
	"encoding/json"
	"strconv"
)

// Decoding: the text was checked, and is read once more into Go values. What
// remains to go wrong is a number that its Go type cannot hold.

// Refill goes back to the start of a text without violations, to decode it.
// It reports whether there is one.
func (s *Scanner) Refill() bool {
	if !s.stopped {
		s.space()
		if s.pos < len(s.data) {
			s.syntax(s.pos, "must end after its first JSON value")
		}
	}
	if len(s.found) > 0 {
		return false
	}
	s.pos, s.depth = 0, 0
	return true
}

// FillString reads a string into v.
func FillString[T ~string](s *Scanner, v *T) {
	if text, ok := s.Text(); ok {
		*v = T(text)
	}
}

// FillBool reads true or false into v.
func FillBool[T ~bool](s *Scanner, v *T) {
	if s.Kind() != Boolean {
		s.Mismatch("must be true or false")
		return
	}
	b, _ := s.Bool()
	*v = T(b)
}

// FillInt reads an integer into v. 1.0 and 1e2 are integers too.
func FillInt[T ~int | ~int8 | ~int16 | ~int32 | ~int64](s *Scanner, v *T) {
	n, ok := s.Int()
	if !ok {
		return
	}
	i, err := strconv.ParseInt(n.integer(), 10, 64)
	if err != nil || int64(T(i)) != i {
		s.Fail("type", "must be an integer that its Go type can hold")
		return
	}
	*v = T(i)
}

// FillUint is FillInt for unsigned integers.
func FillUint[T ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64](s *Scanner, v *T) {
	n, ok := s.Int()
	if !ok {
		return
	}
	i, err := strconv.ParseUint(n.integer(), 10, 64)
	if err != nil || uint64(T(i)) != i {
		s.Fail("type", "must be an integer that its Go type can hold")
		return
	}
	*v = T(i)
}

// FillFloat reads a number into v.
func FillFloat[T ~float32 | ~float64](s *Scanner, v *T) {
	n, ok := s.Num()
	if !ok {
		return
	}
	f, err := strconv.ParseFloat(string(n), 64)
	if err != nil {
		s.Fail("type", "must be a number that its Go type can hold")
		return
	}
	*v = T(f)
}

// FillRaw copies the text of a value into v.
func FillRaw[T ~[]byte](s *Scanner, v *T) {
	start := s.Pos()
	if s.Skip() {
		*v = append(T(nil), s.data[start:s.pos]...)
	}
}

// FillAny reads a value by encoding/json: for Go types that read themselves.
func FillAny(s *Scanner, v any) {
	start := s.Pos()
	if s.Skip() && json.Unmarshal(s.data[start:s.pos], v) != nil {
		s.FailAt(start, "type", "must be a value that its Go type can hold")
	}
}

// FillSome makes v point at a zero value to be filled, unless null comes next,
// which it reads. It reports which.
func FillSome[T any](s *Scanner, v **T) bool {
	if FillNull(s) {
		*v = nil
		return false
	}
	*v = new(T)
	return true
}

// FillNull reads null, if it comes next, and reports whether it did.
func FillNull(s *Scanner) bool { return s.Kind() == Null && s.Null() }

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
