package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// example (OpenAPI 3.0.4, section 4.7.24; deprecated in 3.1). Its value is kept
// with those of examples, which writes it.
var example = &Keyword{
	Name: "example", Class: Text, Fields: []string{"Examples"},
	Set: func(s *ir.Schema) bool { return len(s.Examples) > 0 },
	Read: func(_ Reader, s *ir.Schema, _, at source.Cursor) {
		s.Examples = append(s.Examples, &ir.Example{Value: at.Node.JSON(), Pos: at.Position()})
	},
}
