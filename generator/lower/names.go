package lower

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// This file names schemas: first those whose names are given, then all others
// by their rules (rules.go), from the outside in.

// explicitTypeName is the name that the user or the document asks for, or "".
func (l *lowerer) explicitTypeName(e *entry) string {
	pointer := l.pointer(e.at)
	if x, ok := l.opts.Names[pointer]; ok {
		l.used[pointer] = true
		e.chosenBy = byConfig
		return x.Name
	}
	if e.role != nil && e.role.kind == roleHead { // what it has are headers
		return ""
	}
	keys := []string{"x-go-type-name"}
	if e.role != nil && e.role.kind != roleProperty { // on a property, x-go-name is the field's
		keys = append(keys, "x-go-name")
	}
	for _, key := range keys {
		if name := l.nameAsked(e.at, key); name != "" {
			e.chosenBy = key
			return name
		}
	}
	return ""
}

// claimSchemas gives emitted schemas the names that the user asks for, then those that
// were published, and then those that the document asks for: a document takes no name
// from what is there. These come before all rules.
func (l *lowerer) claimSchemas() *claims {
	c := &claims{l: l, owner: map[string]owner{}}
	asked := map[*entry]string{}
	for _, e := range l.order {
		l.diags.Enter(e.at.Position())
		if e.emitted {
			e.schema.Wire = e.role.key
			if asked[e] = l.explicitTypeName(e); e.chosenBy == byConfig {
				c.giveAskedFor(e, asked[e])
			}
		}
	}
	// Of two published names that now collide, since an option asks for what comes with
	// one of them, the longer is that of what comes with the other: NewPet yields to Pet.
	type earlier struct {
		*entry
		name string
	}
	var published []earlier
	for _, e := range l.order {
		if e.emitted && e.chosenBy != byConfig {
			if name := l.opts.Published.Names[l.pointer(e.at)]; name != "" {
				published = append(published, earlier{e, name})
			}
		}
	}
	slices.SortStableFunc(published, func(a, b earlier) int { return cmp.Compare(len(a.name), len(b.name)) })
	for _, e := range published {
		c.givePublished(e.entry, e.name, asked[e.entry])
	}
	for _, e := range l.order {
		if e.emitted && e.schema.Name == "" && asked[e] != "" {
			c.giveAskedFor(e, asked[e])
		}
	}
	for _, e := range l.order {
		if e.emitted && e.schema.Name != "" && isEnum(e.schema) {
			c.reserveConstants(e)
		}
	}
	l.reserveForms(c)
	return c
}

// nameSchemas gives all other emitted schemas their names, level by level: what
// is further in yields to what is further out.
func (l *lowerer) nameSchemas(c *claims) {
	levels := map[int][]*entry{}
	for _, e := range l.order {
		l.diags.Enter(e.at.Position())
		if e.emitted {
			levels[l.level(e)] = append(levels[l.level(e)], e)
			l.api.Schemas = append(l.api.Schemas, e.schema)
		}
	}
	for _, depth := range slices.Sorted(maps.Keys(levels)) {
		c.nameLevel(levels[depth])
	}
	slices.SortFunc(l.api.Schemas, func(a, b *ir.Schema) int { return cmp.Compare(a.Name, b.Name) })
}

// level is how deep a schema stands: 0 for components, 1 for schemas of other files,
// 2 for bodies, parameters and headers, one more for each schema around it.
func (l *lowerer) level(e *entry) int {
	switch {
	case e.role.kind == roleComponent && e.at.File == l.doc.Root:
		return 0
	case e.role.kind == roleComponent:
		return 1
	case e.role.parent == nil:
		return 2
	}
	return max(2, l.level(e.role.parent)+1)
}

// findRole gives a role to an entry that only references lead to: within the
// nearest schema around it, or else that of a component whose key is the last
// token of its pointer.
func (l *lowerer) findRole(e *entry) {
	if e.role != nil {
		return
	}
	at := e.at
	for p := at.Pointer; p != ""; {
		p = p[:strings.LastIndexByte(p, '/')]
		if outer := l.entries[at.File.URI+"#"+p]; outer != nil && outer != e {
			e.role = roleWithin(outer, e, strings.Split(strings.TrimPrefix(at.Pointer, p+"/"), "/"))
			return
		}
	}
	e.role = &role{kind: roleComponent, key: at.Name()}
}

// roleWithin is the role of e within outer, from which tokens lead to it. The
// schemas on that way have no entries, since nothing refers to them. They count as
// if they had, so that a name does not change when something does.
func roleWithin(outer, e *entry, tokens []string) *role {
	for parent := outer; ; {
		as := &role{kind: rolePart, parent: parent, key: e.at.LastToken()}
		steps := len(tokens)
		switch tokens[0] {
		case "properties":
			as.kind, steps = roleProperty, 2
		case "definitions", "$defs":
			steps = 2
		case "items":
			as.kind, steps = roleItem, 1
		case "additionalProperties":
			as.kind, steps = roleMapValue, 1
		}
		if steps >= len(tokens) {
			return as
		}
		as.key = source.UnescapeToken(tokens[steps-1])
		parent = &entry{schema: &ir.Schema{Shape: &ir.Shape{}}, at: e.at, role: as}
		tokens = tokens[steps:]
	}
}
