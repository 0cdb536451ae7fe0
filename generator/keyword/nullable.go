package keyword

import (
	"slices"

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

// IsNullable reports a field that may be absent and may be null, by all that is said of
// it. A Go value tells the two apart.
func IsNullable(f *ir.Field) bool {
	return f.MayBeAbsent() && MatchesNull(f.Schema) && !slices.ContainsFunc(f.All, func(s *ir.Schema) bool { return !MatchesNull(s) })
}

// RememberNull has MatchesNull know what it says of a schema from now on. Where schemas are
// remembered before those that apply them, each is looked at once.
func RememberNull(schema *ir.Schema) {
	schema.KnownNull = &ir.KnownNull{Of: schema, Matches: MatchesNull(schema)}
}

// MatchesNull reports whether null matches a schema. It ends, since lowering refuses
// a schema that applies itself to the same value.
func MatchesNull(schema *ir.Schema) bool {
	if schema.KnownNull != nil && schema.KnownNull.Of == schema {
		return schema.KnownNull.Matches
	}
	switch {
	case schema.Always != nil:
		return *schema.Always
	case schema.Nullable:
		return true
	case schema.Types != 0 && !schema.Types.Has(ir.Null), schema.Const != nil && TypesOf(schema.Const) != ir.Null,
		len(schema.Enum) > 0 && !slices.ContainsFunc(schema.Enum, func(v *ir.EnumValue) bool { return TypesOf(v.Value) == ir.Null }):
		return false
	}
	matching := func(list ...*ir.Schema) (n int) {
		for _, s := range list {
			if s != nil && MatchesNull(s) {
				n++
			}
		}
		return n
	}
	branch := schema.Else
	if matching(schema.If) > 0 {
		branch = schema.Then
	}
	if matching(schema.Ref) == 0 && schema.Ref != nil || matching(schema.AllOf...) < len(schema.AllOf) || matching(schema.Not) > 0 ||
		schema.If != nil && branch != nil && matching(branch) == 0 {
		return false
	}
	return (len(schema.AnyOf) == 0 || matching(schema.AnyOf...) > 0) && (len(schema.OneOf) == 0 || matching(schema.OneOf...) == 1)
}
