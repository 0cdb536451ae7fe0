package keyword

import "github.com/oasmint/oasmint/generator/ir"

// maxProperties (JSON Schema Validation, section 6.5.1). Words: with minProperties.
var maxProperties = memberLimit.keyword()

var memberLimit = limit{
	name: "maxProperties", field: "MaxProperties", noun: "most members", types: ir.Object,
	of:   func(s *ir.Schema) **uint64 { return &s.MaxProperties },
	size: func(v *Value) int { return len(v.Names()) }, one: "member", many: "members",
}
