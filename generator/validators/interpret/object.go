package interpret

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Objects: properties, patternProperties, additionalProperties, propertyNames, required,
// dependentRequired, dependentSchemas, minProperties and maxProperties (JSON Schema Core
// 10.2.2.4 and 10.3.2; Validation 6.5).

const refused = "must not be given: the schema does not know it"

func (c *Checker) object(p *plan.Plan) part {
	values := p.Values(ir.Object)
	among := among(values)
	switch {
	case !p.Asks(ir.Object) && len(values) == 0:
		return skip
	case !p.Asks(ir.Object):
		return func(s *validate.Scanner, at int) (ok, whole bool) { return s.Skip() && among(s, at), true }
	}
	members := p.Members(nil)
	table := &validate.Members{Others: validate.ReadOthers}
	var known []*function
	for _, m := range members {
		table.List = append(table.List, validate.Member{Name: m.Name, Rules: rules(m)})
		known = append(known, c.all(m.Schemas...))
	}
	var names []*function
	for _, schema := range p.PropertyNames() {
		names = append(names, c.all(schema))
	}
	other := c.other(p)
	steps, dependent := c.steps(p, ir.Object), c.dependent(p, members)
	return func(s *validate.Scanner, at int) (ok, whole bool) {
		var r validate.ObjectReader
		seen := make([]uint64, (len(members)+63)/64)
		for r.Next(s, table, seen) {
			for _, name := range names {
				if !s.Name(func() bool { return name.run(s) }) {
					return false, false
				}
			}
			read := other
			if r.Member >= 0 {
				read = known[r.Member].run
			}
			if !read(s) {
				return false, false
			}
		}
		v := read{at: at, count: r.Count}
		return s.OK() && dependent(s, at, seen) && fails(s, steps, &v) && among(s, at), true
	}
}

// rules are what holds for a member, apart from its value.
func rules(m *plan.Member) (out validate.Rules) {
	for _, rule := range []struct {
		holds bool
		rule  validate.Rules
	}{{m.Required, validate.Required}, {m.ReadOnly, validate.ReadOnly}, {m.WriteOnly, validate.WriteOnly}, {m.Refused, validate.Refused}} {
		if rule.holds {
			out |= rule.rule
		}
	}
	return out
}

// other checks a member that no keyword names.
func (c *Checker) other(p *plan.Plan) func(*validate.Scanner) bool {
	schemas, never := p.Others()
	switch {
	case p.HasPatterns():
		return c.matching(p)
	case never:
		return func(s *validate.Scanner) bool { return s.FailKey("additionalProperties", refused) && s.Skip() }
	}
	f := c.all(schemas...) // which may not have run yet
	return func(s *validate.Scanner) bool { return f.run(s) }
}

// matching checks a member by the patterns that its name matches, or as an additional
// one.
func (c *Checker) matching(p *plan.Plan) func(*validate.Scanner) bool {
	type named struct {
		pattern *validate.Pattern
		check   func(s *validate.Scanner, name, value int) bool
	}
	type by struct {
		patterns []named
		extra    func(s *validate.Scanner, name, value int) bool // nil where any other is accepted
	}
	check := func(schema *ir.Schema) func(s *validate.Scanner, name, value int) bool {
		f := c.all(schema)
		return func(s *validate.Scanner, _, value int) bool {
			s.Seek(value)
			return f.run(s)
		}
	}
	var parts []by
	for _, part := range p.Parts {
		var b by
		for _, property := range part.PatternProperties {
			if pattern := c.pattern(property.Wire); pattern != nil { // else it is not enforced, which is reported
				b.patterns = append(b.patterns, named{pattern, check(property.Schema)})
			}
		}
		switch extra := part.AdditionalProperties; {
		case extra == nil || keyword.OpenNames(part):
		case extra.Never():
			b.extra = func(s *validate.Scanner, name, _ int) bool { return s.FailAt(name, "additionalProperties", refused) }
		default:
			b.extra = check(extra)
		}
		parts = append(parts, b)
	}
	return func(s *validate.Scanner) bool {
		key, name, value := string(s.Key()), s.KeyPos(), s.Pos()
		if !s.Skip() {
			return false
		}
		end := s.Pos()
		for _, part := range parts {
			additional := true
			for _, n := range part.patterns {
				if !n.pattern.Match([]byte(key)) {
					continue
				}
				additional = false
				if !n.check(s, name, value) {
					return false
				}
			}
			if additional && part.extra != nil && !part.extra(s, name, value) {
				return false
			}
		}
		s.Seek(end)
		return true
	}
}

// dependent checks dependentRequired and dependentSchemas.
func (c *Checker) dependent(p *plan.Plan, members []*plan.Member) func(s *validate.Scanner, at int, seen []uint64) bool {
	index := func(name string) int {
		return slices.IndexFunc(members, func(m *plan.Member) bool { return m.Name == name })
	}
	has := func(seen []uint64, i int) bool { return seen[i/64]&(1<<(i%64)) != 0 }
	required := p.DependentRequired()
	type where struct {
		member int
		words  string
		check  *function
	}
	var schemas []where
	for _, d := range p.DependentSchemas() {
		schemas = append(schemas, where{index(d.Wire), "where " + d.Wire + " is given", c.all(d.Schema)})
	}
	return func(s *validate.Scanner, at int, seen []uint64) bool {
		for _, d := range required {
			if !has(seen, index(d.Name)) {
				continue
			}
			for _, name := range d.Required {
				message := "is required where " + d.Name + " is given: add it, or remove " + d.Name
				if !has(seen, index(name)) && !s.Dependent(name, message) {
					return false
				}
			}
		}
		if len(schemas) == 0 {
			return true
		}
		done := s.Pos()
		for _, d := range schemas {
			if !has(seen, d.member) {
				continue
			}
			s.Seek(at)
			if !s.Where(d.words, func() bool { return d.check.run(s) }) {
				return false
			}
		}
		s.Seek(done)
		return true
	}
}
