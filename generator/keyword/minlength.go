package keyword

import "github.com/oasmint/oasmint/generator/ir"

// minLength (JSON Schema Validation, section 6.3.2).
var minLength = limit{
	name: "minLength", field: "MinLength", noun: "shortest length", types: ir.String,
	of:   func(s *ir.Schema) **uint64 { return &s.MinLength },
	size: characters, one: "character", many: "characters", upper: &lengthLimit,
}.keyword()
