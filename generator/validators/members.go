package validators

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// The table of an object's members, validate.Members: what it can say of a
// member is not emitted as code, which would be slow to compile.

// table is such a table, and the code for what it does not say.
type table struct {
	hint    string
	asks    bool         // of each member, before its value is read
	entries [][]jen.Code // validate.Member
	others  string       // validate.Others
	code    []*memberCode
	alike   map[likeness]*memberCode
	other   []jen.Code // reads the value of a member that no keyword names
	fields  string     // the function that finds the field of a member
	found   []jen.Code // its cases
	plainly bool       // some fields are kept by validate.DecodeField
}

// memberCode reads the values of members that are alike.
type memberCode struct {
	places []jen.Code
	names  []string
	code   []jen.Code
}

// likeness is what members have in common that are read by the same code.
type likeness struct {
	schema    *ir.Schema // where it has a name
	said, typ string
}

// addMember adds the member with the place i.
func (e *emitter) addMember(t *table, m *member, i int, to *target) {
	schema, field := together(m.schemas), to.field(m.name)
	value, enum, nullable := "", "", false
	elem, _ := to.extra()
	if !t.asks && (field != nil || elem == nil) {
		value, enum, nullable = e.tabled(schema, t.hint+exported(m.name))
	}
	if field != nil {
		found, plain := e.found(schema, field)
		if value == "" || !plain {
			value, found = "", []jen.Code{jen.Return(field.at)}
		}
		if t.fields == "" {
			t.fields = e.fresh("field" + t.hint)
		}
		t.found = append(t.found, jen.Case(jen.Lit(i)).Block(found...))
		t.plainly = t.plainly || value != ""
	}
	entry := []jen.Code{keyed("Name", jen.Lit(m.name))}
	switch {
	case value != "":
		entry = append(entry, keyed("Value", e.rt(value)))
		if enum != "" {
			entry = append(entry, keyed("Enum", jen.Op("&").Id(enum)))
		}
	case field != nil:
		e.readField(t, m, i, schema, field)
	default:
		before, calls := e.readMember(m.schemas, to, t.hint+exported(m.name))
		if elem != nil {
			before = append([]jen.Code{readKey()}, before...)
		}
		t.code = append(t.code, &memberCode{[]jen.Code{jen.Lit(i)}, []string{m.name}, append(before, mustAll(calls))})
	}
	if rules := e.rules(m, nullable && value != ""); rules != nil {
		entry = append(entry, keyed("Rules", rules))
	}
	t.entries = append(t.entries, entry)
}

// readField reads the value of a member into its field. Members of one schema
// and Go type share the code.
func (e *emitter) readField(t *table, m *member, i int, schema *ir.Schema, field *place) {
	key := likeness{schema: schema, typ: field.typ.String()}
	if schema != nil && schema.Name == "" {
		key.schema, key.said = nil, signature(schema)
	}
	if same := t.alike[key]; same != nil {
		same.places, same.names = append(same.places, jen.Lit(i)), append(same.names, m.name)
		return
	}
	var schemas []*ir.Schema
	if schema != nil {
		schemas = []*ir.Schema{schema}
	}
	before, calls := e.read(t.hint+exported(m.name), schemas, &place{typ: field.typ, at: jen.Id("field")})
	found := jen.List(jen.Id("field"), jen.Id("_")).Op(":=").Id("field").Assert(jen.Op("*").Add(e.typ(field.typ)))
	code := &memberCode{[]jen.Code{jen.Lit(i)}, []string{m.name}, append(append([]jen.Code{found}, before...), mustAll(calls))}
	t.alike[key] = code
	t.code = append(t.code, code)
}

// found returns the pointer by which validate.DecodeField keeps a value that is not
// null in a field, unless it is none that Keep can.
func (e *emitter) found(schema *ir.Schema, field *place) (body []jen.Code, ok bool) {
	typ, pointer := field.typ, field.typ.Kind == goapi.Pointer
	if pointer {
		typ = *typ.Elem
	}
	own := e.underlying(typ)
	switch {
	case e.keep(schema, typ) == "" || !inFields(own):
		return nil, false
	case pointer && typ.Name != own.Name:
		made := jen.Add(field.variable).Op("=").New(e.typ(typ))
		return []jen.Code{made, jen.Return(e.basic(typ, field.variable))}, true
	}
	return []jen.Code{jen.Return(e.basic(typ, field.at))}, true
}

// rules are the validate.Rules of a member, or nil.
func (e *emitter) rules(m *member, nullable bool) *jen.Statement {
	var out *jen.Statement
	for _, rule := range []struct {
		holds bool
		name  string
	}{{m.required, "Required"}, {m.readOnly, "ReadOnly"}, {m.writeOnly, "WriteOnly"}, {m.refused, "Refused"}, {nullable, "Nullable"}} {
		switch {
		case !rule.holds:
		case out == nil:
			out = e.rt(rule.name)
		default:
			out.Op("|").Add(e.rt(rule.name))
		}
	}
	return out
}

// addOthers adds what becomes of members that no keyword names.
func (e *emitter) addOthers(t *table, p *plan, to *target) {
	schemas, refused := others(p)
	elem, _ := to.extra()
	patterns, usesKey := false, elem != nil
	for _, part := range p.parts {
		for _, property := range part.PatternProperties {
			patterns = true
			usesKey = usesKey || e.pattern(property.Wire) != ""
		}
	}
	switch {
	case patterns, t.asks && !refused, !refused && (together(schemas) != nil || elem != nil):
		t.others = "ReadOthers"
		t.other = e.otherMember(p, to, t.hint)
		if usesKey { // before other keys are read
			t.other = append([]jen.Code{readKey()}, t.other...)
		}
	case t.asks:
		t.others = "ReadOthers"
		t.other = []jen.Code{mustAll([]call{{code: refuse()}, {code: s().Dot("Skip").Call()}})}
	case refused:
		t.others = "NoOthers"
	}
}

// others returns what additionalProperties ask for, and whether they refuse.
func others(p *plan) (schemas []*ir.Schema, refused bool) {
	for _, part := range p.parts {
		switch x := part.AdditionalProperties; {
		case x == nil:
		case x.Never():
			refused = true
		default:
			schemas = append(schemas, x)
		}
	}
	return schemas, refused
}

// readKey declares key, the name of the member at hand.
func readKey() jen.Code { return jen.Id("key").Op(":=").Add(s()).Dot("Key").Call() }

// readMembers emits the table, and returns the loop over an object's n members;
// each begins with head.
func (e *emitter) readMembers(t *table, to *target, n int, head []jen.Code) []jen.Code {
	name := e.fresh("members" + t.hint)
	e.pending = append(e.pending, func() {
		if t.fields != "" {
			e.fieldFunction(t, to)
		}
		e.membersVariable(t, name)
	})
	var keep, cases []jen.Code
	for _, c := range t.code {
		cases = append(cases, jen.Case(c.places...).Block(append([]jen.Code{comment(strings.Join(c.names, ", "))}, c.code...)...))
	}
	if t.other != nil {
		cases = append(cases, jen.Case(jen.Lit(-1)).Block(t.other...))
	}
	loop := head
	field := jen.Id(t.fields).Call(jen.Id("v"), jen.Id("r").Dot("Member"))
	if t.fields != "" && len(cases) > 0 {
		loop = append(loop, jen.Id("field").Op(":=").Add(field))
		field = jen.Id("field")
	}
	if t.plainly {
		keep = []jen.Code{keyed("Decode", jen.Id("v").Op("!=").Nil())}
		kept := must(e.rt("DecodeField").Call(s(), field))
		if len(cases) == 0 {
			loop = append(loop, kept)
		} else {
			cases = append(cases, jen.Default().Block(kept))
		}
	}
	if len(cases) > 0 {
		loop = append(loop, jen.Switch(jen.Id("r").Dot("Member")).Block(cases...))
	}
	var out []jen.Code
	seen := jen.Nil()
	if n > 0 {
		out = append(out, jen.Var().Id("seen").Index(jen.Lit((n+63)/64)).Uint64())
		seen = jen.Id("seen").Index(jen.Op(":"))
	}
	args := []jen.Code{s(), jen.Op("&").Id(name), seen}
	return append(out,
		jen.Id("r").Op(":=").Add(e.rt("ObjectReader")).Values(keep...),
		jen.For(jen.Id("r").Dot("Next").Call(args...)).Block(loop...),
		must(s().Dot("OK").Call()),
	)
}

// fieldFunction emits the function that finds the field of a member, which is
// nil where nothing is decoded. That of a scalar is a pointer to Go's own type.
func (e *emitter) fieldFunction(t *table, to *target) {
	e.file.Func().Id(t.fields).Params(jen.Id("v").Op("*").Add(e.typ(to.typ)), jen.Id("member").Int()).Any().Block(
		jen.If(jen.Id("v").Op("==").Nil()).Block(jen.Return(jen.Nil())),
		jen.Switch(jen.Id("member")).Block(t.found...),
		jen.Return(jen.Nil()),
	).Line()
}

// membersVariable emits the table.
func (e *emitter) membersVariable(t *table, name string) {
	var values []jen.Code
	if len(t.entries) > 0 {
		lines := jen.Null()
		for _, entry := range t.entries {
			lines.Line().Values(entry...).Op(",")
		}
		values = append(values, keyed("List", jen.Index().Add(e.rt("Member")).Values(lines.Line())))
	}
	if t.others != "" {
		values = append(values, keyed("Others", e.rt(t.others)))
	}
	e.file.Var().Id(name).Op("=").Add(e.rt("Members")).Values(values...).Line()
}

// inFields reports whether validate.DecodeField knows a type.
func inFields(t goapi.Expr) bool {
	if t.Kind != goapi.Named || t.Pkg != "" {
		return false
	}
	switch t.Name {
	case "string", "bool", "int", "int32", "int64", "float32", "float64":
		return true
	}
	return false
}

// tabled returns the validate.Value by which a member's value is read, and the
// variable of its enum; "" where that takes code. Null may be a value beside it.
func (e *emitter) tabled(schema *ir.Schema, hint string) (value, enum string, nullable bool) {
	if schema == nil {
		return "AnyValue", "", false
	}
	some := withoutNull(schema)
	nullable = some != schema
	if method := e.method(some); method != "" && method != "Null" && method != "Never" {
		if method == "Skip" {
			return "AnyValue", "", nullable
		}
		return "Any" + method, "", nullable
	}
	if enum := e.enum(some, hint); enum != "" {
		return "InEnum", enum, nullable
	}
	return "", "", false
}

// withoutNull is a schema without OpenAPI 3.0's nullable, where it has that.
func withoutNull(schema *ir.Schema) *ir.Schema {
	if !planOf(schema).nullable {
		return schema
	}
	some := *orNull(schema)
	some.Nullable = false
	return &some
}

// enum returns the variable with the values of a schema that asks for one of
// several strings and no more; "" for others.
func (e *emitter) enum(schema *ir.Schema, hint string) string {
	p := planOf(schema)
	if p.nullable || p.never || len(p.apart) > 0 || len(p.parts) != 1 || p.types != ir.String {
		return ""
	}
	part := *p.parts[0]
	part.Enum = nil
	lists := valuesOf(p, ir.String)
	if asserts(&part) || len(lists) != 1 || len(lists[0].texts()) == 0 {
		return ""
	}
	texts := lists[0].texts()
	key := fmt.Sprintf("enum %q %s", texts, lists[0].message)
	if known, ok := e.shared[key]; ok {
		return known.name
	}
	if part.Name != "" {
		hint = part.Name
	}
	name := e.fresh("enum" + e.sharedName(p.parts[0], hint))
	e.shared[key] = sharedFunc{name: name}
	e.pending = append(e.pending, func() {
		lines := jen.Null()
		for _, text := range texts {
			lines.Line().Lit(text).Op(",")
		}
		e.file.Var().Id(name).Op("=").Add(e.rt("Enum")).Values(
			keyed("Message", jen.Lit(lists[0].message)),
			keyed("Values", jen.Index().String().Values(lines.Line())),
		).Line()
	})
	return name
}
