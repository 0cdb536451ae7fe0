package validators

import (
	"strings"

	"github.com/dave/jennifer/jen"

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
	name := "Decode" + schema.Name + "Form"
	e.decode(schema, name,
		name+" checks a form body and decodes it: texts are read as the schema\nsays, repeated keys as arrays of scalars, the rest as JSON. The error is\n[validate.Errors]; the value is then of no use.",
		[]jen.Code{jen.Id("form").Qual(urlPath, "Values"), jen.Id("opts").Op("...").Add(e.rt("Option"))},
		e.rt("FormToJSON").Call(jen.Id("form"), jen.Id(table)))
	encode := jen.Add(e.rt("EncodeForm")).Call(jen.Id("v"), jen.Id(table))
	if e.methods(e.types.Types[schema.Name]) {
		e.file.Add(comment("EncodeForm returns v as a form body. Validate v first: a value that has no\nJSON form gives an empty one.")).Line().
			Func().Params(jen.Id("v").Id(schema.Name)).Id("EncodeForm").Params().Qual(urlPath, "Values").Block(jen.Return(encode)).Line()
	} else {
		name := "Encode" + schema.Name + "Form"
		e.file.Add(comment(name+" returns v as a form body. Validate v first: a value that has no\nJSON form gives an empty one.")).Line().
			Func().Id(name).Params(jen.Id("v").Id(schema.Name)).Qual(urlPath, "Values").Block(jen.Return(encode)).Line()
	}
	lines := jen.Null()
	for _, m := range e.members(planOf(schema), nil) {
		entry := []jen.Code{keyed("Name", jen.Lit(m.name))}
		kind, list := formKind(together(m.schemas))
		if kind != "FormText" {
			entry = append(entry, keyed("Kind", e.rt(kind)))
		}
		if list {
			entry = append(entry, keyed("List", jen.True()))
		}
		lines.Line().Add(jen.Values(entry...)).Op(",")
	}
	e.file.Var().Id(table).Op("=").Index().Add(e.rt("FormField")).Values(lines.Line()).Line()
}

// formKind says how a field's text is read: by the types that its schema allows.
func formKind(schema *ir.Schema) (kind string, list bool) {
	if schema == nil {
		return "FormText", false
	}
	p := planOf(schema)
	types := p.types &^ ir.Null
	for _, part := range p.parts {
		if types == anyType&^ir.Null && len(part.Enum) > 0 {
			types = 0
			for _, v := range part.Enum {
				types |= typeOf(v.Value)
			}
		}
	}
	switch {
	case types == ir.Array:
		var items []*ir.Schema
		for _, part := range p.parts {
			if part.Items != nil {
				items = append(items, part.Items)
			}
		}
		item := together(items)
		kind, list = formKind(item)
		if list || kind == "FormText" && item != nil && acceptsNull(item) {
			kind = "FormJSON" // an array in an array; null, which no text says
		}
		return kind, true
	case types == ir.String:
		return "FormText", false
	case types&(ir.Array|ir.Object) == 0 && types&ir.String == 0:
		return "FormScalar", false
	}
	return "FormJSON", false
}
