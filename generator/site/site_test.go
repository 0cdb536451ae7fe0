package site

import (
	"context"
	"flag"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/linkcheck"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
	"github.com/oasmint/oasmint/spec"
)

var update = flag.Bool("update", false, "write the goldens anew")

// official is an API as its owner publishes it, beside the project.
const official = "../../../shared/authlete/official.yaml"

func lowered(t testing.TB, in load.Input) *ir.API {
	t.Helper()
	doc, err := load.Load(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	result := lower.Lower(doc, lower.Options{}, &diags)
	if err := diags.Err(); err != nil {
		t.Fatal(err)
	}
	return result.API
}

func authlete(t testing.TB) *ir.API {
	return lowered(t, load.Input{Name: "authlete.yaml", Data: spec.Document()})
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
// files that are compared.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no goldens in testdata", err)
	}
	for _, name := range names {
		t.Run(path.Base(name), func(t *testing.T) {
			golden, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			written := map[string]string{}
			for _, f := range golden.Files {
				if f.Name != "openapi.yaml" {
					continue
				}
				for _, out := range build(t, lowered(t, load.Input{Name: f.Name, Data: f.Data}), Options{Package: "shop"}) {
					written["out/"+out.Path] = string(out.Data)
				}
			}
			for i, f := range golden.Files {
				if !strings.HasPrefix(f.Name, "out/") {
					continue
				}
				got, ok := written[f.Name]
				switch {
				case !ok:
					t.Errorf("%s is not made", f.Name)
				case *update:
					golden.Files[i].Data = []byte(got)
				case got != string(f.Data):
					t.Errorf("%s: got\n%s\nexpected\n%s", f.Name, got, f.Data)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(golden), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
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
		if _, err := os.Stat(official); err != nil {
			t.Skip("skipped: there is no " + official)
		}
		checkLinks(t, build(t, lowered(t, load.Input{Path: official}), Options{}))
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
			for _, page := range build(t, lowered(t, load.Input{Name: f.Name, Data: f.Data}), Options{}) {
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
	ours      = regexp.MustCompile(`^(?:\.\./)*assets/(?:site\.js|reload\.js|site\.css|icon\.svg)$`)
	dangerous = regexp.MustCompile(`(?i)^\s*(?:javascript|vbscript|data|file):`)
	void      = []string{"meta", "link", "br", "hr", "input", "wbr"}
	// What pages are made of. Nothing here runs or loads something by itself.
	elements = strings.Fields(`html head meta title link script body a header button div input kbd p nav ul ol li main
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
	for _, f := range build(t, lowered(t, load.Input{Name: "a.yaml", Data: []byte("openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n")}), Options{Live: true}) {
		switch {
		case path.Ext(f.Path) == ".css":
			styles += len(f.Data)
		case path.Ext(f.Path) == ".js" && f.Path != "assets/search.js":
			scripts += len(f.Data)
		}
	}
	if styles == 0 || styles > 15<<10 || scripts == 0 || scripts > 10<<10 {
		t.Errorf("%d bytes of style and %d of scripts", styles, scripts)
	}
}

func BenchmarkBuild(b *testing.B) {
	api := authlete(b)
	for b.Loop() {
		build(b, api, Options{})
	}
}
