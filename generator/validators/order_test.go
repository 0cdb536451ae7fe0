package validators

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// upward are the uses of what a file above declares, each with the reason.
var upward = map[string]string{
	"bytecheck/call.go: remembering": "it has the function written, later, that it has named",
	"bytecheck/call.go: writeTable":  "likewise",
	"valuecheck/checks.go: absent":   "the tables of bytes ask for it",
	"valuecheck/checks.go: heldBy":   "likewise",
	"valuecheck/checks.go: holds":    "likewise",
	"valuecheck/table.go: isTrivial": "what is nothing to check needs no table",
	"valuecheck/checks.go: union":    "what variants.go has told of a type is kept",
	"valuecheck/parts.go: copied":    "it is value for parts that encoding/json copies",
	"valuecheck/parts.go: value":     "the check of a value with parts leads to the checks of the parts",
	"valuecheck/union.go: value":     "the check of a union leads to that of its variant",
}

// forms are files of plan that are one subject, and use each other.
var forms = []string{"form.go", "encoding.go", "multipart.go"}

// listed finds the files that a package comment lists.
var listed = regexp.MustCompile(`(?m)^//\t(\w+\.go) `)

// TestOrder holds that the files of the validators' packages stand in the order that
// their package comments list. In plan and code each uses only those above it, in the
// others only those below it.
func TestOrder(t *testing.T) {
	used := map[string]bool{}
	exports := exportData(t)
	for _, pkg := range []string{"plan", "code", "bytecheck", "valuecheck"} {
		text, err := os.ReadFile(filepath.Join(pkg, pkg+".go"))
		if err != nil {
			t.Fatal(err)
		}
		var order []string // from the top down
		for _, m := range listed.FindAllStringSubmatch(string(text), -1) {
			order = append(order, m[1])
		}
		if pkg == "plan" || pkg == "code" {
			slices.Reverse(order)
		}
		checkOrder(t, pkg, order, exports, used)
	}
	for use, why := range upward {
		if !used[use] {
			t.Errorf("upward has %s (%s), which does not go up", use, why)
		}
	}
}

// exportData finds the compiled form of all packages that the validators import.
func exportData(t *testing.T) map[string]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Export", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	exports := map[string]string{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct{ ImportPath, Export string }
		if err := d.Decode(&p); err == io.EOF {
			return exports
		} else if err != nil {
			t.Fatal(err)
		}
		exports[p.ImportPath] = p.Export
	}
}

func checkOrder(t *testing.T, pkg string, order []string, exports map[string]string, used map[string]bool) {
	t.Helper()
	fset := token.NewFileSet()
	names, _ := filepath.Glob(filepath.Join(pkg, "*.go"))
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if !slices.Contains(order, filepath.Base(name)) {
			t.Errorf("%s: the package comment does not list it", name)
		}
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	if len(files) != len(order) {
		t.Errorf("%s has %d files, its comment lists %d", pkg, len(files), len(order))
	}
	open := func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, fmt.Errorf("there is no export data of %s", path)
		}
		return os.Open(exports[path])
	}
	info := types.Info{Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: importer.ForCompiler(fset, "gc", open)}
	checked, err := config.Check("github.com/oasmint/oasmint/generator/validators/"+pkg, fset, files, &info)
	if err != nil {
		t.Fatal(err)
	}
	file := func(pos token.Pos) string { return filepath.Base(fset.Position(pos).Filename) }
	wrong := map[string]string{}
	for id, object := range info.Uses {
		v, isVar := object.(*types.Var)
		if object.Pkg() != checked || isVar && (v.IsField() || v.Parent() != checked.Scope()) {
			continue // of another package, or no declaration of this one
		}
		from, to := file(id.Pos()), file(object.Pos())
		if slices.Index(order, to) >= slices.Index(order, from) || slices.Contains(forms, to) && slices.Contains(forms, from) {
			continue
		}
		use := path.Join(pkg, from) + ": " + object.Name()
		if used[use] = true; upward[use] == "" {
			wrong[use] = to
		}
	}
	for _, use := range slices.Sorted(maps.Keys(wrong)) {
		t.Errorf("%s is declared above it, in %s", use, wrong[use])
	}
}
