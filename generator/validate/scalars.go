package validate

import (
	"reflect"
	"strconv"
	"unicode/utf8"
)

// Tables of what is asked of strings and integers: what a function would say in a line or
// two, and takes the compiler longer.

// TextRules are what a schema asks of strings. The rules are told in their order.
type TextRules []TextRule

// A TextRule asks one thing of a string: of its length in characters, or by one of the
// others.
type TextRule struct {
	Keyword, Message string // of the violation
	Least            int
	Most             int // 0: nothing is asked
	Is               func([]byte) bool
	Pattern          **Pattern // that it matches: where it is made when the program begins
	In               *Enum     // that has it
}

func (r *TextRule) holds(text []byte) bool {
	switch {
	case r.Is != nil:
		return r.Is(text)
	case r.Pattern != nil:
		return (*r.Pattern).Match(text)
	case r.In != nil:
		return r.In.names().find(text) >= 0
	}
	return r.fits(text)
}

// fits reports whether a text has the length that is asked for.
func (r *TextRule) fits(text []byte) bool {
	if r.Most > 0 {
		return len(text) <= r.Most || Length(text) <= r.Most
	}
	return len(text) >= r.Least && Length(text) >= r.Least
}

// hold reports whether a text is right by all rules. It is copied for those that are not of
// its length.
func (t *TextRules) hold(text string) bool {
	for i := range *t {
		r := &(*t)[i]
		if r.Is == nil && r.Pattern == nil && r.In == nil {
			if !r.fits([]byte(text)) {
				return false
			}
		} else if !r.holds([]byte(text)) {
			return false
		}
	}
	return true
}

func (t *TextRules) read(s *Scanner, _ reflect.Value) bool {
	text, ok := s.Text()
	if !ok {
		return s.OK()
	}
	for i := range *t {
		switch r := &(*t)[i]; {
		case r.holds(text), r.Keyword == "enum" && s.opens(), s.Fail(r.Keyword, r.Message):
		default:
			return false
		}
	}
	return true
}

// Validate reports what is wrong with the string that v points at, as [Errors]. The direction is
// that of [Path.As].
func (t *TextRules) Validate(v any, direction Option, opts []Option) error {
	return validateScalar(t, v, direction, opts)
}

// Hold checks the string that v points at, where that is not nil, and goes up.
func (t *TextRules) Hold(p *Path, v any) { holdScalar(p, t, v) }

// Check checks the string that comes next. Nothing is decoded.
func (t *TextRules) Check(s *Scanner, _ any) bool { return t.read(s, reflect.Value{}) }

// ValidateJSON reports what is wrong with a JSON text, as [Errors]. The direction is that
// of [Scanner.Scan].
func (t *TextRules) ValidateJSON(data []byte, direction Option, opts []Option) error {
	return validateJSON(t, data, direction, opts)
}

// value checks a Go value one level down.
func (t *TextRules) value(p *Path, l level, text string) {
	valid := utf8.ValidString(text)
	if valid && t.hold(text) {
		return
	}
	v := []byte(text)
	p.down(l)
	if !valid {
		p.Fail("json", notUTF8)
	}
	for i := range *t {
		if r := &(*t)[i]; !r.holds(v) {
			p.Fail(r.Keyword, r.Message)
		}
	}
	p.Out()
}

// IntegerRules are what a schema asks of integers. The rules are told in their order.
type IntegerRules []IntegerRule

// An IntegerRule is a bound of an integer, which is allowed itself.
type IntegerRule struct {
	Keyword, Message string // of the violation
	Bound            Bound
	Limit            int64
}

// Bound says which bound it is.
type Bound uint8

// The bounds.
const (
	AtLeast Bound = iota
	AtMost
	Bits // it fits in a signed integer of as many: 32 or 64
)

func (r *IntegerRule) holds(n int64) bool {
	switch r.Bound {
	case AtLeast:
		return n >= r.Limit
	case AtMost:
		return n <= r.Limit
	}
	return r.Limit == 64 || n == int64(int32(n))
}

// holdsLarge is holds for any integer.
func (r *IntegerRule) holdsLarge(n Decimal) bool {
	switch r.Bound {
	case AtLeast:
		return n.Compare(strconv.FormatInt(r.Limit, 10)) >= 0
	case AtMost:
		return n.Compare(strconv.FormatInt(r.Limit, 10)) <= 0
	}
	if r.Limit == 64 {
		return n.FitsInt64()
	}
	return n.FitsInt32()
}

// hold reports whether an integer is right by all rules.
func (t *IntegerRules) hold(n int64) bool {
	for i := range *t {
		if !(*t)[i].holds(n) {
			return false
		}
	}
	return true
}

func (t *IntegerRules) read(s *Scanner, _ reflect.Value) bool {
	text, ok := s.Int()
	if !ok {
		return s.OK()
	}
	n, small := text.small()
	for i := range *t {
		r := &(*t)[i]
		if small && r.holds(n) || !small && r.holdsLarge(text) {
			continue
		}
		if !s.Fail(r.Keyword, r.Message) {
			return false
		}
	}
	return true
}

// Validate reports what is wrong with the integer that v points at, as [Errors]. The direction is
// that of [Path.As].
func (t *IntegerRules) Validate(v any, direction Option, opts []Option) error {
	return validateScalar(t, v, direction, opts)
}

// Hold checks the integer that v points at, where that is not nil, and goes up.
func (t *IntegerRules) Hold(p *Path, v any) { holdScalar(p, t, v) }

// Check checks the integer that comes next. Nothing is decoded.
func (t *IntegerRules) Check(s *Scanner, _ any) bool { return t.read(s, reflect.Value{}) }

// ValidateJSON reports what is wrong with a JSON text, as [Errors]. The direction is that
// of [Scanner.Scan].
func (t *IntegerRules) ValidateJSON(data []byte, direction Option, opts []Option) error {
	return validateJSON(t, data, direction, opts)
}

// value checks a Go value one level down.
func (t *IntegerRules) value(p *Path, l level, n int64) {
	if t.hold(n) {
		return
	}
	p.down(l)
	for i := range *t {
		if r := &(*t)[i]; !r.holds(n) {
			p.Fail(r.Keyword, r.Message)
		}
	}
	p.Out()
}

// OrNullTable accepts null beside what another table of scalars does (nullable, OpenAPI 3.0).
type OrNullTable struct{ Of Table }

func (t *OrNullTable) read(s *Scanner, v reflect.Value) bool {
	if s.Kind() == Null {
		return s.Null()
	}
	return t.Of.read(s, v)
}

// Check checks the value that comes next. Nothing is decoded.
func (t *OrNullTable) Check(s *Scanner, _ any) bool { return t.read(s, reflect.Value{}) }

// ValidateJSON reports what is wrong with a JSON text, as [Errors]. The direction is that
// of [Scanner.Scan].
func (t *OrNullTable) ValidateJSON(data []byte, direction Option, opts []Option) error {
	return validateJSON(t, data, direction, opts)
}

// Validate reports what is wrong with the scalar that v points at, as [Errors]. The direction is
// that of [Path.As].
func (t *OrNullTable) Validate(v any, direction Option, opts []Option) error {
	return validateScalar(t, v, direction, opts)
}

// Hold checks the scalar that v points at, where that is not nil, and goes up. The zero
// value is null where it is the whole value, as null is decoded to that.
func (t *OrNullTable) Hold(p *Path, v any) {
	if held := pointee(v); held.IsValid() && held.IsZero() && p.AtRoot() {
		p.Out()
		return
	}
	holdScalar(p, t.Of, v)
}

// holdScalar checks the scalar that v points at, where that is not nil, and goes up.
func holdScalar(p *Path, of Table, v any) {
	if held := pointee(v); held.IsValid() {
		noSlot.hold(p, level{index: itself}, ByCheck, of, held)
	}
	p.Out()
}

func validateScalar(t interface{ Hold(p *Path, v any) }, v any, direction Option, opts []Option) error {
	var p Path
	p.As(direction, opts)
	t.Hold(p.Root(), v)
	return p.Err()
}
