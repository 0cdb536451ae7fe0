package plan

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// Which checks must remember what they found. A schema whose keywords read values again
// multiplies the work of the schemas in it: without end where it contains itself, by the
// product of all levels where it does not.

// patience is how often a value may be read for one check, before the checks of schemas
// in it remember.
const patience = 64

// memory tells which checks must remember.
type memory struct {
	nested  map[*ir.Schema]bool // named schemas that contain themselves, of which some reads values again
	reading map[*ir.Schema]int  // see times; 0 while it is found out
}

func newMemory(api *ir.API) *memory {
	return &memory{nested: nested(api), reading: map[*ir.Schema]int{}}
}

// remembers reports whether the check of a schema must remember. A schema without a name
// whose plan takes in one that must does so itself.
func (m *memory) remembers(s *ir.Schema) bool {
	return m.nested[s] || s.Name == "" && slices.ContainsFunc(takenIn(s), m.remembers) || m.times(s) > patience
}

// takenIn are the schemas that the plan of a schema takes into itself.
func takenIn(s *ir.Schema) []*ir.Schema {
	list := s.AllOf
	if s.Ref != nil {
		list = append([]*ir.Schema{s.Ref}, list...)
	}
	if only := onlyVariant(s); only != nil {
		list = append(slices.Clone(list), only)
	}
	return list
}

// times is how often the check of a schema may read a value, or a part of it, by one of
// the schemas that it leads to.
func (m *memory) times(s *ir.Schema) int {
	if n, ok := m.reading[s]; ok {
		return n
	}
	m.reading[s] = 0
	most := 1
	keyword.Children(s, func(c keyword.Child) { most = max(most, m.below(c.Schema)) })
	if s.UnevaluatedProperties != nil || s.UnevaluatedItems != nil { // what is evaluated is told by all that is in place
		most = max(most, m.inPlace(s))
	}
	n := min(most*again(s), patience*patience)
	m.reading[s] = n
	return n
}

// below is times for a schema that another one leads to.
func (m *memory) below(s *ir.Schema) int {
	if m.nested[s] {
		return 1
	}
	if n := m.times(s); n <= patience {
		return n
	}
	return 1
}

// inPlace is the most that below says of a schema that applies to the same value.
func (m *memory) inPlace(s *ir.Schema) int {
	most := 1
	seen := map[*ir.Schema]bool{}
	var visit func(*ir.Schema)
	visit = func(s *ir.Schema) {
		for _, k := range keyword.All() {
			if !k.InPlace {
				continue
			}
			k.Children(s, func(c keyword.Child) {
				if !seen[c.Schema] {
					seen[c.Schema] = true
					most = max(most, m.below(c.Schema))
					visit(c.Schema)
				}
			})
		}
	}
	visit(s)
	return most
}

// again is how often the check of a schema may read its value, or a part of it.
func again(s *ir.Schema) int {
	n := 1 + len(s.DependentSchemas) + len(s.PatternProperties)
	for _, c := range choicesOf(s) {
		if len(c.list) > 1 && !readsOnce(s) {
			n += len(c.list)
		}
	}
	for _, one := range []*ir.Schema{s.Not, s.If, s.Then, s.Else, s.Contains, s.UnevaluatedItems, s.UnevaluatedProperties} {
		if one != nil {
			n++
		}
	}
	n += len(Of(s).Apart)
	if _, inherited := Children(s); inherited {
		n++
	}
	return n
}

// nested returns the named schemas whose checks must remember since they are on a cycle:
// one of which some schema reads values again, or one that such a cycle leads to. The
// cycles are strongly connected components, found by Tarjan's algorithm.
func nested(api *ir.API) map[*ir.Schema]bool {
	c := newComponents(reach)
	for _, s := range api.Schemas {
		if c.index[s] == 0 {
			c.visit(s)
		}
	}
	seen := map[*ir.Schema]bool{}
	var follow func(*ir.Schema)
	follow = func(s *ir.Schema) {
		if seen[s] {
			return
		}
		seen[s] = true
		c.out[s] = c.out[s] || c.cyclic[s]
		reach(s, follow)
	}
	for _, s := range api.Schemas {
		if c.out[s] {
			follow(s)
		}
	}
	return c.out
}

type components struct {
	reach      func(s *ir.Schema, visit func(*ir.Schema)) (again bool)
	index, low map[*ir.Schema]int
	on         map[*ir.Schema]bool // on the stack
	stack      []*ir.Schema
	cyclic     map[*ir.Schema]bool
	of         map[*ir.Schema]*ir.Schema // the first one that was met of the same component
	out        map[*ir.Schema]bool
}

func newComponents(reach func(*ir.Schema, func(*ir.Schema)) bool) *components {
	return &components{
		reach: reach, index: map[*ir.Schema]int{}, low: map[*ir.Schema]int{}, on: map[*ir.Schema]bool{},
		cyclic: map[*ir.Schema]bool{}, of: map[*ir.Schema]*ir.Schema{}, out: map[*ir.Schema]bool{},
	}
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

// reachOwn is reach, where schemas that are written again are those that they repeat.
func reachOwn(s *ir.Schema, visit func(*ir.Schema)) bool {
	return reach(s, func(next *ir.Schema) { visit(next.Own()) })
}

func (c *components) visit(s *ir.Schema) {
	c.index[s] = len(c.index) + 1
	c.low[s] = c.index[s]
	c.stack = append(c.stack, s)
	c.on[s] = true
	c.reach(s, func(next *ir.Schema) {
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
		if c.reach(m, func(next *ir.Schema) { cyclic = cyclic || next == m }) {
			again = true
		}
	}
	for _, m := range members {
		c.cyclic[m], c.of[m] = cyclic, s
		if cyclic && again {
			c.out[m] = true
		}
	}
}
