package keyword_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// narrower has, for each keyword that asserts, pairs of which the second
// accepts less.
var narrower = []struct{ keyword, wide, narrow string }{
	{"$ref", `{"$ref": "#/components/schemas/S0", "minLength": 1}`, `{"$ref": "#/components/schemas/S1", "minLength": 1}`},
	{"type", `{"type": ["string", "number"]}`, `{"type": "integer"}`},
	{"nullable", `{"type": "string", "nullable": true}`, `{"type": "string"}`},
	{"format", `{"format": "int64"}`, `{"format": "int32"}`},
	{"enum", `{"enum": [1, 2]}`, `{"enum": [1.0]}`},
	{"const", `{"enum": [1, 2]}`, `{"const": 2}`},
	{"minimum", `{"minimum": 1}`, `{"minimum": 2}`},
	{"exclusiveMinimum", `{"exclusiveMinimum": 1}`, `{"exclusiveMinimum": 2}`},
	{"maximum", `{"maximum": 2}`, `{"maximum": 1}`},
	{"exclusiveMaximum", `{"exclusiveMaximum": 2}`, `{"exclusiveMaximum": 1}`},
	{"multipleOf", `{"multipleOf": 2}`, `{"multipleOf": 6}`},
	{"minLength", `{"minLength": 0}`, `{"minLength": 2}`},
	{"maxLength", `{"maxLength": 2}`, `{"maxLength": 1}`},
	{"pattern", `{}`, `{"pattern": "^a"}`},
	{"prefixItems", `{"prefixItems": [{"type": "number"}]}`, `{"prefixItems": [{"type": "integer"}]}`},
	{"items", `{"items": {"type": "number"}}`, `{"items": {"type": "integer"}}`},
	{"contains", `{"contains": {"type": "number"}}`, `{"contains": {"type": "integer"}}`},
	{"minContains", `{"contains": {"type": "number"}}`, `{"contains": {"type": "number"}, "minContains": 2}`},
	{"maxContains", `{"contains": {"type": "number"}}`, `{"contains": {"type": "number"}, "maxContains": 2}`},
	{"minItems", `{"minItems": 1}`, `{"minItems": 2}`},
	{"maxItems", `{"maxItems": 2}`, `{"maxItems": 1}`},
	{"uniqueItems", `{}`, `{"uniqueItems": true}`},
	{"properties", `{"properties": {"a": {"type": "number"}}}`, `{"properties": {"a": {"type": "integer"}}}`},
	{"required", `{"required": ["a"]}`, `{"required": ["a", "b"]}`},
	{"patternProperties", `{"patternProperties": {"^a": {"type": "number"}}}`, `{"patternProperties": {"^a": {"type": "integer"}}}`},
	{"additionalProperties", `{"properties": {"a": true}}`, `{"properties": {"a": true}, "additionalProperties": false}`},
	{"propertyNames", `{"propertyNames": {"maxLength": 2}}`, `{"propertyNames": {"maxLength": 1}}`},
	{"minProperties", `{"minProperties": 1}`, `{"minProperties": 2}`},
	{"maxProperties", `{"maxProperties": 2}`, `{"maxProperties": 1}`},
	{"dependentRequired", `{"dependentRequired": {"a": ["b"]}}`, `{"dependentRequired": {"a": ["b"], "b": ["a"]}}`},
	{"dependentSchemas", `{}`, `{"dependentSchemas": {"a": {"required": ["b"]}}}`},
	{"allOf", `{"allOf": [{"minimum": 1}]}`, `{"allOf": [{"minimum": 1}, {"maximum": 2}]}`},
	{"anyOf", `{"anyOf": [{"const": 1}, {"const": "a"}]}`, `{"anyOf": [{"const": 1}]}`},
	{"oneOf", `{}`, `{"oneOf": [{"const": 1}, {"const": "a"}]}`},
	{"discriminator",
		`{"oneOf": [{"$ref": "#/components/schemas/S0"}], "discriminator": {"propertyName": "k", "mapping": {"a": "#/components/schemas/S0", "b": "#/components/schemas/S0"}}}`,
		`{"oneOf": [{"$ref": "#/components/schemas/S0"}], "discriminator": {"propertyName": "k", "mapping": {"a": "#/components/schemas/S0"}}}`},
	{"not", `{"not": {"type": "integer"}}`, `{"not": {"type": "number"}}`},
	{"if", `{"if": {"minimum": 1}, "then": {"maximum": 3}}`, `{"if": {"minimum": 1}, "then": {"maximum": 2}}`},
	{"then", `{"if": {"minimum": 1}}`, `{"if": {"minimum": 1}, "then": {"maximum": 2}}`},
	{"else", `{"if": {"minimum": 1}}`, `{"if": {"minimum": 1}, "else": {"maximum": 0}}`},
	{"unevaluatedItems", `{}`, `{"unevaluatedItems": false}`},
	{"unevaluatedProperties", `{}`, `{"unevaluatedProperties": false}`},
}

// values are of every type, and near the bounds of the pairs.
var values = strings.Fields(`null true 0 1 2 3 1.5 6 -1 2147483648 "" "a" "ab" "b" [] [1] [1,1] [1,2,3] ["a",1] [1.5] {} {"a":1} {"b":1} {"a":1,"b":2} {"a":1.5} {"k":"a"} {"k":"b"} {"k":"c"} {"abc":1} {"a":1,"b":2,"c":3} {"ab":1} 0.5`)

// TestCompare holds the relation of each pair, against the values that both
// accept, too.
func TestCompare(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range narrower {
		seen[c.keyword] = true
		texts := []string{`{"type": ["object", "string"]}`, `{"type": "object"}`, c.wide, c.narrow, c.wide}
		api, s := lowered(t, texts...)
		wide, narrow, again := s[2], s[3], s[4]
		for _, pair := range []struct {
			old, new *ir.Schema
			want     keyword.Relation
		}{{wide, narrow, keyword.Narrower}, {narrow, wide, keyword.Wider}, {wide, again, keyword.Same}} {
			got := keyword.Compare(pair.old, pair.new)
			if (c.keyword == "unevaluatedItems" || c.keyword == "unevaluatedProperties") && pair.want != keyword.Same {
				pair.want = keyword.Different // it depends on the other keywords
			}
			if got != pair.want {
				t.Errorf("%s: from %s to %s: %s, want %s", c.keyword, pair.old.Wire, pair.new.Wire, got, pair.want)
			}
			contradicted(t, keyword.NewJudge(api), got, pair.old, pair.new, c.wide+" "+c.narrow)
		}
		judge, proof := keyword.NewJudge(api), false
		for _, v := range values {
			proof = proof || judge.Check(wide, ir.Value(v), 0) == nil && judge.Check(narrow, ir.Value(v), 0) != nil
		}
		if !proof {
			t.Errorf("%s: no value shows that %s accepts less than %s", c.keyword, c.narrow, c.wide)
		}
	}
	for _, k := range keyword.All() {
		if (k.Asserts() || k.Class == keyword.Modifier) && !seen[k.Name] {
			t.Errorf("no pair shows how %s compares", k.Name)
		}
	}
}

// contradicted reports a value that a relation says cannot be.
func contradicted(t *testing.T, judge *keyword.Judge, r keyword.Relation, old, new *ir.Schema, what string) {
	t.Helper()
	for _, v := range values {
		was, is := judge.Check(old, ir.Value(v), 0) == nil, judge.Check(new, ir.Value(v), 0) == nil
		if was && !is && r&keyword.Narrower == 0 || is && !was && r&keyword.Wider == 0 {
			t.Errorf("%s: %s is accepted before: %v, after: %v, and the relation is %s", what, v, was, is, r)
		}
	}
}

// TestCompareRandom holds relations of random pairs against values.
func TestCompareRandom(t *testing.T) {
	const pairs = 3000
	var parts []map[string]any
	for _, c := range narrower {
		for _, text := range []string{c.wide, c.narrow} {
			var part map[string]any
			if err := json.Unmarshal([]byte(text), &part); err != nil {
				t.Fatal(err)
			}
			if part["$ref"] == nil && part["discriminator"] == nil {
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
	api, schemas := lowered(t, texts...)
	judge := keyword.NewJudge(api)
	count := map[keyword.Relation]int{}
	for i := 0; i < len(schemas); i += 2 {
		r := keyword.Compare(schemas[i], schemas[i+1])
		count[r]++
		contradicted(t, judge, r, schemas[i], schemas[i+1], texts[i]+" to "+texts[i+1])
	}
	t.Logf("%d pairs: %v", pairs, count)
	if len(count) != 4 {
		t.Error("not all relations were met")
	}
}
