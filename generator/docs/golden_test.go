package docs_test

import (
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/internal/golden"
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
