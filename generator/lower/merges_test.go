package lower_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// crossing is a document of n schemas that lead to each other, some by two at a time: of a
// member of both, both hold, and of its members up to all.
func crossing(n int, members ...string) []byte {
	reference := func(i int) string { return fmt.Sprintf(`{"$ref":"#/components/schemas/S%d"}`, i%n) }
	var schemas []string
	for i := range n {
		of := map[string]string{"a": reference(2 * i), "b": reference(2*i + 1), "c": `{"allOf":[` + reference(3*i+1) + "," + reference(5*i+2) + "]}", "d": `{"type":"string"}`}
		var properties []string
		for _, name := range members {
			properties = append(properties, fmt.Sprintf("%q:%s", name, of[name]))
		}
		schemas = append(schemas, fmt.Sprintf(`"S%d":{"type":"object","properties":{%s}}`, i, strings.Join(properties, ",")))
	}
	return []byte(`{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{},"components":{"schemas":{` + strings.Join(schemas, ",") + "}}}")
}

// TestCrossing merges schemas that lead to each other: within a schema, the same ones once,
// whatever way leads to them. The order of properties does not change a name. What has a
// type for each of very many subsets ends by the limit.
func TestCrossing(t *testing.T) {
	names := func(document []byte) map[string]string {
		out := map[string]string{}
		for _, s := range lowertest.Text(t, document).Schemas {
			var fields []string
			if s.Shape != nil {
				for _, f := range s.Shape.Fields {
					fields = append(fields, f.Wire+" "+f.Schema.Name)
				}
			}
			slices.Sort(fields)
			out[s.Name] = strings.Join(fields, ", ")
		}
		return out
	}
	want := names(crossing(4, "a", "b", "c", "d"))
	if len(want) > 40 {
		t.Errorf("4 schemas make %d", len(want))
	}
	for _, order := range [][]string{{"d", "c", "b", "a"}, {"c", "a", "d", "b"}, {"b", "c", "a", "d"}} {
		if got := names(crossing(4, order...)); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("in the order %v:\n%v\ninstead of\n%v", order, got, want)
		}
	}
	_, found := lowertest.Findings(crossing(23, "a", "b", "c", "d"))
	if !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return strings.Contains(d.Message, "--max-places") || d.Code == "limit" }) {
		said, _ := json.Marshal(found)
		t.Errorf("23 of them are not beyond the limit: %s", said)
	}
}
