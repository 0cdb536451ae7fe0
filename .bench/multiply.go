// This file makes a document of several copies of another one.

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// multiplyCommand is the command line that this program runs itself with to
// multiply a document: the nodes of a big one would weigh on the peak memory
// of all that is started afterwards.
const multiplyCommand = "multiply"

// multiplied writes the document n times over to a file, and returns its path.
func (t *tools) multiplied(n int) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	path := filepath.Join(t.dir, fmt.Sprintf("authlete-%dx.yaml", n))
	return path, command(".", self, multiplyCommand, strconv.Itoa(n), t.spec, path)
}

// multiplyFile is: multiply N FROM TO.
func multiplyFile(args []string) error {
	n, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	doc, err := readDocument(args[1])
	if err != nil {
		return err
	}
	multiply(doc, n)
	return writeDocument(args[2], doc)
}

// multiply puts n-1 further copies of each path and component into doc. In
// copy i paths end in /i, component keys and operation ids in _i, and
// references follow; security schemes are not copied.
func multiply(doc *yaml.Node, n int) {
	sets := []*yaml.Node{lookup(doc, "paths")}
	for section, set := range pairs(lookup(doc, "components")) {
		if section.Value != "securitySchemes" {
			sets = append(sets, set)
		}
	}
	for i, set := range sets {
		suffix := "_"
		if i == 0 {
			suffix = "/"
		}
		first := set.Content
		for number := 2; number <= n; number++ {
			for _, node := range first {
				set.Content = append(set.Content, clone(node))
			}
			added := set.Content[len(set.Content)-len(first):]
			for k, v := range pairs(&yaml.Node{Kind: yaml.MappingNode, Content: added}) {
				k.Value += suffix + strconv.Itoa(number)
				rename(v, strconv.Itoa(number))
			}
		}
	}
}

// rename makes references and operation ids below n those of a copy.
func rename(n *yaml.Node, number string) {
	references(n, func(ref *yaml.Node) {
		parts := strings.Split(ref.Value, "/") // #/paths/KEY/… or #/components/SECTION/KEY/…
		switch {
		case len(parts) > 2 && parts[1] == "paths":
			parts[2] += "~1" + number
		case len(parts) > 3 && parts[1] == "components" && parts[2] != "securitySchemes":
			parts[3] += "_" + number
		}
		ref.Value = strings.Join(parts, "/")
	})
	operationIDs(n, func(id *yaml.Node) { id.Value += "_" + number })
}

// operationIDs calls f with each operationId below n: of operations, and of
// links that name one.
func operationIDs(n *yaml.Node, f func(id *yaml.Node)) {
	for k, v := range pairs(n) {
		if k.Value == "operationId" && v.Kind == yaml.ScalarNode {
			f(v)
		}
	}
	for _, c := range n.Content {
		operationIDs(c, f)
	}
}

func clone(n *yaml.Node) *yaml.Node {
	c := *n
	c.Content = nil
	for _, child := range n.Content {
		c.Content = append(c.Content, clone(child))
	}
	return &c
}
