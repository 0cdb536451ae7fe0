package validate

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
)

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
func (f Fields) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for _, field := range f {
		if field.OmitZero && (field.Value == nil || IsZero(field.Value)) {
			continue
		}
		name, err := json.Marshal(field.Name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(field.Value)
		if err != nil {
			return nil, err
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(append(append(out, name...), ':'), value...)
	}
	return append(out, '}'), nil
}

// MarshalParts returns the JSON of a value that is made of parts. Of objects the
// members are joined; where two have one of the same name, the earlier part's counts,
// joined with the later one's if both are objects or lists as long, unless it is the
// empty string or null, as what was not set is. A part that is null is left out.
func MarshalParts(parts ...any) ([]byte, error) {
	var out []byte
	for _, part := range parts {
		data, err := json.Marshal(part)
		if err != nil {
			return nil, err
		}
		switch {
		case string(data) == "null":
		case out == nil:
			out = data
		default:
			out = join(out, data)
		}
	}
	if out == nil {
		return []byte("null"), nil
	}
	return out, nil
}

// join adds to an object what another has and it has not, to each item of a list what
// the item of another list has. Of other values the first counts.
func join(a, b []byte) []byte {
	switch {
	case a[0] == '{' && b[0] == '{':
		return joinObjects(a, b)
	case a[0] == '[' && b[0] == '[':
		return joinLists(a, b)
	case string(a) == `""`, string(a) == "null":
		return b
	}
	return a
}

// pair is a member in a JSON text.
type pair struct{ key, value []byte }

func joinObjects(a, b []byte) []byte {
	members, more := pairs(a), pairs(b)
	at := make(map[string]int, len(members))
	for i, m := range members {
		at[string(m.key)] = i
	}
	for _, m := range more {
		if i, ok := at[string(m.key)]; ok {
			members[i].value = join(members[i].value, m.value)
		} else {
			members = append(members, m)
		}
	}
	out := []byte{'{'}
	for i, m := range members {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(append(out, m.key...), ':'), m.value...)
	}
	return append(out, '}')
}

func joinLists(a, b []byte) []byte {
	first, second := elements(a), elements(b)
	if len(first) != len(second) {
		return a
	}
	for i := range first {
		first[i] = join(first[i], second[i])
	}
	return slices.Concat([]byte{'['}, bytes.Join(first, []byte{','}), []byte{']'})
}

// pairs are the members of an object that encoding/json wrote: its keys are escaped
// in one way, so that they can be compared as they are.
func pairs(object []byte) (out []pair) {
	s := Scanner{data: object, retrying: true}
	for _, ok := s.Object(); ok; _, ok = s.Next() {
		key, start := object[s.keyAt:s.pos-1], s.Pos() // up to the colon
		s.Skip()
		out = append(out, pair{key, object[start:s.pos]})
	}
	return out
}

func elements(list []byte) (out [][]byte) {
	s := Scanner{data: list, retrying: true}
	for ok := s.Array(); ok; ok = s.More() {
		start := s.Pos()
		s.Skip()
		out = append(out, list[start:s.pos])
	}
	return out
}

// IsZero reports whether nothing of a Go value is set.
func IsZero(v any) bool { return reflect.ValueOf(v).IsZero() }
