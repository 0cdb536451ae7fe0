package plan

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// The keywords that a value is tested against once it has been read (JSON Schema
// Validation, 6 and 7), in the order in which violations of one value are reported.

// Step is one test of a value.
type Step struct {
	Keyword string     // as the violation names it
	Message string     // what is wanted
	Part    *ir.Schema // that has the keyword
}

// test is a keyword, the types that it tests, and its message for a schema: ""
// where the schema asks for nothing.
type test struct {
	keyword string
	types   ir.Types
	wants   func(*ir.Schema) string
}

const numbers = ir.Num | ir.Integer

var tests = []test{
	{"minLength", ir.String, func(s *ir.Schema) string { return atLeast(s.MinLength, "character") }},
	{"maxLength", ir.String, func(s *ir.Schema) string { return atMost(s.MaxLength, "character") }},
	{"pattern", ir.String, func(s *ir.Schema) string {
		if s.Pattern == nil || !matches(*s.Pattern) { // which is reported
			return ""
		}
		return "must match the pattern " + *s.Pattern
	}},
	{"format", ir.String, func(s *ir.Schema) string { return formatOf(s, ir.String) }},
	{"format", numbers, func(s *ir.Schema) string { return formatOf(s, numbers) }},
	{"multipleOf", numbers, func(s *ir.Schema) string { return bound("must be a multiple of ", s.MultipleOf) }},
	{"minimum", numbers, func(s *ir.Schema) string { return bound("must be at least ", s.Minimum) }},
	{"exclusiveMinimum", numbers, func(s *ir.Schema) string { return bound("must be more than ", s.ExclusiveMinimum) }},
	{"maximum", numbers, func(s *ir.Schema) string { return bound("must be at most ", s.Maximum) }},
	{"exclusiveMaximum", numbers, func(s *ir.Schema) string { return bound("must be less than ", s.ExclusiveMaximum) }},
	{"minItems", ir.Array, func(s *ir.Schema) string { return atLeast(s.MinItems, "item") }},
	{"maxItems", ir.Array, func(s *ir.Schema) string { return atMost(s.MaxItems, "item") }},
	{"uniqueItems", ir.Array, func(s *ir.Schema) string {
		if !s.UniqueItems {
			return ""
		}
		return "must have items that all differ"
	}},
	{"contains", ir.Array, func(s *ir.Schema) string {
		if s.Contains == nil || s.MinContains != nil {
			return ""
		}
		return "must have at least 1 item" + contained
	}},
	{"minContains", ir.Array, func(s *ir.Schema) string {
		if s.Contains == nil || s.MinContains == nil || *s.MinContains == 0 {
			return ""
		}
		return "must have at least " + count(*s.MinContains, "item") + contained
	}},
	{"maxContains", ir.Array, func(s *ir.Schema) string {
		if s.Contains == nil || s.MaxContains == nil {
			return ""
		}
		return "must have at most " + count(*s.MaxContains, "item") + contained
	}},
	{"minProperties", ir.Object, func(s *ir.Schema) string {
		if s.MinProperties == nil || *s.MinProperties == 0 {
			return ""
		}
		return "must have at least " + count(*s.MinProperties, "property")
	}},
	{"maxProperties", ir.Object, func(s *ir.Schema) string { return atMost(s.MaxProperties, "property") }},
}

const contained = " that its schema's contains describes"

func atLeast(n *uint64, noun string) string {
	switch {
	case n == nil || *n == 0:
		return ""
	case *n == 1:
		return "must not be empty"
	}
	return "must have at least " + count(*n, noun)
}

func atMost(n *uint64, noun string) string {
	if n == nil {
		return ""
	}
	return "must have at most " + count(*n, noun)
}

func bound(message string, limit ir.Number) string {
	if limit == "" {
		return ""
	}
	return message + string(limit)
}

// Steps returns what the plan tests in values of types once they have been read.
func (d *Document) Steps(p *Plan, types ir.Types) (out []Step) {
	for _, part := range p.Parts {
		for _, t := range tests {
			if t.types&types == 0 || t.keyword == "maxContains" && d.Lenient(part.Contains) {
				continue
			}
			if message := t.wants(part); message != "" {
				out = append(out, Step{t.keyword, message, part})
			}
		}
	}
	return out
}

func formatOf(s *ir.Schema, types ir.Types) string {
	if f := keyword.FormatOf(s.Format); f.Types&types != 0 {
		return f.Message
	}
	return ""
}

// OnlyFormat returns the format of a plan that asks for nothing else, and true; ""
// with true for one that asks for its types alone.
func (p *Plan) OnlyFormat() (format string, ok bool) {
	for _, part := range p.Parts {
		rest := *part
		rest.Format = ""
		if asserts(&rest) || format != "" && format != part.Format {
			return "", false
		}
		format = part.Format
	}
	return format, len(p.Apart) == 0
}
