package validate

import "reflect"

// Writing what has more parts than Go fields with names in tags: unions, and objects
// with names that no tag can hold, or with members of any name.

// Fields are fields of a struct that encoding/json does not know by their names. They
// marshal to an object, in their order.
type Fields []Field

// A Field is written as a member of that name; with OmitZero, only where its value is
// not the zero value of its type.
type Field struct {
	Name     string
	Value    any
	OmitZero bool
}

// MarshalJSON makes f a [json.Marshaler].
func (f Fields) MarshalJSON() ([]byte, error) { return MarshalParts(f) }

// MarshalParts returns the JSON of a value that is made of parts. Of objects the
// members are joined; where two have one of the same name, the earlier part's counts,
// joined with the later one's if both are objects or lists as long, unless it is the
// empty string or null, as what was not set is. A part that is null is left out.
func MarshalParts(parts ...any) ([]byte, error) {
	var w writer
	err := w.values(valuesOf(parts)...)
	return w.out, err
}

// IsZero reports whether nothing of a Go value is set.
func IsZero(v any) bool { return reflect.ValueOf(v).IsZero() }
