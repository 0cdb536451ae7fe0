// Package changelog says what is new in an API: the differences of two versions
// as a reader of its docs sees them.
//
// # Why not oasdiff
//
// Package diff has oasdiff judge whether a new version breaks its users. It
// judges operation by operation, by what each can send and receive: where two
// versions of the Authlete API differ in 55 schemas and 23 operations, it has
// 592 findings, 193 when those that share a place are folded, and a value that
// one enum gained is told of each property that holds it. A page to read tells
// it once, where it happened, under the name that the docs have for it. So this
// package compares the IR: operations by method and path, schemas by name.
//
// # What breaks
//
// What a change does depends on the direction in which a schema travels. A
// request that asks for more, or accepts less, breaks who sends it; a response
// that promises less, or may hold what it could not, breaks who reads it. An
// operation, a parameter or a field that is gone breaks who used it. A value that
// an enum gains breaks no one: generated decoders accept values they do not know.
//
// Texts are not compared: a description that reads better is no news.
package changelog

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// Kind is what became of a thing.
type Kind uint8

// The kinds.
const (
	Added Kind = iota
	Changed
	Deprecated
	Removed
)

// Change is one difference. It is about an operation, a schema, or, where both
// are nil, the whole API.
type Change struct {
	Kind     Kind
	Breaking bool

	Operation *ir.Operation // of the new version; of the old one where it was removed
	Schema    *ir.Schema    // likewise

	What     What   // the part that changed; Itself for the whole
	Name     string // the part's wire name
	Aspect   Aspect // of what was changed, what
	From, To string // its old and its new value, as plain text; "" for none
}

// Aspect is what changed of a part: what it is now, or what its value is of.
type Aspect string

// The aspects; the names of bounds (minimum, pattern, default, …) are others.
const (
	Required      Aspect = "required now"
	Optional      Aspect = "optional now"
	Nullable      Aspect = "may be null now"
	NotNullable   Aspect = "may not be null any more"
	NotDeprecated Aspect = "not deprecated any more"
	Type          Aspect = "type"
	Travels       Aspect = "travels"
	OperationID   Aspect = "operation ID"
)

// What is a part of an operation or of a schema.
type What string

// The parts.
const (
	Itself         What = ""
	Field          What = "field"
	Value          What = "value"
	Variant        What = "alternative"
	Items          What = "items"
	Parameter      What = "parameter" // Name is "query limit"
	RequestBody    What = "request body"
	RequestType    What = "request media type"
	Response       What = "response" // Name is its status
	Authentication What = "way to authenticate"
)

// Compare returns what changed from one version to the next: of the API, of its
// operations in the order of the new document and those that are gone, of its
// schemas by name.
func Compare(old, new *ir.API) []Change {
	c := &comparison{old: old, new: new}
	c.alternatives(Change{}, alternatives(old.Requirement), alternatives(new.Requirement))
	c.operations()
	c.schemas()
	return c.changes
}

// comparison collects changes.
type comparison struct {
	old, new *ir.API
	changes  []Change
}

func (c *comparison) add(change Change) { c.changes = append(c.changes, change) }

// deprecation adds that something is deprecated now, or is no more.
func (c *comparison) deprecation(at Change, old, new bool) {
	switch {
	case new && !old:
		at.Kind = Deprecated
		c.add(at)
	case old && !new:
		at.Kind, at.Aspect = Changed, NotDeprecated
		c.add(at)
	}
}

// alternatives compares ways to be allowed in: one that is gone locks out who
// took it.
func (c *comparison) alternatives(at Change, old, new []string) {
	at.What = Authentication
	for _, name := range new {
		if !slices.Contains(old, name) {
			at.Kind, at.Breaking, at.Name = Added, len(old) == 0 && name != none, name
			c.add(at)
		}
	}
	for _, name := range old {
		if !slices.Contains(new, name) {
			at.Kind, at.Breaking, at.Name = Removed, !slices.Contains(new, none), name
			c.add(at)
		}
	}
}

// none is the requirement that asks for nothing.
const none = "none"

// alternatives names each way to be allowed in.
func alternatives(requirements []ir.Requirement) []string {
	var out []string
	for _, r := range requirements {
		var all []string
		for _, use := range r {
			text := use.Scheme
			if len(use.Scopes) > 0 {
				text += " with " + strings.Join(use.Scopes, ", ")
			}
			all = append(all, text)
		}
		if len(all) == 0 {
			all = []string{none}
		}
		out = append(out, strings.Join(all, " and "))
	}
	return out
}

// pairs calls do for each element of two lists by key: the new ones in order,
// their old counterparts beside them, then the old ones that are gone.
func pairs[T any](old, new []*T, key func(*T) string, do func(name string, old, new *T)) {
	index := make(map[string]*T, len(old))
	for _, e := range old {
		if _, ok := index[key(e)]; !ok {
			index[key(e)] = e
		}
	}
	seen := make(map[string]bool, len(new))
	for _, e := range new {
		if name := key(e); !seen[name] {
			seen[name] = true
			do(name, index[name], e)
		}
	}
	for _, e := range old {
		if name := key(e); !seen[name] {
			seen[name] = true
			do(name, e, nil)
		}
	}
}
