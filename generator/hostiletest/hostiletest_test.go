package hostiletest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/hostiletest"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/source"
)

// absent are keys that are read and are not in the document, with the reason.
var absent = map[string]string{
	"$ref":              "it is there, and what it may lead to is for the tests of files",
	"swagger":           "a document has this or openapi",
	"$id":               "it makes another document of the schema",
	"$anchor":           "see $id",
	"$dynamicAnchor":    "see $id",
	"$dynamicRef":       "it is a warning alone, with what it refers to: a case of diagnostics",
	"$recursiveRef":     "see $dynamicRef",
	"$vocabulary":       "see $dynamicRef",
	"definitions":       "$defs before 2019-09: read alike",
	"dependencies":      "it is a warning alone",
	"additionalItems":   "it is a warning alone",
	"minimumExclusive":  "it is a warning alone",
	"unevaluatedObject": "it is a warning alone",
	"itemSchema":        "OpenAPI 3.2, read as schema",
	"pathItems":         "read as paths",
}

// TestComplete holds the document to have each key that is read anywhere: those that
// lower and load ask for, those of the grammar of references, and the keywords.
func TestComplete(t *testing.T) {
	want := keyword.Names()
	for _, dir := range []string{"../lower", "../load", "../keyword"} {
		want = append(want, keysOf(t, dir)...)
	}
	data, _ := hostiletest.Document(t, "3.1.1", func(int) string { return "" })
	file, err := source.Parse("openapi.json", "openapi.json", data)
	if err != nil {
		t.Fatal(err)
	}
	has := map[string]bool{}
	var walk func(*source.Node)
	walk = func(n *source.Node) {
		for _, m := range n.Members {
			has[m.Key] = true
			walk(m.Value)
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	walk(file.Root)
	slices.Sort(want)
	for _, key := range slices.Compact(want) {
		if !has[key] && absent[key] == "" {
			t.Errorf("%q is read, and is not in openapi.yaml: give it an attack, or say in absent why not", key)
		}
	}
	for key := range absent {
		if !slices.Contains(want, key) {
			t.Errorf("%q is not read: it needs no excuse", key)
		}
	}
}

// keysOf finds the texts that a package asks for as members, and those that are keys
// of its tables of kinds.
func keysOf(t *testing.T, dir string) []string {
	files, err := filepath.Glob(dir + "/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(dir, err)
	}
	var out []string
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			key, _ := strconv.Unquote(lit.Value)
			out = append(out, key)
		}
	}
	asks := []string{"asksFor", "Key", "Get", "text", "Text", "flag", "description", "number", "member"}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.SelectorExpr); ok && slices.Contains(asks, f.Sel.Name) {
					for _, arg := range n.Args {
						add(arg)
					}
				}
			case *ast.KeyValueExpr:
				if filepath.Base(name) == "grammar.go" {
					add(n.Key)
				}
			}
			return true
		})
	}
	return out
}
