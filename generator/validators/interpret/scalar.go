package interpret

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ecma"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Strings, numbers, booleans and null; enum and const of every type; and, by keyword,
// what violates a step of a plan.

// read is what was read of a value.
type read struct {
	text      []byte           // a string
	number    validate.Decimal // or a number
	truth     bool             // or a boolean
	count     int              // the items of an array, or the members of an object
	at        int              // where an array begins
	contained map[*ir.Schema]int
}

// step is a keyword that is tested when a value has been read.
type step struct {
	plan.Step
	violates func(s *validate.Scanner, v *read) bool
}

// steps are those of a plan for values of types.
func (c *Checker) steps(p *plan.Plan, types ir.Types) (out []step) {
	for _, s := range c.doc.Steps(p, types) {
		out = append(out, step{s, c.violates(s, types)})
	}
	return out
}

// violates returns the test of a step.
func (c *Checker) violates(step plan.Step, types ir.Types) func(*validate.Scanner, *read) bool {
	part := step.Part
	compare := func(limit ir.Number, refuses func(order int) bool) func(*validate.Scanner, *read) bool {
		return func(_ *validate.Scanner, v *read) bool { return refuses(v.number.Compare(string(limit))) }
	}
	fewer := func(n *uint64, of func(*read) int) func(*validate.Scanner, *read) bool {
		return func(_ *validate.Scanner, v *read) bool { return uint64(of(v)) < *n }
	}
	more := func(n *uint64, of func(*read) int) func(*validate.Scanner, *read) bool {
		return func(_ *validate.Scanner, v *read) bool { return uint64(of(v)) > *n }
	}
	length := func(v *read) int { return validate.Length(v.text) }
	count := func(v *read) int { return v.count }
	contained := func(v *read) int { return v.contained[part] }
	switch step.Keyword {
	case "minLength":
		return fewer(part.MinLength, length)
	case "maxLength":
		return more(part.MaxLength, length)
	case "pattern":
		pattern := c.pattern(*part.Pattern)
		return func(_ *validate.Scanner, v *read) bool { return !pattern.Match(v.text) }
	case "format":
		format := keyword.FormatOf(part.Format)
		if types == ir.String {
			return func(_ *validate.Scanner, v *read) bool { return !format.Text(v.text) }
		}
		return func(_ *validate.Scanner, v *read) bool { return !format.Number(v.number) }
	case "multipleOf":
		return func(_ *validate.Scanner, v *read) bool { return !v.number.MultipleOf(string(part.MultipleOf)) }
	case "minimum":
		return compare(part.Minimum, func(order int) bool { return order < 0 })
	case "exclusiveMinimum":
		return compare(part.ExclusiveMinimum, func(order int) bool { return order <= 0 })
	case "maximum":
		return compare(part.Maximum, func(order int) bool { return order > 0 })
	case "exclusiveMaximum":
		return compare(part.ExclusiveMaximum, func(order int) bool { return order >= 0 })
	case "minItems":
		return fewer(part.MinItems, count)
	case "maxItems":
		return more(part.MaxItems, count)
	case "uniqueItems":
		return func(s *validate.Scanner, v *read) bool { return !s.Unique(v.at) }
	case "contains":
		return func(_ *validate.Scanner, v *read) bool { return contained(v) < 1 }
	case "minContains":
		return fewer(part.MinContains, contained)
	case "maxContains":
		return more(part.MaxContains, contained)
	case "minProperties":
		return fewer(part.MinProperties, count)
	case "maxProperties":
		return more(part.MaxProperties, count)
	}
	panic("there is no test of " + step.Keyword)
}

// pattern returns an expression of ECMA-262 for the run-time package; nil where Go
// cannot match it.
func (c *Checker) pattern(expr string) *validate.Pattern {
	if p := c.patterns[expr]; p != nil {
		return p
	}
	in, err := ecma.Compile(expr)
	if err != nil {
		return nil
	}
	var out *validate.Pattern
	for i := len(in.Cases) - 1; i >= 0; i-- {
		p := validate.NewPattern(in.Cases[i][0].Expr)
		for _, t := range in.Cases[i][1:] {
			if t.Not {
				p.AndNot(t.Expr)
			} else {
				p.And(t.Expr)
			}
		}
		if out != nil {
			p.Or(out)
		}
		out = p
	}
	c.patterns[expr] = out
	return out
}

// scalar checks scalars of one kind.
func (c *Checker) scalar(p *plan.Plan, types ir.Types) part {
	values, steps := p.Values(types), c.steps(p, types)
	if len(values) == 0 && len(steps) == 0 {
		if types == ir.Integer { // not every number
			return func(s *validate.Scanner, _ int) (ok, whole bool) { return s.Integer(), true }
		}
		return skip
	}
	var lists []func(s *validate.Scanner, v *read) bool
	for _, list := range values {
		lists = append(lists, oneOf(list, types))
	}
	next := reader(types)
	return func(s *validate.Scanner, _ int) (ok, whole bool) {
		var v read
		if !next(s, &v) {
			return s.OK(), false
		}
		for _, check := range lists {
			if !check(s, &v) {
				return false, false
			}
		}
		for _, step := range steps {
			if step.violates(s, &v) && !s.Fail(step.Keyword, step.Message) {
				return false, false
			}
		}
		return true, true
	}
}

// reader returns what reads a scalar of one kind; it returns false where there is none.
func reader(types ir.Types) func(*validate.Scanner, *read) bool {
	switch {
	case types == ir.String:
		return func(s *validate.Scanner, v *read) (ok bool) { v.text, ok = s.Text(); return ok }
	case types == ir.Integer:
		return func(s *validate.Scanner, v *read) (ok bool) { v.number, ok = s.Int(); return ok }
	case types&(ir.Num|ir.Integer) != 0:
		return func(s *validate.Scanner, v *read) (ok bool) { v.number, ok = s.Num(); return ok }
	case types == ir.Boolean:
		return func(s *validate.Scanner, v *read) (ok bool) { v.truth, ok = s.Bool(); return ok }
	}
	return func(s *validate.Scanner, _ *read) bool { return s.Null() }
}

// oneOf checks that a scalar is one of an enum, or a const; it returns whether to go on.
func oneOf(list plan.Values, types ir.Types) func(*validate.Scanner, *read) bool {
	fail := func(s *validate.Scanner) bool { return s.Fail(list.Keyword, list.Message) }
	if list.Keyword == "enum" {
		fail = func(s *validate.Scanner) bool { return s.FailEnum(list.Message) }
	}
	holds := func(*read) bool { return len(list.List) > 0 } // null
	switch {
	case types == ir.String:
		texts := list.Texts()
		holds = func(v *read) bool { return slices.Contains(texts, string(v.text)) }
	case types&(ir.Num|ir.Integer) != 0:
		holds = func(v *read) bool {
			return slices.ContainsFunc(list.List, func(n ir.Value) bool { return v.number.Compare(string(n)) == 0 })
		}
	case types == ir.Boolean:
		yes, no := list.Truths()
		holds = func(v *read) bool { return v.truth && yes || !v.truth && no }
	}
	return func(s *validate.Scanner, v *read) bool { return holds(v) || fail(s) }
}

// among checks that an array or an object is one of the enums and consts of a plan.
func among(values []plan.Values) func(s *validate.Scanner, at int) bool {
	var texts [][]string
	for _, list := range values {
		var all []string
		for _, value := range list.List {
			all = append(all, string(validate.Canonical(value)))
		}
		texts = append(texts, all)
	}
	return func(s *validate.Scanner, at int) bool {
		for i, list := range values {
			if (len(texts[i]) == 0 || !s.Equals(at, texts[i]...)) && !s.FailAt(at, list.Keyword, list.Message) {
				return false
			}
		}
		return true
	}
}

// fails records the steps that an array or an object violates.
func fails(s *validate.Scanner, steps []step, v *read) bool {
	for _, step := range steps {
		if !step.violates(s, v) {
			continue
		}
		if step.Keyword == "uniqueItems" {
			if !s.FailUnique(v.at, step.Message) {
				return false
			}
		} else if !s.FailAt(v.at, step.Keyword, step.Message) {
			return false
		}
	}
	return true
}
