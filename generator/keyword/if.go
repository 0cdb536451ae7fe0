package keyword

import "github.com/oasmint/oasmint/generator/ir"

// if (JSON Schema Core, section 10.2.2.1), with then and else. Words: of all
// three.
var ifKeyword = &Keyword{
	Name: "if", Class: Applicator, Fields: []string{"If"}, Types: AnyType, InPlace: true,
	Holds: one{ifField, "if"},
	Read:  readOne(ifField, AsOther),
	Write: writeOne("if", ifField),
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		if s.If == nil {
			return ""
		}
		var out []string
		condition := v.Enclosed(s.If)
		if s.Then != nil {
			out = append(out, "if "+condition+" then "+v.Enclosed(s.Then))
		}
		if s.Else != nil {
			out = append(out, "if not "+condition+" then "+v.Enclosed(s.Else))
		}
		return join(out, ", ")
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		switch {
		case c.lenient[s.If]:
			return nil // that the condition holds may not be so
		case c.Accepts(s.If, v):
			return c.Schema(s.Then, v)
		}
		return c.Schema(s.Else, v)
	},
	Evaluate: func(c *Checker, s *ir.Schema, v *Value, m *marks) {
		if c.Accepts(s.If, v) {
			c.evaluate(s.If, v, m)
			c.evaluate(s.Then, v, m)
			return
		}
		c.evaluate(s.Else, v, m)
	},
}

func ifField(s *ir.Schema) **ir.Schema { return &s.If }
