package plan

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// Which checks must remember what they found. Where a schema contains itself and
// reads values again on the way, each level of nesting would multiply the work: the
// checks of such schemas remember their result for each value.

// memos numbers the named schemas whose checks must remember: those on a cycle of
// schemas of which some reads values again. The cycles are strongly connected
// components, found by Tarjan's algorithm.
func memos(api *ir.API) map[*ir.Schema]int {
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
	on         map[*ir.Schema]bool // on the stack
	stack      []*ir.Schema
	out        map[*ir.Schema]int
}

// reach calls visit for each named schema that s refers to without another named
// one between them, and reports whether something on the way reads values again.
func reach(s *ir.Schema, visit func(*ir.Schema)) (again bool) {
	_, inherited := Children(s)
	again = readsAgain(s) && !readsOnce(s) || inherited || len(s.AllOf) > 0 || s.Ref != nil || s.Contains != nil || len(s.DependentSchemas) > 0 || len(s.PatternProperties) > 0
	keyword.Children(s, func(c keyword.Child) {
		child := c.Schema
		if child.Name != "" {
			visit(child)
		} else if reach(child, visit) {
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
	reach(s, func(next *ir.Schema) {
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
		if reach(m, func(next *ir.Schema) { cyclic = cyclic || next == m }) {
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
