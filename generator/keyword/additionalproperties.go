package keyword

import "github.com/oasmint/oasmint/generator/ir"

// additionalProperties (JSON Schema Core, section 10.3.2.3): members that
// neither properties nor patternProperties speak of.
var additionalProperties = &Keyword{
	Name: "additionalProperties", Class: Applicator, Fields: []string{"AdditionalProperties"}, Types: ir.Object,
	Holds: one{additionalPropertiesField, "other properties"},
	Read:  readOne(additionalPropertiesField, AsValue),
	Write: writeOne("additionalProperties", additionalPropertiesField),
	Words: func(v Voice, s *ir.Schema, told Told) string {
		switch {
		case s.AdditionalProperties == nil:
			return ""
		case s.AdditionalProperties.Never() && s.Shape != nil && s.Shape.Empty():
			if told.Element {
				return "" // as an empty object
			}
			return "no members"
		case s.AdditionalProperties.Never():
			return "no other members"
		case s.Shape == nil || s.Shape.Kind != ir.KindMap:
			told.Element = false // the type has not told
			return elements(v, s.AdditionalProperties, "any other member", told)
		}
		return elements(v, s.AdditionalProperties, "each value", told)
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		if OpenNames(s) {
			return nil // a name may match a pattern that is not enforced
		}
		for _, name := range v.Names() {
			if additional(s, name) {
				if err := c.Schema(s.AdditionalProperties, v.Member(name)); err != nil {
					return err
				}
			}
		}
		return nil
	},
	Evaluate: func(_ *Checker, _ *ir.Schema, _ *Value, m *marks) { m.all = true }, // with its siblings
}

func additionalPropertiesField(s *ir.Schema) **ir.Schema { return &s.AdditionalProperties }

// additional reports whether no sibling of additionalProperties speaks of a name.
func additional(s *ir.Schema, name string) bool {
	if schemaOf(s.Properties, name) != nil {
		return false
	}
	for _, p := range s.PatternProperties {
		if matches(p.Wire, name) {
			return false
		}
	}
	return true
}
