package interpret

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Arrays: prefixItems, items, contains, minContains, maxContains, minItems, maxItems and
// uniqueItems (JSON Schema Core 10.3.1; Validation 6.4).

// counted is a schema whose matches among the items count.
type counted struct {
	of    *ir.Schema // the part that has the keyword contains
	check *function
}

func (c *Checker) array(p *plan.Plan) part {
	values := p.Values(ir.Array)
	if len(values) == 0 && !p.Asks(ir.Array) {
		return skip
	}
	steps, among := c.steps(p, ir.Array), among(values)
	var contained []counted
	for _, step := range steps {
		switch step.Keyword {
		case "contains", "minContains", "maxContains":
			if !slices.ContainsFunc(contained, func(x counted) bool { return x.of == step.Part }) {
				contained = append(contained, counted{step.Part, c.all(step.Part.Contains)})
			}
		}
	}
	var items []*function // the last one is for all others
	for i := range p.Prefix() + 1 {
		items = append(items, c.all(p.ItemsAt(i)...))
	}
	return func(s *validate.Scanner, at int) (ok, whole bool) {
		v := read{at: at}
		if len(contained) > 0 {
			v.contained = map[*ir.Schema]int{}
		}
		for ok := s.Array(); ok; ok = s.More() {
			item := s.Pos()
			if !items[min(v.count, len(items)-1)].run(s) {
				return false, false
			}
			for _, x := range contained {
				if s.Outcome(s.Retry(item), x.check.run(s)) == validate.Matched {
					v.contained[x.of]++
				}
			}
			v.count++
		}
		return s.OK() && fails(s, steps, &v) && among(s, at), true
	}
}
