package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// $dynamicAnchor (JSON Schema Core, section 8.2.2).
var dollarDynamicAnchor = &Keyword{
	Name: "$dynamicAnchor", Class: Structure, Fields: []string{"Unsupported"},
	Read: func(r Reader, s *ir.Schema, in, at source.Cursor) {
		s.Unsupported = append(s.Unsupported, "$dynamicAnchor")
		readIdentifier(r, s, in, at)
	},
}
