package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Form bodies: a table of fields by which the run-time package converts a form to JSON
// and back. The check is that of the JSON.

// form writes Decode…Form and EncodeForm.
func (e *emitter) form(schema *ir.Schema) {
	const urlPath = "net/url"
	table := e.file.Fresh("form" + schema.Name)
	name := goapi.DecodeForm.Of(schema.Name)
	toJSON := e.file.Runtime("FormToJSON").Call(jen.Id("form"), jen.Id(table))
	e.documented(name+" checks a form body and decodes it: texts are read as the schema\nsays, repeated keys as arrays of scalars, the rest as JSON. The error is\n[validate.Errors]; the value is then of no use.",
		jen.Func().Id(name).Params(jen.Id("form").Qual(urlPath, "Values"), jen.Id("opts").Op("...").Add(e.file.Runtime("Option"))).
			Params(jen.Id(schema.Name), jen.Error()).
			Block(jen.Return(jen.Id(goapi.Decode.Of(schema.Name)).Call(toJSON, jen.Id("opts").Op("...")))))

	name = goapi.EncodeForm.Pattern
	encode := jen.Func().Params(jen.Id("v").Id(schema.Name)).Id(name).Params()
	if !e.file.Types.HasMethods(schema.Name) {
		name = goapi.EncodeFormFunc.Of(schema.Name)
		encode = jen.Func().Id(name).Params(jen.Id("v").Id(schema.Name))
	}
	e.documented(name+" returns v as a form body. Validate v first: a value that has no\nJSON form gives an empty one.",
		encode.Qual(urlPath, "Values").Block(jen.Return(e.file.Runtime("EncodeForm").Call(jen.Id("v"), jen.Id(table)))))

	var fields []jen.Code
	for _, f := range plan.FormFields(schema, e.file.Types.HoldsOthers(schema.Name)) {
		fields = append(fields, e.formField(f))
	}
	e.file.Add(jen.Var().Id(table).Op("=").Index().Add(e.file.Runtime("FormField")).Values(code.Lines(fields)))
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
	return jen.Values(entry...)
}
