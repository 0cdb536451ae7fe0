package keyword

import "github.com/oasmint/oasmint/generator/ir"

// not (JSON Schema Core, section 10.2.1.4).
var not = &Keyword{
	Name: "not", Class: Applicator, Fields: []string{"Not"}, Types: AnyType, InPlace: true,
	Holds: one{notField, "not"},
	Read:  readOne(notField, AsOther),
	Write: writeOne("not", notField),
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		if s.Not == nil {
			return ""
		}
		return "not: " + v.Enclosed(s.Not)
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		if !c.lenient[s.Not] && c.Accepts(s.Not, v) {
			return v.wrong("expected no match of the schema under not")
		}
		return nil
	},
}

func notField(s *ir.Schema) **ir.Schema { return &s.Not }
