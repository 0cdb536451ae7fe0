package jsonschema

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/visible"
)

// One document: the schema it is about, and those that it leads to.

const dialect = "https://json-schema.org/draft/2020-12/schema"

// writer writes one document.
type writer struct {
	direction ir.Direction
	defs      []*ir.Schema // in the order in which they are met
	known     map[*ir.Schema]bool
}

// document renders a schema as a document of its own.
func document(about subject) []byte {
	s, direction := about.schema, about.direction
	w := &writer{direction: direction, known: map[*ir.Schema]bool{}}
	var doc keyword.Object
	doc.Add("$schema", dialect)
	doc.Add("$id", about.file)
	root := w.full(s)
	switch keywords := root.(type) {
	case keyword.Object:
		doc = append(doc, keywords...)
	case bool: // only objects have an $id
		if !keywords {
			doc.Put("not", keyword.Object{})
		}
	}
	var defs keyword.Object
	for i := 0; i < len(w.defs); i++ { // rendering one may lead to more
		defs.Put(w.defs[i].Name, w.full(w.defs[i]))
	}
	slices.SortFunc(defs, func(a, b keyword.Entry) int { return strings.Compare(a.Name, b.Name) })
	doc.Add("$defs", defs)
	text, err := keyword.Marshal(doc)
	if err != nil {
		panic(err) // a document is made of strings, numbers and valid JSON
	}
	var out bytes.Buffer
	if err := json.Indent(&out, text, "", "  "); err != nil {
		panic(err)
	}
	return append(visible.JSON(out.Bytes()), '\n')
}

// Direction is the one that the document is about.
func (w *writer) Direction() ir.Direction { return w.direction }

// Use is a schema where another one holds it: a named one by reference.
func (w *writer) Use(s *ir.Schema) any {
	if s.Name == "" {
		return w.full(s)
	}
	if !w.known[s] {
		w.known[s] = true
		w.defs = append(w.defs, s)
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
		default:
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
