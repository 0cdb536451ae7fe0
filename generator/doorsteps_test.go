//go:build steps

package generator_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/validators/worktest"
)

var (
	drawn     = flag.Int("drawn", 40, "how many documents of random recursive schemas TestDoorSteps compiles")
	drawnSeed = flag.Uint64("drawn-seed", 1, "the seed of the first of them")
)

// recursive are schemas that hold themselves, each in a way in which a check may look at
// values more than once, and a body of n levels or items for each.
var recursive = []struct {
	name, schema string
	body         func(n int) string
}{
	{"List", "{type: object, required: [leaf], properties: {leaf: {type: string}, next: {$ref: '#/components/schemas/List'}}}", levelsOf(`{"leaf":"a","next":`, `{"leaf":"b"}`, `}`)},
	{"Tree", "{type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}", levelsOf(`{"children":[{},`, `{}`, `]}`)},
	{"Map", "{type: object, additionalProperties: {$ref: '#/components/schemas/Map'}}", levelsOf(`{"a":`, `{}`, `}`)},
	{"Wide", "{type: object, additionalProperties: {type: array, uniqueItems: true, items: {type: string, pattern: '^[a-z0-9]+$'}}}", func(n int) string {
		return "{" + elements(n, numbered(`"k%d":["a%d","b%d"]`)) + "}"
	}},
	{"Items", "{type: object, properties: {items: {type: array, uniqueItems: true, items: {type: object, properties: {id: {type: integer}}}}}}", func(n int) string {
		return `{"items":[` + elements(n, numbered(`{"id":%d}`)) + "]}"
	}},
	{"Open", "{type: object, properties: {known: {type: string}}, patternProperties: {'^x-': {$ref: '#/components/schemas/Open'}}}", levelsOf(`{"known":"a","x-a":`, `{}`, `}`)},
	{"Any", "{type: object, anyOf: [{required: [leaf]}, {required: [next]}, {required: [other]}], properties: {leaf: {type: string}, next: {$ref: '#/components/schemas/Any'}}}", levelsOf(`{"next":`, `{"leaf":"a"}`, `}`)},
	{"Conditional", "{type: object, properties: {leaf: {type: string}, next: {$ref: '#/components/schemas/Conditional'}}, if: {required: [next]}, then: {properties: {next: {type: object, maxProperties: 3}}}, else: {required: [leaf]}}", levelsOf(`{"next":`, `{"leaf":"a"}`, `}`)},
	{"Closed", "{type: object, allOf: [{properties: {leaf: {type: string}}}], properties: {next: {$ref: '#/components/schemas/Closed'}}, unevaluatedProperties: false}", levelsOf(`{"leaf":"a","next":`, `{}`, `}`)},
	{"Union", "{oneOf: [{$ref: '#/components/schemas/Branch'}, {$ref: '#/components/schemas/Leaf'}]}", levelsOf(`{"next":`, `{"leaf":"a"}`, `}`)},
	{"Branch", "{type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Union'}}}", levelsOf(`{"next":`, `{"leaf":"a"}`, `}`)},
	{"Leaf", "{type: object, required: [leaf], properties: {leaf: {type: string}}}", func(n int) string { return `{"leaf":"` + strings.Repeat("a", n) + `"}` }},
	{"Tagged", "{oneOf: [{$ref: '#/components/schemas/TaggedBranch'}, {$ref: '#/components/schemas/TaggedLeaf'}], discriminator: {propertyName: t, mapping: {b: '#/components/schemas/TaggedBranch', l: '#/components/schemas/TaggedLeaf'}}}", levelsOf(`{"t":"b","next":`, `{"t":"l"}`, `}`)},
	{"TaggedBranch", "{type: object, required: [t, next], properties: {t: {const: b}, next: {$ref: '#/components/schemas/Tagged'}}}", levelsOf(`{"t":"b","next":`, `{"t":"l"}`, `}`)},
	{"Form", "{type: object, properties: {ids: {type: array, uniqueItems: true, items: {type: string}}}, additionalProperties: {type: array, items: {type: string, pattern: '^[a-z0-9]+$'}}}", func(n int) string {
		return `{"ids":[` + elements(n, numbered(`"a%d"`)) + `],` + elements(n, numbered(`"k%d":["b%d"]`)) + "}"
	}},
	{"TaggedLeaf", "{type: object, required: [t], properties: {t: {const: l}}}", nil},
}

func levelsOf(open, leaf, end string) func(int) string {
	return func(n int) string { return strings.Repeat(open, n) + leaf + strings.Repeat(end, n) }
}

// A family is bodies of a schema that grow, and how to see that they grow in vain.
type doorFamily struct {
	schema string // in its package
	pkg    string
	what   string // which bodies
	body   func(n int) string
}

// TestDoorSteps doubles bodies, and counts the statements that each way in and out of an
// emitted package runs: Validate…JSON, Decode…, Decode…Form, Validate and MarshalJSON. The
// schemas are those above, and random ones that refer to each other, most of whose bodies
// are refused: FuzzWork has more of these, by the first way alone.
func TestDoorSteps(t *testing.T) {
	m := newModule(t)
	var schemas strings.Builder
	for _, r := range recursive {
		fmt.Fprintf(&schemas, "    %s: %s\n", r.name, r.schema)
	}
	spec := "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {post: {operationId: fill, requestBody: {content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Form'}}}}, responses: {'204': {description: d}}}}\ncomponents:\n  schemas:\n" + schemas.String()
	p := &doorProgram{module: m}
	has := p.add(t, "api", []byte(spec))
	var families []doorFamily
	for _, r := range recursive {
		if r.body != nil {
			families = append(families, doorFamily{r.name, "api", "levels", r.body})
		}
	}
	for i := range uint64(*drawn) {
		text, _ := worktest.Document(*drawnSeed + i)
		pkg := "drawn" + strconv.FormatUint(*drawnSeed+i, 10)
		if p.add(t, pkg, text) == 0 {
			continue
		}
		for n := range worktest.Schemas {
			for shape := range worktest.Shapes {
				families = append(families, doorFamily{"S" + strconv.Itoa(n), pkg, "shape " + strconv.Itoa(shape), func(size int) string {
					return string(worktest.Body(*drawnSeed+i, shape, size))
				}})
			}
		}
	}
	if has < len(recursive) {
		t.Fatalf("%d of %d schemas have their functions", has, len(recursive))
	}
	run := p.build(t)
	judged, accepted := 0, 0
	for _, f := range families {
		if !p.schemas[f.pkg+"."+f.schema] {
			continue
		}
		steps := map[string][]int{}
		for _, n := range []int{25, 50, 100, 200, 400, 800, 1600} {
			answer := run(f.pkg+"."+f.schema, f.body(n))
			for door, count := range answer.Steps {
				steps[door] = append(steps[door], count)
			}
			judged++
			if answer.Accepted {
				accepted++
			}
		}
		for door, counts := range steps {
			faster := 0 // how often in succession twice the body took more than twice the steps
			for i := 2; i < len(counts); i++ {
				if more, before := counts[i]-counts[i-1], counts[i-1]-counts[i-2]; float64(more) > mostGrowth*float64(before) && more > 1000 {
					faster++
				} else {
					faster = 0
				}
			}
			// Checks begin to remember where bodies are large: until then they may grow faster.
			if faster > 2 {
				t.Errorf("%s.%s, %s, %s: bodies that double take %d steps", f.pkg, f.schema, f.what, door, counts)
			}
		}
	}
	t.Logf("%d bodies of %d families by all ways, %d accepted", judged, len(families), accepted)
}

// A doorProgram is emitted packages that count their statements, and a command that tells
// for a schema and a body how many each way in and out has run.
type doorProgram struct {
	module                     *module
	schemas                    map[string]bool // by package and name: those that have their functions
	imports, cases, clear, sum strings.Builder
}

// add emits a package, and returns how many of its components have functions of their own.
// Documents that hold for no value, and the like, have none.
func (p *doorProgram) add(t *testing.T, pkg string, spec []byte) (schemas int) {
	t.Helper()
	result, err := generator.Generate(t.Context(), generator.NewTarget("", map[string]string{"go": pkg}), generator.Options{Spec: spec, SpecName: "api.yaml", GoImport: modulePath})
	if err != nil {
		return 0
	}
	if p.schemas == nil {
		p.schemas = map[string]bool{}
	}
	var code string
	p.module.add(t, pkg, result.Files)
	for _, f := range result.Files {
		code += string(f.Data)
	}
	fmt.Fprintf(&p.imports, "%q\n", modulePath+"/"+pkg)
	for _, s := range result.API.Schemas {
		if !s.IsComponent() || !strings.Contains(code, "func Decode"+s.Name+"(data []byte") {
			continue
		}
		schemas++
		form := "nil"
		if strings.Contains(code, "func Decode"+s.Name+"Form(") {
			form = pkg + ".Decode" + s.Name + "Form"
		}
		p.schemas[pkg+"."+s.Name] = true
		fmt.Fprintf(&p.cases, "case %q:\nreturn run(body, %[2]s.Validate%[3]sJSON, %[2]s.Decode%[3]s, %[4]s)\n", pkg+"."+s.Name, pkg, s.Name, form)
	}
	return schemas
}

type doorSteps struct {
	Steps    map[string]int // by way
	Accepted bool
}

// build compiles the command and returns what asks it.
func (p *doorProgram) build(t *testing.T) func(schema, body string) doorSteps {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(p.module.dir, "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	p.imports.WriteString(strconv.Quote(modulePath+"/validate") + "\n")
	for i, file := range files {
		name := "Counter" + strconv.Itoa(i)
		out, err := exec.Command("go", "tool", "cover", "-mode=count", "-var="+name, "-o", file+".counted", file).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if err := os.Rename(file+".counted", file); err != nil {
			t.Fatal(err)
		}
		pkg := filepath.Base(filepath.Dir(file))
		fmt.Fprintf(&p.sum, "for i, n := range %s.%s.Count {\nsteps += int(n) * int(%[1]s.%[2]s.NumStmt[i])\n}\n", pkg, name)
		fmt.Fprintf(&p.clear, "clear(%s.%s.Count[:])\n", pkg, name)
	}
	p.module.write(t, "main.go", fmt.Appendf(nil, doorStepsProgram, p.imports.String(), p.sum.String(), p.clear.String(), p.cases.String()))
	binary := filepath.Join(p.module.dir, "doors")
	build := exec.Command("go", "build", "-mod=mod", "-o", binary, ".")
	build.Dir = p.module.dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%.4000s", err, out)
	}
	cmd := exec.Command(binary)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v\n%.2000s", err, said.Bytes())
		}
	})
	questions, answers := json.NewEncoder(in), json.NewDecoder(out)
	return func(schema, body string) (answer doorSteps) {
		t.Helper()
		if err := questions.Encode([]string{schema, body}); err != nil {
			t.Fatal(err)
		}
		if err := answers.Decode(&answer); err != nil {
			t.Fatalf("%s: %v\n%.2000s", schema, err, said.Bytes())
		}
		return answer
	}
}

const doorStepsProgram = `package main

import (
	"encoding/json"
	"io"
	"net/url"
	"os"

	%s
)

func steps() (steps int) {
	%s
	return steps
}

func clearSteps() {
	%s
}

type answer struct {
	Steps    map[string]int
	Accepted bool
}

func run[T, O any](data []byte, bytes func([]byte, ...O) error, decode func([]byte, ...O) (T, error), form func(url.Values, ...O) (T, error)) answer {
	out := answer{Steps: map[string]int{}}
	count := func(door string, do func()) {
		clearSteps()
		do()
		out.Steps[door] = steps()
	}
	var v T
	count("bytes", func() { out.Accepted = bytes(data) == nil })
	count("decode", func() { v, _ = decode(data) })
	if !out.Accepted {
		_ = json.Unmarshal(data, &v) // as far as it goes
	}
	if check, ok := any(&v).(interface{ Validate(...O) error }); ok {
		count("validate", func() { _ = check.Validate() })
	}
	count("marshal", func() { _, _ = json.Marshal(v) })
	if form != nil {
		values := url.Values{}
		if err := json.Unmarshal(data, &values); err != nil {
			panic(err)
		}
		count("form", func() { _, _ = form(values) })
	}
	return out
}

func ask(schema string, body []byte) answer {
	switch schema {
	%s}
	panic(schema)
}

func main() {
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		var question [2]string
		err := in.Decode(&question)
		if err == io.EOF {
			return
		}
		if err != nil {
			panic(err)
		}
		if err := out.Encode(ask(question[0], []byte(question[1]))); err != nil {
			panic(err)
		}
	}
}
`
