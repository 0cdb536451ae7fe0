// What kin-openapi is given of a document, and where the user wrote what it says of that.
//
// It follows references to other files by rules of its own, and knows none where OpenAPI
// has none. So a document of several files is given to it as one, whose references lead
// where they lead for everything else.

package load

import (
	"bytes"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// judged is a document as kin-openapi has it.
type judged struct {
	data   []byte
	remade bool           // data is not what was read, but what was made of it
	files  []*source.File // those that are members of otherFiles
	start  string         // what kin-openapi reads before it, on its first line
}

// documentStart begins a document of YAML. kin-openapi reads JSON as YAML, whose parser holds
// all tokens of an object that begins a line, since that might be a key: nine times the
// memory. What stands behind the marker cannot be one.
const documentStart = "--- "

// started returns a document that is JSON behind a marker.
func (j judged) started() judged {
	if bytes.HasPrefix(j.data, []byte("{")) {
		j.start = documentStart
	}
	return j
}

// text is what kin-openapi reads.
func (j judged) text() []byte { return append([]byte(j.start), j.data...) }

// otherFiles is the member of the document that holds the other files, by their numbers.
const otherFiles = "x-other-files"

// judgedAs returns the document for kin-openapi.
func (d *Document) judgedAs() judged {
	if len(d.Sources()) == 1+len(d.overlays) {
		return judged{data: d.data, remade: d.remade}
	}
	b := bundler{doc: d}
	root := b.led(d.Root.Cursor())
	var others []source.Member
	for i := 0; i < len(b.files); i++ { // those of files that come with others are added
		others = append(others, source.Member{Key: strconv.Itoa(i), Value: b.led(b.files[i].Cursor())})
	}
	members := append(root.Members[:len(root.Members):len(root.Members)],
		source.Member{Key: otherFiles, Value: (&source.Node{Kind: source.Object}).WithMembers(others)})
	data, err := indented(root.WithMembers(members))
	if err != nil { // a tree is always JSON
		return judged{data: d.data, remade: d.remade}
	}
	return judged{data: data, remade: true, files: b.files}
}

// bundler makes one document of several files.
type bundler struct {
	doc   *Document
	files []*source.File // in the order of the first references to them
}

// led returns the node at c in which references lead into the one document.
func (b *bundler) led(c source.Cursor) *source.Node {
	switch c.Node.Kind {
	case source.Array:
		items := c.Items()
		nodes := make([]*source.Node, len(items))
		for i, item := range items {
			nodes[i] = b.led(item)
		}
		return c.Node.WithItems(nodes)
	case source.Object:
		members := make([]source.Member, len(c.Node.Members))
		for i, m := range c.Members() {
			members[i] = c.Node.Members[i]
			switch key := m.LastToken(); {
			case key == "$ref" && m.Node.Kind == source.String:
				members[i].Value = b.reference(c, m.Node)
			case key == "mapping" && c.Node.Get("propertyName").Str() != "" && m.Node.Kind == source.Object: // of a discriminator
				mapped := slices.Clone(m.Node.Members)
				for k, to := range m.Members() {
					if isReference(to.Node) {
						mapped[k].Value = b.reference(to, to.Node)
					}
				}
				members[i].Value = m.Node.WithMembers(mapped)
			default:
				members[i].Value = b.led(m)
			}
		}
		return c.Node.WithMembers(members)
	}
	return c.Node
}

// reference is one that is written at c as the one document has it. One that leads
// nowhere stays.
func (b *bundler) reference(c source.Cursor, ref *source.Node) *source.Node {
	to, err := b.doc.Resolve(c, ref.Text)
	if err != nil {
		return ref
	}
	pointer := to.Pointer
	if to.File != b.doc.Root {
		pointer = "/" + otherFiles + "/" + strconv.Itoa(b.number(to.File)) + pointer
	}
	out := *ref
	out.Text = "#" + (&url.URL{Fragment: pointer}).EscapedFragment()
	return &out
}

// number is that of a file among the members of otherFiles.
func (b *bundler) number(f *source.File) int {
	i := slices.Index(b.files, f)
	if i < 0 {
		i, b.files = len(b.files), append(b.files, f)
	}
	return i
}

// locator turns a line and a column of what kin-openapi was given into a position in what
// the user wrote.
type locator func(line, column int) diag.Position

func (d *Document) locator(as judged) locator {
	known := sync.OnceValue(func() map[lineColumn]string { // most documents need none
		tree := d.Root.Root
		if as.remade {
			parsed, err := source.Parse(d.Root.Name, d.Root.URI, as.data)
			if err == nil { // JSON that was just made parses
				tree = parsed.Root
			}
		}
		return pointers(tree)
	})
	return func(line, column int) diag.Position {
		if line == 1 {
			column -= len(as.start)
		}
		pointer := known()[lineColumn{line, column}]
		if !as.remade {
			return diag.Position{File: d.Root.Name, Line: line, Column: column, Pointer: pointer}
		}
		file := d.Root
		if in, ok := strings.CutPrefix(pointer, "/"+otherFiles+"/"); ok {
			number, rest, _ := strings.Cut(in, "/")
			if i, err := strconv.Atoi(number); err == nil && i < len(as.files) {
				file, pointer = as.files[i], "/"+rest
			}
		}
		c, err := file.Lookup(pointer)
		if pointer == "" || err != nil {
			return diag.Position{File: d.Root.Name}
		}
		return c.Position()
	}
}
