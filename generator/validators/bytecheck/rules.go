package bytecheck

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Strings and integers that are held to rules: tables of the run-time package.

// rules is the table of what is asked of a string or an integer; nil where a function says
// that. Hint names what is new in it; without one it is only to be known whether there is one.
func (c *Checks) rules(p *plan.Plan, hint string) *jen.Statement {
	if p.Never || p.Nullable || p.ReadsAgain() || len(c.notEnforced(p)) > 0 || len(p.PatternsNotEnforced()) > 0 {
		return nil
	}
	var kind string
	var rule func(plan.Step) []jen.Code // what a step asks, as fields of a rule; nil where a function says that
	switch p.Types {
	case ir.String:
		kind, rule = "TextRules", c.textRule
	case ir.Integer:
		kind, rule = "IntegerRules", c.integerRule
	default:
		return nil
	}
	var rules []jen.Code
	for _, step := range c.file.Doc.Steps(p, p.Types) {
		says := rule(step)
		if says == nil {
			return nil
		}
		said := []jen.Code{code.Keyed("Keyword", jen.Lit(step.Keyword)), code.Keyed("Message", jen.Lit(step.Message))}
		rules = append(rules, jen.Values(append(said, says...)...))
	}
	lists := p.Values(p.Types)
	if len(rules)+len(lists) == 0 {
		return nil
	}
	var values []jen.Code // come first
	for _, list := range lists {
		if p.Types != ir.String || len(list.Texts()) == 0 {
			return nil
		}
		says := []jen.Code{code.Keyed("Keyword", jen.Lit(list.Keyword)), code.Keyed("Message", jen.Lit(list.Message))}
		if hint != "" {
			says = append(says, code.Keyed("In", jen.Op("&").Id(c.file.EnumOf(list, hint))))
		}
		values = append(values, jen.Values(says...))
	}
	rules = append(values, rules...)
	return c.file.Runtime(kind).Values(code.Lines(rules))
}

// textRule is what a step asks of a string, as fields of a rule.
func (c *Checks) textRule(step plan.Step) []jen.Code {
	number := func(field string, n *uint64) []jen.Code {
		const large = 1 << 31
		if *n == 0 || *n >= large {
			return nil
		}
		return []jen.Code{code.Keyed(field, jen.Lit(int(*n)))}
	}
	switch step.Keyword {
	case "minLength":
		return number("Least", step.Part.MinLength)
	case "maxLength":
		return number("Most", step.Part.MaxLength)
	case "pattern":
		return []jen.Code{code.Keyed("Pattern", jen.Op("&").Id(c.file.Pattern(*step.Part.Pattern)))}
	case "format":
		return []jen.Code{code.Keyed("Is", c.file.Runtime(keyword.FormatOf(step.Part.Format).Function))}
	}
	return nil
}

// integerRule is textRule for an integer.
func (c *Checks) integerRule(step plan.Step) []jen.Code {
	bound := func(kind string, limit ir.Number, inner int64) []jen.Code {
		n, err := strconv.ParseInt(string(limit), 10, 54)
		if err != nil {
			return nil
		}
		return []jen.Code{code.Keyed("Bound", c.file.Runtime(kind)), code.Keyed("Limit", jen.Lit(int(n+inner)))}
	}
	switch step.Keyword {
	case "minimum":
		return bound("AtLeast", step.Part.Minimum, 0)
	case "exclusiveMinimum":
		return bound("AtLeast", step.Part.ExclusiveMinimum, 1)
	case "maximum":
		return bound("AtMost", step.Part.Maximum, 0)
	case "exclusiveMaximum":
		return bound("AtMost", step.Part.ExclusiveMaximum, -1)
	case "format":
		switch step.Part.Format {
		case "int32":
			return bound("Bits", "32", 0)
		case "int64":
			return bound("Bits", "64", 0)
		}
	}
	return nil
}
