package validators

import (
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

// What the document says and the validators do not check: a diagnostic each.

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
		e.reportPattern(property.Pos, "name in patternProperties", property.Wire)
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
	schema.Children(func(child *ir.Schema) {
		if child.Name == "" {
			e.report(child)
		}
	})
}

func (e *emitter) reportPattern(at diag.Position, what, expr string) {
	if _, err := translate(expr); err != nil {
		e.diags.Add(diag.Diagnostic{
			Severity: diag.Warning, Position: at, Code: notEnforced,
			Message: "the " + what + " is not enforced: " + err.Error(),
			Hint:    "write it without what Go's regexp lacks (look-around, back-references, repeats over 1000), if strings are to be checked against it",
		})
	}
}
