package keyword

import (
	"fmt"
	"slices"
	"strings"

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
	Words: func(v Voice, s *ir.Schema, told Told) string { return choice(v, s, s.AnyOf, false, told) },
	Check: func(c *Checker, s *ir.Schema, v *Value) error {
		if c.count(s.AnyOf, v) == 0 {
			return v.wrong("expected a match of %s under anyOf", oneOfThem(s.AnyOf))
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
	other := func(v *ir.EnumValue) bool { return string(v.Value) != "null" }
	for _, s := range of {
		if s.Types != ir.Null && string(s.Const) != "null" && (len(s.Enum) == 0 || slices.ContainsFunc(s.Enum, other)) {
			out = append(out, s)
		}
	}
	return out
}

// choice tells the alternatives of a union that no table shows.
func choice(v Voice, s *ir.Schema, of []*ir.Schema, exactly bool, told Told) string {
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
	words, typed := enclosed(v, of), false
	if v.Scalar(s) {
		words, typed = beyondType(v, s, of, words)
	}
	switch last := len(words) - 1; {
	case exactly:
		return "exactly one of: " + join(words, "; ")
	case typed && last > 0:
		return join(words[:last], ", ") + " or " + words[last]
	}
	return "at least one of: " + join(words, "; ")
}

// beyondType puts alternatives in words without the type that all have, and that was told
// before them; ok is false where they differ in it.
func beyondType(v Voice, s *ir.Schema, of []*ir.Schema, words []string) (out []string, ok bool) {
	for _, one := range of {
		if one.Name != "" || !v.Scalar(one) || one.Shape.Type != s.Shape.Type || one.Shape.Format != s.Shape.Format || one.Shape.Null {
			return words, false
		}
		rest := v.Rest(one, Told{})
		switch text := join(rest, ", "); {
		case len(rest) == 1 && len(one.Enum) == 1:
			out = append(out, v.Value(one.Enum, one.Enum[0]))
		case len(rest) == 1 && one.Const != nil:
			out = append(out, v.JSON(one.Const))
		case text == "":
			out = append(out, "any "+one.Shape.Type.String())
		case strings.Contains(text, ", "):
			out = append(out, "("+text+")")
		default:
			out = append(out, text)
		}
	}
	return out, true
}

// oneOfThem says how many alternatives there are, of which one is to match.
func oneOfThem(of []*ir.Schema) string {
	if len(of) == 1 {
		return "the schema"
	}
	return fmt.Sprintf("one of the %d schemas", len(of))
}
