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
	Set:   func(s *ir.Schema) bool { return len(s.Required) > 0 },
	Read:  func(r Reader, s *ir.Schema, _, at source.Cursor) { s.Required = readNames(r, at) },
	Write: func(w Writer, s *ir.Schema, o *Object) { o.Add("required", RequiredIn(s, w.Direction())) },
	Words: func(v Voice, s *ir.Schema, told Told) string {
		var names []string
		for _, name := range s.Required {
			if !told.Fields[name] {
				names = append(names, name)
			}
		}
		if len(names) == 0 {
			return ""
		}
		return "requires " + codes(v, names)
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		for _, name := range RequiredIn(s, c.direction) {
			if v.Member(name) == nil {
				return v.wrong("expected the member %s", name)
			}
		}
		return nil
	},
}

// RequiredIn are the members that s itself requires in a direction: without those of
// which s, or what it merges, says that they travel the other way alone.
func RequiredIn(s *ir.Schema, direction ir.Direction) []string {
	if len(s.Required) == 0 {
		return nil
	}
	var oneWay map[string][2]bool // readOnly and writeOnly, of the few members that are
	add := func(name string, readOnly, writeOnly bool) {
		if readOnly || writeOnly {
			if oneWay == nil {
				oneWay = map[string][2]bool{}
			}
			was := oneWay[name]
			oneWay[name] = [2]bool{was[0] || readOnly, was[1] || writeOnly}
		}
	}
	for _, p := range s.Properties {
		add(p.Wire, p.ReadOnly, p.WriteOnly)
	}
	if s.Shape != nil {
		for _, f := range s.Shape.Fields {
			add(f.Wire, f.ReadOnly, f.WriteOnly)
		}
	}
	if oneWay == nil {
		return slices.Clone(s.Required)
	}
	return slices.DeleteFunc(slices.Clone(s.Required), func(name string) bool { return Exempt(oneWay[name][0], oneWay[name][1], direction) })
}

// Requires reports whether s itself requires a member in a direction.
func Requires(s *ir.Schema, name string, direction ir.Direction) bool {
	return slices.Contains(s.Required, name) && slices.Contains(RequiredIn(s, direction), name)
}
