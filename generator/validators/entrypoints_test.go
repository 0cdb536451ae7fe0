package validators

import (
	"fmt"
	"os"
	"path/filepath"
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
	docs := []*document{{file: filepath.Join("..", "..", "spec", "authlete.yaml"), bodies: 30}, {file: filepath.Join("testdata", "types.yaml"), bodies: 150}}
	for _, name := range []string{"brex.io", "spacetraders.io", "pinecone.io"} { // which no one here wrote
		file := filepath.Join(sharedDir, "corpus", name+".json")
		if _, err := os.Stat(file); err != nil {
			t.Logf("%s is not beside the project (../shared/corpus)", name)
			continue
		}
		docs = append(docs, &document{file: file, bodies: 30})
	}
	m := newModule(t)
	var packages []string
	var table strings.Builder
	var all []bodyCase
	for i, d := range docs {
		pkg := fmt.Sprintf("api%d", i)
		d.emit(t, m, pkg, &table)
		packages, all = append(packages, pkg), append(all, d.cases...)
	}
	verdicts := run[[]verdict](t, m, "entrypoints.go.txt", packages, table.String(), all)
	for _, d := range docs {
		t.Run(filepath.Base(d.file), func(t *testing.T) { d.judge(t, verdicts[:len(d.cases)]) })
		verdicts = verdicts[len(d.cases):]
	}
}

// document is a document whose types and validators are compiled, and the bodies that
// go through all entry points; testdata/entrypoints.go.txt says what must hold.
type document struct {
	file   string
	bodies int // for each schema
	cases  []bodyCase
}

// verdict is what the entry points said of a body, and what of that is wrong.
type verdict struct {
	Valid bool
	Wrong []string
}

// emit writes the package of a document, and adds its entry points to the table.
func (d *document) emit(t *testing.T, m module, pkg string, table *strings.Builder) {
	t.Helper()
	api := lowertest.File(t, d.file)
	var diags diag.List
	source, declared, err := gotypes.Emit(api, gotypes.Options{Package: "api", Runtime: "example.com/m/validate"}, &diags)
	if err != nil {
		t.Fatal(err)
	}
	m.emit(t, pkg, api, string(source), &diags, true)
	forms := map[*ir.Schema]bool{}
	for _, f := range plan.Forms(api) {
		forms[f.Schema] = forms[f.Schema] || !f.Multipart && f.Name == f.Schema.Name
	}
	for i, s := range api.Schemas {
		if s.IsParams() {
			continue // they are not read from JSON
		}
		value, encode := pkg+"."+s.Name+".Validate", pkg+"."+s.Name+".EncodeForm"
		types := code.Types{Package: declared}
		if !types.HasMethods(s.Own().Name) {
			value, encode = pkg+"."+goapi.ValidateFunc.Of(s.Name), pkg+"."+goapi.EncodeFormFunc.Of(s.Name)
		} else if types.Underlying(code.Own(s.Own().Name)).Kind == goapi.Struct {
			value, encode = "checked((*"+pkg+"."+s.Name+").Validate)", "encoded((*"+pkg+"."+s.Name+").EncodeForm)"
		}
		fmt.Fprintf(table, "%q: entryPoints(%s.%s, %s.%s, %s", pkg+"."+s.Name, pkg, goapi.ValidateJSON.Of(s.Name), pkg, goapi.Decode.Of(s.Name), value)
		if forms[s] {
			fmt.Fprintf(table, ", form[%s.%s]{%s, %s.%s}", pkg, s.Name, encode, pkg, goapi.DecodeForm.Of(s.Name))
		}
		table.WriteString("),\n")
		for b := range d.bodies {
			d.cases = append(d.cases, bodyCase{Package: pkg, Schema: s.Name, Data: randomBody(s, b%3*4).Example(i*1000 + b)})
		}
	}
}

func (d *document) judge(t *testing.T, verdicts []verdict) {
	valid, wrong := 0, 0
	for i, v := range verdicts {
		if v.Valid {
			valid++
		}
		if len(v.Wrong) > 0 {
			if wrong++; wrong <= 10 {
				t.Errorf("%s: %s\n\t%s", d.cases[i].Schema, d.cases[i].Data, strings.Join(v.Wrong, "\n\t"))
			}
		}
	}
	t.Logf("%d bodies, %d of them valid: %d go wrong at some entry point", len(d.cases), valid, wrong)
	if valid < len(d.cases)/10 {
		t.Errorf("%d of %d bodies are valid: they say too little", valid, len(d.cases))
	}
}
