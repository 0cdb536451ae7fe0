package keyword

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ecma"
	"github.com/oasmint/oasmint/generator/ir"
)

// OpenNames reports whether a member's name may match a pattern of s that Go
// cannot match.
func OpenNames(s *ir.Schema) bool {
	return slices.ContainsFunc(s.PatternProperties, func(p *ir.Property) bool { return !matchable(p.Wire) })
}

// matchable reports whether Go can match an expression.
func matchable(pattern string) bool {
	_, err := ecma.Compile(pattern)
	return err == nil
}

// Lenient finds the schemas, among all that roots lead to, that accept more than
// they should: those with a pattern that Go cannot match, and those that refer
// to one. A keyword that turns on what such a schema refuses must not be
// enforced.
func Lenient(roots []*ir.Schema) map[*ir.Schema]bool {
	seen := make(map[*ir.Schema]bool, 8*len(roots)) // about as many as most documents have
	var found, reached []*ir.Schema
	var visit func(*ir.Schema)
	child := func(c Child) { visit(c.Schema) }
	visit = func(s *ir.Schema) {
		if seen[s] {
			return
		}
		seen[s] = true
		reached = append(reached, s)
		if OpenNames(s) || s.Pattern != nil && !matchable(*s.Pattern) {
			found = append(found, s)
		}
		Children(s, child)
	}
	for _, s := range roots {
		visit(s)
	}
	lenient := map[*ir.Schema]bool{}
	if len(found) == 0 {
		return lenient
	}
	users := map[*ir.Schema][]*ir.Schema{}
	for _, s := range reached {
		for _, k := range all {
			if k.Class != Annotation { // contentSchema refuses nothing
				k.Children(s, func(c Child) { users[c.Schema] = append(users[c.Schema], s) })
			}
		}
	}
	for len(found) > 0 {
		s := found[len(found)-1]
		found = found[:len(found)-1]
		if !lenient[s] {
			lenient[s] = true
			found = append(found, users[s]...)
		}
	}
	return lenient
}
