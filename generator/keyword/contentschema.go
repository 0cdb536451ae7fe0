package keyword

import "github.com/oasmint/oasmint/generator/ir"

// contentSchema (JSON Schema Validation, section 8.5): what the text holds, as
// contentMediaType and contentEncoding say. No value is held against it. Words:
// with contentEncoding.
var contentSchema = &Keyword{
	Name: "contentSchema", Class: Annotation, Fields: []string{"ContentSchema"},
	Holds: one{contentSchemaField, "content"},
	Read:  readOne(contentSchemaField, AsOther),
	Write: writeOne("contentSchema", contentSchemaField),
}

func contentSchemaField(s *ir.Schema) **ir.Schema { return &s.ContentSchema }
