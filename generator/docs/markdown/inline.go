// The inline part of the writer: text, code and emphasis.

package markdown

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/oasmint/oasmint/generator/visible"
)

// begin begins a line or a paragraph.
func (w *writer) begin() { w.buf, w.sentences = w.buf[:0:0], nil }

// line returns what was written since begin, trimmed.
func (w *writer) line() string {
	s := strings.TrimSpace(string(w.buf))
	return strings.TrimSuffix(strings.TrimSuffix(s, "\\"), "  ")
}

// children appends the inline nodes below a node.
func (w *writer) children(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.node(n)
	}
}

// node appends an inline node.
func (w *writer) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.String:
		w.write(string(n.Value))
	case *ast.CodeSpan:
		w.buf = append(w.buf, w.Dialect.CodeSpan(codeText(n, w.src))...)
	case *ast.Emphasis:
		w.emphasis(n, strings.Repeat("*", n.Level))
	case *extast.Strikethrough:
		w.emphasis(n, "~~")
	case *ast.Link:
		w.link(n, string(unescape(n.Destination)))
	case *ast.Image:
		w.link(n, string(unescape(n.Destination)))
	case *ast.AutoLink:
		w.autoLink(n)
	case *tag:
		w.breakLine(true)
	default:
		w.children(n)
	}
}

// text appends a text node and, for summaries, notes where its sentences end.
func (w *writer) text(n *ast.Text) {
	s := string(n.Value(w.src))
	if !n.IsRaw() {
		s = string(unescape([]byte(s)))
	}
	if w.oneLine && !w.inLink {
		w.markSentences(n, s)
	} else {
		w.write(s)
	}
	switch {
	case n.HardLineBreak():
		w.breakLine(true)
	case n.SoftLineBreak():
		w.breakLine(false)
	}
}

// write appends plain text, escaped.
func (w *writer) write(s string) {
	for i, part := range strings.Split(s, "\n") {
		if i > 0 {
			w.breakLine(false)
		}
		part = strings.ReplaceAll(part, "\t", " ")
		start := w.atLineStart()
		if start {
			part = strings.TrimLeft(part, " ")
		}
		w.buf = w.Dialect.escape(w.buf, part, start)
	}
}

// atLineStart reports whether what is appended next begins a line.
func (w *writer) atLineStart() bool {
	if len(w.buf) == 0 {
		return !w.midLine
	}
	return w.buf[len(w.buf)-1] == '\n'
}

// breakLine appends a line break, hard or soft, or a space where all goes on one
// line.
func (w *writer) breakLine(hard bool) {
	w.buf = bytes.TrimRight(w.buf, " ")
	if w.atLineStart() {
		return
	}
	switch {
	case w.oneLine || w.inLink:
		w.buf = append(w.buf, ' ')
	case hard:
		w.buf = append(w.buf, "  \n"...)
	default:
		w.buf = append(w.buf, '\n')
	}
}

// inner renders the children of an inline node, as a continuation of the line.
func (w *writer) inner(n ast.Node, inLink bool) string {
	inner := *w
	inner.midLine = !w.atLineStart()
	inner.buf, inner.sentences, inner.inLink = nil, nil, inLink
	inner.children(n)
	return string(inner.buf)
}

// emphasis appends text between marks. The marks are left out where they would
// not be read as emphasis: HTML allows it where CommonMark (0.31, section 6.2)
// does not.
func (w *writer) emphasis(n ast.Node, mark string) {
	if w.Dialect.plain {
		w.children(n)
		return
	}
	text := w.inner(n, w.inLink)
	trimmed := strings.TrimSpace(text)
	if trimmed == "" {
		w.buf = append(w.buf, text...)
		return
	}
	if text[0] == ' ' || text[0] == '\n' {
		w.buf = append(w.buf, ' ')
	}
	before, _ := utf8.DecodeLastRune(w.buf)
	first, _ := utf8.DecodeRuneInString(trimmed)
	last, _ := utf8.DecodeLastRuneInString(trimmed)
	after := following(n, w.src)
	spaceAfter := text[len(text)-1] == ' ' || text[len(text)-1] == '\n'
	if spaceAfter {
		after = ' '
	}
	opens := len(w.buf) == 0 || before != '*' && before != '~' && before != '\\' && (isWord(first) || !isWord(before))
	closes := after != '*' && after != '~' && (isWord(last) || !isWord(after))
	if !opens || !closes {
		mark = ""
	}
	w.buf = append(w.buf, mark+trimmed+mark...)
	if spaceAfter {
		w.buf = append(w.buf, ' ')
	}
}

// following returns the character after a node, ' ' at the end of its line and
// '*' before another emphasis.
func following(n ast.Node, src []byte) rune {
	switch next := n.NextSibling().(type) {
	case *ast.Text:
		if c, size := utf8.DecodeRune(next.Value(src)); size > 0 {
			return c
		}
		return ' '
	case *ast.String:
		if c, size := utf8.DecodeRune(next.Value); size > 0 {
			return c
		}
		return ' '
	case *ast.Emphasis, *extast.Strikethrough:
		return '*'
	case nil:
		if p := n.Parent(); p != nil && p.Type() == ast.TypeInline {
			return '.' // the end of the inline node around it, a mark
		}
		return ' '
	}
	return '.'
}

// codeText returns the content of a code span, line ends as spaces.
func codeText(n ast.Node, src []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(c.Value(src))
		case *ast.String:
			b.Write(c.Value)
		}
	}
	return escapedName.ReplaceAllString(spaces.Replace(b.String()), "${1}_")
}

var spaces = strings.NewReplacer("\n", " ", "\t", " ")

// escapedName finds an underscore in a name that is escaped although it is in
// code, where the backslash would be shown: BAD\_REQUEST.
var escapedName = regexp.MustCompile(`([A-Za-z0-9])\\_`)

// unescape resolves backslash escapes and entities (CommonMark 0.31, section 2.4
// and 2.5).
func unescape(s []byte) []byte {
	if !bytes.ContainsAny(s, `\&`) {
		return s
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]) {
			i++
		} else if s[i] == '&' {
			if m := entity.Find(s[i:]); m != nil {
				out = append(out, visible.Prose(html.UnescapeString(string(m)))...)
				i += len(m) - 1
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}
