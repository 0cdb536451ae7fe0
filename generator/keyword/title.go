package keyword

import "github.com/oasmint/oasmint/generator/ir"

// title (JSON Schema Validation, section 9.1).
var title = text("title", "Title", func(s *ir.Schema) *string { return &s.Title })
