package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// $id (JSON Schema Core, section 8.2.1).
var dollarID = &Keyword{Name: "$id", Class: Structure, Read: readIdentifier}

// readIdentifier is for names of schemas: references by them were brought to JSON
// Pointers when the document was loaded. OpenAPI 3.0 has none.
func readIdentifier(r Reader, _ *ir.Schema, _, at source.Cursor) {
	if r.Is30() {
		r.Warn(at, "anchor", "%q is not used: OpenAPI 3.0 has no such names", at.LastToken())
	}
}
