package keyword

import "github.com/oasmint/oasmint/generator/ir"

// uniqueItems (JSON Schema Validation, section 6.4.3).
var uniqueItems = &Keyword{
	Name: "uniqueItems", Class: Assertion, Fields: []string{"UniqueItems"}, Types: ir.Array, Noun: "no two items equal",
	Set:   func(s *ir.Schema) bool { return s.UniqueItems },
	Read:  readFlag(func(s *ir.Schema) *bool { return &s.UniqueItems }),
	Write: func(_ Writer, s *ir.Schema, o *Object) { o.Add("uniqueItems", s.UniqueItems) },
	Words: func(_ Voice, s *ir.Schema, _ Told) string {
		if !s.UniqueItems {
			return ""
		}
		return "no two items equal"
	},
	Value: func(s *ir.Schema) string {
		if !s.UniqueItems {
			return ""
		}
		return "true"
	},
	Check: func(_ *Checker, _ *ir.Schema, v *Value) error {
		seen := map[string]bool{}
		for _, item := range v.Items() {
			text := canonical(item.JSON)
			if seen[text] {
				return item.wrong("expected no two items to be equal")
			}
			seen[text] = true
		}
		return nil
	},
	Compare: func(old, new *ir.Schema) Relation {
		return added(old.UniqueItems, new.UniqueItems, func() Relation { return Same })
	},
}
