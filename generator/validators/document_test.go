package validators

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// JSON Schemas as the components of a document, which goes through the pipeline.

// fragment finds the references of a JSON Schema within its own document.
var fragment = regexp.MustCompile(`("\$ref"\s*:\s*)"#(/[^"]*)?"`)

// inDocument brings such references to where the schema is in a document. It may be
// used for bodies as well, some of which hold what an enum with "$ref" in it lists.
func inDocument(text, name string) string {
	return fragment.ReplaceAllString(text, `$1"#/components/schemas/`+name+`$2"`)
}

// schemaDocument is a document with a JSON Schema as its one component.
func schemaDocument(version, name, schema string) []byte {
	switch top := `{"$id": "urn:schema:` + name + `", `; {
	case version != "3.1.0" || !strings.Contains(schema, `"$id"`) && !strings.Contains(schema, `"$dynamicRef"`):
		schema = inDocument(schema, name)
	case decode[map[string]any](json.RawMessage(schema))["$id"] == nil: // by which its fragments are its own
		schema = top + strings.TrimPrefix(strings.TrimSpace(schema), "{")
	}
	return fmt.Appendf(nil, `{"openapi": %q, "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {%q: %s}}}`, version, name, schema)
}

// lowerSchema lowers a JSON Schema, and returns the API with it, the schema, and what
// is said of them. Name must be the first part of no other name that comes together
// with it. The schema is nil where there is an error.
func lowerSchema(version, name, schema string) (*ir.API, *ir.Schema, []diag.Diagnostic) {
	api, findings := lowertest.Findings(schemaDocument(version, name, schema))
	if api == nil || slices.ContainsFunc(findings, func(d diag.Diagnostic) bool { return d.Severity == diag.Error }) {
		return api, nil, findings
	}
	return api, component(api, name), findings
}

// component returns the component with a key, or nil.
func component(api *ir.API, key string) *ir.Schema {
	i := slices.IndexFunc(api.Schemas, func(s *ir.Schema) bool { return s.IsComponent() && s.Wire == key })
	if i < 0 {
		return nil
	}
	return api.Schemas[i]
}

// merged is an API with the schemas of several.
func merged(schemas []*ir.Schema) *ir.API {
	return &ir.API{Schemas: slices.SortedFunc(slices.Values(schemas), func(a, b *ir.Schema) int { return strings.Compare(a.Name, b.Name) })}
}

// componentsDocument is a document with the named schemas of a JSON object, which refer
// to each other by "#/name". One with "x-reached" is the body of a request or of a
// response, or of both; one with "x-form" is a form body.
func componentsDocument(t *testing.T, schemas []byte) []byte {
	t.Helper()
	var flags map[string]struct {
		Reached string `json:"x-reached"`
		Form    bool   `json:"x-form"`
	}
	if err := json.Unmarshal(schemas, &flags); err != nil {
		t.Fatal(err)
	}
	type object = map[string]any
	paths := object{}
	for name, f := range flags {
		body := func(media string) object {
			return object{"description": "d", "content": object{media: object{"schema": object{"$ref": "#/components/schemas/" + name}}}}
		}
		operation := object{"responses": object{"204": object{"description": "d"}}}
		if strings.Contains(f.Reached, "request") {
			operation["requestBody"] = body("application/json")
		}
		if f.Form {
			operation["requestBody"] = body("application/x-www-form-urlencoded")
		}
		if strings.Contains(f.Reached, "response") {
			operation["responses"] = object{"200": body("application/json")}
		}
		paths["/"+name] = object{"post": operation}
	}
	operations, err := json.Marshal(paths)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(schemas), `"#/`, `"#/components/schemas/`)
	return fmt.Appendf(nil, `{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "components": {"schemas":
%s}, "paths": %s}`, text, operations)
}

func decode[T any](raw json.RawMessage) T {
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		panic(fmt.Sprintf("%s: %v", raw, err))
	}
	return v
}
