package jsonschema_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
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

// TestRing renders schemas that all lead to one another. Their documents refer to each
// other's files, and mean what they meant: 400 of them were 400 times as long, each.
func TestRing(t *testing.T) {
	render := func(n int) (files []jsonschema.File, bytes int) {
		schemas := make([]string, n)
		for i := range n {
			schemas[i] = fmt.Sprintf("S%d: {type: object, required: [id], properties: {id: {type: string, readOnly: true}, own: {type: object, properties: {next: {$ref: '#/components/schemas/S%d'}}}}}", i, (i+1)%n)
		}
		api := lowertest.Text(t, []byte("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {post: {operationId: a, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}}, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}}}}}\ncomponents:\n  schemas:\n    "+strings.Join(schemas, "\n    ")+"\n"))
		files, err := jsonschema.Render(api, new(diag.List), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			bytes += len(f.Data)
		}
		return files, bytes
	}
	files, many := render(400)
	if _, some := render(200); many > 2*some+some/10 {
		t.Errorf("400 schemas take %d bytes, and 200 take %d", many, some)
	}
	c := oracle.NewCompiler()
	for _, f := range files {
		doc, err := oracle.UnmarshalJSON(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if err := c.AddResource("file:///"+f.Name, doc); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
	}
	deep := func(id string) string {
		return strings.Repeat(`{"id": "a", "own": {"next": `, 300) + "{" + id + "}" + strings.Repeat("}}", 300)
	}
	for file, want := range map[string]map[string]bool{
		"S0.response.schema.json": {`"id": "a"`: true, `"id": 1`: false, "": false},
		"S0.request.schema.json":  {`"id": "a"`: true, `"id": 1`: false, "": true}, // readOnly
		"S0.schema.json":          {`"id": "a"`: true, `"id": 1`: false, "": true},
	} {
		schema, err := c.Compile("file:///" + file)
		if err != nil {
			t.Fatal(err)
		}
		for id, accepts := range want {
			value, err := oracle.UnmarshalJSON(strings.NewReader(deep(id)))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); (err == nil) != accepts {
				t.Errorf("%s, {%s} at the end: %v", file, id, err)
			}
		}
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
