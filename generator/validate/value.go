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
	return v == nil || s.decodeAny(at, v)
}

func (s *Scanner) decodeAny(at int, v any) bool {
	if len(s.found) > 0 {
		return true
	}
	text := bytes.TrimRight(s.data[at:s.pos], " \t\r\n") // a second look may have gone past space
	return s.decodeValue(text, v) == nil || s.FailAt(at, "type", "must be a value that its Go type can hold")
}

var errValue = errors.New("the Go type cannot hold the value")

// decodeValue stores a JSON text at a pointer. Null leaves texts of formats as they
// are.
func (s *Scanner) decodeValue(text []byte, v any) error {
	switch to := v.(type) {
	case *any:
		*to = s.freeAt(text)
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
	return s.decodeKind(text, reflect.ValueOf(v).Elem())
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

// decodeKind is decodeValue by what the Go type is made of. A struct is one of another
// package: ours have checks of their own, which decode them.
func (s *Scanner) decodeKind(text []byte, v reflect.Value) error {
	switch is, kind := kinds[text[0]], v.Kind(); {
	case is == Null:
		if kind == reflect.Pointer || kind == reflect.Slice || kind == reflect.Map || kind == reflect.Interface {
			v.SetZero()
		}
		return nil
	case kind == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return s.decodeValue(text, v.Interface())
	case kind == reflect.Interface && v.NumMethod() == 0:
		v.Set(reflect.ValueOf(s.freeAt(text)))
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
	case is == Object && kind == reflect.Struct:
		return s.decodeStruct(text, v)
	case is == Array && kind == reflect.Array:
		return json.Unmarshal(text, v.Addr().Interface())
	case is == Array && kind == reflect.Slice, is == Object && kind == reflect.Map && v.Type().Key().Kind() == reflect.String:
		return s.decodeParts(text, v)
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
func (s *Scanner) decodeParts(text []byte, v reflect.Value) error {
	t := v.Type()
	if t.Elem() == reflect.TypeFor[any]() {
		v.Set(reflect.ValueOf(s.freeAt(text)).Convert(t))
		return nil
	}
	in := Scanner{data: text, retrying: true}
	defer func() { _ = in.End() }() // which was valid; this releases memory
	part := func() (reflect.Value, error) {
		at := in.Pos()
		in.Skip()
		out := reflect.New(t.Elem())
		return out.Elem(), s.decodeValue(in.data[at:in.pos], out.Interface())
	}
	if v.Kind() == reflect.Slice {
		v.Set(reflect.MakeSlice(t, 0, 4))
		for ok := in.Array(); ok; ok = in.More() {
			item, err := part()
			if err != nil {
				return err
			}
			v.Set(reflect.Append(v, item))
		}
		return nil
	}
	v.Set(reflect.MakeMap(t))
	for key, ok := in.Object(); ok; key, ok = in.Next() {
		name := reflect.ValueOf(string(key)).Convert(t.Key())
		member, err := part()
		if err != nil {
			return err
		}
		v.SetMapIndex(name, member)
	}
	return nil
}

// decodeStruct stores the members of an object in the fields of those very names: what
// encoding/json takes for the same name was not checked as that. Structs in a struct, and
// numbers in texts, it reads by itself.
func (s *Scanner) decodeStruct(text []byte, v reflect.Value) error {
	fields := fieldsOf(v.Type())
	if fields == nil {
		return json.Unmarshal(text, v.Addr().Interface())
	}
	in := Scanner{data: text, retrying: true}
	defer func() { _ = in.End() }() // which was valid; this releases memory
	for key, ok := in.Object(); ok; key, ok = in.Next() {
		at := in.Pos()
		in.Skip()
		for _, f := range fields {
			if f.name != string(key) {
				continue
			}
			if err := s.decodeValue(in.data[at:in.pos], v.Field(f.index).Addr().Interface()); err != nil {
				return err
			}
		}
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

// freeAt is [freeValue] for a part of the scanner's own text. Where several Go values hold
// it, and hold one another's parts, they share what is decoded from it.
func (s *Scanner) freeAt(text []byte) any {
	if !s.remembers() {
		s.again += len(text)
		return freeValue(text)
	}
	m := s.scratch()
	if m.free == nil {
		m.free = map[int]freed{}
	}
	start := s.offset(text)
	in := Scanner{data: s.data, pos: start, retrying: true, more: m}
	v := in.free()
	s.again += in.Work() - start
	return v
}

// freed is a list or an object as Go has it, and where it ends in the text.
type freed struct {
	value any
	end   int
}

func (s *Scanner) free() any {
	start, kind := s.Pos(), s.Kind()
	if s.more == nil || s.more.free == nil || kind != Object && kind != Array {
		return s.freeParts()
	}
	known, ok := s.more.free[start]
	if !ok {
		known.value = s.freeParts()
		known.end = s.pos
		s.more.free[start] = known
	}
	s.Seek(known.end)
	return known.value
}

// freeParts is [Scanner.free] for what is not shared.
func (s *Scanner) freeParts() any {
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
