package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// items (JSON Schema Core, section 10.3.1.2): the items that prefixItems does
// not speak of.
var items = &Keyword{
	Name: "items", Class: Applicator, Fields: []string{"Items"}, Types: ir.Array,
	Holds: one{itemsField, "items"},
	Read: func(r Reader, s *ir.Schema, in, at source.Cursor) {
		if at.Node.Kind == source.Array {
			bad(r, at, "a schema (a list of them is prefixItems since 2020-12)")
			return
		}
		readOne(itemsField, AsItem)(r, s, in, at)
	},
	Write: writeOne("items", itemsField),
	Words: func(v Voice, s *ir.Schema, told Told) string {
		if len(s.PrefixItems) > 0 {
			return elements(v, s.Items, "any further item", Told{})
		}
		return elements(v, s.Items, "each item", told)
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		for i, item := range v.Items() {
			if i < len(s.PrefixItems) {
				continue
			}
			if err := c.Schema(s.Items, item); err != nil {
				return err
			}
		}
		return nil
	},
	Evaluate: func(_ *Checker, _ *ir.Schema, _ *Value, m *marks) { m.all = true },
}

func itemsField(s *ir.Schema) **ir.Schema { return &s.Items }
