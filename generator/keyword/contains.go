package keyword

import "github.com/oasmint/oasmint/generator/ir"

// contains (JSON Schema Core, section 10.3.1.3), with minContains and
// maxContains. Words: of all three.
var containsKeyword = &Keyword{
	Name: "contains", Class: Applicator, Fields: []string{"Contains"}, Types: ir.Array,
	Holds: one{containsField, "contained item"},
	Read:  readOne(containsField, AsOther),
	Write: writeOne("contains", containsField),
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		if s.Contains == nil {
			return ""
		}
		low := LeastContained(s)
		if low == 0 && s.MaxContains == nil {
			return ""
		}
		return "contains " + between(&low, s.MaxContains, "item", "items") + " like this: " + v.Phrase(s.Contains)
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		n := 0
		for _, item := range v.Items() {
			if c.Accepts(s.Contains, item) {
				n++
			}
		}
		low, high := LeastContained(s), s.MaxContains
		if c.lenient[s.Contains] {
			high = nil // what it counts may be too many
		}
		return v.counts(n, &low, high, "item that contains describes", "items that contains describes")
	},
	Evaluate: func(c *Checker, s *ir.Schema, v *Value, m *marks) {
		for i, item := range v.Items() {
			if c.Accepts(s.Contains, item) {
				m.item(i)
			}
		}
	},
}

func containsField(s *ir.Schema) **ir.Schema { return &s.Contains }

// LeastContained is how many items contains asks for: 1 where minContains does
// not say.
func LeastContained(s *ir.Schema) uint64 {
	if s.MinContains == nil {
		return 1
	}
	return *s.MinContains
}
