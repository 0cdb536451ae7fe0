package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// minContains (JSON Schema Validation, section 6.4.5). It asserts nothing
// without contains, which checks it and tells it.
var minContains = &Keyword{
	Name: "minContains", Class: Modifier, Fields: []string{"MinContains"}, Types: ir.Array,
	Set: func(s *ir.Schema) bool { return s.MinContains != nil },
	Read: func(r Reader, s *ir.Schema, in, at source.Cursor) {
		s.MinContains = readCount(r, at)
		crossed(r, in, "minContains", "maxContains")
	},
	Write: func(_ Writer, s *ir.Schema, o *Object) { o.Add("minContains", s.MinContains) },
	Compare: func(old, new *ir.Schema) Relation {
		if old.Contains == nil || new.Contains == nil {
			return Same // contains tells
		}
		return compareLower(func(s *ir.Schema) ir.Number { low := LeastContained(s); return asNumber(&low) })(old, new)
	},
}
