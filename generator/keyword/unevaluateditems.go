package keyword

import "github.com/oasmint/oasmint/generator/ir"

// unevaluatedItems (JSON Schema Core, section 11.2): the items at which no
// other keyword looked.
var unevaluatedItems = &Keyword{
	Name: "unevaluatedItems", Class: Applicator, Fields: []string{"UnevaluatedItems"}, Types: ir.Array,
	Holds: one{unevaluatedItemsField, "other items"},
	Read:  readOne(unevaluatedItemsField, AsOther),
	Write: writeOne("unevaluatedItems", unevaluatedItemsField),
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		return elements(v, s.UnevaluatedItems, "any item not told of", Told{})
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		var m marks
		c.evaluate(s, v, &m, "unevaluatedItems")
		for i, item := range v.Items() {
			if !m.all && !m.items[i] {
				if err := c.Schema(s.UnevaluatedItems, item); err != nil {
					return err
				}
			}
		}
		return nil
	},
	Evaluate: func(_ *Checker, _ *ir.Schema, _ *Value, m *marks) { m.all = true },
}

func unevaluatedItemsField(s *ir.Schema) **ir.Schema { return &s.UnevaluatedItems }
