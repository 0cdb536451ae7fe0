// This file makes the small document that the validators are generated from.

package main

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// body is one of the bodies in testdata, by the name of its schema.
type body struct{ schema, goName string }

// bodies are what the validators are measured with: testdata/SCHEMA.json.
var bodies = []body{
	{"token_fail_request", "TokenFailRequest"},
	{"client", "Client"},
	{"service", "Service"},
}

// reduce returns a document that has one operation for each of bodies, which
// takes it in its request, and the schemas that this needs.
func reduce(doc *yaml.Node) *yaml.Node {
	paths, schemas := mapping(), mapping()
	for _, b := range bodies {
		ref := mapping("$ref", scalar("#/components/schemas/"+b.schema))
		paths.Content = append(paths.Content, scalar("/"+b.schema), mapping("post", mapping(
			"operationId", scalar("send_"+b.schema),
			"requestBody", mapping(
				"required", &yaml.Node{Kind: yaml.ScalarNode, Value: "true"},
				"content", mapping("application/json", mapping("schema", ref)),
			),
			"responses", mapping("204", mapping("description", scalar("Taken."))),
		)))
		addSchema(schemas, doc, b.schema)
	}
	return mapping(
		"openapi", scalar(lookup(doc, "openapi").Value),
		"info", mapping("title", scalar("Three bodies"), "version", scalar("1")),
		"paths", paths,
		"components", mapping("schemas", schemas),
	)
}

// addSchema adds the schema called key, and those it refers to, to schemas.
func addSchema(schemas, doc *yaml.Node, key string) {
	if lookup(schemas, key) != nil {
		return
	}
	schema := lookup(doc, "components", "schemas", key)
	schemas.Content = append(schemas.Content, scalar(key), schema)
	references(schema, func(ref *yaml.Node) {
		addSchema(schemas, doc, strings.TrimPrefix(ref.Value, "#/components/schemas/"))
	})
}

func scalar(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }

// mapping makes a mapping of keys and nodes in turn.
func mapping(pairs ...any) *yaml.Node {
	m := &yaml.Node{Kind: yaml.MappingNode}
	for i := 0; i < len(pairs); i += 2 {
		m.Content = append(m.Content, scalar(pairs[i].(string)), pairs[i+1].(*yaml.Node))
	}
	return m
}
