package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// $id (JSON Schema Core, section 8.2.1).
var dollarID = &Keyword{
	Name: "$id", Class: Structure, Fields: []string{"Unsupported"},
	Read: func(r Reader, s *ir.Schema, in, at source.Cursor) {
		s.Unsupported = append(s.Unsupported, "$id")
		readIdentifier(r, s, in, at)
	},
}

// readIdentifier reports a name for references that are no JSON Pointers.
func readIdentifier(r Reader, _ *ir.Schema, _, at source.Cursor) {
	r.Warn(at, "anchor", "%q is not used: references are JSON Pointers", at.LastToken())
}
