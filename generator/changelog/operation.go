// What changed in operations.

package changelog

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
)

func (c *comparison) operations() {
	key := func(op *ir.Operation) string {
		if op.Webhook {
			return "webhook " + op.Path
		}
		return op.Method + " " + op.Path
	}
	pairs(c.old.Operations, c.new.Operations, key, func(_ string, old, new *ir.Operation) {
		switch {
		case old == nil:
			c.add(Change{Kind: Added, Operation: new})
		case new == nil:
			c.add(Change{Kind: Removed, Breaking: true, Operation: old})
		default:
			c.operation(old, new)
		}
	})
}

func (c *comparison) operation(old, new *ir.Operation) {
	at := Change{Operation: new}
	c.deprecation(at, old.Deprecated, new.Deprecated)
	if old.Wire != new.Wire {
		c.add(Change{Kind: Changed, Operation: new, Aspect: OperationID, From: old.Wire, To: new.Wire})
	}
	was, is := alternatives(old.Security), alternatives(new.Security)
	if !slices.Equal(was, alternatives(c.old.Requirement)) || !slices.Equal(is, alternatives(c.new.Requirement)) {
		c.alternatives(at, was, is) // else the API's own change tells it
	}
	key := func(p *ir.Parameter) string { return p.In + " " + p.Wire }
	pairs(old.Parameters, new.Parameters, key, func(name string, was, is *ir.Parameter) {
		c.parameter(Change{Operation: new, What: Parameter, Name: name}, was, is)
	})
	c.body(at, old.Body, new.Body)
	status := func(r *ir.Response) string { return r.Status }
	pairs(old.Responses, new.Responses, status, func(name string, was, is *ir.Response) {
		c.response(Change{Operation: new, What: Response, Name: name}, was, is)
	})
}

func (c *comparison) parameter(at Change, old, new *ir.Parameter) {
	switch {
	case old == nil:
		at.Kind, at.Breaking = Added, new.Required
		at.To = required(new.Required, typeName(new.Schema))
		c.add(at)
	case new == nil:
		at.Kind, at.Breaking = Removed, true
		c.add(at)
	default:
		c.deprecation(at, old.Deprecated, new.Deprecated)
		c.required(at, old.Required, new.Required, ir.InRequest)
		c.inner(at, old.Schema, new.Schema, ir.InRequest)
	}
}

func (c *comparison) body(at Change, old, new *ir.Body) {
	at.What = RequestBody
	switch {
	case old == nil && new == nil:
	case old == nil:
		at.Kind, at.Breaking = Added, new.Required
		c.add(at)
	case new == nil:
		at.Kind, at.Breaking = Removed, true
		c.add(at)
	default:
		c.required(at, old.Required, new.Required, ir.InRequest)
		c.content(at, RequestType, old.Content, new.Content, ir.InRequest)
	}
}

func (c *comparison) response(at Change, old, new *ir.Response) {
	switch {
	case old == nil:
		at.Kind = Added
		c.add(at)
	case new == nil:
		at.Kind, at.Breaking = Removed, old.Status[0] == '2'
		c.add(at)
	default:
		c.content(at, Response, old.Content, new.Content, ir.InResponse)
	}
}

// content compares bodies by media type. Types that share a schema tell its
// change once.
func (c *comparison) content(at Change, what What, old, new []*ir.MediaType, direction ir.Direction) {
	first := len(c.changes)
	pairs(old, new, func(m *ir.MediaType) string { return m.Type }, func(name string, was, is *ir.MediaType) {
		if was != nil && is != nil {
			before := len(c.changes)
			c.inner(at, was.Schema, is.Schema, direction)
			for _, change := range slices.Clone(c.changes[before:]) {
				if slices.Contains(c.changes[first:before], change) {
					i := before + slices.Index(c.changes[before:], change)
					c.changes = slices.Delete(c.changes, i, i+1)
				}
			}
			return
		}
		gone := at
		gone.Kind, gone.What, gone.Breaking = Added, what, false
		if is == nil {
			gone.Kind, gone.Breaking = Removed, true
		}
		if what == Response {
			gone.Name += " as " + name
		} else {
			gone.Name = name
		}
		c.add(gone)
	})
}

// required adds that something must be there now, or need not. A request that
// must have more breaks, and a response that need not have what it had.
func (c *comparison) required(at Change, old, new bool, direction ir.Direction) {
	if old == new {
		return
	}
	at.Kind, at.Aspect = Changed, map[bool]Aspect{true: Required, false: Optional}[new]
	at.Breaking = new && direction&ir.InRequest != 0 || old && direction&ir.InResponse != 0
	c.add(at)
}

func required(is bool, text string) string {
	if is {
		return text + ", required"
	}
	return text
}
