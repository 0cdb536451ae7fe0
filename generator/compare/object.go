// Objects: their members, by name or not, and which of them must be there.

package compare

import (
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// closing is what a schema says of members that it does not describe.
type closing struct {
	schema   *ir.Schema // for them
	at       *ir.Schema // that says so
	names    []string   // that it describes
	patterns []string
}

// covers reports whether a closing is about the member of a name.
func (c closing) covers(name string) bool {
	return !slices.Contains(c.names, name) && !slices.ContainsFunc(c.patterns, func(p string) bool { return keyword.Matches(p, name) })
}

// closings lists what a form says of members that are not described: by
// additionalProperties, and by unevaluatedProperties where it is known beforehand
// what that looks at.
func closings(f *form) (out []closing) {
	for _, a := range f.atoms {
		s := a.schema
		for _, p := range s.PatternProperties {
			if slices.Contains(allNames, p.Wire) {
				out = append(out, closing{schema: p.Schema, at: s})
			}
		}
		if s.AdditionalProperties != nil && !keyword.OpenNames(s) {
			out = append(out, closing{s.AdditionalProperties, s, wires(s.Properties), wires(s.PatternProperties)})
		}
		if s.UnevaluatedProperties == nil || !knownParts(s) {
			continue
		}
		own := closing{schema: s.UnevaluatedProperties, at: s}
		open := true
		for _, part := range flatten(nil, s, false) {
			own.names = append(own.names, wires(part.schema.Properties)...)
			own.patterns = append(own.patterns, wires(part.schema.PatternProperties)...)
			open = open && part.schema.AdditionalProperties == nil && !keyword.OpenNames(part.schema)
		}
		if open { // else additionalProperties looks at all
			out = append(out, own)
		}
	}
	return out
}

// allNames are patterns that every name matches.
var allNames = []string{"", "^", "$", ".*", "^.*", ".*$"}

// knownParts reports whether no keyword of a schema applies others to the value
// that may hold or not.
func knownParts(s *ir.Schema) bool {
	return !slices.ContainsFunc(flatten(nil, s, false), func(a atom) bool {
		s := a.schema
		return len(s.OneOf)+len(s.AnyOf)+len(s.DependentSchemas) > 0 || s.If != nil || a.schema != s && s.UnevaluatedProperties != nil
	})
}

func wires(list []*ir.Property) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.Wire
	}
	return out
}

// declared are the places that describe the member of a name.
func declared(f *form, name string) (out []*ir.Property) {
	for _, a := range f.atoms {
		for _, p := range a.schema.Properties {
			if p.Wire == name {
				out = append(out, p)
			}
		}
	}
	return out
}

// member is all that a form says of the member of a name.
func (s *side) member(f *form, name string) *conj {
	var all []*ir.Schema
	for _, p := range declared(f, name) {
		all = append(all, p.Schema)
	}
	for _, a := range f.atoms {
		for _, p := range a.schema.PatternProperties {
			if keyword.Matches(p.Wire, name) {
				all = append(all, p.Schema)
			}
		}
	}
	for _, c := range closings(f) {
		if c.covers(name) {
			all = append(all, c.schema)
		}
	}
	return s.conj(all...)
}

// rest is what a form says of members that it does not describe.
func (s *side) rest(f *form) *conj {
	var all []*ir.Schema
	for _, c := range closings(f) {
		all = append(all, c.schema)
	}
	return s.conj(all...)
}

// never reports whether a conjunction accepts nothing, as far as its types tell.
func (s *side) never(c *conj, direction ir.Direction) bool { return s.types(c, direction) == 0 }

// memberNames are those that either form describes or requires, in their order.
func memberNames(direction ir.Direction, forms ...*form) (out []string) {
	seen := map[string]bool{}
	add := func(names []string) {
		for _, name := range names {
			if !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	for _, f := range forms {
		for _, a := range f.atoms {
			add(wires(a.schema.Properties))
		}
	}
	for _, f := range forms {
		for _, a := range f.atoms {
			add(keyword.RequiredIn(a.schema, direction))
		}
	}
	return out
}

func requires(f *form, name string, direction ir.Direction) bool {
	return slices.ContainsFunc(f.atoms, func(a atom) bool { return keyword.Requires(a.schema, name, direction) })
}

// inEachVariant reports whether each variant of one of a form's unions has an atom that says
// something.
func inEachVariant(f *form, says func(atom) bool) bool {
	return slices.ContainsFunc(f.groups, func(g *group) bool {
		return !slices.ContainsFunc(g.variants, func(v *ir.Schema) bool { return !slices.ContainsFunc(flatten(nil, v, false), says) })
	})
}

// members compares the members of two objects.
func (c *comparison) members(n *node, old, new *form) {
	for _, name := range memberNames(n.direction, old, new) {
		c.oneMember(n, old, new, name)
	}
	c.patterns(n, old, new)
	was, is := c.old.rest(old), c.new.rest(new)
	closed, isClosed := c.old.never(was, n.direction), c.new.never(is, n.direction)
	l := local{old: closingPlace(old, n.old), new: closingPlace(new, n.new)}
	switch {
	case closed == isClosed && !closed:
		c.child(n, was, is, step{kind: asExtra})
	case isClosed && !closed:
		l.code, l.relation, l.aspect = "members-closed", keyword.Narrower, "refuses members that it does not describe now"
		n.local = append(n.local, l)
	case closed && !isClosed:
		l.code, l.relation, l.aspect = "members-opened", keyword.Wider, "accepts members that it does not describe now"
		n.local = append(n.local, l)
	}
	c.unevaluated(n, old, new, func(s *ir.Schema) *ir.Schema {
		if s.UnevaluatedProperties == nil || knownParts(s) {
			return nil
		}
		return s.UnevaluatedProperties
	}, "unevaluatedProperties")
}

func closingPlace(f *form, whole *conj) *diag.Position {
	for _, c := range closings(f) {
		return &c.at.Pos
	}
	return at(f, func(s *ir.Schema) bool { return len(s.Properties) > 0 })
}

func (c *comparison) oneMember(n *node, old, new *form, name string) {
	was, is := declared(old, name), declared(new, name)
	before, after := c.old.member(old, name), c.new.member(new, name)
	describes := func(a atom) bool { return slices.Contains(wires(a.schema.Properties), name) }
	if len(was) > 0 && len(is) == 0 && inEachVariant(new, describes) || len(was) == 0 && len(is) > 0 && inEachVariant(old, describes) {
		return // the variants are compared with all that stands beside them
	}
	demands := func(a atom) bool { return keyword.Requires(a.schema, name, n.direction) }
	needed := requires(old, name, n.direction) || inEachVariant(old, demands)
	needs := requires(new, name, n.direction) || inEachVariant(new, demands)
	l := local{part: Field, name: name}
	l.old, l.new = propertyPlace(was, old, name, n.direction), propertyPlace(is, new, name, n.direction)
	add := func(code string, r keyword.Relation, kind Kind, change func(*local)) {
		l := l
		l.code, l.relation, l.kind = code, r, kind
		if change != nil {
			change(&l)
		}
		n.local = append(n.local, l)
	}
	switch {
	case len(was) == 0 && len(is) > 0:
		says := func(l *local) {
			if l.to = c.typeName(is[0].Schema); needs {
				l.to += ", required"
			}
		}
		closed := c.old.never(before, n.direction)
		if needs && !needed {
			add("required-member-added", keyword.Narrower, Added, says)
		}
		switch {
		case closed:
			add("member-added-to-closed", keyword.Wider, Added, says)
		case !needs || needed:
			add("member-added", keyword.Same, Added, says)
		}
		if !closed && (n.partly || needed || !before.open) { // else no one sends it
			c.child(n, before, after, step{kind: asMember, name: name})
		}
		return
	case len(was) > 0 && len(is) == 0:
		if c.new.never(after, n.direction) && !c.old.never(before, n.direction) {
			add("member-refused", keyword.Narrower, Removed, nil)
			return
		}
		// Of an optional one, what breaks is that no one sends or heeds it any longer: no value shows that.
		add("member-removed", keyword.Wider, Removed, func(l *local) { l.certain = !needed })
		if !after.open {
			c.child(n, before, after, step{kind: asMember, name: name})
		}
		return
	case len(was) > 0:
		c.child(n, before, after, step{kind: asMember, name: name})
		c.described(n, l, was, is)
	}
	switch {
	case needs && !needed:
		add("member-required", keyword.Narrower, Changed, func(l *local) { l.aspect = "required now" })
	case needed && !needs:
		add("member-optional", keyword.Wider, Changed, func(l *local) { l.aspect = "optional now" })
	}
}

// described compares what is said of a member beside its schema.
func (c *comparison) described(n *node, l local, was, is []*ir.Property) {
	l.certain = true
	travels := func(list []*ir.Property) string {
		readOnly := slices.ContainsFunc(list, func(p *ir.Property) bool { return p.ReadOnly })
		writeOnly := slices.ContainsFunc(list, func(p *ir.Property) bool { return p.WriteOnly })
		switch {
		case readOnly && writeOnly:
			return "in neither direction"
		case readOnly:
			return "in responses only"
		case writeOnly:
			return "in requests only"
		}
		return "both ways"
	}
	if before, after := travels(was), travels(is); before != after {
		change := l
		change.aspect = "travels " + after + " now, before " + before
		gone := after == "in neither direction" || n.direction == ir.InRequest && after == "in responses only" || n.direction == ir.InResponse && after == "in requests only"
		change.code = "member-travels-more"
		if gone {
			change.code = "member-travels-less"
		}
		n.local = append(n.local, change)
	}
	deprecated := func(list []*ir.Property) bool {
		return slices.ContainsFunc(list, func(p *ir.Property) bool { return p.Deprecated && (!p.Schema.Deprecated || p.Schema.Name == "") })
	}
	if before, after := deprecated(was), deprecated(is); before != after {
		n.local = append(n.local, deprecation(l, after))
	}
	var before, after ir.Value
	for _, p := range was {
		before = p.Default
	}
	for _, p := range is {
		after = p.Default
	}
	c.defaults(n, before, after, l.old, l.new)
}

// propertyPlace is where a member is described, or the schema that requires it.
func propertyPlace(list []*ir.Property, f *form, name string, direction ir.Direction) *diag.Position {
	if len(list) > 0 {
		return &list[0].Pos
	}
	return at(f, func(s *ir.Schema) bool {
		return len(s.Properties) > 0 || slices.Contains(keyword.RequiredIn(s, direction), name)
	})
}

// patterns compares members by patterns of their names. Names that a pattern of
// one version alone matches are, in the other, not described.
func (c *comparison) patterns(n *node, old, new *form) {
	const noPattern = "\x00"
	var all []string
	of := func(f *form, pattern string) (out []*ir.Schema, at *ir.Schema) {
		for _, a := range f.atoms {
			for _, p := range a.schema.PatternProperties {
				if pattern == noPattern && !slices.Contains(all, p.Wire) {
					all = append(all, p.Wire)
				}
				if p.Wire == pattern {
					out, at = append(out, p.Schema), a.schema
				}
			}
		}
		return out, at
	}
	of(old, noPattern)
	of(new, noPattern)
	for _, pattern := range all {
		if slices.Contains(allNames, pattern) {
			continue // it closes an object
		}
		was, o := of(old, pattern)
		is, w := of(new, pattern)
		before, after := c.old.conj(was...), c.new.conj(is...)
		l := local{code: "patternProperties", name: pattern, old: place(o, n.old), new: place(w, n.new)}
		switch {
		case len(was) > 0 && len(is) > 0:
			c.child(n, before, after, step{kind: asMember, name: example(pattern)})
		case len(is) > 0:
			c.hide(n, c.old.rest(old), after, same, l)
		default:
			c.hide(n, before, c.new.rest(new), same, l)
		}
	}
}

// names compares propertyNames and dependentRequired.
func (c *comparison) names(n *node, old, new *form) {
	of := func(f *form) (names []*ir.Schema, all *ir.Schema, at *ir.Schema) {
		all = &ir.Schema{}
		for _, a := range f.atoms {
			if a.schema.PropertyNames != nil {
				names, at = append(names, a.schema.PropertyNames), a.schema
			}
			all.DependentRequired = append(all.DependentRequired, a.schema.DependentRequired...)
		}
		return names, all, at
	}
	was, before, o := of(old)
	is, after, w := of(new)
	if len(was)+len(is) > 0 {
		l := local{code: "propertyNames", old: place(o, n.old), new: place(w, n.new)}
		c.hide(n, c.old.conj(was...), c.new.conj(is...), same, l)
	}
	if r := keyword.Of("dependentRequired").Compare(before, after); r != keyword.Same {
		has := func(s *ir.Schema) bool { return len(s.DependentRequired) > 0 }
		n.local = append(n.local, local{code: "dependentRequired-" + became(r), relation: r, old: at(old, has), new: at(new, has)})
	}
}

// dependent compares dependentSchemas, name by name.
func (c *comparison) dependent(n *node, old, new *form) {
	of := func(f *form, name string) (out []*ir.Schema) {
		for _, a := range f.atoms {
			for _, p := range a.schema.DependentSchemas {
				if p.Wire == name {
					out = append(out, p.Schema)
				}
			}
		}
		return out
	}
	var all []string
	for _, f := range []*form{old, new} {
		for _, a := range f.atoms {
			for _, name := range wires(a.schema.DependentSchemas) {
				if !slices.Contains(all, name) {
					all = append(all, name)
				}
			}
		}
	}
	for _, name := range all {
		was, is := of(old, name), of(new, name)
		if len(was) > 0 && len(is) > 0 {
			c.child(n, c.old.conj(was...), c.new.conj(is...), step{})
			continue
		}
		l := local{code: "dependentSchemas", name: name, old: place(each(was, 0), n.old), new: place(each(is, 0), n.new)}
		c.hide(n, c.old.conj(was...), c.new.conj(is...), same, l)
	}
}
