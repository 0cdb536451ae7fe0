package docs_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestGolden renders the documents in testdata. A case is one file: why it is
// there, openapi.yaml, where it matters the preset, and under out/ the pages
// that are compared. All pages of a case are checked, whether compared or not.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens in testdata", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			golden, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			opts := docs.Options{Package: "shop", ImportPath: "example.com/m/shop"}
			var api *ir.API
			for _, f := range golden.Files {
				switch f.Name {
				case "preset":
					opts.Preset = strings.TrimSpace(string(f.Data))
				case "openapi.yaml":
					api = lowerText(t, f.Data)
				}
			}
			if api == nil {
				t.Fatal("the case has no openapi.yaml")
			}
			var diags diag.List
			pages, err := docs.Render(api, opts, &diags)
			if err != nil {
				t.Fatal(err)
			}
			written := map[string]string{}
			for _, p := range pages {
				written["out/"+p.Path] = string(p.Data)
				if strings.HasSuffix(p.Path, ".md") {
					checkPage(t, p.Path, string(p.Data), opts.Preset == "mkdocs")
				}
			}
			if opts.Preset == "" {
				checkLinks(t, pages)
			}
			compared := 0
			for i, f := range golden.Files {
				if !strings.HasPrefix(f.Name, "out/") {
					continue
				}
				compared++
				got, ok := written[f.Name]
				if !ok {
					t.Errorf("there is no %s", f.Name)
				}
				if *update {
					golden.Files[i].Data = []byte(got)
				} else if got != string(f.Data) {
					t.Errorf("%s:\n%s\nwant:\n%s", f.Name, got, f.Data)
				}
			}
			if compared == 0 {
				t.Error("the case compares no page")
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(golden), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// lowerText loads and lowers a document that a test holds.
func lowerText(t testing.TB, data []byte) *ir.API {
	t.Helper()
	doc, err := load.Load(context.Background(), load.Input{Name: "openapi.yaml", Data: data})
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
