package generator_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/output"
)

// Random documents with unions, discriminators and directions, through the whole
// pipeline: of each body bytes and Decode say what another implementation does; what
// Decode returns has the body's JSON, whose verdict is the same, and Validate says that
// it is right. `make difftest` runs many more than the tests do.

var (
	doorSeed      = flag.Uint64("seed", 1, "the seed of the first document")
	doorDocuments = flag.Int("documents", 8, "how many documents")
	doorBodies    = flag.Int("bodies", 12, "how many bodies a schema gets")
)

// doorModes are the ways that a body is checked, and what each requires.
var doorModes = []struct{ option, unless string }{
	{"0", "readOnly writeOnly"}, {"validate.AsRequest", "readOnly"}, {"validate.AsResponse", "writeOnly"},
}

func TestDoorsAgree(t *testing.T) {
	t.Parallel()
	m := newModule(t)
	var imports, table []string
	var asked []doorBody
	written := map[string]string{} // schemas, as they were drawn
	for seed := *doorSeed; seed < *doorSeed+uint64(*doorDocuments); seed++ {
		t.Logf("-seed %d", seed)
		g := documentMaker{rand.New(rand.NewPCG(seed, 0)), map[string]any{}}
		spec := g.document()
		folder := fmt.Sprintf("d%d", seed)
		result, err := generator.Generate(t.Context(), generator.NewTarget("openapi.yaml", map[string]string{"go": "api"}),
			generator.Options{Spec: spec, SpecName: "openapi.yaml", GoImport: modulePath})
		if err != nil {
			t.Errorf("-seed %d: %v\n%s", seed, err, spec)
			continue
		}
		m.add(t, folder, result.Files)
		imports = append(imports, fmt.Sprintf("%s %q", folder, modulePath+"/"+folder))
		oracles := map[string]*jsonschema.Schema{}
		for _, s := range result.API.Schemas {
			if !s.IsComponent() {
				continue
			}
			drawn, err := json.Marshal(g.schemas[s.Wire])
			if err != nil {
				t.Fatal(err)
			}
			written[folder+"."+s.Wire] = string(drawn)
			validated := "func(v " + folder + "." + s.Name + ", opts ...validate.Option) error { return v.Validate(opts...) }"
			if source := goSource(result.Files); !strings.Contains(source, "func (v "+s.Name+") Validate(") && !strings.Contains(source, "func (v *"+s.Name+") Validate(") {
				validated = folder + ".Validate" + s.Name
			}
			table = append(table, fmt.Sprintf("%q: door(%s.Validate%sJSON, %s.Decode%s, %s),", folder+"."+s.Wire, folder, s.Name, folder, s.Name, validated))
			for range *doorBodies {
				data, err := json.Marshal(g.value(g.schemas[s.Wire], 5))
				if err != nil {
					t.Fatal(err)
				}
				for mode, how := range doorModes {
					key := s.Wire + how.option
					if oracles[key] == nil {
						oracles[key] = g.oracle(t, s.Wire, how.unless)
					}
					v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
					if err != nil {
						t.Fatal(err)
					}
					asked = append(asked, doorBody{Schema: folder + "." + s.Wire, Body: string(data), Mode: mode, Valid: oracles[key].Validate(v) == nil})
				}
			}
		}
	}
	var modes []string
	for _, how := range doorModes {
		modes = append(modes, how.option)
	}
	var said []doorAnswer
	m.ask(t, fmt.Appendf(nil, doorsProgram, strings.Join(imports, "\n"), strings.Join(modes, ", "), strings.Join(table, "\n")), asked, &said)
	valid, wrong := 0, 0
	for i, b := range asked {
		if b.Valid {
			valid++
		}
		if why := b.judge(said[i]); why != "" {
			if wrong++; wrong <= 10 {
				t.Errorf("%s, %s: %s\n\t%s\n\t%s", b.Schema, doorModes[b.Mode].option, why, b.Body, written[b.Schema])
			}
		}
	}
	t.Logf("%d pairs of schema and body, %d of them valid: %d disagree", len(asked), valid, wrong)
	if valid < len(asked)/10 || valid > len(asked)*9/10 {
		t.Errorf("%d of %d bodies are valid: they say too little", valid, len(asked))
	}
}

// doorBody is a body for a schema, and whether another implementation accepts it.
type doorBody struct {
	Schema, Body string
	Mode         int
	Valid        bool
}

// doorAnswer is what the emitted package says of a body.
type doorAnswer struct{ Bytes, Decode, JSON, Again, Value string }

func (b doorBody) judge(a doorAnswer) string {
	switch {
	case b.Valid != (a.Bytes == ""):
		return fmt.Sprintf("it is valid: %v; bytes say %q", b.Valid, a.Bytes)
	case b.Valid != (a.Decode == ""):
		return fmt.Sprintf("it is valid: %v; Decode says %q", b.Valid, a.Decode)
	case !b.Valid:
		return ""
	case !sameJSON(a.JSON, b.Body):
		return "what is decoded marshals to " + a.JSON
	case a.Again != "":
		return "what is decoded and marshalled is refused: " + a.Again
	case a.Value != "":
		return "Validate says " + a.Value
	}
	return ""
}

// documentMaker draws schemas, and values near them. No string of a value is empty, which
// a Go value cannot tell from a missing one.
type documentMaker struct {
	*rand.Rand
	schemas map[string]any
}

func (g documentMaker) chance(percent int) bool { return g.IntN(100) < percent }

func draw[T any](g documentMaker, list ...T) T { return list[g.IntN(len(list))] }

type node = map[string]any

func (g documentMaker) document() []byte {
	for _, name := range []string{"A", "B", "C"} { // objects that a tag tells apart
		s := g.object(1, 0)
		s["properties"].(node)["kind"] = node{"type": "string", "const": strings.ToLower(name)}
		s["required"] = append(s["required"].([]string), "kind")
		g.schemas[name] = s
	}
	for _, name := range []string{"S1", "S2", "S3", "S4", "S5"} {
		s := g.schema(3)
		withoutNull(s)
		g.schemas[name] = s
	}
	tagged := node{"oneOf": []any{ref("A"), ref("B"), ref("C")}}
	if g.chance(50) {
		tagged["discriminator"] = node{"propertyName": "kind", "mapping": node{"a": "#/components/schemas/A", "b": "#/components/schemas/B", "c": "#/components/schemas/C"}}
	}
	g.schemas["Tagged"] = tagged
	out, err := json.Marshal(node{"openapi": "3.1.0", "info": node{"title": "t", "version": "1"}, "paths": node{}, "components": node{"schemas": g.schemas}})
	if err != nil {
		panic(err)
	}
	return out
}

// withoutNull takes null from a schema with a name, and from the variants that it has: a Go type
// of its own that is a number has none.
func withoutNull(s node) {
	if list, ok := s["type"].([]any); ok {
		s["type"] = list[0]
	}
	for _, kind := range []string{"oneOf", "anyOf"} {
		list, _ := s[kind].([]any)
		for _, variant := range list {
			withoutNull(variant.(node))
		}
	}
}

func ref(name string) node { return node{"$ref": "#/components/schemas/" + name} }

func (g documentMaker) schema(depth int) node {
	kinds := []string{"string", "integer", "number", "boolean"}
	if depth > 0 {
		kinds = append(kinds, "object", "object", "array", "oneOf", "anyOf", "ref", "tagged")
	}
	switch kind := draw(g, kinds...); kind {
	case "object":
		return g.object(depth, 1)
	case "array":
		s := node{"type": "array", "items": g.schema(depth - 1)}
		if g.chance(30) {
			s["maxItems"] = 1 + g.IntN(2)
		}
		return s
	case "oneOf", "anyOf":
		var list []any
		for range 2 + g.IntN(2) {
			list = append(list, g.schema(depth-1))
		}
		return node{kind: list}
	case "ref":
		return ref(draw(g, "A", "B", "C"))
	case "tagged":
		return node{"oneOf": []any{ref("A"), ref("B"), ref("C")}}
	case "string":
		s := node{"type": "string"}
		switch g.IntN(4) {
		case 0:
			s["enum"] = []any{"x", "y"}
		case 1:
			s["minLength"] = 2
		case 2:
			s["maxLength"] = 2
		}
		return s
	default:
		s := node{"type": kind}
		if g.chance(20) {
			s["type"] = []any{kind, "null"}
		}
		if kind != "boolean" && g.chance(50) {
			s[draw(g, "minimum", "maximum")] = g.IntN(4)
		}
		return s
	}
}

func (g documentMaker) object(depth, directed int) node {
	properties, required := node{}, []string{}
	for _, name := range []string{"a", "b", "it's"} {
		if g.chance(70) {
			p := g.schema(depth - 1)
			properties[name] = p
			if p["type"] != nil && directed > 0 && g.chance(15) {
				p[draw(g, "readOnly", "writeOnly")] = true
			}
			if g.chance(40) {
				required = append(required, name)
			}
		}
	}
	s := node{"type": "object", "properties": properties, "required": required}
	switch g.IntN(4) {
	case 0:
		s["additionalProperties"] = false
	case 1:
		s["additionalProperties"] = g.schema(0)
	default: // without it, Go keeps no members but those with a field
		s["additionalProperties"] = true
	}
	return s
}

// value draws a value that is near a schema.
func (g documentMaker) value(s any, depth int) any {
	schema := s.(node)
	if name, ok := schema["$ref"].(string); ok {
		return g.value(g.schemas[strings.TrimPrefix(name, "#/components/schemas/")], depth)
	}
	if g.chance(4) {
		return draw[any](g, "x", 1, true, 2.5, node{"a": 1}, []any{1})
	}
	for _, choice := range []string{"oneOf", "anyOf"} {
		if list, ok := schema[choice].([]any); ok {
			return g.value(draw(g, list...), depth)
		}
	}
	if c, ok := schema["const"]; ok {
		return c
	}
	if list, ok := schema["enum"].([]any); ok {
		return draw(g, list...)
	}
	of := schema["type"]
	if list, ok := of.([]any); ok {
		if g.chance(30) {
			return nil
		}
		of = list[0]
	}
	switch of {
	case "string":
		return draw(g, "x", "xy", "xyz", "é")
	case "integer":
		return draw[any](g, 0, 1, 2, 3, 7)
	case "number":
		return draw[any](g, 0, 1, 2.5, 3, 0.25)
	case "boolean":
		return g.chance(50)
	case "array":
		list := []any{}
		for range g.IntN(3) {
			list = append(list, g.value(schema["items"], depth-1))
		}
		return list
	}
	out := node{}
	properties := schema["properties"].(node)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if slices.Contains(schema["required"].([]string), name) && !g.chance(5) || g.chance(50) {
			out[name] = g.value(properties[name], depth-1)
		}
	}
	if g.chance(15) {
		out["more"] = draw[any](g, "x", 1, true)
	}
	return out
}

// oracle is the other implementation's schema of a component, which does not require the
// properties that one of the words of unless stands beside.
func (g documentMaker) oracle(t *testing.T, name, unless string) *jsonschema.Schema {
	t.Helper()
	data, err := json.Marshal(node{"components": node{"schemas": g.schemas}, "$ref": "#/components/schemas/" + name})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var free func(any)
	free = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if properties, ok := v["properties"].(map[string]any); ok && v["required"] != nil {
				v["required"] = slices.DeleteFunc(v["required"].([]any), func(name any) bool {
					p, _ := properties[name.(string)].(map[string]any)
					return slices.ContainsFunc(strings.Fields(unless), func(word string) bool { return p[word] == true })
				})
			}
			for _, child := range v {
				free(child)
			}
		case []any:
			for _, child := range v {
				free(child)
			}
		}
	}
	free(doc)
	return compiled(t, doc)
}

const doorsProgram = `package main

import (
	"encoding/json"
	"os"

	"example.com/emitted/validate"
	%s
)

type body struct {
	Schema, Body string
	Mode         int
}

type answer struct{ Bytes, Decode, JSON, Again, Value string }

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func door[T any](check func([]byte, ...validate.Option) error, decode func([]byte, ...validate.Option) (T, error), valid func(T, ...validate.Option) error) func(string, validate.Option) answer {
	return func(body string, mode validate.Option) (a answer) {
		a.Bytes = text(check([]byte(body), mode))
		given := []byte(body)
		v, err := decode(given, mode|validate.Closed)
		clear(given) // which is not kept
		if a.Decode = text(err); err != nil {
			return a
		}
		data, err := json.Marshal(v)
		a.JSON = string(data) + text(err)
		a.Again = text(check(data, mode))
		a.Value = text(valid(v, mode))
		return a
	}
}

var modes = []validate.Option{%s}

var doors = map[string]func(string, validate.Option) answer{
	%s
}

func main() {
	var bodies []body
	if err := json.NewDecoder(os.Stdin).Decode(&bodies); err != nil {
		panic(err)
	}
	answers := make([]answer, len(bodies))
	for i, b := range bodies {
		answers[i] = doors[b.Schema](b.Body, modes[b.Mode])
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
`

// goSource is the emitted Go of a run.
func goSource(files []output.File) (out string) {
	for _, f := range files {
		if strings.HasSuffix(f.Path, ".go") && !strings.Contains(f.Path, "/validate/") {
			out += string(f.Data)
		}
	}
	return out
}
