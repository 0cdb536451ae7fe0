package keyword

import "github.com/oasmint/oasmint/generator/ir"

// dependentSchemas (JSON Schema Core, section 10.2.2.4): what holds for an
// object that has a member.
var dependentSchemas = &Keyword{
	Name: "dependentSchemas", Class: Applicator, Fields: []string{"DependentSchemas"}, Types: ir.Object, InPlace: true,
	Holds: named{dependentSchemasField, func(name string) string { return "what " + name + " asks for" }},
	Read:  readNamed(dependentSchemasField, AsOther),
	Write: writeNamed("dependentSchemas", dependentSchemasField),
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		var out []string
		for _, d := range s.DependentSchemas {
			out = append(out, "with "+v.Code(d.Wire)+" also: "+v.Phrase(d.Schema))
		}
		return join(out, "; ")
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		for _, d := range s.DependentSchemas {
			if v.Member(d.Wire) != nil {
				if err := c.Schema(d.Schema, v); err != nil {
					return err
				}
			}
		}
		return nil
	},
	Evaluate: func(c *Checker, s *ir.Schema, v *Value, m *marks) {
		for _, d := range s.DependentSchemas {
			if v.Member(d.Wire) != nil {
				c.evaluate(d.Schema, v, m)
			}
		}
	},
}

func dependentSchemasField(s *ir.Schema) *[]*ir.Property { return &s.DependentSchemas }
