package validate

import (
	"reflect"
	"sync"
	"time"
	"unicode/utf8"
)

// Tables hold for Go values as well: what they say of a member holds for the field, or the
// item, that it is stored in.

// Validate reports what is wrong with the struct that v points at, as [Errors]. The
// direction is that of [Path.As].
func (t *Members) Validate(v any, direction Option, opts []Option) error {
	var p Path
	p.As(direction, opts)
	t.hold(p.Root(), pointee(v))
	return p.Err()
}

// Validate reports what is wrong with the slice that v points at, as [Errors]. The
// direction is that of [Path.As].
func (t *Items) Validate(v any, direction Option, opts []Option) error {
	var p Path
	p.As(direction, opts)
	t.hold(p.Root(), pointee(v))
	return p.Err()
}

// Hold checks the struct that v points at, where that is not nil, and goes up.
func (t *Members) Hold(p *Path, v any) { t.hold(p, pointee(v)) }

// Hold checks the slice that v points at, where that is not nil, and goes up.
func (t *Items) Hold(p *Path, v any) { t.hold(p, pointee(v)) }

func (t *Members) hold(p *Path, v reflect.Value) {
	if p.SkipParts(!v.IsValid()) {
		return
	}
	slots := t.slots(v.Type())
	for i := range t.List {
		m, sl := &t.List[i], &slots[i]
		if sl.index < 0 {
			continue
		}
		field := v.Field(sl.index)
		present := !sl.isNil(field) && (m.Rules&ZeroIsAbsent == 0 || !isNothing(field))
		rules := m.Rules
		if rules&NilIsNull != 0 {
			rules &^= Required
		}
		if rules&(ReadOnly|WriteOnly) != 0 {
			p.Member(m.Name, present, rules)
		} else if rules&Required != 0 {
			p.Require(m.Name, present)
		}
		if present {
			sl.hold(p, level{m.Name, inMember}, m.Value, m.Of, field)
		}
	}
	p.Out()
}

func (t *Items) hold(p *Path, v reflect.Value) {
	if p.SkipParts(!v.IsValid()) {
		return
	}
	sl := t.slot(v.Type().Elem())
	if n := v.Len(); !t.counts(n) && !(v.IsNil() && t.Null != NoNull) { // nil is null where that is allowed
		p.Fail(t.wrongCount(n))
	}
	for i := range v.Len() {
		sl.hold(p, level{index: i}, t.Value, t.Of, v.Index(i))
	}
	p.Out()
}

// lent are the paths of functions that tables call.
var lent = sync.Pool{New: func() any { return new(Path) }}

// hold calls the function with a path of its own, so that p stays on the stack.
func (t *Split) hold(p *Path, v any) {
	own := lent.Get().(*Path)
	*own = *p
	t.Hold(own, v)
	*p, *own = *own, Path{}
	lent.Put(own)
}

// isNil reports whether a field holds nothing, not even null that was decoded.
func (sl *slot) isNil(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
		return v.IsNil()
	}
	return sl.holder == nullable && v.IsZero()
}

// isNothing reports whether a field is the zero value of its type, as a struct itself tells
// where it can: a time does.
func isNothing(v reflect.Value) bool {
	if v.Kind() == reflect.Struct {
		if zeroer, ok := v.Interface().(interface{ IsZero() bool }); ok {
			return zeroer.IsZero()
		}
	}
	return v.IsZero()
}

// hold checks what a field or an item holds, one level down.
func (sl *slot) hold(p *Path, l level, value Value, of Table, v reflect.Value) {
	switch sl.holder {
	case pointer:
		v = v.Elem()
	case nullable:
		value, _ := nullableOf(v)
		v = value.Elem()
	}
	if !v.IsValid() {
		return
	}
	switch value {
	case AnyString:
		if !utf8.ValidString(v.String()) {
			p.down(l)
			p.Fail("json", notUTF8)
			p.Out()
		}
	case InEnum:
		text := v.String()
		p.down(l).Enum(of.(*Enum), &text)
	case ByTable: // not by an interface, by which the path would not stay on the stack
		switch of := of.(type) {
		case *Members:
			of.hold(p.down(l), v)
		case *Items:
			of.hold(p.down(l), v)
		case *Values:
			of.hold(p.down(l), v)
		case *Union:
			of.hold(p.down(l), v)
		case *Split:
			of.hold(p.down(l), v.Addr().Interface())
		}
	case ByCheck, AsText:
		if beside, ok := of.(*OrNullTable); ok {
			of = beside.Of
		}
		switch of := of.(type) {
		case nil:
			return
		case *Enum:
			if v.Kind() == reflect.String && value == ByCheck {
				text := v.String()
				p.down(l).Enum(of, &text)
				return
			}
		case *TextRules:
			if v.Kind() == reflect.String && value == ByCheck {
				of.value(p, l, v.String())
				return
			}
		case *IntegerRules:
			if v.CanInt() && value == ByCheck {
				of.value(p, l, v.Int())
				return
			}
		}
		switch held := v.Addr().Interface().(type) {
		case *time.Time:
			p.down(l).Time(held)
		case *Date:
			p.down(l).Date(held)
		default:
			p.down(l).JSON(held, func(s *Scanner) bool { return of.read(s, reflect.Value{}) })
		}
	}
}
