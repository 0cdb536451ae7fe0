package validators

import (
	"encoding/json"
	"flag"
	"go/format"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata")

// TestBehaviour compiles the validators of each archive in testdata and runs
// the Go test that the archive holds against them. An archive is
//
//	schemas.json         named schemas; "x-reached" says in which directions, "x-form" makes a form body
//	types.go             the Go types
//	behaviour_test.go    what must hold
//	diagnostics.txt      what is not enforced (golden)
//	validators.gen.go    the emitted source, where it is worth reading (golden)
func TestBehaviour(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives in testdata", err)
	}
	root := t.TempDir()
	for _, file := range archives {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) { emitArchive(t, file, filepath.Join(root, name)) })
	}
	if t.Failed() {
		return
	}
	writeFile(t, filepath.Join(root, "go.mod"), "module example.com/m\n\ngo 1.26\n")
	runGo(t, root, nil, "vet", "./...")
	runGo(t, root, nil, "test", "./...")
}

func emitArchive(t *testing.T, file, dir string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	section := func(name string) *txtar.File {
		i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == name })
		if i < 0 {
			return nil
		}
		return &archive.Files[i]
	}
	for _, name := range []string{"schemas.json", "types.go", "behaviour_test.go", "diagnostics.txt"} {
		if section(name) == nil {
			t.Fatalf("%s has no section %s", file, name)
		}
	}
	var diags diag.List
	emitInto(t, dir, readSchemas(section("schemas.json").Data), string(section("types.go").Data), &diags, "example.com/m/"+filepath.Base(dir), false)
	writeFile(t, filepath.Join(dir, "api", "behaviour_test.go"), string(section("behaviour_test.go").Data))

	source, err := os.ReadFile(filepath.Join(dir, "api", "validators.gen.go"))
	if err != nil {
		t.Fatal(err)
	}
	if formatted, err := format.Source(source); err != nil || string(formatted) != string(source) {
		t.Errorf("the emitted source is not formatted: %v", err)
	}
	var said strings.Builder
	for _, d := range diags.Sorted() {
		said.WriteString(d.String() + "\n")
	}
	changed := false
	for name, got := range map[string]string{"diagnostics.txt": said.String(), "validators.gen.go": string(source)} {
		golden := section(name)
		switch {
		case golden == nil || string(golden.Data) == got:
		case *update:
			golden.Data = []byte(got)
			changed = true
		default:
			t.Errorf("%s differs from the golden (-update rewrites it), got:\n%s", name, got)
		}
	}
	if changed {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
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
			api.Operations = append(api.Operations, &ir.Operation{Body: &ir.Body{Content: []*ir.MediaType{{Type: formType, Schema: s}}}})
		}
	}
	api.Schemas = slices.SortedFunc(slices.Values(r.named), func(a, b *ir.Schema) int { return strings.Compare(a.Name, b.Name) })
	return api
}
