package keyword

import (
	"strconv"

	"github.com/oasmint/oasmint/generator/ir"
)

// patternProperties (JSON Schema Core, section 10.3.2.2): members whose names
// match an expression of ECMA-262.
var patternProperties = &Keyword{
	Name: "patternProperties", Class: Applicator, Fields: []string{"PatternProperties"}, Types: ir.Object,
	Holds: named{patternPropertiesField, func(pattern string) string { return "properties that match " + strconv.Quote(pattern) }},
	Read:  readNamed(patternPropertiesField, AsValue),
	Write: writeNamed("patternProperties", patternPropertiesField),
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		var out []string
		for _, p := range s.PatternProperties {
			out = append(out, "members whose name matches "+v.Code(p.Wire)+": "+v.Phrase(p.Schema))
		}
		return join(out, "; ")
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		for _, name := range v.Names() {
			for _, p := range s.PatternProperties {
				if matchable(p.Wire) && matches(p.Wire, name) {
					if err := c.Schema(p.Schema, v.Member(name)); err != nil {
						return err
					}
				}
			}
		}
		return nil
	},
	Evaluate: func(_ *Checker, s *ir.Schema, v *Value, m *marks) {
		for _, name := range v.Names() {
			for _, p := range s.PatternProperties {
				if matches(p.Wire, name) {
					m.name(name)
				}
			}
		}
	},
}

func patternPropertiesField(s *ir.Schema) *[]*ir.Property { return &s.PatternProperties }
