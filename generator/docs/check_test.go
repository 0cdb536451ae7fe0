// Checks of finished pages, which are parsed by goldmark without extensions of
// ours: nothing here depends on how pages are made.

package docs_test

import (
	"bytes"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/docs/markdown"
)

var gfm = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithParserOptions(parser.WithAttribute()))

var (
	ourAnchor = regexp.MustCompile(`^(?:<a id="[^"<>]*">|</a>)$`)
	relref    = regexp.MustCompile(`\{\{< relref "([^"{}<>]*)" >\}\}`)
	head      = regexp.MustCompile(`^---\n(?s:.*?)\n---\n`)
)

// body returns a page without its front matter, with Hugo's references as the
// plain destinations they become.
func body(data string) []byte {
	return []byte(relref.ReplaceAllString(head.ReplaceAllString(data, ""), "$1"))
}

// checkPage checks that a page holds no HTML but anchors of ours, no image, no
// link to a scheme that is not the web's, one title at most, and only whole rows.
func checkPage(t *testing.T, name, data string, barePipes bool) {
	t.Helper()
	source := body(data)
	titles := 0
	_ = ast.Walk(gfm.Parser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.HTMLBlock:
			t.Errorf("%s: an HTML block: %s", name, n.Lines().Value(source))
		case *ast.RawHTML:
			if html := n.Segments.Value(source); !ourAnchor.Match(html) {
				t.Errorf("%s: HTML: %s", name, html)
			}
		case *ast.Image:
			t.Errorf("%s: an image: %s", name, n.Destination)
		case *ast.Link:
			scheme, _, found := strings.Cut(string(n.Destination), ":")
			if found && scheme != "http" && scheme != "https" && scheme != "mailto" && !strings.Contains(scheme, "#") {
				t.Errorf("%s: a link to %s", name, n.Destination)
			}
		case *ast.Heading:
			if n.Level == 1 {
				titles++
			}
		}
		return ast.WalkContinue, nil
	})
	if titles > 1 {
		t.Errorf("%s has %d titles", name, titles)
	}
	checkRows(t, name, string(source), barePipes)
	for i, line := range strings.Split(data, "\n") {
		if strings.HasPrefix(line, "| ") && strings.Contains(line, "   |") || strings.ContainsAny(line, "\x00\x01\x02\x03\x04\x05\x06\x07") {
			t.Errorf("%s:%d: padding or a token is left: %s", name, i+1, line)
		}
	}
}

// checkRows checks that every row of a table has as many cells as its header.
// It counts as GFM does: a pipe ends a cell unless a backslash precedes it. With
// barePipes, it counts as Python-Markdown does: a pipe in code ends no cell either.
func checkRows(t *testing.T, name, source string, barePipes bool) {
	t.Helper()
	columns, fenced := 0, ""
	for i, line := range strings.Split(source, "\n") {
		bare := strings.TrimLeft(line, " >")
		if ticks := bare[:len(bare)-len(strings.TrimLeft(bare, "`"))]; len(ticks) >= 3 && (fenced == "" || fenced == ticks) {
			if fenced == "" {
				fenced = ticks
			} else {
				fenced = ""
			}
			continue
		}
		if fenced != "" {
			continue
		}
		if !strings.HasPrefix(bare, "| ") {
			columns = 0
			continue
		}
		if barePipes {
			bare = withoutCode(bare)
		}
		cells := strings.Count(bare, "|") - strings.Count(bare, `\|`) - 1
		if columns == 0 {
			columns = cells
		}
		if cells != columns {
			t.Errorf("%s:%d: %d cells in a table of %d columns: %s", name, i+1, cells, columns, line)
		}
	}
}

// withoutCode leaves out the code spans of a line.
func withoutCode(line string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(line, '`')
		if i < 0 {
			return b.String() + line
		}
		b.WriteString(line[:i])
		ticks := line[i : i+len(line[i:])-len(strings.TrimLeft(line[i:], "`"))]
		_, rest, found := strings.Cut(line[i+len(ticks):], ticks)
		if escaped := i > 0 && line[i-1] == '\\'; escaped || !found {
			line = line[i+len(ticks):]
			continue
		}
		line = rest
	}
}

var anchorTag = regexp.MustCompile(`<a id="([^"]*)"></a>`)

// checkLinks resolves every internal link of pages for GitHub against the files
// and the anchors that GitHub would make.
func checkLinks(t *testing.T, pages []docs.File) {
	t.Helper()
	anchors := map[string]map[string]bool{}
	for _, p := range pages {
		anchors[p.Path] = anchorsOf(p.Data)
	}
	for _, p := range pages {
		if !strings.HasSuffix(p.Path, ".md") {
			continue
		}
		_ = ast.Walk(gfm.Parser().Parse(text.NewReader(p.Data)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			link, ok := n.(*ast.Link)
			if !ok || !entering || bytes.Contains(link.Destination, []byte("://")) || bytes.HasPrefix(link.Destination, []byte("mailto:")) {
				return ast.WalkContinue, nil
			}
			file, id, _ := strings.Cut(string(link.Destination), "#")
			target := p.Path
			if file != "" {
				target = path.Join(path.Dir(p.Path), file)
			}
			switch ids, ok := anchors[target]; {
			case !ok:
				t.Errorf("%s links to %s, which is not there", p.Path, target)
			case id != "" && !ids[id]:
				t.Errorf("%s links to %s#%s, which is not there", p.Path, target, id)
			}
			return ast.WalkContinue, nil
		})
	}
}

// anchorsOf returns the anchors of a page: those written, and the headings'.
func anchorsOf(data []byte) map[string]bool {
	out := map[string]bool{}
	for _, m := range anchorTag.FindAllSubmatch(data, -1) {
		out[string(m[1])] = true
	}
	_ = ast.Walk(gfm.Parser().Parse(text.NewReader(data)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if h, ok := n.(*ast.Heading); ok && entering {
			out[markdown.Slug(string(h.Lines().Value(data)))] = true
		}
		return ast.WalkContinue, nil
	})
	return out
}
