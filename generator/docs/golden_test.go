package docs_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/internal/golden"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestGolden renders the documents in testdata. A case is one file: why it is
// there, openapi.yaml, where it matters the preset, and under out/ the pages
// that are compared. All pages of a case are checked, whether compared or not.
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		opts := docs.Options{Package: "shop", ImportPath: "example.com/m/shop"}
		if c.Has("preset") {
			opts.Preset = strings.TrimSpace(string(c.Data(t, "preset")))
		}
		var diags diag.List
		reference, err := docs.Render(lowertest.Text(t, c.Data(t, "openapi.yaml")), opts, &diags)
		if err != nil {
			t.Fatal(err)
		}
		pages := reference.Files()
		written := map[string][]byte{}
		for _, p := range pages {
			written[p.Path] = p.Data
			if strings.HasSuffix(p.Path, ".md") {
				checkPage(t, p.Path, string(p.Data), opts.Preset == "mkdocs")
			}
		}
		if opts.Preset == "" {
			checkLinks(t, pages)
		}
		c.Outputs(t, written)
	})
}

// TestPresets asks for a golden of each preset: what it makes of a document
// that means harm, with its index and, where it has one, its navigation.
func TestPresets(t *testing.T) {
	goldens := map[string]*txtar.Archive{}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := "github"
		for _, f := range archive.Files {
			if f.Name == "preset" {
				name = strings.TrimSpace(string(f.Data))
			}
		}
		if strings.HasPrefix(filepath.Base(file), "hostile") {
			goldens[name] = archive
		}
	}
	for _, name := range docs.Presets() {
		if goldens[name] == nil {
			t.Errorf("the preset %s has no golden: write testdata/hostile-%s.txtar, and run the test with -update", name, name)
			continue
		}
		reference, err := docs.Render(&ir.API{}, docs.Options{Preset: name}, &diag.List{})
		if err != nil {
			t.Fatal(err)
		}
		compared := map[string]bool{}
		for _, f := range goldens[name].Files {
			compared[f.Name] = true
		}
		for _, f := range reference.Files() {
			if !slices.Contains([]string{"llms.txt", "llms-full.txt", "search-index.json"}, f.Path) && !compared["out/"+f.Path] {
				t.Errorf("the golden of the preset %s has no out/%s", name, f.Path)
			}
		}
	}
}
