package bytecheck

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// The table of an object's members, validate.Members: what it can say of a member
// is not written as code, which would be slow to compile.

// table is such a table, and the code for what it does not say.
type table struct {
	*body
	to      *target
	byCode  bool         // the value of each member is read by code
	entries [][]jen.Code // validate.Member
	others  string       // validate.Others
	code    []*memberCode
	alike   map[likeness]*memberCode
	other   []jen.Code // reads the value of a member that no keyword names
	fields  string     // the function that finds the field of a member
	found   []jen.Code // its cases
	scalars bool       // some fields are stored by validate.DecodeField
	scanner bool       // the function fields must see the value that was read
}

// memberCode reads the values of members that are alike.
type memberCode struct {
	indexes []jen.Code
	names   []string
	code    []jen.Code
}

// likeness is what members have in common that the same code reads.
type likeness struct {
	schema    *ir.Schema // where it has a name
	said, typ string
}

// addMember adds the member with an index.
func (t *table) addMember(m *plan.Member, i int) {
	hint := t.hint + code.CamelCase(m.Name)
	schema, field := plan.Conjunction(m.Schemas), t.to.field(m.Name)
	conditional := t.conditional(t.to, m.Name)
	value, enum, nullable := "", "", false
	isNullable := field != nil && field.Type.Kind == goapi.Nullable
	elem, _ := t.to.extra()
	if conditional == nil && !t.byCode && (field != nil || elem == nil) {
		value, enum, nullable = t.tableValue(schema, hint)
	}
	if field != nil && conditional == nil {
		found, scalar := t.fieldPointer(schema, field)
		if value == "" || !scalar {
			value, found = "", []jen.Code{jen.Return(field.Pointer)}
		}
		if t.fields == "" {
			t.fields = t.file.Fresh("field" + t.hint)
		}
		t.found = append(t.found, jen.Case(jen.Lit(i)).Block(found...))
		t.scalars = t.scalars || value != ""
		t.scanner = t.scanner || value != "" && isNullable
	}
	entry := []jen.Code{code.Keyed("Name", jen.Lit(m.Name))}
	switch {
	case value != "":
		entry = append(entry, code.Keyed("Value", t.file.Runtime(value)))
		if enum != "" {
			entry = append(entry, code.Keyed("Of", jen.Op("&").Id(enum)))
		}
	case conditional != nil:
		t.readConditional(m, i, conditional, field)
	case field != nil:
		t.readField(m, i, schema, field)
	default:
		read := t.readMember(m.Schemas, hint)
		if elem != nil {
			read = append([]jen.Code{readKey()}, read...)
		}
		t.code = append(t.code, &memberCode{[]jen.Code{jen.Lit(i)}, []string{m.Name}, read})
	}
	if rules := t.memberRules(t.holds(t.owner, t.to), t.to, m, nullable && value != "", isNullable); rules != nil {
		entry = append(entry, code.Keyed("Rules", rules))
	}
	t.entries = append(t.entries, entry)
}

// memberRules are the rules of a member: those of its Go value too, where its table holds
// for that.
func (c *Checks) memberRules(holds bool, to *target, m *plan.Member, nullable, keeps bool) *jen.Statement {
	rules := rulesOf(m, nullable, keeps)
	if holds && to.field(m.Name) != nil {
		zero, null := c.Absent(m, to.declared.Fields[m.Name])
		rules = append(rules, rule{zero, "ZeroIsAbsent"}, rule{null, "NilIsNull"})
	}
	return c.ruleSet(rules)
}

// readField reads the value of a member into its field. Members of one schema and Go
// type share the code.
func (t *table) readField(m *plan.Member, i int, schema *ir.Schema, field *Slot) {
	key := likeness{schema: schema, typ: field.Type.String()}
	if schema != nil && schema.Name == "" {
		key.schema, key.said = nil, plan.Signature(schema)
	}
	if same := t.alike[key]; same != nil {
		same.indexes, same.names = append(same.indexes, jen.Lit(i)), append(same.names, m.Name)
		return
	}
	var schemas []*ir.Schema
	if schema != nil {
		schemas = []*ir.Schema{schema}
	}
	before, calls := t.Read(t.hint+code.CamelCase(m.Name), schemas, &Slot{Type: field.Type, Pointer: jen.Id("field")})
	found := jen.List(jen.Id("field"), jen.Id("_")).Op(":=").Id("field").Assert(jen.Op("*").Add(t.file.Types.Expr(field.Type)))
	c := &memberCode{[]jen.Code{jen.Lit(i)}, []string{m.Name}, append(append([]jen.Code{found}, before...), code.MustAll(calls))}
	t.alike[key] = c
	t.code = append(t.code, c)
}

// readMember reads the value of a member that has no field: into the map of the
// target, if that has one.
func (t *table) readMember(schemas []*ir.Schema, hint string) []jen.Code {
	elem, items := t.to.extra()
	if elem == nil {
		before, calls := t.Read(hint, schemas, nil)
		return append(before, code.MustAll(calls))
	}
	item := jen.Id("item").Op(":=").Add(t.file.Runtime("NewValue")).Types(t.file.Types.Expr(*elem)).Call(jen.Id("v"))
	put := t.file.Runtime("PutValue").Call(items, jen.Id("key"), jen.Id("item"))
	declared := t.declaredOf(t.to)
	if plan.Conjunction(schemas) != nil || elem.Kind == goapi.Any || declared == nil {
		before, calls := t.Read(hint, schemas, &Slot{Type: *elem, Pointer: jen.Id("item")})
		calls = append(calls, code.Call{Unless: jen.Id("v").Op("==").Nil(), Code: put})
		return append(append([]jen.Code{item}, before...), code.MustAll(calls))
	}
	// It is of the map's type, or what reads the object again refuses it.
	fits := t.fitting(declared.Shape.Extra, *elem, false)
	if elem.Kind == goapi.Pointer {
		fits = &ir.Schema{Nullable: true, AllOf: []*ir.Schema{fits}}
	}
	before, calls := t.Read(hint, []*ir.Schema{fits}, &Slot{Type: *elem, Pointer: jen.Id("item")})
	store := append(append([]jen.Code{item}, before...), code.MustAll(append(calls, code.Call{Code: put})))
	return []jen.Code{jen.If(t.suits(hint, fits)).Block(store...).Else().Block(code.Must(code.Scanner().Dot("Skip").Call()))}
}

// readConditional reads the value of a member into its field where it fits, else as the
// members without a field are read.
func (t *table) readConditional(m *plan.Member, i int, f *ir.Field, field *Slot) {
	hint := t.hint + code.CamelCase(m.Name)
	fits := t.fitting(f.Schema, field.Type, true)
	before, calls := t.Read(hint, append(m.Schemas[:len(m.Schemas):len(m.Schemas)], fits), field)
	store := append(before, code.MustAll(calls))
	body := []jen.Code{jen.If(t.suits(hint, fits)).Block(store...).Else().Block(t.readMember(m.Schemas, hint)...)}
	if elem, _ := t.to.extra(); elem != nil {
		body = append([]jen.Code{readKey()}, body...)
	}
	t.code = append(t.code, &memberCode{[]jen.Code{jen.Lit(i)}, []string{m.Name}, body})
}

// fieldPointer returns the statements that return the pointer by which
// validate.DecodeField stores a value other than null in a field; ok is false where
// it cannot.
func (t *table) fieldPointer(schema *ir.Schema, field *Slot) (body []jen.Code, ok bool) {
	types := t.file.Types
	typ, pointer, nullable := field.Type, field.Type.Kind == goapi.Pointer, field.Type.Kind == goapi.Nullable
	if pointer || nullable {
		typ = *typ.Elem
	}
	own := types.Underlying(typ)
	switch {
	case t.scalarDecoder(schema, typ) == "" || !isFieldType(own):
		return nil, false
	case nullable:
		value := t.file.Runtime("NewNullableScalar").Call(code.Scanner(), field.Pointer)
		return []jen.Code{jen.Return(types.Basic(typ, value))}, true
	case pointer && typ.Name != own.Name:
		made := jen.Add(field.variable).Op("=").New(types.Expr(typ))
		return []jen.Code{made, jen.Return(types.Basic(typ, field.variable))}, true
	}
	return []jen.Code{jen.Return(types.Basic(typ, field.Pointer))}, true
}

// isFieldType reports whether validate.DecodeField knows a type.
func isFieldType(t goapi.Expr) bool {
	if t.Kind != goapi.Named || t.Pkg != "" {
		return false
	}
	switch t.Name {
	case "string", "bool", "int", "int32", "int64", "float32", "float64":
		return true
	}
	return false
}

// tableValue returns the validate.Value by which a member's value is read, and the
// variable of its enum; "" where that takes code. With nullable, null may stand
// there as well.
func (t *table) tableValue(schema *ir.Schema, hint string) (value, enum string, nullable bool) {
	if schema == nil {
		return "AnyValue", "", false
	}
	some := plan.WithoutNull(schema)
	nullable = some != schema
	if method := simpleMethod(some); method != "" && method != "Null" && method != "Never" {
		if method == "Skip" {
			return "AnyValue", "", nullable
		}
		return "Any" + method, "", nullable
	}
	if enum := t.file.Enum(some, hint); enum != "" {
		return "InEnum", enum, nullable
	}
	return "", "", false
}

// addOthers adds how members are read that no keyword names.
func (t *table) addOthers() {
	schemas, refused := t.plan.Others()
	elem, _ := t.to.extra()
	patterns, usesKey := t.plan.HasPatterns(), elem != nil
	for _, part := range t.plan.Parts {
		for _, property := range part.PatternProperties {
			usesKey = usesKey || t.file.Pattern(property.Wire) != ""
		}
	}
	switch {
	case patterns, t.byCode && !refused, !refused && (plan.Conjunction(schemas) != nil || elem != nil):
		t.others = "ReadOthers"
		t.other = t.otherMember()
		if usesKey { // before other keys are read
			t.other = append([]jen.Code{readKey()}, t.other...)
		}
	case t.byCode:
		t.others = "ReadOthers"
		t.other = []jen.Code{code.MustAll([]code.Call{{Code: refuse()}, {Code: code.Scanner().Dot("Skip").Call()}})}
	case refused:
		t.others = "NoOthers"
	}
}

// refused is the message for a member that must not be there.
const refused = "must not be given: the schema does not know it"

func refuse() jen.Code {
	return code.Scanner().Dot("FailKey").Call(jen.Lit("additionalProperties"), jen.Lit(refused))
}

// readKey declares key, the name of the current member.
func readKey() jen.Code { return jen.Id("key").Op(":=").Add(code.Scanner()).Dot("Key").Call() }

// read has the table written, and returns the loop over an object's members, of
// which n have an index; each turn begins with head.
func (t *table) read(n int, head []jen.Code) []jen.Code {
	name := ""
	if t.owner != nil {
		name = t.FlatMembers(t.owner)
	}
	if name == "" {
		name = t.file.Fresh("members" + t.hint)
	}
	t.file.Later(func() {
		if t.fields != "" {
			t.fieldFunction()
		}
		t.variable(name)
	})
	var decode, cases []jen.Code
	for _, c := range t.code {
		cases = append(cases, jen.Case(c.indexes...).Block(append([]jen.Code{code.Comment(strings.Join(c.names, ", "))}, c.code...)...))
	}
	if t.other != nil {
		cases = append(cases, jen.Case(jen.Lit(-1)).Block(t.other...))
	}
	loop := head
	field := jen.Id(t.fields).Call(jen.Id("v"), jen.Id("r").Dot("Member"))
	if t.scanner {
		field = jen.Id(t.fields).Call(code.Scanner(), jen.Id("v"), jen.Id("r").Dot("Member"))
	}
	if t.fields != "" && len(cases) > 0 {
		loop = append(loop, jen.Id("field").Op(":=").Add(field))
		field = jen.Id("field")
	}
	if t.scalars {
		decode = []jen.Code{code.Keyed("Decode", jen.Id("v").Op("!=").Nil())}
		store := code.Must(t.file.Runtime("DecodeField").Call(code.Scanner(), field))
		if len(cases) == 0 {
			loop = append(loop, store)
		} else {
			cases = append(cases, jen.Default().Block(store))
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
	args := []jen.Code{code.Scanner(), jen.Op("&").Id(name), seen}
	return append(out,
		jen.Id("r").Op(":=").Add(t.file.Runtime("ObjectReader")).Values(decode...),
		jen.For(jen.Id("r").Dot("Next").Call(args...)).Block(loop...),
		code.Must(code.Scanner().Dot("OK").Call()),
	)
}

// FlatMembers returns the table of the members of a flat body, which holds for its Go value
// as well; "" for other schemas, and where the table does not say how each is read.
func (c *Checks) FlatMembers(schema *ir.Schema) string {
	schema = schema.Own()
	name, known := c.flat[schema]
	if !known {
		if c.isFlatTable(schema) {
			name = c.file.Fresh("members" + schema.Name)
		}
		c.flat[schema] = name
	}
	return name
}

func (c *Checks) isFlatTable(schema *ir.Schema) bool {
	to := c.ownTarget(schema)
	if to == nil || !c.IsFlatBody(schema) || !c.isTable(schema, to) {
		return false
	}
	t := &table{body: &body{Checks: c}}
	return !slices.ContainsFunc(plan.Of(schema).Members(to.names()), func(m *plan.Member) bool {
		field := to.field(m.Name)
		if field == nil {
			return false
		}
		_, stored := t.fieldPointer(plan.Conjunction(m.Schemas), field)
		return !stored
	})
}

// fieldFunction writes the function that finds the field of a member, which is nil
// where nothing is decoded. That of a scalar is a pointer to a type of Go itself.
func (t *table) fieldFunction() {
	params := []jen.Code{jen.Id("v").Op("*").Add(t.file.Types.Expr(t.to.typ)), jen.Id("member").Int()}
	if t.scanner {
		params = append([]jen.Code{code.Scanner().Op("*").Add(t.file.Runtime("Scanner"))}, params...)
	}
	t.file.Add(jen.Func().Id(t.fields).Params(params...).Any().Block(
		jen.If(jen.Id("v").Op("==").Nil()).Block(jen.Return(jen.Nil())),
		jen.Switch(jen.Id("member")).Block(t.found...),
		jen.Return(jen.Nil()),
	))
}

// variable writes the table.
func (t *table) variable(name string) {
	var values []jen.Code
	if len(t.entries) > 0 {
		var list []jen.Code
		for _, entry := range t.entries {
			list = append(list, jen.Values(entry...))
		}
		values = append(values, code.Keyed("List", jen.Index().Add(t.file.Runtime("Member")).Values(code.Lines(list))))
	}
	if t.others != "" {
		values = append(values, code.Keyed("Others", t.file.Runtime(t.others)))
	}
	t.file.Add(jen.Var().Id(name).Op("=").Add(t.file.Runtime("Members")).Values(values...))
}

// otherMember reads the value of a member that no keyword names.
func (t *table) otherMember() []jen.Code {
	if !t.plan.HasPatterns() {
		schemas, _ := t.plan.Others()
		return t.readMember(schemas, t.hint+"Value")
	}
	// Which patterns match is known at run time only: the value is read once for
	// its syntax, and then for each schema that applies.
	read := t.readMember(nil, t.hint+"Value")
	var out, again []jen.Code
	refuses, reads := false, false
	for _, part := range t.plan.Parts {
		m := t.matching(part)
		again, refuses, reads = append(again, m.code...), refuses || m.refuses, reads || m.reads
	}
	if refuses {
		out = append(out, jen.Id("name").Op(":=").Add(code.Scanner()).Dot("KeyPos").Call())
	}
	if reads {
		out = append(out, jen.Id("value").Op(":=").Add(code.Scanner()).Dot("Pos").Call())
		again = append(append([]jen.Code{jen.Id("end").Op(":=").Add(code.Scanner()).Dot("Pos").Call()}, again...), seek(jen.Id("end")))
	}
	return append(append(out, read...), again...)
}

// matching checks a member, whose name and value are at the offsets of those names,
// against what a schema says of it by patterns, or as an additional one.
type matching struct {
	code    []jen.Code
	refuses bool // it may refuse the name
	reads   bool // it reads the value
}

func (t *table) matching(part *ir.Schema) (m matching) {
	check := func(hint string, schema *ir.Schema) []jen.Code {
		if schema.Never() {
			m.refuses = true
			return []jen.Code{code.Must(code.Scanner().Dot("FailAt").Call(jen.Id("name"), jen.Lit("additionalProperties"), jen.Lit(refused)))}
		}
		m.reads = true
		return []jen.Code{seek(jen.Id("value")), code.Must(t.Call(hint, schema))}
	}
	extra := part.AdditionalProperties
	if keyword.OpenNames(part) {
		extra = nil
	}
	for i, property := range part.PatternProperties {
		name := t.file.Pattern(property.Wire)
		if name == "" {
			for _, text := range plan.NamePatternNotEnforced(property.Wire) {
				m.code = append(m.code, code.Comment(text))
			}
			continue
		}
		m.reads = true
		matched := []jen.Code{seek(jen.Id("value")), code.Must(t.Call(fmt.Sprintf("%sPattern%d", t.hint, i+1), property.Schema))}
		if extra != nil {
			matched = append(matched, jen.Id("additional").Op("=").False())
		}
		m.code = append(m.code, jen.If(jen.Id(name).Dot("Match").Call(jen.Id("key"))).Block(matched...))
	}
	switch {
	case extra == nil:
	case len(part.PatternProperties) == 0:
		m.code = check(t.hint+"Value", extra)
	default:
		additional := jen.If(jen.Id("additional")).Block(check(t.hint+"Value", extra)...)
		all := append([]jen.Code{jen.Id("additional").Op(":=").True()}, append(m.code, additional)...)
		m.code = []jen.Code{jen.Block(all...)}
	}
	return m
}
