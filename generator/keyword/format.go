package keyword

import "github.com/oasmint/oasmint/generator/ir"

// format (JSON Schema Validation, section 7; the OpenAPI format registry). What
// each one means is in [Formats].
var format = &Keyword{
	Name: "format", Class: Assertion, Fields: []string{"Format"}, Types: ir.String | ir.Num | ir.Integer,
	Set:   func(s *ir.Schema) bool { return s.Format != "" },
	Read:  readText(func(s *ir.Schema) *string { return &s.Format }),
	Write: func(_ Writer, s *ir.Schema, o *Object) { o.Add("format", s.Format) },
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		if s.Format == "" || v.Scalar(s) && s.Shape.Format == s.Format {
			return ""
		}
		return "format " + v.Code(s.Format)
	},
	Value: func(s *ir.Schema) string { return s.Format },
	Check: func(_ *Checker, s *ir.Schema, v *Value) error {
		f := formats[s.Format]
		if v.Types()&f.Types == 0 {
			return nil
		}
		if f.Number != nil && !f.Number(decimal(v)) || f.Text != nil && !f.Text([]byte(v.text())) {
			return v.wrong("expected the format %s", s.Format)
		}
		return nil
	},
	Compare: func(old, new *ir.Schema) Relation {
		was, is := formats[old.Format], formats[new.Format]
		return added(was.Types != 0, is.Types != 0, func() Relation {
			switch {
			case old.Format == new.Format:
				return Same
			case within(old.Format, new.Format):
				return Wider
			case within(new.Format, old.Format):
				return Narrower
			}
			return Different
		})
	},
}

// within reports whether all values of a format have a wider one as well.
func within(name, wider string) bool {
	for name != "" {
		name = formats[name].Within
		if name == wider {
			return true
		}
	}
	return false
}
