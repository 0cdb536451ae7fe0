package validate

import (
	"encoding"
	"encoding/json"
	"reflect"
	"sync/atomic"
)

// Where a table stores what it reads: a field of a struct, or an item of a slice.

// slot is how values are stored in a field or an item of a Go type.
type slot struct {
	index  int // of the field; -1 where there is none
	holder holder
	basic  bool // what is held is of a type of Go itself that has a slab
	text   bool // what is held decodes itself, or is no scalar: see decodeValue
}

// holder is what holds a value that may be absent.
type holder uint8

const (
	direct   holder = iota
	pointer         // which is nil where there is none
	nullable        // a Nullable
)

var noSlot = slot{index: -1}

func slotOf(t reflect.Type, index int) slot {
	sl := slot{index: index}
	switch {
	case t.Kind() == reflect.Pointer:
		sl.holder, t = pointer, t.Elem()
	case isNullable(t):
		sl.holder, t = nullable, t.Field(0).Type.Elem()
	}
	switch t {
	case reflect.TypeFor[string](), reflect.TypeFor[bool](), reflect.TypeFor[int](), reflect.TypeFor[int32](), reflect.TypeFor[int64](),
		reflect.TypeFor[float32](), reflect.TypeFor[float64]():
		sl.basic = true
		return sl
	}
	to := reflect.PointerTo(t)
	switch t.Kind() {
	case reflect.String, reflect.Bool, reflect.Float32, reflect.Float64,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		sl.text = t == numberType || to.Implements(reflect.TypeFor[json.Unmarshaler]()) || to.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
	default:
		sl.text = true
	}
	return sl
}

// slots returns where each member is stored in a struct, by the names in its tags.
func (t *Members) slots(of reflect.Type) []slot {
	if known := t.fields.Load(); known != nil {
		return *known
	}
	slots := make([]slot, len(t.List))
	for i := range slots {
		slots[i] = noSlot
	}
	at := make(map[string]int, len(t.List))
	for i, m := range t.List {
		at[m.Name] = i
	}
	for _, f := range fieldsOf(of) {
		if i, ok := at[f.name]; ok {
			slots[i] = slotOf(of.Field(f.index).Type, f.index)
		}
	}
	t.fields.Store(&slots)
	return slots
}

// elements are how the items of a list, or the values of a map, are stored.
type elements struct{ known atomic.Pointer[slot] } // made on first use

// slot returns that for those of a type.
func (e *elements) slot(of reflect.Type) *slot {
	if known := e.known.Load(); known != nil {
		return known
	}
	sl := slotOf(of, 0)
	e.known.Store(&sl)
	return &sl
}

// nextItem appends a zero item to a slice for what comes next, and returns it.
func nextItem(s *Scanner, slice reflect.Value) reflect.Value {
	n := slice.Len()
	if n == slice.Cap() {
		more := n
		if n == 0 {
			more = s.itemsAhead(int(slice.Type().Elem().Size()))
		}
		slice.Grow(more)
	}
	slice.SetLen(n + 1) // what is behind is zero: no item was there
	return slice.Index(n)
}

// finish reads what [ObjectReader.Next] has left to its caller, and stores what was read
// in v, the field or item, where that is valid.
func (sl *slot) finish(s *Scanner, value Value, of Table, v reflect.Value) bool {
	switch value {
	case ByTable:
		if v.IsValid() {
			v, _ = sl.open(s, v, s.Kind() == Null)
		}
		return of.read(s, v)
	case AsText:
		start := s.Pos()
		if of == nil && !s.Skip() || of != nil && !of.read(s, reflect.Value{}) {
			return false
		}
		return !v.IsValid() || sl.storeText(s, start, v)
	case ByCheck:
		if !of.read(s, reflect.Value{}) {
			return false
		}
	}
	switch {
	case !v.IsValid():
		return true
	case sl.text:
		return sl.storeText(s, s.at, v)
	case sl.basic && sl.holder == pointer:
		return s.decodePointer(v)
	case sl.holder == direct:
		return len(s.found) > 0 || s.decodeScalar(v)
	}
	v, ok := sl.open(s, v, s.data[s.at] == 'n')
	return !ok || s.decodeScalar(v)
}

// open returns what a field or item holds, made anew; ok is false where it holds nothing,
// since null is read, or nothing is decoded any more.
func (sl *slot) open(s *Scanner, v reflect.Value, null bool) (held reflect.Value, ok bool) {
	switch {
	case len(s.found) > 0:
		return reflect.Value{}, false
	case sl.holder == nullable:
		to, isNull := nullableOf(v)
		if null {
			isNull.SetUint(1)
			to.SetZero()
			return reflect.Value{}, false
		}
		isNull.SetUint(0)
		to.Set(reflect.New(to.Type().Elem()))
		return to.Elem(), true
	case null && sl.holder == pointer:
		return reflect.Value{}, false
	case sl.holder == pointer:
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	return v, true
}

// storeText stores the value that begins at an offset, and was read last, by its text.
func (sl *slot) storeText(s *Scanner, start int, v reflect.Value) bool {
	if sl.holder == nullable {
		var ok bool
		if v, ok = sl.open(s, v, s.data[start] == 'n'); !ok {
			return true
		}
	}
	return s.decodeAny(start, v.Addr().Interface())
}

// decodePointer stores the scalar that was read last in a pointer to a type of Go itself,
// with memory of its slab.
func (s *Scanner) decodePointer(v reflect.Value) bool {
	m := &s.scratch().slabs
	switch v.Type().Elem().Kind() {
	case reflect.String:
		return DecodeString(s, point(s, v, &m.strings))
	case reflect.Bool:
		return DecodeBool(s, point(s, v, &m.bools))
	case reflect.Int:
		return DecodeInt(s, point(s, v, &m.ints))
	case reflect.Int32:
		return DecodeInt(s, point(s, v, &m.int32s))
	case reflect.Int64:
		return DecodeInt(s, point(s, v, &m.int64s))
	case reflect.Float32:
		return DecodeFloat(s, point(s, v, &m.float32s))
	}
	return DecodeFloat(s, point(s, v, &m.float64s))
}

// point is allot for a variable of type *T. (That the variable had a pointer to it, as
// allot wants, would be looked up in a table of types.)
func point[T any](s *Scanner, v reflect.Value, b *slab[T]) *T {
	var p *T
	if allot(s, &p, b) != nil {
		v.Set(reflect.ValueOf(p))
	}
	return p
}

// decodeScalar stores the scalar that was read last by what its type is made of.
func (s *Scanner) decodeScalar(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		if s.data[s.at] == '"' {
			v.SetString(s.lastString())
		}
		return true
	case reflect.Bool:
		v.SetBool(s.data[s.at] == 't')
		return true
	case reflect.Float32:
		return storeFloat[float32](s, v)
	case reflect.Float64:
		return storeFloat[float64](s, v)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n := uint64(0)
		ok := DecodeUint(s, &n)
		v.SetUint(n)
		return ok && (!v.OverflowUint(n) || s.tooLarge("an integer"))
	}
	n := int64(0)
	ok := DecodeInt(s, &n)
	v.SetInt(n)
	return ok && (!v.OverflowInt(n) || s.tooLarge("an integer"))
}

// storeFloat stores a number in a variable of a type that is made of F.
func storeFloat[F float32 | float64](s *Scanner, v reflect.Value) bool {
	f := F(0)
	ok := DecodeFloat(s, &f)
	v.SetFloat(float64(f))
	return ok
}
