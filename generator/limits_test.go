package generator_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/limits"
)

// TestLimits goes beyond each limit, and then raises it. No file is made that is not wanted.
func TestLimits(t *testing.T) {
	const head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n"
	lattice := head + "    S0: {type: object, properties: {a: {type: string}}}\n" // each level reads the one below twice, where OpenAPI has no $ref
	aliases := head + "    S0: &s0 {type: object, properties: {a: {type: string}}}\n"
	for i := range 9 {
		lattice += fmt.Sprintf("    S%d: {type: object, properties: {$ref: '#/x-%d'}}\n", i+1, i+1)
		aliases += fmt.Sprintf("    S%d: &s%d {type: object, properties: {a: *s%d, b: *s%d}}\n", i+1, i+1, i, i)
	}
	lattice += "x-0: {a: {type: string}}\n"
	for i := range 9 {
		lattice += fmt.Sprintf("x-%d: {a: {type: object, properties: {$ref: '#/x-%d'}}, b: {type: object, properties: {$ref: '#/x-%d'}}}\n", i+1, i, i)
	}
	ring := families["items ring"](99) // each file has all of them
	rings := ring
	for _, name := range []string{"T", "U", "V"} {
		rings += strings.ReplaceAll(strings.TrimPrefix(ring, head), "S", name)
	}
	met := map[string]bool{}
	for _, c := range []struct {
		name, document, flag, at string
		low                      limits.Limits // where the default is too high for a test
		raised                   limits.Limits
	}{
		{"nested values", families["nested arrays"](120), "depth", "/components/schemas/Nest/items", limits.Limits{}, limits.Limits{Depth: 200}},
		{"references", families["ref chain"](120), "depth", "/components/schemas/S51", limits.Limits{}, limits.Limits{Depth: 200}},
		{"allOf", families["allOf chain, properties"](120), "depth", "/components/schemas/S51", limits.Limits{}, limits.Limits{Depth: 200}},
		{"aliases", aliases, "aliases", "/components/schemas/S", limits.Limits{}, limits.Limits{Aliases: 1000}},
		{"misplaced references", lattice, "aliases", "/components/schemas/S", limits.Limits{}, limits.Limits{Aliases: 1000}},
		{"places", families["properties"](20), "places", "/components/schemas/List", limits.Limits{Places: 20}, limits.Limits{Places: 50}},
		{"merged places", families["allOf chain, properties"](20), "places", "/components/schemas/S", limits.Limits{Places: 100}, limits.Limits{Places: 1000}},
		{"values", families["enum of strings"](11), "values", "/components/schemas/List/enum", limits.Limits{Values: 10}, limits.Limits{Values: 11}},
		{"default values", families["enum of strings"](20_001), "values", "/components/schemas/List/enum", limits.Limits{}, limits.Limits{Values: 1 << 20}},
		{"key", families["long names"](3000), "name", "/components/schemas", limits.Limits{}, limits.Limits{Name: 10_000}},
		{"path", families["long path"](3000), "name", "/paths", limits.Limits{}, limits.Limits{Name: 10_000}},
		{"files", families["components"](20), "files", "", limits.Limits{Files: 20}, limits.Limits{Files: 100}},
		{"output", families["long description"](50_000), "output", "", limits.Limits{Output: 1}, limits.Limits{Output: 100}},
		{"output of rings", rings, "output", "", limits.Limits{Output: 1, Depth: 200}, limits.Limits{Output: 100, Depth: 200}},
	} {
		met[c.flag] = true
		t.Run(c.name, func(t *testing.T) {
			opts := generator.Options{Spec: []byte(c.document), SpecName: "api.yaml", Bounds: c.low, Progress: func(s generator.Timing) {
				if s.Stage == "jsonschema" || s.Stage == "docs" && c.flag != "output" {
					t.Errorf("%s was done, whose files were not wanted", s.Stage)
				}
			}}
			_, err := generator.Generate(context.Background(), generator.NewTarget("", map[string]string{"docs": "docs", "jsonschema": "schemas"}), opts)
			var list diag.Errors
			if !errors.As(err, &list) || len(list) != 1 || list[0].Code != limits.Code || !strings.Contains(list[0].Hint, "--max-"+c.flag+" N") ||
				!strings.HasPrefix(list[0].Position.Pointer, c.at) || list[0].Position.File != "api.yaml" {
				t.Errorf("expected the limit %s at %s, got %v", c.flag, c.at, err)
			}
			opts.Bounds = c.raised
			if _, err := generator.Model(context.Background(), generator.NewTarget("", nil), opts); err != nil {
				t.Errorf("raised: %v", err)
			}
		})
	}
	for field := range reflect.TypeFor[limits.Limits]().Fields() {
		if flag := field.Tag.Get("name"); !met[flag] {
			t.Errorf("nothing here goes beyond --max-%s", flag)
		}
	}
}
