package diff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/exp/apidiff"

	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

// This file is about the Go packages that stand beside that of the types: the server,
// the client and the actions. What they declare belongs to operations.

// besideTypes are the changes of such a package.
func besideTypes(pkg string, found []apidiff.Change, old, new *ir.API) []Change {
	was, is := operationsByName(old), operationsByName(new)
	var all []goChange
	unimplemented := map[string]bool{} // the methods that who embeds Unimplemented has
	for _, c := range found {
		g := readMessage(c)
		if method, ok := strings.CutPrefix(g.name, "Unimplemented."); ok && g.code() == goAdded {
			unimplemented[method] = true
		}
		all = append(all, g)
	}
	var out []Change
	for _, g := range all {
		if method, ok := strings.CutPrefix(g.name, "Handler."); ok && unimplemented[method] {
			g.compatible = true
		}
		name := longer(owning(was, g.name), owning(is, g.name))
		before, after := was[name], is[name]
		if (before == nil) != (after == nil) && !isMain(g.name, name) {
			continue // it comes or goes with the operation
		}
		if strings.HasPrefix(g.name, "Unimplemented.") {
			continue // it follows the interface
		}
		change := g.change(g.name)
		change.Subject = pkg + "." + change.Subject
		change.Old, change.New = positionOf(before), positionOf(after)
		if op := latest(before, after); op != nil {
			change.owner, change.operation = compare.Title(op), name
		} else {
			change.owner = change.Subject
			change.Old, change.New = change.ofScheme(old, g.name), change.ofScheme(new, g.name)
		}
		if method, ok := strings.CutPrefix(g.name, name+"."); ok { // of what is left to the caller
			change.value = [2]*diag.Position{valueOf(before, method), valueOf(after, method)}
		}
		out = append(out, change)
	}
	return out
}

func operationsByName(api *ir.API) map[string]*ir.Operation {
	out := map[string]*ir.Operation{}
	for _, op := range api.Operations {
		out[op.Name] = op
	}
	return out
}

// receivers are what has a method for each operation.
var receivers = []string{"Handler", "Unimplemented", "Client"}

// owning is the operation that a name of Go belongs to: the longest that begins it, as
// ListPets begins ListPetsCall, ListPets200 and Handler.ListPets.
func owning(operations map[string]*ir.Operation, name string) string {
	if of, method, ok := strings.Cut(name, "."); ok && slices.Contains(receivers, of) {
		name = method
	}
	name, _, _ = strings.Cut(strings.TrimPrefix(name, "Write"), ".")
	for end := len(name); end > 0; end-- {
		next, _ := utf8.DecodeRuneInString(name[end:])
		if operations[name[:end]] != nil && (end == len(name) || !unicode.IsLower(next)) {
			return name[:end]
		}
	}
	return ""
}

// isMain reports whether a name stands for all that an operation declares in its package.
func isMain(name, operation string) bool {
	return name == "Handler."+operation || name == "Client."+operation || name == "Write"+operation
}

func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}

func latest(old, new *ir.Operation) *ir.Operation {
	if new != nil {
		return new
	}
	return old
}

// ofScheme is where the security scheme is described that an option of the client, named
// after it, gives the credentials of; nil for another name.
func (c *Change) ofScheme(api *ir.API, option string) *diag.Position {
	for _, s := range api.Security {
		if option == s.Name || option == s.Name+"Auth" {
			c.scheme = s.Wire
			return &s.Pos
		}
	}
	return nil
}

func positionOf(op *ir.Operation) *diag.Position {
	if op == nil {
		return nil
	}
	return &op.Pos
}

// valueOf is where the action is listed that a method answers for.
func valueOf(op *ir.Operation, method string) *diag.Position {
	if op == nil {
		return nil
	}
	for _, r := range op.Responses {
		for _, m := range r.Content {
			named := m.Schema.Named()
			if named == nil || named.Shape == nil {
				continue
			}
			for _, f := range named.Shape.Fields {
				values := f.Schema.Named()
				if values == nil || values.Shape == nil {
					continue
				}
				for _, v := range values.Shape.Enum {
					if strings.TrimPrefix(v.Name, values.Name) == method {
						return &v.Pos
					}
				}
			}
		}
	}
	return nil
}
