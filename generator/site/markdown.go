// Markdown to HTML: what goldmark does not do by itself. Links lead to the HTML
// pages, anchors become the ids of headings, tables scroll in boxes, and requests
// get a badge with their method.

package site

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/docs/markdown"
)

// content is a page's Markdown as HTML.
type content struct {
	body   template.HTML
	toc    []heading
	fields string // the table of a schema's fields, to show on other pages

	words map[string]bool // of its text, in lower case
	ids   map[string]bool // of its headings
	opens []string        // the addresses of schemas whose fields open on the page
	parts []content       // of its parts, whose bodies are in its own
}

// withParts returns the content of a page, and that of its parts.
func (c content) withParts() []content { return append([]content{c}, c.parts...) }

// heading is a heading below the title.
type heading struct {
	Level int
	ID    string
	Text  string
}

// converter is goldmark with the extensions that pages use. The alignment of a
// column is an attribute, since the pages' policy forbids inline styles.
var converter = goldmark.New(
	goldmark.WithExtensions(
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
		extension.Strikethrough, extension.Linkify,
	),
	goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(&pageRenderer{Writer: html.DefaultWriter}, 1))),
)

// source says what is known of Markdown that is to be converted.
type source struct {
	section string                          // the heading above it
	without []string                        // the ids of sections to leave out
	link    func(destination string) string // what a link becomes; nil: what it is
	nested  func(destination string) bool   // whether a link leads to a schema with fields; nil: none does
	of      *docs.Page                      // whose Markdown it is; nil of what is less
	ids     map[string]bool                 // of the headings that stand above it on the page
}

// convert turns the Markdown of a page, or of a part of one, into HTML.
func convert(data []byte, p source) (content, error) {
	doc := converter.Parser().Parse(text.NewReader(data))
	c, fieldTable := arrange(doc, data, p)
	var b bytes.Buffer
	if err := converter.Renderer().Render(&b, data, doc); err != nil {
		return content{}, err
	}
	if fieldTable != nil {
		var table bytes.Buffer
		if err := converter.Renderer().Render(&table, data, fieldTable); err != nil {
			return content{}, err
		}
		c.fields = emptyAnchor.ReplaceAllString(table.String(), "")
	}
	c.body = template.HTML(b.String()) // goldmark escapes all text, and pageRenderer all HTML
	return c, nil
}

// arrange prepares a page's tree for the renderer, and returns what is known of it, with
// the table of a schema's fields, or nil.
func arrange(doc ast.Node, data []byte, p source) (content, ast.Node) {
	section := p.section
	c := content{words: map[string]bool{}, ids: p.ids}
	above, fields := 0, fieldsSection // the level of the last heading, and the section with the fields
	if p.of != nil && p.of.Host != nil {
		above, fields = 2, p.of.Anchor(fieldsSection)
	}
	if c.ids == nil {
		c.ids = map[string]bool{}
	}
	leaving := 0 // the level of the heading of a section to leave out
	var left []ast.Node
	var fieldTable ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // no error from below
		if !entering {
			return ast.WalkContinue, nil
		}
		if h, ok := n.(*ast.Heading); ok && h.Level <= leaving {
			leaving = 0
		}
		if leaving > 0 && n.Parent() == doc {
			left = append(left, n)
			return ast.WalkSkipChildren, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			id := takeAnchor(n, data)
			n.Level = min(n.Level, above+1, 6) // descriptions skip levels
			section = markdown.PlainText(n, data)
			if n.Level == 1 {
				above = n.Level
				break // nothing links to the top by name
			}
			if id == "" {
				id = markdown.FreeSlug(section, c.ids)
			}
			if slices.Contains(p.without, id) && id != "" {
				left, leaving = append(left, n), n.Level
				break
			}
			above = n.Level
			c.ids[id] = true
			n.SetAttributeString("id", []byte(id))
			c.toc = append(c.toc, heading{n.Level, id, section})
		case *ast.Text:
			addWords(c.words, n.Segment.Value(data))
		case *ast.Link:
			written := string(n.Destination)
			if p.link != nil {
				n.Destination = []byte(p.link(written))
			}
			if inLaterCell(n) && p.nested != nil && p.nested(written) {
				n.SetAttributeString("data-fields", []byte{})
				c.opens = append(c.opens, string(n.Destination))
			}
		case *extast.Table:
			if id := sectionOf(n.PreviousSibling()); id == fields {
				fieldTable = n
			}
			n.SetAttributeString("label", []byte(section))
			nameCells(n, data)
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			n.SetAttributeString("label", []byte(section))
		}
		return ast.WalkContinue, nil
	})
	for _, n := range left {
		n.Parent().RemoveChild(n.Parent(), n)
	}
	return c, fieldTable
}

// plainText returns a line of Markdown without its markup.
func plainText(line docs.Markdown) string {
	data := []byte(line)
	return markdown.PlainText(converter.Parser().Parse(text.NewReader(data)), data)
}

// inLaterCell reports whether a link is in a cell of a table, and not in the first one of
// its row, which says what the row is about.
func inLaterCell(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if n.Kind() == extast.KindTableCell {
			return n.PreviousSibling() != nil
		}
	}
	return false
}

// sectionOf is the id of a heading, or "" of another node.
func sectionOf(n ast.Node) string {
	if h, ok := n.(*ast.Heading); ok {
		if id, ok := h.AttributeString("id"); ok {
			return string(id.([]byte))
		}
	}
	return ""
}

// takeAnchor takes the anchor out of a heading and returns its id, or "".
func takeAnchor(h *ast.Heading, source []byte) string {
	for n := h.FirstChild(); n != nil; n = n.NextSibling() {
		id, ok := anchorID(n, source)
		if !ok {
			continue
		}
		if end := n.NextSibling(); endsAnchor(end, source) {
			h.RemoveChild(h, end)
		}
		if before, ok := n.PreviousSibling().(*ast.Text); ok {
			before.Segment = before.Segment.TrimRightSpace(source)
		}
		h.RemoveChild(h, n)
		return id
	}
	return ""
}

// nameCells gives cells the name of their column. Narrow screens show the cells
// of a row below each other, with these names; the first cell and a description
// are clear without one.
func nameCells(table *extast.Table, source []byte) {
	var columns []string
	for cell := table.FirstChild().FirstChild(); cell != nil; cell = cell.NextSibling() {
		columns = append(columns, markdown.PlainText(cell, source))
	}
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		column := 0
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if column > 0 && columns[column] != "Description" && cell.HasChildren() {
				cell.SetAttributeString("data-column", []byte(columns[column]))
			}
			column++
		}
	}
}

// pageRenderer renders the nodes that goldmark's own renderer renders otherwise.
type pageRenderer struct{ html.Writer }

// RegisterFuncs implements renderer.NodeRenderer.
func (r *pageRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(extast.KindTable, r.table)
	reg.Register(ast.KindCodeSpan, r.codeSpan)
	reg.Register(ast.KindFencedCodeBlock, r.codeBlock)
	reg.Register(ast.KindCodeBlock, r.codeBlock)
	reg.Register(ast.KindText, r.text)
	reg.Register(ast.KindRawHTML, r.rawHTML)
	reg.Register(ast.KindHTMLBlock, r.htmlBlock)
	reg.Register(ast.KindImage, r.image)
}

// table renders a table in a box that scrolls, by keyboard too.
func (r *pageRenderer) table(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		fmt.Fprintf(w, "<div class=\"scroll\" role=\"group\" aria-label=\"Table: %s\" tabindex=\"0\"><table>\n", labelOf(n))
	} else {
		w.WriteString("</table></div>\n")
	}
	return ast.WalkContinue, nil
}

// labelOf returns the heading above a node, escaped for an attribute.
func labelOf(n ast.Node) []byte {
	label, _ := n.AttributeString("label")
	return util.EscapeHTML(label.([]byte))
}

// request matches a method and a path.
var request = regexp.MustCompile(`^(GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|QUERY) (/\S*)$`)

// codeSpan renders code, and a method with a path as a badge and the path.
func (r *pageRenderer) codeSpan(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	code := markdown.PlainText(n, source)
	if m := request.FindStringSubmatch(code); m != nil {
		fmt.Fprintf(w, "<span class=\"request\">%s <code>%s</code></span>", badge(m[1]), strings.ReplaceAll(template.HTMLEscapeString(m[2]), "/", "<wbr>/"))
		return ast.WalkSkipChildren, nil
	}
	fmt.Fprintf(w, "<code>%s</code>", breakable(code))
	return ast.WalkSkipChildren, nil
}

// badge renders an HTTP method, which the style sheet colours.
func badge(method string) string {
	return `<span class="method ` + strings.ToLower(method) + `">` + method + `</span>`
}

// text renders text, whose long words may break.
func (r *pageRenderer) text(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	t := n.(*ast.Text)
	var b bytes.Buffer
	line := bufWriter{&b}
	if value := t.Segment.Value(source); t.IsRaw() {
		r.RawWrite(line, value)
	} else {
		r.Write(line, value)
	}
	w.WriteString(breakEscaped(b.String()))
	switch {
	case t.HardLineBreak():
		w.WriteString("<br>\n")
	case t.SoftLineBreak():
		w.WriteByte('\n')
	}
	return ast.WalkContinue, nil
}

// bufWriter makes a bytes.Buffer a util.BufWriter.
type bufWriter struct{ *bytes.Buffer }

func (bufWriter) Buffered() int { return 0 }
func (bufWriter) Flush() error  { return nil }

// breakable escapes text, and marks where its long words may break.
func breakable(s string) string { return breakEscaped(template.HTMLEscapeString(s)) }

// longWord is the length in bytes from which words may break.
const longWord = 17

// breakEscaped marks where the long words of escaped text may break: after '/'
// and '_', and before a capital.
func breakEscaped(s string) string {
	if len(s) < longWord {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		end := strings.IndexAny(s, " \t\n\r")
		if end < 0 {
			end = len(s)
		}
		if end < longWord {
			b.WriteString(s[:end])
		} else {
			breakWord(&b, s[:end])
		}
		spaces := end
		for end < len(s) && strings.IndexByte(" \t\n\r", s[end]) >= 0 {
			end++
		}
		b.WriteString(s[spaces:end])
		s = s[end:]
	}
	return b.String()
}

// breakWord writes a word of escaped text with the places where it may break. There are
// none where it begins or ends, nor one beside another.
func breakWord(b *strings.Builder, word string) {
	lower := func(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }
	from := 0
	for i := 1; i < len(word); i++ {
		before, c := word[i-1], word[i]
		separated := (before == '/' || before == '_') && c != '/' && c != '_'
		if separated || lower(before) && 'A' <= c && c <= 'Z' {
			b.WriteString(word[from:i] + "<wbr>")
			from = i
		}
	}
	b.WriteString(word[from:])
}

// anchorTag is the only HTML that package docs writes, with "</a>" after it.
var anchorTag = regexp.MustCompile(`^<a id="([^"<>&]*)">$`)

// anchorID returns the id of an anchor; ok is false for anything else.
func anchorID(n ast.Node, source []byte) (id string, ok bool) {
	raw, ok := n.(*ast.RawHTML)
	if !ok {
		return "", false
	}
	m := anchorTag.FindSubmatch(raw.Segments.Value(source))
	if m == nil {
		return "", false
	}
	return string(m[1]), true
}

// endsAnchor reports whether a node is the end of the anchor before it.
func endsAnchor(n ast.Node, source []byte) bool {
	raw, ok := n.(*ast.RawHTML)
	return ok && string(raw.Segments.Value(source)) == "</a>"
}

// rawHTML renders an anchor; other HTML is shown as text.
func (r *pageRenderer) rawHTML(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	if id, ok := anchorID(n, source); ok {
		fmt.Fprintf(w, `<a id="%s"></a>`, id)
		return ast.WalkContinue, nil
	}
	if _, ok := anchorID(n.PreviousSibling(), source); !ok || !endsAnchor(n, source) {
		w.Write(util.EscapeHTML(n.(*ast.RawHTML).Segments.Value(source)))
	}
	return ast.WalkContinue, nil
}

// htmlBlock shows a block of HTML as text: package docs writes none.
func (r *pageRenderer) htmlBlock(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.Write(util.EscapeHTML(n.(*ast.HTMLBlock).Lines().Value(source)))
		if c := n.(*ast.HTMLBlock).ClosureLine; c.Len() > 0 {
			w.Write(util.EscapeHTML(c.Value(source)))
		}
	}
	return ast.WalkContinue, nil
}

// image renders nothing itself, which leaves the image's alternative text: pages
// load nothing from elsewhere. Package docs writes links to images.
func (r *pageRenderer) image(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkContinue, nil
}
