// Bringing what is written in other files to the place of the document where it
// belongs.
//
// A reference stays one where OpenAPI allows it and places may share what it leads
// to. Two kinds are replaced by what they lead to:
//
//   - that of a path or a component: what the file holds is that component, and a
//     reference to the file is one to the component;
//   - one where OpenAPI has none, as bundlers take it: of an operation, of the map of
//     properties, of the text of a description. A warning says so.
//
// What is brought in keeps the file that it is written in, for its position and for
// the references in it.

package load

import (
	"slices"
	"strings"
	"unicode"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// inclusion is an object with a $ref that is replaced by what that leads to.
type inclusion struct {
	at, target source.Cursor
	alone      bool // at is one home of what may have several
}

// linker is one call of link.
type linker struct {
	doc        *Document
	seen       map[visit]bool
	inclusions []*inclusion
	of         map[*source.Node]*inclusion // by the object with the $ref

	copies   map[copied]*source.Node
	entering []*source.Node // the inclusions around what is copied
}

// visit is a node that was looked into, as what.
type visit struct {
	node *source.Node
	as   *kind
}

// copied is a node as a part of a file's tree.
type copied struct {
	node *source.Node
	tree *source.File
}

// place is a place in a file's tree.
type place struct {
	file    *source.File
	pointer string
}

// link makes the replacements. It reads all files that the document refers to; what
// cannot be read is reported where it is needed.
func (d *Document) link() error {
	l := &linker{doc: d, seen: map[visit]bool{}, of: map[*source.Node]*inclusion{}, copies: map[copied]*source.Node{}}
	if err := l.visit(d.Root.Cursor(), document); err != nil {
		return err
	}
	l.chooseHomes()
	trees := map[*source.File]*source.Node{}
	for _, in := range l.inclusions {
		if f := in.at.File; l.of[in.at.Node] == in && trees[f] == nil {
			tree, err := l.copy(f.Root, f, f)
			if err != nil {
				return err
			}
			trees[f] = tree
		}
	}
	for f, tree := range trees {
		f.Root = tree
	}
	return l.within(trees)
}

// visit looks for references in c, and in what they lead to.
func (l *linker) visit(c source.Cursor, as *kind) error {
	if as.mapping {
		if isReference(c.Node) {
			if target, err := l.doc.lookup(c, c.Node.Text); err == nil {
				return l.visit(target, schema)
			}
		}
		return nil
	}
	if c.Node.Kind != source.Object && c.Node.Kind != source.Array || l.seen[visit{c.Node, as}] {
		return nil
	}
	l.seen[visit{c.Node, as}] = true
	if ref := c.Node.Get("$ref"); ref != nil && ref.Kind == source.String {
		return l.reference(c, ref.Text, as)
	}
	if as.home != nil {
		as = as.home
	}
	for _, item := range c.Items() {
		if err := l.visit(item, as.item()); err != nil {
			return err
		}
	}
	for i, m := range c.Node.Members {
		if of := as.member(m.Key); of.mapping || m.Value.Kind == source.Object || m.Value.Kind == source.Array {
			if err := l.visit(c.Member(i), of); err != nil {
				return err
			}
		}
	}
	return nil
}

// isReference tells a reference in a mapping of a discriminator from the name of a component.
func isReference(n *source.Node) bool { return strings.ContainsAny(n.Str(), "#/.") }

// reference looks at the reference of c, and at what it leads to.
func (l *linker) reference(c source.Cursor, ref string, as *kind) error {
	file, _, _ := strings.Cut(ref, "#")
	if as.isFree() && (len(c.Node.Members) > 1 || as != value && file == "") {
		return nil // the API may well have members of that name
	}
	what := as
	if as.home != nil {
		what = as.home
	}
	if what.reference && file == "" && c.File == l.doc.Root && as.home == nil && standsInDocument(ref) {
		return nil // it is looked at where it stands
	}
	target, err := l.doc.lookup(c, ref)
	switch {
	case err != nil && (what.reference || as.isFree()):
		return nil // who needs it reports it
	case err != nil:
		return failure(c.Key("$ref").Position(), "unresolved-ref", "$ref "+quote(ref)+" does not resolve: "+err.Error(), "")
	case !what.reference:
		l.doc.warnings.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "misplaced-ref", Position: c.Key("$ref").Position(),
			Message: "OpenAPI has no $ref here; what it leads to is read in its place",
		})
		if !l.include(&inclusion{at: c, target: target}) {
			return failure(c.Key("$ref").Position(), "cyclic-ref", "$ref "+quote(ref)+" leads to references alone, and to nothing that could be read in its place", "")
		}
	case as.home != nil && target.File != c.File && (!as.alone || addsTextAlone(c.Node)):
		l.include(&inclusion{at: c, target: target, alone: as.alone})
	}
	for _, m := range c.Members() { // what stands beside it
		if m.LastToken() != "$ref" {
			if err := l.visit(m, what.member(m.LastToken())); err != nil {
				return err
			}
		}
	}
	return l.visit(target, what)
}

// standsInDocument tells the references to what is looked at without them.
func standsInDocument(ref string) bool {
	return strings.HasPrefix(ref, "#/components/") || strings.HasPrefix(ref, "#/paths/")
}

// addsTextAlone reports whether what stands beside the $ref of n says nothing to
// programs.
func addsTextAlone(n *source.Node) bool {
	return !slices.ContainsFunc(n.Members, func(m source.Member) bool {
		return !slices.Contains([]string{"$ref", "summary", "description", "title"}, m.Key) && !strings.HasPrefix(m.Key, "x-")
	})
}

// include adds an inclusion, of the first place that is no reference itself. Where a
// chain passes through a name of its own, or has no end, there is none, which it tells.
func (l *linker) include(in *inclusion) bool {
	for seen := []*source.Node{in.at.Node}; ; {
		ref := in.target.Node.Get("$ref")
		if ref == nil || ref.Kind != source.String {
			break
		}
		next, err := l.doc.lookup(in.target, ref.Text)
		if in.alone && in.target.Pointer != "" || err != nil || slices.Contains(seen, in.target.Node) {
			return false
		}
		seen = append(seen, in.target.Node)
		in.target = next
	}
	if l.of[in.at.Node] == nil {
		l.inclusions = append(l.inclusions, in)
		l.of[in.at.Node] = in
	}
	return true
}

// chooseHomes lets one thing have one home: of several components that refer to it,
// the one that is called as it is, or none. What one place alone holds is moved there.
func (l *linker) chooseHomes() {
	places := map[string][]*inclusion{}
	for _, in := range l.inclusions {
		places[in.target.ID()] = append(places[in.target.ID()], in)
	}
	for id, list := range places {
		if len(list) > 1 {
			homes := slices.DeleteFunc(slices.Clone(list), func(in *inclusion) bool { return in.alone && bare(in.at.LastToken()) != bare(in.target.Name()) })
			one := len(homes) == 1
			for _, in := range list {
				if in.alone && !(one && in == homes[0]) {
					delete(l.of, in.at.Node)
				}
			}
			list = slices.DeleteFunc(list, func(in *inclusion) bool { return l.of[in.at.Node] == nil })
		}
		if len(list) == 1 {
			l.doc.moved[id] = place{list[0].at.File, list[0].at.Pointer}
		}
	}
}

// bare is a name without case and punctuation.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// copy returns n, which is written in a file, as a part of a tree: with what is
// included in it. What need not change is not copied.
func (l *linker) copy(n *source.Node, written, tree *source.File) (*source.Node, error) {
	if n.From != nil {
		written = n.From
	}
	if done := l.copies[copied{n, tree}]; done != nil {
		return done, nil
	}
	out, err := l.copyNew(n, written, tree)
	if err == nil {
		l.copies[copied{n, tree}] = out
	}
	return out, err
}

func (l *linker) copyNew(n *source.Node, written, tree *source.File) (*source.Node, error) {
	if in := l.of[n]; in != nil {
		if slices.Contains(l.entering, n) {
			return nil, failure(in.at.Key("$ref").Position(), "cyclic-ref", "$ref "+quote(n.Get("$ref").Text)+" leads back to itself", "")
		}
		l.entering = append(l.entering, n)
		out, err := l.copy(in.target.Node, in.target.File, tree)
		l.entering = l.entering[:len(l.entering)-1]
		if err != nil {
			return nil, err
		}
		return l.beside(n, out, written, tree)
	}
	members, items := slices.Clone(n.Members), slices.Clone(n.Items)
	changed := written != tree && n.From != written
	for i := range members {
		value, err := l.copy(members[i].Value, written, tree)
		if err != nil {
			return nil, err
		}
		if value == members[i].Value {
			continue
		}
		changed = true
		members[i].Value = value
		if l.of[n.Members[i].Value] != nil { // the key is in another file
			members[i].Line, members[i].Column = value.Line, value.Column
		}
	}
	for i := range items {
		item, err := l.copy(items[i], written, tree)
		if err != nil {
			return nil, err
		}
		changed = changed || item != items[i]
		items[i] = item
	}
	if !changed {
		return n, nil
	}
	out := *n
	out.Members, out.Items = members, items
	if written != tree {
		out.From = written
	}
	return &out, nil
}

// beside returns what the $ref of n leads to, with what stands beside it.
func (l *linker) beside(n, target *source.Node, written, tree *source.File) (*source.Node, error) {
	if len(n.Members) == 1 || target.Kind != source.Object {
		return target, nil
	}
	members := slices.Clone(target.Members)
	for _, m := range n.Members {
		if m.Key == "$ref" {
			continue
		}
		value, err := l.copy(m.Value, written, tree)
		if err != nil {
			return nil, err
		}
		m.Value = value
		if i := slices.IndexFunc(members, func(have source.Member) bool { return have.Key == m.Key }); i >= 0 {
			members[i] = m
		} else {
			members = append(members, m)
		}
	}
	return target.WithMembers(members), nil
}

// home returns the place that c was moved to, or c.
func (d *Document) home(c source.Cursor) source.Cursor {
	for range len(d.moved) {
		to, found := place{}, false
		at, rest := c.Pointer, ""
		for {
			if to, found = d.moved[c.File.URI+"#"+at]; found || at == "" {
				break
			}
			i := strings.LastIndexByte(at, '/')
			at, rest = at[:i], at[i:]+rest
		}
		if !found {
			break
		}
		next, err := to.file.Lookup(to.pointer + rest)
		if err != nil {
			break
		}
		c = next
	}
	return c
}
