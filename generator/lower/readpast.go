package lower

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// This file warns about what is read past: what stands beside a reference that the
// standard says to ignore, and a dialect that is not known.

// besideReference warns about the siblings of the $ref at c that nothing reads.
// OpenAPI 3.0 ignores all of them (3.0.4, Reference Object), 3.1 all but the texts
// where it is no schema (3.1.1, Reference Object). Read are those that are heard
// all the same.
func (l *lowerer) besideReference(c source.Cursor, read ...string) {
	var ignored []string
	for _, m := range c.Node.Members {
		if m.Key != "$ref" && !isExtension(m.Key) && !slices.Contains(read, m.Key) {
			ignored = append(ignored, quote(m.Key))
		}
	}
	if len(ignored) == 0 {
		return
	}
	verb := "is"
	if len(ignored) > 1 {
		verb = "are"
	}
	l.diags.Add(diag.Diagnostic{
		Severity: diag.Warning, Position: c.Position(), Code: "ref-siblings",
		Message: strings.Join(ignored, ", ") + " " + verb + " ignored: OpenAPI " + l.doc.OpenAPI + " gives no meaning to what stands beside this $ref",
		Hint:    "leave it out, or say it where the reference leads; of a schema, write the reference into an allOf and the rest beside that",
	})
}

// readBesideSchemas are the texts of a place that refers to a schema: they describe
// the place, and are of use in 3.0 too.
var readBesideSchemas = []string{"description", "title"}

// besideSchemaReference does so for a reference to a schema: in 3.1 all of its
// siblings are read.
func (l *lowerer) besideSchemaReference(c source.Cursor) {
	if l.is30 {
		l.besideReference(c, readBesideSchemas...)
	}
	for _, m := range c.Members() {
		l.extension(m)
	}
}

// dialects are those that jsonSchemaDialect may name without a word: the one that is
// read (OpenAPI 3.1.1, 4.8.24.7), and those that say less.
var dialects = []string{
	"", "https://spec.openapis.org/oas/3.2/dialect/2025-09-17", "https://spec.openapis.org/oas/3.1/dialect/base", "https://spec.openapis.org/oas/3.1/dialect/2024-11-10",
	"https://json-schema.org/draft/2020-12/schema",
}

// dialect warns about a dialect that the schemas are not read by.
func (l *lowerer) dialect(root source.Cursor) {
	if !slices.Contains(dialects, strings.TrimSuffix(l.text(root, "jsonSchemaDialect"), "#")) {
		l.warn(root.Key("jsonSchemaDialect"), "dialect", "this dialect is not known: schemas are read as those of OpenAPI 3.1, which extends JSON Schema 2020-12")
	}
}

// directions lets a property be readOnly or writeOnly where any schema says so that
// applies to its value whatever that is: itself, what it refers to, the members of
// allOf (JSON Schema Validation, section 9.4).
func (l *lowerer) directions() {
	for _, e := range l.order {
		for _, p := range slices.Concat(e.schema.Properties, e.schema.PatternProperties) {
			for _, s := range l.conjunction(p.Schema) {
				p.ReadOnly, p.WriteOnly = p.ReadOnly || s.ReadOnly, p.WriteOnly || s.WriteOnly
			}
		}
	}
}
