package lower_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestRepeatedInAnyOrder holds that which of several equal schemas the others are another
// name for does not turn on the order in which the document has them.
func TestRepeatedInAnyOrder(t *testing.T) {
	const part = `{"type": "object", "properties": {"id": {"type": "string"}, "kind": {"type": "string", "enum": ["a", "b"]}}}`
	var bodies []string
	for _, name := range []string{"first", "second", "other"} {
		bodies = append(bodies, fmt.Sprintf(`"/%s": {"post": {"operationId": %q, "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {"of": %s, "to": %s}}}}}, "responses": {"204": {"description": "d"}}}}`, name, name, part, part))
	}
	of := func(order ...int) string {
		var paths []string
		for _, i := range order {
			paths = append(paths, bodies[i])
		}
		api := lowertest.Text(t, []byte(`{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {`+strings.Join(paths, ",")+`}}`))
		var out strings.Builder
		for _, s := range api.Schemas {
			if own := s.Own(); own != s {
				fmt.Fprintf(&out, "%s = %s\n", s.Name, own.Name)
			}
		}
		return out.String()
	}
	want := of(0, 1, 2)
	if strings.Count(want, "\n") != 10 {
		t.Errorf("of 12 schemas 10 are another name, got\n%s", want)
	}
	for _, order := range [][]int{{0, 2, 1}, {1, 0, 2}, {2, 1, 0}} {
		if got := of(order...); got != want {
			t.Errorf("in the order %v: got\n%s, want\n%s", order, got, want)
		}
	}
}
