package code

import "github.com/oasmint/oasmint/generator/ir"

// Imported returns the type of a named schema that is one of another document, whose
// package has its checks; nil for other schemas.
func Imported(s *ir.Schema) *ir.GoType {
	if s.Name == "" || s.Shape == nil || s.Shape.Same != nil || s.Shape.Go == nil || !s.Shape.Go.Emitted {
		return nil
	}
	return s.Shape.Go
}
