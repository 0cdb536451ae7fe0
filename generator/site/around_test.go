package site

import (
	"fmt"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestPublished builds a site whose place is known: other programs learn of it, and
// the page for what is missing has links that hold at any path.
func TestPublished(t *testing.T) {
	files := map[string]string{}
	api := lowertest.Text(t, []byte("openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: x}}}}}\n"))
	for _, f := range build(t, api, Options{BaseURL: "https://example.com/ref/"}) {
		files[f.Path] = string(f.Data)
	}
	for path, want := range map[string]string{
		"sitemap.xml":     "<loc>https://example.com/ref/index.html</loc>",
		"404.html":        `<a href="/ref/index.html">Overview</a>`,
		"index.html":      `<link rel="canonical" href="https://example.com/ref/index.html">`,
		"llms.txt":        "](https://example.com/ref/operations/",
		"assets/pages.js": "sitePages = {};",
	} {
		if !strings.Contains(files[path], want) {
			t.Errorf("%s has no %s:\n%s", path, want, files[path])
		}
	}
	for _, f := range build(t, api, Options{}) {
		if f.Path == "sitemap.xml" || strings.Contains(string(f.Data), "canonical") {
			t.Errorf("%s tells of a place that nobody named", f.Path)
		}
	}
}

// TestLargeGroup shows that a group that is cut on pages is whole in pages.js, and
// that the page says so.
func TestLargeGroup(t *testing.T) {
	var b strings.Builder
	b.WriteString("openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n")
	for i := range maxListed + 5 {
		fmt.Fprintf(&b, "    s%d: {type: object, properties: {a: {type: string}}}\n", i)
	}
	for _, f := range build(t, lowertest.Text(t, []byte(b.String())), Options{}) {
		switch f.Path {
		case "assets/pages.js":
			if n := strings.Count(string(f.Data), "schemas/s"); n != maxListed+5 {
				t.Errorf("pages.js lists %d", n)
			}
		case "schemas/s0.html":
			if want := fmt.Sprintf(">All %d pages</a>", maxListed+5); !strings.Contains(string(f.Data), want) {
				t.Errorf("%s has no %s", f.Path, want)
			}
		}
	}
}

// TestProse shows which words are in the index, and how.
func TestProse(t *testing.T) {
	s, contents := &site{}, []content{}
	for i := range 60 {
		p := &docs.Page{Kind: docs.KindSchema, Title: "Title", Summary: "summary", Names: []string{"title", fmt.Sprint("f", i/30)}}
		s.pages = append(s.pages, &page{Page: p, path: fmt.Sprint(i)})
		contents = append(contents, content{words: map[string]bool{"title": true, "common": true}})
	}
	s.pages[1].Parts = []*docs.Page{{Kind: docs.KindSchema, Title: "TitleOfPart", ID: docs.PartID + "of-part"}}
	contents[1].parts = []content{{words: map[string]bool{"rare": true}}}
	contents[0].words["rare"], contents[40].words["rare"], contents[7].words["other"] = true, true, true
	f, err := s.searchFile(contents)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`\ns\tTitle\t1\tsummary\np\t5 OfPart\tof-part\t\ns\t`,
		`"names":"f0 112111111111111111111111111111\nf1 W1111`,
		`"words":"other 9\nrare 12d1"`,
	} {
		if !strings.Contains(string(f.Data), want) {
			t.Errorf("no %s in %s", want, f.Data)
		}
	}
	got := map[string]bool{}
	addWords(got, []byte("The JWK of 2026, a x1 in café"))
	for _, word := range []string{"the", "jwk", "café"} {
		if !got[word] {
			t.Errorf("%s is left out: %v", word, got)
		}
	}
	if len(got) != 3 {
		t.Errorf("too many: %v", got)
	}
}
