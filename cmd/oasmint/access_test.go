package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayOpenFiles are the packages that decide what is read and written, and those
// for tests alone.
var mayOpenFiles = []string{"generator/files", "generator/output", "generator/internal/golden", "generator/internal/infiles", "generator/lower/lowertest", "spec/check"}

// notFiles is what the others may use of package os: it opens, changes and looks at
// no file by its name.
var notFiles = []string{
	"Args", "Environ", "ErrDeadlineExceeded", "ErrNotExist", "Executable", "Exit", "File", "Getenv", "Getpid", "Getwd", "Interrupt", "LookupEnv",
	"ModeCharDevice", "Stderr", "Stdin", "Stdout",
}

// emittedClient is copied to emitted clients: who calls those says where to.
const emittedClient = "generator/call"

// TestFileAccess holds that files are opened in one place.
func TestFileAccess(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	for _, top := range []string{"cmd", "generator", "spec", "templates"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			rel, err := filepath.Rel(root, file)
			if err != nil {
				return err
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				return err
			}
			opens := fileUses(parsed)
			pkg := filepath.ToSlash(filepath.Dir(rel))
			for _, use := range opens {
				seen[pkg] = true
				if !slices.Contains(mayOpenFiles, pkg) && (pkg != emittedClient || !strings.HasPrefix(use, "http.")) {
					t.Errorf("%s uses %s: package files does that, within limits", rel, use)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, pkg := range mayOpenFiles {
		if !seen[pkg] {
			t.Errorf("%s opens no file: remove it from mayOpenFiles", pkg)
		}
	}
}

// fileUses lists what a file uses to open files.
func fileUses(f *ast.File) []string {
	var out []string
	for _, spec := range f.Imports {
		if path := strings.Trim(spec.Path.Value, `"`); path == "io/ioutil" || path == "os" && spec.Name != nil {
			out = append(out, "the import of "+path)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if pkg, ok := s.X.(*ast.Ident); ok && pkg.Name == "os" && !slices.Contains(notFiles, s.Sel.Name) {
				out = append(out, "os."+s.Sel.Name)
			}
			if pkg, ok := s.X.(*ast.Ident); ok && pkg.Name == "http" && slices.Contains([]string{"Get", "Head", "Post", "PostForm", "DefaultClient"}, s.Sel.Name) {
				out = append(out, "http."+s.Sel.Name)
			}
		}
		return true
	})
	return out
}
