package keyword

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
)

// anyOf (JSON Schema Core, section 10.2.1.2).
var anyOf = &Keyword{
	Name: "anyOf", Class: Applicator, Fields: []string{"AnyOf"}, Types: AnyType, InPlace: true,
	Holds: several{anyOfField, "variant"},
	Read:  readSeveral(anyOfField, AsVariant),
	Write: func(w Writer, s *ir.Schema, o *Object) {
		o.Add("anyOf", uses(w, s.AnyOf))
	},
	Words: func(v Voice, s *ir.Schema, told Told) string { return choice(v, s, s.AnyOf, "at least one of: ", told) },
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		if c.count(s.AnyOf, v) == 0 {
			return v.wrong("expected a match of one of the %d schemas under anyOf", len(s.AnyOf))
		}
		return nil
	},
	Evaluate: func(c *Checker, s *ir.Schema, v *Value, m *marks) {
		c.evaluateAll(s.AnyOf, v, m)
	},
}

func anyOfField(s *ir.Schema) *[]*ir.Schema { return &s.AnyOf }

// hasVariant reports whether some of the alternatives are types of their own, which a table
// of variants shows. Others only restrict those.
func hasVariant(s *ir.Schema, of []*ir.Schema) bool {
	return slices.ContainsFunc(s.Shape.Variants, func(v *ir.Variant) bool { return slices.ContainsFunc(of, v.Is) })
}

// notNull are the alternatives but null.
func notNull(of []*ir.Schema) (out []*ir.Schema) {
	for _, s := range of {
		if s.Types != ir.Null {
			out = append(out, s)
		}
	}
	return out
}

// choice tells the alternatives of a union that no table shows.
func choice(v Voice, s *ir.Schema, of []*ir.Schema, words string, told Told) string {
	union := s.Shape != nil && s.Shape.Kind == ir.KindUnion
	if len(of) == 0 || union && (told.Variant && hasVariant(s, of) || s.Name == "") {
		return ""
	}
	if alone := notNull(of); len(alone) == 1 { // which the type tells, and whether it may be null
		if alone[0].Name != "" {
			return ""
		}
		return join(v.Rest(alone[0], Told{Element: told.Element}), ", ")
	}
	return words + join(enclosed(v, of), "; ")
}
