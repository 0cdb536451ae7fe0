package generator_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/internal/golden"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/source"
)

// paramCases is the table of parameters: what is written in a request, what it means,
// and how that is written again. A line "@ parameter" has the parameters of an operation,
// as YAML; those below it are requests, until the next:
//
//	text => value              read, and written as the same text
//	text => value => other     read, and written otherwise
//	text => ! violations       refused
//	<= value => text           a value that is written; => ! violations where it cannot be
//
// The text is a query, a segment of the path with its escapes, the lines of a header
// (|| between them), or a Cookie header, by where the first parameter is. Behind # is why
// kin-openapi's openapi3filter says otherwise. With -update, all but the left side and
// these reasons is written anew.
const paramCases = "testdata/params/cases.txt"

// paramOperation is the parameters of an operation, and its requests.
type paramOperation struct {
	line     string // as it is written
	in       string // of the first parameter
	name     string
	requests []*paramRequest
}

// paramRequest is a line of the table.
type paramRequest struct {
	Operation int
	In, Name  string
	Text      string // or
	Value     string // to be written
	reason    string // for kin's difference
}

// paramAnswer is what the emitted package says.
type paramAnswer struct {
	Value, Text string
	Errors      []string
	Invalid     string // what Validate says of a value that was read
}

func TestParams(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(paramCases)
	if err != nil {
		t.Fatal(err)
	}
	comment, operations := parseParams(t, string(data))
	spec := paramSpec(operations)
	said := paramAnswers(t, spec, operations, "code")
	for i, answer := range paramAnswers(t, spec, operations, "tables") {
		if !reflect.DeepEqual(answer, said[i]) {
			t.Errorf("read by tables it is %+v, by code %+v", answer, said[i])
		}
	}
	kin := newKin(t, spec)
	var out strings.Builder
	out.WriteString(comment)
	n, count := 0, 0
	for i, op := range operations {
		if i > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(op.line + "\n")
		for _, r := range op.requests {
			answer := said[n]
			n++
			out.WriteString(r.render(t, answer, kin) + "\n")
			count++
		}
	}
	if count < 400 {
		t.Errorf("%d cases, want 400 at least", count)
	}
	golden.File(t, paramCases, []byte(out.String()))
}

// paramAnswers is what a package says of all requests that reads parameters in a way.
func paramAnswers(t *testing.T, spec []byte, operations []*paramOperation, way string) (said []paramAnswer) {
	target := generator.NewTarget("openapi.yaml", map[string]string{"go": "api"})
	target.Set("validators", "parameters", way)
	result, err := generator.Generate(t.Context(), target, generator.Options{Spec: spec, SpecName: "openapi.yaml", GoImport: modulePath})
	if err != nil {
		t.Fatalf("%v\n%s", err, spec)
	}
	if byTable := bytes.Contains(result.Files[slices.IndexFunc(result.Files, func(f output.File) bool { return path.Base(f.Path) == "validators.gen.go" })].Data, []byte(".Read(r, v, opts)")); byTable != (way == "tables") {
		t.Errorf("%s: by tables: %v", way, byTable)
	}
	m := newModule(t)
	m.add(t, "api", result.Files)
	var table []string
	var asked []*paramRequest
	for i, op := range operations {
		table = append(table, fmt.Sprintf("params[api.Op%dParams](),", i))
		asked = append(asked, op.requests...)
	}
	m.ask(t, fmt.Appendf(nil, paramsProgram, strings.Join(table, "\n")), asked, &said)
	return said
}

// parseParams reads the table.
func parseParams(t *testing.T, text string) (comment string, out []*paramOperation) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if out == nil && !strings.HasPrefix(line, "@") {
			comment += line + "\n"
			continue
		}
		if written, ok := strings.CutPrefix(line, "@ "); ok {
			if strings.HasPrefix(written, "{") {
				written = "[" + written + "]"
			}
			file, err := source.Parse("", "", []byte(written))
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			first := file.Root.Items[0]
			out = append(out, &paramOperation{line: line, in: first.Get("in").Str(), name: first.Get("name").Str()})
			continue
		}
		if line == "" {
			continue
		}
		op := out[len(out)-1]
		r := &paramRequest{Operation: len(out) - 1, In: op.in, Name: op.name}
		line, r.reason, _ = strings.Cut(line, "  # ")
		if value, ok := strings.CutPrefix(line, "<= "); ok {
			r.Value, _, _ = strings.Cut(value, " => ")
		} else {
			r.Text, _, _ = strings.Cut(line, " => ")
			r.Text = strings.TrimPrefix(strings.TrimSuffix(r.Text, " =>"), "''")
		}
		op.requests = append(op.requests, r)
	}
	return comment, out
}

// paramSpec is the document of the table.
func paramSpec(operations []*paramOperation) []byte {
	var b strings.Builder
	b.WriteString("openapi: 3.0.4\ninfo: {title: Parameters, version: '1'}\npaths:\n")
	for i, op := range operations {
		list := strings.TrimPrefix(op.line, "@ ")
		if strings.HasPrefix(list, "{") {
			list = "[" + list + "]"
		}
		path := fmt.Sprintf("/o%d", i)
		if op.in == "path" {
			path += "/{" + op.name + "}"
		}
		fmt.Fprintf(&b, "  '%s': {get: {operationId: op%d, parameters: %s, responses: {'204': {description: d}}}}\n", path, i, list)
	}
	return []byte(b.String())
}

// render is the line of a request, with what was said of it.
func (r *paramRequest) render(t *testing.T, a paramAnswer, kin *kinFilter) string {
	line := r.Text + " => "
	if r.Text == "" {
		line = "'' => "
	}
	switch {
	case r.Value != "":
		line = "<= " + r.Value + " => "
		if len(a.Errors) > 0 {
			return line + "! " + strings.Join(a.Errors, "; ")
		}
		return line + a.Text
	case a.Value != "" && len(a.Errors) > 0: // read, and not to be written
		return line + a.Value + " => ! " + strings.Join(a.Errors, "; ")
	case len(a.Errors) > 0:
		line += "! " + strings.Join(a.Errors, "; ")
	default:
		if a.Invalid != "" && !((strings.HasSuffix(r.Text, "=") || r.Text == ";v") && strings.HasSuffix(a.Invalid, "is required")) { // of a Go value, "" is missing
			t.Errorf("%s: what was read is not valid: %s", r.Text, a.Invalid)
		}
		line += a.Value
		if a.Text != r.Text {
			line += " => " + a.Text
		}
	}
	takes, ok := kin.accepts(r)
	switch {
	case !ok || takes == (len(a.Errors) == 0):
		return line
	case r.reason == "" || !strings.HasPrefix(r.reason, "kin"):
		t.Errorf("%s: kin-openapi accepts it: %v; say why, behind #", line, takes)
		return line + "  # kin"
	}
	return line + "  # " + r.reason
}

// kinFilter asks kin-openapi's openapi3filter.
type kinFilter struct{ doc *openapi3.T }

func newKin(t *testing.T, spec []byte) *kinFilter {
	doc, err := openapi3.NewLoader().LoadFromData(spec)
	if err != nil {
		t.Fatal(err)
	}
	return &kinFilter{doc}
}

// accepts reports whether it accepts a request; ok is false where it panics.
func (k *kinFilter) accepts(r *paramRequest) (accepted, ok bool) {
	path := fmt.Sprintf("/o%d", r.Operation)
	item := k.doc.Paths.Value(path)
	input := &openapi3filter.RequestValidationInput{
		Request: &http.Request{Method: "GET", Header: http.Header{}},
		Options: &openapi3filter.Options{SkipSettingDefaults: true},
	}
	target := path
	switch r.In {
	case "path":
		item = k.doc.Paths.Value(path + "/{" + r.Name + "}")
		input.PathParams = map[string]string{r.Name: r.Text}
	case "query":
		target += "?" + strings.NewReplacer(" ", "%20").Replace(r.Text)
	}
	input.Request = httptest.NewRequest("GET", "/", nil)
	if u, err := input.Request.URL.Parse(target); err == nil {
		input.Request.URL = u
	} else {
		return false, true
	}
	switch r.In {
	case "header":
		for line := range strings.SplitSeq(r.Text, " || ") {
			if r.Text != "" {
				input.Request.Header.Add(r.Name, line)
			}
		}
	case "cookie":
		if r.Text != "" {
			input.Request.Header.Set("Cookie", r.Text)
		}
	}
	op := item.Get
	input.Route = &routers.Route{Spec: k.doc, Path: path, PathItem: item, Method: "GET", Operation: op}
	defer func() {
		if recover() != nil {
			accepted, ok = false, false
		}
	}()
	for _, p := range op.Parameters {
		if err := openapi3filter.ValidateParameter(context.Background(), input, p.Value); err != nil {
			return false, true
		}
	}
	return true, true
}

// paramsProgram reads and writes requests by the emitted package.
const paramsProgram = `package main

import (
	"encoding/json"
	"os"
	"strings"

	"example.com/emitted/api"
	"example.com/emitted/validate"
)

type request struct {
	Operation      int
	In, Name       string
	Text, Value    string
}

// anyName is what stands for each name of a path.
type anyName string

func (a anyName) RawPath(string) string { return string(a) }

type answer struct {
	Value, Text string
	Errors      []string
	Invalid     string
}

func params[T any, P interface {
	*T
	Validate(...validate.Option) error
	Decode(*validate.Request, ...validate.Option) error
	Encode() (validate.Encoded, error)
}]() func(request) answer {
	return func(r request) (a answer) {
		var v T
		if r.Value != "" {
			if err := json.Unmarshal([]byte(r.Value), &v); err != nil {
				panic(err)
			}
		} else {
			var in validate.Request
			switch r.In {
			case "path":
				in.RawPath = anyName(r.Text)
			case "query":
				in.RawQuery = r.Text
			case "header":
				if r.Text != "" {
					in.Header = map[string][]string{r.Name: strings.Split(r.Text, " || ")}
				}
			case "cookie":
				in.Header = map[string][]string{"Cookie": {r.Text}}
			}
			if err := P(&v).Decode(&in); err != nil {
				return failed(err)
			}
			if err := P(&v).Validate(); err != nil {
				a.Invalid = err.Error()
			}
			text, err := json.Marshal(v)
			if err != nil {
				panic(err)
			}
			a.Value = string(text)
		}
		out, err := P(&v).Encode()
		if err != nil {
			failed := failed(err)
			failed.Value = a.Value
			return failed
		}
		switch r.In {
		case "path":
			a.Text = out.Path[strings.LastIndexByte(out.Path, '/')+1:]
		case "query":
			a.Text = out.RawQuery
		case "cookie":
			a.Text = strings.Join(out.Header["Cookie"], " || ")
		default:
			for _, lines := range out.Header {
				a.Text = strings.Join(lines, " || ")
			}
		}
		return a
	}
}

func failed(err error) answer {
	var out []string
	for _, v := range err.(validate.Errors) {
		out = append(out, v.Error())
	}
	return answer{Errors: out}
}

var table = []func(request) answer{
%s
}

func main() {
	var asked []request
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		panic(err)
	}
	var out []answer
	for _, r := range asked {
		out = append(out, table[r.Operation](r))
	}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		panic(err)
	}
}
`
