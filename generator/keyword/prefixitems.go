package keyword

import "github.com/oasmint/oasmint/generator/ir"

// prefixItems (JSON Schema Core, section 10.3.1.1): the first items, each by its
// place.
var prefixItems = &Keyword{
	Name: "prefixItems", Class: Applicator, Fields: []string{"PrefixItems"}, Types: ir.Array,
	Holds: several{prefixItemsField, "items"},
	Read:  readSeveral(prefixItemsField, AsItem),
	Write: writeSeveral("prefixItems", prefixItemsField),
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		if len(s.PrefixItems) == 0 {
			return ""
		}
		return "the first items in order: " + join(enclosed(v, s.PrefixItems), ", ")
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		for i, item := range v.Items() {
			if i == len(s.PrefixItems) {
				break
			}
			if err := c.Schema(s.PrefixItems[i], item); err != nil {
				return err
			}
		}
		return nil
	},
	Evaluate: func(_ *Checker, s *ir.Schema, _ *Value, m *marks) {
		for i := range s.PrefixItems {
			m.item(i)
		}
	},
}

func prefixItemsField(s *ir.Schema) *[]*ir.Schema { return &s.PrefixItems }
