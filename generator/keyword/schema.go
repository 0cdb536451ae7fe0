package keyword

import (
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// $schema (JSON Schema Core, section 8.1.1). Another dialect is read as if it
// were 2020-12.
var dollarSchema = &Keyword{
	Name: "$schema", Class: Annotation,
	Read: func(r Reader, _ *ir.Schema, _, at source.Cursor) {
		d := strings.TrimSuffix(at.Node.Str(), "#")
		if !strings.HasPrefix(d, "https://json-schema.org/draft/2020-12/") && !strings.HasPrefix(d, "https://spec.openapis.org/oas/3.") {
			r.Warn(at, "bad-keyword", "\"$schema\" names another dialect than https://json-schema.org/draft/2020-12/schema, by which the schema is read")
		}
	},
}
