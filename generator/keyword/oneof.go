package keyword

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
)

// oneOf (JSON Schema Core, section 10.2.1.3).
var oneOf = &Keyword{
	Name: "oneOf", Class: Applicator, Fields: []string{"OneOf"}, Types: AnyType, InPlace: true,
	Holds: several{oneOfField, "variant"},
	Read:  readSeveral(oneOfField, AsVariant),
	Write: func(w Writer, s *ir.Schema, o *Object) {
		o.Add("oneOf", uses(w, s.OneOf))
	},
	Words: func(v Voice, s *ir.Schema, told Told) string { return choice(v, s, s.OneOf, true, told) },
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		lenient := slices.ContainsFunc(s.OneOf, func(of *ir.Schema) bool { return c.lenient[of] })
		switch matching := c.count(s.OneOf, v); {
		case matching == 0:
			return v.wrong("expected a match of %s under oneOf", oneOfThem(s.OneOf))
		case matching > 1 && !lenient: // that several match may not be so
			return v.wrong("expected a match of one schema under oneOf, not of %d", matching)
		}
		return nil
	},
	Evaluate: func(c *Checker, s *ir.Schema, v *Value, m *marks) {
		c.evaluateAll(s.OneOf, v, m)
	},
}

func oneOfField(s *ir.Schema) *[]*ir.Schema { return &s.OneOf }
