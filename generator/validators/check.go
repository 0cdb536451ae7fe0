package validators

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
)

// Checks of bytes: one function for a schema, one part of it for each JSON type.

// s is the scanner in emitted code.
func s() *jen.Statement { return jen.Id("s") }

// step is a statement that leaves the emitted function where it must not go on.
type step struct {
	*jen.Statement
	last []jen.Code // what stands instead where it is the last one
}

// call is a call in emitted code that says whether to go on. Where it has a
// condition it is not made under that.
type call struct {
	unless *jen.Statement
	code   jen.Code
}

// must makes a call, and leaves where it says so.
func must(code jen.Code) jen.Code { return mustAll([]call{{code: code}}) }

// mustAll makes several calls in their order, and leaves where one says so.
func mustAll(calls []call) jen.Code {
	cond := jen.Null()
	for i, c := range calls {
		if i > 0 {
			cond.Op("||")
		}
		cond.Op("!").Add(c.made())
	}
	return step{
		Statement: jen.If(cond).Block(jen.Return(jen.False())),
		last:      []jen.Code{jen.Return(all(calls))},
	}
}

// all says whether to go on after several calls.
func all(calls []call) *jen.Statement {
	out := jen.Null()
	for i, c := range calls {
		if i > 0 {
			out.Op("&&")
		}
		out.Add(c.made())
	}
	return out
}

// made is the call under its condition.
func (c call) made() jen.Code {
	if c.unless == nil {
		return c.code
	}
	return jen.Parens(jen.Add(c.unless).Op("||").Add(c.code))
}

// unless makes a call where a condition holds, and leaves where it says so.
func unless(cond *jen.Statement, fail jen.Code) jen.Code {
	return step{
		Statement: jen.If(jen.Add(cond).Op("&&").Op("!").Add(fail)).Block(jen.Return(jen.False())),
		last:      []jen.Code{jen.If(cond).Block(jen.Return(fail)), jen.Return(jen.True())},
	}
}

// finish ends a body with true, or with what its last step says.
func finish(body []jen.Code) []jen.Code {
	last, ok := body[len(body)-1].(step)
	if !ok || last.last == nil {
		return append(body, jen.Return(jen.True()))
	}
	return append(body[:len(body)-1:len(body)-1], last.last...)
}

// checkFunction emits a function that checks what comes next against a schema
// and, where to is given, keeps it in a Go value.
func (e *emitter) checkFunction(name string, schema *ir.Schema, to *target, hint string) {
	e.file.Func().Id(name).Params(to.params(e)...).Bool().Block(e.checkBody(schema, to, hint)...).Line()
}

// checkNamed emits check… of a named schema, unless its users need none.
func (e *emitter) checkNamed(schema *ir.Schema) {
	name := e.named(schema)
	if name == "" {
		return
	}
	to := e.into(schema)
	if number, ok := e.memo[schema]; ok {
		inner := e.fresh("once" + schema.Name)
		e.checkRemembered(name, inner, number, to)
		name = inner
	}
	e.checkFunction(name, schema, to, schema.Name)
}

// checkRemembered emits the check of a schema that asks inner at most once of
// each value, as long as nothing is decoded.
func (e *emitter) checkRemembered(name, inner string, number int, to *target) {
	keep, args := jen.False(), []jen.Code{s()}
	if to != nil {
		keep = jen.Id("v").Op("!=").Nil()
		args = append(args, jen.Id("v"))
	}
	e.file.Func().Id(name).Params(to.params(e)...).Bool().Block(
		jen.If(
			jen.List(jen.Id("ok"), jen.Id("known")).Op(":=").Add(s()).Dot("Recall").Call(jen.Lit(number), keep),
			jen.Id("known"),
		).Block(jen.Return(jen.Id("ok"))),
		jen.Return(s().Dot("Remember").Call(jen.Lit(number), s().Dot("Pos").Call(), jen.Id(inner).Call(args...))),
	).Line()
}

// named returns the function that a named schema has for itself; "" where one
// call of the run-time package, or a function that others share, does.
func (e *emitter) named(schema *ir.Schema) string {
	if _, remembers := e.memo[schema]; remembers || e.into(schema) != nil {
		return "check" + schema.Name
	}
	if e.simple(schema, schema.Name) != nil || e.alike[signature(anonymous(schema))] > 1 {
		return ""
	}
	return "check" + schema.Name
}

// anonymous is a named schema as one without a name.
func anonymous(schema *ir.Schema) *ir.Schema {
	c := *schema
	c.Node = ir.Node{}
	return &c
}

// check returns a call that checks the next value against all of schemas. Hint
// names the function that it may need.
func (e *emitter) check(hint string, schemas ...*ir.Schema) *jen.Statement {
	return e.checkInto(hint, together(schemas), nil, nil)
}

// checkInto is check for a value that goes to a Go value, where to is given:
// that at the pointer at, which may be nil.
func (e *emitter) checkInto(hint string, schema *ir.Schema, to *target, at jen.Code) *jen.Statement {
	if schema == nil {
		return s().Dot("Skip").Call()
	}
	if call := e.simple(schema, hint); call != nil && to == nil {
		return call
	}
	name := ""
	takes := to != nil
	if schema.Name != "" {
		if own := e.into(schema); own != nil && (to == nil || own.typ.String() == to.typ.String()) {
			name, takes = "check"+schema.Name, true
		} else if to == nil {
			name = e.named(schema)
		}
	}
	if name == "" {
		name, takes = e.sharedCheck(schema, to, hint)
	}
	switch {
	case !takes:
		return jen.Id(name).Call(s())
	case at == nil:
		return jen.Id(name).Call(s(), jen.Nil())
	}
	return jen.Id(name).Call(s(), at)
}

// checkFunc is check as a function value.
func (e *emitter) checkFunc(hint string, schema *ir.Schema) jen.Code {
	if one := together([]*ir.Schema{schema}); one != nil && one.Name != "" && e.into(one) == nil {
		if name := e.named(one); name != "" {
			return jen.Id(name)
		}
	}
	return jen.Func().Params(s().Op("*").Add(e.rt("Scanner"))).Bool().Block(jen.Return(e.check(hint, schema)))
}

// sharedFunc is a function that checks an anonymous schema.
type sharedFunc struct {
	name  string
	takes bool // a pointer to a Go value
	open  bool // its body is being made
}

// sharedCheck returns the function that checks an anonymous schema, and
// whether it takes a pointer; equal schemas share one.
func (e *emitter) sharedCheck(schema *ir.Schema, to *target, hint string) (name string, takes bool) {
	schema = anonymous(schema)
	key := signature(schema)
	if to != nil {
		key += " " + to.typ.String()
	}
	if f, ok := e.shared[key]; ok {
		return f.name, f.takes
	}
	f := sharedFunc{name: e.fresh("expect" + e.sharedName(schema, hint)), takes: to != nil}
	e.shared[key] = f
	if bare := signature(schema); to != nil && e.shared[bare].name == "" {
		e.shared[bare] = f // it checks as well where nothing is decoded
	}
	e.pending = append(e.pending, func() { e.checkFunction(f.name, schema, to, hint) })
	return f.name, f.takes
}

// sharedName names what many schemas have in common by what it is, and the
// rest by where it was met first.
func (e *emitter) sharedName(schema *ir.Schema, hint string) string {
	p := planOf(schema)
	if len(p.parts) != 1 || len(p.apart) > 0 {
		return hint
	}
	part := p.parts[0]
	null := ""
	if p.nullable || p.types.Has(ir.Null) && p.types != anyType {
		null = "OrNull"
	}
	switch types := p.types &^ ir.Null; {
	case types == ir.String && e.alike[signature(schema)] > 1 && len(part.Enum) > 0:
		return oneOfName(part.Enum) + null
	case types == ir.String && part.Format != "" && len(part.Enum) == 0 && part.Const == nil && !onStrings(part):
		return exported(part.Format) + null
	case types == ir.Array && part.Items != nil && part.Items.Name != "" && len(part.PrefixItems) == 0 && part.Contains == nil &&
		part.MinItems == nil && part.MaxItems == nil && !part.UniqueItems:
		return "Each" + part.Items.Name + null
	case types == ir.Array && part.Items != nil && unwrap(part.Items).Types == ir.String && planOf(part.Items).plain():
		return "EachString" + null
	}
	return hint
}

// oneOfName names a list of values by the first of them.
func oneOfName(values []*ir.EnumValue) string {
	const long = 20
	name := "OneOf"
	for i, v := range values {
		if len(name) > long {
			return name + "Etc"
		}
		text, _ := stringValue(v.Value)
		if i > 0 {
			name += "Or"
		}
		if text == strings.ToUpper(text) {
			text = strings.ToLower(text)
		}
		name += exported(text)
	}
	return name
}

// exported makes a Go identifier part of any text: letters and digits, each
// word with a capital.
func exported(text string) string {
	var b strings.Builder
	upper := true
	for _, r := range text {
		switch {
		case 'a' <= r && r <= 'z' && upper:
			b.WriteRune(r - 'a' + 'A')
			upper = false
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			b.WriteRune(r)
			upper = false
		default:
			upper = true
		}
	}
	return b.String()
}

// simple returns the one call of the run-time package that checks a schema, or nil.
func (e *emitter) simple(schema *ir.Schema, hint string) *jen.Statement {
	if method := e.method(schema); method != "" {
		return s().Dot(method).Call()
	}
	if enum := e.enum(schema, hint); enum != "" {
		return s().Dot("Enum").Call(jen.Op("&").Id(enum))
	}
	return nil
}

// method returns the method of the scanner that checks a schema, or "".
func (e *emitter) method(schema *ir.Schema) string {
	p := planOf(schema)
	switch {
	case p.nullable || len(p.apart) > 0 || p.types == 0:
		return ""
	case p.never:
		return "Never"
	case p.plain():
		return simpleMethods[p.types]
	case len(p.parts) != 1 || p.types != ir.Integer:
		return ""
	}
	part := *p.parts[0]
	format := part.Format
	part.Format = ""
	switch {
	case asserts(&part):
	case format == "int32":
		return "Int32"
	case format == "int64":
		return "Int64"
	}
	return ""
}

var simpleMethods = map[ir.Types]string{
	ir.Null: "Null", ir.Boolean: "Boolean", ir.Integer: "Integer", ir.Num | ir.Integer: "Number", ir.String: "String", anyType: "Skip",
}

// kinds are the kinds of values by their first byte, with the types of each.
var kinds = []struct {
	types ir.Types
	name  string
}{
	{ir.Null, "Null"}, {ir.Boolean, "Boolean"}, {ir.Integer | ir.Num, "Number"},
	{ir.String, "String"}, {ir.Array, "Array"}, {ir.Object, "Object"},
}

// checkBody returns the statements that check one value.
func (e *emitter) checkBody(schema *ir.Schema, to *target, hint string) []jen.Code {
	if call := e.simple(schema, hint); call != nil {
		return []jen.Code{jen.Return(call)}
	}
	p := planOf(schema)
	var out []jen.Code
	if p.nullable {
		out = append(out, jen.If(s().Dot("Kind").Call().Op("==").Add(e.rt("Null"))).Block(jen.Return(s().Dot("Null").Call())))
	}
	if call := e.simple(withoutNull(schema), hint); call != nil && to == nil {
		return append(out, jen.Return(call))
	}
	if other := e.sameAs(schema, to); other != nil {
		var at jen.Code
		if to != nil {
			at = jen.Id("v")
		}
		return append(out, jen.Return(e.checkInto(hint, other, to, at)))
	}
	if p.never || p.types == 0 {
		return append(out, jen.Return(s().Dot("Never").Call()))
	}
	if p.plain() && p.types == anyType && to == nil {
		return append(out, jen.Return(s().Dot("Skip").Call()))
	}
	e.usesStart = false
	checks := append(append(e.lenientComments(p), e.fits(p, to)...), e.byKind(p, to, hint)...)
	checks = append(checks, e.again(p, hint)...)
	if e.usesStart {
		out = append(out, jen.Id("at").Op(":=").Add(s()).Dot("Pos").Call())
	}
	return finish(append(out, checks...))
}

// sameAs returns the named schema that a schema is no more than, but for null,
// if its function can be called instead.
func (e *emitter) sameAs(schema *ir.Schema, to *target) *ir.Schema {
	c := anonymous(orNull(schema))
	c.Nullable = false
	other := unwrap(c)
	if other == c || other.Name == "" {
		return nil
	}
	if own := e.into(other); to != nil && (own == nil || own.typ.String() != to.typ.String()) {
		return nil
	}
	return other
}

// start is where the value begins, in emitted code.
func (e *emitter) start() *jen.Statement {
	e.usesStart = true
	return jen.Id("at")
}

// fits refuses what the schema accepts and the Go value cannot hold.
func (e *emitter) fits(p *plan, to *target) []jen.Code {
	if to == nil {
		return nil
	}
	types := to.takes()
	if p.types&^(types|ir.Null) == 0 {
		return nil
	}
	misfit := jen.Id("v").Op("!=").Nil().Op("&&").Op("!").Add(s()).Dot("Fits").Call(e.rt(exported(types.String())))
	return []jen.Code{jen.If(misfit).Block(jen.Return(s().Dot("Mismatch").Call(jen.Lit("must be " + article(types)))))}
}

// byKind checks a value by its kind; a kind that is not allowed is a mismatch.
func (e *emitter) byKind(p *plan, to *target, hint string) []jen.Code {
	type group struct {
		name string
		body []jen.Code
	}
	var groups []group
	var skipped []jen.Code
	for _, k := range kinds {
		types := p.types & k.types
		if types == 0 {
			continue
		}
		if body := e.kind(p, types, to, hint); body != nil {
			groups = append(groups, group{k.name, body})
		} else {
			skipped = append(skipped, e.rt(k.name))
		}
	}
	mismatch := jen.Return(s().Dot("Mismatch").Call(jen.Lit("must be " + article(p.types))))
	switch {
	case len(groups) == 0 && p.types == anyType:
		return []jen.Code{must(s().Dot("Skip").Call())}
	case len(groups) == 1 && len(skipped) == 0 && (p.types == ir.String || p.types&^ir.Num == ir.Integer):
		return groups[0].body // which reads nothing else
	case len(groups) == 1 && len(skipped) == 0 && (p.types == ir.Object && readsObject(p, to) || readsArray(p, to)):
		return groups[0].body // likewise
	case len(groups) == 1 && len(skipped) == 0:
		kind := jen.If(s().Dot("Kind").Call().Op("!=").Add(e.rt(groups[0].name))).Block(mismatch)
		return append([]jen.Code{kind}, groups[0].body...)
	}
	var cases []jen.Code
	for _, g := range groups {
		cases = append(cases, jen.Case(e.rt(g.name)).Block(g.body...))
	}
	switch {
	case p.types == anyType:
		cases = append(cases, jen.Default().Block(must(s().Dot("Skip").Call())))
	case len(skipped) > 0:
		cases = append(cases, jen.Case(skipped...).Block(must(s().Dot("Skip").Call())), jen.Default().Block(mismatch))
	default:
		cases = append(cases, jen.Default().Block(mismatch))
	}
	return []jen.Code{jen.Switch(s().Dot("Kind").Call()).Block(cases...)}
}

// kind returns the statements for values of one kind, all of whose types are
// in types, or nil where there is nothing to check but syntax.
func (e *emitter) kind(p *plan, types ir.Types, to *target, hint string) []jen.Code {
	if to != nil && !types.Has(to.takes()) {
		to = nil // fits has refused the value, where there is a place for it
	}
	switch {
	case types.Has(ir.Object):
		return e.object(p, to, hint)
	case types.Has(ir.Array):
		return e.array(p, to, hint)
	default:
		return e.scalar(p, types)
	}
}

// article renders types as English: "a string", "an integer or null".
func article(types ir.Types) string {
	if types.Has(ir.Num) {
		types &^= ir.Integer
	}
	var words []string
	for _, name := range types.Names() {
		switch name {
		case "null":
		case "boolean":
			words = append(words, "true or false")
		case "array", "integer", "object":
			words = append(words, "an "+name)
		default:
			words = append(words, "a "+name)
		}
	}
	if types.Has(ir.Null) {
		words = append(words, "null")
	}
	return strings.Join(words, " or ")
}
