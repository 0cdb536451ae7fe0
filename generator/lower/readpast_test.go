package lower_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// unread are the fields that are neither read nor warned about, and why nobody misses
// them.
var unread = map[string]string{}

func init() {
	for reason, fields := range map[string]string{
		"it holds what others refer to, and says nothing alone":           "Components.mediaTypes Components.examples Components.headers Components.links Components.callbacks Components.pathItems",
		"it is the only style that headers have":                          "Header.style",
		"it is read where what OpenAPI 3.1 has in its place is not there": "Response.summary Example.dataValue Example.serializedValue",
		"no object that may be referred to shows one":                     "Reference.summary",
		"bodies in XML are not read or written":                           "XML.name XML.namespace XML.prefix XML.attribute XML.wrapped XML.nodeType",
	} {
		for _, field := range strings.Fields(fields) {
			unread[strings.ReplaceAll(field, "_", " ")] = reason
		}
	}
}

var places = regexp.MustCompile(`"(line|column)":\d+,?`)

// said is all that lowering makes of a document, and its warnings, without lines.
func said(t *testing.T, doc any) string {
	t.Helper()
	data, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	api, found := lowertest.Findings(data)
	out, err := json.Marshal(api)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		if d.Severity >= diag.Warning {
			out = append(out, d.Code+d.Message...)
		}
	}
	return places.ReplaceAllString(string(out), "")
}

// TestEveryField holds that a change of any fixed field of any object is seen, warned
// about, or excused.
func TestEveryField(t *testing.T) {
	read := func(text string) (v any) {
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(text, err)
		}
		return v
	}
	excused := map[string]bool{}
	for i, o := range append(slices.Clone(lowertest.FixedFields), lowertest.LaterFields...) {
		version := lowertest.EveryObject
		if i >= len(lowertest.FixedFields) {
			version = strings.Replace(lowertest.EveryObject, "3.1.1", "3.2.0", 1)
		}
		before := said(t, read(version))
		for field, value := range read(o.Fields).(map[string]any) {
			doc := o.With(version, field, value)
			name := fmt.Sprintf("%s.%s", o.Object, field)
			reason := unread[name]
			switch seen := said(t, doc) != before; {
			case seen && reason != "":
				t.Errorf("%s is read; its excuse is not needed", name)
			case !seen && reason == "":
				t.Errorf("%s is read past: read it, warn about it, or excuse it with a reason", name)
			}
			excused[name] = true
		}
	}
	for name := range unread {
		if !excused[name] {
			t.Errorf("there is no field %s", name)
		}
	}
}

// TestUndeclaredRequired holds that nothing is said of a required name that another schema
// for the same value describes.
func TestUndeclaredRequired(t *testing.T) {
	_, found := lowertest.Findings([]byte(`{"openapi": "3.1.1", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {
		"Base": {"type": "object", "properties": {"a": {}}},
		"Pet": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "properties": {"b": {}}, "required": ["a", "b"]}]},
		"Own": {"properties": {"c": {}}, "allOf": [{"allOf": [{"properties": {"b": {}}, "required": ["c"]}]}]},
		"One": {"properties": {"a": {}}, "oneOf": [{"properties": {"k": {"const": 1}}, "required": ["k", "a"]}, {"properties": {"k": {"const": 2}}}]},
		"If": {"properties": {"a": {}}, "if": {"properties": {"k": {}}, "required": ["a"]}, "then": {"properties": {"k": {}}, "required": ["a"]}, "else": {"anyOf": [{"properties": {"k": {}}, "required": ["a"]}]}},
		"With": {"properties": {"a": {}}, "dependentSchemas": {"a": {"properties": {"k": {}}, "required": ["a"]}}},
		"Not": {"properties": {"a": {}}, "not": {"properties": {"k": {}}, "required": ["none"]}},
		"Items": {"properties": {"a": {}, "list": {"contains": {"properties": {"k": {}}, "required": ["a"]}}}},
		"Bad": {"allOf": [{"properties": {"b": {}}, "required": ["none"]}]}}}}`))
	var said []string
	for _, d := range found {
		said = append(said, d.Code+" "+d.Position.Pointer)
	}
	if want := []string{"undeclared-required /components/schemas/Items/properties/list/contains/required", "undeclared-required /components/schemas/Bad/allOf/0/required"}; !slices.Equal(said, want) {
		t.Errorf("got %q, want %q", said, want)
	}
}
