// What stands where in an OpenAPI document, as far as references go: OpenAPI 3.0.4
// and 3.1.1, section "OpenAPI Object" and below.

package load

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/keyword"
)

// kind is a kind of object, or of map or list of objects.
type kind struct {
	reference  bool             // OpenAPI allows a $ref here: a Reference Object, a Path Item, a Schema
	mapping    bool             // a text that is a reference by itself
	fields     map[string]*kind // members of a fixed name
	each       *kind            // other members
	extensible bool             // of which those that begin with x- are extensions all the same
	items      *kind            // of a list

	home  *kind // a place where something of this kind is at home: a path, or a component
	alone bool  // a home that gives its name, so that one thing has one home
}

var (
	plain     = &kind{} // has no references
	value     = &kind{} // of the API: an example, a default
	inValue   = &kind{} // a part of one
	extension = &kind{} // x-…, and its parts
)

func mapOf(k *kind) *kind  { return &kind{each: k} }
func listOf(k *kind) *kind { return &kind{items: k} }

// isFree reports whether documents may write there what they like.
func (k *kind) isFree() bool { return k == value || k == inValue || k == extension }

// member is the kind of the member of a name.
func (k *kind) member(key string) *kind {
	switch {
	case k == extension:
		return k
	case k.isFree():
		return inValue
	case k.fields[key] != nil:
		return k.fields[key]
	case strings.HasPrefix(key, "x-") && (k.each == nil || k.extensible):
		return extension
	case k.each != nil:
		return k.each
	case k == schema && keyword.Of(key) == nil: // no one reads it
		return extension
	}
	return plain
}

// item is the kind of the items of a list.
func (k *kind) item() *kind {
	switch {
	case k.isFree():
		return k.member("")
	case k.items != nil:
		return k.items
	}
	return plain
}

// document is the OpenAPI Object, schema the Schema Object.
var document, schema = openAPI()

func openAPI() (document, schema *kind) {
	schema = &kind{reference: true}
	item := &kind{reference: true}
	var (
		example   = &kind{reference: true, fields: map[string]*kind{"value": value, "dataValue": value}}
		media     = &kind{fields: map[string]*kind{"schema": schema, "itemSchema": schema, "example": value, "examples": mapOf(example)}}
		header    = &kind{reference: true, fields: map[string]*kind{"schema": schema, "content": mapOf(media), "example": value, "examples": mapOf(example)}}
		parameter = &kind{reference: true, fields: header.fields}
		link      = &kind{reference: true, fields: map[string]*kind{"parameters": mapOf(value), "requestBody": value}}
		body      = &kind{reference: true, fields: map[string]*kind{"content": mapOf(media)}}
		response  = &kind{reference: true, fields: map[string]*kind{"headers": mapOf(header), "content": mapOf(media), "links": mapOf(link)}}
		callback  = &kind{reference: true, each: item, extensible: true}
		lists     = listOf(plain)
		security  = listOf(mapOf(lists))
		operation = &kind{fields: map[string]*kind{
			"parameters": listOf(parameter), "requestBody": body, "callbacks": mapOf(callback), "tags": lists, "servers": lists, "security": security,
			"responses": {each: response, extensible: true},
		}}
		components = map[string]*kind{
			"schemas": schema, "responses": response, "parameters": parameter, "examples": example, "requestBodies": body,
			"headers": header, "securitySchemes": {reference: true}, "links": link, "callbacks": callback, "pathItems": item,
		}
		path = &kind{home: item}
	)
	media.fields["encoding"] = mapOf(&kind{fields: map[string]*kind{"headers": mapOf(header)}})
	item.fields = map[string]*kind{"parameters": listOf(parameter), "servers": lists}
	for _, method := range []string{"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"} {
		item.fields[method] = operation
	}
	item.fields["additionalOperations"] = mapOf(operation)
	schema.fields = map[string]*kind{"discriminator": {fields: map[string]*kind{"mapping": mapOf(&kind{mapping: true})}}}
	for _, key := range []string{"default", "example", "examples", "enum", "const"} {
		schema.fields[key] = value
	}
	for _, k := range keyword.All() {
		switch k.Form() {
		case keyword.OneSchema:
			schema.fields[k.Name] = schema
		case keyword.SchemaList:
			schema.fields[k.Name] = listOf(schema)
		case keyword.SchemasByName:
			schema.fields[k.Name] = mapOf(schema)
		}
	}
	schema.fields["additionalItems"] = schema
	for _, key := range otherSchemasByName {
		schema.fields[key] = mapOf(schema)
	}
	for section, of := range components {
		components[section] = mapOf(&kind{home: of, alone: true})
	}
	return &kind{fields: map[string]*kind{
		"components": {fields: components},
		"paths":      {each: path, extensible: true}, "webhooks": mapOf(path),
		"tags": lists, "servers": lists, "security": security,
	}}, schema
}

// otherSchemasByName are places of schemas that are no keywords here: those of
// definitions, and what earlier drafts of JSON Schema have.
var otherSchemasByName = []string{"$defs", "definitions", "dependencies"}

// schemasByName lists all keys of a schema that hold schemas by name.
func schemasByName() []string {
	names := slices.Clone(otherSchemasByName)
	for _, k := range keyword.All() {
		if k.Form() == keyword.SchemasByName {
			names = append(names, k.Name)
		}
	}
	return names
}
