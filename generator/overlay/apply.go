// Applying actions (Overlay 1.0.0, section 4.4.3). Trees share nodes: a node
// that changes, and each one above it, is made anew.

package overlay

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// Apply returns the document root with the actions applied, one after the
// other. root itself stays as it is. The error is [diag.Errors] with every
// action that cannot be applied, at its position in the overlay's file.
func (o *Overlay) Apply(root *source.Node) (*source.Node, error) {
	var diags diag.List
	for _, a := range o.actions {
		targets := a.query(root)
		switch {
		case len(targets) == 0:
			add(&diags, a.target.Position(), "has the document changed? correct the target, or remove the action",
				"the target %s matches nothing in the document", a.target.Node.Text)
		case a.update.Node == nil && slices.Contains(targets, ""):
			add(&diags, a.target.Position(), "", "the whole document cannot be removed")
		default:
			root = newEdit(a, targets, &diags).node(root, "")
		}
	}
	return root, diags.Err()
}

// edit applies one action to the nodes that it targets.
type edit struct {
	action
	targets map[string]bool // by pointer
	above   map[string]bool // by pointer: the objects and arrays that hold a target
	diags   *diag.List
}

func newEdit(a action, pointers []string, diags *diag.List) *edit {
	e := &edit{action: a, targets: map[string]bool{}, above: map[string]bool{}, diags: diags}
	for _, p := range pointers {
		e.targets[p] = true
		for i := range p {
			if p[i] == '/' {
				e.above[p[:i]] = true
			}
		}
	}
	return e
}

// node returns n, to which pointer leads, as the action leaves it.
func (e *edit) node(n *source.Node, pointer string) *source.Node {
	if e.above[pointer] {
		n = e.parts(n, pointer)
	}
	if e.targets[pointer] {
		return e.updated(n, pointer)
	}
	return n
}

// parts returns n with its members or items as the action leaves them.
func (e *edit) parts(n *source.Node, pointer string) *source.Node {
	if n.Kind == source.Array {
		var items []*source.Node
		for i, item := range n.Items {
			p := pointer + "/" + strconv.Itoa(i)
			if !e.removes(p) {
				items = append(items, e.node(item, p))
			}
		}
		return n.WithItems(items)
	}
	var members []source.Member
	for _, m := range n.Members {
		p := pointer + "/" + source.EscapeToken(m.Key)
		if !e.removes(p) {
			m.Value = e.node(m.Value, p)
			members = append(members, m)
		}
	}
	return n.WithMembers(members)
}

func (e *edit) removes(pointer string) bool { return e.update.Node == nil && e.targets[pointer] }

// updated applies the update to a node that the target selects: an object is
// merged with it, an array has it appended.
func (e *edit) updated(n *source.Node, pointer string) *source.Node {
	switch {
	case n.Kind == source.Array:
		return n.WithItems(append(slices.Clone(n.Items), e.update.Node))
	case n.Kind == source.Object && e.update.Node.Kind == source.Object:
		return e.merge(n, e.update, pointer)
	case n.Kind == source.Object:
		e.misfit(e.update, pointer, n)
	default:
		add(e.diags, e.target.Position(), "target what holds it, and update that",
			"the target selects %s (#%s); only objects and arrays can be updated", n.Kind, pointer)
	}
	return n
}

// merge returns n with the members of update: objects are merged, arrays
// joined, and other values replaced.
func (e *edit) merge(n *source.Node, update source.Cursor, pointer string) *source.Node {
	members := slices.Clone(n.Members)
	for i, c := range update.Members() {
		added := update.Node.Members[i]
		at := slices.IndexFunc(members, func(m source.Member) bool { return m.Key == added.Key })
		if at < 0 {
			members = append(members, added)
			continue
		}
		old, p := members[at].Value, pointer+"/"+source.EscapeToken(added.Key)
		switch {
		case old.Kind == source.Object && added.Value.Kind == source.Object:
			members[at].Value = e.merge(old, c, p)
		case old.Kind == source.Array && added.Value.Kind == source.Array:
			members[at].Value = old.WithItems(slices.Concat(old.Items, added.Value.Items))
		case isScalar(old) && isScalar(added.Value):
			members[at] = added // key and value, so that the position is the overlay's
		default:
			e.misfit(c, p, old)
		}
	}
	return n.WithMembers(members)
}

func isScalar(n *source.Node) bool { return n.Kind != source.Object && n.Kind != source.Array }

func (e *edit) misfit(update source.Cursor, pointer string, n *source.Node) {
	add(e.diags, update.Position(), "to replace it, remove it in an action before this one",
		"the update has %s here, the document %s (#%s)", update.Node.Kind, n.Kind, pointer)
}

// code is the code of all diagnostics about overlays.
const code = "overlay"

// add reports an error of an overlay.
func add(diags *diag.List, at diag.Position, hint, format string, args ...any) {
	diags.Add(diag.Diagnostic{
		Severity: diag.Error, Position: at, Code: code, Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}
