package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
	"github.com/oasmint/oasmint/generator/validate"
)

// multipleOf (JSON Schema Validation, section 6.2.1), exact for any digits.
var multipleOf = &Keyword{
	Name: "multipleOf", Class: Assertion, Fields: []string{"MultipleOf"}, Types: ir.Num | ir.Integer, Noun: "multiple of",
	Set: func(s *ir.Schema) bool { return s.MultipleOf != "" },
	Read: func(r Reader, s *ir.Schema, _, at source.Cursor) {
		if n := rational(at.Node); n == nil || n.Sign() <= 0 {
			bad(r, at, "a number greater than 0")
			return
		}
		s.MultipleOf = ir.Number(at.Node.Text)
	},
	Write: func(_ Writer, s *ir.Schema, o *Object) { o.Add("multipleOf", number(s.MultipleOf)) },
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		if s.MultipleOf == "" {
			return ""
		}
		return "a multiple of " + v.Plain(string(s.MultipleOf))
	},
	Value: func(s *ir.Schema) string { return string(s.MultipleOf) },
	Check: func(_ *Checker, s *ir.Schema, v *Value) error {
		if !decimal(v).MultipleOf(string(s.MultipleOf)) {
			return v.wrong("expected a multiple of %s", s.MultipleOf)
		}
		return nil
	},
	Compare: func(old, new *ir.Schema) Relation {
		return added(old.MultipleOf != "", new.MultipleOf != "", func() Relation {
			was, is := validate.Decimal(old.MultipleOf), validate.Decimal(new.MultipleOf)
			switch {
			case was.Compare(string(is)) == 0:
				return Same
			case is.MultipleOf(string(was)):
				return Narrower
			case was.MultipleOf(string(is)):
				return Wider
			}
			return Different
		})
	},
}
