package validators

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/symbols"
)

// Checks of Go values: field by field where the Go type has the schema's form,
// and by way of its JSON where the schema says more than a Go type can hold.

// report is the *validate.Report in emitted code.
func report() *jen.Statement { return jen.Id("r") }

// operand is an expression in emitted code whose value is checked.
type operand struct {
	value   *jen.Statement
	address *jen.Statement
	base    *jen.Statement // what fields are selected from
	alone   *jen.Statement // the value where nothing follows it, without parentheses
}

// held is the operand of a variable.
func held(variable *jen.Statement) operand {
	return operand{variable, jen.Op("&").Add(variable), variable, variable}
}

// pointed is the operand that a pointer points at.
func pointed(pointer *jen.Statement) operand {
	value := jen.Op("*").Add(pointer)
	return operand{jen.Parens(value), pointer, pointer, value}
}

// valueNamed emits value… of a named schema.
func (e *emitter) valueNamed(schema *ir.Schema) {
	body := e.valueBody(schema, symbols.Expr{Kind: symbols.Named, Name: schema.Name}, pointed(jen.Id("v")), schema.Name)
	receiver := jen.Id("v")
	if len(body) == 0 {
		receiver = jen.Id("_")
	}
	r := report()
	if len(body) == 0 {
		r = jen.Id("_")
	}
	e.file.Func().Id("value"+schema.Name).Params(r.Op("*").Add(e.rt("Report")), receiver.Op("*").Id(schema.Name)).Block(body...).Line()
}

// value returns the statements that check x: none where its Go type says it all.
func (e *emitter) value(schemas []*ir.Schema, t symbols.Expr, x operand, hint string) []jen.Code {
	schema := together(schemas)
	if schema == nil {
		return nil
	}
	if schema.Name != "" && t.Kind == symbols.Named && t.Pkg == "" && t.Name == schema.Name {
		if e.isTrivial(schema) {
			return nil
		}
		return []jen.Code{jen.Id("value"+schema.Name).Call(report(), x.address)}
	}
	if t.Kind == symbols.Pointer {
		inner := e.value(schemas, *t.Elem, pointed(x.value), hint)
		if len(inner) == 0 {
			return nil
		}
		return []jen.Code{jen.If(jen.Add(x.value).Op("!=").Nil()).Block(inner...)}
	}
	return e.valueBody(schema, t, x, hint)
}

// isTrivial reports whether a named schema leaves nothing to check in its Go type.
func (e *emitter) isTrivial(schema *ir.Schema) bool {
	trivial, known := e.trivial[schema]
	if known {
		return trivial
	}
	e.trivial[schema] = false // while we look: it may hold itself
	t := e.types.Types[schema.Name]
	p := planOf(schema)
	switch {
	case t == nil || !e.direct(p) || slices.ContainsFunc(p.parts, onObjects) || slices.ContainsFunc(p.parts, onArrays) || p.types&(ir.Object|ir.Array) != 0:
		return false
	}
	body := e.valueBody(schema, symbols.Expr{Kind: symbols.Named, Name: schema.Name}, held(jen.Id("v")), schema.Name)
	e.trivial[schema] = len(body) == 0
	return e.trivial[schema]
}

// direct reports whether a plan asks only for what can be checked in a Go
// value of the right form.
func (e *emitter) direct(p *plan) bool {
	types := p.types &^ ir.Null
	if types == ir.Num|ir.Integer {
		types = ir.Num
	}
	if p.never || types == 0 || types&(types-1) != 0 || p.looksAgain() {
		return false
	}
	for _, part := range p.parts {
		if part.Contains != nil || part.UniqueItems || len(part.PrefixItems) > 0 {
			return false
		}
		for _, list := range valuesOf(p, ir.Array|ir.Object) {
			if types&(ir.Array|ir.Object) != 0 || list.keyword == "" {
				return false
			}
		}
	}
	return true
}

// valueBody is value without the call of another function for all of it.
func (e *emitter) valueBody(schema *ir.Schema, t symbols.Expr, x operand, hint string) []jen.Code {
	p := planOf(schema)
	if p.plain() && p.types == anyType {
		return nil
	}
	under := e.underlying(t)
	if e.direct(p) {
		switch types := p.types &^ ir.Null; {
		case types == ir.Object && under.Kind == symbols.Struct && !e.types.Types[e.declared(t)].Union:
			return e.valueStruct(p, schema, e.types.Types[e.declared(t)], x, hint)
		case types == ir.Object && under.Kind == symbols.Map:
			return e.valueMap(p, schema, under, x, hint)
		case types == ir.Array && under.Kind == symbols.Slice && !isByte(*under.Elem):
			return e.valueSlice(p, under, x, hint)
		case under.Kind == symbols.Named:
			if body, ok := e.valueScalar(p, types, under, x.alone); ok {
				return body
			}
		}
		if e.saysItAll(p, t) {
			return nil
		}
	}
	return []jen.Code{report().Dot("JSON").Call(x.address, e.checkFunc(hint, schema))}
}

// saysItAll reports Go types that hold nothing but what the schema accepts:
// those of formats, when there is nothing beside the format.
func (e *emitter) saysItAll(p *plan, t symbols.Expr) bool {
	for _, part := range p.parts {
		only := *part
		only.Format = ""
		if asserts(&only) {
			return false
		}
	}
	under := e.underlying(t)
	switch {
	case under.Kind == symbols.Slice && isByte(*under.Elem):
		return p.types&^ir.Null == ir.String
	case under.Kind == symbols.Named && under.Pkg != "":
		switch under.Name {
		case "Time", "Date", "UUID", "File":
			return true
		}
	}
	return false
}

// declared is the name of the declared type behind aliases.
func (e *emitter) declared(t symbols.Expr) string {
	for t.Kind == symbols.Named && t.Pkg == "" {
		d := e.types.Types[t.Name]
		if d == nil || d.Expr.Kind == symbols.Struct || d.Expr.Kind != symbols.Named {
			return t.Name
		}
		t = d.Expr
	}
	return t.Name
}

// underlying follows declared types to what they are made of.
func (e *emitter) underlying(t symbols.Expr) symbols.Expr {
	for t.Kind == symbols.Named && t.Pkg == "" {
		d := e.types.Types[t.Name]
		if d == nil {
			return t
		}
		t = d.Expr
	}
	return t
}

// valueScalar checks strings, numbers and booleans.
func (e *emitter) valueScalar(p *plan, types ir.Types, under symbols.Expr, variable *jen.Statement) (body []jen.Code, ok bool) {
	fail := func(keyword, message string) jen.Code {
		return report().Dot("Fail").Call(jen.Lit(keyword), jen.Lit(message))
	}
	goType := under.Name
	isString := under.Pkg == "" && goType == "string" || goType == "Email"
	function := predeclared[goType]
	switch {
	case types == ir.String && isString:
		for _, list := range valuesOf(p, types) {
			if cases := list.texts(); len(cases) > 0 {
				body = append(body, jen.Switch(jen.String().Call(variable)).Block(jen.Case(cases...), jen.Default().Block(fail(list.keyword, list.message))))
			} else {
				body = append(body, fail(list.keyword, list.message))
			}
		}
		return e.failures(body, p, types, "v", jen.Index().Byte().Call(variable)), true
	case under.Pkg != "":
		return nil, false
	case types&(ir.Num|ir.Integer) != 0 && (function == "KeepInt" || function == "KeepUint" || function == "KeepFloat"):
		if types == ir.Integer && function == "KeepFloat" {
			return nil, false
		}
		for _, list := range valuesOf(p, types) {
			if len(list.list) == 0 {
				return nil, false
			}
		}
		format := map[string]string{"KeepInt": "FormatInt", "KeepUint": "FormatUint", "KeepFloat": "FormatFloat"}[function]
		if lists := valuesOf(p, types); len(lists) > 0 {
			var checks []jen.Code
			for _, list := range lists {
				checks = append(checks, jen.If(list.noNumber()).Block(fail(list.keyword, list.message)))
			}
			body = append(body, jen.Block(append([]jen.Code{n().Op(":=").Add(e.rt(format)).Call(variable)}, checks...)...))
		}
		if implied(p, goType) {
			return body, true
		}
		return e.failures(body, p, types, "n", e.rt(format).Call(variable)), true
	case types == ir.Boolean && goType == "bool":
		if len(valuesOf(p, types)) > 0 {
			return nil, false
		}
		return nil, true
	}
	return nil, false
}

// implied reports that the plan's only number keyword is the format of the Go type.
func implied(p *plan, goType string) bool {
	formats := map[string]string{"int32": "int32", "int64": "int64", "float32": "float", "float64": "double"}
	for _, part := range p.parts {
		if onNumbers(part) || part.Format != "" && part.Format != formats[goType] {
			return false
		}
	}
	return true
}

// failures adds the checks of scalar keywords, with the value in a variable of
// their block.
func (e *emitter) failures(body []jen.Code, p *plan, types ir.Types, name string, value *jen.Statement) []jen.Code {
	failures := e.failuresOf(p, types)
	if len(failures) == 0 {
		return body
	}
	block := []jen.Code{jen.Id(name).Op(":=").Add(value)}
	for _, f := range failures {
		block = append(block, jen.If(f.cond).Block(report().Dot("Fail").Call(jen.Lit(f.keyword), jen.Lit(f.message))))
	}
	return append(body, jen.Block(block...))
}

// valueSlice checks arrays.
func (e *emitter) valueSlice(p *plan, t symbols.Expr, x operand, hint string) []jen.Code {
	var out []jen.Code
	var items []*ir.Schema
	for _, part := range p.parts {
		if part.Items != nil {
			items = append(items, part.Items)
		}
		if m := part.MinItems; m != nil && *m > 0 {
			message := "must have at least " + count(*m, "item")
			if *m == 1 {
				message = "must not be empty"
			}
			out = append(out, jen.If(jen.Len(x.alone).Op("<").Lit(limit(*m))).Block(report().Dot("Fail").Call(jen.Lit("minItems"), jen.Lit(message))))
		}
		if m := part.MaxItems; m != nil {
			out = append(out, jen.If(jen.Len(x.alone).Op(">").Lit(limit(*m))).Block(
				report().Dot("Fail").Call(jen.Lit("maxItems"), jen.Lit("must have at most "+count(*m, "item")))))
		}
	}
	i := jen.Id("i" + suffix(e.loops+1)) // arrays in arrays need their indices side by side
	item := jen.Add(x.value).Index(i)
	e.loops++
	inner := e.value(items, *t.Elem, held(item), hint+"Item")
	e.loops--
	if len(inner) > 0 {
		out = append(out, jen.For(jen.Add(i).Op(":=").Range().Add(x.alone)).Block(
			jen.If(report().Dot("PushItem").Call(i)).Block(append(inner, report().Dot("Pop").Call())...)))
	}
	return out
}

// valueMap checks objects whose names are not known beforehand.
func (e *emitter) valueMap(p *plan, schema *ir.Schema, t symbols.Expr, x operand, hint string) []jen.Code {
	var extra []*ir.Schema
	for _, part := range p.parts {
		more := *part
		more.AdditionalProperties = nil
		if onObjects(&more) || part.AdditionalProperties != nil && isFalse(part.AdditionalProperties) {
			return []jen.Code{report().Dot("JSON").Call(x.address, e.checkFunc(hint, schema))}
		}
		if part.AdditionalProperties != nil {
			extra = append(extra, part.AdditionalProperties)
		}
	}
	return e.valueExtra(extra, *t.Elem, x, hint)
}

// valueExtra checks the values of a map.
func (e *emitter) valueExtra(schemas []*ir.Schema, elem symbols.Expr, x operand, hint string) []jen.Code {
	inner := e.value(schemas, elem, held(jen.Id("item")), hint+"Value")
	if len(inner) == 0 {
		return nil
	}
	body := append([]jen.Code{jen.Id("item").Op(":=").Add(x.value).Index(jen.Id("name"))}, inner...)
	return []jen.Code{jen.For(jen.List(jen.Id("_"), jen.Id("name")).Op(":=").Range().Add(e.rt("Keys")).Call(x.alone)).Block(
		jen.If(report().Dot("Push").Call(jen.Id("name"))).Block(append(body, report().Dot("Pop").Call())...))}
}

// valueStruct checks objects with known fields.
func (e *emitter) valueStruct(p *plan, schema *ir.Schema, t *symbols.Type, x operand, hint string) []jen.Code {
	var out []jen.Code
	byJSON := false
	var extra []*ir.Schema
	for _, part := range p.parts {
		more := *part
		more.AdditionalProperties = nil
		byJSON = byJSON || onObjectsMore(&more)
		if others := part.AdditionalProperties; others != nil && !isFalse(others) {
			extra = append(extra, others)
			// What one part calls additional, another may know by name.
			byJSON = byJSON || len(p.parts) > 1 && together([]*ir.Schema{others}) != nil
		}
	}
	for _, m := range e.members(p, nil) {
		f := t.Fields[m.name]
		if f == nil {
			// It may be among the additional ones: the JSON tells.
			byJSON = byJSON || m.required && t.Additional != nil
			continue
		}
		field := jen.Add(x.base).Dot(f.Name)
		out = append(out, e.valueField(schema, m, f, field, hint+exported(m.name))...)
	}
	if t.Additional != nil && !byJSON {
		out = append(out, e.valueExtra(extra, *t.Additional, held(jen.Add(x.base).Dot("AdditionalProperties")), hint)...)
	}
	if byJSON {
		out = append(out, report().Dot("JSON").Call(x.address, e.checkFunc(hint, schema)))
	}
	return out
}

// valueField checks one field, by whether it is there.
func (e *emitter) valueField(schema *ir.Schema, m *member, f *symbols.Field, field *jen.Statement, hint string) []jen.Code {
	var inner []jen.Code
	if f.Type.Kind == symbols.Pointer {
		inner = e.value(m.schemas, *f.Type.Elem, pointed(field), hint) // the test for nil is made here
	} else {
		inner = e.value(m.schemas, f.Type, held(field), hint)
	}
	absent, present := e.absent(f, field, m, schema)
	var check []jen.Code
	if len(inner) > 0 {
		check = []jen.Code{jen.If(report().Dot("Push").Call(jen.Lit(m.name))).Block(append(inner, report().Dot("Pop").Call())...)}
	}
	missing := report().Dot("Missing").Call(jen.Lit(m.name))
	switch {
	case absent == nil:
		return check
	case e.mustHave(schema, m) && !nilIsNull(m, f):
		then := jen.If(absent).Block(missing)
		if len(inner) > 0 {
			then.Else().If(report().Dot("Push").Call(jen.Lit(m.name))).Block(append(inner, report().Dot("Pop").Call())...)
		}
		return []jen.Code{then}
	case len(inner) == 0:
		return nil
	}
	return []jen.Code{jen.If(present.Op("&&").Add(report()).Dot("Push").Call(jen.Lit(m.name))).
		Block(append(inner, report().Dot("Pop").Call())...)}
}

// mustHave reports whether a Go value must have the member: required, and not
// only in the direction that the schema does not travel.
func (e *emitter) mustHave(schema *ir.Schema, m *member) bool {
	switch {
	case !m.required:
		return false
	case m.readOnly:
		return schema.Reached == ir.InResponse
	case m.writeOnly:
		return schema.Reached == ir.InRequest
	}
	return true
}

// nilIsNull reports whether a nil field stands for null, which is allowed.
func nilIsNull(m *member, f *symbols.Field) bool {
	if f.OmitEmpty || f.OmitZero {
		return false
	}
	one := together(m.schemas)
	return one == nil || acceptsNull(one) && planOf(one).types != anyType
}

// acceptsNull reports whether null is a value of a schema, as far as its types say.
func acceptsNull(schema *ir.Schema) bool {
	p := planOf(schema)
	return p.nullable || p.types.Has(ir.Null) && !p.looksAgain()
}

// absent is the condition that a field stands for no member, with its
// opposite; both are nil where a Go value cannot tell.
func (e *emitter) absent(f *symbols.Field, field *jen.Statement, m *member, schema *ir.Schema) (absent, present *jen.Statement) {
	compare := func(zero jen.Code) (*jen.Statement, *jen.Statement) {
		return jen.Add(field).Op("==").Add(zero), jen.Add(field).Op("!=").Add(zero)
	}
	required := e.mustHave(schema, m)
	under := e.underlying(f.Type)
	switch under.Kind {
	case symbols.Pointer, symbols.Slice, symbols.Map, symbols.Any:
		return compare(jen.Nil())
	case symbols.Named:
		text := under.Pkg == "" && under.Name == "string" || under.Name == "Email"
		switch {
		case under.Pkg == "json" && under.Name == "RawMessage":
			return compare(jen.Nil())
		case text && (required && !e.opts.AllowEmptyStrings || !required && f.OmitEmpty):
			return compare(jen.Lit(""))
		case required || under.Pkg != "" && under.Pkg != "time":
		case f.OmitZero && under.Pkg == "time":
			zero := jen.Add(field).Dot("IsZero").Call()
			return zero, jen.Op("!").Add(zero)
		case f.OmitEmpty && under.Name == "bool":
			return jen.Op("!").Add(field), jen.Add(field)
		case f.OmitEmpty && predeclared[under.Name] != "":
			return compare(jen.Lit(0))
		}
	}
	return nil, nil
}
