package keyword

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// required (JSON Schema Validation, section 6.5.3). A readOnly property need not
// be in a request, a writeOnly one not in a response (OpenAPI 3.1.1, section
// 4.8.24).
var required = &Keyword{
	Name: "required", Class: Assertion, Fields: []string{"Required"}, Types: ir.Object,
	Set:  func(s *ir.Schema) bool { return len(s.Required) > 0 },
	Read: func(r Reader, s *ir.Schema, _, at source.Cursor) { s.Required = readNames(r, at) },
	Write: func(w Writer, s *ir.Schema, o *Object) {
		var out []string
		for _, name := range s.Required {
			if !exempt(s, name, w.Direction()) {
				out = append(out, name)
			}
		}
		o.Add("required", out)
	},
	Words: func(v Voice, s *ir.Schema, told Told) string {
		var names []string
		for _, name := range s.Required {
			if !told.field(name) {
				names = append(names, name)
			}
		}
		if len(names) == 0 {
			return ""
		}
		return "requires " + codes(v, names)
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		for _, name := range s.Required {
			if v.Member(name) == nil && !exempt(s, name, c.direction) {
				return v.wrong("expected the member %s", name)
			}
		}
		return nil
	},
}

// RequiredIn are the members that s itself requires in a direction.
func RequiredIn(s *ir.Schema, direction ir.Direction) []string {
	return slices.DeleteFunc(slices.Clone(s.Required), func(name string) bool { return exempt(s, name, direction) })
}

// Requires reports whether s itself requires a member in a direction.
func Requires(s *ir.Schema, name string, direction ir.Direction) bool {
	return slices.Contains(s.Required, name) && !exempt(s, name, direction)
}

// exempt reports whether the member of a name need not be there although s
// requires it: s, or what it merges, says that it travels the other way alone.
func exempt(s *ir.Schema, name string, direction ir.Direction) bool {
	readOnly, writeOnly := false, false
	for _, p := range s.Properties {
		if p.Wire == name {
			readOnly, writeOnly = p.ReadOnly, p.WriteOnly
		}
	}
	if s.Shape != nil {
		i := slices.IndexFunc(s.Shape.Fields, func(f *ir.Field) bool { return f.Wire == name })
		if i >= 0 {
			readOnly, writeOnly = readOnly || s.Shape.Fields[i].ReadOnly, writeOnly || s.Shape.Fields[i].WriteOnly
		}
	}
	return Exempt(readOnly, writeOnly, direction)
}
