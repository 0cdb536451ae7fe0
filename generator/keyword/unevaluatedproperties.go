package keyword

import "github.com/oasmint/oasmint/generator/ir"

// unevaluatedProperties (JSON Schema Core, section 11.3): the members at which
// no other keyword looked.
var unevaluatedProperties = &Keyword{
	Name: "unevaluatedProperties", Class: Applicator, Fields: []string{"UnevaluatedProperties"}, Types: ir.Object,
	Holds: one{unevaluatedPropertiesField, "other properties"},
	Read:  readOne(unevaluatedPropertiesField, AsOther),
	Write: writeOne("unevaluatedProperties", unevaluatedPropertiesField),
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		return elements(v, s.UnevaluatedProperties, "any member not told of", Told{})
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		var m marks
		c.evaluate(s, v, &m, "unevaluatedProperties")
		for _, name := range v.Names() {
			if !m.all && !m.names[name] {
				if err := c.Schema(s.UnevaluatedProperties, v.Member(name)); err != nil {
					return err
				}
			}
		}
		return nil
	},
	Evaluate: func(_ *Checker, _ *ir.Schema, _ *Value, m *marks) { m.all = true },
}

func unevaluatedPropertiesField(s *ir.Schema) **ir.Schema { return &s.UnevaluatedProperties }
