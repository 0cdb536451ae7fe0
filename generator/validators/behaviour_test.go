package validators

import (
	"go/format"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/internal/golden"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestBehaviour compiles the validators of each archive in testdata and runs
// the Go test that the archive holds against them. An archive is
//
//	schemas.json         named schemas; "x-reached" says in which directions, "x-form" makes a form body
//	types.go             the Go types; those of schemas without a name are any, if it has none
//	behaviour_test.go    what must hold
//	diagnostics.txt      what is not enforced (golden)
//	validators.gen.go    the emitted source, where it is worth reading (golden)
func TestBehaviour(t *testing.T) {
	m := newModule(t)
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) { emitCase(t, c, m) })
	if t.Failed() {
		return
	}
	m.command(t, nil, "test", "-trimpath", "-ldflags=-s", "-vet=all", "./...")
}

func emitCase(t *testing.T, c *golden.Case, m module) {
	api := lowertest.Text(t, componentsDocument(t, c.Data(t, "schemas.json")))
	types := string(c.Data(t, "types.go"))
	declared, err := goapi.Read("types.go", []byte(types), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range api.Schemas {
		if declared.Types[s.Name] == nil && !s.IsComponent() {
			types += "\ntype " + s.Name + " = any\n"
		}
	}
	var diags diag.List
	source := m.emit(t, c.Name, api, types, &diags, false)
	m.write(t, c.Name+"/behaviour_test.go", string(c.Data(t, "behaviour_test.go")))
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
