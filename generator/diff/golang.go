package diff

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/exp/apidiff"

	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// This file compares the emitted Go packages by apidiff. Functions, methods and
// constants that come or go with a type are not told of beside it.

// The codes of changes to the Go packages.
const (
	goRemoved       = "go-removed"
	goAdded         = "go-added"
	goChanged       = "go-changed"
	goNotComparable = "go-not-comparable"
)

// GoRules are what those codes mean. What the API tells is told there, with the graver
// of both levels.
func GoRules() []compare.Rule {
	return []compare.Rule{
		{Code: goRemoved, Means: "a name of Go is gone", Sent: compare.Breaking, Receive: compare.Breaking, Example: "`Pet.Age`"},
		{Code: goAdded, Means: "a name of Go is new; breaking where it is a method of an interface that users implement, and no `Unimplemented` has it", Example: "`Pet.Age`"},
		{Code: goChanged, Means: "a name of Go has another type, or another value; compatible where programs compile as before", Sent: compare.Breaking, Receive: compare.Breaking, Example: "`Pet.Age`: `*int` → `*string`"},
		{Code: goNotComparable, Means: "a struct cannot be compared by `==` any more, which any new list in an object does, and next to no program needs", Sent: compare.Warning, Receive: compare.Warning, Example: "`Pet`"},
	}
}

// compareGo lists the changes of the Go packages. emitted are the identifiers that
// come with a type.
func compareGo(old, new Side, emitted goapi.Idents) ([]Change, error) {
	imports := newStubs()
	var out []Change
	for i := range new.Go { // the same packages are asked for in both versions
		before, after, err := imports.both(old, new, i)
		if err != nil {
			return nil, err
		}
		found := apidiff.Changes(before, after).Changes
		if name := new.Go[i].Name; name != "" {
			out = append(out, besideTypes(name, found, old.API, new.API)...)
		} else {
			out = append(out, ofTypes(found, indexNames(old.API, emitted), indexNames(new.API, emitted))...)
		}
	}
	return out, nil
}

// both type-checks one of the packages in both versions, side by side.
func (s *stubs) both(old, new Side, i int) (before, after *types.Package, err error) {
	sides := [2]Side{old, new}
	var files [2][]*ast.File
	for n, side := range sides {
		if files[n], err = s.public(side.Go[i]); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", side.Name, err)
		}
	}
	var checked [2]*types.Package
	var errs [2]error
	var running sync.WaitGroup
	for n, side := range sides {
		running.Go(func() {
			if checked[n], errs[n] = s.check(side.Go[i], files[n]); errs[n] != nil {
				errs[n] = fmt.Errorf("%s: %w", side.Name, errs[n])
			}
		})
	}
	running.Wait()
	return checked[0], checked[1], cmp.Or(errs[0], errs[1])
}

// ofTypes are the changes of the package of the types.
func ofTypes(found []apidiff.Change, oldNames, newNames names) []Change {
	var all []goChange
	whole := map[string]string{} // types that come or go -> code
	broken := map[string]bool{}  // types with changes that are breaking
	for _, c := range found {
		g := readMessage(c)
		switch {
		case oldNames.owners[g.name] != "":
			g.owner = oldNames.owners[g.name]
		case newNames.owners[g.name] != "":
			g.owner = newNames.owners[g.name]
		default:
			g.owner, _, _ = strings.Cut(g.name, ".")
		}
		if g.owner == g.name && (g.code() == goAdded || g.code() == goRemoved) {
			whole[g.name] = g.code()
		}
		if !g.compatible && g.code() != goNotComparable {
			broken[g.owner] = true
		}
		all = append(all, g)
	}
	var out []Change
	for _, g := range all {
		if whole[g.owner] == g.code() && g.name != g.owner {
			continue // it comes or goes with its type
		}
		if g.code() == goNotComparable && broken[g.owner] {
			continue // it follows from what is said already
		}
		change := g.change(g.owner)
		change.Old, change.New = oldNames.position(g), newNames.position(g)
		change.parts = [2][]diag.Position{oldNames.parts[g.name], newNames.parts[g.name]}
		if op := latest(oldNames.params[g.name], newNames.params[g.name]); op != nil {
			change.owner, change.operation = compare.Title(op), op.Name
		}
		out = append(out, change)
	}
	return out
}

// change is what is said of g, whose name belongs to owner.
func (g goChange) change(owner string) Change {
	change := Change{Code: g.code(), In: InGo, Level: Breaking, Subject: g.name, Message: g.message, owner: owner}
	switch {
	case g.code() == goNotComparable:
		change.Level, change.Message = Warning, "values can no longer be compared by =="
	case g.compatible:
		change.Level = Compatible
	}
	change.own = change.Level
	return change
}

// goChange is a message of apidiff, taken apart.
type goChange struct {
	name       string // Type, Type.Member, or what else is declared
	owner      string // the type it belongs to
	message    string
	compatible bool
}

// importPaths are what stands before the last element of an import path.
var importPaths = regexp.MustCompile(`(?:[\w.~-]+/)+`)

// readMessage reads "Type.Field: changed from A to B"; methods stand there as
// (*Type).Method, and a type's aspects as "Type, method set of …".
func readMessage(c apidiff.Change) goChange {
	name, message, _ := strings.Cut(c.Message, ": ")
	if subject, aspect, ok := strings.Cut(name, ", "); ok {
		name, message = subject, aspect+": "+message
	}
	name = strings.NewReplacer("(", "", "*", "", ")", "").Replace(name)
	message = importPaths.ReplaceAllString(message, "")
	if types, ok := strings.CutPrefix(message, "changed from "); ok {
		if old, new, ok := strings.Cut(types, " to "); ok {
			message = "changed from `" + old + "` to `" + new + "`"
			if old == new {
				message = "has another type of the same name: `" + new + "`"
			}
		}
	}
	return goChange{name: name, message: message, compatible: c.Compatible}
}

func (g goChange) code() string {
	switch g.message {
	case "removed":
		return goRemoved
	case "added":
		return goAdded
	case "old is comparable, new is not":
		return goNotComparable
	}
	return goChanged
}

// names says where the Go names of a version come from.
type names struct {
	places map[string]diag.Position   // of types, their fields, constants
	owners map[string]string          // of functions and constants -> type
	params map[string]*ir.Operation   // by the types of their parameters
	parts  map[string][]diag.Position // of fields: the schemas that their types come from
}

func indexNames(api *ir.API, emitted goapi.Idents) names {
	n := names{places: map[string]diag.Position{}, owners: map[string]string{}, params: map[string]*ir.Operation{}, parts: map[string][]diag.Position{}}
	for _, s := range api.Schemas {
		n.places[s.Name] = s.Pos
		n.owners[s.Name] = s.Name
		for _, name := range emitted.Of(goapi.ForSchema, s.Name) {
			if n.owners[name] == "" {
				n.owners[name] = s.Name
			}
		}
		if s.Shape == nil {
			continue
		}
		for _, f := range s.Shape.Fields {
			n.places[s.Name+"."+f.Name] = f.Pos
			n.parts[s.Name+"."+f.Name] = partsOf(f.Schema)
		}
		for _, v := range s.Shape.Enum {
			n.places[v.Name], n.owners[v.Name] = v.Pos, s.Name
		}
	}
	for _, op := range api.Operations {
		if op.Params != nil {
			n.params[op.Params.Name] = op
		}
		if op.Body == nil {
			continue
		}
		for _, m := range op.Body.Content {
			for _, name := range emitted.Of(goapi.ForSchema, m.FormName) {
				if target := m.Schema.Named(); target != nil && m.FormName != "" && n.owners[name] == "" {
					n.owners[name] = target.Name
				}
			}
		}
	}
	return n
}

// partsOf are the places of the schemas that the Go type of a field comes from: its own,
// the named one that it leads to, and those of items.
func partsOf(s *ir.Schema) (out []diag.Position) {
	for s != nil {
		out = append(out, s.Pos)
		if named := s.Named(); named != nil {
			return append(out, named.Pos)
		}
		if s.Shape == nil {
			return out
		}
		s = s.Shape.Elem
	}
	return out
}

// position is where g's name comes from in the document, or else its type's.
func (n names) position(g goChange) *diag.Position {
	for _, name := range []string{g.name, g.owner} {
		if at, ok := n.places[name]; ok {
			return &at
		}
	}
	return nil
}
