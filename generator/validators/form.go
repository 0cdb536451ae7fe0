package validators

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Form bodies: a table of fields by which the run-time package converts a form to JSON
// and back. The check is that of the JSON.

// form writes Decode…Form and EncodeForm.
func (e *emitter) form(form *plan.Form) {
	const urlPath = "net/url"
	schema := form.Schema
	table := e.file.Fresh("form" + form.Name)
	name := goapi.DecodeForm.Of(form.Name)
	e.documented(name+" checks a form body and decodes it: each text is read as the schema and\nthe encoding say. The error is [validate.Errors]; the value is then of no use.",
		jen.Func().Id(name).Params(jen.Id("form").Qual(urlPath, "Values"), jen.Id("opts").Op("...").Add(e.file.Runtime("Option"))).
			Params(jen.Id(schema.Name), jen.Error()).
			Block(jen.Return(e.file.Runtime("DecodeForm").Call(jen.Id("form"), jen.Id(table), jen.Id(goapi.Decode.Of(schema.Name)), jen.Id("opts")))))

	name = goapi.EncodeForm.Pattern
	encode := jen.Func().Params(jen.Id("v").Id(schema.Name)).Id(name).Params()
	if form.Name != schema.Name || !e.file.Types.HasMethods(schema.Name) {
		name = goapi.EncodeFormFunc.Of(form.Name)
		encode = jen.Func().Id(name).Params(jen.Id("v").Id(schema.Name))
	}
	doc := name + " returns v as a form body. Validate v first: a value that has no\nform gives an empty one."
	if slices.ContainsFunc(form.Encoding, func(e *ir.Encoding) bool { return e.Style != "" }) {
		doc += " An item or a member that holds the delimiter of its\nstyle has none."
	}
	e.documented(doc, encode.Qual(urlPath, "Values").Block(jen.Return(e.file.Runtime("EncodeForm").Call(jen.Id("v"), jen.Id(table)))))

	fields := plan.FormFields(form, e.file.Types.HoldsOthers(schema.Name))
	e.file.Add(jen.Var().Id(table).Op("=").Add(e.formFields(fields)))
}

func (e *emitter) formFields(fields []plan.FormField) *jen.Statement {
	var entries []jen.Code
	for _, f := range fields {
		entries = append(entries, e.formField(f))
	}
	return jen.Index().Add(e.file.Runtime("FormField")).Values(code.Lines(entries))
}

// formField is an entry of the table.
func (e *emitter) formField(f plan.FormField) jen.Code {
	entry := []jen.Code{code.Keyed("Name", jen.Lit(f.Name))}
	switch {
	case f.Others:
		entry[0] = code.Keyed("Others", jen.True())
	case f.Pattern != "":
		entry[0] = code.Keyed("Match", jen.Id(e.file.Pattern(f.Pattern)))
	}
	if f.Kind != plan.FormText {
		entry = append(entry, code.Keyed("Kind", e.file.Runtime(string(f.Kind))))
	}
	if f.List {
		entry = append(entry, code.Keyed("List", jen.True()))
	}
	if f.Style != "" {
		entry = append(entry, code.Keyed("Style", e.file.Runtime(string(f.Style))))
	}
	if len(f.Fields) > 0 {
		entry = append(entry, code.Keyed("Fields", e.formFields(f.Fields)))
	}
	return jen.Values(entry...)
}
