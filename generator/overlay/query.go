package overlay

import (
	"errors"
	"strconv"
	"strings"

	"github.com/speakeasy-api/jsonpath/pkg/jsonpath"
	"gopkg.in/yaml.v3"

	"github.com/oasmint/oasmint/generator/source"
)

// This file puts a JSONPath (RFC 9535) to a tree. The library asks YAML nodes,
// so the tree is copied to such nodes, and what it finds is looked up again.

// parsePath reads a JSONPath. The library's errors draw the path on several
// lines; the first says what is wrong.
func parsePath(text string) (*jsonpath.JSONPath, error) {
	path, err := jsonpath.NewPath(text)
	if err == nil {
		return path, nil
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return nil, errors.New(strings.TrimPrefix(line, "Error at line 1, "))
}

// query returns the pointers of what the action targets.
func (a *action) query(root *source.Node) []string {
	places := map[*yaml.Node]string{}
	var out []string
	for _, found := range a.path.Query(toYAML(root, "", places)) {
		out = append(out, places[found])
	}
	return out
}

// toYAML copies n, and notes the pointer of every copy in places.
func toYAML(n *source.Node, pointer string, places map[*yaml.Node]string) *yaml.Node {
	out := &yaml.Node{Kind: yaml.ScalarNode, Value: n.Text}
	switch n.Kind {
	case source.Null:
		out.Tag, out.Value = "!!null", "null"
	case source.Bool:
		out.Tag = "!!bool"
	case source.Number:
		out.Tag = "!!int"
		if strings.ContainsAny(n.Text, ".eE") {
			out.Tag = "!!float"
		}
	case source.String:
		out.Tag = "!!str"
	case source.Array:
		out.Kind, out.Tag = yaml.SequenceNode, "!!seq"
		for i, item := range n.Items {
			out.Content = append(out.Content, toYAML(item, pointer+"/"+strconv.Itoa(i), places))
		}
	case source.Object:
		out.Kind, out.Tag = yaml.MappingNode, "!!map"
		for _, m := range n.Members {
			key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: m.Key}
			out.Content = append(out.Content, key, toYAML(m.Value, pointer+"/"+source.EscapeToken(m.Key), places))
		}
	}
	places[out] = pointer
	return out
}
