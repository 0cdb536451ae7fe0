package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// exclusiveMinimum (JSON Schema Validation, section 6.2.5). Words: with minimum.
var exclusiveMinimum = func() *Keyword {
	k := bound("exclusiveMinimum", "ExclusiveMinimum", "exclusive minimum", "more than", exclusiveMinimumField, func(order int) bool { return order > 0 })
	readOne := readExclusive("minimum", exclusiveMinimumField)
	k.Read = func(r Reader, s *ir.Schema, in, at source.Cursor) {
		readOne(r, s, in, at)
		crossed(r, in, "exclusiveMinimum", "exclusiveMaximum")
	}
	return k
}()

func exclusiveMinimumField(s *ir.Schema) *ir.Number { return &s.ExclusiveMinimum }
