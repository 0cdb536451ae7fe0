package compare_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

var (
	opposites = flag.Int("pairs", 40, "how many random pairs of schemas TestOpposite makes")
	documents = flag.Int("documents", 3, "how many documents of ../shared/corpus TestOppositeDocuments changes")
	seed      = flag.Uint64("seed", 1, "the seed of TestOpposite")
	witnesses = flag.String("witnesses", "", "a file that TestOpposite writes its witnesses to, for TestProofs of package generator")
)

// TestOpposite looks for what speaks against findings: random schemas and a mutation
// of each, as the body of a request and of a response. Where nothing breaks, no body
// that the sender's version describes may be accepted by it and refused by the other;
// where a witness is given, it must hold.
func TestOpposite(t *testing.T) {
	random := rand.New(rand.NewPCG(*seed, 7))
	breaking, proven, compatible, bodies := 0, 0, 0, 0
	var proofs []map[string]any
	for i := range *opposites {
		before := randomSchema(random, 3)
		after := mutated(random, before)
		old, new := bodyOf(t, before), bodyOf(t, after)
		found := compare.APIs(old, new, compare.Options{Witness: true})
		what := func() string {
			return fmt.Sprintf("seed %d, pair %d: %s to %s", *seed, i, encoded(t, before), encoded(t, after))
		}
		was, is := old.Operations[0], new.Operations[0]
		oldJudge, newJudge := keyword.NewJudge(old), keyword.NewJudge(new)
		level := map[compare.Flows]compare.Level{}
		for _, f := range found {
			for _, flow := range []compare.Flows{compare.Request, compare.Response} {
				if f.Flows&flow != 0 {
					level[flow] = max(level[flow], f.Level)
				}
			}
			if f.Level == compare.Breaking {
				breaking++
			}
			if f.Witness == nil {
				continue
			}
			proven++
			if s := rootOf(f.Witness.Of, was); s != nil {
				direction := rootDirection(f.Witness.Of)
				accepts := oldJudge.Check(s, f.Witness.Value, direction) == nil
				refuses := newJudge.Check(rootOf(f.Witness.Of, is), f.Witness.Value, direction) != nil
				if f.Witness.Accepted == compare.Now {
					accepts, refuses = !accepts, !refuses
				}
				proofs = append(proofs, map[string]any{"before": before, "now": after, "of": f.Witness.Of, "value": f.Witness.Value, "accepted": f.Witness.Accepted, "pair": i})
				if !accepts || !refuses {
					t.Errorf("%s: %s: the witness %s does not hold", what(), f.Code, f.Witness.Value)
				}
			}
		}
		// Each flow from the side of who sends it.
		for _, flow := range []struct {
			of         compare.Flows
			old, new   *ir.Schema
			direction  ir.Direction
			byNew      bool
			from, to   *ir.API
			send, take *keyword.Judge
		}{
			{compare.Request, was.Body.Content[0].Schema, is.Body.Content[0].Schema, ir.InRequest, false, old, new, oldJudge, newJudge},
			{compare.Response, is.Responses[0].Content[0].Schema, was.Responses[0].Content[0].Schema, ir.InResponse, true, new, old, newJudge, oldJudge},
		} {
			if level[flow.of] != compare.Compatible {
				continue
			}
			compatible++
			pairs := compare.NewPairs(flow.from, flow.to)
			for _, v := range pairs.Samples(flow.old, flow.new, flow.direction, 200) {
				bodies++
				if flow.send.Check(flow.old, v, flow.direction) == nil && flow.take.Check(flow.new, v, flow.direction) != nil && pairs.Declares(flow.old, false, v, flow.direction) {
					t.Errorf("%s: nothing breaks in the %v, but %s is accepted by who sends it and refused by who receives it", what(), flow.of.Names(), v)
					break
				}
			}
		}
	}
	t.Logf("seed %d: %d pairs, %d breaking changes, %d proven; %d flows without a break, against %d bodies", *seed, *opposites, breaking, proven, compatible, bodies)
	if *witnesses != "" {
		if err := os.WriteFile(*witnesses, encoded(t, proofs), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if breaking == 0 || proven*10 < breaking*8 || compatible == 0 {
		t.Error("too little was proven")
	}
}

// TestOppositeDocuments does so with documents of real APIs, in each of which one schema is
// another one in one thing.
func TestOppositeDocuments(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/corpus/*.json") // the pattern is well formed
	if len(files) == 0 {
		t.Skip("skipped: ../shared/corpus is not there")
	}
	const large = 300_000 // more is slow to read, and no other
	random := rand.New(rand.NewPCG(*seed, 11))
	changed, found, witnesses, bodies := 0, 0, 0, 0
	for tries := 0; changed < *documents && tries < 20**documents; tries++ {
		file := files[random.IntN(len(files))]
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var document struct {
			Components struct{ Schemas map[string]map[string]any }
		}
		var whole map[string]any
		if len(text) > large || json.Unmarshal(text, &document) != nil || json.Unmarshal(text, &whole) != nil || len(document.Components.Schemas) == 0 {
			continue
		}
		var names []string
		for name := range document.Components.Schemas {
			names = append(names, name)
		}
		slices.Sort(names)
		name := names[random.IntN(len(names))]
		before := document.Components.Schemas[name]
		after := mutated(random, before)
		whole["components"].(map[string]any)["schemas"].(map[string]any)[name] = after
		old, new := lowered(text), lowered(encoded(t, whole))
		if old == nil || new == nil {
			continue // the mutation is no document any more
		}
		changed++
		changes := compare.APIs(old, new, compare.Options{Witness: true})
		against, proofs, values := compare.Contradictions(old, new, changes, 200)
		for _, contradiction := range against {
			t.Errorf("seed %d, document %d: %s, schema %s from %s to %s: %s", *seed, changed, filepath.Base(file), name, encoded(t, before), encoded(t, after), contradiction)
		}
		found, witnesses, bodies = found+len(changes), witnesses+proofs, bodies+values
	}
	t.Logf("seed %d: %d documents, %d changes, %d witnesses of whole bodies, %d values", *seed, changed, found, witnesses, bodies)
	if changed < *documents || bodies == 0 {
		t.Errorf("only %d documents were changed", changed)
	}
}

// TestOwnWitness has several differences of one schema: the value that each shows is refused
// for that one.
func TestOwnWitness(t *testing.T) {
	old := bodyOf(t, map[string]any{"type": "object", "properties": map[string]any{
		"a": map[string]any{"type": "string", "maxLength": 9, "minLength": 1},
		"b": map[string]any{"type": "integer", "minimum": 0, "multipleOf": 2},
	}})
	new := bodyOf(t, map[string]any{"type": "object", "additionalProperties": false, "required": []string{"a", "b"}, "properties": map[string]any{
		"a": map[string]any{"type": "string", "maxLength": 5, "minLength": 3, "pattern": "^[a-z]*$"},
		"b": map[string]any{"type": "integer", "minimum": 10, "multipleOf": 6},
	}})
	type values struct {
		A *string
		B *int
		C json.RawMessage
	}
	own := map[string]func(body map[string]json.RawMessage, v values) bool{
		"maxLength-narrowed": func(_ map[string]json.RawMessage, v values) bool { return v.A != nil && len(*v.A) > 5 },
		"minLength-narrowed": func(_ map[string]json.RawMessage, v values) bool { return v.A != nil && len(*v.A) < 3 },
		"pattern-narrowed": func(_ map[string]json.RawMessage, v values) bool {
			return v.A != nil && strings.ToLower(*v.A) != *v.A || strings.ContainsAny(*v.A, "0123456789 ")
		},
		"minimum-narrowed":    func(_ map[string]json.RawMessage, v values) bool { return v.B != nil && *v.B < 10 },
		"multipleOf-narrowed": func(_ map[string]json.RawMessage, v values) bool { return v.B != nil && *v.B%6 != 0 },
		"members-closed": func(body map[string]json.RawMessage, _ values) bool {
			delete(body, "a")
			delete(body, "b")
			return len(body) > 0
		},
		"member-required a": func(_ map[string]json.RawMessage, v values) bool { return v.A == nil },
		"member-required b": func(_ map[string]json.RawMessage, v values) bool { return v.B == nil },
	}
	for _, f := range compare.APIs(old, new, compare.Options{Witness: true}) {
		key := f.Code
		if f.Code == "member-required" {
			key += " " + f.Name
		}
		shows := own[key]
		if shows == nil || f.Witness == nil || f.Flows != compare.Request {
			continue
		}
		var body map[string]json.RawMessage
		var v values
		if json.Unmarshal(f.Witness.Value, &body) != nil || json.Unmarshal(f.Witness.Value, &v) != nil || !shows(body, v) {
			t.Errorf("%s: %s does not show it", key, f.Witness.Value)
		}
		delete(own, key)
	}
	for key := range own {
		t.Errorf("%s is not shown", key)
	}
}

// lowered is the API of a document, or nil where that has errors.
func lowered(text []byte) *ir.API {
	api, diags := lowertest.Findings(text)
	if slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Severity == diag.Error }) {
		return nil
	}
	return api
}

// bodyOf is an API with a schema as the body of a request, and of the response.
func bodyOf(t *testing.T, schema map[string]any) *ir.API {
	t.Helper()
	content := map[string]any{"application/json": map[string]any{"schema": schema}}
	return lowertest.Text(t, encoded(t, map[string]any{
		"openapi": "3.1.0", "info": map[string]any{"title": "t", "version": "1"},
		"paths": map[string]any{"/a": map[string]any{"post": map[string]any{
			"operationId": "a", "requestBody": map[string]any{"content": content}, "responses": map[string]any{"200": map[string]any{"description": "", "content": content}},
		}}},
	}))
}

// rootOf is the body that a witness is of, or nil where it is of a part.
func rootOf(of string, op *ir.Operation) *ir.Schema {
	switch of {
	case "request body of POST /a":
		return op.Body.Content[0].Schema
	case "response 200 of POST /a":
		return op.Responses[0].Content[0].Schema
	}
	return nil
}

func rootDirection(of string) ir.Direction {
	if of[:3] == "req" {
		return ir.InRequest
	}
	return ir.InResponse
}

func encoded(t *testing.T, v any) []byte {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// randomSchema makes a schema of a few keywords.
func randomSchema(random *rand.Rand, depth int) map[string]any {
	s := map[string]any{}
	types := []string{"string", "integer", "number", "boolean", "null", "object", "object", "array"}
	if depth <= 0 {
		types = types[:5]
	}
	kind := types[random.IntN(len(types))]
	if random.IntN(8) > 0 {
		s["type"] = kind
		if random.IntN(8) == 0 {
			s["type"] = []any{kind, "null"}
			if kind == "null" {
				s["type"] = []any{kind, "string"}
			}
		}
	}
	sub := func() map[string]any { return randomSchema(random, depth-1) }
	maybe := func(key string, value any) {
		if random.IntN(3) == 0 {
			s[key] = value
		}
	}
	names := []string{"a", "b", "c"}
	switch kind {
	case "string":
		maybe("minLength", random.IntN(4))
		maybe("maxLength", 3+random.IntN(4))
		maybe("pattern", []string{"^a", "b$", "^[a-z]+$", "^\\d{2,4}$"}[random.IntN(4)])
		maybe("format", []string{"date", "uuid", "email", "password"}[random.IntN(4)])
		if random.IntN(6) == 0 {
			s["enum"] = []any{"a", "ab", "b"}[:1+random.IntN(3)]
		}
	case "integer", "number":
		maybe("minimum", random.IntN(4)-2)
		maybe("maximum", 3+random.IntN(5))
		maybe("exclusiveMinimum", random.IntN(3))
		maybe("multipleOf", []any{1, 2, 0.5, 3}[random.IntN(4)])
		maybe("format", []string{"int32", "int64", "float", "double"}[random.IntN(4)])
	case "object":
		properties := map[string]any{}
		for _, name := range names[:1+random.IntN(3)] {
			properties[name] = sub()
		}
		s["properties"] = properties
		if random.IntN(2) == 0 {
			s["required"] = names[:1+random.IntN(2)]
		}
		if random.IntN(4) == 0 {
			s["additionalProperties"] = []any{false, map[string]any{"type": "string"}}[random.IntN(2)]
		}
		if random.IntN(8) == 0 {
			s["unevaluatedProperties"] = false
		}
		maybe("maxProperties", 1+random.IntN(3))
		if random.IntN(8) == 0 {
			s["dependentRequired"] = map[string]any{"a": []string{"b"}}
		}
		if random.IntN(10) == 0 {
			s["patternProperties"] = map[string]any{"^x": sub()}
		}
	case "array":
		s["items"] = sub()
		maybe("minItems", random.IntN(2))
		maybe("maxItems", 1+random.IntN(3))
		maybe("uniqueItems", true)
		if random.IntN(6) == 0 {
			s["contains"] = sub()
		}
		if random.IntN(8) == 0 {
			s["prefixItems"] = []any{sub()}
		}
	}
	if depth > 0 {
		switch random.IntN(12) {
		case 0:
			s["allOf"] = []any{sub()}
		case 1:
			s["anyOf"] = []any{sub(), sub()}
		case 2:
			s["oneOf"] = []any{sub(), sub()}
		case 3:
			s["not"] = sub()
		case 4:
			s["if"], s["then"] = sub(), sub()
		}
	}
	return s
}

// mutated is a copy of a schema in which one thing is another one, somewhere.
func mutated(random *rand.Rand, s map[string]any) map[string]any {
	out := map[string]any{}
	text, _ := json.Marshal(s)
	_ = json.Unmarshal(text, &out) // it was a schema
	var places []map[string]any
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			places = append(places, v)
			for _, key := range sortedKeys(v) {
				if key == "properties" || key == "patternProperties" || key == "dependentRequired" {
					if of, ok := v[key].(map[string]any); ok && key != "dependentRequired" {
						for _, name := range sortedKeys(of) {
							walk(of[name])
						}
					}
					continue
				}
				walk(v[key])
			}
		case []any:
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(out)
	at := places[random.IntN(len(places))]
	keys := sortedKeys(at)
	other := randomSchema(random, 1)
	switch random.IntN(3) {
	case 0: // without a keyword
		if len(keys) > 0 {
			delete(at, keys[random.IntN(len(keys))])
		}
	case 1: // with one more
		for _, key := range sortedKeys(other) {
			if _, ok := at[key]; !ok && key != "type" {
				at[key] = other[key]
				break
			}
		}
	default: // another value
		for _, key := range sortedKeys(other) {
			if _, ok := at[key]; ok {
				at[key] = other[key]
				break
			}
		}
	}
	return out
}

func sortedKeys(m map[string]any) (out []string) {
	for key := range m {
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}
