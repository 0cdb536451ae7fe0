// Links and anchors of Markdown.

package linkcheck

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/oasmint/oasmint/generator/docs/markdown"
)

var gfm = goldmark.New(goldmark.WithExtensions(extension.GFM))

// relref is Hugo's way to write a link's destination.
var relref = regexp.MustCompile(`\{\{<\s*(?:rel)?ref\s+"([^"]*)"\s*>\}\}`)

// headingID is an explicit anchor at the end of a heading.
var headingID = regexp.MustCompile(`\s*\{\s*#([^\s}]+)\s*\}$`)

// readMarkdown finds the links and anchors of Markdown.
func readMarkdown(data []byte) *document {
	data = relref.ReplaceAll(withoutFrontMatter(data), []byte("$1"))
	r := &reader{document: document{anchors: map[string]bool{}}, source: data, lines: lineIndex(data)}
	_ = ast.Walk(gfm.Parser().Parse(text.NewReader(data)), r.visit) // visit has no error
	return &r.document
}

// withoutFrontMatter replaces front matter (YAML between lines of ---) by empty
// lines, so that the others keep their numbers.
func withoutFrontMatter(data []byte) []byte {
	rest, found := bytes.CutPrefix(data, []byte("---\n"))
	if !found {
		return data
	}
	front, rest, found := bytes.Cut(rest, []byte("\n---\n"))
	if !found {
		return data
	}
	return append(bytes.Repeat([]byte("\n"), bytes.Count(front, []byte("\n"))+3), rest...)
}

// reader collects the links and anchors of a Markdown file.
type reader struct {
	document
	source []byte
	lines  []int // the offsets at which lines begin
	at     int   // the offset of the node last visited
}

// visit is an ast.Walker.
func (r *reader) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		r.at = n.Lines().At(0).Start
	}
	switch n := n.(type) {
	case *ast.Text:
		r.at = n.Segment.Start
	case *ast.Heading:
		r.heading(string(bytes.TrimSpace(n.Lines().Value(r.source))), n)
	case *ast.Link:
		r.link(r.start(n), string(util.UnescapePunctuations(n.Destination)))
	case *ast.Image:
		r.link(r.start(n), string(util.UnescapePunctuations(n.Destination)))
	case *ast.AutoLink:
		if n.AutoLinkType == ast.AutoLinkURL {
			r.link(r.at, string(n.URL(r.source)))
		}
	case *ast.RawHTML:
		r.html(n.Segments)
	case *ast.HTMLBlock:
		r.html(n.Lines())
		return ast.WalkSkipChildren, nil
	}
	return ast.WalkContinue, nil
}

// start returns the offset of a link's text: goldmark has none for the link.
func (r *reader) start(n ast.Node) int {
	at := -1
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // no error from below
		if t, ok := n.(*ast.Text); ok && entering {
			at = t.Segment.Start
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	if at < 0 {
		return r.at
	}
	return at
}

func (r *reader) link(at int, to string) {
	r.links = append(r.links, link{lineAt(r.lines, at), to})
}

// heading adds the anchor of a heading: the explicit one, or else the slug as
// GitHub makes it.
func (r *reader) heading(raw string, n *ast.Heading) {
	if m := headingID.FindStringSubmatch(raw); m != nil {
		r.anchors[m[1]] = true
		return
	}
	r.anchors[markdown.FreeSlug(markdown.PlainText(n, r.source), r.anchors)] = true
}

// html reads HTML in Markdown.
func (r *reader) html(segments *text.Segments) {
	if segments.Len() == 0 {
		return
	}
	inner := readHTML(segments.Value(r.source))
	for id := range inner.anchors {
		r.anchors[id] = true
	}
	first := lineAt(r.lines, segments.At(0).Start)
	for _, l := range inner.links {
		r.links = append(r.links, link{first + l.line - 1, l.to})
	}
}

// lineIndex returns the offsets at which lines begin.
func lineIndex(data []byte) []int {
	out := []int{0}
	for i, c := range data {
		if c == '\n' {
			out = append(out, i+1)
		}
	}
	return out
}
