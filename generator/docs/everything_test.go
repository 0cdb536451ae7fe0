package docs_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/keyword/keywordtest"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// notShown are the fixed fields of OpenAPI's objects that pages do not show, with the reason.
var notShown = map[string]string{}

func init() {
	for reason, fields := range map[string]string{
		"it says how the document is written":                             "OpenAPI.openapi OpenAPI.jsonSchemaDialect OpenAPI.$self",
		"it holds what others refer to, and says nothing alone":           "Components.examples Components.headers Components.links Components.callbacks Components.pathItems Components.mediaTypes",
		"it is the only style that headers have":                          "Header.style",
		"no object that may be referred to shows one":                     "Reference.summary",
		"bodies in XML are shown as the document has them, never made":    "XML.name XML.namespace XML.prefix XML.attribute XML.wrapped XML.nodeType",
		"beside a schema, a warning says that it is not read":             "Media_Type.itemSchema",
		"it is read where what OpenAPI 3.1 has in its place is not there": "Response.summary Example.dataValue Example.serializedValue",
		"a warning says that it is not read":                              "Media_Type.prefixEncoding Media_Type.itemEncoding Encoding.encoding Encoding.prefixEncoding Encoding.itemEncoding Tag.summary Tag.parent Tag.kind Discriminator.defaultMapping Security_Scheme.oauth2MetadataUrl Security_Scheme.deprecated OAuth_Flow.deviceAuthorizationUrl",
		"it means nothing for the type of scheme that the object is":      "Security_Scheme.name Security_Scheme.in Security_Scheme.scheme Security_Scheme.bearerFormat Security_Scheme.openIdConnectUrl",
	} {
		for _, field := range strings.Fields(fields) {
			notShown[strings.ReplaceAll(field, "_", " ")] = reason
		}
	}
}

// pagesOf is all that a reader sees of a document.
func pagesOf(t *testing.T, doc any) string {
	t.Helper()
	data, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	api, found := lowertest.Findings(data)
	if api == nil {
		t.Fatal(found)
	}
	reference, err := docs.Render(api, docs.Options{}, &diag.List{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range reference.Pages() {
		b.Write(p.Data)
	}
	return b.String()
}

// TestEveryField goes through all fixed fields of all objects of OpenAPI 3.0, 3.1 and 3.2:
// each is shown on a page, or excused.
func TestEveryField(t *testing.T) {
	decoded := func(text string) (v any) {
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(text, err)
		}
		return v
	}
	fields := map[string]bool{}
	for i, o := range append(slices.Clone(lowertest.FixedFields), lowertest.LaterFields...) {
		version := lowertest.EveryObject
		if i >= len(lowertest.FixedFields) {
			version = strings.Replace(version, "3.1.1", "3.2.0", 1)
		}
		before := pagesOf(t, decoded(version))
		for field, value := range decoded(o.Fields).(map[string]any) {
			name := fmt.Sprintf("%s.%s", o.Object, field)
			fields[name] = true
			reason := notShown[name]
			switch shown := pagesOf(t, o.With(version, field, value)) != before; {
			case shown && reason != "":
				t.Errorf("%s is shown; its excuse is not needed", name)
			case !shown && reason == "":
				t.Errorf("%s is lost: show it, or excuse it with a reason", name)
			}
		}
	}
	for name := range notShown {
		if !fields[name] {
			t.Errorf("there is no field %s", name)
		}
	}
}

// keywordsNotShown are those of the Schema Object, with the reason.
var keywordsNotShown = map[string]string{
	"$schema": "it says how the document is written", "$comment": "it is for the authors of the document",
	"$id": "it names a place for references", "$anchor": "it names a place for references", "$dynamicAnchor": "it names a place for references",
	"$defs": "it holds what others refer to, and says nothing alone", "definitions": "it holds what others refer to, and says nothing alone",
	"$dynamicRef": "it is resolved, or a warning says that it is not", "$recursiveRef": "a warning says that it is not read",
	"$vocabulary": "a warning says that it is not read", "dependencies": "a warning says that it is not read",
	"additionalItems": "a warning says that it is not read", "minimumExclusive": "a warning says that it is not read",
	"unevaluatedObject": "a warning says that it is not read",
	"xml":               "bodies in XML are shown as the document has them, never made",
	"nullable":          "it is told as null among the types; in 3.1 it means nothing",
}

// TestEveryKeyword goes through all keywords of the Schema Object, in a component and in a
// property: each is shown on a page, or excused.
func TestEveryKeyword(t *testing.T) {
	pairs := slices.Clone(keywordtest.Pairs)
	text := `{"type": "string", "minLength": 1%s}`
	for _, more := range []string{
		`"title": "Other"`, `"description": "Other"`, `"default": "x"`, `"example": "x"`, `"examples": ["x"]`, `"deprecated": true`,
		`"readOnly": true`, `"writeOnly": true`, `"contentEncoding": "base64"`, `"contentMediaType": "image/png"`, `"contentSchema": {"minLength": 2}`,
		`"externalDocs": {"url": "https://example.com"}`,
	} {
		name, _, _ := strings.Cut(strings.TrimPrefix(more, `"`), `"`)
		pairs = append(pairs, keywordtest.Pair{Keyword: name, Wide: fmt.Sprintf(text, ""), Narrow: fmt.Sprintf(text, ", "+more)})
	}
	oneOf := `{"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]%s}`
	pairs = append(pairs, keywordtest.Pair{Keyword: "discriminator", Wide: fmt.Sprintf(oneOf, ""), Narrow: fmt.Sprintf(oneOf, `, "discriminator": {"propertyName": "a"}`)})
	shared := keywordtest.Components()
	document := `{"openapi": "3.1.1", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {"S0": ` + shared[0] + `, "S1": ` + shared[1] + `,
		"A": {"type": "object"}, "B": {"type": "object"}, "Own": %s, "Holder": {"type": "object", "properties": {"p": %s}}}}}`
	read := func(schema, property string) string {
		return pagesOf(t, json.RawMessage(fmt.Sprintf(document, schema, property)))
	}
	tried := map[string]bool{}
	for _, p := range pairs {
		tried[p.Keyword] = true
		if keywordsNotShown[p.Keyword] != "" {
			continue
		}
		if read(p.Wide, `{}`) == read(p.Narrow, `{}`) && p.Keyword != "readOnly" && p.Keyword != "writeOnly" { // which are of a property
			t.Errorf("%s of a component is lost", p.Keyword)
		}
		if read(`{}`, p.Wide) == read(`{}`, p.Narrow) {
			t.Errorf("%s of a property is lost", p.Keyword)
		}
	}
	for _, k := range keyword.All() {
		if !tried[k.Name] && keywordsNotShown[k.Name] == "" {
			t.Errorf("%s: nothing shows that pages have it", k.Name)
		}
	}
}
