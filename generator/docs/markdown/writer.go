// The writer: from the tree back to Markdown, block by block.

package markdown

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// maxDepth bounds the nesting of quotes and lists. What is nested deeper is
// written at this depth.
const maxDepth = 12

// indent is what the blocks of a list item begin with, but the first: CommonMark
// takes any number of spaces from the marker's width on, Python-Markdown four.
const indent = "    "

// thematicBreak is one that does not make a heading of the line before it.
const thematicBreak = "***"

// writer writes one text.
type writer struct {
	*Renderer
	src     []byte
	level   int  // of the text's top headings on the page; 0: none
	top     int  // the highest level in the text
	oneLine bool // line breaks are spaces

	// Of the paragraph that is being written.
	buf       []byte
	inLink    bool
	midLine   bool  // buf continues a line of another writer
	sentences []int // offsets in buf where a sentence ended

	// Of HTML lists, which may extend over several paragraphs.
	lists []htmlList
	item  string // the marker of an item that was begun and has no text yet
}

// htmlList is an HTML list whose end was not reached yet.
type htmlList struct {
	ordered bool
	count   int
}

// rendered is a block in Markdown.
type rendered struct {
	text string
	item bool // of a list: no empty line between it and the next item
}

// join puts blocks below each other.
func join(blocks []rendered) string {
	var b strings.Builder
	for i, s := range blocks {
		if i > 0 {
			b.WriteByte('\n')
			if !s.item || !blocks[i-1].item {
				b.WriteByte('\n')
			}
		}
		b.WriteString(s.text)
	}
	return b.String()
}

// blocks renders the children of a container.
func (w *writer) blocks(parent ast.Node, depth int) []rendered {
	var out []rendered
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, w.block(n, depth)...)
	}
	if depth == 0 {
		w.lists, w.item = nil, ""
	}
	return out
}

// block renders a block: none where it is empty, several where HTML divides it.
func (w *writer) block(n ast.Node, depth int) []rendered {
	one := func(s string) []rendered {
		if s == "" {
			return nil
		}
		return []rendered{{text: s}}
	}
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return w.paragraph(n)
	case *ast.Heading:
		w.begin()
		w.children(n)
		return one(w.heading(n.Level, w.line()))
	case *ast.ThematicBreak:
		return one(thematicBreak)
	case *ast.FencedCodeBlock:
		return one(w.Dialect.Fence(string(n.Language(w.src)), lines(n, w.src)))
	case *ast.CodeBlock:
		code := lines(n, w.src)
		if first := strings.TrimSpace(code); first != "" && first[0] == '<' && tagRoles[tagName([]byte(first))] == block {
			return w.indentedHTML(code, depth) // HTML that was merely indented
		}
		return one(w.Dialect.Fence("", code))
	case *ast.Blockquote:
		inner := w.blocks(n, depth+1)
		if depth >= maxDepth {
			return inner
		}
		return one(prefix(join(inner), "> ", "> "))
	case *ast.List:
		return w.list(n, depth)
	case *extast.Table:
		return one(w.table(n))
	default: // a link reference definition: the parser has resolved its links
		return nil
	}
}

// lines returns the text of a block of code.
func lines(n ast.Node, src []byte) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(src))
	}
	return b.String()
}

// indentedHTML renders HTML that CommonMark took for code.
func (w *writer) indentedHTML(code string, depth int) []rendered {
	rows := strings.Split(code, "\n")
	for i := range rows {
		rows[i] = strings.TrimSpace(rows[i])
	}
	d := parse(strings.Join(rows, "\n"))
	if d == nil || depth >= maxDepth {
		return nil
	}
	inner := *w
	inner.src = d.src
	out := inner.blocks(d.root, depth+1)
	w.lists, w.item = inner.lists, inner.item
	return out
}

// heading renders a heading whose level in the text is given.
func (w *writer) heading(level int, text string) string {
	if text == "" {
		return ""
	}
	if w.level == 0 || w.Reserved != nil && w.Reserved(Slug(text)) {
		return strong(text)
	}
	return strings.Repeat("#", min(6, w.level+max(0, level-w.top))) + " " + text
}

// strong sets a line in bold, unless it has marks of its own.
func strong(text string) string {
	if strings.HasPrefix(text, "*") || strings.HasSuffix(text, "*") {
		return text
	}
	return "**" + text + "**"
}

// list renders a list. Below maxDepth, its items become blocks.
func (w *writer) list(n *ast.List, depth int) []rendered {
	var out []rendered
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		blocks := w.blocks(item, depth+1)
		if depth >= maxDepth {
			out = append(out, blocks...)
			continue
		}
		marker := "- "
		if n.IsOrdered() {
			marker = strconv.Itoa(number) + ". "
			number++
		}
		text := join(blocks)
		if n.IsTight {
			text = tight(blocks)
		}
		if text == "" {
			continue // a marker alone could make a heading of the line before it
		}
		rest := strings.Repeat(" ", max(len(indent), len(marker)))
		out = append(out, rendered{text: strings.TrimRight(prefix(text, marker, rest), " "), item: n.IsTight})
	}
	if depth >= maxDepth {
		return out
	}
	text := join(out)
	if text == "" {
		return nil
	}
	return []rendered{{text: text}}
}

// tight joins the blocks of an item of a tight list: a nested list follows its
// text on the next line.
func tight(blocks []rendered) string {
	var b strings.Builder
	for i, block := range blocks {
		if i > 0 {
			b.WriteByte('\n')
			if !listStart.MatchString(block.text) {
				b.WriteByte('\n')
			}
		}
		b.WriteString(block.text)
	}
	return b.String()
}

var listStart = regexp.MustCompile(`^(?:-|\d+\.) `)

// prefix puts first before the first line and rest before the others, leaving
// empty lines without trailing space.
func prefix(text, first, rest string) string {
	rows := strings.Split(text, "\n")
	for i, row := range rows {
		p := rest
		if i == 0 {
			p = first
		}
		if row == "" {
			p = strings.TrimRight(p, " ")
		}
		rows[i] = p + row
	}
	return strings.Join(rows, "\n")
}

// table renders a table, each row with as many cells as the header.
func (w *writer) table(n *extast.Table) string {
	var b strings.Builder
	columns := 0
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			inner := writer{Renderer: w.Renderer, src: w.src, oneLine: true}
			inner.children(cell)
			cells = append(cells, w.Dialect.Cell(inner.line()))
		}
		if columns == 0 {
			columns = len(cells)
		}
		for len(cells) < columns {
			cells = append(cells, "")
		}
		b.WriteString("| " + strings.Join(cells[:columns], " | ") + " |\n")
		if _, ok := row.(*extast.TableHeader); ok {
			delimiters := make([]string, columns)
			for i := range delimiters {
				delimiters[i] = delimiterOf(n.Alignments, i)
			}
			b.WriteString("| " + strings.Join(delimiters, " | ") + " |\n")
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// delimiterOf returns a cell of the row below a table's header (GFM, section 4.10).
func delimiterOf(alignments []extast.Alignment, i int) string {
	if i < len(alignments) {
		switch alignments[i] {
		case extast.AlignLeft:
			return ":--"
		case extast.AlignRight:
			return "--:"
		case extast.AlignCenter:
			return ":-:"
		}
	}
	return "---"
}

// paragraph renders a paragraph. HTML block tags in it begin new ones, and so
// does a line that is nothing but bold: people write headings like that.
func (w *writer) paragraph(n ast.Node) []rendered {
	var out []rendered
	heading := 0
	w.begin()
	flush := func() {
		line := w.line()
		w.begin()
		if line == "" {
			return
		}
		depth := min(len(w.lists), maxDepth)
		switch {
		case heading > 0:
			line = w.heading(heading, line)
			out = append(out, rendered{text: line})
		case w.item != "":
			at := strings.Repeat(indent, max(0, depth-1))
			out = append(out, rendered{text: prefix(line, at+w.item, at+indent), item: true})
			w.item = ""
		case depth > 0 && len(out) > 0:
			at := strings.Repeat(indent, depth)
			out = append(out, rendered{text: prefix(line, at, at)})
		default:
			out = append(out, rendered{text: line})
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if isLabel(c, w.src) {
			flush()
			w.node(c)
			flush()
			continue
		}
		t, ok := c.(*tag)
		if !ok || t.name == "br" {
			w.node(c)
			continue
		}
		flush()
		heading = 0
		switch {
		case t.name == "hr":
			out = append(out, rendered{text: thematicBreak})
		case t.name == "ul" || t.name == "ol":
			if !t.end {
				w.lists = append(w.lists, htmlList{ordered: t.name == "ol"})
			} else if len(w.lists) > 0 {
				w.lists = w.lists[:len(w.lists)-1]
			}
			w.item = ""
		case t.name == "li" && !t.end:
			w.item = w.marker()
		case t.name[0] == 'h' && !t.end:
			heading = int(t.name[1] - '0')
		}
	}
	flush()
	return out
}

// marker returns the marker of the next item of the innermost HTML list.
func (w *writer) marker() string {
	if len(w.lists) == 0 {
		return "- "
	}
	l := &w.lists[len(w.lists)-1]
	if !l.ordered {
		return "- "
	}
	l.count++
	return strconv.Itoa(l.count) + ". "
}

// isLabel reports whether a node is bold and alone on its line, with other
// lines around it.
func isLabel(n ast.Node, src []byte) bool {
	e, ok := n.(*ast.Emphasis)
	if !ok || e.Level != 2 {
		return false
	}
	before, after := n.PreviousSibling(), n.NextSibling()
	if before != nil {
		t, ok := before.(*ast.Text)
		if !ok || !t.SoftLineBreak() {
			return false
		}
	}
	t, ok := after.(*ast.Text)
	return ok && t.SoftLineBreak() && len(bytes.TrimSpace(t.Value(src))) == 0 || after == nil && before != nil
}
