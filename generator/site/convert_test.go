package site

import (
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/internal/golden"
)

// TestConvert holds Markdown against its HTML: in each file of testdata/convert,
// NAME.md and NAME.html.
func TestConvert(t *testing.T) {
	golden.Run(t, "testdata/convert/*.txtar", func(t *testing.T, c *golden.Case) {
		for _, f := range slices.Clone(c.Files) {
			name, ok := strings.CutSuffix(f.Name, ".md")
			if !ok {
				continue
			}
			got, err := convert(f.Data, source{link: toPage})
			if err != nil {
				t.Fatal(err)
			}
			c.Equal(t, name+".html", []byte(got.body))
		}
	})
}

// toPage is what a link to a Markdown file becomes where all pages are of their own.
func toPage(destination string) string {
	to, id, found := strings.Cut(destination, "#")
	if strings.HasSuffix(to, ".md") && !strings.Contains(to, ":") {
		to = htmlPath(to)
	}
	if found {
		to += "#" + id
	}
	return to
}

// TestNear shows that the navigation of a large group is as long as that of a
// small one, and has the page itself.
func TestNear(t *testing.T) {
	g := &group{}
	for range 1000 {
		g.pages = append(g.pages, &page{})
	}
	for i, p := range g.pages {
		near := g.near(p, maxListed)
		if len(near) != maxListed || !slices.Contains(near, p) {
			t.Fatalf("page %d: %d pages near it", i, len(near))
		}
	}
	if n := len(g.near(&page{}, maxListed)); n != maxListed { // its own page is not in it
		t.Errorf("the group's own page lists %d", n)
	}
	g.pages = g.pages[:3]
	if n := len(g.near(g.pages[1], maxListed)); n != 3 {
		t.Errorf("a group of 3 lists %d", n)
	}
}

// FuzzConvert shows that no Markdown becomes HTML that a page may not have.
func FuzzConvert(f *testing.F) {
	f.Add("# A <a id=\"x\"></a>\n\n| a | b |\n| :- | - |\n| <b> | `GET /x` |\n\n```go\nx := \"<\"\n```\n")
	f.Add("<a id=\"x\"></a></a><a id='y'><script>alert(1)</script>\n\n<div onclick=x>\n")
	f.Add("[x](javascript:alert(1)) ![y](z.png) <https://example.com> ~~a~~ - [ ] b\n\n- [x] c\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := convert([]byte(text), source{})
		if err != nil {
			t.Fatal(err)
		}
		checkHTML(t, "page", string(c.body))
	})
}
