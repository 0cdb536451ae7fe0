package site

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestConvert holds Markdown against its HTML: in each file of testdata/convert,
// NAME.md and NAME.html.
func TestConvert(t *testing.T) {
	names, err := filepath.Glob("testdata/convert/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no goldens in testdata/convert", err)
	}
	for _, name := range names {
		golden, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(golden.Files); i += 2 {
			from, to := golden.Files[i], &golden.Files[i+1]
			if strings.TrimSuffix(from.Name, ".md")+".html" != to.Name {
				t.Fatalf("%s: %s is followed by %s", name, from.Name, to.Name)
			}
			got, err := convert(from.Data)
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				to.Data = []byte(got.body)
			} else if string(got.body) != string(to.Data) {
				t.Errorf("%s: %s: got\n%s\nexpected\n%s", name, from.Name, got.body, to.Data)
			}
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(golden), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestNear shows that the navigation of a large group is as long as that of a
// small one, and has the page itself.
func TestNear(t *testing.T) {
	g := &group{}
	for range 1000 {
		g.pages = append(g.pages, &page{})
	}
	for i, p := range g.pages {
		near := g.near(p)
		if len(near) != maxListed || !slices.Contains(near, p) {
			t.Fatalf("page %d: %d pages near it", i, len(near))
		}
	}
	if n := len(g.near(&page{})); n != maxListed { // its own page is not in it
		t.Errorf("the group's own page lists %d", n)
	}
	g.pages = g.pages[:3]
	if n := len(g.near(g.pages[1])); n != 3 {
		t.Errorf("a group of 3 lists %d", n)
	}
}

// FuzzConvert shows that no Markdown becomes HTML that a page may not have.
func FuzzConvert(f *testing.F) {
	f.Add("# A <a id=\"x\"></a>\n\n| a | b |\n| :- | - |\n| <b> | `GET /x` |\n\n```go\nx := \"<\"\n```\n")
	f.Add("<a id=\"x\"></a></a><a id='y'><script>alert(1)</script>\n\n<div onclick=x>\n")
	f.Add("[x](javascript:alert(1)) ![y](z.png) <https://example.com> ~~a~~ - [ ] b\n\n- [x] c\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := convert([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		checkHTML(t, "page", string(c.body))
	})
}
