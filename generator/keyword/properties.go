package keyword

import "github.com/oasmint/oasmint/generator/ir"

// properties (JSON Schema Core, section 10.3.2.1): members by their names.
var properties = &Keyword{
	Name: "properties", Class: Applicator, Fields: []string{"Properties"}, Types: ir.Object,
	Holds: named{propertiesField, func(name string) string { return "property " + name }},
	Read:  readNamed(propertiesField, AsProperty),
	Write: writeNamed("properties", propertiesField),
	Words: func(v Voice, s *ir.Schema, told Told) string {
		var out []string
		for _, p := range s.Properties {
			if !told.Fields[p.Wire] {
				out = append(out, v.Code(p.Wire)+": "+v.Phrase(p.Schema))
			}
		}
		if len(out) == 0 {
			return ""
		}
		return "with " + join(out, "; ")
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		for _, name := range v.Names() {
			if of := schemaOf(s.Properties, name); of != nil {
				if err := c.Schema(of, v.Member(name)); err != nil {
					return err
				}
			}
		}
		return nil
	},
	Evaluate: func(_ *Checker, s *ir.Schema, _ *Value, m *marks) {
		for _, p := range s.Properties {
			m.name(p.Wire)
		}
	},
}

func propertiesField(s *ir.Schema) *[]*ir.Property { return &s.Properties }
