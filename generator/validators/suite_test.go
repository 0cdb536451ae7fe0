package validators

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/symbols"
)

// The JSON Schema Test Suite, through emitted validators.

const sharedDir = "../../../shared"

type suiteGroup struct {
	Description string
	Schema      json.RawMessage
	Tests       []suiteCase
}

type suiteCase struct {
	Description string
	Data        json.RawMessage
	Valid       bool
}

// outOfScope are files whose keywords an OpenAPI document has no use for in
// oasmint: other documents, anchors, dynamic scope, and 2020-12's meta-schema.
var outOfScope = map[string]bool{
	"refRemote.json": true, "anchor.json": true, "dynamicRef.json": true, "vocabulary.json": true, "content.json": true,
}

func TestSuite(t *testing.T) {
	dir := filepath.Join(sharedDir, "suite", "draft2020-12")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the JSON Schema Test Suite is not beside the project (../shared/suite)")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
	formats, _ := filepath.Glob(filepath.Join(dir, "format", "*.json"))
	var schemas []*ir.Schema
	var cases []bodyCase
	out := 0
	for _, file := range append(files, formats...) {
		if outOfScope[filepath.Base(file)] {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		// Format is an annotation in the main files, and asserted in format/.
		asserted := strings.Contains(file, "/format/")
		for _, group := range decode[[]suiteGroup](data) {
			root, r := readDocument(group.Schema, fmt.Sprintf("Schema%d", len(schemas)))
			if r.skip != "" || strings.Contains(string(group.Schema), "json-schema.org/draft/2020-12/schema\"}") {
				out += len(group.Tests)
				continue
			}
			if filepath.Base(file) == "format.json" && !asserted {
				continue
			}
			schemas = append(schemas, r.named...)
			for _, c := range group.Tests {
				cases = append(cases, bodyCase{Schema: root.Name, Data: string(c.Data), Valid: c.Valid,
					Name: strings.TrimPrefix(file, dir+"/") + ": " + group.Description + ": " + c.Description})
			}
		}
	}
	results := runBodies(t, schemas, cases)
	wrong := 0
	for i, c := range cases {
		if (results[i] == "") != c.Valid {
			wrong++
			t.Logf("%s\n\t%s: want valid %v, got %q", c.Name, c.Data, c.Valid, results[i])
		}
	}
	right := len(cases) - wrong
	t.Logf("%d of %d in scope are right; %d out of scope (other documents, anchors, dynamic references)", right, len(cases), out)
	if float64(right) < 0.98*float64(len(cases)) {
		t.Errorf("%d of %d are right, want 98 %%", right, len(cases))
	}
}

// bodyCase is a body for the bytes door of a schema.
type bodyCase struct {
	Name, Schema, Data string
	Valid              bool
}

// runBodies emits validators for schemas, whose Go types are any, and returns
// what each body's check says: "" or the error's text.
func runBodies(t *testing.T, schemas []*ir.Schema, cases []bodyCase) []string {
	t.Helper()
	api := &ir.API{Schemas: slices.SortedFunc(slices.Values(schemas), func(a, b *ir.Schema) int { return strings.Compare(a.Name, b.Name) })}
	var types, table strings.Builder
	types.WriteString("package api\n")
	for _, s := range api.Schemas {
		fmt.Fprintf(&types, "type %s = any\n", s.Name)
		fmt.Fprintf(&table, "%q: api.Validate%sJSON,\n", s.Name, s.Name)
	}
	dir := t.TempDir()
	emitInto(t, dir, api, types.String(), new(diag.List), "example.com/m")
	writeFile(t, filepath.Join(dir, "go.mod"), "module example.com/m\n\ngo 1.26\n")
	writeFile(t, filepath.Join(dir, "main.go"), `package main

import (
	"encoding/json"
	"os"

	"example.com/m/api"
	"example.com/m/api/validate"
)

var doors = map[string]func([]byte, ...validate.Option) error{
`+table.String()+`}

func main() {
	var cases []struct{ Schema, Data string }
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	out := make([]string, len(cases))
	for i, c := range cases {
		if err := doors[c.Schema]([]byte(c.Data)); err != nil {
			out[i] = err.Error()
		}
	}
	json.NewEncoder(os.Stdout).Encode(out)
}
`)
	input, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	return decode[[]string](runGo(t, dir, input, "run", "."))
}

// emitInto writes a package api with types and their validators, and the
// run-time package in it. Path is the import path of dir.
func emitInto(t *testing.T, dir string, api *ir.API, types string, diags *diag.List, path string) {
	t.Helper()
	parsed, err := symbols.Parse([]byte(types))
	if err != nil {
		t.Fatal(err)
	}
	source, err := Emit(api, parsed, Options{Package: "api", Runtime: path + "/api/validate"}, diags)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "api", "types.gen.go"), types)
	writeFile(t, filepath.Join(dir, "api", "validators.gen.go"), string(source))
	files, _ := filepath.Glob("../validate/*.go")
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(dir, "api", "validate", filepath.Base(file)), string(data))
	}
}

func writeFile(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// runGo runs the go command in dir and returns what it prints.
func runGo(t *testing.T, dir string, stdin []byte, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Stdin = bytes.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		if keep := os.Getenv("OASMINT_KEEP"); keep != "" {
			os.CopyFS(keep, os.DirFS(dir))
		}
		text := stderr.String() + string(out)
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, text[:min(len(text), 4000)])
	}
	return out
}
