package rules_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/internal/golden"
	"github.com/oasmint/oasmint/generator/rules"
)

// TestPages shows that README.md is what the list gives; -update writes it.
func TestPages(t *testing.T) {
	golden.File(t, "README.md", rules.Markdown())
}

// reports are the functions and fields that take the code of a diagnostic.
var reports = map[string]bool{
	"Errorf": true, "Warnf": true, "Notef": true, // of diag.List
	"warn": true, "fail": true, // of lower
	"Warn": true, "Note": true, // of keyword.Reader
}

var code = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9.]+)*$`)

// others are codes of diagnostics that do not speak of the document.
var others = regexp.MustCompile(`^(config|ignore-list$|go-(added|removed|changed|not-comparable)$)`)

// TestComplete finds the codes in the source: each is in the list, and none is
// in the list alone.
func TestComplete(t *testing.T) {
	listed := map[string]bool{}
	for _, r := range rules.List() {
		listed[r.Code] = true
	}
	found := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "lowertest" || d.Name() == "rules") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			for _, e := range codesIn(n) {
				ast.Inspect(e, func(n ast.Node) bool {
					if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
						if text, err := strconv.Unquote(lit.Value); err == nil && code.MatchString(text) {
							found[text] = true
						}
					}
					return true
				})
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{"example", "default"} { // keyword.Judge puts them together
		found[what+"-violates-schema"] = true
	}
	for text := range found {
		if !listed[text] && !others.MatchString(text) && text != rules.Validation().Code {
			t.Errorf("[%s] is said somewhere, and is not in the list of rules", text)
		}
	}
	for text := range listed {
		if !found[text] {
			t.Errorf("[%s] is in the list of rules, and nothing says it", text)
		}
	}
}

// codesIn returns the expressions in n that are codes, or hold one: the second
// argument of what reports, the field Code of a diagnostic, and what constants hold
// whose name says so.
func codesIn(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.CallExpr:
		switch f := n.Fun.(type) {
		case *ast.SelectorExpr:
			if reports[f.Sel.Name] && len(n.Args) > 2 {
				return n.Args[1:2]
			}
		case *ast.Ident:
			if f.Name == "fail" || f.Name == "failure" { // of source and load
				return n.Args
			}
		}
	case *ast.CompositeLit:
		if !strings.HasSuffix(types.ExprString(n.Type), "Diagnostic") {
			return nil
		}
		for _, e := range n.Elts {
			if field, ok := e.(*ast.KeyValueExpr); ok && types.ExprString(field.Key) == "Code" {
				return []ast.Expr{field.Value}
			}
		}
	case *ast.ValueSpec:
		for _, name := range n.Names {
			if strings.HasPrefix(strings.ToLower(name.Name), "code") || name.Name == "notEnforced" {
				return n.Values
			}
		}
	}
	return nil
}
