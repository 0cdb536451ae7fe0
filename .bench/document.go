// This file holds what multiply.go and reduce.go do with a document: read and
// write it, look into it, and walk over its references.

package main

import (
	"os"
	"strings"

	"go.yaml.in/yaml/v4"
)

// readDocument returns the top mapping of an OpenAPI document.
func readDocument(path string) (*yaml.Node, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	return doc.Content[0], nil
}

func writeDocument(path string, doc *yaml.Node) error {
	data, err := yaml.Marshal(doc)
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// lookup follows keys from a mapping down; nil where one is missing.
func lookup(n *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		var next *yaml.Node
		for k, v := range pairs(n) {
			if k.Value == key {
				next = v
			}
		}
		if next == nil {
			return nil
		}
		n = next
	}
	return n
}

// pairs ranges over the keys and values of a mapping.
func pairs(n *yaml.Node) func(yield func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		if n == nil || n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}

// references calls f with every scalar below n that refers to another place of
// the document: the value of a $ref, and those of a discriminator's mapping.
func references(n *yaml.Node, f func(ref *yaml.Node)) {
	if n.Kind == yaml.ScalarNode && strings.HasPrefix(n.Value, "#/") {
		f(n)
	}
	for _, c := range n.Content {
		references(c, f)
	}
}
