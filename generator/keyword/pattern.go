package keyword

import (
	"github.com/oasmint/oasmint/generator/ecma"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// pattern (JSON Schema Validation, section 6.3.3), an expression of ECMA-262.
var pattern = &Keyword{
	Name: "pattern", Class: Assertion, Fields: []string{"Pattern"}, Types: ir.String, Noun: "pattern",
	Set: func(s *ir.Schema) bool { return s.Pattern != nil },
	Read: func(r Reader, s *ir.Schema, _, at source.Cursor) {
		if at.Node.Kind != source.String {
			bad(r, at, "a string")
			return
		}
		s.Pattern = &at.Node.Text
	},
	Write: func(_ Writer, s *ir.Schema, o *Object) {
		switch {
		case s.Pattern != nil:
			o.Put("pattern", *s.Pattern)
		case formats[s.Format].Pattern != "":
			o.Put("pattern", formats[s.Format].Pattern)
		}
	},
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		if s.Pattern == nil {
			return ""
		}
		return "matches " + v.Code(*s.Pattern)
	},
	Value: patternText,
	Check: func(_ *Checker, s *ir.Schema, v *Value) error {
		if !matches(*s.Pattern, v.text()) {
			return v.wrong("expected a match of the pattern %s", *s.Pattern)
		}
		return nil
	},
	Compare: func(old, new *ir.Schema) Relation {
		has := func(s *ir.Schema) bool { return s.Pattern != nil && *s.Pattern != "" } // which matches everything
		return added(has(old), has(new), func() Relation {
			if *old.Pattern == *new.Pattern {
				return Same
			}
			return Different
		})
	},
}

func patternText(s *ir.Schema) string {
	if s.Pattern == nil {
		return ""
	}
	return *s.Pattern
}

// Matches reports whether an expression of ECMA-262 matches somewhere in a text;
// one that Go cannot match does not.
func Matches(pattern, text string) bool { return matchable(pattern) && matches(pattern, text) }

// matches reports whether an expression matches somewhere in a text. One that
// Go cannot match is not enforced.
func matches(pattern, text string) bool {
	p, err := ecma.Compile(pattern)
	return err != nil || p.Match(text)
}
