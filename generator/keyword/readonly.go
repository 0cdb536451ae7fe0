package keyword

import "github.com/oasmint/oasmint/generator/ir"

// readOnly (JSON Schema Validation, section 9.4).
var readOnly = flag("readOnly", "ReadOnly", func(s *ir.Schema) *bool { return &s.ReadOnly })
