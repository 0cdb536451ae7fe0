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
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/interpret"
)

// Modules of emitted packages. A test puts all of its packages into one, so that one
// go command builds them; paths are trimmed, so that what is the same in several
// modules, and in several runs, is compiled once.

// module is a Go module, example.com/m, with the run-time package in its folder
// validate.
type module struct{ dir string }

func newModule(t *testing.T) module {
	t.Helper()
	m := module{t.TempDir()}
	for _, name := range []string{"go.mod", "go.sum"} { // what emitted types require
		data, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(data), "\n")
		if name == "go.mod" {
			lines[0] = "module example.com/m"
			lines = slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "tool ") })
		}
		m.write(t, name, strings.Join(lines, "\n"))
	}
	files, _ := filepath.Glob("../validate/*.go")
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m.write(t, "validate/"+filepath.Base(file), string(data))
	}
	return m
}

func (m module) write(t *testing.T, name, data string) {
	t.Helper()
	name = filepath.Join(m.dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// emit writes a package with types and their validators, and returns the source of
// the latter.
func (m module) emit(t *testing.T, pkg string, api *ir.API, types string, diags *diag.List, emptyStrings bool) []byte {
	t.Helper()
	declared, err := goapi.Read("types.gen.go", []byte(types), false)
	if err != nil {
		t.Fatal(err)
	}
	source, err := Emit(api, declared, Options{Package: "api", Runtime: "example.com/m/validate", AllowEmptyStrings: emptyStrings, AllFunctions: true}, diags)
	if err != nil {
		t.Fatal(err)
	}
	m.write(t, pkg+"/types.gen.go", types)
	m.write(t, pkg+"/validators.gen.go", string(source))
	return source
}

// run runs the module's program on a value, as JSON, and decodes what it prints. The
// program is a file of testdata, in which PACKAGES and TABLE stand for imports and the
// entries of a map.
func run[Out any](t *testing.T, m module, program string, packages []string, table string, in any) Out {
	t.Helper()
	text, err := os.ReadFile("testdata/" + program)
	if err != nil {
		t.Fatal(err)
	}
	var imports strings.Builder
	for _, pkg := range packages {
		fmt.Fprintf(&imports, "\t%s \"example.com/m/%s\"\n", pkg, pkg)
	}
	m.write(t, "main.go", strings.NewReplacer("\tPACKAGES\n", imports.String(), "\tTABLE\n", table).Replace(string(text)))
	input, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	return decode[Out](m.command(t, input, "run", "-trimpath", "-ldflags=-s", "."))
}

// command runs the go command in the module and returns what it prints.
func (m module) command(t *testing.T, stdin []byte, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = m.dir
	cmd.Stdin = bytes.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		if keep := os.Getenv("OASMINT_KEEP"); keep != "" {
			os.CopyFS(keep, os.DirFS(m.dir))
		}
		text := stderr.String() + string(out)
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, text[:min(len(text), 4000)])
	}
	return out
}

// bodyCase is a body for the checks of a schema of a package.
type bodyCase struct {
	Name, Package, Schema, Data string
	Valid                       bool
}

// bodyModule is a module with packages of schemas whose Go types are any, and bodies to be
// checked by them.
type bodyModule struct {
	module
	packages []string
	table    strings.Builder
	cases    []bodyCase
	checks   []interpret.Check // of each case: what reads the same plans without emitting
}

func newBodyModule(t *testing.T) *bodyModule {
	t.Helper()
	return &bodyModule{module: newModule(t)}
}

// add adds a package with the validators of schemas, and bodies for them.
func (b *bodyModule) add(t *testing.T, pkg string, schemas []*ir.Schema, cases []bodyCase) {
	t.Helper()
	api := merged(schemas)
	var types strings.Builder
	types.WriteString("package api\n")
	for _, s := range api.Schemas {
		fmt.Fprintf(&types, "type %s = any\n", s.Name)
		fmt.Fprintf(&b.table, "%q: %s.%s,\n", pkg+"."+s.Name, pkg, goapi.ValidateJSON.Of(s.Name))
	}
	b.emit(t, pkg, api, types.String(), new(diag.List), false)
	b.packages = append(b.packages, pkg)
	interpreted, checks := interpret.New(api), map[string]interpret.Check{}
	for _, s := range api.Schemas {
		checks[s.Name] = interpreted.JSON(s, 0)
	}
	for _, c := range cases {
		c.Package = pkg
		b.cases, b.checks = append(b.cases, c), append(b.checks, checks[c.Schema])
	}
}

// check returns what each body's check says: "" or the error's text. The interpreter must
// say the same.
func (b *bodyModule) check(t *testing.T) []string {
	t.Helper()
	out := run[[]string](t, b.module, "bodies.go.txt", b.packages, b.table.String(), b.cases)
	for i, c := range b.cases {
		text := ""
		if err := b.checks[i]([]byte(c.Data)); err != nil {
			text = err.Error()
		}
		if text != out[i] {
			t.Errorf("%s %s: %s\n\temitted:     %q\n\tinterpreted: %q", c.Name, c.Schema, c.Data, out[i], text)
		}
	}
	return out
}
