package keyword

import "github.com/oasmint/oasmint/generator/ir"

// description (JSON Schema Validation, section 9.1); Markdown by OpenAPI.
var description = text("description", "Doc", func(s *ir.Schema) *string { return &s.Doc })
