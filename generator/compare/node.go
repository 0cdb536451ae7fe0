// Pairs of an old and a new schema, and how one leads to another.

package compare

import (
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// comparison is one comparison of two APIs.
type comparison struct {
	old, new *side
	opts     Options
	nodes    map[nodeKey]*node
	order    []*node // as they were met
	found    []*Finding
	byKey    map[string]*Finding
}

func newComparison(old, new *ir.API, opts Options) *comparison {
	if opts.Enter == nil {
		opts.Enter = func(diag.Position) {}
	}
	return &comparison{old: newSide(old), new: newSide(new), opts: opts, nodes: map[nodeKey]*node{}, byKey: map[string]*Finding{}}
}

type nodeKey struct {
	old, new  *conj
	direction ir.Direction
	partly    bool // other schemas describe the value too: members that these do not describe may be there
}

// node is a pair of schemas that stand for each other, in one direction.
type node struct {
	nodeKey
	compared bool
	known    bool // relation is set
	relation keyword.Relation
	local    []local
	children []edge
	hidden   []hidden

	flows Flows
	root  *root // that led here first
	up    *node // by way of which
	via   step
	users []*node // all that lead here
	roots []*root // all that begin here
}

// edge leads from a pair to one of its parts. What changes there is told there.
type edge struct {
	to  *node
	via step
}

// step says what a part is of its whole.
type step struct {
	kind stepKind
	name string // of a member
	n    int    // of an item
}

type stepKind uint8

const (
	asWhole  stepKind = iota // the same value
	asMember                 // the member of a name
	asExtra                  // a member that is not declared
	asItem                   // an item
)

// local is a difference of a pair's own.
type local struct {
	code       string
	relation   keyword.Relation
	kind       Kind
	part       Part
	name       string // of the value or the member
	aspect     string
	from, to   string
	value      ir.Value // that proves it, where it is about one
	old, new   *diag.Position
	ifChanged  bool // it is one only where something else of the pair is
	needsProof bool // it is one only where a value proves it
	certain    bool // no value is needed to prove it: a name, a default
}

// hidden is a part whose changes are told as one of its holder: of a not, of a
// condition.
type hidden struct {
	local
	to   *node
	with func(keyword.Relation) keyword.Relation
}

// root is where values travel: a body, a parameter, a header.
type root struct {
	node      *node
	flow      Flows
	operation *ir.Operation
	part      Part
	name      string
	media     ir.Media
}

// pair returns the node of two conjunctions.
func (c *comparison) pair(old, new *conj, direction ir.Direction, partly bool) *node {
	key := nodeKey{old, new, direction, partly}
	n := c.nodes[key]
	if n == nil {
		n = &node{nodeKey: key}
		c.nodes[key] = n
		c.order = append(c.order, n)
	}
	return n
}

// addRoot compares two schemas, of which nil ones accept all, that travel.
func (c *comparison) addRoot(r root, old, new *ir.Schema) {
	r.node = c.pair(c.old.conj(old), c.new.conj(new), r.flow.direction(), false)
	added := &r
	r.node.roots = append(r.node.roots, added)
	if r.node.root == nil {
		r.node.root = added
	}
	r.node.flows |= r.flow
}

// child adds a part of n.
func (c *comparison) child(n *node, old, new *conj, via step) {
	if len(old.atoms) == 0 && len(new.atoms) == 0 {
		return
	}
	to := c.pair(old, new, n.direction, n.partly)
	if !slices.ContainsFunc(n.children, func(e edge) bool { return e.to == to }) {
		n.children = append(n.children, edge{to, via})
	}
}

// hide adds a part of n whose changes are told as one.
func (c *comparison) hide(n *node, old, new *conj, with func(keyword.Relation) keyword.Relation, as local) {
	n.hidden = append(n.hidden, hidden{local: as, to: c.pair(old, new, n.direction, n.partly), with: with})
}

// hideTest is hide for schemas that a value, or an item, is tried by: what they do not
// describe, those beside them may.
func (c *comparison) hideTest(n *node, old, new *conj, with func(keyword.Relation) keyword.Relation, as local) {
	n.hidden = append(n.hidden, hidden{local: as, to: c.pair(old, new, n.direction, true), with: with})
}

// compare finds what a pair has not in common itself.
func (c *comparison) compare(n *node) *node {
	if !n.compared {
		n.compared = true
		c.opts.Enter(c.at(n))
		c.schemas(n)
	}
	return n
}

// at is the position of the newer schema of a pair, if it has one.
func (c *comparison) at(n *node) diag.Position {
	if n.new != nil && len(n.new.schemas) > 0 {
		return n.new.schemas[0].Pos
	}
	return diag.Position{}
}

// relation is what becomes of the values that a pair accepts: what all that it
// leads to says. What it leads to again is taken for the same.
func (c *comparison) relation(n *node) keyword.Relation {
	seen := map[*node]bool{}
	out := c.relationOf(n, seen)
	n.known, n.relation = true, out
	if out == keyword.Same { // then so is all that it leads to
		for other := range seen {
			other.known, other.relation = true, out
		}
	}
	return out
}

func (c *comparison) relationOf(n *node, seen map[*node]bool) keyword.Relation {
	switch {
	case n.known:
		return n.relation
	case seen[n]:
		return keyword.Same
	}
	seen[n] = true
	c.compare(n)
	out := keyword.Same
	for _, e := range n.children {
		out = out.And(c.relationOf(e.to, seen))
	}
	for _, h := range n.hidden {
		if r := c.relationOf(h.to, seen); r != keyword.Same {
			out = out.And(h.with(r))
		}
	}
	for _, l := range n.local {
		if !l.ifChanged {
			out = out.And(l.relation)
		}
	}
	for _, l := range n.local {
		if l.ifChanged && out != keyword.Same {
			out = out.And(l.relation)
		}
	}
	return out
}

// grow compares all pairs that the roots lead to, and follows the ways of values.
func (c *comparison) grow() {
	var queue []*node
	for _, n := range c.order {
		if n.flows != 0 {
			queue = append(queue, n)
		}
	}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		c.compare(n)
		for _, e := range n.children {
			if !slices.Contains(e.to.users, n) {
				e.to.users = append(e.to.users, n)
			}
			if e.to.root == nil {
				e.to.root, e.to.up, e.to.via = n.root, n, e.via
			}
			if e.to.flows|n.flows != e.to.flows {
				e.to.flows |= n.flows
				queue = append(queue, e.to)
			}
		}
	}
}

// uses lists the roots from which a pair is reached.
func (n *node) uses() (out []*root) {
	seen := map[*node]bool{n: true}
	queue := []*node{n}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		out = append(out, at.roots...)
		for _, u := range at.users {
			if !seen[u] {
				seen[u] = true
				queue = append(queue, u)
			}
		}
	}
	return out
}
