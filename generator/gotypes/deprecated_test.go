package gotypes_test

import (
	"bytes"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/analysis/facts/deprecated"

	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestDeprecated asks staticcheck's own reader of comments, by which SA1019 goes, what is
// deprecated: all that the document marks, and nothing else.
func TestDeprecated(t *testing.T) {
	src, _, _ := emit(t, lowertest.Text(t, []byte(`openapi: 3.1.0
info: {title: a, version: '1'}
components:
  schemas:
    Old: {type: object, deprecated: true, description: One line, properties: {plain: {type: string}}}
    Kept:
      type: object
      properties:
        told: {type: string, deprecated: true, description: "A text.\n\nIn two paragraphs"}
        untold: {type: string, deprecated: true}
        asked: {$ref: '#/components/schemas/Kind', deprecated: true, description: of another type}
        current: {type: string, description: This is not deprecated}
    Kind: {type: string, enum: [a, b]}
    OldKind: {type: string, enum: [a, b], deprecated: true, description: A list}
`)))
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "types.gen.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}}
	pkg, err := (&types.Config{Importer: importer.Default(), Error: func(error) {}}).Check("api", files, []*ast.File{file}, info)
	if pkg == nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	_, err = deprecated.Analyzer.Run(&analysis.Pass{
		Pkg: pkg, Files: []*ast.File{file}, TypesInfo: info,
		ExportObjectFact:  func(of types.Object, _ analysis.Fact) { got[of.Name()] = true },
		ExportPackageFact: func(analysis.Fact) { t.Error("the package itself is deprecated") },
		AllObjectFacts:    func() []analysis.ObjectFact { return nil },
		AllPackageFacts:   func() []analysis.PackageFact { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Old", "Told", "Untold", "Asked", "OldKind"}
	for _, name := range want {
		if !got[name] {
			t.Errorf("%s is not deprecated to Go tools", name)
		}
	}
	if bytes.Contains(src, []byte("// # ")) {
		t.Error("a text of the document became a heading")
	}
	if len(got) != len(want) {
		t.Errorf("deprecated are %v, expected %v", got, want)
	}
	if t.Failed() {
		t.Logf("%s", src)
	}
}
