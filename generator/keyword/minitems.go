package keyword

import "github.com/oasmint/oasmint/generator/ir"

// minItems (JSON Schema Validation, section 6.4.2).
var minItems = limit{
	name: "minItems", field: "MinItems", noun: "fewest items", types: ir.Array,
	of:   func(s *ir.Schema) **uint64 { return &s.MinItems },
	size: itemLimit.size, one: "item", many: "items", upper: &itemLimit,
}.keyword()
