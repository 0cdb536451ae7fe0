package validate

import (
	"bytes"
	"encoding/json"
)

// Defaults: what the emitted methods WithDefaults are made of. They change no value that
// they are called on.

// PointerTo returns a pointer to a value, for a field that may be absent.
func PointerTo[T any](value T) *T { return &value }

// DefaultOf returns the default that a document writes as JSON.
func DefaultOf[T any](text string) (value T) {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.UseNumber()
	if err := d.Decode(&value); err != nil {
		var absent T // the type holds less than the schema
		return absent
	}
	return value
}

// CopyItems returns a list with f of each item.
func CopyItems[S ~[]T, T any](list S, f func(T) T) S {
	if list == nil {
		return nil
	}
	out := make(S, len(list))
	for i, item := range list {
		out[i] = f(item)
	}
	return out
}

// CopyValues returns a map with f of each value.
func CopyValues[M ~map[string]T, T any](values M, f func(T) T) M {
	if values == nil {
		return nil
	}
	out := make(M, len(values))
	for name, value := range values {
		out[name] = f(value)
	}
	return out
}

// CopyPointer returns a pointer to f of what another points at, or nil.
func CopyPointer[T any](pointer *T, f func(T) T) *T {
	if pointer == nil {
		return nil
	}
	return PointerTo(f(*pointer))
}

// CopyNullable returns f of the value that a member has, if it has one.
func CopyNullable[T any](member Nullable[T], f func(T) T) Nullable[T] {
	if value, ok := member.Get(); ok {
		return ValueOf(f(value))
	}
	return member
}
