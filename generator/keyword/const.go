package keyword

import "github.com/oasmint/oasmint/generator/ir"

// const (JSON Schema Validation, section 6.1.3).
var constKeyword = &Keyword{
	Name: "const", Class: Assertion, Fields: []string{"Const"}, Types: AnyType, Noun: "constant",
	Set:   func(s *ir.Schema) bool { return s.Const != nil },
	Read:  readValue(func(s *ir.Schema) *ir.Value { return &s.Const }),
	Write: func(_ Writer, s *ir.Schema, o *Object) { o.Add("const", s.Const) },
	Words: func(v Voice, s *ir.Schema, told Told) string {
		if s.Const == nil || told.Enum || told.Doc.Always(textOf(s.Const)) {
			return ""
		}
		return "always " + v.JSON(s.Const)
	},
	Value: func(s *ir.Schema) string { return string(s.Const) },
	Check: func(_ *Checker, s *ir.Schema, v *Value) error {
		if !equal(s.Const, v.JSON) {
			return v.wrong("expected the value of const")
		}
		return nil
	},
}
