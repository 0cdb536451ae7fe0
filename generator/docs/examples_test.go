// The examples on the pages: their Go compiles against the emitted package, and
// its validators accept their bodies.

package docs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/spec"
	// What emitted types may import: named here so that its version is in go.mod.
)

const emittedModule = "example.com/emitted"

// fieldsDocument has requests whose required fields have Go types of all kinds.
const fieldsDocument = `openapi: 3.1.0
info: {title: Fields, version: "1"}
paths:
  /plain: {post: {operationId: plain, requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Plain"}}}}, responses: {"204": {description: done}}}}
  /secret: {post: {operationId: secret, requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Secret"}}}}, responses: {"204": {description: done}}}}
  /null: {post: {operationId: maybe, requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Maybe"}}}}, responses: {"204": {description: done}}}}
  /untyped: {post: {operationId: untyped, requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Untyped"}}}}, responses: {"204": {description: done}}}}
components:
  schemas:
    Plain:
      type: object
      required: [a, b, c]
      properties: {a: {type: string}, b: {type: integer}, c: {type: string, enum: [x, y]}, d: {type: [string, "null"]}}
    Secret: {type: object, required: [user, password], properties: {user: {type: string}, password: {type: string, writeOnly: true}}}
    Maybe: {type: object, required: [a], properties: {a: {type: [string, "null"]}, b: {type: [integer, "null"]}}}
    Untyped: {type: object, required: [a], properties: {a: {enum: [x, null]}, b: {}}}
`

// callsDocument has operations that are called in all ways.
const callsDocument = `openapi: 3.2.0
info: {title: Calls, version: "1"}
servers: [{url: "https://example.com/v1"}]
paths:
  /both:
    post:
      operationId: max
      parameters: [{name: at, in: query, required: true, schema: {type: string, format: date}}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}, text/plain: {}}}
      responses: {"200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}, text/csv: {}}}, 4XX: {description: d, content: {application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}}}}
    put:
      operationId: put
      requestBody: {content: {application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Pet"}}, application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
      responses: {"204": {description: d}}
    get: {operationId: watch, responses: {"200": {description: d, headers: {X-From: {required: true, schema: {type: integer}}}, content: {text/event-stream: {}}}}}
    patch: {operationId: lines, requestBody: {content: {application/json: {}}}, responses: {"200": {description: d, content: {application/jsonl: {itemSchema: {$ref: "#/components/schemas/Pet"}}}}}}
    delete: {operationId: raw, responses: {"200": {description: d, content: {application/json: {}}}}}
    trace: {operationId: form, requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, required: [at], properties: {at: {type: string, format: date}}}}}}, responses: {"200": {description: d, content: {image/png: {}}}}}
  /parts/{id}/{kind}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}, {name: kind, in: path, required: true, schema: {type: string, enum: [a, b]}, example: b}]
    post:
      operationId: upload
      requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, required: [title], properties: {title: {type: string}, photo: {type: string, format: binary}}}}}}
      responses: {"204": {description: d}}
    put: {operationId: parts, requestBody: {content: {multipart/form-data: {}}}, responses: {"204": {description: d}}}
    patch: {operationId: text, requestBody: {content: {text/plain: {}}}, responses: {"204": {description: d}}}
    get: {operationId: list, x-pagination: {next: Link}, responses: {"200": {description: d, content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}}}}
    delete: {operationId: bytes, requestBody: {required: true, content: {image/png: {}}}, responses: {"204": {description: d}}}
webhooks:
  added: {post: {requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}, responses: {"204": {description: d}}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}, example: {name: rex}}
    Problem: {type: object, properties: {title: {type: string}}}
`

// TestExamples emits Go and docs of whole documents, compiles the Go on the pages
// against the emitted package, and has its validators judge the bodies on them.
func TestExamples(t *testing.T) {
	type document struct {
		name, path string
		data       []byte
	}
	documents := []document{
		{"authlete", "authlete.yaml", spec.Document()},
		{"fields", "fields.yaml", []byte(fieldsDocument)},
		{"calls", "calls.yaml", []byte(callsDocument)},
		{"official", official, nil},
		{"seed", "../../../shared/authlete/seed-pathrefs.yaml", nil},
		{"discourse", "../../../shared/corpus/discourse.local.json", nil}, // multipart, inline bodies
	}
	if os.Getenv("OASMINT_CORPUS") == "all" { // it takes a minute: make corpus
		documents = append(documents, document{"vercel", "../../../shared/corpus/vercel.com.json", nil}) // 3.1, unions
	}
	for _, c := range documents {
		t.Run(c.name, func(t *testing.T) {
			if _, err := os.Stat(c.path); c.data == nil && err != nil {
				t.Skip("skipped: there is no " + c.path)
			}
			outs := map[string]string{"go": "api", "docs": "docs"}
			calls := c.name == "authlete" || c.name == "discourse" || c.name == "calls" // others show functions alone
			if calls {
				outs["client"] = "api/client"
			}
			served := c.name == "authlete" || c.name == "calls"
			if served {
				outs["server"] = "api/server"
			}
			target := generator.NewTarget(c.path, outs)
			result, err := generator.Generate(context.Background(), target, generator.Options{
				Spec: c.data, SpecName: c.path, GoImport: emittedModule + "/api",
			})
			if err != nil {
				t.Fatal(err)
			}
			dir := newModule(t)
			var code, bodies []example
			for _, f := range result.Files {
				switch path.Ext(f.Path) {
				case ".go":
					write(t, dir, f.Path, f.Data)
				case ".md":
					inGo, inJSON := examplesOf(t, strings.TrimPrefix(f.Path, "docs/"), string(f.Data))
					code, bodies = append(code, inGo...), append(bodies, inJSON...)
				}
			}
			write(t, dir, "examples/examples.go", compilable(t, code, calls, served))
			write(t, dir, "main.go", judge(t, bodies))
			refused := run(t, dir, bodies)
			for i, reason := range refused {
				if reason != "" {
					t.Errorf("%s shows a body of %s that its validator refuses: %s\n%s", bodies[i].Page, bodies[i].Schema, reason, bodies[i].Text)
				}
			}
			t.Logf("%d examples of Go compile, %d bodies are accepted", len(code), len(bodies))
			if len(code) == 0 || len(bodies) == 0 {
				t.Error("no examples were found on the pages")
			}
		})
	}
}

// example is a block of code of a page.
type example struct {
	Page   string
	Schema string // of a body: the Go name of its schema
	Form   bool   // a body as a form, its fields one a line
	Text   string
}

var (
	bodyLine  = regexp.MustCompile(`^\[(\w+)\]\([^)]*\) as ((?:\x60[^\x60]+\x60(?:, | or )?)+)`)
	dataFlag  = regexp.MustCompile(`(?s) -d '(.*)'$`)
	formFlag  = regexp.MustCompile(`--data-urlencode ('(?:[^']|'\\'')*'|\S+)`)
	pageTitle = regexp.MustCompile(`^# (\w+)`)
)

// examplesOf finds the examples on a page. The schema of a body is named in the
// line before it or in the section of the request, or is the page's own.
func examplesOf(t *testing.T, page, text string) (code, bodies []example) {
	t.Helper()
	section, schema, request, form := "", "", "", ""
	announced := false // the next block is an example, not a part of a description
	ofSchema := strings.HasPrefix(page, "schemas/")
	if ofSchema {
		schema = pageTitle.FindStringSubmatch(text)[1]
	}
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if strings.HasPrefix(line, "## ") {
			section, _, _ = strings.Cut(strings.TrimPrefix(line, "## "), " <a")
		}
		if strings.HasPrefix(line, "## ") || strings.HasPrefix(line, "### ") {
			if !ofSchema {
				schema = ""
			}
			continue
		}
		announced = announced || strings.HasPrefix(line, "Example:") || line == "request.json:"
		if strings.Contains(line, " as `") && !strings.HasPrefix(line, "|") && !ofSchema {
			schema = ""
		}
		if m := bodyLine.FindStringSubmatch(line); m != nil && !ofSchema {
			if strings.Contains(m[2], "json") {
				schema = m[1]
			}
			if section == "Request" && strings.Contains(m[2], "json") && request == "" {
				request = m[1]
			}
			if section == "Request" && strings.Contains(m[2], "urlencoded") {
				form = m[1]
			}
		}
		fence := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		if len(fence) < 3 {
			continue
		}
		language := line[len(fence):]
		var block []string
		for i++; lines[i] != fence; i++ {
			block = append(block, lines[i])
		}
		body := example{Page: page, Schema: schema, Text: strings.Join(block, "\n")}
		inExamples := section == "Examples" && !ofSchema
		switch {
		case language == "go" && section == "Go":
			code = append(code, body)
			continue
		case language == "json" && inExamples:
			body.Schema = request
		case language == "sh" && dataFlag.MatchString(body.Text):
			body.Schema, body.Text = request, unquote(dataFlag.FindStringSubmatch(body.Text)[1])
		case language == "sh" && formFlag.MatchString(body.Text):
			var fields []string
			for _, m := range formFlag.FindAllStringSubmatch(body.Text, -1) {
				fields = append(fields, unquote(strings.TrimSuffix(strings.TrimPrefix(m[1], "'"), "'")))
			}
			body.Schema, body.Form, body.Text = form, true, strings.Join(fields, "\n")
		case language != "json" || !announced:
			continue
		}
		announced = false
		if !body.Form && !json.Valid([]byte(body.Text)) {
			t.Errorf("%s shows what is not JSON:\n%s", page, body.Text)
			continue
		}
		if body.Schema != "" {
			bodies = append(bodies, body)
		}
	}
	return code, bodies
}

// unquote undoes the quotes of a shell.
func unquote(text string) string { return strings.ReplaceAll(text, `'\''`, "'") }

// compilable makes a file of all Go on the pages, each example in a function whose
// parameters are the variables that examples leave to their readers.
func compilable(t *testing.T, code []example, calls, served bool) []byte {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "package examples\n\nimport (\n\t\"context\"\n\t\"fmt\"\n\t\"io\"\n\t\"mime/multipart\"\n\t\"net/url\"\n\n\t%q\n\t%q\n", emittedModule+"/api", emittedModule+"/api/validate")
	client, methods := "", ""
	if calls {
		fmt.Fprintf(&b, "\t%q\n", emittedModule+"/api/client")
		client = "c *client.Client, "
	}
	if served {
		fmt.Fprintf(&b, "\t%q\n\t\"iter\"\n\t\"encoding/json\"\n", emittedModule+"/api/server")
		methods = "type handler struct{ server.Unimplemented }\n\nvar _ server.Handler = (*handler)(nil)\n\nvar (\n\t_ iter.Seq[int]\n\t_ json.RawMessage\n)\n"
	}
	b.WriteString(")\n\n" + methods + "\nvar (\n\t_ = io.Copy\n\t_ = fmt.Println\n\t_ *validate.File\n)\n")
	for i, e := range code {
		statements := regexp.MustCompile(`(?m)^import (\((?s:.*?)^\)|.*)\n\n`).ReplaceAllString(e.Text, "")
		if formatted, err := format.Source([]byte(statements)); err != nil || string(formatted) != statements {
			t.Errorf("%s: Go that gofmt would change (%v):\n%s", e.Page, err, statements)
		}
		if strings.Contains(statements, "\nfunc (handler) ") {
			fmt.Fprintf(&b, "\n// %s\n%s", e.Page, statements)
			continue
		}
		fmt.Fprintf(&b, "\n// %s\nfunc example%d(ctx context.Context, %stext string, data, body []byte, form url.Values, w *multipart.Writer, r *multipart.Reader, file io.Reader, dst io.Writer) (err error) {\n{\n%s\n%s}\nreturn err\n}\n",
			e.Page, i, client, statements, used(t, statements))
	}
	return []byte(b.String())
}

// used returns statements that use the variables that other statements declare:
// examples leave their use to the reader.
func used(t *testing.T, statements string) string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "", "package p\nfunc f() {\n"+statements+"\n}", 0)
	if err != nil {
		t.Error(err)
		return ""
	}
	var b strings.Builder
	for _, s := range file.Decls[0].(*ast.FuncDecl).Body.List {
		if a, ok := s.(*ast.AssignStmt); ok {
			for _, name := range a.Lhs {
				fmt.Fprintf(&b, "\t_ = %s\n", name.(*ast.Ident).Name)
			}
		}
	}
	return b.String()
}

// judge makes a program that reads bodies and writes their validators' errors.
func judge(t *testing.T, bodies []example) []byte {
	t.Helper()
	done := map[string]bool{}
	var table strings.Builder
	for _, e := range bodies {
		if key := fmt.Sprint(e.Schema, e.Form); !done[key] {
			done[key] = true
			check := "return api." + goapi.ValidateJSON.Of(e.Schema) + "([]byte(text))"
			if e.Form {
				check = "_, err := api." + goapi.DecodeForm.Of(e.Schema) + "(form(text)); return err"
			}
			fmt.Fprintf(&table, "\t%q: func(text string) error { %s },\n", key, check)
		}
	}
	return []byte(`package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"

	"` + emittedModule + `/api"
	_ "` + emittedModule + `/examples"
)

var checks = map[string]func(string) error{
` + table.String() + `}

func form(text string) url.Values {
	out := url.Values{}
	for _, field := range strings.Split(text, "\n") {
		if name, value, ok := strings.Cut(field, "="); ok {
			out.Add(name, value)
		}
	}
	return out
}

var _ = form

func main() {
	var bodies []struct {
		Schema, Text string
		Form         bool
	}
	if err := json.NewDecoder(os.Stdin).Decode(&bodies); err != nil {
		panic(err)
	}
	out := make([]string, len(bodies))
	for i, b := range bodies {
		if err := checks[fmt.Sprint(b.Schema, b.Form)](b.Text); err != nil {
			out[i] = err.Error()
		}
	}
	json.NewEncoder(os.Stdout).Encode(out)
}
`)
}

// newModule returns the folder of a module that knows the standard library and
// what oapi-codegen's types need, as a user has it.
func newModule(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	own, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	require := regexp.MustCompile(`github\.com/oapi-codegen/runtime v\S+`).Find(own)
	if require == nil {
		t.Fatal("go.mod does not require github.com/oapi-codegen/runtime")
	}
	sums, err := os.ReadFile("../../go.sum")
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "go.mod", []byte("module "+emittedModule+"\n\ngo 1.24\n\nrequire "+string(require)+"\n"))
	write(t, dir, "go.sum", sums)
	return dir
}

func write(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// run compiles the module, examples and all, and has its program judge the bodies.
func run(t *testing.T, dir string, bodies []example) []string {
	t.Helper()
	input, err := json.Marshal(bodies)
	if err != nil {
		t.Fatal(err)
	}
	// With -trimpath, what was compiled once is found again in the build cache.
	cmd := exec.Command("go", "run", "-trimpath", "-ldflags=-s", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	cmd.Stdin = bytes.NewReader(input)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		text := stderr.String()
		t.Fatalf("go run: %v\n%s", err, text[:min(len(text), 4000)])
	}
	var refused []string
	if err := json.Unmarshal(out, &refused); err != nil || len(refused) != len(bodies) {
		t.Fatalf("%d answers for %d bodies (%v)", len(refused), len(bodies), err)
	}
	return refused
}
