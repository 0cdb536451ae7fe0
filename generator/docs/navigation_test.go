// What site generators are given, by itself: navigation and links of every preset.

package docs_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
	"golang.org/x/tools/txtar"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/linkcheck"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
	"github.com/oasmint/oasmint/spec"
)

// TestNavigation holds the navigation of MkDocs and of Docusaurus against the
// files: all pages are in it, once, and nothing else.
func TestNavigation(t *testing.T) {
	for name, api := range siteCases(t) {
		t.Run("mkdocs "+name, func(t *testing.T) {
			dir := t.TempDir()
			renderInto(t, api, "mkdocs", dir)
			data, err := os.ReadFile(filepath.Join(dir, "nav.yml"))
			if err != nil {
				t.Fatal(err)
			}
			var nav struct{ Nav []any }
			if err := yaml.Unmarshal(data, &nav); err != nil {
				t.Fatal(err)
			}
			compareNavigation(t, dir, leaves(nav.Nav), ".md")
		})
		t.Run("docusaurus "+name, func(t *testing.T) {
			dir := t.TempDir()
			renderInto(t, api, "docusaurus", dir)
			data, err := os.ReadFile(filepath.Join(dir, "sidebar.json"))
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, m := range regexp.MustCompile(`"id": "([^"]*)"`).FindAllSubmatch(data, -1) {
				ids = append(ids, string(m[1])+".md")
			}
			compareNavigation(t, dir, ids, ".md")
		})
	}
}

// TestManyOperations shows that a site that has its whole navigation on each page is spared that
// of many operations, which the pages of tags list.
func TestManyOperations(t *testing.T) {
	var paths strings.Builder
	for i := range 501 {
		fmt.Fprintf(&paths, "  /a%d: {get: {operationId: get%d, tags: [T%d], responses: {'204': {description: x}}}}\n", i, i, i%3)
	}
	api := lowertest.Text(t, []byte("openapi: 3.0.3\ninfo: {title: A, version: '1'}\ntags: [{name: T0}, {name: T1}]\npaths:\n"+paths.String()))
	for preset, want := range map[string]int{"docusaurus": 501, "vitepress": 0, "starlight": 0} {
		reference, err := docs.Render(api, docs.Options{Preset: preset}, &diag.List{})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range reference.Files() {
			if f.Path != "sidebar.json" {
				continue
			}
			if n := bytes.Count(f.Data, []byte("operations/get")); n != want {
				t.Errorf("%s: the navigation has %d operations, expected %d", preset, n, want)
			}
			if n := bytes.Count(f.Data, []byte("tags/t")); n != 3 {
				t.Errorf("%s: the navigation has %d tags:\n%s", preset, n, f.Data)
			}
		}
	}
}

// leaves returns the files that a nav of MkDocs holds.
func leaves(nav any) []string {
	var out []string
	switch nav := nav.(type) {
	case string:
		return []string{nav}
	case []any:
		for _, item := range nav {
			out = append(out, leaves(item)...)
		}
	case map[string]any:
		for _, item := range nav {
			out = append(out, leaves(item)...)
		}
	}
	return out
}

func compareNavigation(t *testing.T, dir string, listed []string, ext string) {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(file string, _ os.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, file)
		if filepath.Ext(file) == ext && rel != "changelog.md" {
			files = append(files, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(files)
	slices.Sort(listed)
	if !slices.Equal(files, listed) {
		t.Errorf("the navigation lists %d pages, the folder has %d:\n%v\n%v", len(listed), len(files), listed, files)
	}
	if len(files) == 0 {
		t.Error("there is no page")
	}
}

// TestLinkcheck has the command that users have (docs check) read the pages of
// every preset.
func TestLinkcheck(t *testing.T) {
	for name, api := range siteCases(t) {
		for _, preset := range docs.Presets() {
			dir := t.TempDir()
			renderInto(t, api, preset, dir)
			report, err := linkcheck.Check(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range report.Findings {
				t.Errorf("%s, %s: %v", name, preset, f)
			}
		}
	}
}

// siteCases are the documents that the sites are built from: our own, one of
// its owner's where it is there, and one that means harm.
func siteCases(t *testing.T) map[string]*ir.API {
	t.Helper()
	hostile, err := txtar.ParseFile("testdata/hostile.txtar")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*ir.API{"authlete": lowertest.Text(t, spec.Document()), "hostile": lowertest.Text(t, hostile.Files[0].Data)}
	if _, err := os.Stat(official); err == nil {
		out["official"] = lowertest.File(t, official)
	}
	return out
}

// renderInto writes the docs of an API, changelog and all, into a folder.
func renderInto(t *testing.T, api *ir.API, preset, dir string) int {
	t.Helper()
	var diags diag.List
	opts := docs.Options{Preset: preset, Package: "api", ImportPath: "example.com/m/api"}
	reference, err := docs.Render(api, opts, &diags)
	if err != nil {
		t.Fatal(err)
	}
	changes, err := docs.Changelog([]docs.Release{docs.NewRelease("", "", &ir.API{Title: api.Title}, api)}, opts, &diags)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, p := range append(reference.Files(), changes) {
		write(t, dir, p.Path, p.Data)
		if strings.HasSuffix(p.Path, ".md") {
			n++
		}
	}
	return n
}
