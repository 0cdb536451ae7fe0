//go:build steps

package generator_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
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
	{"TaggedLeaf", "{type: object, required: [t], properties: {t: {const: l}}}", nil},
}

func levelsOf(open, leaf, end string) func(int) string {
	return func(n int) string { return strings.Repeat(open, n) + leaf + strings.Repeat(end, n) }
}

// TestDoorSteps doubles bodies, and counts the statements that each way in and out of an
// emitted package runs: Validate…JSON, Decode…, Validate and MarshalJSON. FuzzWork has
// random schemas, and the first of them alone.
func TestDoorSteps(t *testing.T) {
	var schemas, cases strings.Builder
	for _, r := range recursive {
		fmt.Fprintf(&schemas, "    %s: %s\n", r.name, r.schema)
		if r.body != nil {
			fmt.Fprintf(&cases, "case %q:\nrun(os.Args[2], data, api.Validate%[1]sJSON, api.Decode%[1]s, func(v api.%[1]s) error { return validated(v) })\n", r.name)
		}
	}
	spec := "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n" + schemas.String()
	result, err := generator.Generate(t.Context(), generator.NewTarget("", map[string]string{"go": "api"}), generator.Options{Spec: []byte(spec), SpecName: "api.yaml", GoImport: modulePath + "/api"})
	if err != nil {
		t.Fatal(err)
	}
	m := newModule(t)
	for _, f := range result.Files {
		m.write(t, f.Path, f.Data)
	}
	m.write(t, "main.go", fmt.Appendf(nil, doorStepsProgram, cases.String()))
	binary := filepath.Join(m.dir, "doors")
	build := exec.Command("go", "build", "-mod=mod", "-cover", "-covermode=atomic", "-coverpkg=./...", "-o", binary, ".")
	build.Dir = m.dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, r := range recursive {
		if r.body == nil {
			continue
		}
		for _, door := range []string{"bytes", "decode", "validate", "marshal"} {
			count := func(n int) int { return doorSteps(t, binary, r.name, door, r.body(n)) }
			few, some, many := count(50), count(100), count(200)
			t.Logf("%s, %s: %d, %d, %d", r.name, door, few, some, many)
			if float64(many-some) > mostGrowth*float64(some-few) {
				t.Errorf("%s, %s: 200 levels take %d steps more than 100, which take %d more than 50", r.name, door, many-some, some-few)
			}
		}
	}
}

func doorSteps(t *testing.T, binary, name, door, body string) (steps int) {
	t.Helper()
	counters := t.TempDir()
	cmd := exec.Command(binary, name, door)
	cmd.Stdin, cmd.Env = strings.NewReader(body), append(os.Environ(), "GOCOVERDIR="+counters)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s, %s: %v\n%.500s", name, door, err, out)
	}
	return stepsIn(t, counters)
}

const doorStepsProgram = `package main

import (
	"encoding/json"
	"io"
	"os"
	"runtime/coverage"

	"example.com/emitted/api"
	"example.com/emitted/api/validate"
)

func run[T any](door string, data []byte, bytes func([]byte, ...validate.Option) error, decode func([]byte, ...validate.Option) (T, error), check func(T) error) {
	if door == "bytes" {
		must(bytes(data))
		return
	}
	v, err := decode(data)
	must(err)
	if door != "decode" {
		must(coverage.ClearCounters()) // the value has been made
	}
	switch door {
	case "validate":
		must(check(v))
	case "marshal":
		_, err = json.Marshal(v)
		must(err)
	}
}

func validated(v any) error { return v.(interface{ Validate(...validate.Option) error }).Validate() }

func must(err error) {
	if err != nil {
		println(err.Error())
		os.Exit(1)
	}
}

func main() {
	data, err := io.ReadAll(os.Stdin)
	must(err)
	switch os.Args[1] {
	%s}
}
`
