package jsonschema_test

import (
	"bytes"
	"path/filepath"
	"testing"

	oracle "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/internal/golden"
	"github.com/oasmint/oasmint/generator/jsonschema"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// That the documents mean what the validators mean is held by the differential
// test in package validators.

// TestGolden renders the documents in testdata. A case is one file: why it is
// there, openapi.yaml, and under out/ the files that are compared. All files of
// a case must be legal JSON Schema, whether compared or not.
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		written := map[string][]byte{}
		files, err := jsonschema.Render(lowertest.Text(t, c.Data(t, "openapi.yaml")), new(diag.List), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			written[f.Name] = f.Data
			compile(t, f)
		}
		c.Outputs(t, written)
	})
}

// TestAuthlete renders a large document: every file is legal JSON Schema, and
// stands by itself.
func TestAuthlete(t *testing.T) {
	api := lowertest.File(t, filepath.Join("..", "..", "spec", "authlete.yaml"))
	files, err := jsonschema.Render(api, new(diag.List), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 100 {
		t.Errorf("%d files, want one for each of some 160 components and bodies", len(files))
	}
	for _, f := range files {
		compile(t, f)
	}
	located := jsonschema.Emitter{}.Locate(api, &jsonschema.Config{Out: "out/schemas"})
	if got := located["TokenFailRequest"]; got != "out/schemas/TokenFailRequest.schema.json" {
		t.Errorf("the file of TokenFailRequest is %q", got)
	}
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
