package jsonschema_test

import (
	"bytes"
	"context"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	oracle "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/jsonschema"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
)

// That the documents mean what the validators mean is held by the differential
// test in package validators.

var update = flag.Bool("update", false, "write the goldens anew")

// TestGolden renders the documents in testdata. A case is one file: why it is
// there, openapi.yaml, and under out/ the files that are compared. All files of
// a case must be legal JSON Schema, whether compared or not.
func TestGolden(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no goldens in testdata", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			golden, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			api := lowered(t, load.Input{Name: "openapi.yaml", Data: golden.Files[0].Data})
			written := map[string]string{}
			for _, f := range jsonschema.Render(api, new(diag.List)) {
				written["out/"+f.Name] = string(f.Data)
				compile(t, f)
			}
			for i, f := range golden.Files[1:] {
				got, ok := written[f.Name]
				switch {
				case !ok:
					t.Errorf("there is no %s, only %s", f.Name, slices.Sorted(maps.Keys(written)))
				case *update:
					golden.Files[i+1].Data = []byte(got)
				case got != string(f.Data):
					t.Errorf("%s:\n%s\nwant:\n%s", f.Name, got, f.Data)
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

// TestAuthlete renders a large document: every file is legal JSON Schema, and
// stands by itself.
func TestAuthlete(t *testing.T) {
	api := lowered(t, load.Input{Path: filepath.Join("..", "..", "spec", "authlete.yaml")})
	files := jsonschema.Render(api, new(diag.List))
	if len(files) < 100 {
		t.Errorf("%d files, want one for each of some 160 components and bodies", len(files))
	}
	for _, f := range files {
		compile(t, f)
	}
	links := jsonschema.Links(api, "out/docs", "out/schemas")
	if got := links["TokenFailRequest"]; got != "../schemas/TokenFailRequest.schema.json" {
		t.Errorf("the link to TokenFailRequest is %q", got)
	}
}

func lowered(t *testing.T, in load.Input) *ir.API {
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

// compile checks a file against the meta-schema. It loads no other file.
func compile(t *testing.T, f jsonschema.File) {
	t.Helper()
	doc, err := oracle.UnmarshalJSON(bytes.NewReader(f.Data))
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	c := oracle.NewCompiler()
	if err := c.AddResource("file:///"+f.Name, doc); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	if _, err := c.Compile("file:///" + f.Name); err != nil {
		t.Errorf("%s: %v", f.Name, err)
	}
}
