// This file reads the tags.

package strict

import (
	"reflect"
	"slices"
	"strings"
)

// Field is a field of a struct that a key sets.
type Field struct {
	Key      string
	Required bool
	reflect.StructField
}

// anyKey is the key in the tag of a field that implements [Keys].
const anyKey = "*"

// Fields lists the fields of a struct type that a key of a known name sets, in
// their order, those of an embedded struct in its place.
func Fields(t reflect.Type) []Field {
	var out []Field
	for _, f := range reflect.VisibleFields(t) {
		tag, ok := f.Tag.Lookup("key")
		if !ok || strings.HasSuffix(tag, "*") {
			continue
		}
		key, option, _ := strings.Cut(tag, ",")
		out = append(out, Field{Key: key, Required: option == "required", StructField: f})
	}
	return out
}

func find(fields []Field, key string) *Field {
	if i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == key }); i >= 0 {
		return &fields[i]
	}
	return nil
}

// ignored reports whether a tag such as x-* covers the key.
func ignored(t reflect.Type, key string) bool {
	for f := range t.Fields() {
		prefix, ok := strings.CutSuffix(f.Tag.Get("key"), "*")
		if ok && prefix != "" && strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// dynamic returns what a key of a [Keys] field is decoded into, or nil.
func dynamic(v reflect.Value, key string) any {
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("key") != anyKey {
			continue
		}
		if keys := v.Field(i).Interface().(Keys); slices.Contains(keys.Keys(), key) {
			return keys.Value(key)
		}
	}
	return nil
}

// keysOf lists the keys of the struct v, those of a [Keys] field in its place.
func keysOf(v reflect.Value) []string {
	var out []string
	for _, f := range reflect.VisibleFields(v.Type()) {
		key, _, _ := strings.Cut(f.Tag.Get("key"), ",")
		switch {
		case key == anyKey:
			out = append(out, v.FieldByIndex(f.Index).Interface().(Keys).Keys()...)
		case key != "" && !strings.HasSuffix(key, "*"):
			out = append(out, key)
		}
	}
	return out
}
