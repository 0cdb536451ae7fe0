package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
)

// maxLength (JSON Schema Validation, section 6.3.1). Words: with minLength.
var maxLength = lengthLimit.keyword()

var lengthLimit = limit{
	name: "maxLength", field: "MaxLength", noun: "greatest length", types: ir.String,
	of:   func(s *ir.Schema) **uint64 { return &s.MaxLength },
	size: characters, one: "character", many: "characters",
}

func characters(v *Value) int { return validate.Length([]byte(v.text())) }
