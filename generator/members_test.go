package generator_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/oasmint/oasmint/generator"
)

// Random objects whose members have odd names, or are described by schemas only that may
// apply or not: what is decoded has all of a body, comes out again, and is judged as the
// bytes are.

var (
	memberSchemas = flag.Int("memberschemas", 60, "how many schemas TestMembers draws")
	memberBodies  = flag.Int("memberbodies", 40, "how many bodies it draws for each")
	memberSeed    = flag.Int("memberseed", 1, "the seed of the first schema")
)

// memberNames are those that members have, odd ones among them.
var memberNames = []string{"a", "b", "kind", "it's", "a,b", "-", "", "€", "temp_°C", "x y", "`", `"`, "A"}

// chance is true in about so many of a hundred draws. Rapid prefers small numbers, with
// which it is false, so that a schema is small.
func chance(t *rapid.T, percent int) bool {
	return rapid.IntRange(1, 100).Draw(t, "chance") > 100-percent
}

// drawnObject is a random schema of an object, and what its members may be.
type drawnObject struct {
	schema map[string]any
	by     map[string][]any // the schemas of a member, by its name
}

func drawObject() *rapid.Generator[drawnObject] {
	return rapid.Custom(func(t *rapid.T) drawnObject {
		d := drawnObject{by: map[string][]any{}}
		d.schema = d.branch(t, 2, false)
		d.schema["type"] = "object"
		if d.schema["properties"] == nil {
			d.schema["properties"] = map[string]any{"a": d.member(t, "a")}
		}
		switch rapid.IntRange(0, 9).Draw(t, "others") {
		case 0:
			d.schema["unevaluatedProperties"] = false
		case 1:
			d.schema["unevaluatedProperties"] = d.value(t)
		case 2:
			d.schema["additionalProperties"] = d.value(t)
		case 3:
			d.schema["additionalProperties"] = false
		}
		return d
	})
}

// branch draws a schema of an object, or of some objects. Within one that may apply or
// not, a oneOf or anyOf describes members; elsewhere it would be a union, whose variants
// hold what they describe.
func (d *drawnObject) branch(t *rapid.T, depth int, within bool) map[string]any {
	out := map[string]any{}
	sometimes := func(percent int, key string, value func() any) {
		if chance(t, percent) {
			out[key] = value()
		}
	}
	names := func() []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(memberNames), 1, 3, rapid.ID).Draw(t, "names")
	}
	sometimes(90, "properties", func() any {
		members := map[string]any{}
		for _, name := range names() {
			members[name] = d.member(t, name)
		}
		return members
	})
	ask := func() any {
		name := names()[0]
		d.by[name] = append(d.by[name], map[string]any{})
		return []string{name}
	}
	sometimes(15, "required", ask)
	if depth == 0 || depth == 1 && !chance(t, 30) {
		return out
	}
	applied := func(within bool) func() any { return func() any { return d.branch(t, depth-1, within) } }
	same := applied(true)
	if chance(t, 50) {
		out["if"] = same()
		sometimes(80, "then", same)
		sometimes(60, "else", same)
	}
	sometimes(20, "dependentSchemas", func() any {
		name := names()[0]
		d.by[name] = append(d.by[name], map[string]any{})
		return map[string]any{name: same()}
	})
	sometimes(10, "dependentRequired", func() any { return map[string]any{"kind": ask()} })
	variant := func() any { return map[string]any{"required": ask()} }
	if within {
		variant = same
	}
	sometimes(20, "anyOf", func() any { return []any{variant(), variant(), map[string]any{"required": ask()}} })
	sometimes(10, "oneOf", func() any { return []any{variant(), variant()} })
	sometimes(10, "not", func() any {
		return map[string]any{"required": ask(), "properties": map[string]any{"b": d.member(t, "b")}}
	})
	part := applied(within)
	sometimes(15, "allOf", func() any { return []any{part(), part()} })
	return out
}

// member draws the schema of a member.
func (d *drawnObject) member(t *rapid.T, name string) any {
	s := d.value(t)
	d.by[name] = append(d.by[name], s)
	return s
}

func (d *drawnObject) value(t *rapid.T) any {
	return rapid.SampledFrom([]any{
		map[string]any{"type": "string"}, map[string]any{"type": "string", "minLength": 2}, map[string]any{"type": "string", "enum": []any{"x", "yy"}},
		map[string]any{"const": "x"}, map[string]any{"type": "integer"}, map[string]any{"type": "integer", "minimum": 2}, map[string]any{"type": "number"},
		map[string]any{"type": "boolean"}, map[string]any{"type": []any{"string", "null"}}, map[string]any{"type": "string", "format": "date"},
		map[string]any{"type": "array", "items": map[string]any{"type": "string"}}, map[string]any{"$ref": "#/components/schemas/Inner"},
		map[string]any{}, map[string]any{"minLength": 2},
	}).Draw(t, "value")
}

// body draws an object with members that the schema speaks of.
func (d *drawnObject) body() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		members := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(d.by)) {
			if !chance(t, 55) {
				continue
			}
			wild := chance(t, 15)
			members[name] = d.drawValue(t, rapid.SampledFrom(d.by[name]).Draw(t, "by").(map[string]any), wild)
		}
		data, err := json.Marshal(members)
		if err != nil {
			panic(err)
		}
		return string(data)
	})
}

func (d *drawnObject) drawValue(t *rapid.T, s map[string]any, wild bool) any {
	texts := []any{"x", "yy", "", "2026-01-31"}
	types := map[string][]any{
		"string": texts, "integer": {0, 1, 2, 7}, "number": {0.5, 2, -1}, "boolean": {true, false}, "array": {[]any{}, []any{"x"}, []any{"yy", "x"}, []any{1}},
	}
	typ, _ := s["type"].(string)
	list := types[typ]
	switch {
	case s["$ref"] != nil:
		list = []any{map[string]any{"x": "y"}, map[string]any{"x": "y", "y'": 1}, map[string]any{}}
	case s["format"] != nil:
		list = []any{"2026-01-31", "2026-02-28"}
	case s["const"] != nil:
		list = []any{"x"}
	case s["type"] != nil && typ == "":
		list = append(slices.Clone(texts), nil)
	}
	if wild || list == nil {
		list = slices.Concat(types["string"], types["integer"], types["boolean"], types["array"], []any{nil, map[string]any{"x": 1}, map[string]any{"x": "y"}})
	}
	return rapid.SampledFrom(list).Draw(t, "of")
}

// TestMembers draws schemas and bodies, and asks what is emitted for them.
func TestMembers(t *testing.T) {
	type asked struct{ Schema, Body string }
	inner := map[string]any{"type": "object", "required": []any{"x"}, "properties": map[string]any{"x": map[string]any{"type": "string"}, "y'": map[string]any{"type": "integer"}}}
	schemas := map[string]any{"Inner": inner}
	var bodies []asked
	var table []string
	for i := range *memberSchemas {
		seed := *memberSeed*1_000_000 + i*1_000
		d := drawObject().Example(seed)
		name := fmt.Sprintf("Object%d", i)
		schemas[name] = d.schema
		table = append(table, fmt.Sprintf("%q: ask(api.Decode%s, api.Validate%sJSON),", name, name, name))
		seen := map[string]bool{}
		for b := range *memberBodies {
			if body := d.body().Example(seed + b); !seen[body] {
				seen[body] = true
				bodies = append(bodies, asked{name, body})
			}
		}
	}
	spec, err := json.Marshal(map[string]any{
		"openapi": "3.1.1", "info": map[string]any{"title": "Members", "version": "1"}, "paths": map[string]any{}, "components": map[string]any{"schemas": schemas},
	})
	if err != nil {
		t.Fatal(err)
	}
	target := generator.NewTarget("openapi.json", map[string]string{"go": "api"})
	result, err := generator.Generate(t.Context(), target, generator.Options{Spec: spec, SpecName: "openapi.json", GoImport: modulePath})
	if err != nil {
		t.Fatal(err)
	}
	m := newModule(t)
	m.add(t, "api", result.Files)
	var said []struct {
		Valid bool
		Wrong string
	}
	m.ask(t, fmt.Appendf(nil, membersProgram, strings.Join(table, "\n")), bodies, &said)
	if len(said) != len(bodies) {
		t.Fatalf("%d answers for %d bodies", len(said), len(bodies))
	}
	valid, wrong := 0, 0
	for i, s := range said {
		if s.Valid {
			valid++
		}
		if s.Wrong != "" {
			if wrong++; wrong <= 10 {
				text, _ := json.Marshal(schemas[bodies[i].Schema])
				t.Errorf("-memberseed %d: %s %s\n\tbody %s\n\t%s", *memberSeed, bodies[i].Schema, text, bodies[i].Body, s.Wrong)
			}
		}
	}
	t.Logf("-memberseed %d: %d bodies, %d of them valid: %d are wrong", *memberSeed, len(bodies), valid, wrong)
	if valid < len(bodies)/5 || valid > len(bodies)*9/10 {
		t.Errorf("%d of %d bodies are valid: they say too little", valid, len(bodies))
	}
}

// membersProgram says of each body whether it is valid, and what is wrong with the value
// that it is decoded to. A value of which a field is emptied is judged as its JSON is.
const membersProgram = `package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"

	"example.com/emitted/api"
	"example.com/emitted/validate"
)

type said struct {
	Valid bool
	Wrong string
}

type value[T any] interface {
	*T
	Validate(...validate.Option) error
}

func ask[T any, P value[T]](decode func([]byte, ...validate.Option) (T, error), check func([]byte, ...validate.Option) error) func(string) said {
	return func(body string) (out said) {
		invalid := check([]byte(body))
		given := []byte(body)
		v, err := decode(given)
		clear(given) // which is not kept
		switch {
		case invalid != nil && err == nil:
			return said{false, "Decode takes what the bytes are refused for: " + invalid.Error()}
		case invalid != nil:
			return said{}
		case err != nil:
			return said{true, "Decode refuses it: " + err.Error()}
		}
		data, err := json.Marshal(v)
		if err != nil || string(validate.Canonical(data)) != string(validate.Canonical([]byte(body))) {
			return said{true, fmt.Sprintf("it comes back as %%s (%%v)", data, err)}
		}
		fields := reflect.ValueOf(&v).Elem()
		for i := -1; i < fields.NumField(); i++ {
			was := v
			if i >= 0 && !isVariant(fields.Type(), i) {
				fields.Field(i).SetZero()
			}
			data, _ := json.Marshal(v)
			byBytes, byValue := check(data), P(&v).Validate()
			if (byBytes == nil) != (byValue == nil) {
				return said{true, fmt.Sprintf("of %%s the bytes say %%v, and Validate %%v", data, byBytes, byValue)}
			}
			v = was
		}
		return said{Valid: true}
	}
}

// isVariant reports a field for a variant, without which a union holds nothing.
func isVariant(t reflect.Type, i int) bool {
	f := t.Field(i).Type
	return f.Kind() == reflect.Pointer && strings.HasPrefix(f.Elem().Name(), t.Name())
}

var table = map[string]func(string) said{
	%s
}

func main() {
	var bodies []struct{ Schema, Body string }
	if err := json.NewDecoder(os.Stdin).Decode(&bodies); err != nil {
		panic(err)
	}
	var out []said
	for _, b := range bodies {
		out = append(out, table[b.Schema](b.Body))
	}
	json.NewEncoder(os.Stdout).Encode(out)
}
`
