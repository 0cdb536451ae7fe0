package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// maxContains (JSON Schema Validation, section 6.4.4). It asserts nothing
// without contains, which checks it and tells it.
var maxContains = &Keyword{
	Name: "maxContains", Class: Modifier, Fields: []string{"MaxContains"}, Types: ir.Array,
	Set:   func(s *ir.Schema) bool { return s.MaxContains != nil },
	Read:  func(r Reader, s *ir.Schema, _, at source.Cursor) { s.MaxContains = readCount(r, at) },
	Write: func(_ Writer, s *ir.Schema, o *Object) { o.Add("maxContains", s.MaxContains) },
	Compare: func(old, new *ir.Schema) Relation {
		if old.Contains == nil || new.Contains == nil {
			return Same // contains tells
		}
		return compareUpper(func(s *ir.Schema) ir.Number { return asNumber(s.MaxContains) })(old, new)
	},
}
