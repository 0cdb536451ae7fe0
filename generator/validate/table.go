package validate

import (
	"reflect"
	"strconv"
	"sync"
)

// Checks as data: a schema whose objects, or arrays, are checked when their members, or
// items, are has no code, which would be slow to compile and large. What was read is
// stored in the Go value of the same form.

// A Table checks the value that comes next and, where v is valid, decodes it to v:
// *[Members], *[Items], *[Values], *[Union], *[TextRules], *[IntegerRules], *[OrNullTable],
// *[Enum], *[Split], [Check] or [Into].
type Table interface {
	read(s *Scanner, v reflect.Value) bool
}

// Check is a function that reads a value and decodes nothing.
type Check func(*Scanner) bool

func (check Check) read(s *Scanner, _ reflect.Value) bool { return check(s) }

// Into is a function that reads a value and decodes it to a pointer, which is nil where
// nothing is decoded.
type Into func(s *Scanner, v any) bool

func (into Into) read(s *Scanner, v reflect.Value) bool {
	if !v.IsValid() {
		return into(s, nil)
	}
	return into(s, v.Addr().Interface())
}

// Split has a value read in one way, and its Go value checked by a function: what leads to
// a type that takes code can be a table all the same.
type Split struct {
	Read Table
	Hold func(p *Path, v any) // v is a pointer
}

func (t *Split) read(s *Scanner, v reflect.Value) bool { return t.Read.read(s, v) }

func (e *Enum) read(s *Scanner, _ reflect.Value) bool { return s.Enum(e) }

// Items is what a schema says of arrays of which nothing more is asked than of each of
// their items.
type Items struct {
	Value Value // of each item
	Rules Rules // OrNull alone
	Of    Table
	Null  Nulls
	Least int // how many items
	Most  int // 0: nothing is asked

	Untyped bool // values of other types are accepted, where nothing is decoded
	Memo    int  // see [Members]

	elements
}

// Nulls says whether a table accepts null beside its own type.
type Nulls uint8

// The ways to accept it.
const (
	NoNull   Nulls = iota
	NullToo        // by nullable (OpenAPI 3.0), which messages do not name
	NullType       // as one of the types
)

// takes reads null where that is accepted; done is false where another value comes next.
func (n Nulls) takes(s *Scanner) (ok, done bool) {
	if n == NoNull || s.Kind() != Null {
		return false, false
	}
	return s.Null(), true
}

// wants is the message for a value of another type than the one that is named.
func (n Nulls) wants(article string) string {
	if n == NullType {
		return "must be " + article + " or null"
	}
	return "must be " + article
}

// Check checks the object that comes next and, where v is a pointer that is not nil,
// decodes it to the struct there.
func (t *Members) Check(s *Scanner, v any) bool { return t.read(s, pointee(v)) }

// Check checks the array that comes next and, where v is a pointer that is not nil,
// decodes it to the slice there.
func (t *Items) Check(s *Scanner, v any) bool { return t.read(s, pointee(v)) }

func pointee(v any) reflect.Value {
	if v == nil {
		return reflect.Value{}
	}
	return reflect.ValueOf(v).Elem() // none where the pointer is nil
}

// ValidateJSON reports what is wrong with a JSON text, as [Errors]. The direction is that
// of [Scanner.Scan].
func (t *Members) ValidateJSON(data []byte, direction Option, opts []Option) error {
	return validateJSON(t, data, direction, opts)
}

// fewMembers is how many members an object may have to be read without memory of its own.
const fewMembers = 256

// ValidateJSON reports what is wrong with a JSON text, as [Errors]. The direction is that
// of [Scanner.Scan].
func (t *Items) ValidateJSON(data []byte, direction Option, opts []Option) error {
	return validateJSON(t, data, direction, opts)
}

// scanners are used again: one that tables are given does not stay on the stack.
var scanners = sync.Pool{New: func() any { return new(Scanner) }}

// Scan is [Scanner.Scan] for a scanner that ends by [Scanner.Finish].
func Scan(data []byte, direction Option, opts []Option) *Scanner {
	s := scanners.Get().(*Scanner)
	s.Scan(data, direction, opts)
	return s
}

// ScanToDecode is [Scanner.ScanToDecode] for a scanner that ends by [Scanner.Finish].
func ScanToDecode(data []byte, direction Option, opts []Option) *Scanner {
	s := scanners.Get().(*Scanner)
	s.ScanToDecode(data, direction, opts)
	return s
}

// Finish is [Scanner.End] for a scanner of [Scan] or [ScanToDecode], which is used again:
// its caller must not.
func (s *Scanner) Finish() error {
	err := s.End()
	*s = Scanner{}
	scanners.Put(s)
	return err
}

// Unmarshal is [Decode] for a method UnmarshalJSON: what v points at is replaced where nothing
// is wrong, and stays otherwise.
func Unmarshal(t Table, data []byte, v any, direction Option) error {
	decoded := reflect.New(reflect.TypeOf(v).Elem())
	err := Decode(t, data, decoded.Interface(), direction, nil)
	if err == nil {
		pointee(v).Set(decoded.Elem())
	}
	return err
}

func validateJSON(t Table, data []byte, direction Option, opts []Option) error {
	s := Scan(data, direction, opts)
	t.read(s, reflect.Value{})
	return s.Finish()
}

// Decode checks a JSON text by a table and decodes it to what v points at. The error is
// [Errors]. The direction is that of [Scanner.Scan]. (It is no method of tables: then what
// calls it were small enough to be inlined where emitted packages call that, for nothing
// but a longer build.)
func Decode(t Table, data []byte, v any, direction Option, opts []Option) error {
	s := ScanToDecode(data, direction, opts)
	t.read(s, pointee(v))
	return s.Finish()
}

func (t *Members) read(s *Scanner, v reflect.Value) bool {
	if t.Memo != 0 {
		return s.once(t.Memo, v, t.readValue)
	}
	return t.readValue(s, v)
}

func (t *Members) readValue(s *Scanner, v reflect.Value) bool {
	if ok, done := t.Null.takes(s); done {
		return ok
	}
	if s.Kind() != Object {
		return s.other(Object, t.Untyped, v, t.Null.wants("an object"))
	}
	var few [fewMembers / 64]uint64
	seen := few[:]
	if n := (len(t.List) + 63) / 64; n > len(few) {
		seen = make([]uint64, n)
	}
	var slots []slot
	if v.IsValid() {
		slots = t.slots(v.Type())
	}
	r := ObjectReader{Decode: slots != nil}
	for r.Next(s, t, seen) {
		m := &t.List[r.Member]
		var field reflect.Value
		sl := &noSlot
		if slots != nil {
			if sl = &slots[r.Member]; sl.index >= 0 {
				field = v.Field(sl.index)
			}
		}
		value := m.Value
		if r.null {
			value = onlyNull
		}
		if !sl.finish(s, value, m.Of, field) {
			return false
		}
	}
	return s.OK()
}

func (t *Items) read(s *Scanner, v reflect.Value) bool {
	if t.Memo != 0 {
		return s.once(t.Memo, v, t.readValue)
	}
	return t.readValue(s, v)
}

func (t *Items) readValue(s *Scanner, v reflect.Value) bool {
	if ok, done := t.Null.takes(s); done {
		return ok
	}
	if s.Kind() != Array {
		return s.other(Array, t.Untyped, v, t.Null.wants("an array"))
	}
	at, count := s.Pos(), 0
	sl := &noSlot
	if v.IsValid() {
		sl = t.slot(v.Type().Elem())
		v.SetZero()
	}
	for ok := s.Array(); ok; ok = s.More() {
		value := t.Value
		if t.Rules&OrNull != 0 && s.Kind() == Null {
			value = onlyNull
		}
		var item reflect.Value
		if v.IsValid() {
			item = nextItem(s, v)
		}
		if !s.simple(value, t.Of) || !sl.finish(s, value, t.Of, item) {
			return false
		}
		count++
	}
	if v.IsValid() && v.IsNil() {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
	if !s.OK() || t.counts(count) {
		return s.OK()
	}
	keyword, message := t.wrongCount(count)
	return s.FailAt(at, keyword, message)
}

// other reads a value of another kind than that of a table.
func (s *Scanner) other(kind Kind, untyped bool, v reflect.Value, message string) bool {
	if untyped && (!v.IsValid() || s.Fits(kind)) {
		return s.Skip()
	}
	return s.Mismatch(message)
}

// counts reports whether an array may have as many items.
func (t *Items) counts(n int) bool { return n >= t.Least && (t.Most == 0 || n <= t.Most) }

// wrongCount says what is wrong with how many items there are.
func (t *Items) wrongCount(n int) (keyword, message string) {
	switch {
	case n >= t.Least && t.Most == 1:
		return "maxItems", "must have at most 1 item"
	case n >= t.Least:
		return "maxItems", "must have at most " + strconv.Itoa(t.Most) + " items"
	case t.Least == 1:
		return "minItems", "must not be empty"
	}
	return "minItems", "must have at least " + strconv.Itoa(t.Least) + " items"
}

// simple reads a value of which its way says all; it leaves others to [slot.finish].
func (s *Scanner) simple(value Value, of Table) bool {
	switch value {
	case AnyString:
		return s.String()
	case InEnum:
		return s.Enum(of.(*Enum))
	case AnyBoolean:
		return s.Boolean()
	case AnyInt64:
		return s.Int64()
	case AnyInt32:
		return s.Int32()
	case AnyInteger:
		return s.Integer()
	case AnyNumber:
		return s.Number()
	case AnyValue:
		return s.Skip()
	case onlyNull:
		return s.Null()
	}
	return true
}
