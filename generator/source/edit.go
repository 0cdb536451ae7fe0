// Changing a tree, for overlays. Nodes are shared, between trees and by YAML
// aliases: a change makes new nodes, and none is changed in place.

package source

// WithMembers returns a copy of the object n with other members, whose keys
// are distinct.
func (n *Node) WithMembers(members []Member) *Node {
	out := *n
	out.Members, out.index = members, nil
	if len(members) >= indexFrom {
		out.indexMembers()
	}
	return &out
}

func (n *Node) indexMembers() {
	n.index = make(map[string]int, len(n.Members))
	for i := range n.Members {
		n.index[n.Members[i].Key] = i
	}
}

// WithItems returns a copy of the array n with other items.
func (n *Node) WithItems(items []*Node) *Node {
	out := *n
	out.Items = items
	return &out
}

// KeepPositions marks all nodes of f as written in f, so that their positions
// stay true when they become part of another file's tree.
func (f *File) KeepPositions() {
	var walk func(n *Node)
	walk = func(n *Node) {
		if n.From == f {
			return // an alias
		}
		n.From = f
		for i := range n.Members {
			walk(n.Members[i].Value)
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	walk(f.Root)
}
