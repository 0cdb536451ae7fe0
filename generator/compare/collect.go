// From pairs of schemas to findings: the level of each, its place, and what shows
// it.

package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/source"
)

// add adds a finding, or what it adds to one that says the same.
func (c *comparison) add(f Finding) *Finding {
	f.Level = c.level(f.Code, f.Flows)
	operation := ""
	if f.Operation != nil {
		operation = Title(f.Operation)
	}
	if f.Subject == "" {
		f.Subject = operation
	}
	if f.Subject == "" && f.Schema != nil {
		f.Subject = f.Schema.Wire
	}
	if f.Subject == "" {
		f.Subject = "api"
	}
	old, new := f.Old, f.New
	switch { // one thing is removed once, whatever takes the place of what held it
	case f.Kind == Removed && old != nil:
		new = nil
	case f.Kind == Added && new != nil:
		old = nil
	}
	key := fmt.Sprint(f.Code, "|", f.Part, "|", f.Name, "|", f.From, "|", f.To, "|", f.Aspect, "|", old, "|", new)
	into := c.byKey[key]
	if into == nil {
		into = &f
		c.byKey[key] = into
		c.found = append(c.found, into)
	}
	into.Flows |= f.Flows
	into.Level = max(into.Level, f.Level)
	if operation != "" && operation != into.Subject && !slices.Contains(into.Operations, operation) {
		into.Operations = append(into.Operations, operation)
	}
	return into
}

// level is what a change does that shows in flows.
func (c *comparison) level(code string, flows Flows) Level {
	if level, ok := c.opts.Levels[code]; ok {
		return level
	}
	return ruleOf(code).level(flows)
}

// collect turns what the pairs have not in common into findings.
func (c *comparison) collect() {
	for _, n := range slices.Clone(c.order) {
		if n.flows == 0 {
			continue
		}
		locals := slices.Clone(n.local)
		for _, h := range n.hidden {
			r := c.relation(h.to)
			if r == keyword.Same {
				continue
			}
			l := h.local
			l.relation = h.with(r)
			l.code += "-" + became(l.relation)
			locals = append(locals, l)
		}
		for _, l := range locals {
			if !l.ifChanged || c.relation(n) != keyword.Same || c.leads(n) {
				c.tell(n, l)
			}
		}
	}
}

// leads reports whether something changed where a pair leads.
func (c *comparison) leads(n *node) bool {
	seen := map[*node]bool{n: true}
	queue := []*node{n}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if slices.ContainsFunc(at.local, func(l local) bool { return !l.ifChanged && l.relation != keyword.Same }) {
			return true
		}
		for _, e := range at.children {
			if !seen[e.to] {
				seen[e.to] = true
				queue = append(queue, e.to)
			}
		}
	}
	return false
}

// tell adds the finding of a difference, and its proof.
func (c *comparison) tell(n *node, l local) {
	f := Finding{Code: l.code, Kind: l.kind, Part: l.part, Name: l.name, Aspect: l.aspect, From: l.from, To: l.to, Old: l.old, New: l.new, Flows: n.flows}
	if l.from == l.to {
		f.From, f.To = "", ""
	}
	if l.kind == Changed && l.aspect == "" || l.from == l.to && l.relation != keyword.Same && ruleOf(l.code).keyword != "" {
		f.Aspect = ruleOf(l.code).keyword
		if f.From == "" && f.To == "" {
			f.Aspect += [...]string{"", " accepts less now", " accepts more now", " accepts other values now"}[l.relation]
		}
	}
	c.locate(&f, n)
	var proof *Witness
	if l.needsProof {
		if proof = c.prove(n, l); proof == nil {
			return
		}
	}
	into := c.add(f)
	for _, r := range n.uses() {
		if r.operation == nil {
			continue
		}
		if operation := Title(r.operation); operation != into.Subject && !slices.Contains(into.Operations, operation) {
			into.Operations = append(into.Operations, operation)
		}
	}
	provable := !l.certain && n.provable(l) && into.Level > Compatible
	if into.Witness != nil || !provable || !c.opts.Witness && proof == nil {
		return
	}
	if proof == nil && c.level(l.code, n.flows) == into.Level {
		proof = c.prove(n, l)
	}
	if proof != nil {
		into.Witness, into.Unproven = proof, false
	} else {
		into.Unproven = true
	}
}

// locate finds what a finding is about: the named schema around its place, or the
// operation that led there.
func (c *comparison) locate(f *Finding, n *node) {
	at, s := deeper(f.New, f.Old), c.new
	if at != f.New || at == nil {
		s = c.old
	}
	var tokens []string
	if owner, within := s.owner(at); owner != nil {
		f.Schema, tokens = owner, within
		if s == c.old {
			if is := c.new.named(owner); is != nil {
				f.Schema = is
			}
		}
		f.Subject = s.subject(at, n)
	} else if r := n.root; r != nil && r.operation != nil {
		f.Operation, f.Subject = r.operation, Title(r.operation)
		if f.Part == Itself || f.Part == Field || f.Part == Value || f.Part == Variant {
			if f.Name != "" {
				f.Aspect = joined(string(f.Part), f.Name, [...]string{f.Aspect, "added", "deprecated", "removed"}[f.Kind])
				f.Kind = Changed
			}
			f.Part, f.Name = r.part, r.name
		}
	}
	if path := members(tokens); path != "" && f.Part == Itself {
		f.Part, f.Name = Field, path
	}
}

// subject is a short name of a place in a schema: the component that it is in, or
// the operation that led to it, with the members that lead further.
func (s *side) subject(at *diag.Position, n *node) string {
	owner, tokens := s.owner(at)
	for up := *at; ; {
		if owner.IsComponent() || up.Pointer == "" {
			break
		}
		up.Pointer = owner.Pos.Pointer[:max(strings.LastIndexByte(owner.Pos.Pointer, '/'), 0)]
		outer, _ := s.owner(&up)
		if outer == nil {
			break
		}
		owner, tokens = outer, strings.Split(strings.TrimPrefix(at.Pointer, outer.Pos.Pointer+"/"), "/")
		if at.Pointer == outer.Pos.Pointer {
			tokens = nil
		}
	}
	name := cmp.Or(owner.Wire, owner.Name)
	if !owner.IsComponent() && n.root != nil && n.root.operation != nil {
		name = Title(n.root.operation)
	}
	switch path := members(tokens); {
	case path == "":
		return name
	case strings.HasPrefix(path, "["):
		return name + path
	default:
		return name + "." + path
	}
}

// owner is the named schema that a place is in, and the tokens that lead further.
func (s *side) owner(at *diag.Position) (*ir.Schema, []string) {
	if at == nil {
		return nil, nil
	}
	tokens := strings.Split(at.Pointer, "/")
	for i := len(tokens); i > 0; i-- {
		if owner := s.owners[at.File+"#"+strings.Join(tokens[:i], "/")]; owner != nil {
			return owner, tokens[i:]
		}
	}
	return nil, nil
}

// named is the schema that has the name of another version's.
func (s *side) named(other *ir.Schema) *ir.Schema {
	i := slices.IndexFunc(s.api.Schemas, func(own *ir.Schema) bool { return own.Name == other.Name })
	if i < 0 {
		return nil
	}
	return s.api.Schemas[i]
}

// deeper is the position that is further in: that of a $ref in one version may
// stand for what it leads to in the other.
func deeper(a, b *diag.Position) *diag.Position {
	if a == nil || b != nil && strings.Count(b.Pointer, "/") > strings.Count(a.Pointer, "/") {
		return b
	}
	return a
}

// members are the properties and items that the tokens of a pointer lead to:
// a.b[].c.
func members(tokens []string) string {
	out := ""
	for len(tokens) > 0 {
		switch {
		case tokens[0] == "properties" && len(tokens) > 1:
			if out != "" {
				out += "."
			}
			out, tokens = out+source.UnescapeToken(tokens[1]), tokens[2:]
		case tokens[0] == "allOf" || tokens[0] == "oneOf" || tokens[0] == "anyOf":
			tokens = tokens[min(2, len(tokens)):]
		case tokens[0] == "items":
			out, tokens = out+"[]", tokens[1:]
		default:
			return out
		}
	}
	return out
}

// typeName names the type of a part for readers: string (date-time), array of
// Client.
func (c *comparison) typeName(schema *ir.Schema) string {
	if t := schema.Named(); t != nil {
		return t.Name
	}
	if schema == nil || schema.Shape == nil {
		return "any"
	}
	switch shape := schema.Shape; shape.Kind {
	case ir.KindArray:
		return "array of " + c.typeName(shape.Elem)
	case ir.KindMap:
		return "map of " + c.typeName(shape.Elem)
	case ir.KindPrimitive:
		if shape.Format != "" {
			return shape.Type.String() + " (" + shape.Format + ")"
		}
		return shape.Type.String()
	case ir.KindEnum:
		return strings.TrimSpace("enum " + shape.Type.String())
	default:
		return string(shape.Kind)
	}
}
