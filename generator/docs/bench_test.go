package docs_test

import (
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// BenchmarkRender renders all pages of a real document of 88 operations.
func BenchmarkRender(b *testing.B) {
	api := lowertest.File(b, official)
	for b.Loop() {
		var diags diag.List
		if _, err := docs.Render(api, docs.Options{}, &diags); err != nil {
			b.Fatal(err)
		}
	}
}
