// Tables of fields, on the pages of schemas and of operations.

package docs

import (
	"strings"
	"unicode"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// Detail is what a row of a table has no room for.
type Detail struct {
	ID    string
	Title Markdown
	Doc   Markdown
	Rules []Markdown
}

// longRules is the length in bytes from which rules are below a table instead of
// in its cell.
const longRules = 300

// fields returns the table of a schema's fields for its own page, with an
// anchor for each, and what the table has no room for.
func (s *site) fields(schema *ir.Schema) (*Table, []Detail) {
	var rows [][]Markdown
	var details []Detail
	for _, f := range schema.Shape.Fields {
		id := anchorID("field", f.Wire)
		text, whole := s.summary(f.Doc, f.Pos)
		rules := s.fieldRules(f, text)
		short := list(rules, ", ")
		name := anchor(id) + s.code(f.Wire)
		if !whole || len(short) > longRules {
			d := Detail{ID: id, Title: s.code(f.Wire)}
			if !whole {
				d.Doc = s.doc(f.Doc, 4, f.Pos)
			}
			if len(short) > longRules {
				d.Rules, short = sentences(rules), ""
			}
			details = append(details, d)
			name = linkTo(s.code(f.Wire), s.schemas[schema], id)
		}
		rows = append(rows, []Markdown{
			name, s.typeOf(f.Schema), yes(f.Required),
			prose(flags(f), s.fieldTitle(f), text, sentence(short), s.origin(f), s.fieldMore(f)), s.goName(f.Name),
		})
	}
	return s.table([]Markdown{"Field", "Type", "Required", "Description", "Go"}, rows), details
}

// outline returns the table of a schema's fields for other pages. A field is
// linked where the schema's page says more about it.
func (s *site) outline(schema *ir.Schema) *Table {
	var rows [][]Markdown
	for _, f := range schema.Shape.Fields {
		text, whole := s.summary(f.Doc, f.Pos)
		short := list(s.fieldRules(f, text), ", ")
		if len(short) > longRules {
			short, whole = "", false
		}
		name := s.code(f.Wire)
		if !whole {
			name = linkTo(name, s.schemas[schema], anchorID("field", f.Wire))
		}
		rows = append(rows, []Markdown{
			name, s.typeOf(f.Schema), yes(f.Required), prose(flags(f), s.fieldTitle(f), text, sentence(short), s.fieldMore(f)),
		})
	}
	return s.table([]Markdown{"Field", "Type", "Required", "Description"}, rows)
}

// fieldRules returns what is asked of a field's value beyond its type: also the
// values of an enum that has a page of its own, if they are few. Of a conditional field
// the rules of the object tell it, and what its description says is not told once more.
func (s *site) fieldRules(f *ir.Field, doc Markdown) []Markdown {
	said := keyword.Said(doc)
	s.diags.Enter(f.Pos)
	if f.Conditional {
		return nil
	}
	schemas := f.All
	if len(schemas) == 0 {
		schemas = []*ir.Schema{f.Schema}
	}
	var out []Markdown
	told := map[Markdown]bool{}
	add := func(words ...Markdown) {
		for _, w := range words {
			if !told[w] {
				told[w] = true
				out = append(out, w)
			}
		}
	}
	for _, schema := range schemas {
		switch {
		case schema == nil:
		case schema.Name == "":
			add(s.rulesOf(schema, keyword.Told{Element: true, Doc: said})...)
		case len(schemas) > 1 && schema != f.Schema:
			add("also " + s.schemaLink(schema))
		}
	}
	add(s.fieldValues(f.Schema, said)...)
	if t := ownGoType(f.Schema); t != "" && s.opts.Package != "" {
		add("in Go " + s.code(t))
	}
	if value := keyword.DefaultOf(f); value != nil && !said.Default(value) && (f.Schema.Name != "" || f.Default != nil) {
		add("default " + s.json(value))
	}
	if examples := s.exampleWords(f.Schema, nil, said); examples != "" {
		add(examples)
	}
	return out
}

// fewExamples is how many examples of a value are told in running text.
const fewExamples = 3

// exampleWords tells the examples of a value that has no page of its own: those of the
// place, else those of its schema.
func (s *site) exampleWords(schema *ir.Schema, of []*ir.Example, said keyword.Said) Markdown {
	if len(of) == 0 && schema != nil && schema.Name == "" && schema.Shape != nil && schema.Shape.Kind != ir.KindObject {
		of = schema.Examples
	}
	var out []Markdown
	for _, e := range of {
		switch {
		case e.External != "":
			out = append(out, s.external(s.plain(titleOf(e.Summary, e.Name)), e.External))
		case e.Summary == "" && e.Name == "" && said.Example(e.Value):
		case s.conforms(e, schema, 0) && len(out) < fewExamples:
			words := s.exampleValue(schema, e.Value)
			if name := titleOf(e.Summary, e.Name); name != "" && `"`+name+`"` != string(e.Value) {
				words += " (" + s.plain(name) + ")"
			}
			out = append(out, words)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "for example " + list(out, ", ")
}

// ownGoType is the Go type of a schema without a page, where it was asked for or is made of
// one that was; else "".
func ownGoType(schema *ir.Schema) string {
	if schema == nil || schema.Shape == nil || schema.Name != "" || schema.Shape.Same != nil {
		return "" // or its page tells it
	}
	shape := schema.Shape
	switch {
	case shape.Go != nil:
		return shape.Go.Path()
	case shape.Kind == ir.KindArray:
		if t := ownGoType(shape.Elem); t != "" {
			return "[]" + t
		}
	case shape.Kind == ir.KindMap:
		if t := ownGoType(shape.Elem); t != "" {
			return "map[string]" + t
		}
	}
	return ""
}

// fieldValues lists the values of a field whose type, or whose items' type, is a
// named enum.
func (s *site) fieldValues(schema *ir.Schema, said keyword.Said) []Markdown {
	each := Markdown("")
	target := schema.Named()
	if target == nil && schema != nil && schema.Shape != nil && schema.Shape.Kind == ir.KindArray {
		target, each = schema.Shape.Elem.Named(), "each "
	}
	if target == nil || target.Shape.Kind != ir.KindEnum || said.Values(target.Shape.Enum) {
		return nil
	}
	if n := len(target.Shape.Enum); n > fewValues {
		return []Markdown{each + "one of " + count(n, "value", "values")}
	}
	if len(target.Shape.Enum) == 1 {
		return []Markdown{each + "always " + s.values(target.Shape.Enum)}
	}
	return []Markdown{each + "one of " + s.values(target.Shape.Enum)}
}

// origin links to the schema that a field comes from by allOf.
func (s *site) origin(f *ir.Field) Markdown {
	if f.From == nil || s.schemas[f.From] == nil {
		return ""
	}
	return "From " + s.schemaLink(f.From) + "."
}

// exampleValue is a value in running text: that of a string is itself.
func (s *site) exampleValue(schema *ir.Schema, v ir.Value) Markdown {
	if target := schema.Named(); target != nil {
		schema = target
	}
	if schema != nil && isScalar(schema.Shape) && schema.Shape.Type == ir.String && len(v) <= longValue {
		if text, ok := formText(v); ok && !strings.ContainsAny(text, "\n\r\t") {
			return s.code(text)
		}
	}
	return s.json(v)
}

// fieldTitle is the title of a field without a page of its own, where it says more than the
// field's name and its description.
func (s *site) fieldTitle(f *ir.Field) Markdown {
	if f.Schema == nil || f.Schema.Name != "" || f.Schema.Title == "" {
		return ""
	}
	title := titleOf(f.Schema.Title, "")
	if same := words(title); same == words(f.Wire) || strings.Contains(words(f.Doc), same) {
		return ""
	}
	return s.plain(title)
}

// words are the letters and digits of a text, in lower case.
func words(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, text)
}

// fieldMore links to the external documentation of a field without a page of its own.
func (s *site) fieldMore(f *ir.Field) Markdown {
	if f.Schema == nil || f.Schema.Name != "" {
		return ""
	}
	return s.more(f.Schema.More, f.Pos)
}

// flags returns what is said of a field before its description.
func flags(f *ir.Field) Markdown {
	var out []Markdown
	if f.Deprecated || f.Schema != nil && f.Schema.Name == "" && f.Schema.Deprecated {
		out = append(out, deprecatedFlag)
	}
	if f.Conditional {
		out = append(out, "Only where the rules describe it.")
	}
	if f.ReadOnly {
		out = append(out, "Only in responses.")
	}
	if f.WriteOnly {
		out = append(out, "Only in requests.")
	}
	return list(out, " ")
}

const deprecatedFlag Markdown = "**Deprecated.**"

// flag returns what is said of something before its description, if it is
// deprecated.
func flag(deprecated bool) Markdown {
	if deprecated {
		return deprecatedFlag
	}
	return ""
}

func yes(b bool) Markdown {
	if b {
		return "yes"
	}
	return ""
}

func sentences(words []Markdown) []Markdown {
	out := make([]Markdown, len(words))
	for i, w := range words {
		out[i] = sentence(w)
	}
	return out
}
