// The writer: from the tree back to Markdown, block by block.

package markdown

import (
	"bytes"
	"fmt"
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// maxDepth is how deep quotes and lists are followed; what is nested deeper
// stands at that depth.
const maxDepth = 12

// indent is what a list item's further blocks begin with: Python-Markdown asks
// for four spaces, and CommonMark takes them.
const indent = "    "

// writer writes one text.
type writer struct {
	*Renderer
	src     []byte
	level   int  // of the text's top headings on the page; 0: none
	top     int  // the highest level in the text
	oneLine bool // line breaks are spaces

	// Of the paragraph at hand.
	buf       []byte
	inLink    bool
	midLine   bool  // buf continues a line that was begun elsewhere
	sentences []int // offsets in buf where a sentence ended

	// Of HTML lists, which may go on over several paragraphs.
	lists []htmlList
	item  string // the marker of an item that has begun
}

type htmlList struct {
	ordered bool
	count   int
}

// section is a rendered block.
type section struct {
	text string
	item bool // of a list: consecutive items stand on consecutive lines
}

func join(blocks []section) string {
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
func (w *writer) blocks(parent ast.Node, depth int) []section {
	var out []section
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, w.block(n, depth)...)
	}
	if depth == 0 {
		w.lists, w.item = nil, ""
	}
	return out
}

func (w *writer) block(n ast.Node, depth int) []section {
	one := func(s string) []section {
		if s == "" {
			return nil
		}
		return []section{{text: s}}
	}
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return w.paragraph(n)
	case *ast.Heading:
		w.begin()
		w.children(n)
		return one(w.heading(n.Level, w.line()))
	case *ast.ThematicBreak:
		return one("---")
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
	default: // a link reference definition: its links were resolved
		return nil
	}
}

func lines(n ast.Node, src []byte) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(src))
	}
	return b.String()
}

// indentedHTML renders HTML that CommonMark took for code.
func (w *writer) indentedHTML(code string, depth int) []section {
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

// heading renders a heading that was of the given level in the text.
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

// Slug returns the anchor that GitHub gives to a heading.
func Slug(heading string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == ' ':
			return '-'
		case c == '-' || c == '_' || unicode.IsLetter(c) || unicode.IsDigit(c):
			return unicode.ToLower(c)
		}
		return -1
	}, strings.TrimSpace(heading))
}

func (w *writer) list(n *ast.List, depth int) []section {
	var out []section
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
		out = append(out, section{text: strings.TrimRight(prefix(text, marker, indent), " "), item: n.IsTight})
	}
	if depth >= maxDepth {
		return out
	}
	text := join(out)
	if text == "" {
		return nil
	}
	return []section{{text: text}}
}

// tight joins the blocks of an item of a tight list: a nested list follows its
// text on the next line.
func tight(blocks []section) string {
	texts := make([]string, len(blocks))
	for i, b := range blocks {
		texts[i] = b.text
		if i > 0 && strings.HasPrefix(b.text, "```") {
			texts[i] = "\n" + b.text
		}
	}
	return strings.Join(texts, "\n")
}

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
			rule := make([]string, columns)
			for i := range rule {
				rule[i] = ruleOf(n.Alignments, i)
			}
			b.WriteString("| " + strings.Join(rule, " | ") + " |\n")
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

func ruleOf(alignments []extast.Alignment, i int) string {
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
func (w *writer) paragraph(n ast.Node) []section {
	var out []section
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
			out = append(out, section{text: line})
		case w.item != "":
			at := strings.Repeat(indent, max(0, depth-1))
			out = append(out, section{text: prefix(line, at+w.item, at+indent), item: true})
			w.item = ""
		case depth > 0 && len(out) > 0:
			at := strings.Repeat(indent, depth)
			out = append(out, section{text: prefix(line, at, at)})
		default:
			out = append(out, section{text: line})
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
			out = append(out, section{text: "---"})
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

func (w *writer) begin() { w.buf, w.sentences = w.buf[:0:0], nil }

// line returns what was written since begin, trimmed.
func (w *writer) line() string {
	s := strings.TrimSpace(string(w.buf))
	return strings.TrimSuffix(strings.TrimSuffix(s, "\\"), "  ")
}

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

// text appends a text node, remembering where its sentences end.
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

// markSentences appends s, noting where a sentence of a top-level text ends.
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

// write appends plain text, quoted.
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

func (w *writer) atLineStart() bool {
	if len(w.buf) == 0 {
		return !w.midLine
	}
	return w.buf[len(w.buf)-1] == '\n'
}

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

// inner returns the children of an inline node, rendered as they go on from here.
func (w *writer) inner(n ast.Node, inLink bool) string {
	inner := *w
	inner.midLine = !w.atLineStart()
	inner.buf, inner.sentences, inner.inLink = nil, nil, inLink
	inner.children(n)
	return string(inner.buf)
}

// emphasis appends marked text. Where the marks would not work (HTML may have
// them anywhere; CommonMark 0.31, section 6.2 tells where) they are left out.
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
			return '.' // the marks of what holds it
		}
		return ' '
	}
	return '.'
}

// link appends a link, or its text alone where it may not lead there.
func (w *writer) link(n ast.Node, destination string) {
	if w.inLink || w.Dialect.plain {
		w.children(n)
		return
	}
	target, ok := w.destination(destination)
	if !ok {
		w.children(n)
		return
	}
	text := strings.TrimSpace(w.inner(n, true))
	if text == "" {
		text = string(w.Dialect.escape(nil, destination, false))
	}
	w.buf = append(w.buf, "["+text+"]("+target+")"...)
}

func (w *writer) autoLink(n *ast.AutoLink) {
	label, url := string(n.Label(w.src)), string(n.URL(w.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		url = "mailto:" + url
	}
	target, ok := w.destination(html.UnescapeString(url))
	if w.inLink || w.Dialect.plain || !ok {
		w.write(label)
		return
	}
	w.buf = append(w.buf, "["...)
	w.buf = w.Dialect.escape(w.buf, label, false)
	w.buf = append(w.buf, "]("+target+")"...)
}

// destination returns where a link of a text leads on the page.
func (w *writer) destination(dest string) (string, bool) {
	dest = strings.TrimSpace(clean(dest))
	scheme, rest, found := strings.Cut(strings.ToLower(dest), ":")
	if found && rest != "" && (scheme == "http" || scheme == "https" || scheme == "mailto") {
		return Destination(dest), true
	}
	if w.Link != nil && dest != "" {
		if target, ok := w.Link(dest); ok {
			return target, true
		}
	}
	if w.Dropped != nil {
		w.Dropped(dest)
	}
	return "", false
}

// Destination quotes a URL so that it can stand in a link, a table cell and MDX.
func Destination(url string) string {
	var b strings.Builder
	for _, c := range []byte(url) {
		switch {
		case c <= ' ' || c == 0x7f || strings.IndexByte("()<>|{}\"'\\`^*_[]", c) >= 0 && c != '_':
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
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
	return strings.ReplaceAll(b.String(), "\n", " ")
}

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
				out = append(out, clean(html.UnescapeString(string(m)))...)
				i += len(m) - 1
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

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
			// What stands before a block tag is the paragraph; where nothing
			// does, it is still to come.
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
		return strings.TrimSpace(line), whole
	}
	cut := 0
	for _, end := range w.sentences {
		if cut == 0 || end <= shortSummary {
			cut = end
		}
	}
	if cut > 0 && cut < len(line) {
		return strings.TrimSpace(line[:cut]), false
	}
	return strings.TrimSpace(line), whole
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

// flat renders a text without a paragraph: the text of its first blocks on one line.
func (w *writer) flat(root ast.Node) string {
	var parts []string
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() == ast.TypeInline {
			return ast.WalkContinue, nil
		}
		if c := n.FirstChild(); c != nil && c.Type() == ast.TypeInline && len(parts) < 4 {
			w.begin()
			w.children(n)
			if line := w.line(); line != "" {
				parts = append(parts, line)
			}
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(parts, "; ")
}
