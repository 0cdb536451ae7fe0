package interpret_test

import (
	"sync"
	"testing"

	"github.com/oasmint/oasmint/generator/lower/lowertest"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/interpret"
)

// What emitted validators say is compared with what interpreted ones do by the tests of
// package validators. Here is what is not among their schemas: those that refer to
// themselves by each keyword, checked by several at once.
func TestRecursion(t *testing.T) {
	api := lowertest.Text(t, []byte(`{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {
		"Values": {"type": ["object", "integer"], "additionalProperties": {"$ref": "#/components/schemas/Values"}},
		"Patterns": {"type": ["object", "integer"], "patternProperties": {"^.$": {"$ref": "#/components/schemas/Patterns"}}},
		"Rest": {"type": ["object", "integer"], "unevaluatedProperties": {"$ref": "#/components/schemas/Rest"}},
		"Items": {"type": ["array", "object", "integer"], "items": {"$ref": "#/components/schemas/Items"}, "properties": {"a": {"type": "array", "unevaluatedItems": {"$ref": "#/components/schemas/Items"}}}},
		"Choice": {"anyOf": [{"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Choice"}}}, {"type": "integer"}]}
	}}}`))
	checker := interpret.New(api)
	var all sync.WaitGroup
	for _, s := range api.Schemas {
		bodies := map[string]string{`{"a": {"a": 1}}`: "", `{"a": {"a": "x"}}`: "/a/a"}
		if s.Wire == "Items" {
			bodies = map[string]string{`[[1]]`: "", `[["x"]]`: "/0/0", `{"a": [[1], ["x"]]}`: "/a/1/0"}
		}
		for range 4 {
			all.Go(func() {
				check := checker.JSON(s, 0)
				for body, pointer := range bodies {
					err := check([]byte(body))
					found, _ := err.(validate.Errors)
					if (pointer == "") != (err == nil) || pointer != "" && found[0].Pointer != pointer {
						t.Errorf("%s: %s: %v, expected %q", s.Name, body, err, pointer)
					}
				}
			})
		}
	}
	all.Wait()
}
