package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// examples (JSON Schema Validation, section 9.5).
var examples = &Keyword{
	Name: "examples", Class: Text, Fields: []string{"Examples"},
	Set: func(s *ir.Schema) bool { return len(s.Examples) > 0 },
	Read: func(r Reader, s *ir.Schema, _, at source.Cursor) {
		if at.Node.Kind != source.Array {
			bad(r, at, "a list of values")
		}
		for _, item := range at.Items() {
			s.Examples = append(s.Examples, &ir.Example{Value: item.Node.JSON(), Pos: item.Position()})
		}
	},
	Write: func(_ Writer, s *ir.Schema, o *Object) {
		var values []any
		for _, e := range s.Examples {
			if len(e.Value) > 0 {
				values = append(values, e.Value)
			}
		}
		o.Add("examples", values)
	},
}
