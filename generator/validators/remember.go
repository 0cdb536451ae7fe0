package validators

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// Checks that remember: where a schema holds itself and looks at values more
// than once on the way, each level of nesting would multiply the work. The
// checks of such schemas keep what they found at each place.

// remembering numbers the named schemas whose checks must remember: those on a
// cycle that some schema on it makes look again. (Tarjan's components.)
func remembering(api *ir.API) map[*ir.Schema]int {
	c := components{index: map[*ir.Schema]int{}, low: map[*ir.Schema]int{}, on: map[*ir.Schema]bool{}, out: map[*ir.Schema]int{}}
	for _, s := range api.Schemas {
		if c.index[s] == 0 {
			c.visit(s)
		}
	}
	return c.out
}

type components struct {
	index, low map[*ir.Schema]int
	on         map[*ir.Schema]bool
	stack      []*ir.Schema
	out        map[*ir.Schema]int
}

// named calls visit for the named schemas reached from s without passing
// another one, and reports whether something on the way looks again.
func named(s *ir.Schema, visit func(*ir.Schema)) (again bool) {
	again = looksAgain(s) || len(s.AllOf) > 0 || s.Ref != nil || s.Contains != nil || len(s.DependentSchemas) > 0 || len(s.PatternProperties) > 0
	keyword.Children(s, func(c keyword.Child) {
		child := c.Schema
		if child.Name != "" {
			visit(child)
		} else if named(child, visit) {
			again = true
		}
	})
	return again
}

func (c *components) visit(s *ir.Schema) {
	c.index[s] = len(c.index) + 1
	c.low[s] = c.index[s]
	c.stack = append(c.stack, s)
	c.on[s] = true
	named(s, func(next *ir.Schema) {
		if c.index[next] == 0 {
			c.visit(next)
			c.low[s] = min(c.low[s], c.low[next])
		} else if c.on[next] {
			c.low[s] = min(c.low[s], c.index[next])
		}
	})
	if c.low[s] != c.index[s] {
		return
	}
	var members []*ir.Schema
	for {
		last := c.stack[len(c.stack)-1]
		c.stack = c.stack[:len(c.stack)-1]
		c.on[last] = false
		members = append(members, last)
		if last == s {
			break
		}
	}
	again, cyclic := false, len(members) > 1
	for _, m := range members {
		if named(m, func(next *ir.Schema) { cyclic = cyclic || next == m }) {
			again = true
		}
	}
	if !again || !cyclic {
		return
	}
	for i := len(members) - 1; i >= 0; i-- {
		c.out[members[i]] = len(c.out) + 1
	}
}
