package keyword

import "github.com/oasmint/oasmint/generator/ir"

// maxItems (JSON Schema Validation, section 6.4.1). Words: with minItems.
var maxItems = itemLimit.keyword()

var itemLimit = limit{
	name: "maxItems", field: "MaxItems", noun: "most items", types: ir.Array,
	of:   func(s *ir.Schema) **uint64 { return &s.MaxItems },
	size: func(v *Value) int { return len(v.Items()) }, one: "item", many: "items",
}
