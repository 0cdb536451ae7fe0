// The summary of a text: its first paragraph, or the first sentences of that.

package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// shortSummary is the length, in bytes of Markdown, up to which a paragraph is
// not cut.
const shortSummary = 240

// summary renders the first paragraph, cut where it is long.
func (w *writer) summary(root ast.Node) (string, bool) {
	whole := root.ChildCount() == 1
	n := root.FirstChild()
	for n != nil && n.Kind() != ast.KindParagraph {
		n = n.NextSibling()
	}
	if n == nil {
		return w.flat(root), false
	}
	w.begin()
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		label := isLabel(c, w.src)
		if t, ok := c.(*tag); label || ok && t.name != "br" {
			// A block tag ends the paragraph, unless nothing comes before it.
			if len(bytes.TrimSpace(w.buf)) > 0 && !label {
				whole = whole && onlyTags(c)
				break
			}
			if label && len(bytes.TrimSpace(w.buf)) > 0 {
				whole = false
				break
			}
		}
		w.node(c)
	}
	line := strings.TrimRight(string(w.buf), " \\")
	if len(line) <= shortSummary {
		if list, ok := n.NextSibling().(*ast.List); ok && !isSentence(line) {
			return w.withList(line, list), whole
		}
		return strings.TrimSpace(line), whole
	}
	if cut := w.sentenceWithin(shortSummary); cut > 0 && cut < len(line) {
		return strings.TrimSpace(line[:cut]), false
	}
	return strings.TrimSpace(line), whole
}

// withList returns a line that introduces a list: with the list, if that is
// short; otherwise up to the sentence before the one that introduces it, if there
// is one.
func (w *writer) withList(line string, list ast.Node) string {
	inner := *w
	inner.sentences = nil
	if items := inner.flat(list); len(line)+len(items) <= shortSummary {
		return strings.TrimSpace(line) + " " + items
	}
	if cut := w.sentenceWithin(len(line) - 1); cut > 0 && cut < len(line) {
		line = line[:cut]
	}
	return strings.TrimSpace(line)
}

// sentenceWithin returns the end of the last sentence that ends within limit, or
// that of the first one where none does.
func (w *writer) sentenceWithin(limit int) int {
	cut := 0
	for _, end := range w.sentences {
		if cut == 0 || end <= limit {
			cut = end
		}
	}
	return cut
}

// isSentence reports whether a line ends as a sentence does.
func isSentence(line string) bool {
	return strings.HasSuffix(strings.TrimRight(line, "*_`) "), ".")
}

// onlyTags reports whether nothing but tags and space follows.
func onlyTags(n ast.Node) bool {
	for ; n != nil; n = n.NextSibling() {
		if n.Kind() == kindTag {
			continue
		}
		return false
	}
	return true
}

// maxParts is how many blocks a summary has of a text without a paragraph.
const maxParts = 4

// flat renders a text without a paragraph: the text of its first blocks on one line.
func (w *writer) flat(root ast.Node) string {
	var parts []string
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() == ast.TypeInline {
			return ast.WalkContinue, nil
		}
		if c := n.FirstChild(); c != nil && c.Type() == ast.TypeInline {
			if len(parts) == maxParts {
				parts = append(parts, "…")
				return ast.WalkStop, nil
			}
			w.begin()
			w.children(n)
			if line := w.line(); line != "" {
				parts = append(parts, line)
			}
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return joinParts(parts)
}

// joinParts puts blocks on one line, with a semicolon after each that ends
// without punctuation.
func joinParts(parts []string) string {
	var b strings.Builder
	for i, part := range parts {
		b.WriteString(part)
		switch {
		case i == len(parts)-1:
		case strings.ContainsRune(".;:,!?", rune(part[len(part)-1])):
			b.WriteByte(' ')
		default:
			b.WriteString("; ")
		}
	}
	return b.String()
}

// markSentences appends s. Where it is directly in a paragraph, it notes where
// sentences end.
func (w *writer) markSentences(n ast.Node, s string) {
	switch n.Parent().(type) {
	case *ast.Paragraph, *ast.TextBlock:
	default:
		w.write(s)
		return
	}
	for {
		i := sentenceEnd(s)
		if i < 0 {
			w.write(s)
			return
		}
		w.write(s[:i])
		w.sentences = append(w.sentences, len(w.buf))
		s = s[i:]
	}
}

// sentenceEnd returns the offset after the first full stop that a space and a
// capital letter, or nothing, follow; or -1.
func sentenceEnd(s string) int {
	for i := 0; i+1 < len(s); i++ {
		if s[i] != '.' || s[i+1] != ' ' || i > 1 && s[i-2] == '.' { // e.g., i.e.
			continue
		}
		next, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[i+1:], " "))
		if unicode.IsUpper(next) || next > 0x2fff {
			return i + 1
		}
	}
	if strings.HasSuffix(s, ".") && len(s) > 1 {
		return len(s)
	}
	return -1
}
