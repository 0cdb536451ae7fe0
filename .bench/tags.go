// This file writes the assertions of a document as the struct tags of
// go-playground/validator, so that it checks what the others check.

package main

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// addTags has oapi-codegen write a validate tag on the field of each property
// of doc's schemas. There is none for pattern; it stays unchecked.
func addTags(doc *yaml.Node) {
	for _, schema := range pairs(lookup(doc, "components", "schemas")) {
		for name, property := range pairs(lookup(schema, "properties")) {
			rules := []string{"omitempty"}
			if required(schema, name.Value) {
				rules = []string{"required"}
			}
			rules = append(rules, rulesOf(doc, property)...)
			tags := mapping("validate", scalar(strings.Join(rules, ",")))
			property.Content = append(property.Content, scalar("x-oapi-codegen-extra-tags"), tags)
		}
	}
}

func required(schema *yaml.Node, property string) bool {
	names := lookup(schema, "required")
	return names != nil && slices.ContainsFunc(names.Content, func(n *yaml.Node) bool { return n.Value == property })
}

// rulesOf are the rules for a value that schema describes.
func rulesOf(doc, schema *yaml.Node) []string {
	if ref := lookup(schema, "$ref"); ref != nil {
		return rulesOf(doc, lookup(doc, strings.Split(ref.Value, "/")[1:]...))
	}
	var rules []string
	if enum := lookup(schema, "enum"); enum != nil {
		var values []string
		for _, v := range enum.Content {
			values = append(values, v.Value)
		}
		rules = append(rules, "oneof="+strings.Join(values, " "))
	}
	for _, bound := range []struct{ keyword, rule string }{
		{"minLength", "min="}, {"maxLength", "max="},
		{"minimum", "min="}, {"maximum", "max="},
		{"minItems", "min="}, {"maxItems", "max="},
	} {
		if limit := lookup(schema, bound.keyword); limit != nil {
			rules = append(rules, bound.rule+limit.Value)
		}
	}
	if format := lookup(schema, "format"); format != nil && format.Value == "uri" {
		rules = append(rules, "uri")
	}
	if items := lookup(schema, "items"); items != nil {
		rules = append(append(rules, "dive"), rulesOf(doc, items)...)
	}
	return rules
}
