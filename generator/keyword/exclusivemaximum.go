package keyword

import "github.com/oasmint/oasmint/generator/ir"

// exclusiveMaximum (JSON Schema Validation, section 6.2.3). Words: with minimum.
var exclusiveMaximum = func() *Keyword {
	k := bound("exclusiveMaximum", "ExclusiveMaximum", "exclusive maximum", "less than", exclusiveMaximumField, func(order int) bool { return order < 0 })
	k.Read = readExclusive("maximum", exclusiveMaximumField)
	return k
}()

func exclusiveMaximumField(s *ir.Schema) *ir.Number { return &s.ExclusiveMaximum }
