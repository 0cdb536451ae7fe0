package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// $ref (JSON Schema Core, section 8.2.3.1), with siblings or as a component of
// its own: one that says no more than its target is not kept.
var ref = &Keyword{
	Name: "$ref", Class: Applicator, Fields: []string{"Ref"}, Types: AnyType, InPlace: true,
	Holds: one{refField, "reference"},
	Read: func(r Reader, s *ir.Schema, in, at source.Cursor) {
		if at.Node.Kind == source.String {
			s.Ref = r.Target(in)
			return
		}
		r.Note(at, "unknown-keyword", "%q must be text; it is ignored", "$ref")
	},
	// One that refers to a place within another schema, which has no name, is
	// written by allOf.
	Write: func(w Writer, s *ir.Schema, o *Object) {
		if s.Ref != nil && s.Ref.Name != "" {
			o.Put("$ref", w.Use(s.Ref).(Object)[0].Value)
		}
	},
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		if s.Ref == nil || s.Name == "" {
			return ""
		}
		named := s.Ref.Named()
		if named == nil { // a place within another schema
			return join(v.Rest(s.Ref, Told{}), ", ")
		}
		return "all that " + v.Link(named) + " asks"
	},
	Check:    func(c *Checker, s *ir.Schema, v *Value) error { return c.Schema(s.Ref, v) },
	Evaluate: func(c *Checker, s *ir.Schema, v *Value, m *marks) { c.evaluate(s.Ref, v, m) },
}

func refField(s *ir.Schema) **ir.Schema { return &s.Ref }
