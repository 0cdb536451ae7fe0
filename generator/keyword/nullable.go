package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// nullable (OpenAPI 3.0.4, section 4.7.24): null is accepted, whatever else is
// asserted. 3.1 says it with type.
var nullable = &Keyword{
	Name: "nullable", Class: Modifier, Fields: []string{"Nullable"}, Types: ir.Null,
	Set: func(s *ir.Schema) bool { return s.Nullable },
	Read: func(r Reader, s *ir.Schema, in, at source.Cursor) {
		s.Nullable = r.Flag(in, "nullable")
		if !r.Is30() {
			r.Warn(at, "nullable-3.1", "\"nullable\" is OpenAPI 3.0's; it is honoured, but 3.1 writes type: [\"…\", \"null\"]")
		}
	},
	// The types tell where they are asserted; where they are not, null passes but
	// for other keywords.
	Compare: func(_ *Comparison, old, new *ir.Schema) Relation {
		if old.Nullable == new.Nullable || NullByType(old) && NullByType(new) {
			return Same
		}
		return Different
	},
}

// NullByType reports whether null can be added to a schema's types: no other
// keyword of it speaks of null.
func NullByType(s *ir.Schema) bool {
	for _, k := range all {
		if k.Asserts() && k.Name != "type" && k.Types&ir.Null != 0 && k.Has(s) {
			return false
		}
	}
	return true
}
