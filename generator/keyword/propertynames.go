package keyword

import (
	"encoding/json"

	"github.com/oasmint/oasmint/generator/ir"
)

// propertyNames (JSON Schema Core, section 10.3.2.4).
var propertyNames = &Keyword{
	Name: "propertyNames", Class: Applicator, Fields: []string{"PropertyNames"}, Types: ir.Object,
	Holds: one{propertyNamesField, "property names"},
	Read:  readOne(propertyNamesField, AsOther),
	Write: writeOne("propertyNames", propertyNamesField),
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		if s.PropertyNames == nil {
			return ""
		}
		return "each name: " + v.Phrase(s.PropertyNames)
	},
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		for _, name := range v.Names() {
			quoted, err := json.Marshal(name)
			if err != nil {
				return err
			}
			if err := c.Schema(s.PropertyNames, &Value{JSON: quoted}); err != nil {
				return v.Member(name).wrong("the name: %s", err)
			}
		}
		return nil
	},
}

func propertyNamesField(s *ir.Schema) **ir.Schema { return &s.PropertyNames }
