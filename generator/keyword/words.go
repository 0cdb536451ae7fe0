package keyword

import (
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/plural"
)

// Voice puts what words hold into the markup of the page that they go to.
type Voice interface {
	Code(text string) string                          // text of the document as code
	Value(of []*ir.EnumValue, v *ir.EnumValue) string // a value, told from the others
	Plain(text string) string                         // text of the document as it is
	JSON(v ir.Value) string                           // a value, cut where it is long
	Link(s *ir.Schema) string                         // a named schema
	Phrase(s *ir.Schema) string                       // a schema in words: its type, and what it asks beyond
	Enclosed(s *ir.Schema) string                     // the same, in parentheses where a comma would mislead
	Scalar(s *ir.Schema) bool                         // whether its type was told as that of a scalar, with its format
	Rest(*ir.Schema, Told) []string                   // what a schema asks beyond its type
}

// Told says what of a schema a page shows already, so that words need not.
type Told struct {
	Fields  map[string]bool // of an object, by name: what they are, and whether they are required
	Enum    bool            // the values of an enum
	Variant bool            // the alternatives of a union
	Element bool            // what the elements of an array or the values of a map are
	Doc     Said            // what a description says that stands before the words
}

// Words returns what a schema asks beyond its type, one element a keyword.
func Words(v Voice, s *ir.Schema, told Told) []string {
	if s == nil {
		return nil
	}
	var out []string
	for _, k := range all {
		if k.Words == nil {
			continue
		}
		if words := k.Words(v, s, told); words != "" {
			out = append(out, words)
		}
	}
	return out
}

// join lists words, leaving empty ones out.
func join(words []string, separator string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "" }), separator)
}

func codes(v Voice, texts []string) string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = v.Code(t)
	}
	return join(out, ", ")
}

func enclosed(v Voice, schemas []*ir.Schema) []string {
	out := make([]string, len(schemas))
	for i, s := range schemas {
		out[i] = v.Enclosed(s)
	}
	return out
}

// elements says what the elements of a container are, or, where its type has
// said that, only what else is asked of them.
func elements(v Voice, s *ir.Schema, which string, told Told) string {
	switch {
	case s == nil, s.Always != nil && *s.Always:
		return ""
	case s.Always != nil:
		return which + " is refused"
	case !told.Element:
		return which + ": " + v.Phrase(s)
	case s.Name != "":
		return ""
	}
	if rest := join(v.Rest(s, Told{Element: true}), ", "); rest != "" {
		return which + ": " + rest
	}
	return ""
}

// between says a range of counts, or "" where neither bound is set.
func between(low, high *uint64, one, many string) string {
	switch {
	case low == nil && high == nil:
		return ""
	case low == nil:
		return "at most " + plural.Of(*high, one, many)
	case high == nil:
		if *low == 0 {
			return ""
		}
		return "at least " + plural.Of(*low, one, many)
	case *low == *high:
		return "exactly " + plural.Of(*low, one, many)
	}
	return strconv.FormatUint(*low, 10) + " to " + plural.Of(*high, one, many)
}
