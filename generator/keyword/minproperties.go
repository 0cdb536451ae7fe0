package keyword

import "github.com/oasmint/oasmint/generator/ir"

// minProperties (JSON Schema Validation, section 6.5.2).
var minProperties = limit{
	name: "minProperties", field: "MinProperties", noun: "fewest members", types: ir.Object,
	of:   func(s *ir.Schema) **uint64 { return &s.MinProperties },
	size: memberLimit.size, one: "member", many: "members", upper: &memberLimit,
}.keyword()
