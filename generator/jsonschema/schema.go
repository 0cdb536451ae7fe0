package jsonschema

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/visible"
)

// One document: the schema it is about, and those that it leads to.

const dialect = "https://json-schema.org/draft/2020-12/schema"

// writer renders schemas as they are in one direction.
type writer struct {
	direction ir.Direction
	bare      bool                  // without what asserts nothing
	files     map[*ir.Schema]string // which are referred to by their files; nil: all are written out
	defs      map[*ir.Schema]*part  // the named schemas that were rendered
	leads     []*ir.Schema          // the named schemas that the one which is being rendered refers to
	led       map[*ir.Schema]bool   // they
}

// part is a schema, rendered.
type part struct {
	name  string
	text  []byte
	leads []*ir.Schema // the named schemas that it refers to, each once
}

// document is one that can be put together.
type document struct {
	root []byte  // up to its last member
	defs []*part // by name
}

// Where $defs stand in a document, and a schema in them.
const (
	defsBegin, defsEnd = ",\n  \"$defs\": {", "\n  }"
	defIndent          = "    "
	documentEnd        = "\n}\n"
)

// mostDefs is how many schemas a document may hold besides its own. One that would hold
// more refers to other files: the documents of schemas that lead to one another would else
// take the square of their number.
const mostDefs = 100

// document renders a schema as a document of its own; false where that needs more than
// mostDefs schemas.
func (w *writer) document(about subject) (*document, bool) {
	var root keyword.Object
	root.Add("$schema", dialect)
	root.Add("$id", about.file)
	w.leads, w.led = nil, map[*ir.Schema]bool{}
	switch keywords := w.full(about.schema).(type) {
	case keyword.Object:
		root = append(root, keywords...)
	case bool: // only objects have an $id
		if !keywords {
			root.Put("not", keyword.Object{})
		}
	}
	limit := mostDefs
	if w.files != nil {
		limit = math.MaxInt
	}
	return w.with(root, w.leads, limit)
}

// leadsOf returns the named schemas that one refers to.
func (w *writer) leadsOf(s *ir.Schema) []*ir.Schema {
	w.leads, w.led = nil, map[*ir.Schema]bool{}
	w.full(s)
	return w.leads
}

// together is a document that holds some schemas and those that they lead to.
func (w *writer) together(id string, schemas []*ir.Schema) *document {
	d, _ := w.with(keyword.Object{{Name: "$schema", Value: dialect}, {Name: "$id", Value: id}}, schemas, math.MaxInt)
	return d
}

// with is a document of a root and of the schemas that some lead to, or false where these
// are more than the limit.
func (w *writer) with(root keyword.Object, queue []*ir.Schema, limit int) (*document, bool) {
	d := &document{root: bytes.TrimSuffix(render(root, ""), []byte("\n}"))}
	known := map[*ir.Schema]bool{}
	for ; len(queue) > 0; queue = queue[1:] {
		if s := queue[0]; !known[s] {
			if len(known) == limit {
				return nil, false
			}
			known[s] = true
			p := w.def(s)
			d.defs, queue = append(d.defs, p), append(queue, p.leads...)
		}
	}
	slices.SortFunc(d.defs, func(a, b *part) int { return strings.Compare(a.name, b.name) })
	return d, true
}

// def renders a named schema, once.
func (w *writer) def(s *ir.Schema) *part {
	if w.defs[s] == nil {
		w.leads, w.led = nil, map[*ir.Schema]bool{}
		full := w.full(s)
		w.defs[s] = &part{name: s.Name, text: append(append(render(s.Name, ""), ": "...), render(full, defIndent)...), leads: slices.Clip(w.leads)}
	}
	return w.defs[s]
}

// render returns a value as JSON, its lines but the first indented.
func render(value any, indent string) []byte {
	text, err := keyword.Marshal(value)
	if err != nil {
		panic(err) // a document is made of strings, numbers and valid JSON
	}
	var out bytes.Buffer
	if err := json.Indent(&out, text, indent, "  "); err != nil {
		panic(err)
	}
	return visible.JSON(out.Bytes())
}

// size is how many bytes the document takes.
func (d *document) size() int {
	n := len(d.root) + len(documentEnd)
	for _, p := range d.defs {
		n += len(",\n") + len(defIndent) + len(p.text)
	}
	if len(d.defs) > 0 {
		n += len(defsBegin) + len(defsEnd) - len(",")
	}
	return n
}

// text puts the document together.
func (d *document) text() []byte {
	out := append(make([]byte, 0, d.size()), d.root...)
	for i, p := range d.defs {
		out = append(out, ","...)
		if i == 0 {
			out = append(out[:len(out)-1], defsBegin...)
		}
		out = append(append(append(out, "\n"...), defIndent...), p.text...)
	}
	if len(d.defs) > 0 {
		out = append(out, defsEnd...)
	}
	return append(out, documentEnd...)
}

// Direction is the one that the document is about.
func (w *writer) Direction() ir.Direction { return w.direction }

// Bare reports whether what does not assert is left out.
func (w *writer) Bare() bool { return w.bare }

// Use is a schema where another one holds it: a named one by reference, to its file or
// within the document.
func (w *writer) Use(s *ir.Schema) any {
	if s.Name == "" {
		return w.full(s)
	}
	if file := w.files[s]; file != "" {
		return keyword.Object{{Name: "$ref", Value: file}}
	}
	if !w.led[s] {
		w.led[s] = true
		w.leads = append(w.leads, s)
	}
	return keyword.Object{{Name: "$ref", Value: "#/$defs/" + s.Name}}
}

// full is a schema written out: an object, or true or false.
func (w *writer) full(s *ir.Schema) any {
	if s.Always != nil {
		return *s.Always
	}
	var before, asserted, after keyword.Object
	rest := &before // what does not assert
	for _, k := range keyword.All() {
		switch {
		case k.Write == nil:
		case k.Asserts(), k.Class == keyword.Modifier:
			k.Write(w, s, &asserted)
			rest = &after
		case !w.bare:
			k.Write(w, s, rest)
		}
	}
	if s.Nullable && !keyword.NullByType(s) {
		asserted = keyword.Object{{Name: "anyOf", Value: []any{keyword.Object{{Name: "type", Value: "null"}}, alone(asserted)}}}
	}
	return slices.Concat(before, asserted, after)
}

// alone takes a lone member of allOf for the whole.
func alone(o keyword.Object) any {
	if len(o) == 1 && o[0].Name == "allOf" {
		if list := o[0].Value.([]any); len(list) == 1 {
			return list[0]
		}
	}
	return o
}
