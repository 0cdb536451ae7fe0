package interpret

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// What is evaluated (JSON Schema Core, 11): of a value that matches a schema, the
// members and items that the schema's keywords apply to.

// marker marks what a schema evaluates of the value that comes next, and leaves the
// scanner there. It is known before mark is made, since schemas refer to themselves.
type marker struct {
	mark func(s *validate.Scanner, e *validate.Evaluated)
}

// unevaluated checks the members or items that no other keyword of the part applies to.
func (c *Checker) unevaluated(a plan.Unevaluated) applicator {
	const message = "must not be given: no schema that applies knows it"
	items, kind := a.Keyword == "unevaluatedItems", validate.Object
	if items {
		kind = validate.Array
	}
	f := c.all(a.Schema) // which may not have run yet
	check := func(s *validate.Scanner) bool { return f.run(s) }
	switch {
	case !a.Schema.Never():
	case items:
		check = func(s *validate.Scanner) bool { return s.FailAt(s.Pos(), a.Keyword, message) && s.Skip() }
	default:
		check = func(s *validate.Scanner) bool { return s.FailKey(a.Keyword, message) && s.Skip() }
	}
	own := c.marker(a.Part, true)
	return func(s *validate.Scanner, at int) bool {
		s.Seek(at)
		if s.Kind() != kind {
			return true
		}
		var evaluated validate.Evaluated
		own.mark(s, &evaluated)
		s.Seek(at)
		return each(s, items, func(i int, _ []byte) bool {
			if evaluated.Has(i) {
				return s.Skip()
			}
			return check(s)
		})
	}
}

// each calls do before each item of the array that comes next, or each member of the
// object, and returns whether to go on.
func each(s *validate.Scanner, items bool, do func(i int, key []byte) bool) bool {
	i := 0
	if items {
		for ok := s.Array(); ok; ok = s.More() {
			if !do(i, nil) {
				return false
			}
			i++
		}
		return true
	}
	for key, ok := s.Object(); ok; key, ok = s.Next() {
		if !do(i, key) {
			return false
		}
		i++
	}
	return true
}

// marker returns that of a schema. With own, it is for the schema's own unevaluated
// keywords, which then do not count.
func (c *Checker) marker(schema *ir.Schema, own bool) *marker {
	schema = keyword.Unwrap(schema)
	key := schema.Name
	if schema.Name == "" {
		key = plan.Signature(schema)
	}
	if own {
		key = "own " + key
	}
	if m := c.markers[key]; m != nil {
		return m
	}
	m := new(marker)
	c.markers[key] = m
	number := len(c.markers)
	marks := c.marks(schema, own)
	m.mark = func(s *validate.Scanner, e *validate.Evaluated) {
		if schema.Name != "" && !own && !e.Enter(number) {
			return
		}
		at := s.Pos()
		for _, mark := range marks {
			mark(s, e, at)
			s.Seek(at)
		}
	}
	return m
}

// marks are what a schema's keywords evaluate, one after the other.
func (c *Checker) marks(schema *ir.Schema, own bool) (out []func(*validate.Scanner, *validate.Evaluated, int)) {
	if schema.Always != nil {
		return nil
	}
	out = append(out, c.markMembers(schema, own), c.markItems(schema, own))
	follow := func(child *ir.Schema) func(*validate.Scanner, *validate.Evaluated, int) {
		m := c.marker(child, false)
		return func(s *validate.Scanner, e *validate.Evaluated, _ int) { m.mark(s, e) }
	}
	if schema.Ref != nil {
		out = append(out, follow(schema.Ref))
	}
	for _, child := range schema.AllOf {
		out = append(out, follow(child))
	}
	for _, variants := range [][]*ir.Schema{schema.AnyOf, schema.OneOf} {
		for _, child := range variants {
			check, mark := c.all(child), follow(child)
			out = append(out, func(s *validate.Scanner, e *validate.Evaluated, at int) {
				if s.Outcome(s.Retry(at), check.run(s)) == validate.Matched {
					mark(s, e, at)
				}
			})
		}
	}
	if schema.If != nil {
		out = append(out, c.markIf(schema, follow))
	}
	for _, d := range schema.DependentSchemas {
		mark := follow(d.Schema)
		out = append(out, func(s *validate.Scanner, e *validate.Evaluated, at int) {
			if s.HasMember(at, d.Wire) {
				mark(s, e, at)
			}
		})
	}
	return out
}

// markIf marks what if and then, or else, evaluate.
func (c *Checker) markIf(schema *ir.Schema, follow func(*ir.Schema) func(*validate.Scanner, *validate.Evaluated, int)) func(*validate.Scanner, *validate.Evaluated, int) {
	decides, lenient := c.all(schema.If), c.doc.Lenient(schema.If)
	then := []func(*validate.Scanner, *validate.Evaluated, int){follow(schema.If)}
	var otherwise []func(*validate.Scanner, *validate.Evaluated, int)
	if schema.Then != nil {
		then = append(then, follow(schema.Then))
	}
	if schema.Else != nil {
		otherwise = append(otherwise, follow(schema.Else))
	}
	return func(s *validate.Scanner, e *validate.Evaluated, at int) {
		branches := otherwise
		switch {
		case lenient: // either may be the case
			branches = append(then[:len(then):len(then)], otherwise...)
		case s.Outcome(s.Retry(at), decides.run(s)) == validate.Matched:
			branches = then
		}
		for _, mark := range branches {
			s.Seek(at)
			mark(s, e, at)
		}
	}
}

// markMembers marks what properties, patternProperties and additionalProperties apply
// to.
func (c *Checker) markMembers(schema *ir.Schema, own bool) func(*validate.Scanner, *validate.Evaluated, int) {
	all := schema.AdditionalProperties != nil || schema.UnevaluatedProperties != nil && !own || keyword.OpenNames(schema)
	names := map[string]bool{}
	for _, property := range schema.Properties {
		names[property.Wire] = true
	}
	var patterns []*validate.Pattern
	for _, property := range schema.PatternProperties {
		if p := c.pattern(property.Wire); p != nil { // all are: see OpenNames
			patterns = append(patterns, p)
		}
	}
	return func(s *validate.Scanner, e *validate.Evaluated, _ int) {
		switch {
		case s.Kind() != validate.Object:
		case all:
			e.MarkAll()
		case len(names) > 0 || len(patterns) > 0:
			each(s, false, func(i int, key []byte) bool {
				if names[string(key)] {
					e.Mark(i)
				}
				for _, p := range patterns {
					if p.Match(key) {
						e.Mark(i)
					}
				}
				return s.Skip()
			})
		}
	}
}

// markItems marks what prefixItems, items and contains apply to.
func (c *Checker) markItems(schema *ir.Schema, own bool) func(*validate.Scanner, *validate.Evaluated, int) {
	all := schema.Items != nil || schema.UnevaluatedItems != nil && !own
	prefix := len(schema.PrefixItems)
	var contains *function
	if schema.Contains != nil {
		contains = c.all(schema.Contains)
	}
	return func(s *validate.Scanner, e *validate.Evaluated, _ int) {
		switch {
		case s.Kind() != validate.Array:
		case all:
			e.MarkAll()
		case prefix > 0 || contains != nil:
			each(s, true, func(i int, _ []byte) bool {
				item := s.Pos()
				if i < prefix || contains != nil && s.Outcome(s.Retry(item), contains.run(s)) == validate.Matched {
					e.Mark(i)
				}
				return s.Skip()
			})
		}
	}
}
