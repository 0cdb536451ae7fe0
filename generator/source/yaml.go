// Reading YAML 1.2, into the types that JSON has.

package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// maxMerged bounds the members that merge keys may copy, as a multiple of the nodes that
// are written: each of many objects could otherwise take over all of the one before.
const maxMerged = 10

// errEmpty says that a file holds comments alone.
var errEmpty = errors.New("the document is empty")

func parseYAML(data []byte, dup *duplicates) (*Node, error) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
		return nil, errEmpty
	} else if err != nil {
		return nil, yamlError(err)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		if err != nil {
			return nil, yamlError(err)
		}
		return nil, &syntaxError{line: doc.Line, column: doc.Column, message: "several documents in one file (---), expected one"}
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		return nil, errEmpty
	}
	c := &yamlConverter{dup: dup, anchors: map[*yaml.Node]*converted{}, mergeable: 1000 + maxMerged*count(doc.Content[0])}
	return c.node(doc.Content[0], "", 0)
}

// count is how many nodes are written in y.
func count(y *yaml.Node) int {
	n := 1
	for _, part := range y.Content {
		n += count(part)
	}
	return n
}

var (
	yamlLine  = regexp.MustCompile(`(?:^|[^0-9])line (\d+)(?:, column (\d+))?`)
	yamlFirst = regexp.MustCompile(`^line \d+(?:, column \d+)?: `)
)

// yamlError makes a syntaxError of the parser's error, whose line and column
// are in its message alone.
func yamlError(err error) error {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	out := &syntaxError{message: yamlFirst.ReplaceAllString(message, "")}
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		out.line, _ = strconv.Atoi(m[1])
		out.column, _ = strconv.Atoi(m[2])
		if out.column == 0 {
			out.column = 1
		}
	}
	return out
}

// yamlConverter turns YAML nodes into nodes: aliases are resolved, merge keys
// applied, scalars read by YAML 1.2's core schema. What JSON has no type for
// (timestamps, binary) becomes a string of its text.
type yamlConverter struct {
	dup       *duplicates
	anchors   map[*yaml.Node]*converted
	mergeable int // members that merge keys may still copy
}

// converted is what an anchor stands for.
type converted struct {
	node *Node // nil while it is being converted
}

func failAt(y *yaml.Node, message string) error {
	return &syntaxError{line: y.Line, column: y.Column, message: message}
}

// node converts y. Where an alias stands, it is the node that this refers to.
func (c *yamlConverter) node(y *yaml.Node, pointer string, depth int) (*Node, error) {
	if depth > maxDepth {
		return nil, failAt(y, "nested too deep (more than "+strconv.Itoa(maxDepth)+" levels; no option raises this limit)")
	}
	if y.Kind == yaml.AliasNode {
		target := c.anchors[y.Alias]
		if target == nil || target.node == nil {
			return nil, failAt(y, "alias *"+y.Value+" is a part of what it refers to")
		}
		return target.node, nil
	}
	var entry *converted
	if y.Anchor != "" {
		entry = &converted{}
		c.anchors[y] = entry
	}
	n := &Node{Line: y.Line, Column: y.Column}
	switch y.Kind {
	case yaml.ScalarNode:
		if err := scalar(n, y); err != nil {
			return nil, err
		}
	case yaml.SequenceNode:
		n.Kind = Array
		for i, item := range y.Content {
			v, err := c.node(item, pointer+"/"+strconv.Itoa(i), depth+1)
			if err != nil {
				return nil, err
			}
			n.Items = append(n.Items, v)
		}
	case yaml.MappingNode:
		if err := c.mapping(n, y, pointer, depth); err != nil {
			return nil, err
		}
	default:
		return nil, failAt(y, "unexpected YAML node")
	}
	if entry != nil {
		entry.node = n
	}
	return n, nil
}

// mapping converts y to the object n; see node.
func (c *yamlConverter) mapping(n *Node, y *yaml.Node, pointer string, depth int) error {
	n.Kind = Object
	n.Members = make([]Member, 0, len(y.Content)/2)
	var merged []*Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		if k.Kind == yaml.AliasNode {
			k = k.Alias
		}
		if k.Kind != yaml.ScalarNode {
			return failAt(k, "a key must be a scalar, as in JSON")
		}
		value, err := c.node(v, pointer+"/"+EscapeToken(k.Value), depth+1)
		if err != nil {
			return err
		}
		if k.ShortTag() == "!!merge" {
			sources := []*Node{value}
			if value.Kind == Array {
				sources = value.Items
			}
			for _, m := range sources {
				if m.Kind != Object {
					return failAt(v, "a merge key (<<) takes objects, got "+m.Kind.String())
				}
				if c.mergeable -= len(m.Members); c.mergeable < 0 {
					return failAt(v, "merge keys (<<) make this more than "+strconv.Itoa(maxMerged)+" times as large as it is written; no option raises this limit")
				}
			}
			merged = append(merged, sources...)
			continue
		}
		n.Members = append(n.Members, Member{Key: k.Value, Value: value, Line: k.Line, Column: k.Column})
	}
	finish(n, c.dup, pointer)
	// What is written here wins over what is merged in, and an earlier merge over a later one.
	for _, m := range merged {
		for _, member := range m.Members {
			if n.member(member.Key) >= 0 {
				continue
			}
			if n.index == nil && len(n.Members) >= indexFrom {
				n.indexMembers()
			}
			if n.index != nil {
				n.index[member.Key] = len(n.Members)
			}
			n.Members = append(n.Members, member)
		}
	}
	return nil
}

// isNumber reports whether text is a number in JSON (RFC 8259, section 6).
func isNumber(text string) bool {
	return strings.ContainsAny(text[:min(1, len(text))], "-0123456789") && json.Valid([]byte(text))
}

// scalar converts y to the scalar n.
func scalar(n *Node, y *yaml.Node) error {
	n.Kind, n.Text = String, y.Value
	switch y.ShortTag() {
	case "!!str":
		if y.Style == 0 && isNumber(y.Value) {
			n.Kind = Number // 1e400, which no float holds
		}
	case "!!null":
		n.Kind, n.Text = Null, ""
	case "!!bool":
		n.Kind, n.Text = Bool, strings.ToLower(y.Value)
	case "!!int":
		i, ok := new(big.Int).SetString(strings.ReplaceAll(y.Value, "_", ""), 0)
		if !ok {
			return failAt(y, "not an integer")
		}
		n.Kind, n.Text = Number, i.String()
	case "!!float":
		if json.Valid([]byte(y.Value)) {
			n.Kind = Number
			break
		}
		f, err := strconv.ParseFloat(strings.ReplaceAll(y.Value, "_", ""), 64)
		if err != nil {
			break // .inf and .nan: JSON has no such numbers, so they are text
		}
		n.Kind, n.Text = Number, strconv.FormatFloat(f, 'g', -1, 64)
		if !json.Valid([]byte(n.Text)) {
			n.Kind, n.Text = String, y.Value
		}
	}
	return nil
}
