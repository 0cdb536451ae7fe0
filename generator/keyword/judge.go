package keyword

import (
	"encoding/json"
	"errors"
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

// Judge tells which values the schemas of an API accept: the same that the
// emitted validators do. It is for what the document itself gives: examples and
// defaults.
type Judge struct {
	lenient map[*ir.Schema]bool
}

// NewJudge returns the judge for an API.
func NewJudge(api *ir.API) *Judge { return &Judge{Lenient(Roots(api))} }

// Check returns nil where a schema, which may be nil, accepts a value that
// travels in a direction; else the first thing that is wrong: where (RFC 6901)
// and what was expected. The error holds nothing of the value but names.
//
// A readOnly property is required in a response alone, a writeOnly one in a
// request alone; where the direction is not known (0) neither is.
func (j *Judge) Check(s *ir.Schema, value ir.Value, direction ir.Direction) error {
	if !json.Valid(value) {
		return errors.New("it is not JSON")
	}
	c := &Checker{direction: direction, lenient: j.lenient}
	return c.Schema(s, &Value{JSON: value})
}

// Refuses reports whether one keyword of a schema, of a name, refuses a value that
// travels in a direction.
func (j *Judge) Refuses(s *ir.Schema, name string, value ir.Value, direction ir.Direction) bool {
	k, v := Of(name), &Value{JSON: value}
	if k.Check == nil || k.Types&v.Types() == 0 || !k.Has(s) {
		return false
	}
	return k.Check(&Checker{direction: direction, lenient: j.lenient}, s, v) != nil
}

// Report adds a warning for each example and each default of the API that its
// schema does not accept (example-violates-schema, default-violates-schema).
func (j *Judge) Report(api *ir.API, diags *diag.List) {
	seen := map[diag.Position]bool{}
	judge := func(what string, s *ir.Schema, value ir.Value, at diag.Position, direction ir.Direction) {
		if len(value) == 0 || seen[at] {
			return
		}
		seen[at] = true
		diags.Enter(at)
		if err := j.Check(s, value, direction); err != nil {
			diags.Warnf(at, what+"-violates-schema", "the %s does not fit its schema: %s", what, err)
		}
	}
	examples := func(s *ir.Schema, list []*ir.Example, direction ir.Direction) {
		for _, e := range list {
			judge("example", s, e.Value, e.Pos, direction)
		}
	}
	content := func(list []*ir.MediaType, direction ir.Direction) {
		for _, m := range list {
			examples(m.Schema, m.Examples, direction)
		}
	}
	for _, op := range api.Operations {
		request, response := op.Directions()
		for _, p := range op.Parameters {
			examples(p.Schema, p.Examples, request)
		}
		if op.Body != nil {
			content(op.Body.Content, request)
		}
		for _, r := range op.Responses {
			content(r.Content, response)
			for _, h := range r.Headers {
				examples(h.Schema, h.Examples, response)
			}
		}
	}
	done := map[*ir.Schema]bool{}
	for _, root := range Roots(api) {
		walk(root, done, func(s *ir.Schema) {
			diags.Enter(s.Pos)
			examples(s, s.Examples, 0)
			judge("default", s, s.Default, s.DefaultPos, 0)
			for _, p := range s.Properties {
				judge("default", p.Schema, p.Default, p.DefaultPos, 0)
			}
		})
	}
}

// Roots lists the schemas of an API from which all others are reached: the
// named ones, and what operations use.
func Roots(api *ir.API) []*ir.Schema {
	out := slices.Clone(api.Schemas)
	add := func(s *ir.Schema) {
		if s != nil {
			out = append(out, s)
		}
	}
	content := func(list []*ir.MediaType) {
		for _, m := range list {
			add(m.Schema)
		}
	}
	for _, op := range api.Operations {
		for _, p := range op.Parameters {
			add(p.Schema)
		}
		if op.Body != nil {
			content(op.Body.Content)
		}
		for _, r := range op.Responses {
			content(r.Content)
			for _, h := range r.Headers {
				add(h.Schema)
			}
		}
	}
	return out
}
