package keyword

import "github.com/oasmint/oasmint/generator/ir"

// deprecated (JSON Schema Validation, section 9.3).
var deprecated = flag("deprecated", "Deprecated", func(s *ir.Schema) *bool { return &s.Deprecated })
