package plan

import (
	"github.com/oasmint/oasmint/generator/ir"
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

// formats are those that are checked (JSON Schema Validation, 7.3; the OpenAPI
// format registry): the types that each speaks of, and what it wants.
var formats = map[string]struct {
	types   ir.Types
	message string
}{
	"date":          {ir.String, "must be a date (RFC 3339, as 2006-01-02)"},
	"date-time":     {ir.String, "must be a date and time (RFC 3339, as 2006-01-02T15:04:05Z)"},
	"time":          {ir.String, "must be a time with its offset (RFC 3339, as 15:04:05Z)"},
	"duration":      {ir.String, "must be a duration (ISO 8601, as P1DT2H)"},
	"email":         {ir.String, "must be an email address (RFC 5321)"},
	"hostname":      {ir.String, "must be a host name (RFC 1123)"},
	"ipv4":          {ir.String, "must be an IPv4 address"},
	"ipv6":          {ir.String, "must be an IPv6 address"},
	"uri":           {ir.String, "must be a URI (RFC 3986)"},
	"uri-reference": {ir.String, "must be a URI or a relative reference (RFC 3986)"},
	"uuid":          {ir.String, "must be a UUID (RFC 4122)"},
	"byte":          {ir.String, "must be base64 (RFC 4648)"},
	"int32":         {numbers, "must be a 32-bit integer"},
	"int64":         {numbers, "must be a 64-bit integer"},
	"float":         {numbers, "must be a number of single precision"},
	"double":        {numbers, "must be a number of double precision"},
}

// silentFormats say nothing that could be checked.
var silentFormats = map[string]bool{"": true, "binary": true, "password": true}

func formatOf(s *ir.Schema, types ir.Types) string {
	if f := formats[s.Format]; f.types&types != 0 {
		return f.message
	}
	return ""
}

// OnlyFormat returns the format of a plan that asks for nothing else, and true; ""
// with true for one that asks for its types alone.
func (p *Plan) OnlyFormat() (format string, ok bool) {
	for _, part := range p.Parts {
		rest := *part
		rest.Format = ""
		if asserts(&rest) {
			return "", false
		}
		format = part.Format
	}
	return format, len(p.Apart) == 0
}
