package lower

import (
	"cmp"
	"go/token"
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
)

// This file decides who gets a name that several schemas would take.

// claims says who has which identifier. Nothing it decides depends on the order
// in which schemas are read: a name that two of one level want goes to neither.
type claims struct {
	l     *lowerer
	owner map[string]*entry // of every identifier that is emitted for a schema
}

func newClaims(l *lowerer) *claims { return &claims{l: l, owner: map[string]*entry{}} }

// emittedNames are the identifiers of the emitted package that come with a type.
func emittedNames(name string) []string {
	return []string{name, "Validate" + name, "Validate" + name + "JSON", "Decode" + name, "Decode" + name + "Form", "Encode" + name + "Form"}
}

// free reports whether e can have name without taking another's.
func (c *claims) free(e *entry, name string) bool {
	for _, n := range emittedNames(name) {
		if o := c.owner[n]; o != nil && o != e {
			return false
		}
	}
	return true
}

func (c *claims) give(e *entry, name, by string) {
	e.schema.Name, e.chosenBy = name, by
	for _, n := range emittedNames(name) {
		c.owner[n] = e
	}
}

// reserve gives e the name that it was published under or that was asked for.
// These come before all rules.
func (c *claims) reserve(e *entry) {
	l := c.l
	pointer := l.pointer(e.at)
	e.schema.Wire = e.role.key
	if name := l.explicitTypeName(e); name != "" {
		at := e.at.Position()
		if x, ok := l.opts.Names[pointer]; ok {
			at = x.Pos
		}
		switch {
		case !token.IsIdentifier(name) || !token.IsExported(name):
			l.diags.Add(diag.Diagnostic{
				Severity: diag.Error, Code: "bad-name", Position: at,
				Message: quote(name) + " is no exported Go identifier", Hint: "begin with a capital letter; letters and digits only",
			})
		case !c.free(e, name):
			l.diags.Add(diag.Diagnostic{
				Severity: diag.Error, Code: "name-taken", Position: at,
				Message: "the name " + name + " is asked for here and at #" + c.owner[name].at.Pointer,
				Hint:    "choose another for one of them",
			})
		default:
			c.give(e, name, e.chosenBy)
		}
		return
	}
	if name := l.opts.Published.Names[pointer]; token.IsIdentifier(name) && token.IsExported(name) && c.free(e, name) {
		c.give(e, name, byLock)
	}
}

// reserveConstants keeps for an enum the constants that it was published with,
// so that no new type takes their names.
func (c *claims) reserveConstants(e *entry) {
	for _, name := range c.l.publishedConstants(e.schema) {
		if name != "" && c.owner[name] == nil {
			c.owner[name] = e
		}
	}
}

// nameLevel names the entries of one level, those that have no name yet.
func (c *claims) nameLevel(entries []*entry) {
	var open []*entry
	for _, e := range entries {
		if e.schema.Name == "" {
			e.choices = c.l.candidates(e)
			open = append(open, e)
		}
	}
	for round := 0; len(open) > 0; round++ {
		byName := map[string][]*entry{}
		for _, e := range open {
			name := e.choices[min(round, len(e.choices)-1)]
			byName[name] = append(byName[name], e)
		}
		for _, e := range open {
			name := e.choices[min(round, len(e.choices)-1)]
			if c.free(e, name) && best(byName[name], name) == e {
				c.give(e, name, byRule)
			}
		}
		open = slices.DeleteFunc(open, func(e *entry) bool { return e.schema.Name != "" })
		if round > 4*maxMarks { // nothing that is written tells them apart: by pointer
			slices.SortStableFunc(open, func(a, b *entry) int { return cmp.Compare(a.at.ID(), b.at.ID()) })
			for _, e := range open {
				name := e.choices[len(e.choices)-1]
				for !c.free(e, name) {
					name += letters(name)
				}
				c.give(e, name, byRule)
			}
			return
		}
	}
}

// best is the one that name fits best: the only one that wants it, the one
// whose key is that name exactly, the one that does not begin like a helper.
func best(wanting []*entry, name string) *entry {
	if len(wanting) == 1 {
		return wanting[0]
	}
	var exact []*entry
	for _, e := range wanting {
		if e.role.key == name {
			exact = append(exact, e)
		}
	}
	if len(exact) == 1 {
		return exact[0]
	}
	return nil
}

// reportUnusedNames reports the entries of the config that name nothing.
func (l *lowerer) reportUnusedNames() {
	for pointer, x := range l.opts.Names {
		if !l.used[pointer] {
			l.diags.Add(diag.Diagnostic{
				Severity: diag.Error, Code: CodeUnusedName, Position: x.Pos,
				Message: "names: " + quote(pointer) + " matches no schema, operation or property of the document",
				Hint:    "`oasmint ir` shows every place with its pointer",
			})
		}
	}
}

// published lists the names that must not change from now on.
func (l *lowerer) published() map[string]string {
	out := map[string]string{}
	for _, e := range l.order {
		if e.emitted {
			out[l.pointer(e.at)] = e.schema.Name
		}
	}
	for _, op := range l.ops {
		out[l.pointer(op.at)] = op.Name
	}
	return out
}
