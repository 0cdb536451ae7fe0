package site

import (
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/internal/golden"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/linkcheck"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
	"github.com/oasmint/oasmint/spec"
)

// official is an API as its owner publishes it, beside the project.
const official = "../../../shared/authlete/official.yaml"

func authlete(t testing.TB) *ir.API {
	return lowertest.Text(t, spec.Document())
}

func build(t testing.TB, api *ir.API, opts Options) []File {
	t.Helper()
	var diags diag.List
	files, err := Build(api, opts, &diags)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestGolden builds the documents in testdata: openapi.yaml, and under out/ the
// files that are compared. With the section try, pages send requests.
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		written := map[string][]byte{}
		opts := Options{Docs: docs.Options{Package: "shop"}}
		if c.Has("try") {
			opts.Try = &Try{Servers: strings.Fields(string(c.Data(t, "try")))}
		}
		for _, f := range build(t, lowertest.Text(t, c.Data(t, "openapi.yaml")), opts) {
			written[f.Path] = f.Data
		}
		c.Outputs(t, written)
	})
}

// TestDeterministic builds twice.
func TestDeterministic(t *testing.T) {
	api := authlete(t)
	if !reflect.DeepEqual(build(t, api, Options{}), build(t, api, Options{})) {
		t.Error("two builds of one API differ")
	}
}

// TestLinks resolves all links of the sites of whole APIs.
func TestLinks(t *testing.T) {
	t.Run("authlete", func(t *testing.T) { checkLinks(t, build(t, authlete(t), Options{})) })
	t.Run("official", func(t *testing.T) {
		checkLinks(t, build(t, lowertest.File(t, official), Options{}))
	})
}

func checkLinks(t *testing.T, files []File) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		file := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	report, err := linkcheck.Check(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		t.Error(f)
	}
	if report.Links < 10*report.Files {
		t.Errorf("only %d links in %d files: some were not seen", report.Links, report.Files)
	}
}

// TestSafe holds pages of a hostile document, and of a real one, against what
// pages may have.
func TestSafe(t *testing.T) {
	golden, err := txtar.ParseFile("../docs/testdata/hostile.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range golden.Files {
		if f.Name == "openapi.yaml" {
			for _, page := range build(t, lowertest.Text(t, f.Data), Options{Try: &Try{}}) {
				checkPage(t, page)
			}
		}
	}
	for _, page := range build(t, authlete(t), Options{Live: true}) {
		checkPage(t, page)
	}
}

var (
	tag       = regexp.MustCompile(`<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>"]|"[^"]*")*)>`)
	attribute = regexp.MustCompile(`([a-zA-Z-]+)(?:="([^"]*)")?`)
	// Every script, style sheet and icon is one of the site's own.
	ours      = regexp.MustCompile(`^(?:\.\./)*assets/(?:site\.js|reload\.js|try\.js|site\.css|try\.css|icon\.svg)$`)
	dangerous = regexp.MustCompile(`(?i)^\s*(?:javascript|vbscript|data|file):`)
	void      = []string{"meta", "link", "br", "hr", "input", "wbr"}
	// What pages are made of. Nothing here runs or loads something by itself.
	elements = strings.Fields(`html head meta title link script body a header button div input kbd p nav ul ol li main aside details summary small
		h1 h2 h3 h4 h5 h6 table thead tbody tr th td pre code span em strong del blockquote hr br wbr`)
)

// checkPage fails where a page has an element or an attribute that may do harm,
// or where elements are not closed in order.
func checkPage(t *testing.T, page File) {
	t.Helper()
	if path.Ext(page.Path) != ".html" {
		return
	}
	html := string(page.Data)
	if !strings.Contains(html, `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;self&#39;; `) {
		t.Errorf("%s has no policy", page.Path)
	}
	checkHTML(t, page.Path, html)
}

func checkHTML(t *testing.T, name, html string) {
	t.Helper()
	var open []string
	for _, m := range tag.FindAllStringSubmatch(strings.TrimPrefix(html, "<!DOCTYPE html>"), -1) {
		element, closing := m[2], m[1] == "/"
		if !slices.Contains(elements, element) {
			t.Errorf("%s has <%s>", name, element)
		}
		switch {
		case closing && (len(open) == 0 || open[len(open)-1] != element):
			t.Fatalf("%s: %s closes %v", name, m[0], open)
		case closing:
			open = open[:len(open)-1]
		case !slices.Contains(void, element):
			open = append(open, element)
		}
		for _, a := range attribute.FindAllStringSubmatch(m[3], -1) {
			loads := element != "a" && (a[1] == "href" || a[1] == "src")
			switch {
			case strings.HasPrefix(a[1], "on"), a[1] == "style", a[1] == "srcdoc",
				loads && !ours.MatchString(a[2]),
				a[1] == "href" && dangerous.MatchString(a[2]):
				t.Errorf("%s: %s", name, m[0])
			}
		}
	}
	if len(open) > 0 {
		t.Errorf("%s: %v is not closed", name, open)
	}
}

// TestSize holds the assets against what a small site may take.
func TestSize(t *testing.T) {
	styles, scripts := 0, 0
	for _, f := range build(t, lowertest.Text(t, []byte("openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n")), Options{Live: true}) {
		switch {
		case path.Ext(f.Path) == ".css":
			styles += len(f.Data)
		case path.Ext(f.Path) == ".js" && f.Path != "assets/search.js":
			scripts += len(f.Data)
		}
	}
	if styles == 0 || styles > 18<<10 || scripts == 0 || scripts > 20<<10 {
		t.Errorf("%d bytes of style and %d of scripts", styles, scripts)
	}
}

func BenchmarkBuild(b *testing.B) {
	api := authlete(b)
	for b.Loop() {
		build(b, api, Options{})
	}
}
