package lower

import (
	"cmp"
	"go/token"
	"maps"
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/source"
)

// This file decides who gets a name that several schemas would take.

// claims says who has which identifier. Nothing it decides depends on the order
// in which schemas are read: a name that two of one level want goes to neither.
type claims struct {
	l     *lowerer
	owner map[string]owner // of every identifier that is emitted for a schema or an operation
}

// owner is a schema or an operation.
type owner interface{ cursor() source.Cursor }

func (e *entry) cursor() source.Cursor      { return e.at }
func (op *operation) cursor() source.Cursor { return op.at }

// ofSchema lists the identifiers that a schema has with a name, which is the first.
func (l *lowerer) ofSchema(name string) []string {
	return append([]string{name}, l.opts.Reserved.Of(goapi.ForSchema, name)...)
}

// ofOperation lists the identifiers that an operation has with a name, which is
// none itself.
func (l *lowerer) ofOperation(name string) []string {
	return l.opts.Reserved.Of(goapi.ForOperation, name)
}

// idents lists the identifiers that o has with a name.
func (c *claims) idents(o owner, name string) []string {
	if _, ok := o.(*operation); ok {
		return c.l.ofOperation(name)
	}
	return c.l.ofSchema(name)
}

// other returns an identifier that o would have with a name and that belongs to
// another, and that other; or nil.
func (c *claims) other(o owner, name string) (string, owner) {
	for _, ident := range c.idents(o, name) {
		if other := c.owner[ident]; other != nil && other != o {
			return ident, other
		}
	}
	return "", nil
}

// free reports whether o can have name without taking another's.
func (c *claims) free(o owner, name string) bool {
	_, other := c.other(o, name)
	return other == nil
}

// claim keeps for o what it has with a name.
func (c *claims) claim(o owner, name string) {
	for _, ident := range c.idents(o, name) {
		c.owner[ident] = o
	}
}

// give names e.
func (c *claims) give(e *entry, name, by string) {
	e.schema.Name, e.chosenBy = name, by
	c.claim(e, name)
}

// reportTaken reports that o cannot have the name that at asks for.
func (c *claims) reportTaken(o owner, name string, at diag.Position) {
	ident, other := c.other(o, name)
	also := " and at"
	if ident != name {
		also = "; " + ident + ", which comes with it, belongs to"
	}
	c.l.diags.Add(diag.Diagnostic{
		Severity: diag.Error, Code: "name-taken", Position: at,
		Message: "the name " + name + " is asked for here" + also + " #" + other.cursor().Pointer,
		Hint:    "choose another for one of them",
	})
}

// giveAskedFor names e as the configuration or the document asks for, and reports
// what cannot be.
func (c *claims) giveAskedFor(e *entry, name string) {
	l := c.l
	at := e.at.Position()
	if x, ok := l.opts.Names[l.pointer(e.at)]; ok {
		at = x.Pos
	}
	switch {
	case !token.IsIdentifier(name) || !token.IsExported(name):
		l.diags.Add(diag.Diagnostic{
			Severity: diag.Error, Code: "bad-name", Position: at,
			Message: quote(name) + " is no exported Go identifier", Hint: "begin with a capital letter; letters and digits only",
		})
	case !c.free(e, name):
		c.reportTaken(e, name, at)
	default:
		c.give(e, name, e.chosenBy)
	}
}

// givePublished names e as it was published, if the user has not asked for that name. The
// one that the document asks for yields to it.
func (c *claims) givePublished(e *entry, name, asked string) {
	if !token.IsIdentifier(name) || !token.IsExported(name) || !c.free(e, name) {
		return
	}
	by := byLock
	switch asked {
	case "":
	case name:
		by = e.chosenBy
	default:
		a := c.l.asksFor(e.at, e.chosenBy)
		a.followed, a.why = false, "it is published as "+name+", and that stands; names: in oasmint.yaml gives it another name"
	}
	c.give(e, name, by)
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
	candidates := map[*entry][]string{}
	placed := map[*entry]bool{} // whose candidates have come to their place
	for _, e := range entries {
		if e.schema.Name == "" {
			candidates[e] = c.l.candidates(e)
			open = append(open, e)
		}
	}
	for round := 0; len(open) > 0; round++ {
		byName := map[string][]*entry{}
		for _, e := range open {
			if round == len(candidates[e]) && !placed[e] {
				candidates[e], placed[e] = append(candidates[e], c.l.byPlace(e)...), true
			}
			name := candidates[e][min(round, len(candidates[e])-1)]
			byName[name] = append(byName[name], e)
		}
		// Of two names that differ, the longer is that of what comes with the
		// other: DecodeFoo yields to Foo.
		shortestFirst := slices.SortedFunc(maps.Keys(byName), func(a, b string) int {
			return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
		})
		for _, name := range shortestFirst {
			if e := best(byName[name], name); e != nil && c.free(e, name) {
				c.give(e, name, byRule)
			}
		}
		open = slices.DeleteFunc(open, func(e *entry) bool { return e.schema.Name != "" })
		if round > mostCandidates { // nothing that is written tells them apart: by pointer
			slices.SortStableFunc(open, func(a, b *entry) int { return cmp.Compare(a.at.ID(), b.at.ID()) })
			for _, e := range open {
				name := candidates[e][len(candidates[e])-1]
				for !c.free(e, name) {
					name += "Other"
				}
				c.give(e, name, byRule)
			}
			return
		}
	}
}

// mostCandidates is more than any schema has.
const mostCandidates = 12 * maxMarks

// best is the one that a name fits best: the only one that wants it, or the only
// one whose key is that name exactly. It is nil where there is none.
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
				Message: "names: " + quote(cmp.Or(x.as, pointer)) + " matches no schema, operation or property of the document",
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
	for _, f := range l.forms() { // what is not here has the schema's name, and an encoding that says nothing
		if name := f.media.FormName; name != "" && (len(f.media.Encoding) > 0 || name != f.schema.Name) {
			out[f.at] = name
		}
	}
	return out
}
