// Package jsonschema writes the schemas of an API as JSON Schema 2020-12
// documents, one a file, so that other languages check bodies as the emitted
// validators do.
//
// # One document
//
// A document holds a named schema (a component, or the body of an operation)
// and, under $defs, every named schema that it leads to. Where these are more than
// 100, it refers to the files of those that have one. Its $id is its file's name, so
// that a folder of them can be served from anywhere. OpenAPI's own keywords are brought to JSON Schema's: nullable, the
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
// A schema is rendered once for all documents of a direction, and what a document takes is
// known, and taken from the budget, before it is put together.
func Render(api *ir.API, diags *diag.List, budget *limits.Budget) ([]File, error) {
	about := subjects(api)
	documents := make([]*document, len(about))
	whole, byFile := map[ir.Direction]*writer{}, map[ir.Direction]*writer{}
	for i, s := range about {
		diags.Enter(s.schema.Pos)
		report(s.schema, diags)
		if whole[s.direction] == nil {
			whole[s.direction] = &writer{direction: s.direction, defs: map[*ir.Schema]*part{}}
			byFile[s.direction] = &writer{direction: s.direction, files: filesOf(about, s.direction), defs: map[*ir.Schema]*part{}}
		}
		d, ok := whole[s.direction].document(s)
		if !ok {
			d, _ = byFile[s.direction].document(s)
		}
		documents[i] = d
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
	directed  bool   // what it asks for depends on the direction
	file      string // its file, which is the document's $id
}

// subjects lists the documents: components and named bodies, by name, and then
// the bodies without a name, by operation.
func subjects(api *ir.API) []subject {
	inline, named := bodies(api)
	directed := directed(api)
	var out []subject
	for _, s := range api.Schemas {
		if !named[s] && !s.IsComponent() && s.ParamsOf == nil {
			continue
		}
		out = append(out, subject{name: s.Name, schema: s, direction: s.Reached, directed: directed[s]})
		if s.Reached == ir.InRequest|ir.InResponse && directed[s] {
			out = append(out, subject{s.Name + ".request", s, ir.InRequest, true, ""}, subject{s.Name + ".response", s, ir.InResponse, true, ""})
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

// filesOf returns the files of the named schemas that hold for a direction.
func filesOf(all []subject, direction ir.Direction) map[*ir.Schema]string {
	out := map[*ir.Schema]string{}
	for _, s := range all {
		if s.schema.Name != "" && (s.direction == direction || !s.directed) {
			out[s.schema] = s.file
		}
	}
	return out
}

// directed returns the named schemas of which what is required, by themselves or by what
// they lead to, depends on the direction.
func directed(api *ir.API) map[*ir.Schema]bool {
	holders := map[*ir.Schema][]*ir.Schema{} // by the named schemas that they refer to
	var found []*ir.Schema
	for _, root := range api.Schemas {
		own, seen := false, map[*ir.Schema]bool{}
		var walk func(s *ir.Schema)
		walk = func(s *ir.Schema) {
			if seen[s] {
				return
			}
			seen[s] = true
			if s != root && s.Name != "" {
				holders[s] = append(holders[s], root)
				return
			}
			own = own || dependsOnDirection(s)
			keyword.Children(s, func(c keyword.Child) { walk(c.Schema) })
		}
		walk(root)
		if own {
			found = append(found, root)
		}
	}
	out := map[*ir.Schema]bool{}
	for ; len(found) > 0; found = found[1:] {
		if s := found[0]; !out[s] {
			out[s] = true
			found = append(found, holders[s]...)
		}
	}
	return out
}

// dependsOnDirection reports whether a schema itself requires one thing in a request and
// another in a response.
func dependsOnDirection(s *ir.Schema) bool {
	return !slices.Equal(keyword.RequiredIn(s, ir.InRequest), keyword.RequiredIn(s, ir.InResponse))
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
