package bytecheck

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Checks that are a table and no code: those of objects, and of arrays, of which nothing
// is asked but what is asked of their members, or items. The run-time package decodes by
// it too.

// writeTable writes the table of a schema.
func (c *Checks) writeTable(name string, schema *ir.Schema, to *target, hint string) {
	c.file.Enter(schema)
	w := &tableWriter{Checks: c, name: name, hint: hint, holds: c.holds(schema, to)}
	if schema.Name != "" {
		w.owner = schema
	}
	b := &body{Checks: c, plan: plan.Of(schema), hint: hint}
	out := jen.Null()
	for _, comment := range c.notEnforced(b.plan) {
		out.Add(comment).Line()
	}
	var table jen.Code
	if to == nil {
		table = w.ofScalars(b.plan, schema)
	}
	if table == nil {
		table = w.ofParts(b, schema, to)
	}
	c.file.Add(out.Var().Id(name).Op("=").Add(table))
	c.file.AtStart(w.late...)
}

// tableWriter writes one table.
type tableWriter struct {
	*Checks
	name  string
	hint  string
	owner *ir.Schema // the named schema that it is for, or nil
	holds bool       // it is for Go values too
	late  []jen.Code // what is set when the program begins: see plan.Document.IsLate
}

// ofScalars is the table of a schema of strings, or of integers; nil for others.
func (w *tableWriter) ofScalars(p *plan.Plan, schema *ir.Schema) jen.Code {
	if w.isOrNull(schema) {
		return w.file.Runtime("OrNullTable").Values(code.Keyed("Of", w.scalar(plan.Anonymous(plan.WithoutNull(schema)))))
	}
	if rules := w.rules(p, w.file.NameFor(schema, w.hint)); rules != nil {
		return rules
	}
	return nil
}

// ofParts is the table of a schema whose values have parts, or are one of several.
func (w *tableWriter) ofParts(b *body, schema *ir.Schema, to *target) *jen.Statement {
	var kind string
	var fields []jen.Code
	choice, isUnion := w.unionTable(schema, to)
	switch {
	case isUnion:
		kind, fields = "Union", w.union(b, schema, choice, to)
	case to != nil && to.under.Kind == goapi.Map:
		kind, fields = "Values", w.values(b.plan, to)
	case to != nil && to.takes() == ir.Object, to == nil && b.plan.Types.Has(ir.Object):
		kind, fields = "Members", w.members(b, to)
	default:
		kind, fields = "Items", w.items(b.plan, to)
	}
	switch {
	case isUnion && !b.plan.Nullable: // a variant may accept it
	case !isUnion && isUntyped(b.plan, to):
		fields = append(fields, code.Keyed("Untyped", jen.True()))
	case b.plan.Nullable:
		fields = append(fields, code.Keyed("Null", w.file.Runtime("NullToo")))
	case b.plan.Types.Has(ir.Null):
		fields = append(fields, code.Keyed("Null", w.file.Runtime("NullType")))
	}
	if w.file.Doc.Remembers(schema) {
		w.remember++
		fields = append(fields, code.Keyed("Memo", jen.Lit(w.remember)))
	}
	return w.file.Runtime(kind).Values(fields...)
}

// items are the fields of a validate.Items.
func (w *tableWriter) items(p *plan.Plan, to *target) []jen.Code {
	var elem *goapi.Expr
	if to != nil {
		elem = to.under.Elem
	}
	fields := w.each(p.ItemsAt(0), w.hint+"Item", elem)
	least, most, _ := p.Bounds()
	for _, bound := range []struct {
		name string
		n    uint64
	}{{"Least", least}, {"Most", most}} {
		if bound.n > 0 {
			fields = append(fields, code.Keyed(bound.name, jen.Lit(int(bound.n))))
		}
	}
	return fields
}

// values are the fields of a validate.Values.
func (w *tableWriter) values(p *plan.Plan, to *target) []jen.Code {
	others, refused := p.Others()
	if refused {
		return []jen.Code{code.Keyed("None", jen.True())}
	}
	return w.each(others, w.hint+"Value", to.under.Elem)
}

// members are the fields of a validate.Members.
func (w *tableWriter) members(b *body, to *target) (fields []jen.Code) {
	var list []jen.Code
	w.eachMember(b, to, func(name string) string { return "List[" + strconv.Itoa(len(list)) + "]" }, func(name string, says []jen.Code) {
		list = append(list, jen.Values(append([]jen.Code{code.Keyed("Name", jen.Lit(name))}, says...)...))
	})
	if len(list) > 0 {
		fields = append(fields, code.Keyed("List", jen.Index().Add(w.file.Runtime("Member")).Values(code.Lines(list))))
	}
	if _, refused := b.plan.Others(); refused {
		fields = append(fields, code.Keyed("Others", w.file.Runtime("NoOthers")))
	}
	return fields
}

// union are the fields of a validate.Union.
func (w *tableWriter) union(b *body, schema *ir.Schema, choice plan.Choice, to *target) (fields []jen.Code) {
	slots := b.slots(to)
	unknown := to != nil && to.declared.Unknown
	literal := b.choiceLiteral(choice, to == nil || unknown, func(i int) (says []jen.Code) {
		variant := choice.Variants[i].Schema
		var typ *goapi.Expr
		if slot := slots[variant]; slot != nil {
			says, typ = append(says, code.Keyed("Field", jen.Lit(slot.name))), &slot.Type
		}
		e := w.element(w.hint+"Variant"+strconv.Itoa(i+1), []*ir.Schema{variant}, typ)
		says = append(says, e.fields(w, "Variants["+strconv.Itoa(i)+"].Of")...)
		if e.nullable {
			says = append(says, code.Keyed("Rules", w.file.Runtime("OrNull")))
		}
		return says
	})
	fields = append(fields, code.Keyed("Choice", literal))
	if unknown {
		fields = append(fields, code.Keyed("Unknown", jen.True()))
	}
	if to != nil && keyword.MatchesNull(schema) {
		fields = append(fields, code.Keyed("OrNone", jen.True()))
	}
	return fields
}

// Params returns what a table says of each member of an object of parameters, or of headers,
// by its name, and the statements that set what is late. The entry of each is at a place in
// a variable.
func (c *Checks) Params(schema *ir.Schema, variable string, at func(member string) string) (says map[string][]jen.Code, late []jen.Code) {
	c.file.Enter(schema)
	to := c.ownTarget(schema)
	w := &tableWriter{Checks: c, name: variable, hint: schema.Name, owner: schema, holds: c.holds(schema, to)}
	b := &body{Checks: c, plan: plan.Of(schema), hint: schema.Name}
	says = map[string][]jen.Code{}
	w.eachMember(b, to, at, func(name string, own []jen.Code) { says[name] = own })
	return says, w.late
}

// eachMember calls a function with what is said of each member. The entry of each is at a place in
// the variable.
func (w *tableWriter) eachMember(b *body, to *target, at func(member string) string, entry func(member string, says []jen.Code)) {
	for _, m := range b.plan.Members(to.names()) {
		var typ *goapi.Expr
		if field := to.field(m.Name); field != nil {
			typ = &field.Type
		}
		e := w.element(w.hint+code.CamelCase(m.Name), m.Schemas, typ)
		says := e.fields(w, at(m.Name)+".Of")
		keeps := typ != nil && typ.Kind == goapi.Nullable
		if rules := w.memberRules(w.holds, to, m, e.nullable, keeps); rules != nil {
			says = append(says, code.Keyed("Rules", rules))
		}
		entry(m.Name, says)
	}
}

// each is what a table says of each item, or of each value of a map.
func (w *tableWriter) each(schemas []*ir.Schema, hint string, typ *goapi.Expr) []jen.Code {
	e := w.element(hint, schemas, typ)
	fields := e.fields(w, "Of")
	if e.nullable {
		fields = append(fields, code.Keyed("Rules", w.file.Runtime("OrNull")))
	}
	return fields
}

// element is how a member or an item is read and stored.
type element struct {
	value    string         // validate.Value
	of       *jen.Statement // validate.Table, or nil
	late     bool           // of is set when the program begins
	nullable bool           // null is accepted beside
}

// fields are those of the element; one that is late is set in the table by that path.
func (e element) fields(w *tableWriter, path string) []jen.Code {
	out := []jen.Code{code.Keyed("Value", w.file.Runtime(e.value))}
	switch {
	case e.of == nil:
	case e.late:
		w.late = append(w.late, jen.Id(w.name).Dot(path).Op("=").Add(e.of))
	default:
		out = append(out, code.Keyed("Of", e.of))
	}
	return out
}

// element returns how a value that must match all of schemas is read, and stored in a Go
// type, where one is given.
func (w *tableWriter) element(hint string, schemas []*ir.Schema, typ *goapi.Expr) element {
	schema := plan.Conjunction(schemas)
	inner := goapi.Expr{}
	holds := typ == nil // null, as nothing that is stored
	if typ != nil {
		inner = *typ
		if typ.Kind == goapi.Pointer || typ.Kind == goapi.Nullable {
			inner, holds = *typ.Elem, true
		}
		if schema == nil {
			schema = w.schemaOf(*typ, nil)
		}
	}
	if schema == nil {
		if typ == nil {
			return element{value: "AnyValue"}
		}
		return element{value: "AsText"}
	}
	var e element
	if schema.Name == "" && holds {
		if some := plan.WithoutNull(schema); some != schema {
			if some = plan.Conjunction([]*ir.Schema{some}); some == nil {
				some = &ir.Schema{Types: keyword.AnyType}
			}
			schema, e.nullable = some, true
		}
	}
	if typ != nil {
		if into := w.target(schema, inner); into != nil {
			e.value = "ByTable"
			e.of, e.late = w.into(hint, schema, into)
			return e
		}
	}
	text := typ != nil && w.scalarDecoder(schema, inner) == ""
	if method := simpleMethod(schema); method != "" && code.Imported(schema) == nil {
		switch value, known := simpleValues[method]; {
		case text && method == "Skip":
			e.value = "AsText"
		case text || !known:
			e.value, e.of = "ByCheck", w.method(method)
		default:
			e.value = value
		}
	} else if enum := w.file.Enum(schema, hint); enum != "" {
		e.value, e.of = "InEnum", jen.Op("&").Id(enum)
	} else {
		e.value = "ByCheck"
		e.of, e.late = w.check(hint, schema)
	}
	if text {
		e.value = "AsText"
	}
	return e
}

// scalar returns the table that checks a scalar.
func (w *tableWriter) scalar(schema *ir.Schema) *jen.Statement {
	if enum := w.file.Enum(schema, w.hint); enum != "" {
		return jen.Op("&").Id(enum)
	}
	if method := simpleMethod(schema); method != "" {
		return w.method(method)
	}
	of, _ := w.check(w.hint, schema)
	return of
}

// method is a method of the scanner as a table.
func (w *tableWriter) method(name string) *jen.Statement {
	return w.file.Runtime("Check").Call(jen.Parens(jen.Op("*").Add(w.file.Runtime("Scanner"))).Dot(name))
}

// into returns the table that checks a schema and decodes to a target, and whether it is
// late.
func (w *tableWriter) into(hint string, schema *ir.Schema, to *target) (of *jen.Statement, late bool) {
	f, schema := w.functionFor(hint, schema, to) // first: what holds the Go value may read bytes by it
	held := ""
	if w.holds {
		held = w.HeldBy(schema, to.typ, hint)
	}
	late = w.file.Doc.IsLate(w.owner, schema)
	switch {
	case held != "":
		return jen.Op("&").Id(w.split(f, to, held)), late
	case f.table:
		return jen.Op("&").Id(f.name), late
	}
	return w.intoFunction(f, to), late
}

func (w *tableWriter) intoFunction(f function, to *target) *jen.Statement {
	s, v := code.Scanner, func() *jen.Statement { return jen.Id("v") }
	decode := jen.Func().Params(s().Op("*").Add(w.file.Runtime("Scanner")), v().Any()).Bool().Block(
		jen.List(jen.Id("value"), jen.Id("_")).Op(":=").Add(v()).Assert(jen.Op("*").Add(w.file.Types.Expr(to.typ))),
		jen.Return(jen.Id(f.name).Call(s(), jen.Id("value"))),
	)
	return w.file.Runtime("Into").Call(decode)
}

// split returns the variable that has a value read by a function or a table, and the Go
// value checked by the function held. It has that written where it is new.
func (w *tableWriter) split(f function, to *target, held string) string {
	if name := w.splits[held]; name != "" {
		return name
	}
	stem := strings.TrimLeftFunc(held, unicode.IsLower) // of valueClient, or of membersClient.Hold
	name := w.file.Fresh("split" + strings.TrimSuffix(stem, ".Hold"))
	w.splits[held] = name
	w.file.Later(func() {
		read := jen.Op("&").Id(f.name)
		if !f.table {
			read = w.intoFunction(f, to)
		}
		p, v := jen.Id("p"), jen.Id("v")
		hold := jen.Func().Params(jen.Add(p).Op("*").Add(w.file.Runtime("Path")), jen.Add(v).Any()).Block(
			jen.Id(held).Call(p, jen.Add(v).Assert(jen.Op("*").Add(w.file.Types.Expr(to.typ)))),
		)
		w.file.Add(jen.Var().Id(name).Op("=").Add(w.file.Runtime("Split")).Values(code.Lines([]jen.Code{code.Keyed("Read", read), code.Keyed("Hold", hold)})))
	})
	return name
}

// check is into for a value that is not decoded by its check.
func (w *tableWriter) check(hint string, schema *ir.Schema) (of *jen.Statement, late bool) {
	f, schema := w.functionFor(hint, schema, nil)
	switch {
	case f.table:
		return jen.Op("&").Id(f.name), w.file.Doc.IsLate(w.owner, schema)
	case f.takes:
		s := code.Scanner
		of = jen.Func().Params(s().Op("*").Add(w.file.Runtime("Scanner"))).Bool().Block(jen.Return(jen.Id(f.name).Call(s(), jen.Nil())))
	default:
		of = jen.Id(f.name)
	}
	return w.file.Runtime("Check").Call(of), w.file.Doc.IsLate(w.owner, schema)
}
