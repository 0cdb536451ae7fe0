package validate

import (
	"math"
	"strconv"
)

// Numbers (RFC 8259, section 6), read as text and never rounded.

// Num reads a number and returns its text. Where something else comes next it
// records that a number was wanted and ok is false; go on if OK is true.
func (s *Scanner) Num() (n Decimal, ok bool) {
	if s.Kind() != Number {
		s.Mismatch("must be a number")
		return nil, false
	}
	if !s.number() {
		return nil, false
	}
	return Decimal(s.data[s.at:s.pos]), true
}

// Int is Num for an integer, which 1.0 and 1e2 are too.
func (s *Scanner) Int() (n Decimal, ok bool) {
	if s.Kind() != Number {
		s.Mismatch("must be an integer")
		return nil, false
	}
	whole, ok := s.digits()
	if !ok {
		return nil, false
	}
	n = Decimal(s.data[s.at:s.pos])
	if !whole && !n.IsInt() {
		s.Fail("type", "must be an integer")
		return nil, false
	}
	return n, true
}

// Number reads a number, whatever its value.
func (s *Scanner) Number() bool {
	if s.Kind() != Number {
		return s.Mismatch("must be a number")
	}
	return s.number()
}

// Integer reads an integer, whatever its value.
func (s *Scanner) Integer() bool {
	_, ok := s.Int()
	return ok || !s.stopped
}

// Int32 reads an integer of format int32.
func (s *Scanner) Int32() bool {
	n, ok := s.Int()
	if !ok {
		return !s.stopped
	}
	return n.FitsInt32() || s.Fail("format", "must be a 32-bit integer")
}

// Int64 reads an integer of format int64.
func (s *Scanner) Int64() bool {
	n, ok := s.Int()
	if !ok {
		return !s.stopped
	}
	return n.FitsInt64() || s.Fail("format", "must be a 64-bit integer")
}

func (s *Scanner) number() bool {
	_, ok := s.digits()
	return ok
}

// digits reads past the number that comes next, and returns whether it is written
// without fraction and exponent.
func (s *Scanner) digits() (whole, ok bool) {
	s.at = s.pos
	data, i := s.data, s.pos
	if data[i] == '-' {
		i++
	}
	switch {
	case i < len(data) && data[i] == '0':
		i++
	case i < len(data) && isDigit(data[i]):
		i = skipDigits(data, i)
	default:
		return false, s.syntax(i, "must be a number with digits after its sign")
	}
	whole = true
	if i < len(data) && data[i] == '.' {
		whole = false
		start := i + 1
		if i = skipDigits(data, start); i == start {
			return false, s.syntax(i, "must be a number with digits after its point")
		}
	}
	if i < len(data) && data[i]|0x20 == 'e' {
		whole = false
		i++
		if i < len(data) && (data[i] == '+' || data[i] == '-') {
			i++
		}
		start := i
		if i = skipDigits(data, start); i == start {
			return false, s.syntax(i, "must be a number with digits in its exponent")
		}
	}
	if i < len(data) && isDigit(data[i]) {
		return false, s.syntax(i, "must be a number without leading zeros")
	}
	s.pos = i
	return whole, true
}

func isDigit(c byte) bool { return c-'0' < 10 }

func skipDigits(data []byte, i int) int {
	for i < len(data) && isDigit(data[i]) {
		i++
	}
	return i
}

// FormatInt returns an integer's text, so that it can be checked as a number in a
// body is.
func FormatInt[T ~int | ~int8 | ~int16 | ~int32 | ~int64](v T) Decimal {
	return strconv.AppendInt(make([]byte, 0, 20), int64(v), 10) // on the stack, where this is inlined
}

// FormatUint is [FormatInt] for unsigned integers.
func FormatUint[T ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64](v T) Decimal {
	return strconv.AppendUint(nil, uint64(v), 10)
}

// FormatFloat is [FormatInt] for floats: the shortest text that reads back as
// the same float, which is what encoding/json writes. NaN and the infinities
// have no JSON number and return nil, which no check accepts.
func FormatFloat[T ~float32 | ~float64](v T) Decimal {
	f := float64(v)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil
	}
	return strconv.AppendFloat(nil, f, 'g', -1, floatSize[T]())
}

// floatSize returns how many bits T has: 1<<24 + 1 has 25, one more than a float32
// can hold.
func floatSize[T ~float32 | ~float64]() int {
	if bits25 := float64(1<<24 + 1); float64(T(bits25)) != bits25 {
		return 32
	}
	return 64
}
