package validate

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// A Nullable is a member of an object that may be left out, and may be null: it is
// absent, null, or a value. The zero value is absent; [ValueOf] and [NullOf] make the
// others. Its field has the tag omitzero, by which encoding/json leaves out what is
// absent.
type Nullable[T any] struct {
	value *T     // a pointer, so that a type can have itself as a member
	null  isNull // then there is no value
}

// isNull is 1 for null, and else 0. It is of a type by which a Nullable is known where its T
// is not, and which is as large as a pointer: Go then compares a Nullable as the memory that
// it is, by no function that would be compiled for each T.
type isNull uintptr

// ValueOf returns a member with a value. A nil pointer, slice, map or interface is
// null, as encoding/json writes it.
func ValueOf[T any](value T) Nullable[T] {
	v := reflect.ValueOf(&value).Elem()
	if v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
		if v.IsNil() {
			return NullOf[T]()
		}
	}
	return Nullable[T]{value: &value}
}

// NullOf returns a member that is null.
func NullOf[T any]() Nullable[T] { return Nullable[T]{null: 1} }

// Get returns the value; ok is false where the member is absent or null.
func (n Nullable[T]) Get() (value T, ok bool) {
	if n.value == nil {
		return value, false
	}
	return *n.value, true
}

// Pointer returns a pointer to the value, by which it can be changed; nil where the
// member is absent or null.
func (n *Nullable[T]) Pointer() *T { return n.value }

// IsNull reports whether the member is null. One that is absent is not.
func (n Nullable[T]) IsNull() bool { return n.null != 0 }

// IsZero reports whether the member is absent. It makes encoding/json leave it out.
func (n Nullable[T]) IsZero() bool { return n.value == nil && n.null == 0 }

// MarshalJSON makes n a [json.Marshaler]: null, or the value.
func (n Nullable[T]) MarshalJSON() ([]byte, error) { return MarshalParts(n) }

// UnmarshalJSON makes n a [json.Unmarshaler]: it reads null, or a value as
// encoding/json does, but that a number in a value of any type is a [json.Number].
// What is decoded with its check is not read by it.
func (n *Nullable[T]) UnmarshalJSON(data []byte) error {
	return decodeNullable(reflect.ValueOf(n).Elem(), data)
}

// decodeNullable is UnmarshalJSON, which would else be compiled for each T.
func decodeNullable(n reflect.Value, data []byte) error {
	value, null := nullableOf(n)
	if string(data) == "null" {
		value.SetZero()
		null.SetUint(1)
		return nil
	}
	decoded := reflect.New(value.Type().Elem())
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(decoded.Interface()); err != nil {
		return err
	}
	value.Set(decoded)
	null.SetUint(0)
	return nil
}

// NewNullable makes *v hold a zero value for what comes next, and returns a pointer to
// that: nil where null comes next, which *v then is.
//
//go:noinline
func NewNullable[T any](s *Scanner, v *Nullable[T]) *T { return hold(s, v, s.Kind() == Null) }

// NewNullableScalar is [NewNullable] for the scalar that was read last.
//
//go:noinline
func NewNullableScalar[T any](s *Scanner, v *Nullable[T]) *T { return NewNullableAt(s, s.at, v) }

// NewNullableAt is [NewNullable] for the value that begins at an offset.
//
//go:noinline
func NewNullableAt[T any](s *Scanner, at int, v *Nullable[T]) *T {
	return hold(s, v, s.data[at] == 'n')
}

func hold[T any](s *Scanner, v *Nullable[T], null bool) *T {
	if !decodes(s, v) {
		return nil
	}
	if null {
		*v = NullOf[T]()
	} else {
		*v = Nullable[T]{value: new(T)}
	}
	return v.value
}

// isNullable reports a Nullable. It has no method for that, which would be compiled for each
// T, and once more for its pointer: large documents have hundreds.
func isNullable(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.NumField() == 2 && t.Field(1).Type == reflect.TypeFor[isNull]()
}

// nullableOf returns the fields of a Nullable, which has an address, to be read and set.
func nullableOf(v reflect.Value) (value, null reflect.Value) {
	field := func(i int) reflect.Value {
		f := v.Field(i)
		return reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()
	}
	return field(0), field(1)
}
