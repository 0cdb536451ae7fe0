package validators

import (
	"encoding/json"
	"go/format"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/internal/golden"
	"github.com/oasmint/oasmint/generator/ir"
)

// TestBehaviour compiles the validators of each archive in testdata and runs
// the Go test that the archive holds against them. An archive is
//
//	schemas.json         named schemas; "x-reached" says in which directions, "x-form" makes a form body
//	types.go             the Go types
//	behaviour_test.go    what must hold
//	diagnostics.txt      what is not enforced (golden)
//	validators.gen.go    the emitted source, where it is worth reading (golden)
func TestBehaviour(t *testing.T) {
	root := t.TempDir()
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) { emitCase(t, c, filepath.Join(root, c.Name)) })
	if t.Failed() {
		return
	}
	writeFile(t, filepath.Join(root, "go.mod"), "module example.com/m\n\ngo 1.26\n")
	runGo(t, root, nil, "vet", "./...")
	runGo(t, root, nil, "test", "./...")
}

func emitCase(t *testing.T, c *golden.Case, dir string) {
	var diags diag.List
	emitInto(t, dir, readSchemas(c.Data(t, "schemas.json")), string(c.Data(t, "types.go")), &diags, "example.com/m/"+filepath.Base(dir), false)
	writeFile(t, filepath.Join(dir, "api", "behaviour_test.go"), string(c.Data(t, "behaviour_test.go")))

	source, err := os.ReadFile(filepath.Join(dir, "api", "validators.gen.go"))
	if err != nil {
		t.Fatal(err)
	}
	if formatted, err := format.Source(source); err != nil || string(formatted) != string(source) {
		t.Errorf("the emitted source is not formatted: %v", err)
	}
	if c.Has("validators.gen.go") {
		c.Equal(t, "validators.gen.go", source)
	}
	var said strings.Builder
	for _, d := range diags.Sorted() {
		said.WriteString(d.String() + "\n")
	}
	c.Equal(t, "diagnostics.txt", []byte(said.String()))
}

// readSchemas brings the named schemas of an archive into an API.
func readSchemas(raw []byte) *ir.API {
	type flags struct {
		Reached string `json:"x-reached"`
		Form    bool   `json:"x-form"`
	}
	r := &reader{root: raw, prefix: "Anonymous", byRef: map[string]*ir.Schema{}}
	all := readObject(raw)
	for _, name := range all.keys {
		s := &ir.Schema{Node: ir.Node{Wire: name, Name: name, Pos: diag.Position{Pointer: "/" + name}}, Shape: &ir.Shape{}}
		r.byRef["#/"+name] = s
		r.named = append(r.named, s)
	}
	api := &ir.API{}
	for _, name := range all.keys {
		s := r.byRef["#/"+name]
		r.fill(s, all.values[name])
		var f flags
		if err := json.Unmarshal(all.values[name], &f); err != nil {
			panic(err)
		}
		if strings.Contains(f.Reached, "request") {
			s.Reached |= ir.InRequest
		}
		if strings.Contains(f.Reached, "response") {
			s.Reached |= ir.InResponse
		}
		if f.Form {
			api.Operations = append(api.Operations, &ir.Operation{Body: &ir.Body{Content: []*ir.MediaType{{Type: "application/x-www-form-urlencoded", Schema: s, FormName: s.Name}}}})
		}
	}
	api.Schemas = slices.SortedFunc(slices.Values(r.named), func(a, b *ir.Schema) int { return strings.Compare(a.Name, b.Name) })
	return api
}
