package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// externalDocs (OpenAPI 3.1.1, section 4.8.11).
var externalDocs = &Keyword{
	Name: "externalDocs", Class: Text, Fields: []string{"More"},
	Set: func(s *ir.Schema) bool { return s.More != nil },
	Read: func(r Reader, s *ir.Schema, _, at source.Cursor) {
		if at.Node.Kind == source.Object {
			s.More = &ir.ExternalDocs{URL: r.Text(at, "url"), Doc: r.Text(at, "description")}
		}
	},
}
