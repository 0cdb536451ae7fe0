package lower_test

import (
	"context"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
)

// TestOperationNamesAskedFor shows that the configuration comes before the
// lock, and that it cannot give one name to two operations.
func TestOperationNamesAskedFor(t *testing.T) {
	const a, b = "/paths/~1a/get", "/paths/~1b/get"
	ask := func(pointers ...string) map[string]lower.Explicit {
		names := map[string]lower.Explicit{}
		for _, p := range pointers {
			names[p] = lower.Explicit{Name: "X"}
		}
		return names
	}
	for _, c := range []struct {
		names map[string]lower.Explicit
		a, b  string
		err   string
	}{
		{names: nil, a: "X", b: "GetB"},
		{names: ask(b), a: "GetA", b: "X"},
		{names: ask(a, b), err: "the name X is asked for by two operations"},
	} {
		doc, err := load.Load(context.Background(), load.Input{Name: "api.json", Data: []byte(
			`{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {
				"/a": {"get": {"responses": {"200": {"description": ""}}}},
				"/b": {"get": {"responses": {"200": {"description": ""}}}}}}`)})
		if err != nil {
			t.Fatal(err)
		}
		var diags diag.List
		result := lower.Lower(doc, lower.Options{Names: c.names, Published: goapi.Published{Names: map[string]string{a: "X"}}}, &diags)
		if err := diags.Err(); c.err != "" {
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("got %v, expected %q", err, c.err)
			}
			continue
		}
		if result.Published.Names[a] != c.a || result.Published.Names[b] != c.b {
			t.Errorf("asked for %v: got %v", c.names, result.Published.Names)
		}
	}
}
