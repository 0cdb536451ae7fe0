package lower_test

import (
	"context"
	"slices"
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
		result := lower.Lower(context.Background(), doc, lower.Options{Names: c.names, Published: goapi.Published{Names: map[string]string{a: "X"}}}, &diags)
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

// The parameters of an operation have distinct Go names, whatever their order.
func TestParameterNames(t *testing.T) {
	parameters := []string{
		`{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}`,
		`{"name": "id", "in": "query", "schema": {"type": "string"}}`,
		`{"name": "user-id", "in": "query", "schema": {"type": "string"}}`,
		`{"name": "user_id", "in": "query", "schema": {"type": "string"}}`,
		`{"name": "X-Request-ID", "in": "header", "schema": {"type": "string"}}`,
		`{"name": "+", "in": "query", "schema": {"type": "string"}}`,
	}
	want := map[string]string{
		"id path": "ID", "id query": "QueryID", "user-id query": "UserMinusID", "user_id query": "UserUnderscoreID",
		"X-Request-ID header": "XRequestID", "+ query": "Plus",
	}
	for range 2 {
		slices.Reverse(parameters)
		doc, err := load.Load(context.Background(), load.Input{Name: "api.json", Data: []byte(
			`{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/a/{id}": {"get": {
				"parameters": [` + strings.Join(parameters, ",") + `],
				"responses": {"200": {"description": "", "headers": {"X-Rate": {"schema": {"type": "string"}}}}}}}}}`)})
		if err != nil {
			t.Fatal(err)
		}
		op := lower.Lower(context.Background(), doc, lower.Options{}, new(diag.List)).API.Operations[0]
		for _, p := range op.Parameters {
			if key := p.Wire + " " + p.In; p.Name != want[key] {
				t.Errorf("%s is %s, expected %s", key, p.Name, want[key])
			}
		}
		if got := op.Responses[0].Headers[0].Name; got != "XRate" {
			t.Errorf("the header is %s", got)
		}
	}
}

// A published name says by which rule the operation would have another.
func TestWhyPublished(t *testing.T) {
	doc, err := load.Load(context.Background(), load.Input{Name: "api.json", Data: []byte(
		`{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {
			"/a": {"get": {"operationId": "listA", "responses": {"200": {"description": ""}}}}}}`)})
	if err != nil {
		t.Fatal(err)
	}
	published := goapi.Published{Names: map[string]string{"/paths/~1a/get": "Old"}}
	result := lower.Lower(context.Background(), doc, lower.Options{Published: published}, new(diag.List))
	want := "published before, in the lock; by the rule it would be ListA (operationId)"
	if got := result.Named()[0].Why; got != want {
		t.Errorf("got %q, expected %q", got, want)
	}
}
