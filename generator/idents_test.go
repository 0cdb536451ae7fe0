package generator_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/spec"
)

// TestIdentsAuthlete checks it of the largest golden; those of testdata do in
// TestGolden.
func TestIdentsAuthlete(t *testing.T) {
	target := generator.NewTarget("", map[string]string{"go": "authlete", "docs": "docs"})
	result, err := generator.Generate(context.Background(), target, generator.Options{Spec: spec.Document(), SpecName: "authlete.yaml", GoImport: modulePath})
	if err != nil {
		t.Fatal(err)
	}
	if seen := isForeseen(t, result); seen < 1000 {
		t.Errorf("only %d exported identifiers were seen", seen)
	}
}

// isForeseen checks that every exported identifier of the emitted package is the
// name of a schema, of a constant or of a field, or one that goapi foresees. It
// returns how many there are.
func isForeseen(t *testing.T, result *generator.Result) int {
	t.Helper()
	foreseen := map[string]bool{} // of members: Type.Member
	add := func(prefix string, idents ...string) {
		for _, ident := range idents {
			foreseen[prefix+ident] = true
		}
	}
	patterns := generator.Reserved(result)
	for _, op := range result.API.Operations {
		add("", patterns.Of(goapi.ForOperation, op.Name)...)
		if op.Body != nil {
			for _, m := range op.Body.Content {
				add("", patterns.Of(goapi.ForSchema, m.FormName)...)
			}
		}
	}
	for _, s := range result.API.Schemas {
		add("", s.Name)
		add("", patterns.Of(goapi.ForSchema, s.Name)...)
		add(s.Name+".", patterns.OnTypeOf(s)...)
		for _, f := range s.Shape.Fields {
			add(s.Name+".", f.Name)
			add(s.Name+".", patterns.Of(goapi.ForField, f.Name)...)
		}
		for _, v := range s.Shape.Variants {
			add(s.Name+".", v.Name)
			add(s.Name+".", patterns.Of(goapi.ForField, v.Name)...)
		}
		for _, v := range s.Shape.Enum {
			add("", v.Name)
		}
	}
	seen := 0
	methods := map[string]bool{}
	for _, ident := range exported(t, result) {
		seen++
		methods[ident] = true
		if !foreseen[ident] {
			t.Errorf("%s is emitted, and foreseen nowhere: it may collide with a name", ident)
		}
	}
	for ident, page := range shown(result) {
		if !methods[ident] {
			t.Errorf("%s shows %s, which is not emitted", page, ident)
		}
	}
	for name := range locals(t, result) {
		if p := "example.com/" + name; goapi.ImportNames([]string{p})[p] == name {
			t.Errorf("%s is declared in emitted functions, and a package of the user's may be imported under that name: goapi must keep it", name)
		}
	}
	if seen > 0 && !generator.TypesOnly(result) {
		for _, s := range result.API.Schemas {
			if method := s.Own().Name + "." + goapi.Validate.Pattern; goapi.HasMethods(s) && s.Shape.Same == nil && !methods[method] {
				t.Errorf("there is no %s, which docs would show", method)
			}
		}
	}
	return seen
}

// exported lists what the emitted package declares for others; a field or method
// as Type.Member.
func exported(t *testing.T, result *generator.Result) []string {
	t.Helper()
	var out []string
	add := func(prefix string, ident *ast.Ident) {
		if ident.IsExported() {
			out = append(out, prefix+ident.Name)
		}
	}
	for _, f := range packageFiles(result) {
		file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				add(receiver(decl), decl.Name)
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					switch spec := spec.(type) {
					case *ast.ValueSpec:
						for _, name := range spec.Names {
							add("", name)
						}
					case *ast.TypeSpec:
						add("", spec.Name)
						if st, ok := spec.Type.(*ast.StructType); ok {
							for _, field := range st.Fields.List {
								for _, name := range field.Names {
									add(spec.Name.Name+".", name)
								}
							}
						}
					}
				}
			}
		}
	}
	return out
}

// locals are what functions of the emitted package declare that could be the name of a
// package.
func locals(t *testing.T, result *generator.Result) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	add := func(exprs ...ast.Expr) {
		for _, e := range exprs {
			if ident, ok := e.(*ast.Ident); ok && !ident.IsExported() && strings.ToLower(ident.Name) == ident.Name && ident.Name != "_" {
				out[ident.Name] = true
			}
		}
	}
	for _, f := range packageFiles(result) {
		file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range file.Imports {
			if used := func(u ir.Import) bool { return strconv.Quote(u.Path) == i.Path.Value }; i.Name == nil && !slices.ContainsFunc(result.API.Imports, used) {
				out[path.Base(strings.Trim(i.Path.Value, `"`))] = true
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.StructType:
				return false
			case *ast.FuncDecl: // within a constructor no package is named
				return n.Recv != nil || !strings.HasPrefix(n.Name.Name, "New")
			case *ast.Field:
				for _, name := range n.Names {
					add(name)
				}
			case *ast.AssignStmt:
				if n.Tok == token.DEFINE {
					add(n.Lhs...)
				}
			case *ast.ValueSpec:
				for _, name := range n.Names {
					add(name)
				}
			case *ast.TypeSpec:
				add(n.Name)
			case *ast.RangeStmt:
				if n.Tok == token.DEFINE {
					add(n.Key, n.Value)
				}
			}
			return true
		})
	}
	return out
}

// fences are the examples in Go on a page, and what they name of the package.
var (
	fences  = regexp.MustCompile("(?s)\n```go\n(.*?)\n```\n")
	inFence = regexp.MustCompile(`\b(?:api|authlete)\.(\p{Lu}[\p{L}\p{Nd}_]*)`)
)

// shown lists the identifiers of the package that docs show, each with a page.
func shown(result *generator.Result) map[string]string {
	out := map[string]string{}
	for _, f := range result.Files {
		if path.Ext(f.Path) != ".md" || len(packageFiles(result)) == 0 {
			continue
		}
		for _, fence := range fences.FindAllSubmatch(f.Data, -1) {
			for _, ident := range inFence.FindAllSubmatch(fence[1], -1) {
				out[string(ident[1])] = f.Path
			}
		}
	}
	return out
}

// receiver is "Type." of a method, "" of a function.
func receiver(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return ""
	}
	typ := fn.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	return typ.(*ast.Ident).Name + "."
}

// packageFiles are the Go files beside the types.
func packageFiles(result *generator.Result) []output.File {
	folder := ""
	for _, f := range result.Files {
		if slices.Contains([]string{"types.gen.go", "types_1.gen.go", "api.gen.go"}, path.Base(f.Path)) {
			folder = path.Dir(f.Path)
		}
	}
	return slices.DeleteFunc(slices.Clone(result.Files), func(f output.File) bool {
		return folder == "" || path.Dir(f.Path) != folder || !strings.HasSuffix(f.Path, ".go")
	})
}
