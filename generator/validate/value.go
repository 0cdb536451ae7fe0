package validate

import (
	"bytes"
	"encoding"
	"encoding/base64"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"time"
)

// Decoding of values that have no check of their own for their Go type: texts of a
// format, and values of any type. The value was checked before, so that it is JSON.

// DecodeText stores the scalar that was read last in a Go type that decodes itself, or
// by what that is made of.
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
	case json.Unmarshaler:
		return to.UnmarshalJSON(text)
	case encoding.TextUnmarshaler:
		return decodeFormat(text, func(text []byte) bool { return to.UnmarshalText(text) == nil })
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

// decodeKind is decodeValue by what the Go type is made of. A struct has a check of its
// own, which decodes it.
func decodeKind(text []byte, v reflect.Value) error {
	switch is, kind := kinds[text[0]], v.Kind(); {
	case is == Null:
		if kind == reflect.Pointer || kind == reflect.Slice || kind == reflect.Map || kind == reflect.Interface {
			v.SetZero()
		}
		return nil
	case kind == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return decodeValue(text, v.Interface())
	case kind == reflect.Interface && v.NumMethod() == 0:
		v.Set(reflect.ValueOf(freeValue(text)))
		return nil
	case is == Number:
		return decodeNumber(Decimal(text), v)
	case is == Boolean && kind == reflect.Bool:
		v.SetBool(text[0] == 't')
		return nil
	case is == String && kind == reflect.String:
		return decodeFormat(text, func(text []byte) bool {
			v.SetString(string(text))
			return true
		})
	case is == String && kind == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
		return decodeFormat(text, func(text []byte) bool {
			data, err := base64.StdEncoding.AppendDecode([]byte{}, text)
			v.SetBytes(data)
			return err == nil
		})
	case is == Array && kind == reflect.Slice, is == Object && kind == reflect.Map && v.Type().Key().Kind() == reflect.String:
		return decodeParts(text, v)
	}
	return errValue
}

// decodeNumber stores a number; 1.0 and 1e2 are integers too.
func decodeNumber(n Decimal, v reflect.Value) error {
	switch {
	case v.CanFloat():
		f, err := strconv.ParseFloat(string(n), v.Type().Bits())
		v.SetFloat(f)
		return err
	case v.Type() == reflect.TypeFor[json.Number]():
		v.SetString(string(n))
		return nil
	case !n.IsInt():
		return errValue
	case v.CanInt():
		i, err := strconv.ParseInt(n.integer(), 10, v.Type().Bits())
		v.SetInt(i)
		return err
	case v.CanUint():
		whole := n.integer()
		if whole == "-0" {
			whole = "0"
		}
		i, err := strconv.ParseUint(whole, 10, v.Type().Bits())
		v.SetUint(i)
		return err
	}
	return errValue
}

// decodeParts stores the items of an array, or the members of an object.
func decodeParts(text []byte, v reflect.Value) error {
	t := v.Type()
	if t.Elem() == reflect.TypeFor[any]() {
		v.Set(reflect.ValueOf(freeValue(text)).Convert(t))
		return nil
	}
	s := Scanner{data: text, retrying: true}
	defer func() { _ = s.End() }() // which was valid; this releases memory
	part := func() (reflect.Value, error) {
		at := s.Pos()
		s.Skip()
		out := reflect.New(t.Elem())
		return out.Elem(), decodeValue(s.data[at:s.pos], out.Interface())
	}
	if v.Kind() == reflect.Slice {
		v.Set(reflect.MakeSlice(t, 0, 4))
		for ok := s.Array(); ok; ok = s.More() {
			item, err := part()
			if err != nil {
				return err
			}
			v.Set(reflect.Append(v, item))
		}
		return nil
	}
	v.Set(reflect.MakeMap(t))
	for key, ok := s.Object(); ok; key, ok = s.Next() {
		name := reflect.ValueOf(string(key)).Convert(t.Key())
		member, err := part()
		if err != nil {
			return err
		}
		v.SetMapIndex(name, member)
	}
	return nil
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
