package docs_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestUnknownPreset checks that the error tells which presets there are.
func TestUnknownPreset(t *testing.T) {
	_, err := docs.Render(&ir.API{}, docs.Options{Preset: "sphinx"}, &diag.List{})
	if err == nil || !strings.Contains(err.Error(), "github, mkdocs, hugo, docusaurus") {
		t.Errorf("error %v", err)
	}
}

// TestEmpty checks that an API without anything still has its index.
func TestEmpty(t *testing.T) {
	for _, preset := range docs.Presets() {
		reference, err := docs.Render(&ir.API{}, docs.Options{Preset: preset}, &diag.List{})
		if err != nil {
			t.Fatal(err)
		}
		if pages := reference.Pages(); len(pages) != 1 || len(pages[0].Data) == 0 {
			t.Errorf("%s: there are %d pages, expected the index", preset, len(pages))
		}
	}
}

// TestDroppedLink checks that a link of a description that leads nowhere is
// noted, with the description's position, and links to operations are kept.
func TestDroppedLink(t *testing.T) {
	api := lowertest.Text(t, []byte(`
openapi: 3.0.3
info: {title: Links, version: "1"}
paths:
  /a: {get: {operationId: getA, description: "[there](../other) and [b](#operation/getB)", responses: {'204': {description: None}}}}
  /b: {get: {operationId: getB, responses: {'204': {description: None}}}}
`))
	var diags diag.List
	reference, err := docs.Render(api, docs.Options{}, &diags)
	if err != nil {
		t.Fatal(err)
	}
	page := func(path string) string {
		pages := reference.Pages()
		i := slices.IndexFunc(pages, func(p *docs.Page) bool { return p.Path == path })
		if i < 0 {
			t.Fatalf("there is no %s", path)
		}
		return string(pages[i].Data)
	}
	if got := page("operations/get-a.md"); !strings.Contains(got, "there and [b](get-b.md)") {
		t.Errorf("the page has:\n%s", got)
	}
	notes := diags.Sorted()
	if len(notes) == 0 || notes[0].Code != "docs-link" || !strings.Contains(notes[0].Message, "../other") || notes[0].Position.Pointer == "" {
		t.Errorf("diagnostics %v", notes)
	}
}

// TestDeclared asks for no method of a type that is any, where no Go type could be written.
func TestDeclared(t *testing.T) {
	api := lowertest.Text(t, []byte(fieldsDocument))
	declared := &goapi.Package{Types: map[string]*goapi.Type{}}
	for _, schema := range api.Schemas {
		declared.Types[schema.Name] = &goapi.Type{Name: schema.Name, Expr: goapi.Expr{Kind: goapi.Any}}
	}
	reference, err := docs.Render(api, docs.Options{Package: "api", ImportPath: "example.com/api", Declared: declared}, &diag.List{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range reference.Pages() {
		if bytes.Contains(p.Data, []byte(".Validate()")) || bytes.Contains(p.Data, []byte("req := ")) {
			t.Errorf("%s has Go that does not compile:\n%s", p.Path, p.Data)
		}
	}
}
