package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/keyword/keywordtest"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestRereading holds that a keyword has an Applicator where it is one of rereading.
func TestRereading(t *testing.T) {
	own := map[string]bool{}
	for _, k := range rereading {
		own[k.Name] = true
	}
	for _, pair := range keywordtest.Pairs {
		k := keyword.Of(pair.Keyword)
		api := lowertest.Text(t, []byte(`{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {"S": `+pair.Narrow+
			`, "S0": `+keywordtest.Components()[0]+`, "S1": `+keywordtest.Components()[1]+`}}}`))
		i := slices.IndexFunc(api.Schemas, func(s *ir.Schema) bool { return s.Wire == "S" })
		var found []string
		for _, a := range NewDocument(api).Applicators(&Plan{Types: keyword.AnyType, Parts: api.Schemas[i : i+1]}) {
			switch a := a.(type) {
			case Choice:
				found = append(found, a.Keyword)
			case Forbidden:
				found = append(found, "not")
			case IfThenElse:
				found = append(found, "if") // then and else change what it asks
			case Unevaluated:
				found = append(found, a.Keyword)
			}
		}
		if has := slices.Contains(found, k.Name); has != own[k.Name] {
			t.Errorf("%s: has an applicator: %v (%s); is in rereading: %v", k.Name, has, strings.Join(found, " "), own[k.Name])
		}
	}
}
