package validators

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// Checks of Go values: field by field where the Go type has the schema's form,
// and by way of its JSON where the schema says more than a Go type can hold.

// Each check takes a place, the validate.Path p in emitted code, which it
// leaves, and a pointer v to the value, which may be nil where there is none.

// where is the place in emitted code.
func where() *jen.Statement { return jen.Id("p") }

// leave leaves the place that it was handed.
func leave() jen.Code { return where().Dot("Out").Call() }

// fails records a violation there.
func fails(keyword, message string) jen.Code {
	return where().Dot("Fail").Call(jen.Lit(keyword), jen.Lit(message))
}

// pointee is what v points at, as a part of a larger expression and alone.
func pointee() *jen.Statement      { return jen.Parens(pointeeAlone()) }
func pointeeAlone() *jen.Statement { return jen.Op("*").Id("v") }

// valueNamed emits value… of a named schema, unless there is nothing to check
// in its Go type, or it shares a function.
func (e *emitter) valueNamed(schema *ir.Schema) {
	if e.isTrivial(schema) || e.sharesValue(schema) {
		return
	}
	own := goapi.Expr{Kind: goapi.Named, Name: schema.Name}
	e.valueFunction("value"+schema.Name, nil, e.typ(own), e.skips(schema, own), e.valueBody(schema, own, schema.Name))
}

// valueFunction emits a function that checks a Go value.
func (e *emitter) valueFunction(name string, typeParameter jen.Code, t jen.Code, skips *jen.Statement, body []jen.Code) {
	f := e.file.Func().Id(name)
	if typeParameter != nil {
		f.Types(typeParameter)
	}
	body = append(append([]jen.Code{jen.If(skips).Block(jen.Return())}, body...), leave())
	f.Params(where().Op("*").Add(e.rt("Path")), jen.Id("v").Op("*").Add(t)).Block(body...).Line()
}

// skips is the condition that a function for a schema has nothing to check.
func (e *emitter) skips(schema *ir.Schema, t goapi.Expr) *jen.Statement {
	none, method := jen.Id("v").Op("==").Nil(), "Skip"
	if e.formOf(schema, t) == byParts {
		method = "SkipParts"
	} else if zero := e.zeroAsNull(schema, t); zero != nil {
		none.Op("||").Add(zero).Op("&&").Add(where()).Dot("AtRoot").Call()
	}
	return where().Dot(method).Call(none)
}

// zeroAsNull is the condition that a scalar is what null is decoded to, where
// null is allowed and the schema names the type of a whole body: within another
// value, a nil pointer is null.
func (e *emitter) zeroAsNull(schema *ir.Schema, t goapi.Expr) *jen.Statement {
	under := e.underlying(t)
	if e.alike[signature(anonymous(schema))] == 0 || under.Kind != goapi.Named || under.Pkg != "" || !matchesNull(schema, nil) {
		return nil
	}
	switch predeclared[under.Name] {
	case "DecodeString":
		return pointeeAlone().Op("==").Lit("")
	case "DecodeBool":
		return jen.Op("!").Add(pointeeAlone())
	case "DecodeInt", "DecodeUint", "DecodeFloat":
		return pointeeAlone().Op("==").Lit(0)
	}
	return nil
}

// valueForm is how a Go value is checked.
type valueForm uint8

const (
	byJSON  valueForm = iota // the schema says more than the Go type can hold
	asOne                    // a string, a number or a boolean
	byParts                  // a struct, a slice or a map
	never                    // the Go type says it all
)

// formOf tells how a value of a Go type is held against a schema.
func (e *emitter) formOf(schema *ir.Schema, t goapi.Expr) valueForm {
	p := planOf(schema)
	if p.plain() && p.types == anyType {
		return never
	}
	if !e.direct(p) {
		return byJSON
	}
	under := e.underlying(t)
	switch types := p.types &^ ir.Null; {
	case types == ir.Object && under.Kind == goapi.Struct && !e.types.Types[e.declared(t)].Union,
		types == ir.Object && under.Kind == goapi.Map,
		types == ir.Array && under.Kind == goapi.Slice && !isByte(*under.Elem):
		return byParts
	case under.Kind == goapi.Named:
		if _, ok := e.valueScalar(p, types, under); ok {
			return asOne
		}
	}
	if e.saysItAll(p, t) {
		return never
	}
	return byJSON
}

// value returns the statements that check what a pointer points at, where it
// is not nil, at a place: none where its Go type says it all.
func (e *emitter) value(schemas []*ir.Schema, t goapi.Expr, pointer, at *jen.Statement, hint string) []jen.Code {
	schema := together(schemas)
	if schema == nil {
		return nil
	}
	if other := e.sameAs(schema, nil); other != nil && t.Kind == goapi.Named && t.Pkg == "" && t.Name == other.Name {
		schema = other
	}
	if e.isString(t) {
		if enum := e.enum(schema, hint); enum != "" {
			return []jen.Code{e.valueEnum(enum, t, pointer, at)}
		}
	}
	form := e.formOf(schema, t)
	switch {
	case form == never, e.idle(schema, t):
		return nil
	case schema.Name != "" && t.Kind == goapi.Named && t.Pkg == "" && t.Name == schema.Name && !e.sharesValue(schema):
		if e.isTrivial(schema) {
			return nil
		}
		return []jen.Code{jen.Id("value"+schema.Name).Call(at, pointer)}
	case form == byJSON:
		return []jen.Code{jen.Add(at).Dot("JSON").Call(pointer, e.checkFunc(hint, schema))}
	}
	if name := e.sharedValue(schema, t, form, hint); name != "" {
		return []jen.Code{jen.Id(name).Call(at, pointer)}
	}
	return nil
}

// valueEnum checks a string that a pointer points at, where it is not nil.
func (e *emitter) valueEnum(enum string, t goapi.Expr, pointer, at *jen.Statement) jen.Code {
	return jen.Add(at).Dot("Enum").Call(jen.Op("&").Id(enum), e.basic(t, pointer))
}

// isString reports whether a type is made of Go's string.
func (e *emitter) isString(t goapi.Expr) bool {
	own := e.underlying(t)
	return own.Kind == goapi.Named && own.Pkg == "" && own.Name == "string"
}

// sharesValue reports whether a named schema has no function of its own: a
// scalar like others.
func (e *emitter) sharesValue(schema *ir.Schema) bool {
	own := goapi.Expr{Kind: goapi.Named, Name: schema.Name}
	return e.formOf(schema, own) == asOne && e.named(schema) == ""
}

// sharedValue returns the function that checks a value of a Go type; equal
// schemas share one. It is "" where there is nothing to check.
func (e *emitter) sharedValue(schema *ir.Schema, t goapi.Expr, form valueForm, hint string) string {
	under := e.underlying(t)
	generic := form == asOne && under.Pkg == ""
	schema = anonymous(schema)
	key := "value " + t.String() + " " + signature(schema)
	if generic {
		key = "value ~" + under.String() + " " + signature(schema)
	}
	if f, ok := e.shared[key]; ok {
		if f.open && f.name == "" { // it leads back to itself
			f.name = e.fresh("hold" + e.sharedName(schema, hint))
			e.shared[key] = f
		}
		return f.name
	}
	e.shared[key] = sharedFunc{open: true}
	body := e.valueBody(schema, t, hint)
	name := e.shared[key].name
	if len(body) > 0 {
		if name == "" {
			name = e.fresh("hold" + e.sharedName(schema, hint))
		}
		e.pending = append(e.pending, func() {
			skips := e.skips(schema, t)
			if generic {
				e.valueFunction(name, jen.Id("T").Op("~").Add(e.typ(under)), jen.Id("T"), skips, body)
			} else {
				e.valueFunction(name, nil, e.typ(t), skips, body)
			}
		})
	}
	e.shared[key] = sharedFunc{name: name}
	return name
}

// isTrivial reports whether a named schema leaves nothing to check in its Go type.
func (e *emitter) isTrivial(schema *ir.Schema) bool {
	trivial, known := e.trivial[schema]
	if known {
		return trivial
	}
	own := goapi.Expr{Kind: goapi.Named, Name: schema.Name}
	switch e.formOf(schema, own) {
	case never:
		trivial = true
	case asOne:
		trivial = len(e.valueBody(schema, own, schema.Name)) == 0
	case byParts:
		trivial = e.idle(schema, own)
	}
	e.trivial[schema] = trivial
	return trivial
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

// valueBody returns the statements that check *v at p, both of which are there.
func (e *emitter) valueBody(schema *ir.Schema, t goapi.Expr, hint string) []jen.Code {
	p := planOf(schema)
	under := e.underlying(t)
	switch e.formOf(schema, t) {
	case never:
		return nil
	case asOne:
		if enum := e.enum(withoutNull(schema), hint); enum != "" && e.isString(t) {
			text := jen.Id("text").Op(":=").String().Call(pointeeAlone()) // its type may be a parameter
			return []jen.Code{text, where().Dot("Here").Call().Dot("Enum").Call(jen.Op("&").Id(enum), jen.Op("&").Id("text"))}
		}
		body, _ := e.valueScalar(p, p.types&^ir.Null, under)
		return body
	case byParts:
		switch under.Kind {
		case goapi.Struct:
			return e.valueStruct(p, schema, e.types.Types[e.declared(t)], hint)
		case goapi.Map:
			return e.valueMap(p, schema, under, hint)
		}
		return e.valueSlice(p, under, hint)
	}
	return []jen.Code{e.valueJSON(schema, hint)}
}

// valueJSON checks v by way of its JSON.
func (e *emitter) valueJSON(schema *ir.Schema, hint string) jen.Code {
	return where().Dot("Here").Call().Dot("JSON").Call(jen.Id("v"), e.checkFunc(hint, schema))
}

// saysItAll reports Go types that hold nothing but what the schema accepts:
// those of formats, when there is nothing beside the format.
func (e *emitter) saysItAll(p *plan, t goapi.Expr) bool {
	for _, part := range p.parts {
		only := *part
		only.Format = ""
		if asserts(&only) {
			return false
		}
	}
	under := e.underlying(t)
	switch {
	case under.Kind == goapi.Slice && isByte(*under.Elem):
		return p.types&^ir.Null == ir.String
	case under.Kind == goapi.Named && under.Pkg != "":
		switch under.Name {
		case "Time", "Date", "UUID", "File":
			return true
		}
	}
	return false
}

// declared is the name of the declared type behind aliases.
func (e *emitter) declared(t goapi.Expr) string {
	for t.Kind == goapi.Named && t.Pkg == "" {
		d := e.types.Types[t.Name]
		if d == nil || d.Expr.Kind == goapi.Struct || d.Expr.Kind != goapi.Named {
			return t.Name
		}
		t = d.Expr
	}
	return t.Name
}

// underlying follows declared types to what they are made of.
func (e *emitter) underlying(t goapi.Expr) goapi.Expr {
	for t.Kind == goapi.Named && t.Pkg == "" {
		d := e.types.Types[t.Name]
		if d == nil {
			return t
		}
		t = d.Expr
	}
	return t
}

// valueScalar checks strings, numbers and booleans: *v in emitted code.
func (e *emitter) valueScalar(p *plan, types ir.Types, under goapi.Expr) (body []jen.Code, ok bool) {
	variable := jen.Op("*").Id("v")
	goType := under.Name
	isString := under.Kind == goapi.Named && (under.Pkg == "" && goType == "string" || goType == "Email")
	function := predeclared[goType]
	switch {
	case types == ir.String && isString:
		for _, list := range valuesOf(p, types) {
			if cases := literals(list.texts()); len(cases) > 0 {
				body = append(body, jen.Switch(jen.String().Call(variable)).Block(jen.Case(cases...), jen.Default().Block(fails(list.keyword, list.message))))
			} else {
				body = append(body, fails(list.keyword, list.message))
			}
		}
		return e.failures(body, p, types, "v", jen.Index().Byte().Call(variable)), true
	case under.Kind != goapi.Named || under.Pkg != "":
		return nil, false
	case types&(ir.Num|ir.Integer) != 0 && (function == "DecodeInt" || function == "DecodeUint" || function == "DecodeFloat"):
		if types == ir.Integer && function == "DecodeFloat" {
			return nil, false
		}
		lists := valuesOf(p, types)
		if slices.ContainsFunc(lists, func(l listed) bool { return len(l.list) == 0 }) {
			return nil, false
		}
		format := e.rt(map[string]string{"DecodeInt": "FormatInt", "DecodeUint": "FormatUint", "DecodeFloat": "FormatFloat"}[function]).Call(variable)
		if len(lists) > 0 {
			body = append(body, n().Op(":=").Add(format))
		}
		for _, list := range lists {
			body = append(body, jen.If(list.noNumber()).Block(fails(list.keyword, list.message)))
		}
		switch {
		case implied(p, goType):
			return body, true
		case len(lists) > 0:
			return e.failures(body, p, types, "", nil), true
		}
		return e.failures(body, p, types, "n", format), true
	case types == ir.Boolean && goType == "bool":
		return nil, len(valuesOf(p, types)) == 0
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

// failures adds the checks of scalar keywords, with the value in a variable
// that is declared for them.
func (e *emitter) failures(body []jen.Code, p *plan, types ir.Types, name string, value *jen.Statement) []jen.Code {
	if types == ir.String {
		body = append(e.patternComments(p), body...)
	}
	var checks []jen.Code
	for _, f := range e.failuresOf(p, types) {
		checks = append(checks, jen.If(f.cond).Block(fails(f.keyword, f.message)))
	}
	switch {
	case len(checks) == 0:
		return body
	case name == "":
		return append(body, checks...)
	case name == "v": // which hides the pointer
		return append(body, jen.Block(append([]jen.Code{v().Op(":=").Add(value)}, checks...)...))
	}
	return append(append(body, jen.Id(name).Op(":=").Add(value)), checks...)
}

// valueSlice checks arrays.
func (e *emitter) valueSlice(p *plan, t goapi.Expr, hint string) []jen.Code {
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
			few := jen.Len(pointeeAlone()).Op("<").Lit(limit(*m))
			if p.nullable || p.types.Has(ir.Null) { // which nil is
				few = pointeeAlone().Op("!=").Nil().Op("&&").Add(few)
			}
			out = append(out, jen.If(few).Block(fails("minItems", message)))
		}
		if m := part.MaxItems; m != nil {
			out = append(out, jen.If(jen.Len(pointeeAlone()).Op(">").Lit(limit(*m))).Block(fails("maxItems", "must have at most "+count(*m, "item"))))
		}
	}
	i := jen.Id("i")
	inner := e.element(items, *t.Elem, pointee().Index(i), where().Dot("Item").Call(i), hint+"Item")
	if len(inner) > 0 {
		out = append(out, jen.For(jen.Add(i).Op(":=").Range().Add(pointeeAlone())).Block(inner...))
	}
	return out
}

// element is value for an item of a slice or map, which may be a pointer.
func (e *emitter) element(schemas []*ir.Schema, t goapi.Expr, variable, at *jen.Statement, hint string) []jen.Code {
	if t.Kind != goapi.Pointer {
		inner := e.value(schemas, t, jen.Op("&").Add(variable), at, hint)
		if schema := together(schemas); e.nilIsRefused(schema, t) {
			fail := jen.Add(at).Dot("Fail").Call(jen.Lit("type"), jen.Lit("must be "+article(planOf(schema).types)))
			isNil := jen.If(jen.Add(variable).Op("==").Nil()).Block(fail, leave())
			if len(inner) > 0 {
				isNil.Else().Block(inner...)
			}
			return []jen.Code{isNil}
		}
		return inner
	}
	inner := e.value(schemas, *t.Elem, variable, at, hint)
	if len(inner) > 0 && !e.takesNil(schemas, t) {
		return []jen.Code{jen.If(jen.Add(variable).Op("!=").Nil()).Block(inner...)}
	}
	return inner
}

// nilIsRefused reports slices and maps that are sent as null where they are nil,
// which the schema does not allow and the check of their parts does not see.
func (e *emitter) nilIsRefused(schema *ir.Schema, t goapi.Expr) bool {
	kind := e.underlying(t).Kind
	return (kind == goapi.Slice || kind == goapi.Map) && schema != nil && e.formOf(schema, t) != byJSON && !matchesNull(schema, nil)
}

// takesNil reports whether the check of a variable does nothing where that is
// nil: a pointer, or a slice of which only the items are checked.
func (e *emitter) takesNil(schemas []*ir.Schema, t goapi.Expr) bool {
	schema := together(schemas)
	if t.Kind == goapi.Pointer {
		return e.formOf(schema, *t.Elem) != byJSON
	}
	lengths := func(part *ir.Schema) bool { return part.MinItems != nil }
	return e.underlying(t).Kind == goapi.Slice && e.formOf(schema, t) == byParts && !slices.ContainsFunc(planOf(schema).parts, lengths)
}

// valueMap checks objects whose names are not known beforehand.
func (e *emitter) valueMap(p *plan, schema *ir.Schema, t goapi.Expr, hint string) []jen.Code {
	var extra []*ir.Schema
	for _, part := range p.parts {
		more := *part
		more.AdditionalProperties = nil
		if onObjects(&more) || part.AdditionalProperties != nil && part.AdditionalProperties.Never() {
			return []jen.Code{e.valueJSON(schema, hint)}
		}
		if part.AdditionalProperties != nil {
			extra = append(extra, part.AdditionalProperties)
		}
	}
	return e.valueExtra(extra, *t.Elem, pointee(), pointeeAlone(), hint)
}

// valueExtra checks the values of a map.
func (e *emitter) valueExtra(schemas []*ir.Schema, elem goapi.Expr, items, alone *jen.Statement, hint string) []jen.Code {
	inner := e.element(schemas, elem, jen.Id("item"), where().Dot("In").Call(jen.Id("name")), hint+"Value")
	if len(inner) == 0 {
		return nil
	}
	body := append([]jen.Code{jen.Id("item").Op(":=").Add(items).Index(jen.Id("name"))}, inner...)
	return []jen.Code{jen.For(jen.List(jen.Id("_"), jen.Id("name")).Op(":=").Range().Add(e.rt("Keys")).Call(alone)).Block(body...)}
}

// valueStruct checks objects with known fields.
func (e *emitter) valueStruct(p *plan, schema *ir.Schema, t *goapi.Type, hint string) []jen.Code {
	var out []jen.Code
	more := false // than can be checked field by field
	var extra []*ir.Schema
	for _, part := range p.parts {
		rest := *part
		rest.AdditionalProperties = nil
		more = more || onObjectsMore(&rest)
		others := part.AdditionalProperties
		if others != nil && others.Never() {
			more = more || t.Additional != nil // as another part lets it be
		} else if others != nil {
			extra = append(extra, others)
			// What one part calls additional, another may know by name.
			more = more || len(p.parts) > 1 && together([]*ir.Schema{others}) != nil
		}
	}
	for _, m := range e.members(p, nil) {
		f := t.Fields[m.name]
		if f == nil {
			// It may be among the additional ones: the JSON tells.
			more = more || m.required && t.Additional != nil
			continue
		}
		more = more || m.refused // by one part, while another knows it
		out = append(out, e.valueField(schema, m, f, hint+exported(m.name))...)
	}
	if t.Additional != nil && !more {
		items := jen.Id("v").Dot("AdditionalProperties")
		out = append(out, e.valueExtra(extra, *t.Additional, items, items, hint)...)
	}
	if more {
		out = append(out, e.valueJSON(schema, hint))
	}
	return out
}

// valueField checks one field, by whether it is there.
func (e *emitter) valueField(schema *ir.Schema, m *member, f *goapi.Field, hint string) []jen.Code {
	field, at := jen.Id("v").Dot(f.Name), where().Dot("In").Call(jen.Lit(m.name))
	var inner []jen.Code
	if f.Type.Kind == goapi.Pointer {
		inner = e.value(m.schemas, *f.Type.Elem, field, at, hint)
	} else {
		inner = e.value(m.schemas, f.Type, jen.Op("&").Add(field), at, hint)
	}
	present := e.present(f, field, m, schema)
	switch {
	case present == nil:
		return inner
	case e.mustHave(schema, m) && !nilIsNull(m, f):
		needs := where().Dot("Require").Call(jen.Lit(m.name), present)
		if len(inner) == 0 {
			return []jen.Code{needs}
		}
		return []jen.Code{jen.If(needs).Block(inner...)}
	case len(inner) == 0, e.takesNil(m.schemas, f.Type):
		return inner
	}
	return []jen.Code{jen.If(present).Block(inner...)}
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
func nilIsNull(m *member, f *goapi.Field) bool {
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

// present is the condition that a field stands for a member; nil where a Go
// value cannot tell.
func (e *emitter) present(f *goapi.Field, field *jen.Statement, m *member, schema *ir.Schema) *jen.Statement {
	is := func(zero jen.Code) *jen.Statement { return jen.Add(field).Op("!=").Add(zero) }
	required := e.mustHave(schema, m)
	under := e.underlying(f.Type)
	switch under.Kind {
	case goapi.Pointer, goapi.Slice, goapi.Map, goapi.Any:
		return is(jen.Nil())
	case goapi.Named:
		text := under.Pkg == "" && under.Name == "string" || under.Name == "Email"
		switch {
		case under.Pkg == "json" && under.Name == "RawMessage":
			return is(jen.Nil())
		case text && (required && !e.opts.AllowEmptyStrings || !required && f.OmitEmpty):
			return is(jen.Lit(""))
		case required || under.Pkg != "" && under.Pkg != "time":
		case f.OmitZero && under.Pkg == "time":
			return jen.Op("!").Add(field).Dot("IsZero").Call()
		case f.OmitEmpty && under.Name == "bool":
			return jen.Add(field)
		case f.OmitEmpty && predeclared[under.Name] != "":
			return is(jen.Lit(0))
		}
	}
	return nil
}
