package validate

import (
	"reflect"
	"sync/atomic"
)

// Unions as data: a schema that is one anyOf or oneOf, and a Go value with a field for each
// variant.

// Union is what a schema says that is one anyOf or oneOf. It decodes to a struct, whose
// fields are named by the variants.
type Union struct {
	Choice
	Null    Nulls // beside what the variants accept
	Unknown bool  // the struct has a field of that name, for what no variant is for
	OrNone  bool  // a struct in which no variant is set stands for null
	Memo    int   // see [Members]

	fields atomic.Pointer[unionFields] // made on first use
}

// unionFields are where a union's struct holds what is read.
type unionFields struct {
	slots   []slot // of each variant
	unknown int    // the index of the field for what no variant is for; -1 where there is none
}

// Check checks the value that comes next and, where v is a pointer that is not nil,
// decodes it to the struct there.
func (t *Union) Check(s *Scanner, v any) bool { return t.read(s, pointee(v)) }

// ValidateJSON reports what is wrong with a JSON text, as [Errors]. The direction is that
// of [Scanner.Scan].
func (t *Union) ValidateJSON(data []byte, direction Option, opts []Option) error {
	return validateJSON(t, data, direction, opts)
}

// Validate reports what is wrong with the struct that v points at, as [Errors]. The
// direction is that of [Path.As].
func (t *Union) Validate(v any, direction Option, opts []Option) error {
	var p Path
	p.As(direction, opts)
	t.hold(p.Root(), pointee(v))
	return p.Err()
}

// Hold checks the struct that v points at, where that is not nil, and goes up.
func (t *Union) Hold(p *Path, v any) { t.hold(p, pointee(v)) }

func (t *Union) read(s *Scanner, v reflect.Value) bool {
	if t.Memo != 0 {
		return s.once(t.Memo, v, t.readValue)
	}
	return t.readValue(s, v)
}

func (t *Union) readValue(s *Scanner, v reflect.Value) bool {
	if ok, done := t.Null.takes(s); done {
		return ok
	}
	var fields *unionFields
	if v.IsValid() {
		fields = t.fieldsOf(v.Type())
	}
	return s.Choose(&t.Choice, v.IsValid(), func(i int, keep bool) bool {
		if i == Unknown {
			return fields.unknown < 0 || s.KeepRaw((*[]byte)(v.Field(fields.unknown).Addr().UnsafePointer()))
		}
		variant := &t.Variants[i]
		value := variant.Value
		if variant.Rules&OrNull != 0 && s.Kind() == Null {
			value = onlyNull
		}
		sl, field := &noSlot, reflect.Value{}
		if keep {
			if sl = &fields.slots[i]; sl.index >= 0 {
				field = v.Field(sl.index)
			}
		}
		return s.simple(value, variant.Of) && sl.finish(s, value, variant.Of, field)
	})
}

func (t *Union) hold(p *Path, v reflect.Value) {
	if p.SkipParts(!v.IsValid()) {
		return
	}
	fields := t.fieldsOf(v.Type())
	n := 0
	for _, sl := range fields.slots {
		if sl.index >= 0 && !v.Field(sl.index).IsNil() {
			n++
		}
	}
	unknown := fields.unknown >= 0 && !v.Field(fields.unknown).IsNil()
	if (n > 0 || unknown || !t.OrNone) && p.holds(t.Keyword, t.wanted, unknown, n) {
		for i := range t.Variants {
			sl := &fields.slots[i]
			if sl.index < 0 {
				continue
			}
			field := v.Field(sl.index)
			if !field.IsNil() && p.Visit(field.Interface(), n > 1) {
				sl.hold(p, level{index: itself}, t.Variants[i].Value, t.Variants[i].Of, field)
			}
		}
	}
	p.Out()
}

// wanted says which fields a struct must hold.
func (t *Union) wanted() string {
	var names []string
	for _, v := range t.Variants {
		if v.Field != "" {
			names = append(names, v.Field)
		}
	}
	if t.Keyword == "anyOf" {
		return "must hold at least one of " + listed(names, ", ")
	}
	return "must hold one of " + listed(names, ", ")
}

func (t *Union) fieldsOf(of reflect.Type) *unionFields {
	if known := t.fields.Load(); known != nil {
		return known
	}
	index := func(name string) int {
		f, ok := of.FieldByName(name)
		if !ok {
			return -1
		}
		return f.Index[0]
	}
	fields := &unionFields{unknown: -1}
	for _, v := range t.Variants {
		sl := noSlot
		if i := index(v.Field); v.Field != "" && i >= 0 {
			sl = slotOf(of.Field(i).Type, i)
		}
		fields.slots = append(fields.slots, sl)
	}
	if t.Unknown {
		fields.unknown = index("Unknown")
	}
	t.fields.Store(fields)
	return fields
}
