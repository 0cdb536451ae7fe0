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
	var entries []docs.SearchEntry
	words := map[string]map[string]bool{}
	for i := range 60 {
		path := fmt.Sprint(i)
		entries = append(entries, docs.SearchEntry{Title: "Title", Path: path, Text: "summary"})
		words[path] = map[string]bool{"title": true, "common": true}
	}
	words["0"]["rare"], words["40"]["rare"], words["7"]["other"] = true, true, true
	if got, want := prose(entries, words), "other 8\nrare 1 14"; got != want {
		t.Errorf("got %q, expected %q", got, want)
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
