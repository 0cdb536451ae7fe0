// What a schema asks of a value, in words: package keyword has them, and this
// file the markup.

package docs

import (
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// voice is [keyword.Voice] on the pages of a site.
type voice struct{ *site }

func (v voice) Code(text string) string { return string(v.code(text)) }

func (v voice) Value(of []*ir.EnumValue, one *ir.EnumValue) string { return string(v.value(of, one)) }

func (v voice) Plain(text string) string { return string(v.plain(text)) }

func (v voice) JSON(value ir.Value) string { return string(v.json(value)) }

func (v voice) Link(schema *ir.Schema) string { return string(v.schemaLink(schema)) }

func (v voice) Phrase(schema *ir.Schema) string { return string(v.phrase(schema)) }

// Enclosed has parentheses where a comma would mislead.
func (v voice) Enclosed(schema *ir.Schema) string {
	out := v.Phrase(schema)
	if strings.ContainsAny(out, ",;:") && schema.Name == "" {
		return "(" + out + ")"
	}
	return out
}

func (v voice) Scalar(schema *ir.Schema) bool { return isScalar(schema.Shape) }

func (v voice) Rest(schema *ir.Schema, told keyword.Told) []string {
	return keyword.Words(v, schema, told)
}

// rulesOf returns what a schema asks beyond its type, in words.
func (s *site) rulesOf(schema *ir.Schema, told keyword.Told) []Markdown {
	words := keyword.Words(voice{s}, schema, told)
	out := make([]Markdown, len(words))
	for i, w := range words {
		out[i] = Markdown(w)
	}
	return out
}

// phrase puts a whole schema in words: its type, and what it asks beyond.
func (s *site) phrase(schema *ir.Schema) Markdown {
	out := s.typeOf(schema)
	if schema == nil || schema.Name != "" {
		return out
	}
	if rest := list(s.rulesOf(schema, keyword.Told{Element: true}), ", "); rest != "" {
		if isAny(schema) {
			return rest
		}
		return out + ", " + rest
	}
	return out
}

// fewValues is how many values an enum with a page of its own may have to be
// told in other places too.
const fewValues = 8

// values lists the values of an enum.
func (s *site) values(enum []*ir.EnumValue) Markdown {
	var out []Markdown
	for _, v := range enum {
		words := s.value(enum, v)
		if v.Deprecated {
			words += " (deprecated)"
		}
		out = append(out, words)
	}
	return list(out, ", ")
}

// longValue is the length from which a JSON value is cut in running text.
const longValue = 120

// json quotes a JSON value in running text.
func (s *site) json(v ir.Value) Markdown {
	text := string(v)
	if len(text) > longValue {
		text = strings.ToValidUTF8(text[:longValue], "") + "…"
	}
	return Markdown(s.preset.dialect.CodeSpan(text)) // which has no blanks but in quotes
}

// fieldsByName tells the names of the fields of a schema. It is made once: each use of
// another schema asks for one of them.
func (s *site) fieldsByName(schema *ir.Schema) map[string]bool {
	if out, ok := s.fieldNamesOf[schema]; ok {
		return out
	}
	out := make(map[string]bool, len(schema.Shape.Fields))
	for _, f := range schema.Shape.Fields {
		out[f.Wire] = true
	}
	s.fieldNamesOf[schema] = out
	return out
}

// sentence makes a sentence of words: a capital, unless they begin with code or
// a link, and a full stop.
func sentence(words Markdown) Markdown {
	if words == "" {
		return ""
	}
	if c := words[0]; c >= 'a' && c <= 'z' {
		words = Markdown(c-'a'+'A') + words[1:]
	}
	return words + "."
}
