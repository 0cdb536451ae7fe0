package validators

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
)

// Checks of bytes: one function for a schema, one part of it for each JSON type.

// s is the scanner in emitted code.
func s() *jen.Statement { return jen.Id("s") }

// guard leaves the emitted function where its calls, made in their order, say
// not to go on.
type guard struct {
	*jen.Statement
	calls []jen.Code
}

// must is a guard of one call.
func must(call jen.Code) jen.Code { return mustAll(call) }

// mustAll is a guard of several calls.
func mustAll(calls ...jen.Code) jen.Code {
	cond := jen.Op("!").Add(calls[0])
	for _, c := range calls[1:] {
		cond.Op("||").Op("!").Add(c)
	}
	return guard{jen.If(cond).Block(jen.Return(jen.False())), calls}
}

// finish ends a body with true, or with what its last guard says.
func finish(body []jen.Code) []jen.Code {
	last, ok := body[len(body)-1].(guard)
	if !ok {
		return append(body, jen.Return(jen.True()))
	}
	all := jen.Add(last.calls[0])
	for _, c := range last.calls[1:] {
		all.Op("&&").Add(c)
	}
	return append(body[:len(body)-1:len(body)-1], jen.Return(all))
}

// checkNamed emits check… of a named schema.
func (e *emitter) checkNamed(schema *ir.Schema) {
	name := "check" + schema.Name
	body := e.checkBody(schema, schema.Name)
	number, remembers := e.memo[schema]
	if remembers {
		inner := e.fresh("again" + schema.Name)
		e.file.Func().Id(name).Params(s().Op("*").Add(e.rt("Scanner"))).Bool().Block(
			jen.If(
				jen.List(jen.Id("ok"), jen.Id("known")).Op(":=").Add(s()).Dot("Known").Call(jen.Lit(number)),
				jen.Id("known"),
			).Block(jen.Return(jen.Id("ok"))),
			jen.Return(s().Dot("Learn").Call(jen.Lit(number), s().Dot("Pos").Call(), jen.Id(inner).Call(s()))),
		).Line()
		name = inner
	}
	e.file.Func().Id(name).Params(s().Op("*").Add(e.rt("Scanner"))).Bool().Block(body...).Line()
}

// check returns a call that checks the next value against all of schemas. Hint
// names the function that it may need.
func (e *emitter) check(hint string, schemas ...*ir.Schema) *jen.Statement {
	schema := together(schemas)
	if schema == nil {
		return s().Dot("Skip").Call()
	}
	if schema.Name != "" {
		return jen.Id("check" + schema.Name).Call(s())
	}
	if call := e.simple(schema); call != nil {
		return call
	}
	return jen.Id(e.sharedCheck(schema, hint)).Call(s())
}

// checkFunc is check as a function value.
func (e *emitter) checkFunc(hint string, schema *ir.Schema) jen.Code {
	if one := together([]*ir.Schema{schema}); one != nil && one.Name != "" {
		return jen.Id("check" + one.Name)
	}
	return jen.Func().Params(s().Op("*").Add(e.rt("Scanner"))).Bool().Block(jen.Return(e.check(hint, schema)))
}

// sharedCheck returns the function that checks an anonymous schema; equal
// schemas share one.
func (e *emitter) sharedCheck(schema *ir.Schema, hint string) string {
	sig := signature(schema)
	if name, ok := e.shared[sig]; ok {
		return name
	}
	name := e.fresh("expect" + e.sharedName(schema, hint))
	e.shared[sig] = name
	e.pending = append(e.pending, func() {
		e.file.Func().Id(name).Params(s().Op("*").Add(e.rt("Scanner"))).Bool().Block(e.checkBody(schema, hint)...).Line()
	})
	return name
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
func (e *emitter) simple(schema *ir.Schema) *jen.Statement {
	p := planOf(schema)
	if p.nullable || len(p.apart) > 0 || p.types == 0 {
		return nil
	}
	if p.never {
		return s().Dot("Never").Call()
	}
	if p.plain() {
		if method := simpleMethods[p.types]; method != "" {
			return s().Dot(method).Call()
		}
		return nil
	}
	if len(p.parts) != 1 || p.types != ir.Integer {
		return nil
	}
	part := *p.parts[0]
	format := part.Format
	part.Format = ""
	switch {
	case asserts(&part):
	case format == "int32":
		return s().Dot("Int32").Call()
	case format == "int64":
		return s().Dot("Int64").Call()
	}
	return nil
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
func (e *emitter) checkBody(schema *ir.Schema, hint string) []jen.Code {
	if call := e.simple(schema); call != nil {
		return []jen.Code{jen.Return(call)}
	}
	p := planOf(schema)
	var out []jen.Code
	if p.nullable {
		out = append(out, jen.If(s().Dot("Kind").Call().Op("==").Add(e.rt("Null"))).Block(jen.Return(s().Dot("Null").Call())))
	}
	if p.never || p.types == 0 {
		return append(out, jen.Return(s().Dot("Never").Call()))
	}
	if p.plain() && p.types == anyType {
		return append(out, jen.Return(s().Dot("Skip").Call()))
	}
	e.usesStart = false
	checks := append(e.byKind(p, hint), e.again(p, hint)...)
	if e.usesStart {
		out = append(out, jen.Id("at").Op(":=").Add(s()).Dot("Pos").Call())
	}
	return finish(append(out, checks...))
}

// start is where the value begins, in emitted code.
func (e *emitter) start() *jen.Statement {
	e.usesStart = true
	return jen.Id("at")
}

// byKind checks a value by its kind; a kind that is not allowed is a mismatch.
func (e *emitter) byKind(p *plan, hint string) []jen.Code {
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
		if body := e.kind(p, types, hint); body != nil {
			groups = append(groups, group{k.name, body})
		} else {
			skipped = append(skipped, e.rt(k.name))
		}
	}
	mismatch := jen.Return(s().Dot("Mismatch").Call(jen.Lit("must be " + article(p.types))))
	switch {
	case len(groups) == 0 && p.types == anyType:
		return []jen.Code{must(s().Dot("Skip").Call())}
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
func (e *emitter) kind(p *plan, types ir.Types, hint string) []jen.Code {
	switch {
	case types.Has(ir.Object):
		return e.object(p, hint)
	case types.Has(ir.Array):
		return e.array(p, hint)
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
