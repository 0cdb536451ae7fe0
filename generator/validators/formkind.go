package validators

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
)

// How the texts of a form are read: by the types that all schemas allow which
// may look at the value.

// viewsOf returns the plans of all schemas that may look at a value: its own,
// then those of variants and conditions, each once.
func viewsOf(schema *ir.Schema) []*plan {
	var out []*plan
	seen := map[*ir.Schema]bool{}
	var visit func(...*ir.Schema)
	visit = func(schemas ...*ir.Schema) {
		for _, s := range schemas {
			if s == nil || seen[s] {
				continue
			}
			seen[s] = true
			p := planOf(s)
			out = append(out, p)
			visit(p.apart...)
			for _, part := range p.parts {
				visit(part.OneOf...)
				visit(part.AnyOf...)
				if part.If != nil && (part.Then != nil || part.Else != nil) {
					visit(part.If, part.Then, part.Else)
				}
				for _, d := range part.DependentSchemas {
					visit(d.Schema)
				}
			}
		}
	}
	visit(schema)
	return out
}

// formKind says how the texts of a name are read, as a FormField does.
type formKind struct {
	kind string
	list bool
}

// entry is an element of the table.
func (k formKind) entry(e *emitter, key jen.Code) []jen.Code {
	entry := []jen.Code{key}
	if k.kind != "FormText" {
		entry = append(entry, keyed("Kind", e.rt(k.kind)))
	}
	if k.list {
		entry = append(entry, keyed("List", jen.True()))
	}
	return entry
}

// formReader decides how texts are read, by the types that schemas allow.
type formReader struct {
	known map[*ir.Schema]ir.Types
}

// kind decides for a value of which said tells what a part of a plan says. All
// of must hold, and some of may: those that say nothing do not count. It is
// unsaid where none says anything.
func (r formReader) kind(must, may []*plan, unsaid formKind, said func(*ir.Schema) []*ir.Schema) formKind {
	types, items, sure, any := r.allowed(must, may, said)
	if !any {
		return unsaid
	}
	switch only := types &^ ir.Null; {
	case only == ir.Array:
		return formKind{r.items(items), true}
	case only == ir.String:
		return formKind{"FormText", false}
	case sure && only&(ir.Array|ir.Object|ir.String) == 0:
		return formKind{"FormScalar", false}
	}
	return formKind{"FormJSON", false} // a string, too, where the text is not JSON
}

// items decides for the items of an array.
func (r formReader) items(views [2][]*plan) string {
	types, _, sure, any := r.allowed(views[0], views[1], itemSchemas)
	switch {
	case any && types == ir.String: // without null, which no text says
		return "FormText"
	case any && sure && types&(ir.Array|ir.Object|ir.String) == 0:
		return "FormScalar"
	}
	return "FormJSON"
}

// itemSchemas are what a schema says of items: one of several where they
// depend on the place.
func itemSchemas(part *ir.Schema) []*ir.Schema {
	rest := part.Items
	if rest == nil {
		rest = part.UnevaluatedItems
	}
	n := len(part.PrefixItems)
	if n == 0 {
		if rest == nil {
			return nil
		}
		return []*ir.Schema{rest}
	}
	choice := slices.Clone(part.PrefixItems)
	switch {
	case rest != nil:
		choice = append(choice, rest)
	case part.MaxItems == nil || *part.MaxItems > uint64(n):
		choice = append(choice, &ir.Schema{}) // anything
	}
	return []*ir.Schema{{AnyOf: choice}}
}

// allowed takes together what plans say of a value: its types, the plans that
// look at it in turn (must, may), whether those that must hold leave no type
// open, and whether any says something.
func (r formReader) allowed(must, may []*plan, said func(*ir.Schema) []*ir.Schema) (types ir.Types, next [2][]*plan, sure, any bool) {
	all := func(p *plan) (types ir.Types, schemas []*ir.Schema) {
		types = anyType
		for _, part := range p.parts {
			for _, s := range said(part) {
				types &= r.types(s)
				schemas = append(schemas, s)
			}
		}
		return types, schemas
	}
	types = anyType
	for _, p := range must {
		allowed, schemas := all(p)
		types &= allowed
		for _, s := range schemas {
			views := viewsOf(s)
			any, next[0], next[1] = true, append(next[0], views[0]), append(next[1], views[1:]...)
		}
	}
	open := any && types == anyType // as it stays, whatever a variant says
	sure = any && !open
	some := ir.Types(0)
	for _, p := range may {
		allowed, schemas := all(p)
		for _, s := range schemas {
			any, some, next[1] = true, some|allowed, append(next[1], viewsOf(s)...)
		}
	}
	switch {
	case some == 0 || open:
	case types&some != 0:
		types &= some
	default: // of a variant that never matches
		types |= some
	}
	return types, next, sure, any
}

// types are those that a schema allows, as far as that can be told.
func (r formReader) types(schema *ir.Schema) ir.Types {
	if types, ok := r.known[schema]; ok {
		return types
	}
	r.known[schema] = anyType // for a schema that refers to itself in place
	p := planOf(schema)
	types := p.types
	for _, part := range p.parts {
		for _, list := range valuesOf(&plan{parts: []*ir.Schema{part}}, anyType) {
			some := ir.Types(0)
			for _, v := range list.list {
				some |= typeOf(v)
			}
			types &= some
		}
		for _, variants := range [][]*ir.Schema{part.OneOf, part.AnyOf} {
			some := ir.Types(0)
			for _, v := range variants {
				some |= r.types(v)
			}
			if len(variants) > 0 {
				types &= some
			}
		}
	}
	for _, s := range p.apart {
		types &= r.types(s)
	}
	if p.never {
		types = 0
	}
	if p.nullable {
		types |= ir.Null
	}
	r.known[schema] = types
	return types
}
