package lower

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// This file warns about what is read past: what stands beside a reference that the
// standard says to ignore, and extensions that ask other generators for something
// that is not done here.

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
		for _, m := range c.Members() {
			l.extension(m)
		}
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

// foreign are extensions that change what another generator emits, and what to do
// instead. Those of oapi-codegen are from its documentation of extensions; x-order
// is left out, since fields stand in the document's order.
var foreign = map[string]string{
	"x-go-type":                          "the Go type follows from type and format",
	"x-go-type-import":                   "the Go type follows from type and format",
	"x-go-type-skip-optional-pointer":    "what is optional is a pointer wherever nil would not tell it",
	"x-omitempty":                        "what is required is always sent, what is optional where it is set",
	"x-omitzero":                         "what is required is always sent, what is optional where it is set",
	"x-go-json-ignore":                   "every member is read and written",
	"x-oapi-codegen-extra-tags":          "fields have the tag json alone",
	"x-oapi-codegen-only-honour-go-name": "names are adapted until they are legal and distinct; names in oasmint.yaml give others",
	"x-deprecated-reason":                "write it into the description",
	"x-nullable":                         "write nullable: true in OpenAPI 3.0, and null among the types in 3.1",
}

// extension warns about one of the foreign extensions. A false asks for nothing.
func (l *lowerer) extension(c source.Cursor) {
	instead, ok := foreign[c.LastToken()]
	if !ok || c.Node.Kind == source.Bool && !c.Node.IsTrue() && c.LastToken() == "x-nullable" {
		return
	}
	l.diags.Add(diag.Diagnostic{
		Severity: diag.Warning, Position: c.Position(), Code: "extension",
		Message: quote(c.LastToken()) + " is not followed: " + instead,
	})
}

// directions lets a property be readOnly or writeOnly where any schema says so that
// applies to its value whatever that is: itself, what it refers to, the members of
// allOf (JSON Schema Validation, section 9.4).
func (l *lowerer) directions() {
	for _, e := range l.order {
		for _, p := range slices.Concat(e.schema.Properties, e.schema.PatternProperties) {
			for _, s := range conjunction(p.Schema) {
				p.ReadOnly, p.WriteOnly = p.ReadOnly || s.ReadOnly, p.WriteOnly || s.WriteOnly
			}
		}
	}
}
