package validate

import (
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// Values is what a schema says of objects of which nothing is asked but what is asked of the
// value of each member, by whatever name. It decodes to a map.
type Values struct {
	Value Value // of each member
	Rules Rules // OrNull alone
	Of    Table
	Null  Nulls
	None  bool // there must not be any
	Memo  int  // see [Members]

	elements
}

// Check checks the object that comes next and, where v is a pointer that is not nil,
// decodes it to the map there.
func (t *Values) Check(s *Scanner, v any) bool { return t.read(s, pointee(v)) }

// ValidateJSON reports what is wrong with a JSON text, as [Errors]. The direction is that
// of [Scanner.Scan].
func (t *Values) ValidateJSON(data []byte, direction Option, opts []Option) error {
	return validateJSON(t, data, direction, opts)
}

// Validate reports what is wrong with the map that v points at, as [Errors]. The
// direction is that of [Path.As].
func (t *Values) Validate(v any, direction Option, opts []Option) error {
	var p Path
	p.As(direction, opts)
	t.hold(p.Root(), pointee(v))
	return p.Err()
}

// Hold checks the map that v points at, where that is not nil, and goes up.
func (t *Values) Hold(p *Path, v any) { t.hold(p, pointee(v)) }

func (t *Values) read(s *Scanner, v reflect.Value) bool {
	if t.Memo != 0 {
		return s.once(t.Memo, v, t.readValue)
	}
	return t.readValue(s, v)
}

// anyNames leaves the value of each member to the reader's caller, noNames refuses each.
var anyNames, noNames = Members{Others: ReadOthers}, Members{Others: NoOthers}

func (t *Values) readValue(s *Scanner, v reflect.Value) bool {
	if ok, done := t.Null.takes(s); done {
		return ok
	}
	if s.Kind() != Object {
		return s.Mismatch(t.Null.wants("an object"))
	}
	sl, item, key := &noSlot, reflect.Value{}, reflect.Value{}
	if v.IsValid() {
		sl = t.slot(v.Type().Elem())
		v.Set(reflect.MakeMap(v.Type()))
		key = reflect.New(v.Type().Key()).Elem()
	}
	names, r := &anyNames, ObjectReader{}
	if t.None {
		names = &noNames
	}
	for r.Next(s, names, nil) {
		name := ""
		if v.IsValid() {
			name, item = string(s.Key()), reflect.New(v.Type().Elem()).Elem()
		}
		value := t.Value
		if t.Rules&OrNull != 0 && s.Kind() == Null {
			value = onlyNull
		}
		if !s.simple(value, t.Of) || !sl.finish(s, value, t.Of, item) {
			return false
		}
		if v.IsValid() {
			key.SetString(name)
			v.SetMapIndex(key, item)
		}
	}
	return s.OK()
}

func (t *Values) hold(p *Path, v reflect.Value) {
	if p.SkipParts(!v.IsValid()) {
		return
	}
	if t.None {
		for _, name := range sortedKeys(v) {
			p.failMember(name.String(), "additionalProperties", refused)
		}
	}
	bad := false
	for names := v.MapRange(); names.Next(); {
		bad = bad || !utf8.ValidString(names.Key().String())
	}
	if bad {
		p.Fail("json", "must have names of valid UTF-8")
	}
	switch t.Value {
	case AnyValue, AnyBoolean, AnyInteger, AnyInt32, AnyInt64, AnyNumber: // what the Go type holds is right
	case AsText:
		if t.Of != nil {
			t.holdEach(p, v)
		}
	default:
		t.holdEach(p, v)
	}
	p.Out()
}

// holdEach checks the values, in the order of their names.
func (t *Values) holdEach(p *Path, v reflect.Value) {
	sl := t.slot(v.Type().Elem())
	item := reflect.New(v.Type().Elem()).Elem()
	for _, name := range sortedKeys(v) {
		item.Set(v.MapIndex(name))
		sl.hold(p, level{name.String(), inMember}, t.Value, t.Of, item)
	}
}

func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	return keys
}
