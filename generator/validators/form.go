package validators

import (
	"fmt"
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
	params := []jen.Code{jen.Id("form").Qual(urlPath, "Values"), jen.Id("opts").Op("...").Add(e.file.Runtime("Option"))}
	var body []jen.Code
	if form.Name == schema.Name && e.file.Types.IsInPlace(schema) {
		e.documented(goapi.DecodeFormInto.Pattern+" is ["+name+"] into v, which is empty.",
			jen.Func().Params(e.receiver(schema)).Id(goapi.DecodeFormInto.Pattern).Params(params...).Error().
				Block(jen.Return(e.file.Runtime("DecodeForm").Call(jen.Id("form"), jen.Id(table), jen.Id("v").Dot(goapi.DecodeInto.Pattern), jen.Id("opts")))))
		body = through(goapi.DecodeFormInto, "form")
	} else {
		by := e.file.Runtime("DecodeFormBy").Call(jen.Id("form"), jen.Id(table), jen.Id(goapi.Decode.Of(schema.Name)), jen.Id("opts"))
		body = []jen.Code{jen.Return(by)}
	}
	e.documented(name+" checks a form body and decodes it: texts are read as the schema and the encoding say.\nThe error is [validate.Errors]; v is then of no use.",
		jen.Func().Id(name).Params(params...).Params(jen.Id("v").Id(schema.Name), jen.Err().Error()).Block(body...))

	name = goapi.EncodeForm.Pattern
	encode := jen.Func().Params(e.receiver(schema)).Id(name).Params()
	if form.Name != schema.Name || !e.file.Types.HasMethods(schema.Name) {
		name = goapi.EncodeFormFunc.Of(form.Name)
		encode = jen.Func().Id(name).Params(jen.Id("v").Id(schema.Name))
	}
	doc := name + " returns v as a form body. Validate v first: a value that has no form gives an empty one."
	if slices.ContainsFunc(form.Encoding, func(e *ir.Encoding) bool { return e.Style != "" }) {
		doc += "\nAn item or a member that holds the delimiter of its style has none."
	}
	e.documented(doc, encode.Qual(urlPath, "Values").Block(jen.Return(e.file.Runtime("EncodeForm").Call(jen.Id("v"), jen.Id(table)))))

	e.fields(table, form)
}

// fields declares the table of a form.
func (e *emitter) fields(table string, form *plan.Form) {
	if !e.declared {
		e.file.Add(jen.Var().Id(table).Op("=").Add(e.formFields(e.fieldsOf(form))))
	}
}

// fieldsOf is [plan.FormFields] for the Go type that is there.
func (e *emitter) fieldsOf(form *plan.Form) []plan.FormField {
	fields, known := e.formOf[form]
	if !known {
		fields = plan.FormFields(form, e.file.Types.HoldsOthers(form.Schema.Name))
		e.formOf[form] = fields
	}
	return fields
}

// countLists counts how often each list of fields stands in others. One that does so several
// times has a variable.
func (e *emitter) countLists(fields []plan.FormField) {
	for _, f := range fields {
		if len(f.Fields) > 1 {
			list := e.listOf(f.Fields)
			if list.count++; list.count == 1 {
				e.countLists(f.Fields)
			}
		}
	}
}

// fieldList is a list of the fields of an object in a form.
type fieldList struct {
	count int
	name  string // of its variable, once it is written
}

func (e *emitter) listOf(fields []plan.FormField) *fieldList {
	key := fmt.Sprintf("%#v", fields) // names in quotes, so that none can look like two; parts, which are pointers, are of no object
	if e.lists[key] == nil {
		e.lists[key] = new(fieldList)
	}
	return e.lists[key]
}

// innerFields are the fields of an object in a form, as a value: a variable, which is named
// by the member that is such an object, or the list itself.
func (e *emitter) innerFields(member string, fields []plan.FormField) *jen.Statement {
	if len(fields) < 2 {
		return e.formFields(fields)
	}
	list := e.listOf(fields)
	if list.count < 2 {
		return e.formFields(fields)
	}
	if list.name == "" {
		list.name = e.file.Fresh("fields" + code.CamelCase(member))
		e.file.Later(func() { e.file.Add(jen.Var().Id(list.name).Op("=").Add(e.formFields(fields))) })
	}
	return jen.Id(list.name)
}

// multipart writes Decode…Multipart and EncodeMultipart.
func (e *emitter) multipart(form *plan.Form) {
	const path = "mime/multipart"
	schema := form.Schema
	fields := e.fieldsOf(form)
	table := e.file.Fresh("multipart" + form.Name)
	file := jen.Op("*").Add(e.file.Runtime("File"))
	name := goapi.DecodeMultipart.Of(form.Name)
	call := e.file.Runtime("DecodeMultipart").Call(jen.Id("r"), jen.Id("file"), jen.Id(table), jen.Id(goapi.Decode.Of(schema.Name)), jen.Id("opts"))
	body := []jen.Code{jen.Return(call)}
	if cleared := e.cleared(schema, fields); len(cleared) > 0 {
		body = append([]jen.Code{jen.List(jen.Id("v"), jen.Err()).Op("=").Add(call)}, cleared...)
		body = append(body, jen.Return(jen.Id("v"), jen.Err()))
	}
	e.documented(name+" reads a multipart/form-data body to its end: its fields are\nchecked and decoded, and its files are given to file (nil: they are skipped) as\nthey arrive. They are not in the value, and a field may be found wrong after them:\nkeep none of what was made of them where there is an error. It is\n[validate.Errors], [*validate.MultipartError] or what file returned.",
		jen.Func().Id(name).Params(jen.Id("r").Op("*").Qual(path, "Reader"), jen.Id("file").Func().Params(file).Error(), jen.Id("opts").Op("...").Add(e.file.Runtime("Option"))).
			Params(jen.Id("v").Id(schema.Name), jen.Err().Error()).Block(body...))

	name = goapi.EncodeMultipart.Pattern
	receiver := jen.Func().Params(e.receiver(schema)).Id(name)
	params := []jen.Code{jen.Id("w").Op("*").Qual(path, "Writer"), jen.Id("files").Op("...").Op("*").Add(e.file.Runtime("File"))}
	if form.Name != schema.Name || !e.file.Types.HasMethods(schema.Name) {
		name = goapi.EncodeMultipartFunc.Of(form.Name)
		receiver = jen.Func().Id(name)
		params = append([]jen.Code{jen.Id("v").Id(schema.Name)}, params...)
	}
	e.documented(name+" checks v and files, and writes them as parts: the fields of v,\nthen the files. The error is [validate.Errors] where they are wrong. It does not\nclose w.",
		receiver.Params(params...).Error().Block(jen.Return(e.file.Runtime("EncodeMultipart").Call(jen.Id("v"), jen.Id("w"), jen.Id("files"), jen.Id(table), jen.Id(goapi.ValidateJSON.Of(schema.Name))))))

	e.fields(table, form)
}

// cleared empties the fields of files that something stood for while they were
// checked.
func (e *emitter) cleared(schema *ir.Schema, fields []plan.FormField) (out []jen.Code) {
	types := e.file.Types
	t := types.Types[types.Declared(code.Own(schema.Name))]
	if t == nil { // another package's type, which has what it has
		return nil
	}
	for _, f := range fields {
		if f.Part == nil || !f.Part.File || f.Part.Min == 0 {
			continue
		}
		if field := t.Fields[f.Name]; field != nil {
			out = append(out, jen.Id("v").Dot(field.Name).Op("=").Op("*").New(types.Expr(field.Type)))
		}
	}
	return out
}

// part is what an entry says of parts.
func part(p *plan.FormPart) (out []jen.Code) {
	texts := func(key string, list []string) {
		var values []jen.Code
		for _, text := range list {
			values = append(values, jen.Lit(text))
		}
		if len(values) > 0 {
			out = append(out, code.Keyed(key, jen.Index().String().Values(values...)))
		}
	}
	if p.File {
		out = append(out, code.Keyed("File", jen.True()))
	}
	texts("Types", p.Types)
	texts("Headers", p.Headers)
	if p.Min > 0 {
		out = append(out, code.Keyed("Min", jen.Lit(p.Min)))
	}
	if p.Max > 0 {
		out = append(out, code.Keyed("Max", jen.Lit(p.Max)))
	}
	return out
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
	if f.Part != nil {
		entry = append(entry, code.Keyed("Part", jen.Op("&").Add(e.file.Runtime("Part")).Values(part(f.Part)...)))
	}
	if len(f.Fields) > 0 {
		entry = append(entry, code.Keyed("Fields", e.innerFields(f.Name, f.Fields)))
	}
	return jen.Values(entry...)
}
