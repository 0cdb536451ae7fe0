package gotypes_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/gotypes"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
	"github.com/oasmint/oasmint/spec"
	"github.com/oasmint/oasmint/templates"
)

// The traps of oapi-codegen that show in what is emitted have their goldens in
// generator/testdata/types-*.txtar; here are those that do not.

func emit(t *testing.T, api *ir.API) ([]byte, *goapi.Package, *diag.List) {
	t.Helper()
	var diags diag.List
	src, declared, err := gotypes.Emit(api, gotypes.Options{Package: "api", Runtime: "example.com/api/validate"}, &diags)
	if err != nil {
		t.Fatal(err)
	}
	return src, declared, &diags
}

// oapi-codegen keeps its state in package variables: runs side by side must
// not see each other's.
func TestSideBySide(t *testing.T) {
	documents := []string{
		string(spec.Document()),
		"openapi: 3.1.0\ninfo: {title: a, version: '1'}\ncomponents: {schemas: {A: {type: [string, 'null'], enum: [x, null]}, B: {type: object, properties: {a: {type: [integer, 'null']}}}}}",
		"openapi: 3.0.3\ninfo: {title: b, version: '1'}\ncomponents: {schemas: {A: {type: object, nullable: true, properties: {z: {type: string}, a: {type: string}}}}}",
	}
	alone := make([][]byte, len(documents))
	for i, d := range documents {
		alone[i], _, _ = emit(t, lowertest.Text(t, []byte(d)))
	}
	var wg sync.WaitGroup
	for range 3 {
		for i, d := range documents {
			api := lowertest.Text(t, []byte(d))
			wg.Go(func() {
				src, _, err := gotypes.Emit(api, gotypes.Options{Package: "api", Runtime: "example.com/api/validate"}, new(diag.List))
				if err != nil || !bytes.Equal(src, alone[i]) {
					t.Errorf("document %d gives something else beside others (%v)", i, err)
				}
			})
		}
	}
	wg.Wait()
}

// Generate changes the document it gets; the IR must not notice, and a second
// run gives the same.
func TestTwice(t *testing.T) {
	api := lowertest.Text(t, spec.Document())
	one, _, _ := emit(t, api)
	two, _, _ := emit(t, api)
	if !bytes.Equal(one, two) {
		t.Error("two runs on one IR differ")
	}
}

// A user template of one line is taken for a path, and then for a URL.
func TestTemplatesHaveLines(t *testing.T) {
	for _, name := range []string{"imports.tmpl", "constants.tmpl"} {
		if !strings.Contains(templates.OapiCodegen(name), "\n") {
			t.Errorf("%s has one line", name)
		}
	}
}

// The header names no version and no module, and only what is used is imported.
func TestHeader(t *testing.T) {
	src, declared, _ := emit(t, lowertest.Text(t, spec.Document()))
	head, _, _ := strings.Cut(string(src), "\npackage ")
	for _, word := range []string{"oapi-codegen", "version", "devel", "v2"} {
		if strings.Contains(head, word) {
			t.Errorf("the header says %q:\n%s", word, head)
		}
	}
	for _, path := range declared.Imports {
		if strings.Contains(path, ".") && path != "example.com/api/validate" {
			t.Errorf("the Authlete types import %s, expected the standard library and the run-time package alone", path)
		}
	}
}

// A schema that oapi-codegen refuses becomes any, with a warning at its place,
// and the others stay.
func TestRefused(t *testing.T) {
	api := lowertest.Text(t, []byte("openapi: 3.0.3\ninfo: {title: a, version: '1'}\ncomponents:\n  schemas:\n    Good: {type: object, properties: {a: {type: string}}}\n    Bad: {type: object, properties: {b: {type: string}}}\n"))
	for _, s := range api.Schemas {
		if s.Name == "Bad" {
			s.Shape.Fields[0].Name = "not an identifier" // x-go-name must be one
		}
	}
	_, declared, diags := emit(t, api)
	if got := declared.Types["Bad"].Expr.String(); got != "any" {
		t.Errorf("Bad is %s, expected any", got)
	}
	if f := declared.Types["Good"].Fields["a"]; f == nil || f.Type.String() != "*string" {
		t.Errorf("Good.a is %v", f)
	}
	found := diags.Sorted()
	if len(found) != 1 || found[0].Code != "go-type" || found[0].Position.Line != 6 {
		t.Errorf("got %v, expected one warning at line 6", found)
	}
}
