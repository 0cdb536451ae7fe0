package keyword

import "github.com/oasmint/oasmint/generator/ir"

// contentMediaType (JSON Schema Validation, section 8.4). Words: with contentEncoding.
var contentMediaType = func() *Keyword {
	k := text("contentMediaType", "ContentMediaType", func(s *ir.Schema) *string { return &s.ContentMediaType })
	k.Class, k.Noun = Annotation, "content media type"
	return k
}()
