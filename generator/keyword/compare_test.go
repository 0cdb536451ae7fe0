package keyword_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/keyword/keywordtest"
)

// TestCompare holds the relation of each pair, against the values that both
// accept, too.
func TestCompare(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range keywordtest.Pairs {
		seen[c.Keyword] = true
		texts := append(keywordtest.Components(), c.Wide, c.Narrow, c.Wide)
		api, s := lowered(t, texts...)
		wide, narrow, again := s[2], s[3], s[4]
		for _, pair := range []struct {
			old, new *ir.Schema
			want     keyword.Relation
		}{{wide, narrow, keyword.Narrower}, {narrow, wide, keyword.Wider}, {wide, again, keyword.Same}} {
			got := keyword.Compare(pair.old, pair.new)
			if (c.Keyword == "unevaluatedItems" || c.Keyword == "unevaluatedProperties") && pair.want != keyword.Same {
				pair.want = keyword.Different // it depends on the other keywords
			}
			if got != pair.want {
				t.Errorf("%s: from %s to %s: %s, want %s", c.Keyword, pair.old.Wire, pair.new.Wire, got, pair.want)
			}
			contradicted(t, keyword.NewJudge(api), got, pair.old, pair.new, c.Wide+" "+c.Narrow)
		}
		judge, proof := keyword.NewJudge(api), false
		for _, v := range keywordtest.Values {
			proof = proof || judge.Check(wide, ir.Value(v), 0) == nil && judge.Check(narrow, ir.Value(v), 0) != nil
		}
		if !proof {
			t.Errorf("%s: no value shows that %s accepts less than %s", c.Keyword, c.Narrow, c.Wide)
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
	for _, v := range keywordtest.Values {
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
