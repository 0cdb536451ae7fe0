package validators

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/gotypes"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// The entry points of real types agree: random bodies of every schema of a document,
// encoding/json being the judge of what is decoded.

func TestEntryPoints(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles the generated package")
	}
	t.Run("authlete", func(t *testing.T) { entryPointsOf(t, filepath.Join("..", "..", "spec", "authlete.yaml"), 30) })
	t.Run("types", func(t *testing.T) { entryPointsOf(t, filepath.Join("testdata", "types.yaml"), 150) })
}

// TestEntryPointsOfOthers is TestEntryPoints for documents that no one here wrote.
func TestEntryPointsOfOthers(t *testing.T) {
	dir := filepath.Join(sharedDir, "corpus")
	if _, err := os.Stat(dir); err != nil || testing.Short() {
		t.Skip("the documents of real APIs are not beside the project (../shared/corpus)")
	}
	for _, name := range []string{"brex.io", "spacetraders.io", "pinecone.io"} {
		t.Run(name, func(t *testing.T) { entryPointsOf(t, filepath.Join(dir, name+".json"), 30) })
	}
}

// entryPointsOf compiles a document's types and validators and sends bodies through
// all of them; testdata/entrypoints.go.txt says what must hold.
func entryPointsOf(t *testing.T, file string, bodies int) {
	t.Helper()
	api := lowertest.File(t, file)
	var diags diag.List
	source, declared, err := gotypes.Emit(api, gotypes.Options{Package: "api"}, &diags)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	emitInto(t, dir, api, string(source), &diags, "example.com/m", true)
	var table strings.Builder
	forms := map[*ir.Schema]bool{}
	for _, f := range plan.Forms(api) {
		forms[f.Schema] = forms[f.Schema] || !f.Multipart && f.Name == f.Schema.Name
	}
	for _, s := range api.Schemas {
		value := s.Name + ".Validate"
		if !(code.Types{Package: declared}).HasMethods(s.Name) {
			value = goapi.ValidateFunc.Of(s.Name)
			fmt.Fprintf(&table, "%q: entryPoints(api.Validate%sJSON, api.Decode%s, api.%s),\n", s.Name, s.Name, s.Name, value)
			continue
		}
		fmt.Fprintf(&table, "%q: entryPoints(api.Validate%sJSON, api.Decode%s, api.%s", s.Name, s.Name, s.Name, value)
		if forms[s] {
			fmt.Fprintf(&table, ", form[api.%s]{api.%s.EncodeForm, api.Decode%sForm}", s.Name, s.Name, s.Name)
		}
		table.WriteString("),\n")
	}
	program, err := os.ReadFile("testdata/entrypoints.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "main.go"), strings.Replace(string(program), "\tTABLE\n", table.String(), 1))
	copyModule(t, dir)

	var cases []bodyCase
	for i, s := range api.Schemas {
		for b := range bodies {
			cases = append(cases, bodyCase{Schema: s.Name, Data: randomBody(s, b%3*4).Example(i*1000 + b)})
		}
	}
	input, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	type verdict struct {
		Valid bool
		Wrong []string
	}
	valid, wrong := 0, 0
	for i, v := range decode[[]verdict](runGo(t, dir, input, "run", "-trimpath", ".")) {
		if v.Valid {
			valid++
		}
		if len(v.Wrong) > 0 {
			if wrong++; wrong <= 10 {
				t.Errorf("%s: %s\n\t%s", cases[i].Schema, cases[i].Data, strings.Join(v.Wrong, "\n\t"))
			}
		}
	}
	t.Logf("%d bodies of %d schemas, %d of them valid: %d go wrong at some entry point", len(cases), len(api.Schemas), valid, wrong)
	if valid < len(cases)/10 {
		t.Errorf("%d of %d bodies are valid: they say too little", valid, len(cases))
	}
}

// copyModule gives a folder the requirements of this module.
func copyModule(t *testing.T, dir string) {
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(data), "\n")
		if name == "go.mod" {
			lines[0] = "module example.com/m"
			lines = slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "tool ") })
		}
		writeFile(t, filepath.Join(dir, name), strings.Join(lines, "\n"))
	}
}
