package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// What asserts something that oasmint does not enforce, each with the reason.
var (
	dynamicRef        = unsupported("$dynamicRef", "OpenAPI 3.0 has no such references; write $ref")
	recursiveRef      = unsupported("$recursiveRef", "it is from an older JSON Schema; write $ref")
	dependencies      = unsupported("dependencies", "it is from an older JSON Schema; write dependentRequired or dependentSchemas")
	additionalItems   = unsupported("additionalItems", "it is from an older JSON Schema; write items beside prefixItems")
	vocabulary        = unsupported("$vocabulary", "vocabularies cannot be changed")
	minimumExclusive  = unsupported("minimumExclusive", "write exclusiveMinimum")
	unevaluatedObject = unsupported("unevaluatedObject", "write unevaluatedProperties")
)

func unsupported(name, why string) *Keyword {
	return &Keyword{
		Name: name, Class: Unsupported, Fields: []string{"Unsupported"},
		Set: func(s *ir.Schema) bool { return contains(s.Unsupported, name) },
		Read: func(r Reader, s *ir.Schema, _, at source.Cursor) {
			s.Unsupported = append(s.Unsupported, name)
			r.Warn(at, "not-enforced", "%q is not enforced: %s", name, why)
		},
		Words: func(v Voice, s *ir.Schema, _ Told) string {
			if len(s.Unsupported) == 0 || s.Unsupported[0] != name {
				return ""
			}
			return "see the document for " + codes(v, s.Unsupported) + ", which is not checked"
		},
	}
}
