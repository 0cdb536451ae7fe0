package interpret

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// The keywords that read a value again, after the pass over it: see plan.Applicator.

// applicator checks the value at an offset once more.
type applicator func(s *validate.Scanner, at int) bool

// applicators checks all that read a value again; nil where nothing does.
func (c *Checker) applicators(p *plan.Plan) applicator {
	var all []applicator
	for _, a := range c.doc.Applicators(p) {
		switch a := a.(type) {
		case plan.Also:
			check := c.all(a.Schema)
			all = append(all, func(s *validate.Scanner, at int) bool {
				s.Seek(at)
				return check.run(s)
			})
		case plan.Choice:
			table, read := c.choice(a)
			all = append(all, func(s *validate.Scanner, at int) bool { return s.ChooseAgain(table, at, false, read(s)) })
		case plan.Forbidden:
			check := c.all(a.Schema)
			all = append(all, func(s *validate.Scanner, at int) bool {
				return s.Outcome(s.Retry(at), check.run(s)) != validate.Matched || s.FailAt(at, "not", a.Message)
			})
		case plan.IfThenElse:
			all = append(all, c.ifThenElse(a))
		case plan.Unevaluated:
			all = append(all, c.unevaluated(a))
		}
	}
	if all == nil {
		return nil
	}
	return func(s *validate.Scanner, at int) bool {
		end := s.Pos()
		for _, check := range all {
			if !check(s, at) {
				return false
			}
		}
		s.Seek(end)
		return true
	}
}

// ifThenElse checks then or else, as if decides.
func (c *Checker) ifThenElse(a plan.IfThenElse) applicator {
	decides := c.all(a.If)
	branch := func(words string, schema *ir.Schema) applicator {
		if schema == nil {
			return func(*validate.Scanner, int) bool { return true }
		}
		check := c.all(schema)
		return func(s *validate.Scanner, at int) bool {
			s.Seek(at)
			return s.Where(words, func() bool { return check.run(s) })
		}
	}
	then, otherwise := branch(a.Where, a.Then), branch(a.Unless, a.Else)
	return func(s *validate.Scanner, at int) bool {
		if s.Outcome(s.Retry(at), decides.run(s)) == validate.Matched {
			return then(s, at)
		}
		return otherwise(s, at)
	}
}

// alone checks a value by the one anyOf or oneOf that a plan asks for; nil for a plan
// that asks for more.
func (c *Checker) alone(p *plan.Plan) func(*validate.Scanner) bool {
	choice, ok := c.doc.Alone(p)
	if !ok {
		return nil
	}
	var accepted ir.Types
	for _, v := range choice.Variants {
		accepted |= v.Accepts
	}
	if accepted&^p.Types != 0 && p.Types&(ir.Num|ir.Integer) == ir.Integer {
		return nil // not every number
	}
	table, read := c.choice(choice)
	if accepted&^p.Types == 0 {
		return func(s *validate.Scanner) bool { return s.Choose(table, false, read(s)) }
	}
	own, mismatch := kindsOf(p.Types), "must be "+plan.Article(p.Types)
	return func(s *validate.Scanner) bool {
		if !own.Has(s.Kind()) {
			return s.Mismatch(mismatch)
		}
		return s.Choose(table, false, read(s))
	}
}

// choice returns the table of an anyOf or oneOf, and what reads a value by its variants.
func (c *Checker) choice(choice plan.Choice) (*validate.Choice, func(*validate.Scanner) func(int, bool) bool) {
	table := &validate.Choice{
		Keyword: choice.Keyword, Message: choice.Message, Types: choice.Types, Whole: choice.Whole, Tag: choice.Tag, Hint: choice.Hint,
	}
	if choice.Tags != "" {
		table.Tags, table.By, table.Open = choice.Tags, choice.By, choice.Complete
	}
	var checks []*function
	for _, v := range choice.Variants {
		variant := validate.Variant{Name: v.Name, Kinds: kindsOf(v.Accepts), Picks: v.Picks, Untagged: v.Untagged, Members: v.Members}
		if v.Limited {
			variant.Tags = append([]string{}, v.Tags...)
		}
		table.Variants = append(table.Variants, variant)
		checks = append(checks, c.all(v.Schema))
	}
	return table, func(s *validate.Scanner) func(int, bool) bool {
		return func(i int, _ bool) bool { return i < 0 || checks[i].run(s) }
	}
}

// kindsOf are the kinds of values of types.
func kindsOf(types ir.Types) (out validate.Kinds) {
	for _, k := range kinds {
		if types&k.types != 0 {
			out |= 1 << k.kind
		}
	}
	return out
}
