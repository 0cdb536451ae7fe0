package rules

// What the document is made of: the objects of OpenAPI 3.0.3 that it uses,
// their keys in the order they are written, and the texts they must have.

import (
	"strings"

	"github.com/oasmint/oasmint/generator/source"
)

// kind is one of OpenAPI's objects.
type kind struct {
	keys  []string        // in their order; a key that is not here is a finding
	texts []string        // texts that every object of the kind must have
	parts map[string]part // the objects under its keys
}

// part says what stands under a key: one object, a list, or a map of names.
type part struct {
	kind string
	form form
}

type form uint8

const (
	single form = iota
	list
	named
)

func one(kind string) part   { return part{kind, single} }
func many(kind string) part  { return part{kind, list} }
func names(kind string) part { return part{kind, named} }

var (
	schemaKeys = strings.Fields(`$ref allOf oneOf anyOf type format nullable title description deprecated readOnly
		writeOnly required enum x-enum-descriptions x-action-response x-action-content x-action-headers
		default minimum exclusiveMinimum maximum
		exclusiveMaximum multipleOf minLength maxLength pattern minItems maxItems uniqueItems minProperties
		maxProperties example items properties additionalProperties`)
	schemaParts = map[string]part{
		"allOf": many("subschema"), "oneOf": many("subschema"), "anyOf": many("subschema"),
		"items": one("subschema"), "properties": names("property"), "additionalProperties": one("subschema"),
	}
	described = []string{"description"}
)

// kinds are the objects by their names in the OpenAPI specification. A schema
// goes by three: a component and a property must be described, the others
// (items, the schema of a parameter or a body) are by what holds them.
var kinds = map[string]kind{
	"document": {
		keys: strings.Fields("openapi info servers security tags paths components"),
		parts: map[string]part{
			"info": one("info"), "servers": many("server"), "tags": many("tag"),
			"paths": names("path item"), "components": one("components"),
		},
	},
	"info":   {keys: strings.Fields("title version description termsOfService contact license"), texts: described},
	"server": {keys: strings.Fields("url description variables"), texts: described},
	"tag": {
		keys: strings.Fields("name description externalDocs"), texts: described,
		parts: map[string]part{"externalDocs": one("external documentation")},
	},
	"external documentation": {keys: strings.Fields("description url"), texts: described},
	"path item": {
		keys: strings.Fields("get put post delete options head patch trace"),
		parts: map[string]part{
			"get": one("operation"), "put": one("operation"), "post": one("operation"), "delete": one("operation"),
			"options": one("operation"), "head": one("operation"), "patch": one("operation"), "trace": one("operation"),
		},
	},
	"operation": {
		keys: strings.Fields(`operationId tags summary description externalDocs deprecated security parameters
			requestBody responses`),
		texts: []string{"summary", "description"},
		parts: map[string]part{
			"externalDocs": one("external documentation"), "parameters": many("parameter"),
			"requestBody": one("request body"), "responses": names("response"),
		},
	},
	"parameter": {
		keys: strings.Fields("$ref name in required description deprecated schema example examples"), texts: described,
		parts: map[string]part{"schema": one("subschema"), "examples": names("example")},
	},
	"request body": {
		keys: strings.Fields("$ref description required content"), texts: described,
		parts: map[string]part{"content": names("media type")},
	},
	"media type": {
		keys:  strings.Fields("schema example examples encoding"),
		parts: map[string]part{"schema": one("subschema"), "examples": names("example")},
	},
	"example": {keys: strings.Fields("$ref summary description value"), texts: []string{"summary"}},
	"response": {
		keys: strings.Fields("$ref description headers content links"), texts: described,
		parts: map[string]part{"content": names("media type"), "links": names("link")},
	},
	"link": {keys: strings.Fields("$ref operationId parameters description"), texts: described},
	"components": {
		keys: strings.Fields("securitySchemes parameters responses links schemas"),
		parts: map[string]part{
			"securitySchemes": names("security scheme"), "parameters": names("parameter"),
			"responses": names("response"), "links": names("link"), "schemas": names("schema"),
		},
	},
	"security scheme": {keys: strings.Fields("type scheme bearerFormat description"), texts: described},
	"schema":          {keys: schemaKeys, parts: schemaParts, texts: described},
	"property":        {keys: schemaKeys, parts: schemaParts, texts: described},
	"subschema":       {keys: schemaKeys, parts: schemaParts},
}

// object is an object of the document, with what it is.
type object struct {
	source.Cursor
	kind   string
	name   string // its key in a map of names, a parameter's or tag's name; else empty
	holder string // the component or the operation it belongs to; empty above these
}

// isSchema reports whether o is a schema, of whatever kind.
func (o object) isSchema() bool {
	return o.kind == "schema" || o.kind == "property" || o.kind == "subschema"
}

// isRef reports whether o is a reference. A property says what it is for beside it.
func (o object) isRef() bool { return o.Key("$ref").Node != nil && o.kind != "property" }

// walk visits the object at c and all below it, in the document's order. A
// value of a wrong type is passed over: load.Document.Check reports it.
func walk(c source.Cursor, kind, holder string, visit func(object)) {
	object{Cursor: c, kind: kind, holder: holder}.walk(visit)
}

func (o object) walk(visit func(object)) {
	if o.Node == nil || o.Node.Kind != source.Object {
		return
	}
	visit(o)
	for _, m := range o.Members() {
		p, ok := kinds[o.kind].parts[m.LastToken()]
		if !ok {
			continue
		}
		for _, c := range p.objects(m) {
			below := object{Cursor: c, kind: p.kind, name: p.nameOf(c), holder: o.holder}
			switch p.kind {
			case "operation":
				below.holder = operationName(c)
			case "schema":
				below.holder = below.name
			}
			below.walk(visit)
		}
	}
}

// objects are the cursors of the objects under a key.
func (p part) objects(c source.Cursor) []source.Cursor {
	switch p.form {
	case list:
		return c.Items()
	case named:
		return c.Members()
	}
	return []source.Cursor{c}
}

func (p part) nameOf(c source.Cursor) string {
	if p.form == named {
		return c.LastToken()
	}
	return c.Key("name").Node.Str()
}

// operationName is the operationId, or method and path where there is none.
func operationName(c source.Cursor) string {
	if id := c.Key("operationId").Node.Str(); id != "" {
		return id
	}
	tokens := strings.Split(c.Pointer, "/")
	return strings.ToUpper(c.LastToken()) + " " + source.UnescapeToken(tokens[len(tokens)-2])
}
