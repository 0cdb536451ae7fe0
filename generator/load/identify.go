// References by $id, $anchor and $dynamicRef (JSON Schema Core, 8.2), which OpenAPI 3.1
// has: when a file is read, they become references by JSON Pointers, so that what comes
// after knows no others.
//
// What a $dynamicRef refers to turns on the schemas that led to it: the outermost of
// their resources that has a $dynamicAnchor of the name. So a schema that leads to one is
// copied for those that lead to it with other anchors; the copy stands among the $defs of
// the one that refers to it.

package load

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// resource is a schema resource: a schema with an $id, or a file.
type resource struct {
	at      string // its pointer in the file
	uri     *url.URL
	anchors map[string]string // pointers, by the names of $anchor and $dynamicAnchor
	dynamic map[string]bool   // those of $dynamicAnchor
}

// scope says which schema each $dynamicAnchor stands for, by the resources that were
// entered: pointers by names.
type scope map[string]string

// schemaPlace is an object of the file, as it is written.
type schemaPlace struct {
	node    *source.Node
	pointer string
	entered []*resource    // those that lead to it, and its own, where what holds it leads to it
	scope   scope          // after these
	parts   []*schemaPlace // what it holds, but for what references alone lead to
}

func (p *schemaPlace) resource() *resource { return p.entered[len(p.entered)-1] }

// identifier is one call of identify.
type identifier struct {
	doc    *Document
	file   *source.File
	byURI  map[string]*resource
	places map[string]*schemaPlace // by pointer
	copies map[string]string       // pointers of copies, by what is copied for which scope
	nodes  int
}

// maxNodes bounds a file whose names are looked at: aliases may multiply it without end.
const maxNodes = 5_000_000

// Words of objects whose values are not Schema Objects, and of those that hold others
// by names that are no keywords.
var (
	dataWords = []string{"enum", "const", "default", "example", "examples", "mapping"}
	nameMaps  = append(schemasByName(),
		"schemas", "responses", "parameters", "headers", "requestBodies", "callbacks", "pathItems", "paths", "webhooks", "content", "encoding")
	apart = []string{"$defs", "definitions", "schemas"} // whose schemas are reached by references alone
)

// identify rewrites the references of a file.
func (d *Document) identify(f *source.File) {
	if d.Is30() || !names(f.Root, map[*source.Node]bool{}) {
		return
	}
	uri, err := url.Parse(f.URI)
	if err != nil {
		return // nor is anything found relative to it
	}
	i := &identifier{doc: d, file: f, byURI: map[string]*resource{}, places: map[string]*schemaPlace{}, copies: map[string]string{}}
	root := &resource{uri: uri, anchors: map[string]string{}, dynamic: map[string]bool{}}
	i.byURI[uri.String()] = root
	i.walk(f.Root, "", root, &schemaPlace{}, false)
	if i.nodes > maxNodes {
		i.warn(f.Root, "", "$id", "names are not looked at: the file is too large")
		return
	}
	for _, p := range i.places {
		for _, r := range p.entered {
			p.scope = enter(p.scope, r)
		}
	}
	f.Root = i.rebuilt(f.Root, "", "", nil, false)
	d.anchors[f] = i.byURI[uri.String()].anchors
	d.named[f] = i
}

// crossed warns where a reference leads to a place of another file, whose $dynamicRefs
// ask for what the file of the reference has: they are resolved in their own file.
func (d *Document) crossed(from, to source.Cursor) {
	d.mu.Lock()
	defer d.mu.Unlock()
	here, there := d.named[from.Base()], d.named[to.File]
	if here == nil || there == nil || here == there || there.places[to.Pointer] == nil {
		return
	}
	asked := map[string]bool{}
	there.asked(there.places[to.Pointer], asked, map[string]bool{})
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		for _, r := range here.byURI {
			if r.dynamic[name] {
				d.warnings.Add(diag.Diagnostic{Severity: diag.Warning, Position: from.Position(), Code: notEnforced,
					Message: fmt.Sprintf("the $dynamicAnchor %q of this file is not enforced in %s: a $dynamicRef is resolved in its own file", name, to.File.Name)})
				break
			}
		}
	}
}

const notEnforced = "not-enforced"

// names reports whether something below a node names schemas otherwise than by where they
// are.
func names(n *source.Node, seen map[*source.Node]bool) bool {
	if seen[n] {
		return false
	}
	seen[n] = true
	for _, m := range n.Members {
		switch m.Key {
		case "$id", "$anchor", "$dynamicAnchor", "$dynamicRef":
			if m.Value.Kind == source.String {
				return true
			}
		}
		if names(m.Value, seen) {
			return true
		}
	}
	return slices.ContainsFunc(n.Items, func(item *source.Node) bool { return names(item, seen) })
}

// walk takes note of the objects at and below a node, and of their names.
func (i *identifier) walk(n *source.Node, pointer string, in *resource, holder *schemaPlace, byName bool) {
	if i.nodes++; i.nodes > maxNodes {
		return
	}
	if n.Kind == source.Object && !byName {
		if id := n.Get("$id").Str(); id != "" && id[0] != '#' {
			in = i.resource(n, pointer, in, id)
		}
		for _, key := range []string{"$anchor", "$dynamicAnchor"} {
			name := n.Get(key).Str()
			if name == "" {
				continue
			}
			if other, ok := in.anchors[name]; ok && other != pointer {
				i.warn(n, pointer, key, "the name %q is taken by #%s: that is what references lead to", name, other)
				continue
			}
			in.anchors[name] = pointer
			if key == "$dynamicAnchor" {
				in.dynamic[name] = true
			}
		}
		p := &schemaPlace{node: n, pointer: pointer, entered: holder.entered}
		if len(p.entered) == 0 || p.resource() != in {
			p.entered = append(slices.Clone(p.entered), in)
		}
		holder.parts = append(holder.parts, p)
		i.places[pointer] = p
		holder = p
	}
	if byName && slices.Contains(apart, lastToken(pointer)) {
		holder = &schemaPlace{}
	}
	for _, m := range n.Members {
		if byName || !isData(m.Key) {
			i.walk(m.Value, pointer+"/"+source.EscapeToken(m.Key), in, holder, !byName && holdsNames(m))
		}
	}
	for k, item := range n.Items {
		i.walk(item, pointer+"/"+strconv.Itoa(k), in, holder, false)
	}
}

// isData reports a word of an object whose value holds no schemas.
func isData(key string) bool { return slices.Contains(dataWords, key) || strings.HasPrefix(key, "x-") }

// holdsNames reports a member whose value is an object with names of its own.
func holdsNames(m source.Member) bool {
	return slices.Contains(nameMaps, m.Key) && m.Value.Kind == source.Object
}

func lastToken(pointer string) string { return pointer[strings.LastIndexByte(pointer, '/')+1:] }

// resource is the schema resource that an $id begins.
func (i *identifier) resource(n *source.Node, pointer string, in *resource, id string) *resource {
	u, err := url.Parse(id)
	if err != nil {
		i.warn(n, pointer, "$id", "%q is not a URI reference", id)
		return in
	}
	r := &resource{at: pointer, uri: in.uri.ResolveReference(u), anchors: map[string]string{}, dynamic: map[string]bool{}}
	r.uri.Fragment = ""
	key := r.uri.String()
	if other := i.byURI[key]; other != nil && other.at != pointer && pointer != "" {
		i.warn(n, pointer, "$id", "%q names #%s as well: that is what references lead to", id, other.at)
		return r
	}
	i.byURI[key] = r
	return r
}

func (i *identifier) warn(n *source.Node, pointer, key, format string, args ...any) {
	at := source.Cursor{File: i.file, Pointer: pointer, Node: n}.Key(key)
	i.doc.warnings.Add(diag.Diagnostic{Severity: diag.Warning, Position: at.Position(), Code: "anchor", Message: quote(key) + ": " + fmt.Sprintf(format, args...)})
}

// enter is a scope after a resource was entered: what it names first counts.
func enter(outer scope, r *resource) scope {
	if len(r.dynamic) == 0 {
		return outer
	}
	out := maps.Clone(outer)
	if out == nil {
		out = scope{}
	}
	for name := range r.dynamic {
		if _, ok := out[name]; !ok {
			out[name] = r.anchors[name]
		}
	}
	return out
}

// target is where a reference leads in the file. Name is that of a $dynamicAnchor, where
// it leads to one by that. ok is false where it leads elsewhere, or nowhere.
func (i *identifier) target(in *resource, ref string) (pointer, name string, ok bool) {
	uri, fragment, _ := strings.Cut(ref, "#")
	r := in
	if uri != "" {
		u, err := url.Parse(uri)
		if err != nil {
			return "", "", false
		}
		if r = i.byURI[in.uri.ResolveReference(u).String()]; r == nil {
			return "", "", false
		}
	}
	fragment = unescape(fragment)
	if fragment != "" && fragment[0] != '/' {
		pointer, ok = r.anchors[fragment]
		if r.dynamic[fragment] {
			name = fragment
		}
		return pointer, name, ok
	}
	c, err := i.file.Lookup(r.at + fragment)
	return c.Pointer, "", err == nil
}

// rewrite brings the references of a schema to JSON Pointers.
func (i *identifier) rewrite(n *source.Node, at string, in *resource, s scope) {
	if ref := n.Get("$ref"); ref != nil && ref.Kind == source.String {
		if pointer, _, ok := i.target(in, ref.Text); ok {
			i.refer(n, at, "$ref", i.specialised(n, at, pointer, enter(s, i.resourceOf(pointer))))
		} else if in.at != "" && i.isPointer(ref.Text) {
			i.warn(n, at, "$ref", "%q leads nowhere from the $id of the schema, %s; it is read from the root of the file", ref.Text, in.uri)
		}
	}
	ref := n.Get("$dynamicRef")
	if ref == nil || ref.Kind != source.String {
		return
	}
	pointer, name, ok := i.target(in, ref.Text)
	if ok && name != "" && s[name] != "" {
		pointer = s[name]
	}
	text := ref.Text
	if ok {
		text = "#" + escapeFragment(i.specialised(n, at, pointer, enter(s, i.resourceOf(pointer))))
	}
	k := memberIndex(n, "$dynamicRef")
	m := n.Members[k]
	value := &source.Node{Kind: source.String, Text: text, Line: m.Value.Line, Column: m.Value.Column, From: m.Value.From}
	members := slices.Delete(slices.Clone(n.Members), k, k+1)
	if n.Get("$ref") == nil {
		members = slices.Insert(members, k, source.Member{Key: "$ref", Value: value, Line: m.Line, Column: m.Column})
	} else { // beside it, as one more schema that applies
		part := &source.Node{Kind: source.Object, Members: []source.Member{{Key: "$ref", Value: value, Line: m.Line, Column: m.Column}}, Line: m.Line, Column: m.Column, From: m.Value.From}
		all := &source.Node{Kind: source.Array, Line: m.Line, Column: m.Column, From: m.Value.From}
		if old := n.Get("allOf"); old != nil {
			all.Items = slices.Clone(old.Items)
			members = slices.DeleteFunc(members, func(m source.Member) bool { return m.Key == "allOf" })
		}
		all.Items = append(all.Items, part)
		members = append(members, source.Member{Key: "allOf", Value: all, Line: m.Line, Column: m.Column})
	}
	*n = *n.WithMembers(members)
}

// isPointer reports a reference by a pointer from the root of the file that leads
// somewhere.
func (i *identifier) isPointer(ref string) bool {
	if !strings.HasPrefix(ref, "#/") {
		return false
	}
	_, err := i.file.Lookup(unescape(ref[1:]))
	return err == nil
}

// refer makes a member a reference to a place of the file.
func (i *identifier) refer(n *source.Node, at, key, pointer string) {
	text := "#" + escapeFragment(pointer)
	k := memberIndex(n, key)
	if old := n.Members[k].Value; old.Text != text {
		members := slices.Clone(n.Members)
		members[k].Value = &source.Node{Kind: source.String, Text: text, Line: old.Line, Column: old.Column, From: old.From}
		*n = *n.WithMembers(members)
	}
}

func memberIndex(n *source.Node, key string) int {
	return slices.IndexFunc(n.Members, func(m source.Member) bool { return m.Key == key })
}

// escapeFragment escapes what would be undone when a reference is read.
func escapeFragment(pointer string) string {
	return percentEncoded.ReplaceAllStringFunc(pointer, func(s string) string { return "%25" + s[1:] })
}

// resourceOf is the resource that a place belongs to.
func (i *identifier) resourceOf(pointer string) *resource {
	for {
		if p := i.places[pointer]; p != nil {
			return p.resource()
		}
		cut := strings.LastIndexByte(pointer, '/')
		if cut < 0 {
			return i.places[""].resource()
		}
		pointer = pointer[:cut]
	}
}

// specialised is the place that stands for the schema at pointer where a reference of n,
// which is at a pointer itself, leads to it with a scope: itself, or a copy.
func (i *identifier) specialised(n *source.Node, at, pointer string, s scope) string {
	p := i.places[pointer]
	if p == nil {
		return pointer // a boolean schema
	}
	wanted := map[string]bool{}
	i.asked(p, wanted, map[string]bool{})
	relevant := scope{}
	same := true
	for name := range wanted {
		relevant[name] = s[name]
		same = same && s[name] == p.scope[name]
	}
	if same {
		return pointer
	}
	key := pointer
	for _, name := range slices.Sorted(maps.Keys(relevant)) {
		key += " " + name + "=" + relevant[name]
	}
	if copied, ok := i.copies[key]; ok {
		return copied
	}
	name := source.UnescapeToken(lastToken(pointer))
	defs := &source.Node{Kind: source.Object, Line: n.Line, Column: n.Column, From: n.From}
	members := slices.Clone(n.Members)
	if old := n.Get("$defs"); old != nil {
		defs.Members = slices.Clone(old.Members)
		members = slices.DeleteFunc(members, func(m source.Member) bool { return m.Key == "$defs" })
	}
	for base, k := name, 2; slices.ContainsFunc(defs.Members, func(m source.Member) bool { return m.Key == name }); k++ {
		name = base + strconv.Itoa(k)
	}
	out := at + "/$defs/" + source.EscapeToken(name)
	i.copies[key] = out // before what it holds, which may lead back to it
	node := new(source.Node)
	*defs = *defs.WithMembers(append(defs.Members, source.Member{Key: name, Value: node, Line: p.node.Line, Column: p.node.Column}))
	*n = *n.WithMembers(append(members, source.Member{Key: "$defs", Value: defs, Line: n.Line, Column: n.Column}))
	*node = *i.rebuilt(p.node, pointer, out, s, false)
	return out
}

// rebuilt is what is at a pointer with its references rewritten, for another place or the
// same. A copy for another place has a scope, and no names.
func (i *identifier) rebuilt(n *source.Node, from, to string, s scope, byName bool) *source.Node {
	out, copying := *n, from != to
	var members []source.Member
	for _, m := range n.Members {
		if copying && !byName && slices.Contains([]string{"$id", "$anchor", "$dynamicAnchor", "$defs", "definitions"}, m.Key) {
			continue
		}
		if byName || !isData(m.Key) {
			token := "/" + source.EscapeToken(m.Key)
			m.Value = i.rebuilt(m.Value, from+token, to+token, s, !byName && holdsNames(m))
		}
		members = append(members, m)
	}
	out.Items = slices.Clone(n.Items)
	for k, item := range n.Items {
		token := "/" + strconv.Itoa(k)
		out.Items[k] = i.rebuilt(item, from+token, to+token, s, false)
	}
	out = *out.WithMembers(members)
	if p := i.places[from]; p != nil && !byName {
		if !copying {
			s = p.scope
		} else {
			s = enter(s, p.resource())
		}
		i.rewrite(&out, to, p.resource(), s)
	}
	return &out
}

// asked adds the names of the $dynamicAnchors that what is at or below a place asks for.
func (i *identifier) asked(p *schemaPlace, out, seen map[string]bool) {
	if seen[p.pointer] {
		return
	}
	seen[p.pointer] = true
	follow := func(pointer string) {
		if q := i.places[pointer]; q != nil {
			i.asked(q, out, seen)
		}
	}
	if ref := p.node.Get("$ref").Str(); ref != "" {
		if pointer, _, ok := i.target(p.resource(), ref); ok {
			follow(pointer)
		} else if strings.HasPrefix(ref, "#/") { // rewritten
			follow(unescape(ref[1:]))
		}
	}
	if ref := p.node.Get("$dynamicRef").Str(); ref != "" {
		if pointer, name, ok := i.target(p.resource(), ref); ok {
			follow(pointer)
			if name != "" {
				out[name] = true
				for _, r := range i.byURI {
					if r.dynamic[name] {
						follow(r.anchors[name])
					}
				}
			}
		}
	}
	for _, part := range p.parts {
		i.asked(part, out, seen)
	}
}
