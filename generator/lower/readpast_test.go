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

// everyObject holds one of each object of OpenAPI that has fixed fields.
const everyObject = `{
"openapi": "3.1.1", "info": {"title": "t", "version": "1", "contact": {}, "license": {"name": "l"}},
"servers": [{"url": "https://example.com", "variables": {"v": {"default": "a"}}}],
"tags": [{"name": "t", "externalDocs": {"url": "https://example.com"}}],
"paths": {"/a": {"post": {
	"operationId": "postA",
	"parameters": [{"name": "q", "in": "query"}, {"name": "r", "in": "query", "examples": {"e": {"value": 1}}}, {"$ref": "#/components/parameters/P"}],
	"requestBody": {"content": {"multipart/form-data": {"schema": {"$ref": "#/components/schemas/S"}, "encoding": {"a": {}}}}},
	"responses": {"200": {"description": "d", "headers": {"H": {}}, "links": {"l": {"operationId": "postA"}},
		"content": {"application/json": {"schema": {"oneOf": [{"$ref": "#/components/schemas/S"}], "discriminator": {"propertyName": "a"}, "xml": {}}}}}}
}}},
"components": {"parameters": {"P": {"name": "p", "in": "query"}}, "schemas": {"S": {"type": "object", "properties": {"a": {"type": "string"}}}},
	"securitySchemes": {"o": {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "u", "scopes": {}}}}}}
}`

const (
	media   = `{"application/json": {"schema": {"type": "string"}}}`
	schema  = `{"type": "integer"}`
	objects = `{"application/json": {"schema": {"type": "object", "properties": {"x": {}}}}}`
)

// fixedFields are the fixed fields of OpenAPI 3.0.4 and 3.1.1, section "Schema" (4.7
// and 4.8), by the object's name and its place in everyObject, each with a value.
// The Schema Object has a test of its own, in package keyword.
var fixedFields = []struct {
	object, at string
	fields     string // an object
}{
	{"OpenAPI", "", `{"openapi": "3.1.0", "info": {"title": "other"}, "jsonSchemaDialect": "https://example.com/dialect", "servers": [], "paths": {},
		"webhooks": {"w": {"get": {}}}, "components": {}, "security": [{"o": []}], "tags": [], "externalDocs": {"url": "u"}}`},
	{"Info", "/info", `{"title": "other", "summary": "s", "description": "d", "termsOfService": "u", "contact": {"name": "n"}, "license": {"name": "n"}, "version": "2"}`},
	{"Contact", "/info/contact", `{"name": "n", "url": "u", "email": "e@example.com"}`},
	{"License", "/info/license", `{"name": "n", "identifier": "MIT", "url": "u"}`},
	{"Server", "/servers/0", `{"url": "other", "description": "d", "variables": {"w": {"default": "b"}}}`},
	{"Server Variable", "/servers/0/variables/v", `{"enum": ["a"], "default": "c", "description": "d"}`},
	{"Components", "/components", `{"schemas": {"T": {}}, "responses": {"R": {"description": "d", "content": ` + objects + `}}, "parameters": {"P": {"name": "x", "in": "query"}},
		"examples": {"E": {"value": 1}}, "requestBodies": {"B": {"content": ` + objects + `}}, "headers": {"H": {"schema": ` + schema + `}}, "securitySchemes": {},
		"links": {"L": {}}, "callbacks": {"C": {}}, "pathItems": {"I": {}}}`},
	{"Path Item", "/paths/~1a", `{"$ref": "#/paths/~1b", "summary": "s", "description": "d", "get": {}, "put": {}, "post": {}, "delete": {}, "options": {}, "head": {}, "patch": {}, "trace": {},
		"servers": [{"url": "u"}], "parameters": [{"name": "x", "in": "query"}]}`},
	{"Operation", "/paths/~1a/post", `{"tags": ["u"], "summary": "s", "description": "d", "externalDocs": {"url": "u"}, "operationId": "other", "parameters": [],
		"requestBody": {"content": {}}, "responses": {}, "callbacks": {"c": {"{$url}": {"get": {}}}}, "deprecated": true, "security": [{"o": []}], "servers": [{"url": "u"}]}`},
	{"External Documentation", "/tags/0/externalDocs", `{"description": "d", "url": "v"}`},
	{"Parameter", "/paths/~1a/post/parameters/0", `{"name": "other", "in": "header", "description": "d", "required": true, "deprecated": true, "allowEmptyValue": true,
		"style": "deepObject", "explode": false, "allowReserved": true, "schema": ` + schema + `, "example": 1, "examples": {"e": {"value": 1}}, "content": ` + media + `}`},
	{"Request Body", "/paths/~1a/post/requestBody", `{"description": "d", "content": ` + media + `, "required": true}`},
	{"Media Type", "/paths/~1a/post/requestBody/content/multipart~1form-data", `{"schema": ` + schema + `, "example": 1, "examples": {"e": {"value": 1}}, "encoding": {}}`},
	{"Encoding", "/paths/~1a/post/requestBody/content/multipart~1form-data/encoding/a", `{"contentType": "image/png", "headers": {"X-A": {}}, "style": "form", "explode": false, "allowReserved": true}`},
	{"Responses", "/paths/~1a/post/responses", `{"default": {"description": "d"}, "404": {"description": "d"}}`},
	{"Response", "/paths/~1a/post/responses/200", `{"description": "other", "headers": {}, "content": {}, "links": {}}`},
	{"Example", "/paths/~1a/post/parameters/1/examples/e", `{"summary": "s", "description": "d", "value": 2, "externalValue": "https://example.com"}`},
	{"Link", "/paths/~1a/post/responses/200/links/l", `{"operationRef": "r", "operationId": "o", "parameters": {}, "requestBody": 1, "description": "d", "server": {"url": "u"}}`},
	{"Header", "/paths/~1a/post/responses/200/headers/H", `{"description": "d", "required": true, "deprecated": true, "style": "simple", "explode": true, "schema": ` + schema + `,
		"example": 1, "examples": {"e": {"value": 1}}, "content": ` + media + `}`},
	{"Tag", "/tags/0", `{"name": "other", "description": "d", "externalDocs": {"url": "v"}}`},
	{"Reference", "/paths/~1a/post/parameters/2", `{"$ref": "#/paths/~1a/post/parameters/0", "summary": "s", "description": "d"}`},
	{"Discriminator", "/paths/~1a/post/responses/200/content/application~1json/schema/discriminator", `{"propertyName": "b", "mapping": {"m": "S"}}`},
	{"XML", "/paths/~1a/post/responses/200/content/application~1json/schema/xml", `{"name": "n", "namespace": "u", "prefix": "p", "attribute": true, "wrapped": true}`},
	{"Security Scheme", "/components/securitySchemes/o", `{"type": "http", "description": "d", "name": "n", "in": "query", "scheme": "basic", "bearerFormat": "JWT", "flows": {}, "openIdConnectUrl": "u"}`},
	{"OAuth Flows", "/components/securitySchemes/o/flows", `{"implicit": {"authorizationUrl": "v"}, "password": {}, "clientCredentials": {}, "authorizationCode": {}}`},
	{"OAuth Flow", "/components/securitySchemes/o/flows/implicit", `{"authorizationUrl": "v", "tokenUrl": "u", "refreshUrl": "u", "scopes": {"s": "d"}}`},
}

// laterFields are the fixed fields that OpenAPI 3.2.0 added, in the same way.
var laterFields = []struct{ object, at, fields string }{
	{"OpenAPI", "", `{"$self": "https://example.com/api"}`},
	{"Server", "/servers/0", `{"name": "n"}`},
	{"Components", "/components", `{"mediaTypes": {"M": {}}}`},
	{"Path Item", "/paths/~1a", `{"query": {}, "additionalOperations": {"COPY": {}}}`},
	{"Media Type", "/paths/~1a/post/requestBody/content/multipart~1form-data", `{"itemSchema": {}, "prefixEncoding": [], "itemEncoding": {}}`},
	{"Encoding", "/paths/~1a/post/requestBody/content/multipart~1form-data/encoding/a", `{"encoding": {}, "prefixEncoding": [], "itemEncoding": {}}`},
	{"Response", "/paths/~1a/post/responses/200", `{"summary": "s"}`},
	{"Example", "/paths/~1a/post/parameters/1/examples/e", `{"dataValue": 2, "serializedValue": "2"}`},
	{"Tag", "/tags/0", `{"summary": "s", "parent": "p", "kind": "nav"}`},
	{"Discriminator", "/paths/~1a/post/responses/200/content/application~1json/schema/discriminator", `{"defaultMapping": "S"}`},
	{"XML", "/paths/~1a/post/responses/200/content/application~1json/schema/xml", `{"nodeType": "text"}`},
	{"Security Scheme", "/components/securitySchemes/o", `{"oauth2MetadataUrl": "https://example.com", "deprecated": true}`},
	{"OAuth Flows", "/components/securitySchemes/o/flows", `{"deviceAuthorization": {}}`},
	{"OAuth Flow", "/components/securitySchemes/o/flows/implicit", `{"deviceAuthorizationUrl": "https://example.com"}`},
}

// unread are the fields that are neither read nor warned about, and why nobody misses
// them.
var unread = map[string]string{}

func init() {
	for reason, fields := range map[string]string{
		"it is about the document or its publisher, for people":           "Info.summary Info.termsOfService Info.contact Info.license Contact.name Contact.url Contact.email License.name License.identifier License.url",
		"it leads readers elsewhere":                                      "OpenAPI.externalDocs Operation.externalDocs Tag.externalDocs External_Documentation.description External_Documentation.url",
		"a server's address is shown as the template it is":               "Server.name",
		"its operations have their own":                                   "Path_Item.summary Path_Item.description",
		"it holds what others refer to, and says nothing alone":           "Components.mediaTypes Components.examples Components.headers Components.links Components.callbacks Components.pathItems",
		"nothing is emitted that follows links":                           "Response.links Link.operationRef Link.operationId Link.parameters Link.requestBody Link.description Link.server",
		"it is the only style that headers have":                          "Header.style",
		"nothing is emitted that reads headers":                           "Header.explode",
		"it is read where what OpenAPI 3.1 has in its place is not there": "Response.summary Example.dataValue Example.serializedValue",
		"the value is not in the document":                                "Example.externalValue",
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
	for i, o := range append(slices.Clone(fixedFields), laterFields...) {
		version := everyObject
		if i >= len(fixedFields) {
			version = strings.Replace(everyObject, "3.1.1", "3.2.0", 1)
		}
		before := said(t, read(version))
		for field, value := range read(o.fields).(map[string]any) {
			doc := read(version)
			in := doc
			for _, token := range strings.Split(o.at, "/")[1:] {
				token = strings.ReplaceAll(token, "~1", "/")
				if list, ok := in.([]any); ok {
					in = list[slices.Index([]string{"0", "1", "2"}, token)]
					continue
				}
				in = in.(map[string]any)[token]
			}
			in.(map[string]any)[field] = value
			name := fmt.Sprintf("%s.%s", o.object, field)
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
