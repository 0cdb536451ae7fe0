package keyword

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/plural"
	"github.com/oasmint/oasmint/generator/source"
)

// enum (JSON Schema Validation, section 6.1.2), with the extensions that
// describe its values: x-enum-descriptions and x-enumDescriptions (a map or a
// list), x-enum-varnames and x-enumNames (a list); actions.go has those that say how
// they are answered.
var enum = &Keyword{
	Name: "enum", Class: Assertion, Fields: []string{"Enum", "Actions"}, Types: AnyType, Noun: "values",
	Set:  func(s *ir.Schema) bool { return len(s.Enum) > 0 },
	Read: readEnum,
	Write: func(_ Writer, s *ir.Schema, o *Object) {
		var out []any
		for _, v := range s.Enum {
			out = append(out, v.Value)
		}
		o.Add("enum", out)
	},
	Words: func(v Voice, s *ir.Schema, told Told) string {
		if len(s.Enum) == 0 || told.Enum || told.Doc.Values(s.Enum) {
			return ""
		}
		out := make([]string, len(s.Enum))
		for i, value := range s.Enum {
			if !v.Scalar(s) { // 1 and "1" are not to look alike
				out[i] = v.JSON(value.Value)
				continue
			}
			out[i] = v.Value(s.Enum, value)
			if value.Deprecated {
				out[i] += " (deprecated)"
			}
		}
		if len(out) == 1 {
			return "always " + out[0]
		}
		return "one of " + join(out, ", ")
	},
	Check: func(_ *Checker, s *ir.Schema, v *Value) error {
		if !slices.ContainsFunc(s.Enum, func(e *ir.EnumValue) bool { return equal(e.Value, v.JSON) }) {
			return v.wrong("expected one of the values that the enum lists")
		}
		return nil
	},
}

func readEnum(r Reader, s *ir.Schema, in, at source.Cursor) {
	if at.Node.Kind != source.Array || len(at.Node.Items) == 0 {
		bad(r, at, "a list of values that is not empty")
		return
	}
	texts := enumTexts(in, "x-enum-descriptions", "x-enumDescriptions")
	names := enumTexts(in, "x-enum-varnames", "x-enumNames")
	for _, key := range []string{"x-enum-varnames", "x-enumNames", "x-enum-descriptions", "x-enumDescriptions"} {
		if ext := in.Key(key); ext.Node != nil && ext.Node.Kind == source.Array && len(ext.Node.Items) != len(at.Node.Items) {
			r.Warn(ext, "enum-names", "%q lists %s, and the enum has %s: they are matched in order", key, plural.Of(len(ext.Node.Items), "text", "texts"), plural.Of(len(at.Node.Items), "value", "values"))
		}
	}
	seen := map[string]bool{}
	for i, item := range at.Items() {
		v := &ir.EnumValue{Node: ir.Node{Pos: item.Position()}, Value: item.Node.JSON()}
		v.Wire = string(v.Value)
		if item.Node.Kind == source.String {
			v.Wire = item.Node.Text
		}
		same := canonical(v.Value)
		if seen[same] {
			r.Warn(item, "duplicate-enum", "this enum value is listed twice")
			continue
		}
		seen[same] = true
		v.Doc, v.Title = texts(i, v.Wire), names(i, v.Wire)
		s.Enum = append(s.Enum, v)
	}
	readActions(r, s, in)
}

// enumTexts reads an extension that says something of each enum value, by the
// value or by its place in the list.
func enumTexts(in source.Cursor, keys ...string) func(i int, value string) string {
	for _, key := range keys {
		ext := in.Key(key)
		if ext.Node == nil {
			continue
		}
		return func(i int, value string) string {
			n := ext.Node.Get(value)
			if ext.Node.Kind == source.Array && i < len(ext.Node.Items) {
				n = ext.Node.Items[i]
			}
			if n == nil || n.Kind != source.String && n.Kind != source.Number {
				return ""
			}
			return n.Text
		}
	}
	return func(int, string) string { return "" }
}
