// Package markdown turns the Markdown that people write in API descriptions
// into Markdown that is safe on a page of ours.
//
// # Input
//
// By the standard (OpenAPI 3.1.1, section 3.5), a description is CommonMark. In
// practice it has raw HTML, headings of any level, tables, tags that are cut
// off. None of it is trusted.
//
// # Output
//
// The text is parsed (goldmark) and written anew from the tree: emphasis, code,
// links, lists, quotes, tables, and headings below the page's own. The HTML tags
// that descriptions commonly use become Markdown; all others are escaped, and so
// shown as text. Links lead to http, https and mailto, or where [Renderer.Link]
// says. So nothing in a text is run, and nothing in it is left open on the page.
//
// A pipe outside code is written as an entity, so that only those in code have to
// be escaped in tables.
package markdown

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/oasmint/oasmint/generator/visible"
)

// Renderer renders the texts of one document. The zero value writes GFM and keeps
// absolute links alone. It is not safe for concurrent use.
type Renderer struct {
	Dialect Dialect

	// Reserved reports whether a page may have an anchor of its own by this
	// name. A heading with that anchor is written in bold instead.
	Reserved func(slug string) bool

	// Link resolves a destination that is not an absolute URL. Where it is
	// nil or returns false, only the link's text is written.
	Link func(destination string) (string, bool)

	// Dropped, if it is not nil, is called for each link that is not kept.
	Dropped func(destination string)

	parsed map[string]*document // a text is often rendered in several forms
}

// Block renders a whole text: blocks with an empty line between them, and no
// newline at the end. The text's highest headings get the given level, and the
// others follow below. With level 0, headings are written in bold.
func (r *Renderer) Block(src string, level int) string {
	d := r.parse(src)
	if d == nil {
		return ""
	}
	w := writer{Renderer: r, src: d.src, level: level, top: topHeading(d.root)}
	return join(w.blocks(d.root, 0))
}

// Summary renders what a table cell has room for: the first paragraph on one
// line or, where that is long, its first sentences. whole reports whether that is
// the whole text.
func (r *Renderer) Summary(src string) (line string, whole bool) {
	d := r.parse(src)
	if d == nil {
		return "", true
	}
	w := writer{Renderer: r, src: d.src, oneLine: true}
	return w.summary(d.root)
}

// Plain returns the summary of a text without markup, for what is not Markdown:
// front matter, a search index. It is not escaped.
func (r *Renderer) Plain(src string) string {
	d := r.parse(src)
	if d == nil {
		return ""
	}
	w := writer{Renderer: &Renderer{Dialect: Dialect{plain: true}}, src: d.src, oneLine: true}
	line, _ := w.summary(d.root)
	return line
}

// parse returns the tree of a text, parsed once.
func (r *Renderer) parse(src string) *document {
	d, ok := r.parsed[src]
	if !ok {
		if r.parsed == nil {
			r.parsed = map[string]*document{}
		}
		d = parse(src)
		r.parsed[src] = d
	}
	return d
}

// document is a text that was parsed.
type document struct {
	src  []byte
	root ast.Node
}

// parse returns the tree of a text, in which HTML tags have become nodes of
// Markdown, or nil where there is no text.
func parse(src string) *document {
	src = visible.Prose(src)
	if strings.TrimSpace(src) == "" {
		return nil
	}
	source := []byte(src)
	if isIntricate(src) {
		return &document{source, paragraphs(src)}
	}
	root := reader.Parse(text.NewReader(source))
	pairTags(root, source)
	return &document{source, root}
}

// Limits on what goldmark needs more than linear time for, far beyond what people
// write. A text above them is read as plain paragraphs.
const (
	maxLinks   = 2000
	maxMarkers = 200 // of quotes and lists, at the beginning of a line
)

// isIntricate reports whether a text is above the limits.
func isIntricate(src string) bool {
	if strings.Count(src, "](") > maxLinks {
		return true
	}
	for len(src) > maxMarkers {
		line, rest, _ := strings.Cut(src, "\n")
		if len(line) > maxMarkers {
			markers := strings.TrimLeft(line, " \t>-+*0123456789.)")
			if len(line)-len(markers) > maxMarkers && strings.Trim(line, "-*") != "" {
				return true
			}
		}
		src = rest
	}
	return false
}

// paragraphs returns the tree of a text of plain paragraphs.
func paragraphs(src string) ast.Node {
	root := ast.NewDocument()
	for _, part := range strings.Split(src, "\n\n") {
		p := ast.NewParagraph()
		p.AppendChild(p, ast.NewString([]byte(strings.TrimSpace(part))))
		root.AppendChild(root, p)
	}
	return root
}

// reader is goldmark's parser for GFM, without raw HTML: tagParser reads the tags
// that become Markdown, and all others stay text.
var reader = newParser()

func newParser() parser.Parser {
	blocks := []util.PrioritizedValue{
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
	inlines := []util.PrioritizedValue{
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(tagParser{}, 400),
		util.Prioritized(parser.NewEmphasisParser(), 500),
	}
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(blocks...),
			parser.WithInlineParsers(inlines...),
			parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		)),
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
	).Parser()
}

// topHeading is the highest heading level in a text, at least 1.
func topHeading(root ast.Node) int {
	top := 7
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			top = min(top, h.Level)
		}
	}
	return top
}
