// Package strict decodes a JSON or YAML tree into Go values and reports all
// that does not fit: an unknown key, a missing one, a value of another type.
// oasmint.yaml, overlays and ignore lists are read through it, and what the
// commands of the emitter exec answer.
//
// # Tags
//
// Fields are set by the keys that their tags name:
//
//	key:"out"           the key out sets the field
//	key:"out,required"  and must be there
//	key:"x-*"           on a field of type struct{}: keys that begin so are ignored
//	key:"*"             on a field that implements [Keys]: the keys that it knows
//
// Fields without the tag are left alone.
//
// # Types
//
// Structs, with what they embed, pointers to what may be left out, slices, maps from string, string,
// int, bool; [Text]; and [source.Cursor], which takes any value as it stands.
package strict

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// Text is text that is not blank. A number is taken as it is written, since
// YAML reads a version such as 1.0 as one.
type Text string

// Keys is a struct's field for keys that are known only when the program runs.
// It must be set before its struct is decoded.
type Keys interface {
	// Keys lists the keys.
	Keys() []string
	// Value returns a pointer to what the value of a key is decoded into.
	Value(key string) any
}

// Codes are the codes of the diagnostics.
type Codes struct {
	Type    string // a value of another type than expected
	Unknown string // an unknown key
	Missing string // a missing key
}

// Parse reads a file, in YAML or JSON, and adds to diags what is wrong with it
// and leaves a tree: keys that are written twice. name is what positions call
// the file. The error is [diag.Errors].
func Parse(name string, data []byte, diags *diag.List) (*source.File, error) {
	file, err := source.Parse(name, "", data)
	var twice diag.Errors
	if file != nil && errors.As(err, &twice) {
		for _, d := range twice {
			diags.Add(d)
		}
		err = nil
	}
	return file, err
}

// Decode reads c into v, a non-nil pointer, and adds to diags what does not
// fit. What fits is set, whatever else is wrong.
func Decode(c source.Cursor, v any, codes Codes, diags *diag.List) {
	d := decoder{codes, diags}
	d.value(c, reflect.ValueOf(v).Elem())
}

type decoder struct {
	codes Codes
	diags *diag.List
}

var (
	cursorType = reflect.TypeFor[source.Cursor]()
	textType   = reflect.TypeFor[Text]()
)

// value reads c into v, whose type says what is expected.
func (d *decoder) value(c source.Cursor, v reflect.Value) {
	switch {
	case v.Type() == cursorType:
		v.Set(reflect.ValueOf(c))
		return
	case v.Type() == textType:
		d.text(c, v)
		return
	}
	n := c.Node
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(c, v.Elem())
	case reflect.Struct:
		if d.is(c, source.Object) {
			d.members(c, v)
		}
	case reflect.Map:
		if !d.is(c, source.Object) {
			return
		}
		v.Set(reflect.MakeMap(v.Type()))
		for i, member := range c.Members() {
			item := reflect.New(v.Type().Elem()).Elem()
			d.value(member, item)
			v.SetMapIndex(reflect.ValueOf(n.Members[i].Key), item)
		}
	case reflect.Slice:
		if !d.is(c, source.Array) {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
		for i, item := range c.Items() {
			d.value(item, v.Index(i))
		}
	case reflect.String:
		if d.is(c, source.String) {
			v.SetString(n.Text)
		}
	case reflect.Bool:
		if d.is(c, source.Bool) {
			v.SetBool(n.IsTrue())
		}
	case reflect.Int:
		i, err := strconv.Atoi(n.Text)
		if n.Kind != source.Number || err != nil {
			d.wrongType(c, "a whole number")
			return
		}
		v.SetInt(int64(i))
	default:
		panic("strict: no way to decode " + v.Type().String())
	}
}

func (d *decoder) text(c source.Cursor, v reflect.Value) {
	switch {
	case c.Node.Kind != source.String && c.Node.Kind != source.Number:
		d.wrongType(c, words[source.String])
	case strings.TrimSpace(c.Node.Text) == "":
		d.errorf(c.At(), d.codes.Type, "", "expected text, found none")
	default:
		v.SetString(c.Node.Text)
	}
}

// members sets the fields of the struct v by the members of an object.
func (d *decoder) members(c source.Cursor, v reflect.Value) {
	known := Fields(v.Type())
	for i, member := range c.Members() {
		key := c.Node.Members[i].Key
		switch f := find(known, key); {
		case f != nil:
			d.value(member, v.FieldByIndex(f.Index))
		case ignored(v.Type(), key):
		default:
			if into := dynamic(v, key); into != nil {
				d.value(member, reflect.ValueOf(into).Elem())
			} else {
				d.unknown(member, key, keysOf(v))
			}
		}
	}
	for _, f := range known {
		if f.Required && c.Node.Get(f.Key) == nil {
			d.errorf(c.Position(), d.codes.Missing, "", "the key %q is missing", f.Key)
		}
	}
}

// is reports whether c is of a kind; that it is not is an error.
func (d *decoder) is(c source.Cursor, kind source.Kind) bool {
	if c.Node.Kind != kind {
		d.wrongType(c, words[kind])
	}
	return c.Node.Kind == kind
}

// words name what is expected and what is found.
var words = map[source.Kind]string{
	source.Null: "nothing", source.Bool: "true or false", source.Number: "a number",
	source.String: "text", source.Array: "a list", source.Object: "keys with values",
}

func (d *decoder) wrongType(c source.Cursor, want string) {
	found := words[c.Node.Kind]
	if want == words[source.String] && (c.Node.Kind == source.Bool || c.Node.Kind == source.Number) {
		found += " (write it in quotes if it is text)"
	}
	d.errorf(c.At(), d.codes.Type, "", "expected %s, found %s", want, found)
}

// unknown reports a key that a struct does not have.
func (d *decoder) unknown(c source.Cursor, key string, known []string) {
	hint := "known here: " + strings.Join(known, ", ")
	if near := nearest(key, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	d.errorf(c.Position(), d.codes.Unknown, hint, "unknown key %q", key)
}

func (d *decoder) errorf(at diag.Position, code, hint, format string, args ...any) {
	d.diags.Add(diag.Diagnostic{
		Severity: diag.Error, Position: at, Code: code, Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}
