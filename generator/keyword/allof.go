package keyword

import "github.com/oasmint/oasmint/generator/ir"

// allOf (JSON Schema Core, section 10.2.1.1).
var allOf = &Keyword{
	Name: "allOf", Class: Applicator, Fields: []string{"AllOf"}, Types: AnyType, InPlace: true,
	Holds: several{allOfField, "allOf"},
	Read:  readSeveral(allOfField, AsPart),
	Write: func(w Writer, s *ir.Schema, o *Object) {
		var out []any
		if s.Pattern != nil && formats[s.Format].Pattern != "" {
			out = append(out, Object{{"pattern", formats[s.Format].Pattern}})
		}
		if s.Ref != nil && s.Ref.Name == "" { // it refers to a place within another schema
			out = append(out, w.Use(s.Ref))
		}
		out = append(out, uses(w, s.AllOf)...)
		o.Add("allOf", out)
	},
	// The members that have a page are linked, those that have none told as if
	// they stood in the schema itself.
	Words: func(v Voice, s *ir.Schema, told Told) string {
		var out []string
		for _, member := range s.AllOf {
			if target := member.Named(); target != nil {
				if s.Shape == nil || s.Shape.Same != target {
					out = append(out, "all that "+v.Link(target)+" asks")
				}
				if member.Name != "" {
					continue
				}
			}
			out = append(out, v.Rest(member, told)...)
		}
		return join(out, ", ")
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		for _, member := range s.AllOf {
			if err := c.Schema(member, v); err != nil {
				return err
			}
		}
		return nil
	},
	Evaluate: func(c *Checker, s *ir.Schema, v *Value, m *marks) {
		for _, member := range s.AllOf {
			c.evaluate(member, v, m)
		}
	},
}

func allOfField(s *ir.Schema) *[]*ir.Schema { return &s.AllOf }
