package serve

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// The router: from a method and a path to an operation. It is built once, and allocates
// nothing for a path whose names have no more than [room] values.

// A Router finds the operation that a request is for. A text of a template that is
// written out comes before a {name} (OpenAPI 3.1.1, section 4.8.8.2).
type Router struct{ root node }

// node is what follows the segments that lead to it.
type node struct {
	edges  []edge   // segments that are written out
	table  []edge   // the same at their hash or behind it, where they are many; its length is a power of 2
	mixed  []*mixed // segments of texts and names, the one with the most text first
	any    *node    // a segment that is one {name}
	leaves []leaf   // by method; none where no template ends here
}

type edge struct {
	text string
	to   *node
}

// mostEdges is how many segments are compared one by one.
const mostEdges = 3

// mixed is a segment such as {id}:apply: a text before each name, and one at the end.
type mixed struct {
	texts   []string
	escaped []string // the texts as net/url escapes them, where that is another way
	plain   []string // the texts without escapes
	to      *node
}

type leaf struct {
	method string
	route  *route
}

type route struct {
	operation int
	names     []string
}

// room is how many values of names a [Match] holds without an allocation.
const room = 8

// A Match is what a [Router] finds. Its zero value is ready.
type Match struct {
	Operation int      // its index
	Allow     []string // the methods that the path has, where it lacks that of the request

	path    string
	names   []string
	values  []span // what stands for each name
	escapes bool   // there is a % in the path
	space   [room]span
}

// span is a part of a path.
type span struct{ start, end int }

// RawPath returns what stands for a name of the template, with the escapes of the URL.
func (m *Match) RawPath(name string) string {
	if i := slices.Index(m.names, name); i >= 0 {
		return m.value(i)
	}
	return ""
}

// value is what stands for the i-th name.
func (m *Match) value(i int) string { return m.path[m.values[i].start:m.values[i].end] }

// Add adds a template, which begins with a slash. It panics where another operation has
// the same path and method.
func (r *Router) Add(method, template string, operation int) {
	n := &r.root
	added := &route{operation: operation}
	for segment := range strings.SplitSeq(strings.TrimPrefix(template, "/"), "/") {
		texts, names := parts(segment)
		added.names = append(added.names, names...)
		n = n.child(texts)
	}
	if slices.ContainsFunc(n.leaves, func(l leaf) bool { return l.method == method }) {
		panic("two operations have " + method + " " + template)
	}
	n.leaves = append(n.leaves, leaf{method, added})
}

// parts takes a segment of a template apart: a text before each name, and one at the
// end.
func parts(segment string) (texts, names []string) {
	for {
		open := strings.IndexByte(segment, '{')
		end := strings.IndexByte(segment[max(0, open):], '}')
		if open < 0 || end < 0 {
			return append(texts, segment), names
		}
		texts, names = append(texts, segment[:open]), append(names, segment[open+1:open+end])
		segment = segment[open+end+1:]
	}
}

// child returns the node of a segment, which is made where it is not there.
func (n *node) child(texts []string) *node {
	switch {
	case len(texts) == 1:
		text := unescaped(texts[0])
		if to := n.text(text); to != nil {
			return to
		}
		to := &node{}
		n.edges = append(n.edges, edge{text, to})
		n.tabulate()
		return to
	case len(texts) == 2 && texts[0] == "" && texts[1] == "":
		if n.any == nil {
			n.any = &node{}
		}
		return n.any
	}
	for _, m := range n.mixed {
		if slices.Equal(m.texts, texts) {
			return m.to
		}
	}
	added := &mixed{texts: texts, to: &node{}}
	for _, text := range texts {
		plain := unescaped(text)
		added.plain = append(added.plain, plain)
		added.escaped = append(added.escaped, (&url.URL{Path: plain}).EscapedPath())
	}
	if slices.Equal(added.escaped, texts) {
		added.escaped = nil
	}
	n.mixed = append(n.mixed, added)
	slices.SortStableFunc(n.mixed, func(a, b *mixed) int {
		return len(strings.Join(b.texts, "")) - len(strings.Join(a.texts, ""))
	})
	return added.to
}

// tabulate makes the table anew.
func (n *node) tabulate() {
	if len(n.edges) <= mostEdges {
		return
	}
	size := 4
	for size < 2*len(n.edges) {
		size *= 2
	}
	n.table = make([]edge, size)
	for _, e := range n.edges {
		i := hash(e.text)
		for n.table[i&(size-1)].to != nil {
			i++
		}
		n.table[i&(size-1)] = e
	}
}

// hash is a number that words of a path seldom share: of its length, and of four of its
// bytes.
func hash(text string) int {
	n := len(text)
	if n == 0 {
		return 0
	}
	return n ^ int(text[0])*5 ^ int(text[n/3])*11 ^ int(text[n/2])*23 ^ int(text[n-1])*47
}

// unescaped is a text of a path without escapes, or as it is where they are malformed.
func unescaped(text string) string {
	if strings.IndexByte(text, '%') < 0 {
		return text
	}
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}

// Find looks for the operation of a method and a path, which has its escapes, if one of them
// is that of a slash or a %. HEAD is answered by GET. It returns false where the path is none of the templates; where it is
// and has other methods alone, these are in m.Allow.
func (r *Router) Find(method, path string, m *Match) bool {
	if m.values == nil {
		m.values = m.space[:0]
	}
	m.path, m.values, m.Allow, m.escapes = path, m.values[:0], nil, strings.IndexByte(path, '%') >= 0
	if path == "" || path[0] != '/' {
		return false
	}
	found := r.root.find(method, 1, m)
	if !found && method == http.MethodHead {
		m.values = m.values[:0]
		found = r.root.find(http.MethodGet, 1, m)
	}
	if found {
		m.Allow = nil
		return true
	}
	if m.Allow == nil {
		return false
	}
	if slices.Contains(m.Allow, http.MethodGet) && !slices.Contains(m.Allow, http.MethodHead) {
		m.Allow = append(m.Allow, http.MethodHead)
	}
	slices.Sort(m.Allow)
	m.Allow = slices.Compact(m.Allow)
	return true
}

// find goes on with the segment that begins at an offset of the path. Where it finds
// nothing, m may have more values than before.
func (n *node) find(method string, start int, m *Match) bool {
	for {
		end := len(m.path)
		if slash := strings.IndexByte(m.path[start:], '/'); slash >= 0 {
			end = start + slash
		}
		text := m.path[start:end]
		if m.escapes {
			text = unescaped(text)
		}
		to := n.text(text)
		switch {
		case start < end && (len(n.mixed) > 0 || to != nil && n.any != nil): // there are several ways
			return n.try(to, method, start, end, m)
		case start < end && to == nil && n.any != nil:
			m.values = append(m.values, span{start, end})
			to = n.any
		case to == nil:
			return false
		}
		if end == len(m.path) {
			return to.end(method, m)
		}
		n, start = to, end+1
	}
}

// try goes the ways behind a segment, one after the other; to is that of the text itself, or
// nil.
func (n *node) try(to *node, method string, start, end int, m *Match) bool {
	before := len(m.values)
	if to != nil && to.follow(method, end, m) {
		return true
	}
	for _, x := range n.mixed {
		ways := [...][]string{x.plain, nil}
		if m.escapes {
			ways = [...][]string{x.texts, x.escaped}
		}
		for _, texts := range ways {
			if m.values = m.values[:before]; texts != nil && m.split(start, end, texts) && x.to.follow(method, end, m) {
				return true
			}
		}
	}
	m.values = append(m.values[:before], span{start, end})
	return n.any != nil && n.any.follow(method, end, m)
}

// text is the node of a segment that is written out.
func (n *node) text(segment string) *node {
	if n.table == nil {
		for i := range n.edges {
			if e := &n.edges[i]; e.text == segment {
				return e.to
			}
		}
		return nil
	}
	for i := hash(segment); ; i++ {
		if e := &n.table[i&(len(n.table)-1)]; e.to == nil || e.text == segment {
			return e.to
		}
	}
}

// follow goes on behind a segment, which ends at an offset of the path.
func (n *node) follow(method string, end int, m *Match) bool {
	if end < len(m.path) {
		return n.find(method, end+1, m)
	}
	return n.end(method, m)
}

// end finds the method where the path ends.
func (n *node) end(method string, m *Match) bool {
	for i := range n.leaves {
		if l := &n.leaves[i]; l.method == method {
			m.Operation, m.names = l.route.operation, l.route.names
			return true
		}
	}
	for _, l := range n.leaves {
		m.Allow = append(m.Allow, l.method)
	}
	return false
}

// split takes a segment apart by the texts around its names: each name has as much as it
// can, the first before the second, and none is empty.
func (m *Match) split(start, end int, texts []string) bool {
	last := len(texts) - 1
	segment := m.path[start:end]
	if !strings.HasPrefix(segment, texts[0]) || !strings.HasSuffix(segment[len(texts[0]):], texts[last]) {
		return false
	}
	start, end = start+len(texts[0]), end-len(texts[last])
	first := len(m.values)
	for range last {
		m.values = append(m.values, span{})
	}
	for i := last - 1; i > 0; i-- {
		at := -1
		if start < end {
			at = strings.LastIndex(m.path[start:end-1], texts[i])
		}
		if at < 0 {
			return false
		}
		m.values[first+i] = span{start + at + len(texts[i]), end}
		end = start + at
	}
	m.values[first] = span{start, end}
	return start < end
}
