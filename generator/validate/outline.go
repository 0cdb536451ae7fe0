package validate

import (
	"reflect"
	"strconv"
	"strings"
)

// Outline tells of a Go value what is set in it, and shows no value: of a struct its
// type and the fields that are not zero, Pet{ID, Owner}; of a list or map its type and
// length, Pets[3].
func Outline(value any) string {
	v := reflect.ValueOf(value)
	t := v.Type()
	var b strings.Builder
	b.WriteString(t.Name())
	switch t.Kind() {
	case reflect.Struct:
		b.WriteByte('{')
		some := false
		for i := range t.NumField() {
			if !t.Field(i).IsExported() || v.Field(i).IsZero() {
				continue
			}
			if some {
				b.WriteString(", ")
			}
			some = true
			b.WriteString(t.Field(i).Name)
		}
		b.WriteByte('}')
	case reflect.Slice, reflect.Map:
		b.WriteString("[" + strconv.Itoa(v.Len()) + "]")
	}
	return b.String()
}
