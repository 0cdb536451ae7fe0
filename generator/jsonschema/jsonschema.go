// Package jsonschema writes the schemas of an API as JSON Schema 2020-12
// documents, one a file, so that other languages check bodies as the emitted
// validators do.
//
// # One document
//
// A document holds a named schema (a component, or the body of an operation)
// and, under $defs, every named schema that it leads to; it refers to no other
// file. Its $id is its file's name, so that a folder of them can be served from
// anywhere. OpenAPI's own keywords are brought to JSON Schema's: nullable, the
// formats of integers, and byte; the discriminator refuses nothing. What OpenAPI
// says beside the assertions (title, description, default, examples, deprecated,
// readOnly, writeOnly) is kept.
//
// # Direction
//
// A readOnly property is not required in a request, a writeOnly one not in a
// response. The document of a schema that travels one way says what holds that
// way. One that travels both ways requires neither; where that makes a
// difference, Name.request and Name.response stand beside Name.
//
// # Formats
//
// By 2020-12 a format is an annotation unless a program is told to assert it;
// the emitted validators assert those that they know.
package jsonschema

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/limits"
	"github.com/oasmint/oasmint/generator/output"
)

// File is a document to write.
type File struct {
	Name string // of the file
	Data []byte
}

// Render returns the documents of an API, sorted by name: one for each
// component, request body and response body in JSON or as a form, and one for the
// parameters of each operation. What JSON Schema files cannot say is added to diags
// (not-rendered).
//
// Each document has all that its schema leads to, so that those of schemas which lead to
// one another take as much as the square of their number. A schema is rendered once for
// all documents, and what a document takes is known, and taken from the budget, before it
// is put together.
func Render(api *ir.API, diags *diag.List, budget *limits.Budget) ([]File, error) {
	about := subjects(api)
	documents := make([]*document, len(about))
	writers := map[ir.Direction]*writer{}
	for i, s := range about {
		diags.Enter(s.schema.Pos)
		report(s.schema, diags)
		if writers[s.direction] == nil {
			writers[s.direction] = &writer{direction: s.direction, defs: map[*ir.Schema]*part{}}
		}
		documents[i] = writers[s.direction].document(s)
		if err := budget.Add(documents[i].size()); err != nil {
			return nil, err
		}
	}
	out := make([]File, len(about))
	for i, s := range about {
		diags.Enter(s.schema.Pos)
		out[i] = File{s.file, documents[i].text()}
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// subject is what a document is about.
type subject struct {
	name      string
	schema    *ir.Schema
	direction ir.Direction
	file      string // its file, which is the document's $id
}

// subjects lists the documents: components and named bodies, by name, and then
// the bodies without a name, by operation.
func subjects(api *ir.API) []subject {
	inline, named := bodies(api)
	var out []subject
	for _, s := range api.Schemas {
		if !named[s] && !s.IsComponent() && s.ParamsOf == nil {
			continue
		}
		out = append(out, subject{name: s.Name, schema: s, direction: s.Reached})
		if s.Reached == ir.InRequest|ir.InResponse && directed(s) {
			out = append(out, subject{name: s.Name + ".request", schema: s, direction: ir.InRequest}, subject{name: s.Name + ".response", schema: s, direction: ir.InResponse})
		}
	}
	out = append(out, inline...)
	taken := map[string]bool{}
	for i := range out {
		out[i].file = output.Stem(out[i].name, out[i].name, taken) + ".schema.json"
	}
	return out
}

// bodies tells which named schemas are bodies, and lists those bodies that
// have none: scalars.
func bodies(api *ir.API) (inline []subject, named map[*ir.Schema]bool) {
	named = map[*ir.Schema]bool{}
	taken := map[string]bool{}
	for _, s := range api.Schemas {
		taken[s.Name] = true
	}
	add := func(name string, direction ir.Direction, content []*ir.MediaType) {
		for _, m := range content {
			if m.Schema == nil || !m.Media().AsJSON() {
				continue
			}
			schema := keyword.Unwrap(m.Schema)
			if schema.Name != "" {
				named[schema] = true
				continue
			}
			for taken[name] {
				name += "Body"
			}
			taken[name] = true
			inline = append(inline, subject{name: name, schema: schema, direction: direction})
		}
	}
	for _, op := range api.Operations {
		request, response := op.Directions()
		if op.Body != nil {
			add(op.Name+"Request", request, op.Body.Content)
		}
		for _, r := range op.Responses {
			add(op.Name+"Response"+strings.ToUpper(r.Status), response, r.Content)
		}
	}
	return inline, named
}

// directed reports whether what a schema requires depends on the direction.
func directed(root *ir.Schema) bool {
	found := false
	keyword.Walk(root, func(s *ir.Schema) {
		for _, p := range s.Properties {
			found = found || (p.ReadOnly || p.WriteOnly) && slices.Contains(s.Required, p.Wire)
		}
	})
	return found
}

// report adds what a named schema, or one without a name in it, says in
// keywords that are not written.
func report(s *ir.Schema, diags *diag.List) {
	for _, keyword := range s.Unsupported {
		diags.Warnf(s.Pos, "not-rendered", "the keyword %s is left out of JSON Schema files", keyword)
	}
	keyword.Children(s, func(c keyword.Child) {
		if c.Schema.Name == "" {
			report(c.Schema, diags)
		}
	})
}
