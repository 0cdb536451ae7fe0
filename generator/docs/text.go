// Text from the document, turned into Markdown that is safe on a page.

package docs

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs/markdown"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/visible"
)

type textKey struct {
	src   string
	level int // of its headings; -1 for a summary
}

type text struct {
	md    Markdown
	whole bool
}

// summaryLevel is the level of a summary, which has no headings.
const summaryLevel = -1

// doc renders a description with its top headings at a level.
func (s *site) doc(src string, level int, at diag.Position) Markdown {
	return s.text(src, level, at).md
}

// summary renders what a table cell has room for, and reports whether that is
// the whole text.
func (s *site) summary(src string, at diag.Position) (Markdown, bool) {
	t := s.text(src, summaryLevel, at)
	return t.md, t.whole
}

// short is summary without the report.
func (s *site) short(src string, at diag.Position) Markdown {
	md, _ := s.summary(src, at)
	return md
}

func (s *site) text(src string, level int, at diag.Position) text {
	if strings.TrimSpace(src) == "" {
		return text{"", true}
	}
	if level > 0 {
		level += s.below
	}
	key := textKey{src, level}
	if t, ok := s.texts[key]; ok {
		return t
	}
	s.at, s.reads = at, key
	s.diags.Enter(at)
	t := text{whole: true}
	if level == summaryLevel {
		line, whole := s.renderer.Summary(src)
		t = text{Markdown(line), whole}
	} else {
		t.md = Markdown(s.renderer.Block(src, level))
	}
	s.texts[key] = t
	return t
}

// plain quotes text that is not Markdown.
func (s *site) plain(text string) Markdown { return Markdown(s.preset.dialect.Text(text)) }

// code quotes text as inline code. Where blanks of it would not be seen, it stands in quotes.
func (s *site) code(text string) Markdown {
	if shown := visible.Line(text); shown == "" || strings.TrimSpace(shown) != shown || strings.Contains(shown, "  ") {
		text = jsonString(text)
		for strings.Contains(text, "  ") { // of which pages show one
			text = strings.ReplaceAll(text, "  ", ` \u0020`)
		}
	}
	return Markdown(s.preset.dialect.CodeSpan(text))
}

// value is a value of an enum: a text is itself, unless it could be taken for one that stands
// in quotes, or for a value of another type that the enum has too.
func (s *site) value(of []*ir.EnumValue, v *ir.EnumValue) Markdown {
	text := func(v *ir.EnumValue) bool { return strings.HasPrefix(string(v.Value), `"`) }
	if text(v) && (strings.HasPrefix(v.Wire, `"`) || json.Valid([]byte(v.Wire)) && slices.ContainsFunc(of, func(v *ir.EnumValue) bool { return !text(v) })) {
		return s.json(v.Value)
	}
	return s.code(v.Wire)
}

// codes quotes each text as inline code and lists them.
func (s *site) codes(texts []string) Markdown {
	out := make([]Markdown, len(texts))
	for i, t := range texts {
		out[i] = s.code(t)
	}
	return list(out, ", ")
}

// fence quotes text as a block of code.
func (s *site) fence(language, code string) Markdown {
	return Markdown(s.preset.dialect.Fence(language, code))
}

// list joins texts, leaving empty ones out.
func list(texts []Markdown, separator string) Markdown {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, string(t))
		}
	}
	return Markdown(strings.Join(out, separator))
}

// prose joins texts to a paragraph: each that another follows ends with a
// punctuation mark. After [deprecatedFlag], a text does not begin with
// "Deprecated." once more.
func prose(texts ...Markdown) Markdown {
	var out Markdown
	for _, t := range texts {
		if out == deprecatedFlag {
			t = Markdown(saysDeprecated.ReplaceAllString(string(t), ""))
		}
		if out != "" && t != "" {
			if !strings.ContainsRune(".!?:;。", lastRune(out)) {
				out += "."
			}
			out += " "
		}
		out += t
	}
	return out
}

var saysDeprecated = regexp.MustCompile(`^(?i:\*{0,2}deprecated(?:\*{0,2}[.:!]|[.:!]\*{0,2}))(?:\s+|$)`)

func lastRune(text Markdown) rune {
	c, _ := utf8.DecodeLastRuneInString(strings.TrimRight(string(text), "*_"))
	return c
}

// droppedLink notes that a link of a description is left out.
func (s *site) droppedLink(destination string) {
	s.notes = append(s.notes, note{s.reads, diag.Diagnostic{
		Severity: diag.Note, Position: s.at, Code: "docs-link",
		Message: "the link to \"" + destination + "\" in this description is left out of the docs: it is not an absolute http, https or mailto URL",
	}})
}

// resolveLink resolves links to parts of the document: those that viewers of API
// references have introduced (#operation/id, #tag/name, #tag/name/operation/id),
// and pointers to components.
func (s *site) resolveLink(destination string) (string, bool) {
	fragment, ok := strings.CutPrefix(destination, "#")
	if !ok {
		return "", false
	}
	parts := strings.Split(strings.TrimPrefix(fragment, "/"), "/")
	if len(parts) < 2 {
		return "", false
	}
	kind, name := parts[len(parts)-2], parts[len(parts)-1]
	switch strings.TrimSuffix(kind, "s") {
	case "operation":
		for _, op := range s.api.Operations {
			if op.Wire == name {
				return string(destinationOf(s.ops[op], "")), true
			}
		}
	case "tag":
		for _, t := range s.api.Tags {
			if p := s.tags[t]; p != nil && markdown.Slug(t.Wire) == markdown.Slug(strings.ReplaceAll(name, "%20", " ")) {
				return string(destinationOf(p, "")), true
			}
		}
	case "schema":
		for _, schema := range s.api.Schemas {
			if schema.Wire == name && s.schemas[schema] != nil {
				return string(destinationOf(s.schemas[schema], "")), true
			}
		}
	}
	return "", false
}

// Table is a table whose cells are on one line each.
type Table struct {
	Columns []Markdown
	Rows    [][]Markdown
}

// table makes a table of rows, leaving out the columns that no row fills.
func (s *site) table(columns []Markdown, rows [][]Markdown) *Table {
	if len(rows) == 0 {
		return nil
	}
	t := &Table{Rows: make([][]Markdown, len(rows))}
	for c, name := range columns {
		filled := false
		for _, row := range rows {
			filled = filled || row[c] != ""
		}
		if !filled && c > 0 {
			continue
		}
		t.Columns = append(t.Columns, name)
		for r, row := range rows {
			t.Rows[r] = append(t.Rows[r], Markdown(s.preset.dialect.Cell(string(row[c]))))
		}
	}
	return t
}
