package validate

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"reflect"
	"time"
)

// Decoding of values that have no check of their own for their Go type: texts of a
// format, and values of any type. The value was checked before, so that it is JSON.

// DecodeText stores the scalar that was read last in a Go type that decodes itself,
// or as encoding/json does.
//
//go:noinline
func DecodeText[T any](s *Scanner, v *T) bool { return DecodeAny(s, s.at, v) }

// DecodeAny is [DecodeText] for a value of any kind: the one that begins at an
// offset, and was read last. A number in a value of any type is a [json.Number],
// which keeps its digits.
func DecodeAny[T any](s *Scanner, at int, v *T) bool {
	if !decodes(s, v) {
		return true
	}
	text := bytes.TrimRight(s.data[at:s.pos], " \t\r\n") // a second look may have gone past space
	return decodeValue(text, v) == nil || s.FailAt(at, "type", "must be a value that its Go type can hold")
}

var errValue = errors.New("the Go type cannot hold the value")

// decodeValue stores a JSON text at a pointer. Null leaves texts of formats as they
// are.
func decodeValue(text []byte, v any) error {
	switch to := v.(type) {
	case *any:
		*to = freeValue(text)
		return nil
	case *json.RawMessage:
		*to = bytes.Clone(text)
		return nil
	case *time.Time:
		return decodeFormat(text, func(text []byte) (ok bool) {
			*to, ok = parseDateTime(text)
			return ok
		})
	case *Date:
		return decodeFormat(text, func(text []byte) bool { return to.UnmarshalText(text) == nil })
	case *UUID:
		return decodeFormat(text, func(text []byte) bool { return to.UnmarshalText(text) == nil })
	case *[]byte:
		return decodeFormat(text, func(text []byte) bool {
			data := make([]byte, base64.StdEncoding.DecodedLen(len(text)))
			n, err := base64.StdEncoding.Decode(data, text)
			*to = data[:n]
			return err == nil
		})
	case json.Unmarshaler:
		return to.UnmarshalJSON(text)
	}
	return decodeKind(text, reflect.ValueOf(v).Elem())
}

// decodeFormat has the text of a JSON string read.
func decodeFormat(text []byte, read func([]byte) bool) error {
	switch {
	case string(text) == "null":
		return nil
	case text[0] != '"':
		return errValue
	}
	inner := text[1 : len(text)-1]
	if bytes.IndexByte(inner, '\\') >= 0 {
		inner = appendUnescaped(nil, inner)
	}
	if !read(inner) {
		return errValue
	}
	return nil
}

// decodeKind is decodeValue by what the Go type is made of: a pointer, or a map or
// slice of values of any type; other types are encoding/json's.
func decodeKind(text []byte, v reflect.Value) error {
	switch t := v.Type(); {
	case t.Kind() == reflect.Pointer:
		if string(text) == "null" {
			v.SetZero()
			return nil
		}
		v.Set(reflect.New(t.Elem()))
		return decodeValue(text, v.Interface())
	case (t.Kind() == reflect.Map || t.Kind() == reflect.Slice) && t.Elem() == reflect.TypeFor[any]():
		if string(text) == "null" {
			v.SetZero()
			return nil
		}
		free := reflect.ValueOf(freeValue(text))
		if !free.CanConvert(t) {
			return errValue
		}
		v.Set(free.Convert(t))
		return nil
	}
	return json.Unmarshal(text, v.Addr().Interface())
}

// freeValue returns a JSON text as encoding/json does in an any, but for numbers,
// which are [json.Number]s.
func freeValue(text []byte) any {
	s := Scanner{data: text, retrying: true}
	v := s.free()
	_ = s.End() // which was valid; this releases memory
	return v
}

func (s *Scanner) free() any {
	switch s.Kind() {
	case Object:
		out := map[string]any{}
		for key, ok := s.Object(); ok; key, ok = s.Next() {
			name := string(key) // before the value's keys are read
			out[name] = s.free()
		}
		return out
	case Array:
		out := []any{}
		for ok := s.Array(); ok; ok = s.More() {
			out = append(out, s.free())
		}
		return out
	case String:
		text, _ := s.Text()
		return string(text)
	case Number:
		n, _ := s.Num()
		return json.Number(n)
	case Boolean:
		s.Boolean()
		return s.data[s.at] == 't'
	}
	s.Skip()
	return nil
}
