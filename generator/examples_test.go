package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/source"
)

// given is an example or a default of a document.
type given struct {
	Schema  string // the Go name of the schema that it is held against
	Value   ir.Value
	Request bool // or as a response

	document, at string
	accepted     bool // at generation
	schema       *ir.Schema
}

// answered is what an emitted package says of a value.
type answered struct {
	Refusal string          // of the validator, "" where it accepts the value
	Lost    string          // why the value is not decoded or not written again
	Written json.RawMessage // what is written of the value that was decoded
}

// TestExamplesJudged holds what is said of every example and default at
// generation against what the emitted validators say of it, and what was accepted
// against what is decoded and written again. A schema that has no validator of its own
// is given one: a component that refers to it.
func TestExamplesJudged(t *testing.T) {
	t.Parallel()
	authlete, err := filepath.Glob("../../shared/authlete/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	m := newModule(t)
	var imports, table []string
	var all []given
	for i, file := range append(append([]string{"../spec/authlete.yaml"}, authlete...), fewOfCorpus(t)...) {
		if strings.HasSuffix(file, "facts.yaml") {
			continue // it has no examples
		}
		if !allOfCorpus() && strings.HasSuffix(file, "official-2025-11.yaml") {
			continue // it has those of official.yaml
		}
		examples, files := examplesOf(t, file)
		if len(examples) == 0 {
			continue
		}
		folder := fmt.Sprintf("p%03d", i)
		m.add(t, folder, files.Files)
		imports = append(imports, fmt.Sprintf("%s %q", folder, modulePath+"/"+folder))
		names := map[string]bool{}
		for _, g := range examples {
			names[g.Schema] = true
			g.document, g.Schema = filepath.Base(file), folder+"."+g.Schema
			all = append(all, g)
		}
		for _, name := range slices.Sorted(maps.Keys(names)) {
			table = append(table, entryPoint(folder+"."+name, folder, name))
		}
	}
	answers := ask(t, m, imports, table, all)
	accepted, refused := 0, 0
	for i, g := range all {
		if g.accepted {
			accepted++
		} else {
			refused++
		}
		if g.accepted != (answers[i].Refusal == "") {
			t.Errorf("%s #%s (as a request: %v): accepted at generation: %v, the validator says %q", g.document, g.at, g.Request, g.accepted, answers[i].Refusal)
		}
	}
	t.Logf("%d verdicts: %d accepted, %d refused", len(all), accepted, refused)
	if accepted < 500 || refused < 5 {
		t.Error("these are too few to show anything")
	}
	t.Run("written", func(t *testing.T) { checkWritten(t, all, answers) })
}

// entryPoint is the entry of a schema in the table of [ask].
func entryPoint(key, pkg, name string) string {
	return fmt.Sprintf("%q: {%[2]s.Validate%[3]sJSON, func(data []byte, opts ...validate.Option) (any, error) { return %[2]s.Decode%[3]s(data, opts...) }},", key, pkg, name)
}

// ask has emitted packages judge values, decode them and write them again: by the
// functions of table, which maps schemas to those of imports.
func ask(t *testing.T, m *module, imports, table []string, all []given) []answered {
	t.Helper()
	var answers []answered
	m.ask(t, fmt.Appendf(nil, judgeProgram, strings.Join(imports, "\n"), strings.Join(table, "\n")), all, &answers)
	if len(answers) != len(all) {
		t.Fatalf("%d answers for %d values", len(answers), len(all))
	}
	return answers
}

// examplesOf returns all that a document gives, each as a request and as a
// response, and the Go package whose validators it is held against.
func examplesOf(t *testing.T, file string) ([]given, *generator.Result) {
	t.Helper()
	first, err := generated(file)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	judge := keyword.NewJudge(first.API)
	names := map[*ir.Schema]string{}
	added := map[string]any{}
	var out []given
	add := func(s *ir.Schema, value ir.Value, at string) {
		if s == nil || len(value) == 0 || s.Pos.Pointer == "" {
			return
		}
		name := names[s]
		if name == "" {
			if name = s.Name; name == "" {
				name = fmt.Sprintf("JudgedSchema%d", len(added))
				added[name] = map[string]string{"$ref": (&url.URL{Fragment: s.Pos.Pointer}).String()}
			}
			names[s] = name
		}
		for _, request := range []bool{true, false} {
			direction := ir.InResponse
			if request {
				direction = ir.InRequest
			}
			out = append(out, given{Schema: name, Value: value, Request: request, at: at, accepted: judge.Check(s, value, direction) == nil, schema: s})
		}
	}
	each := func(s *ir.Schema, examples []*ir.Example) {
		for _, e := range examples {
			add(s, e.Value, e.Pos.Pointer)
		}
	}
	for _, op := range first.API.Operations {
		for _, p := range op.Parameters {
			each(p.Schema, p.Examples)
		}
		content := []*ir.MediaType{}
		if op.Body != nil {
			content = append(content, op.Body.Content...)
		}
		for _, r := range op.Responses {
			content = append(content, r.Content...)
			for _, h := range r.Headers {
				each(h.Schema, h.Examples)
			}
		}
		for _, c := range content {
			each(c.Schema, c.Examples)
		}
	}
	seen := map[*ir.Schema]bool{}
	for _, root := range keyword.Roots(first.API) {
		keyword.Walk(root, func(s *ir.Schema) {
			if !seen[s] {
				seen[s] = true
				each(s, s.Examples)
				add(s, s.Default, s.DefaultPos.Pointer)
			}
		})
	}
	return out, withSchemas(t, first, added)
}

// withSchemas generates a document again, with more components.
func withSchemas(t *testing.T, of *generator.Result, added map[string]any) *generator.Result {
	t.Helper()
	var document map[string]any
	parsed, err := source.Parse("openapi", "openapi", of.Document)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(parsed.Root.JSON()))
	d.UseNumber()
	if err := d.Decode(&document); err != nil {
		t.Fatal(err)
	}
	member := func(of map[string]any, key string) map[string]any {
		inner, ok := of[key].(map[string]any)
		if !ok {
			inner = map[string]any{}
			of[key] = inner
		}
		return inner
	}
	maps.Copy(member(member(document, "components"), "schemas"), added)
	data, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	target := generator.NewTarget("", map[string]string{"go": "api"})
	names := map[string]string{} // those that the schemas had stand
	maps.Copy(names, of.Published.Names)
	result, err := generator.Generate(t.Context(), target, generator.Options{
		Spec: data, SpecName: "openapi.json", GoImport: importOf("api"), Published: goapi.Published{Names: names},
	})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

const judgeProgram = `package main

import (
	"encoding/json"
	"os"

	"example.com/emitted/validate"
	%s
)

var entryPoints = map[string]struct {
	validate func([]byte, ...validate.Option) error
	decode   func([]byte, ...validate.Option) (any, error)
}{
	%s
}

type answer struct {
	Refusal, Lost string
	Written       json.RawMessage
}

func answerOf(schema string, value []byte, option validate.Option) (a answer) {
	entry := entryPoints[schema]
	if err := entry.validate(value, option); err != nil {
		return answer{Refusal: err.Error()}
	}
	v, err := entry.decode(value, option)
	for i := range value { // a server reads the next body into the same memory
		value[i] = '!'
	}
	if err == nil {
		a.Written, err = json.Marshal(v)
	}
	if err != nil {
		a.Lost = err.Error()
	}
	return a
}

func main() {
	var all []struct {
		Schema  string
		Value   json.RawMessage
		Request bool
	}
	if err := json.NewDecoder(os.Stdin).Decode(&all); err != nil {
		panic(err)
	}
	answers := make([]answer, len(all))
	for i, g := range all {
		option := validate.AsResponse
		if g.Request {
			option = validate.AsRequest
		}
		answers[i] = answerOf(g.Schema, g.Value, option)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
`
