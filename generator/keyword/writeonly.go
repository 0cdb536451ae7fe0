package keyword

import "github.com/oasmint/oasmint/generator/ir"

// writeOnly (JSON Schema Validation, section 9.4).
var writeOnly = flag("writeOnly", "WriteOnly", func(s *ir.Schema) *bool { return &s.WriteOnly })

// Exempt reports whether a member need not be there although it is required,
// because it travels the other way alone: a readOnly one in a response, a
// writeOnly one in a request. Where the direction is not known (0, or both),
// either is exempt.
func Exempt(readOnly, writeOnly bool, direction ir.Direction) bool {
	return readOnly && direction != ir.InResponse || writeOnly && direction != ir.InRequest
}
