package validators

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// The JSON Schema Test Suite, through emitted validators.

const sharedDir = "../../../shared"

type suiteGroup struct {
	Description string
	Schema      json.RawMessage
	Tests       []suiteCase
}

type suiteCase struct {
	Description string
	Data        json.RawMessage
	Valid       bool
}

// known are in scope and go wrong: a word in a case's data, and why.
var known = []struct{ file, data, reason string }{
	{"format/hostname.json", "xn--", "Punycode labels (RFC 5891) need Unicode's tables: they are checked as labels of RFC 1123"},
	{"format/hostname.json", `"ab--cd.example"`, "2020-12 refuses this label (RFC 5891), draft 4 does not; both dialects get 2020-12's check"},
}

// scope says what of the suite no OpenAPI document asks for, and why. Each row
// is a file, or a keyword that a group's schema has.
var scope = []struct {
	dialect string // "" is both
	file    string
	keyword string
	reason  string
}{
	{file: "refRemote.json", reason: "refers to other documents, which the loader resolves"},
	{file: "anchor.json", reason: "anchors: reported where a document has them"},
	{file: "dynamicRef.json", reason: "dynamic references: reported where a document has them"},
	{file: "vocabulary.json", reason: "vocabularies are a meta-schema's affair"},
	{file: "content.json", reason: "annotations: reported where a document has them"},
	{file: "format.json", reason: "there a format is an annotation; here those of format/ are asserted"},
	{keyword: "$id", reason: "base URIs: the loader resolves references"},
	{keyword: "$anchor", reason: "anchors: reported where a document has them"},
	{keyword: "$dynamicRef", reason: "dynamic references: reported where a document has them"},
	{keyword: "$ref other", reason: "refers to a meta-schema or another document"},
	{keyword: "enum []", reason: "an enum without values is refused when the document is loaded"},
	{dialect: "draft4", file: "additionalItems.json", reason: "OpenAPI 3.0 has no additionalItems"},
	{dialect: "draft4", file: "dependencies.json", reason: "OpenAPI 3.0 has no dependencies"},
	{dialect: "draft4", keyword: "id", reason: "base URIs: the loader resolves references"},
	{dialect: "draft4", keyword: "items []", reason: "OpenAPI 3.0 has no list of items"},
	{dialect: "draft4", keyword: "dependencies", reason: "OpenAPI 3.0 has no dependencies"},
}

// outOfScope returns the reason why a group is out of scope, or "".
func outOfScope(dialect, file, keyword string) string {
	for _, row := range scope {
		if (row.dialect == "" || row.dialect == dialect) && (row.file == "" || row.file == file) &&
			(row.keyword == "" || row.keyword == keyword) {
			return row.reason
		}
	}
	return ""
}

func TestSuite(t *testing.T) {
	for _, dialect := range []string{"draft2020-12", "draft4"} {
		t.Run(dialect, func(t *testing.T) { testDialect(t, dialect) })
	}
}

func testDialect(t *testing.T, dialect string) {
	dir := filepath.Join(sharedDir, "suite", dialect)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the JSON Schema Test Suite is not beside the project (../shared/suite)")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
	formats, _ := filepath.Glob(filepath.Join(dir, "format", "*.json"))
	var schemas []*ir.Schema
	var cases []bodyCase
	out := map[string]int{}
	for _, path := range append(files, formats...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file, _ := strings.CutPrefix(path, dir+"/")
		for _, group := range decode[[]suiteGroup](data) {
			root, r := readSuite(group.Schema, fmt.Sprintf("Schema%d", len(schemas)), dialect == "draft4")
			if reason := outOfScope(dialect, file, r.skip); reason != "" {
				out[reason] += len(group.Tests)
				continue
			}
			schemas = append(schemas, r.named...)
			for _, c := range group.Tests {
				cases = append(cases, bodyCase{Schema: root.Name, Data: string(c.Data), Valid: c.Valid,
					Name: file + ": " + group.Description + ": " + c.Description})
			}
		}
	}
	wrong := 0
	expected := map[string]int{}
	for i, said := range runBodies(t, schemas, cases) {
		c := cases[i]
		if (said == "") == c.Valid {
			continue
		}
		wrong++
		file, _, _ := strings.Cut(c.Name, ":")
		k := slices.IndexFunc(known, func(k struct{ file, data, reason string }) bool {
			return k.file == file && strings.Contains(strings.ToLower(c.Data), k.data)
		})
		if k < 0 {
			t.Errorf("%s\n\t%s: want valid %v, got %q", c.Name, c.Data, c.Valid, said)
			continue
		}
		expected[known[k].reason]++
	}
	t.Logf("%s: %d of %d in scope are right", dialect, len(cases)-wrong, len(cases))
	for _, reason := range slices.Sorted(maps.Keys(expected)) {
		t.Logf("%5d wrong: %s", expected[reason], reason)
	}
	for _, reason := range slices.Sorted(maps.Keys(out)) {
		t.Logf("%5d out of scope: %s", out[reason], reason)
	}
}

// bodyCase is a body for the check of bytes of a schema.
type bodyCase struct {
	Name, Schema, Data string
	Valid              bool
}

// runBodies emits validators for schemas, whose Go types are any, and returns
// what each body's check says: "" or the error's text.
func runBodies(t *testing.T, schemas []*ir.Schema, cases []bodyCase) []string {
	t.Helper()
	api := &ir.API{Schemas: slices.SortedFunc(slices.Values(schemas), func(a, b *ir.Schema) int { return strings.Compare(a.Name, b.Name) })}
	var types, table strings.Builder
	types.WriteString("package api\n")
	for _, s := range api.Schemas {
		fmt.Fprintf(&types, "type %s = any\n", s.Name)
		fmt.Fprintf(&table, "%q: api.%s,\n", s.Name, goapi.ValidateJSON.Of(s.Name))
	}
	dir := t.TempDir()
	emitInto(t, dir, api, types.String(), new(diag.List), "example.com/m", false)
	writeFile(t, filepath.Join(dir, "go.mod"), "module example.com/m\n\ngo 1.26\n")
	writeFile(t, filepath.Join(dir, "main.go"), `package main

import (
	"encoding/json"
	"os"

	"example.com/m/api"
	"example.com/m/api/validate"
)

var checks = map[string]func([]byte, ...validate.Option) error{
`+table.String()+`}

func main() {
	var cases []struct{ Schema, Data string }
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	out := make([]string, len(cases))
	for i, c := range cases {
		if err := checks[c.Schema]([]byte(c.Data)); err != nil {
			out[i] = err.Error()
		}
	}
	json.NewEncoder(os.Stdout).Encode(out)
}
`)
	input, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	return decode[[]string](runGo(t, dir, input, "run", "."))
}

// emitInto writes a package api with types and their validators, and the
// run-time package in it. Path is the import path of dir.
func emitInto(t *testing.T, dir string, api *ir.API, types string, diags *diag.List, path string, emptyStrings bool) {
	t.Helper()
	parsed, err := goapi.Read("types.gen.go", []byte(types))
	if err != nil {
		t.Fatal(err)
	}
	source, err := Emit(api, parsed, Options{Package: "api", Runtime: path + "/api/validate", AllowEmptyStrings: emptyStrings}, diags)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "api", "types.gen.go"), types)
	writeFile(t, filepath.Join(dir, "api", "validators.gen.go"), string(source))
	files, _ := filepath.Glob("../validate/*.go")
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(dir, "api", "validate", filepath.Base(file)), string(data))
	}
}

func writeFile(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// runGo runs the go command in dir and returns what it prints.
func runGo(t *testing.T, dir string, stdin []byte, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Stdin = bytes.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		if keep := os.Getenv("OASMINT_KEEP"); keep != "" {
			os.CopyFS(keep, os.DirFS(dir))
		}
		text := stderr.String() + string(out)
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, text[:min(len(text), 4000)])
	}
	return out
}
