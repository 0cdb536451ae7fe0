package plan

import (
	"runtime"
	"slices"
	"sync"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ecma"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// What the plans of one API share, and what of the API is not enforced: patterns
// that Go's regexp cannot match, and with them keywords that rest on what another
// schema refuses. A schema with such a pattern is lenient: it accepts more than it
// should, so that "not" of it would refuse what is valid.

// Document is what the plans of one API share.
type Document struct {
	lenient map[*ir.Schema]bool
	alike   func() map[string]int
	memory  *memory
	named   map[string]*ir.Schema
	cycles  func() *components

	Schemas []*ir.Schema // the named ones
}

// NewDocument returns what the plans of an API share.
func NewDocument(api *ir.API) *Document {
	d := &Document{lenient: keyword.Lenient(api.Schemas), memory: newMemory(api), named: map[string]*ir.Schema{}, Schemas: api.Schemas}
	for _, s := range api.Schemas {
		d.named[s.Name] = s
	}
	d.alike = sync.OnceValue(func() map[string]int {
		signatures := make([]string, len(api.Schemas))
		var all sync.WaitGroup
		workers := runtime.GOMAXPROCS(0)
		for first := range workers {
			all.Go(func() {
				for i := first; i < len(signatures); i += workers {
					signatures[i] = Signature(Anonymous(api.Schemas[i]))
				}
			})
		}
		all.Wait()
		alike := map[string]int{}
		for _, s := range signatures {
			alike[s]++
		}
		return alike
	})
	d.cycles = sync.OnceValue(func() *components {
		c := newComponents(reachOwn)
		for _, s := range api.Schemas {
			if s = s.Own(); c.index[s] == 0 {
				c.visit(s)
			}
		}
		return c
	})
	return d
}

// Alike returns how many named schemas assert the same as an anonymous one.
func (d *Document) Alike(schema *ir.Schema) int { return d.alike()[Signature(schema)] }

// Named returns the schema with a Go name, or nil.
func (d *Document) Named(name string) *ir.Schema { return d.named[name] }

// Remembers reports whether the check of a schema must remember what it found (see
// memo.go).
func (d *Document) Remembers(schema *ir.Schema) bool { return d.memory.remembers(schema) }

// Lenient reports whether a schema accepts more than it should, since a pattern is
// not enforced in it or in one that it refers to.
func (d *Document) Lenient(schema *ir.Schema) bool { return d.lenient[schema] }

// IsLate reports that what is emitted for a schema, or for an anonymous one where from is
// nil, must not be made of what is emitted for to, lest that be made of it in turn: a
// variable of Go must not lead back to itself. It is set when the program begins.
func (d *Document) IsLate(from, to *ir.Schema) bool {
	c := d.cycles()
	if to.Name == "" {
		late := false
		reachOwn(to, func(next *ir.Schema) { late = late || c.cyclic[next] })
		return late
	}
	to = to.Own()
	return c.cyclic[to] && (from == nil || c.of[from.Own()] == c.of[to])
}

// Report adds a diagnostic for each thing that is not enforced in the schemas of an
// API, in the order of named schemas.
func (d *Document) Report(api *ir.API, diags *diag.List) {
	r := reporter{d, diags, map[*ir.Schema]bool{}}
	for _, s := range api.Schemas {
		r.schema(s)
	}
	reportForms(api, diags)
	reportParams(api, diags)
}

type reporter struct {
	*Document
	diags *diag.List
	seen  map[*ir.Schema]bool
}

// schema reports a schema, and the anonymous ones that it holds. Keywords without
// a field in the IR were reported where they were read.
func (r reporter) schema(schema *ir.Schema) {
	if r.seen[schema] {
		return
	}
	r.seen[schema] = true
	if schema.Pattern != nil {
		r.pattern(schema.Pos, "pattern", *schema.Pattern)
	}
	for _, property := range schema.PatternProperties {
		r.pattern(property.Pos, nameInPatterns, property.Wire)
	}
	for _, text := range r.NotEnforced(schema) {
		r.diags.Add(diag.Diagnostic{Severity: diag.Warning, Position: schema.Pos, Code: notEnforced, Message: text})
	}
	if schema.Format != "" && !keyword.FormatOf(schema.Format).Speaks(schema.Types) {
		r.diags.Warnf(schema.Pos, notEnforced, "the format %q is not enforced: %s", schema.Format, whyNot(schema))
	}
	keyword.Children(schema, func(c keyword.Child) {
		child := c.Schema
		if child.Name == "" {
			r.schema(child)
		}
	})
}

// whyNot says why the format of a schema says nothing.
func whyNot(schema *ir.Schema) string {
	if keyword.FormatOf(schema.Format).Speaks(0) {
		return "it is none of " + schema.Types.String() + " values"
	}
	return "it is not known, and any value of its type is accepted"
}

func (r reporter) pattern(at diag.Position, what, expr string) {
	if _, err := ecma.Compile(expr); err != nil {
		r.diags.Add(diag.Diagnostic{
			Severity: diag.Warning, Position: at, Code: notEnforced,
			Message: "the " + what + " is not enforced: " + err.Error(),
			Hint:    "write it without what Go's regexp lacks (most look-around, back-references, repeats over 1000), if strings are to be checked against it",
		})
	}
}

const nameInPatterns = "name in patternProperties"

// NotEnforced lists the keywords of a schema that are not enforced, or not fully,
// since they rest on what a lenient schema refuses.
func (d *Document) NotEnforced(schema *ir.Schema) (out []string) {
	const why = " that is not enforced"
	if schema.AdditionalProperties != nil && keyword.OpenNames(schema) {
		out = append(out, "additionalProperties is not enforced: a name may match a pattern"+why)
	}
	if d.lenient[schema.Not] {
		out = append(out, "not is not enforced: what it forbids has a pattern"+why)
	}
	if d.lenient[schema.If] && (schema.Then != nil || schema.Else != nil) {
		out = append(out, "if, then and else are not enforced: what the if asks has a pattern"+why)
	}
	if slices.ContainsFunc(schema.OneOf, d.Lenient) {
		out = append(out, "oneOf is enforced as anyOf: a variant has a pattern"+why)
	}
	if schema.MaxContains != nil && d.lenient[schema.Contains] {
		out = append(out, "maxContains is not enforced: what it counts has a pattern"+why)
	}
	if schema.UnevaluatedProperties != nil && d.lenient[schema] {
		out = append(out, "unevaluatedProperties accepts more than it should: what is evaluated turns on a pattern"+why)
	}
	return out
}

// PatternsNotEnforced says which patterns for strings are not enforced, and why.
func (p *Plan) PatternsNotEnforced() (out []string) {
	for _, part := range p.Parts {
		if part.Pattern != nil {
			out = append(out, patternNotEnforced("pattern", *part.Pattern)...)
		}
	}
	return out
}

// NamePatternNotEnforced says why a pattern of patternProperties is not enforced.
func NamePatternNotEnforced(expr string) []string {
	return patternNotEnforced(nameInPatterns, expr)
}

func patternNotEnforced(what, expr string) []string {
	if _, err := ecma.Compile(expr); err != nil {
		return []string{"The " + what + " " + expr + " is not enforced: " + err.Error() + "."}
	}
	return nil
}
