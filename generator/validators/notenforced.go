package validators

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ecma"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// What the document says and the validators do not check: a diagnostic each,
// and a comment where the check would stand. What is not enforced accepts all;
// so a keyword that turns on what another schema refuses is not enforced either
// where that schema may have been too lenient.

const notEnforced = "not-enforced"

// report adds what is not enforced of a named schema and of the anonymous
// ones that it holds.
func (e *emitter) report(schema *ir.Schema) {
	if e.noted[schema] {
		return
	}
	e.noted[schema] = true
	// Keywords without a field in the IR were reported where they were read.
	if schema.Pattern != nil {
		e.reportPattern(schema.Pos, "pattern", *schema.Pattern)
	}
	for _, property := range schema.PatternProperties {
		e.reportPattern(property.Pos, nameInPatterns, property.Wire)
	}
	for _, text := range e.lenient(schema) {
		e.diags.Add(diag.Diagnostic{Severity: diag.Warning, Position: schema.Pos, Code: notEnforced, Message: text})
	}
	_, text := textFormats[schema.Format]
	_, number := numberFormats[schema.Format]
	if !text && !number && !silentFormats[schema.Format] {
		e.diags.Notef(schema.Pos, notEnforced, "the format %q is not enforced: any value of its type is accepted", schema.Format)
	}
	if schema.Discriminator != nil && !discriminates(schema) {
		e.diags.Notef(schema.Pos, notEnforced,
			"the discriminator %q is not enforced: it picks among the members of oneOf or anyOf, and there are none that it maps to all", schema.Discriminator.Property)
	}
	keyword.Children(schema, func(c keyword.Child) {
		child := c.Schema
		if child.Name == "" {
			e.report(child)
		}
	})
}

const nameInPatterns = "name in patternProperties"

func (e *emitter) reportPattern(at diag.Position, what, expr string) {
	if _, err := ecma.Compile(expr); err != nil {
		e.diags.Add(diag.Diagnostic{
			Severity: diag.Warning, Position: at, Code: notEnforced,
			Message: "the " + what + " is not enforced: " + err.Error(),
			Hint:    "write it without what Go's regexp lacks (look-around, back-references, repeats over 1000), if strings are to be checked against it",
		})
	}
}

// patternComment says in emitted code why an expression is not enforced; nil
// where it is.
func (e *emitter) patternComment(what, expr string) []jen.Code {
	if _, err := ecma.Compile(expr); err != nil {
		return []jen.Code{comment("The " + what + " " + expr + " is not enforced: " + err.Error() + ".")}
	}
	return nil
}

// patternComments are those for the patterns of strings.
func (e *emitter) patternComments(p *plan) (out []jen.Code) {
	for _, part := range p.parts {
		if part.Pattern != nil {
			out = append(out, e.patternComment("pattern", *part.Pattern)...)
		}
	}
	return out
}

// openNames reports whether a name may match a pattern that is not enforced.
func (e *emitter) openNames(schema *ir.Schema) bool {
	return slices.ContainsFunc(schema.PatternProperties, func(m *ir.Property) bool {
		_, err := ecma.Compile(m.Wire)
		return err != nil
	})
}

// lenient lists the keywords of a schema that turn on what other schemas
// refuse, and are not enforced since those may refuse less than they should.
func (e *emitter) lenient(schema *ir.Schema) (out []string) {
	const why = " that is not enforced"
	if schema.AdditionalProperties != nil && e.openNames(schema) {
		out = append(out, "additionalProperties is not enforced: a name may match a pattern"+why)
	}
	if e.vague[schema.Not] {
		out = append(out, "not is not enforced: what it forbids has a pattern"+why)
	}
	if e.vague[schema.If] && (schema.Then != nil || schema.Else != nil) {
		out = append(out, "if, then and else are not enforced: the condition has a pattern"+why)
	}
	if slices.ContainsFunc(schema.OneOf, func(v *ir.Schema) bool { return e.vague[v] }) {
		out = append(out, "oneOf is enforced as anyOf: a variant has a pattern"+why)
	}
	if schema.MaxContains != nil && e.vague[schema.Contains] {
		out = append(out, "maxContains is not enforced: what it counts has a pattern"+why)
	}
	if schema.UnevaluatedProperties != nil && e.vague[schema] {
		out = append(out, "unevaluatedProperties accepts more than it should: what is evaluated turns on a pattern"+why)
	}
	return out
}

// lenientComments say so in emitted code.
func (e *emitter) lenientComments(p *plan) (out []jen.Code) {
	for _, part := range p.parts {
		for _, text := range e.lenient(part) {
			out = append(out, comment("Here "+text+"."))
		}
	}
	return out
}

// vagueSchemas are those that accept more than they should: with a pattern that
// is not enforced, or a reference to one that has.
func (e *emitter) vagueSchemas() map[*ir.Schema]bool {
	vague, seen := map[*ir.Schema]bool{}, map[*ir.Schema]bool{}
	users := map[*ir.Schema][]*ir.Schema{}
	var found []*ir.Schema
	var visit func(*ir.Schema)
	visit = func(s *ir.Schema) {
		if seen[s] {
			return
		}
		seen[s] = true
		if e.openNames(s) || s.Pattern != nil && e.patternComment("pattern", *s.Pattern) != nil {
			found = append(found, s)
		}
		keyword.Children(s, func(c keyword.Child) {
			child := c.Schema
			users[child] = append(users[child], s)
			visit(child)
		})
	}
	for _, s := range e.api.Schemas {
		visit(s)
	}
	for len(found) > 0 {
		s := found[len(found)-1]
		found = found[:len(found)-1]
		if !vague[s] {
			vague[s] = true
			found = append(found, users[s]...)
		}
	}
	return vague
}
