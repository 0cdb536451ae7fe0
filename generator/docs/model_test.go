package docs_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
	"github.com/oasmint/oasmint/spec"
)

// TestModel holds the model to what is written from it, for every preset.
func TestModel(t *testing.T) {
	api := lowertest.Text(t, spec.Document())
	for _, preset := range docs.Presets() {
		opts := docs.Options{Preset: preset}
		planned, err := docs.Plan(api, opts)
		if err != nil {
			t.Fatal(err)
		}
		made, err := docs.Render(api, opts, &diag.List{})
		if err != nil {
			t.Fatal(err)
		}
		files := map[string][]byte{}
		for _, f := range made.Files() {
			files[f.Path] = f.Data
		}
		operations, schemas, pages := 0, 0, made.Pages()
		for i, p := range planned.Pages() {
			if q := pages[i]; p.Path != q.Path || p.Kind != q.Kind || p.Title != q.Title || p.Operation != q.Operation || p.Schema != q.Schema || p.Tag != q.Tag {
				t.Errorf("%s: planned %v, made %v", preset, p, q)
			}
			if p.Data != nil || p.Anchors != nil {
				t.Errorf("%s: the plan has made %s", preset, p.Path)
			}
			if (p.Operation != nil) != (p.Kind == docs.KindOperation) || (p.Schema != nil) != (p.Kind == docs.KindSchema) || (p.Tag != nil) != (p.Kind == docs.KindTag) {
				t.Errorf("%s: %s is a page of the kind %s", preset, p.Path, p.Kind)
			}
			if p.Operation != nil {
				operations++
			}
			if schemas += len(p.Parts); p.Schema != nil {
				schemas++
			}
			if len(files[p.Path]) == 0 {
				t.Errorf("%s: %s is not among the files", preset, p.Path)
			}
		}
		bodies := slices.DeleteFunc(slices.Clone(api.Schemas), func(s *ir.Schema) bool { return s.IsParams() })
		if operations != len(api.Operations) || schemas != len(bodies) {
			t.Errorf("%s: %d operations and %d schemas, expected %d and %d", preset, operations, schemas, len(api.Operations), len(bodies))
		}
		var found []docs.SearchEntry
		if err := json.Unmarshal(files["search-index.json"], &found); err != nil {
			t.Fatal(err)
		}
		published := func(path string) string {
			switch preset { // these give each page a folder
			case "mkdocs":
				return strings.TrimSuffix(strings.TrimSuffix(path, ".md"), "index") + "/"
			case "hugo":
				return strings.TrimSuffix(strings.TrimSuffix(path, ".md"), "_index") + "/"
			}
			return path
		}
		for i, e := range made.SearchIndex(published) {
			page, _, part := strings.Cut(e.Path, "#")
			if found[i].Path != e.Path || found[i].Title != e.Title || strings.Contains(string(files["llms.txt"]), "("+e.Path+")") == part || !strings.Contains(string(files["llms.txt"]), "("+page+")") {
				t.Errorf("%s: %s is not where it should be in search-index.json and llms.txt", preset, e.Path)
			}
		}
	}
}

// TestAnchors holds the anchors of pages to those that GitHub would make.
func TestAnchors(t *testing.T) {
	reference, err := docs.Render(lowertest.Text(t, spec.Document()), docs.Options{}, &diag.List{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, p := range reference.Pages() {
		on := anchorsOf(p.Data)
		for _, id := range p.Anchors {
			n++
			if !on[id] {
				t.Errorf("%s has no anchor #%s", p.Path, id)
			}
		}
		if p.Kind == docs.KindSchema && len(p.Schema.Shape.Fields) > 0 && !slices.Contains(p.Anchors, "field-"+p.Schema.Shape.Fields[0].Wire) {
			t.Errorf("%s has the anchors %q, and none for its first field", p.Path, p.Anchors)
		}
	}
	if n < 1000 {
		t.Errorf("only %d anchors", n)
	}
}
