package compare_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/keyword/keywordtest"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestRelation holds the relation of each pair that shows a keyword, against the
// values that both accept, too.
func TestRelation(t *testing.T) {
	for _, c := range keywordtest.Pairs {
		texts := append(keywordtest.Components(), c.Wide, c.Narrow, c.Wide)
		api, s := lowertest.Schemas(t, "3.1.0", texts...)
		wide, narrow, again := s[2], s[3], s[4]
		pairs, judge, proof := compare.NewPairs(api, api), keyword.NewJudge(api), false
		for _, pair := range []struct {
			old, new *ir.Schema
			want     keyword.Relation
		}{{wide, narrow, keyword.Narrower}, {narrow, wide, keyword.Wider}, {wide, again, keyword.Same}} {
			got := pairs.Relation(pair.old, pair.new, ir.InRequest)
			if got != pair.want {
				t.Errorf("%s: from %s to %s: %s, want %s", c.Keyword, pair.old.Wire, pair.new.Wire, got, pair.want)
			}
			contradicted(t, judge, pairs, got, pair.old, pair.new, c.Wide+" "+c.Narrow)
		}
		for _, v := range keywordtest.Values {
			proof = proof || judge.Check(wide, ir.Value(v), 0) == nil && judge.Check(narrow, ir.Value(v), 0) != nil
		}
		if !proof {
			t.Errorf("%s: no value shows that %s accepts less than %s", c.Keyword, c.Narrow, c.Wide)
		}
	}
	seen := map[string]bool{}
	for _, c := range keywordtest.Pairs {
		seen[c.Keyword] = true
	}
	for _, k := range keyword.All() {
		if (k.Asserts() || k.Class == keyword.Modifier) && !seen[k.Name] {
			t.Errorf("no pair shows how %s compares", k.Name)
		}
	}
}

// contradicted reports a value that a relation says cannot be. Members that the
// sender's version does not describe are sent by no one.
func contradicted(t *testing.T, judge *keyword.Judge, pairs compare.Pairs, r keyword.Relation, old, new *ir.Schema, what string) {
	t.Helper()
	for _, v := range keywordtest.Values {
		was, is := judge.Check(old, ir.Value(v), ir.InRequest) == nil, judge.Check(new, ir.Value(v), ir.InRequest) == nil
		if was && !is && r&keyword.Narrower == 0 && pairs.Declares(old, false, ir.Value(v), ir.InRequest) ||
			is && !was && r&keyword.Wider == 0 && pairs.Declares(new, true, ir.Value(v), ir.InRequest) {
			t.Errorf("%s: %s is accepted before: %v, after: %v, and the relation is %s", what, v, was, is, r)
		}
	}
}

// TestRelationRandom holds relations of random pairs against values.
func TestRelationRandom(t *testing.T) {
	const pairs = 500
	var parts []map[string]any
	for _, c := range keywordtest.Pairs {
		for _, text := range []string{c.Wide, c.Narrow} {
			var part map[string]any
			if err := json.Unmarshal([]byte(text), &part); err != nil {
				t.Fatal(err)
			}
			if part["$ref"] == nil {
				parts = append(parts, part)
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	var texts []string
	for range pairs {
		old, new := map[string]any{}, map[string]any{}
		for range 1 + random.IntN(3) {
			from := parts[random.IntN(len(parts))]
			for key, value := range from {
				old[key] = value
				if random.IntN(4) > 0 {
					new[key] = value
				}
			}
		}
		if random.IntN(2) == 0 {
			for key, value := range parts[random.IntN(len(parts))] {
				new[key] = value
			}
		}
		for _, s := range []map[string]any{old, new} {
			text, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, string(text))
		}
	}
	api, schemas := lowertest.Schemas(t, "3.1.0", texts...)
	count, judge, both := map[keyword.Relation]int{}, keyword.NewJudge(api), compare.NewPairs(api, api)
	for i := 0; i < len(schemas); i += 2 {
		r := both.Relation(schemas[i], schemas[i+1], ir.InRequest)
		count[r]++
		contradicted(t, judge, both, r, schemas[i], schemas[i+1], texts[i]+" to "+texts[i+1])
	}
	t.Logf("%d pairs: %v", pairs, count)
	if len(count) != 4 {
		t.Error("not all relations were met")
	}
}

// TestSameMeaning holds what is the same in other words, and what is not.
func TestSameMeaning(t *testing.T) {
	const v30, v31 = "3.0.4", "3.1.1"
	type text struct{ version, schema string }
	of := func(version string, schemas ...string) (out []text) {
		for _, s := range schemas {
			out = append(out, text{version, s})
		}
		return out
	}
	for _, c := range []struct {
		name string
		same []text
	}{
		{"null", append(of(v30, `{"type": "string", "nullable": true}`, `{"nullable": true, "allOf": [{"type": "string"}]}`),
			of(v31, `{"type": ["string", "null"]}`, `{"anyOf": [{"type": "string"}, {"type": "null"}]}`, `{"oneOf": [{"type": "null"}, {"type": "string"}]}`)...)},
		{"null in an enum", append(of(v30, `{"type": "string", "nullable": true, "enum": ["a", null]}`),
			of(v31, `{"enum": [null, "a"]}`, `{"type": ["string", "null"], "enum": ["a", null]}`, `{"anyOf": [{"const": "a"}, {"type": "null"}]}`)...)},
		{"exclusive bounds", append(of(v30, `{"type": "number", "minimum": 1, "exclusiveMinimum": true}`), of(v31, `{"type": "number", "exclusiveMinimum": 1}`, `{"type": "number", "exclusiveMinimum": 1.0, "minimum": 0.5}`)...)},
		{"bounds of integers", of(v31, `{"type": "integer", "exclusiveMinimum": 1, "maximum": 5.5}`, `{"type": "integer", "minimum": 2, "exclusiveMaximum": 6}`, `{"type": "number", "allOf": [{"type": "integer"}], "minimum": 1.5, "maximum": 5}`)},
		{"format and its bounds", of(v31, `{"type": "integer", "format": "int8"}`, `{"type": "integer", "minimum": -128, "maximum": 127}`, `{"type": "number", "format": "int8"}`)},
		{"a constant", of(v31, `{"const": "a"}`, `{"enum": ["a"]}`, `{"type": "string", "enum": ["a", 1]}`, `{"enum": ["a", "bb"], "maxLength": 1}`, `{"oneOf": [{"const": "a"}]}`)},
		{"values as alternatives", of(v31, `{"enum": ["a", "b"]}`, `{"enum": ["b", "a"]}`)},
		{"a boolean", of(v31, `{"type": "boolean"}`, `{"type": "boolean", "minLength": 3, "properties": {"a": {}}}`, `{"type": "boolean", "title": "T", "description": "d", "example": true}`)},
		{"members in allOf", of(v31,
			`{"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"type": "integer", "minimum": 1}}}`,
			`{"allOf": [{"type": "object", "properties": {"b": {"minimum": 1}}}, {"properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["a"]}]}`,
			`{"type": "object", "properties": {"b": {"allOf": [{"type": "integer"}, {"minimum": 1}]}, "a": {"type": "string"}}, "required": ["a"]}`)},
		{"closed", of(v31,
			`{"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false}`,
			`{"type": "object", "properties": {"a": {"type": "string"}}, "unevaluatedProperties": false}`,
			`{"allOf": [{"type": "object", "properties": {"a": {"type": "string"}}}], "unevaluatedProperties": false}`)},
		{"open", of(v31, `{"type": "object"}`, `{"type": "object", "additionalProperties": true}`, `{"type": "object", "additionalProperties": {}, "minProperties": 0}`)},
		{"items", of(v31, `{"type": "array", "items": {"type": "string"}, "minItems": 1}`, `{"allOf": [{"type": "array", "minItems": 0}, {"items": {"type": "string"}, "minItems": 1}]}`,
			`{"type": "array", "prefixItems": [{"type": "string"}, {"type": "string"}], "items": {"type": "string"}, "minItems": 1}`)},
		{"unions by type", of(v31, `{"type": ["string", "integer"]}`, `{"anyOf": [{"type": "string"}, {"type": "integer"}]}`, `{"oneOf": [{"type": "integer"}, {"type": "string"}]}`)},
		{"unions in another order", of(v31,
			`{"oneOf": [{"type": "object", "required": ["a"], "properties": {"a": {"const": 1}}}, {"type": "object", "required": ["a"], "properties": {"a": {"const": 2}, "b": {"type": "string"}}}]}`,
			`{"oneOf": [{"type": "object", "required": ["a"], "properties": {"b": {"type": "string"}, "a": {"enum": [2]}}}, {"type": "object", "required": ["a"], "properties": {"a": {"const": 1}}}]}`)},
		{"texts", of(v31, `{"type": "string", "pattern": "^a", "minLength": 2, "maxLength": 4}`, `{"allOf": [{"type": "string", "maxLength": 4}, {"maxLength": 9, "pattern": "^a"}], "minLength": 2}`)},
		{"two patterns", of(v31, `{"type": "string", "pattern": "^a", "allOf": [{"pattern": "b$"}]}`, `{"type": "string", "pattern": "b$", "allOf": [{"pattern": "^a"}, {"type": "string"}]}`)},
		{"nothing", of(v31, `{"not": {}}`, `{"type": "string", "allOf": [{"type": "integer"}]}`, `{"enum": [1], "type": "string"}`)},
	} {
		type one struct {
			api    *ir.API
			schema *ir.Schema
		}
		var all []one
		for _, text := range c.same {
			api, s := lowertest.Schemas(t, text.version, text.schema)
			all = append(all, one{api, s[0]})
		}
		for i, a := range all {
			for j, b := range all {
				for _, direction := range []ir.Direction{ir.InRequest, ir.InResponse} {
					if r := compare.NewPairs(a.api, b.api).Relation(a.schema, b.schema, direction); r != keyword.Same {
						t.Errorf("%s: from %s to %s: %s", c.name, c.same[i].schema, c.same[j].schema, r)
					}
				}
			}
		}
	}
}

// TestKeywords shows that each keyword is compared, or excused with a reason.
func TestKeywords(t *testing.T) {
	for _, k := range keyword.All() {
		n := 0
		for _, has := range []bool{k.Compare != nil && compare.CompareBy[k.Name] == "", compare.CompareBy[k.Name] != "", compare.NotCompared[k.Name] != ""} {
			if has {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: it must compare itself, be compared, or be excused: one of the three, not %d", k.Name, n)
		}
	}
	for _, table := range []map[string]string{compare.CompareBy, compare.NotCompared} {
		for name := range table {
			if keyword.Of(name) == nil {
				t.Errorf("%s is no keyword", name)
			}
		}
	}
}

// TestNestedUnions holds that the search for a value ends where unions stand in unions, each of
// which has several variants that one value may match.
func TestNestedUnions(t *testing.T) {
	union := func(of map[string]any) map[string]any {
		object := func(name string) map[string]any {
			return map[string]any{"type": "object", "required": []string{name}, "properties": map[string]any{name: of}}
		}
		return map[string]any{
			"oneOf": []any{object("a"), object("b"), object("c")}, "anyOf": []any{object("d"), object("e"), object("f")},
			"allOf": []any{map[string]any{"anyOf": []any{object("g"), object("h")}}},
		}
	}
	before := union(union(union(map[string]any{"type": "string", "pattern": `^(?!x)\d+$`, "enum": []string{"never"}})))
	old, new := bodyOf(t, before), bodyOf(t, map[string]any{"type": "object", "maxProperties": 0})
	for _, f := range compare.APIs(old, new, compare.Options{Witness: true}) {
		if f.Witness != nil && f.Flows&compare.Request != 0 {
			t.Errorf("%s: there is no value of the old schema, and %s is said to be one", f.Code, f.Witness.Value)
		}
	}
}
