package lowertest

import (
	"encoding/json"
	"slices"
	"strings"
)

// This file lists all that OpenAPI's objects have, for tests that ask for each.

// ObjectFields are fields of an object, each with a value.
type ObjectFields struct {
	Object, At string // its name, and its place in EveryObject
	Fields     string // an object in JSON
}

// With is a document, an EveryObject, with one field of the object set.
func (o ObjectFields) With(document, field string, value any) any {
	var doc any
	if err := json.Unmarshal([]byte(document), &doc); err != nil {
		panic(err)
	}
	in := doc
	for _, token := range strings.Split(o.At, "/")[1:] {
		token = strings.ReplaceAll(token, "~1", "/")
		if list, ok := in.([]any); ok {
			in = list[slices.Index([]string{"0", "1", "2"}, token)]
			continue
		}
		in = in.(map[string]any)[token]
	}
	in.(map[string]any)[field] = value
	if excluded := map[string]string{"content": "schema", "externalValue": "value"}[field]; excluded != "" {
		delete(in.(map[string]any), excluded)
	}
	return doc
}

// EveryObject holds one of each object of OpenAPI that has fixed fields.
const EveryObject = `{
"openapi": "3.1.1", "info": {"title": "t", "version": "1", "contact": {}, "license": {"name": "l"}},
"servers": [{"url": "https://example.com", "variables": {"v": {"default": "a"}}}],
"tags": [{"name": "t", "externalDocs": {"url": "https://example.com"}}],
"paths": {"/a": {"post": {
	"operationId": "postA", "tags": ["t"],
	"parameters": [{"name": "q", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}, {"name": "r", "in": "query", "examples": {"e": {"value": "x"}}}, {"$ref": "#/components/parameters/P"}],
	"requestBody": {"content": {"multipart/form-data": {"schema": {"$ref": "#/components/schemas/S"}, "encoding": {"a": {}}}}},
	"responses": {"200": {"description": "d", "headers": {"H": {"schema": {"type": "array", "items": {"type": "string"}}}}, "links": {"l": {"operationRef": "other.yaml"}},
		"content": {"application/json": {"schema": {"oneOf": [{"$ref": "#/components/schemas/S"}, {"$ref": "#/components/schemas/T"}], "discriminator": {"propertyName": "a"}, "xml": {}}}}}}
}}},
"components": {"parameters": {"P": {"name": "p", "in": "query"}}, "schemas": {"S": {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "string"}}}}, "T": {"type": "object", "properties": {"b": {"type": "string"}}}},
	"securitySchemes": {"o": {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "u", "scopes": {}}}}}}
}`

const (
	media   = `{"application/json": {"schema": {"type": "string"}}}`
	schema  = `{"type": "integer"}`
	objects = `{"application/json": {"schema": {"type": "object", "properties": {"x": {}}}}}`
)

// FixedFields are the fixed fields of OpenAPI 3.0.4 and 3.1.1, section "Schema" (4.7
// and 4.8), by the object's name and its place in EveryObject, each with a value.
// The Schema Object has a test of its own, in package keyword.
var FixedFields = []ObjectFields{
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
		"style": "deepObject", "explode": false, "allowReserved": true, "schema": ` + schema + `, "example": ["x"], "examples": {"e": {"value": ["x"]}}, "content": ` + media + `}`},
	{"Request Body", "/paths/~1a/post/requestBody", `{"description": "d", "content": ` + media + `, "required": true}`},
	{"Media Type", "/paths/~1a/post/requestBody/content/multipart~1form-data", `{"schema": ` + schema + `, "example": {"a": ["x"]}, "examples": {"e": {"value": {"a": ["x"]}}}, "encoding": {"a": {"contentType": "image/png"}}}`},
	{"Encoding", "/paths/~1a/post/requestBody/content/multipart~1form-data/encoding/a", `{"contentType": "image/png", "headers": {"X-A": {}}, "style": "spaceDelimited", "explode": false, "allowReserved": true}`},
	{"Responses", "/paths/~1a/post/responses", `{"default": {"description": "d"}, "404": {"description": "d"}}`},
	{"Response", "/paths/~1a/post/responses/200", `{"description": "other", "headers": {}, "content": {}, "links": {}}`},
	{"Example", "/paths/~1a/post/parameters/1/examples/e", `{"summary": "s", "description": "d", "value": "y", "externalValue": "https://example.com"}`},
	{"Link", "/paths/~1a/post/responses/200/links/l", `{"operationRef": "r", "operationId": "o", "parameters": {"p": "$response.body#/id"}, "requestBody": 1, "description": "d", "server": {"url": "u"}}`},
	{"Header", "/paths/~1a/post/responses/200/headers/H", `{"description": "d", "required": true, "deprecated": true, "style": "simple", "explode": true, "schema": ` + schema + `,
		"example": ["x"], "examples": {"e": {"value": ["x"]}}, "content": ` + media + `}`},
	{"Tag", "/tags/0", `{"name": "other", "description": "d", "externalDocs": {"url": "v"}}`},
	{"Reference", "/paths/~1a/post/parameters/2", `{"$ref": "#/paths/~1a/post/parameters/0", "summary": "s", "description": "d"}`},
	{"Discriminator", "/paths/~1a/post/responses/200/content/application~1json/schema/discriminator", `{"propertyName": "b", "mapping": {"m": "S"}}`},
	{"XML", "/paths/~1a/post/responses/200/content/application~1json/schema/xml", `{"name": "n", "namespace": "u", "prefix": "p", "attribute": true, "wrapped": true}`},
	{"Security Scheme", "/components/securitySchemes/o", `{"type": "http", "description": "d", "name": "n", "in": "query", "scheme": "basic", "bearerFormat": "JWT", "flows": {}, "openIdConnectUrl": "u"}`},
	{"OAuth Flows", "/components/securitySchemes/o/flows", `{"implicit": {"authorizationUrl": "v"}, "password": {}, "clientCredentials": {}, "authorizationCode": {}}`},
	{"OAuth Flow", "/components/securitySchemes/o/flows/implicit", `{"authorizationUrl": "v", "tokenUrl": "u", "refreshUrl": "u", "scopes": {"s": "d"}}`},
}

// LaterFields are the fixed fields that OpenAPI 3.2.0 added, in the same way.
var LaterFields = []ObjectFields{
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
