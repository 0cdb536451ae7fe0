// Bounding a tree: its depth, its names and, since YAML aliases and references that are
// replaced share nodes, what it is when each place has a node of its own.

package load

import (
	"github.com/oasmint/oasmint/generator/limits"
	"github.com/oasmint/oasmint/generator/source"
)

// freeBytes is how large aliases may make a document, however small it is.
const freeBytes = 10_000

// within refuses a file whose tree goes beyond the limits. written is how many bytes
// the tree was read from.
func (d *Document) within(f *source.File, written int) error {
	m := measure{
		levels: d.input.Bounds.Of(limits.Depth), name: d.input.Bounds.Of(limits.Name),
		bytes: freeBytes + max(1, d.input.Bounds.Of(limits.Aliases))*written,
	}
	if m.node(f.Root, 0) {
		return nil
	}
	at := f.Cursor()
	for i := len(m.path) - 1; i >= 0; i-- {
		if at.Node.Kind == source.Array {
			at = at.Index(m.path[i])
		} else {
			at = at.Key(at.Node.Members[m.path[i]].Key)
		}
	}
	return d.input.Bounds.Exceeded(m.beyond, at.Position())
}

// measure goes through a tree until it is beyond a limit.
type measure struct {
	levels, name, bytes int

	beyond limits.Limit
	path   []int // to what is beyond it, from there to the root
}

// node reports whether n and all in it are within the limits.
func (m *measure) node(n *source.Node, depth int) bool {
	if m.bytes -= len(n.Text) + 2; m.bytes < 0 {
		m.beyond = limits.Aliases
		return false
	}
	if depth > m.levels {
		m.beyond = limits.Depth
		return false
	}
	for i, item := range n.Items {
		if !m.node(item, depth+1) {
			m.path = append(m.path, i)
			return false
		}
	}
	for i := range n.Members {
		member := &n.Members[i]
		m.bytes -= len(member.Key) + 2
		if len(member.Key) > m.name {
			m.beyond = limits.Name // where the object is: the name itself would be shown
			return false
		}
		if !m.node(member.Value, depth+1) {
			m.path = append(m.path, i)
			return false
		}
	}
	return true
}

// within refuses trees that inclusions made too large.
func (l *linker) within(trees map[*source.File]*source.Node) error {
	written := 0
	for _, read := range l.doc.files {
		written += len(read.data)
	}
	for _, in := range l.inclusions {
		if f := in.at.File; trees[f] != nil {
			if err := l.doc.within(f, written); err != nil {
				return err
			}
			delete(trees, f)
		}
	}
	return nil
}
