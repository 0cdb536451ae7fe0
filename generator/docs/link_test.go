package docs

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestDeadLinks checks that a link that leads nowhere, an anchor that is not on
// its page and an anchor that is there twice are errors, each told.
func TestDeadLinks(t *testing.T) {

	one := &page{Page: Page{Path: "a/one.md"}}
	two := &page{Page: Page{Path: "b/two.md"}}
	gone := &page{Page: Page{Path: "gone.md"}}
	one.raw = []byte("x" + linkTo("two", two, "here") + linkTo("self", one, "") + "\n")
	two.raw = []byte(heading(2, "here", "Here") + "\n" + anchor("cell") + linkTo("one", one, ""))
	links, err := collectAnchors([]*page{one, two}, github)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, raw, want, err string }{
		{"sound", string(one.raw), "x[two](../b/two.md#here)[self](one.md)\n", ""},
		{"anchors", string(two.raw), "## Here\n<a id=\"cell\"></a>[one](../a/one.md)", ""},
		{"no page", string(linkTo("x", gone, "")), "", "gone.md, which is no page"},
		{"no anchor", string(linkTo("x", two, "there")), "", "b/two.md#there, which is no anchor"},
		{"half a token", string(linkToken) + "b/two.md#", "", "half a link"},
	} {
		at := "a/one.md"
		if c.name == "anchors" {
			at = "b/two.md"
		}
		got, _, err := links.resolve([]byte(c.raw), at)
		switch {
		case c.err == "" && (err != nil || string(got) != c.want):
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, c.want)
		case c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)):
			t.Errorf("%s: error %v; want one with %q", c.name, err, c.err)
		}
	}
	two.raw = append(two.raw, anchor("cell")...)
	if _, err := collectAnchors([]*page{two}, github); err == nil || !strings.Contains(err.Error(), "#cell twice") {
		t.Errorf("an anchor twice: error %v", err)
	}
}

// TestCellAnchor checks that, where cells have no anchors, a link leads to the
// heading above.
func TestCellAnchor(t *testing.T) {
	p := &page{Page: Page{Path: "p.md"}, raw: []byte(heading(2, "fields", "Fields") + "\n" + anchor("field-x") + "x")}
	links, err := collectAnchors([]*page{p}, hugo)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"fields"}; !slices.Equal(p.Anchors, want) {
		t.Errorf("the page has the anchors %q, expected %q", p.Anchors, want)
	}
	got, _, err := links.resolve([]byte(linkTo("x", p, "field-x")), "q.md")
	if want := `[x]({{< relref "p.md#fields" >}})`; err != nil || string(got) != want {
		t.Errorf("%s, %v; want %s", got, err, want)
	}
}

// TestAnchorIDs checks that two wire names never share an anchor, and that an
// anchor holds nothing that a site generator would read as its own.
func TestAnchorIDs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")
		if a != b && anchorID("field", a) == anchorID("field", b) {
			t.Errorf("%q and %q share %s", a, b, anchorID("field", a))
		}
		if id := anchorID("field", a); strings.ContainsAny(id, " \t\n\"'<>{}#|`[]()\\") {
			t.Errorf("%q has the anchor %q", a, id)
		}
	})
}

// TestFileNames checks that files are distinct without regard to case, lower
// case, short, and never the index.
func TestFileNames(t *testing.T) {
	names := rapid.SliceOfDistinct(rapid.StringMatching(`[A-Z][A-Za-z0-9_]{0,6}|README|Index|Con|Ünï|A{150}`), rapid.ID[string])
	rapid.Check(t, func(t *rapid.T) {
		in := names.Draw(t, "names")
		seen := map[string]string{"readme.md": "the index"}
		for i, file := range fileNames(in) {
			if other, ok := seen[strings.ToLower(file)]; ok {
				t.Errorf("%s and %s share %s", in[i], other, file)
			}
			seen[strings.ToLower(file)] = in[i]
			if file != strings.ToLower(file) || len(file) > 120 || strings.ContainsAny(file, "/\\ ") {
				t.Errorf("%s has the file %s", in[i], file)
			}
		}
	})
}
