// Package infiles cuts documents apart, for tests: components and paths into files of
// their own, in folders, with references between them and back.
package infiles

import (
	"fmt"
	"hash/fnv"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/source"
)

// cutter cuts a document apart. What goes where is decided by a hash of each place.
type cutter struct {
	seed  uint32
	root  *source.Node
	files map[string]*source.Node // by path
	maps  map[string]bool         // files that hold a map of schemas by name
	moved map[string]string       // from the pointer of what was cut out to its file
}

// Cut cuts out components and paths, and then rewrites references. It gives the files by
// their paths, of which api.json is the document.
func Cut(document []byte, seed uint32) (map[string][]byte, error) {
	file, err := source.Parse("api.json", "", document)
	if err != nil {
		return nil, err
	}
	c := &cutter{seed: seed, root: file.Root, files: map[string]*source.Node{}, maps: map[string]bool{}, moved: map[string]string{}}
	every := func(string) bool { return true }
	for _, path := range c.under("/paths") { // the innermost first
		c.cutOut(path, func(key string) bool {
			return slices.Contains([]string{"get", "put", "post", "delete"}, key) && c.draw(4, "operation", path, key) == 0
		})
	}
	for _, schema := range c.under("/components/schemas") {
		c.cutOut(schema, func(key string) bool { return key == "properties" && c.draw(4, "properties", schema) == 0 })
	}
	for _, section := range []string{"schemas", "responses", "parameters", "requestBodies", "headers"} {
		c.cutOut("/components/"+section, every)
	}
	c.cutOut("/paths", every)
	c.files["api.json"] = c.root
	out := map[string][]byte{}
	for name, node := range c.files {
		out[name] = c.rewrite(node, name, "", c.maps[name]).JSON()
	}
	return out, nil
}

func (c *cutter) draw(n int, what ...string) int {
	h := fnv.New32a()
	fmt.Fprint(h, c.seed, what)
	return int(h.Sum32()>>4) % n
}

// under lists the places of the members of the map at pointer.
func (c *cutter) under(pointer string) (out []string) {
	at, err := (&source.File{Root: c.root}).Lookup(pointer)
	if err != nil {
		return nil
	}
	for _, m := range at.Members() {
		out = append(out, m.Pointer)
	}
	return out
}

// cutOut moves members of the object at pointer to files.
func (c *cutter) cutOut(pointer string, which func(key string) bool) {
	at, err := (&source.File{Root: c.root}).Lookup(pointer)
	if err != nil || at.Node.Kind != source.Object {
		return
	}
	members := slices.Clone(at.Node.Members)
	for i, m := range members {
		if m.Value.Kind != source.Object || m.Value.Get("$ref") != nil || strings.HasPrefix(m.Key, "x-") || c.draw(3, pointer, m.Key) == 0 || !which(m.Key) {
			continue
		}
		name := path.Join([]string{".", "parts", "parts/v1", "common/of/all"}[c.draw(4, "folder", pointer, m.Key)], fmt.Sprintf("f%d.json", c.draw(1<<27, "file", pointer, m.Key)))
		c.files[name], c.maps[name] = m.Value, m.Key == "properties" && strings.HasPrefix(pointer, "/components/schemas/")
		c.moved[pointer+"/"+source.EscapeToken(m.Key)] = name
		members[i].Value = (&source.Node{Kind: source.Object}).WithMembers([]source.Member{{Key: "$ref", Value: text(toFile + name)}})
	}
	c.root = replaced(c.root, strings.Split(pointer[1:], "/"), at.Node.WithMembers(members))
}

// replaced returns n with another node where tokens lead.
func replaced(n *source.Node, tokens []string, with *source.Node) *source.Node {
	if len(tokens) == 0 {
		return with
	}
	members := slices.Clone(n.Members)
	for i := range members {
		if members[i].Key == source.UnescapeToken(tokens[0]) {
			members[i].Value = replaced(members[i].Value, tokens[1:], with)
		}
	}
	return n.WithMembers(members)
}

// toFile marks a reference to a file, from wherever it will stand.
const toFile = "to file "

func text(s string) *source.Node { return &source.Node{Kind: source.String, Text: s} }

func relative(from, to string) string {
	rel, err := filepath.Rel(filepath.Dir(from), filepath.FromSlash(to))
	if err != nil {
		panic(err)
	}
	return filepath.ToSlash(rel)
}

// byName are the members of OpenAPI's objects whose own members are called as the
// document likes.
var byName = []string{
	"properties", "patternProperties", "$defs", "schemas", "responses", "parameters", "requestBodies", "headers", "examples", "links",
	"callbacks", "paths", "content",
}

// values are the members that hold values of the API, in which nothing is a reference.
var values = []string{"example", "examples", "value", "default", "enum", "const"}

// aComponent is what rewrite calls a component or a path. One that is another goes by
// that: of two which lead to the same file, nothing tells the one that it is.
const aComponent = "a component"

// homes are the maps of those.
var homes = []string{"schemas", "responses", "parameters", "requestBodies", "headers", "paths"}

// rewrite makes references in a file lead where they led in the whole. Of an object that
// is a member of another, key is its name there, and isMap tells whether its own members
// are called as the document likes.
func (c *cutter) rewrite(n *source.Node, file, key string, isMap bool) *source.Node {
	switch {
	case n.Kind == source.Array:
		items := slices.Clone(n.Items)
		for i := range items {
			items[i] = c.rewrite(items[i], file, "", false)
		}
		return n.WithItems(items)
	case n.Kind != source.Object:
		return n
	}
	members := slices.Clone(n.Members)
	inner := ""
	if isMap && slices.Contains(homes, key) {
		inner = aComponent
	}
	for i, m := range members {
		mapped := !isMap && slices.Contains(byName, m.Key) && m.Value.Kind == source.Object
		switch {
		case strings.HasPrefix(m.Value.Text, toFile):
			members[i].Value = text(c.led(m.Value.Text, file, true))
		case isMap && m.Value.Kind == source.Object:
			members[i].Value = c.rewrite(m.Value, file, inner, false)
		case !mapped && slices.Contains(values, m.Key) || strings.HasPrefix(m.Key, "x-"):
		case m.Key == "$ref" && m.Value.Kind == source.String, key == "mapping" && strings.HasPrefix(m.Value.Text, "#/"):
			members[i].Value = text(c.led(m.Value.Text, file, key != aComponent))
		default:
			members[i].Value = c.rewrite(m.Value, file, m.Key, mapped)
		}
	}
	return n.WithMembers(members)
}

// led is a reference of the whole document as the file has it: through the document or,
// where it may go straight, to the file that holds the place now.
func (c *cutter) led(ref, file string, straight bool) string {
	if to, ok := strings.CutPrefix(ref, toFile); ok {
		return relative(file, to)
	}
	pointer, ok := strings.CutPrefix(ref, "#")
	if !ok {
		return ref
	}
	for at := pointer; at != ""; at = at[:strings.LastIndexByte(at, '/')] {
		if to, ok := c.moved[at]; ok && (len(at) < len(pointer) || straight && c.draw(2, "straight", ref, file) == 0) {
			rest := pointer[len(at):]
			switch {
			case to == file && rest != "":
				return "#" + rest
			case rest == "":
				return relative(file, to)
			}
			return relative(file, to) + "#" + rest
		}
	}
	if file == "api.json" {
		return ref
	}
	return relative(file, "api.json") + ref
}

// Write writes files below a folder.
func Write(dir string, files map[string][]byte) error {
	for name, data := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(full, data, 0o666); err != nil {
			return err
		}
	}
	return nil
}
