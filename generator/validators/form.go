package validators

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// Form bodies: a table of fields by which the run-time package brings a form
// to JSON and back; the check is that of the bytes.

const formType = "application/x-www-form-urlencoded"

// formBodies are the named schemas that some operation takes as a form.
func formBodies(api *ir.API) map[*ir.Schema]bool {
	out := map[*ir.Schema]bool{}
	for _, op := range api.Operations {
		if op.Body == nil {
			continue
		}
		for _, media := range op.Body.Content {
			name, _, _ := strings.Cut(media.Type, ";")
			if media.Schema == nil || !strings.EqualFold(strings.TrimSpace(name), formType) {
				continue
			}
			if s := unwrap(media.Schema); s.Name != "" {
				out[s] = true
			}
		}
	}
	return out
}

// form emits Decode…Form and EncodeForm.
func (e *emitter) form(schema *ir.Schema) {
	const urlPath = "net/url"
	table := e.fresh("form" + schema.Name)
	name := goapi.DecodeForm.Of(schema.Name)
	e.file.Add(comment(name+" checks a form body and decodes it: texts are read as the schema\nsays, repeated keys as arrays of scalars, the rest as JSON. The error is\n[validate.Errors]; the value is then of no use.")).Line().
		Func().Id(name).Params(jen.Id("form").Qual(urlPath, "Values"), jen.Id("opts").Op("...").Add(e.rt("Option"))).
		Params(jen.Id(schema.Name), jen.Error()).
		Block(jen.Return(jen.Id(goapi.Decode.Of(schema.Name)).Call(e.rt("FormToJSON").Call(jen.Id("form"), jen.Id(table)), jen.Id("opts").Op("...")))).Line()
	encode := jen.Add(e.rt("EncodeForm")).Call(jen.Id("v"), jen.Id(table))
	if e.methods(e.types.Types[schema.Name]) {
		e.file.Add(comment(goapi.EncodeForm.Pattern+" returns v as a form body. Validate v first: a value that has no\nJSON form gives an empty one.")).Line().
			Func().Params(jen.Id("v").Id(schema.Name)).Id(goapi.EncodeForm.Pattern).Params().Qual(urlPath, "Values").Block(jen.Return(encode)).Line()
	} else {
		name := goapi.EncodeFormFunc.Of(schema.Name)
		e.file.Add(comment(name+" returns v as a form body. Validate v first: a value that has no\nJSON form gives an empty one.")).Line().
			Func().Id(name).Params(jen.Id("v").Id(schema.Name)).Qual(urlPath, "Values").Block(jen.Return(encode)).Line()
	}
	lines := jen.Null()
	for _, entry := range e.formFields(schema) {
		lines.Line().Add(jen.Values(entry...)).Op(",")
	}
	e.file.Var().Id(table).Op("=").Index().Add(e.rt("FormField")).Values(lines.Line()).Line()
}

// formFields are the entries of a form's table: first the names that any of the
// schemas knows which may look at the object, then patterns, then other names.
func (e *emitter) formFields(schema *ir.Schema) [][]jen.Code {
	r := formReader{map[*ir.Schema]ir.Types{}}
	views := viewsOf(schema)
	var names, patterns []string
	others := e.holdsOthers(schema)
	unsaid := formKind{"FormText", false}
	if others {
		unsaid.kind = "FormJSON" // which comes back as it was
	}
	for _, view := range views {
		for _, m := range e.members(view, nil) {
			names = appendNew(names, m.name)
		}
		for _, part := range view.parts {
			for _, property := range part.PatternProperties {
				patterns = appendNew(patterns, property.Wire)
			}
			others = others || len(otherSchemas(part)) > 0
		}
	}
	var out, vague [][]jen.Code
	for _, name := range names {
		kind := r.kind(views[:1], views[1:], unsaid, func(part *ir.Schema) []*ir.Schema {
			m := &member{name: name}
			e.constrain(m, part)
			return m.schemas
		})
		out = append(out, kind.entry(e, keyed("Name", jen.Lit(name))))
	}
	for _, expr := range patterns {
		variable := e.pattern(expr)
		if variable == "" {
			continue // reported as not enforced
		}
		kind := r.kind(views[:1], views[1:], unsaid, func(part *ir.Schema) (said []*ir.Schema) {
			for _, property := range part.PatternProperties {
				if property.Wire == expr {
					said = append(said, property.Schema)
				}
			}
			return said
		})
		entry := kind.entry(e, keyed("Match", jen.Id(variable)))
		if kind == (formKind{"FormJSON", false}) { // where several match, the one that says more
			vague = append(vague, entry)
		} else {
			out = append(out, entry)
		}
	}
	out = append(out, vague...)
	if others {
		kind := r.kind(views[:1], views[1:], unsaid, otherSchemas)
		out = append(out, kind.entry(e, keyed("Others", jen.True())))
	}
	return out
}

// otherSchemas are what a schema says of members that it does not name.
func otherSchemas(part *ir.Schema) (said []*ir.Schema) {
	for _, s := range []*ir.Schema{part.AdditionalProperties, part.UnevaluatedProperties} {
		if s != nil && !s.Never() {
			said = append(said, s)
		}
	}
	return said
}

// holdsOthers reports whether the Go type holds members of any name.
func (e *emitter) holdsOthers(schema *ir.Schema) bool {
	own := goapi.Expr{Kind: goapi.Named, Name: schema.Name}
	switch under := e.underlying(own); under.Kind {
	case goapi.Struct:
		t := e.types.Types[e.declared(own)]
		return t.Union || t.Additional != nil
	default:
		return true
	}
}

func appendNew(list []string, name string) []string {
	if slices.Contains(list, name) {
		return list
	}
	return append(list, name)
}
