package bytecheck

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Calls of checks: of a method of the scanner, of the function, or the table, of a named
// schema, or of one that all schemas share which assert the same.

// Call returns a call that checks the next value against all of schemas. Hint names
// the function that it may need.
func (c *Checks) Call(hint string, schemas ...*ir.Schema) *jen.Statement {
	return c.callInto(hint, plan.Conjunction(schemas), nil, nil)
}

// Func is [Checks.Call] as a function value.
func (c *Checks) Func(hint string, schema *ir.Schema) jen.Code {
	if one := plan.Conjunction([]*ir.Schema{schema}); one != nil && one.Name != "" && c.ownTarget(one) == nil {
		if name := c.OwnCheck(one); name != "" && name != tableOf(one.Own()) {
			return jen.Id(name)
		}
	}
	return jen.Func().Params(code.Scanner().Op("*").Add(c.file.Runtime("Scanner"))).Bool().Block(jen.Return(c.Call(hint, schema)))
}

// outcome is the outcome of a retry: whether the value at an offset matches a schema.
func (c *Checks) outcome(at jen.Code, hint string, schema *ir.Schema) *jen.Statement {
	return code.Scanner().Dot("Outcome").Call(code.Scanner().Dot("Retry").Call(at), c.Call(hint, schema))
}

// matches is the condition that the value at an offset matches a schema.
func (c *Checks) matches(at jen.Code, hint string, schema *ir.Schema) *jen.Statement {
	return c.outcome(at, hint, schema).Op("==").Add(c.file.Runtime("Matched"))
}

// callInto is Call for one schema. Where to is given, the value is decoded to a Go
// value: to the pointer at, which may be nil.
func (c *Checks) callInto(hint string, schema *ir.Schema, to *target, at jen.Code) *jen.Statement {
	if schema == nil {
		return code.Scanner().Dot("Skip").Call()
	}
	if call := c.simple(schema, hint); call != nil && to == nil && code.Imported(schema) == nil {
		return call
	}
	f, _ := c.functionFor(hint, schema, to)
	call := jen.Id(f.name)
	if f.table {
		call.Dot("Check")
	}
	switch {
	case !f.takes:
		return call.Call(code.Scanner())
	case at == nil:
		return call.Call(code.Scanner(), jen.Nil())
	}
	return call.Call(code.Scanner(), at)
}

// functionFor returns what checks a schema and, where to is given, decodes to it: the own
// function, or table, of a named schema, or one that anonymous schemas share. It returns the
// schema that this was written for as well.
func (c *Checks) functionFor(hint string, schema *ir.Schema, to *target) (function, *ir.Schema) {
	if schema.Name != "" {
		own := c.ownTarget(schema)
		name := ""
		if own != nil && (to == nil || own.typ.String() == to.typ.String()) || to == nil {
			name = c.OwnCheck(schema)
		}
		if name != "" {
			table := name == tableOf(schema.Own())
			return function{name: name, takes: own != nil || table, table: table}, schema
		}
	}
	if other := c.sameAs(schema, to); other != nil && !plan.Of(schema).Nullable {
		return c.functionFor(hint, other, to)
	}
	schema = plan.Anonymous(schema)
	return c.sharedCheck(schema, to, hint), schema
}

// OwnCheck returns the function that a named schema has for itself; "" where one call
// of the run-time package does, or a function that others share.
func (c *Checks) OwnCheck(schema *ir.Schema) string {
	schema = schema.Own()
	name, known := c.own[schema]
	if !known {
		name = c.findOwn(schema)
		c.own[schema] = name
	}
	return name
}

func (c *Checks) findOwn(schema *ir.Schema) string {
	own := c.ownTarget(schema)
	if own == nil && !c.file.Doc.Remembers(schema) && (c.simple(schema, schema.Name) != nil || c.file.Doc.Alike(plan.Anonymous(schema)) > 1) {
		return ""
	}
	if (own == nil || !c.IsFlatBody(schema)) && c.isTable(schema, own) {
		return tableOf(schema)
	}
	return "check" + schema.Name
}

// sharedCheck returns what checks an anonymous schema. It has that written, later, where
// it is new.
func (c *Checks) sharedCheck(schema *ir.Schema, to *target, hint string) function {
	signature := plan.Signature(schema)
	key := signature
	if to != nil {
		key += " " + to.typ.String()
	}
	if f, ok := c.shared[key]; ok {
		return f
	}
	f := function{takes: to != nil}
	if c.isTable(schema, to) {
		prefix := "table"
		if plan.Of(schema).Types&(ir.Object|ir.Array) == 0 {
			prefix = "rules"
		}
		f = function{name: c.file.Fresh(prefix + c.file.NameFor(schema, hint)), takes: true, table: true}
	} else {
		f.name = c.file.Fresh("expect" + c.file.NameFor(schema, hint))
	}
	c.shared[key] = f
	if to != nil && c.shared[signature].name == "" {
		c.shared[signature] = f // it checks as well where nothing is decoded
	}
	c.file.Later(func() {
		if f.table {
			c.writeTable(f.name, schema, to, hint)
		} else {
			c.remembering(f.name, schema, to, hint)
		}
	})
	return f
}

// sameAs returns the named schema that a schema is no more than, apart from null, if
// its function can be called instead.
func (c *Checks) sameAs(schema *ir.Schema, to *target) *ir.Schema {
	other := plan.SameAs(schema)
	if other == nil {
		return nil
	}
	if own := c.ownTarget(other); to != nil && (own == nil || own.typ.String() != to.typ.String()) {
		return nil
	}
	return other
}

// simple returns the one call of the run-time package that checks a schema, or nil.
func (c *Checks) simple(schema *ir.Schema, hint string) *jen.Statement {
	if method := simpleMethod(schema); method != "" {
		return code.Scanner().Dot(method).Call()
	}
	if enum := c.file.Enum(schema, hint); enum != "" {
		return code.Scanner().Dot("Enum").Call(jen.Op("&").Id(enum))
	}
	return nil
}

// simpleMethod returns the method of the scanner that checks a schema, or "".
func simpleMethod(schema *ir.Schema) string {
	p := plan.Of(schema)
	switch {
	case p.Nullable || len(p.Apart) > 0 || p.Types == 0:
		return ""
	case p.Never:
		return "Never"
	case p.Plain():
		return simpleMethods[p.Types]
	case len(p.Parts) != 1 || p.Types != ir.Integer:
		return ""
	}
	switch format, _ := p.OnlyFormat(); format {
	case "int32":
		return "Int32"
	case "int64":
		return "Int64"
	}
	return ""
}

// simpleMethods are those that check types and nothing else.
var simpleMethods = map[ir.Types]string{
	ir.Null: "Null", ir.Boolean: "Boolean", ir.Integer: "Integer", ir.Num | ir.Integer: "Number", ir.String: "String", keyword.AnyType: "Skip",
}

// Table returns the table that is the own check of a named schema, and whether it decodes
// to its Go type; "" where a function is.
func (c *Checks) Table(schema *ir.Schema) (name string, decodes bool) {
	schema = schema.Own()
	if name = tableOf(schema); c.OwnCheck(schema) != name {
		return "", false
	}
	return name, c.ownTarget(schema) != nil
}

// Decodes reports whether what checks a schema decodes to a Go type, by its parts.
func (c *Checks) Decodes(schema *ir.Schema, t goapi.Expr) bool { return c.target(schema, t) != nil }

// DecodesOwn reports whether the own check of a named schema decodes to its Go type.
func (c *Checks) DecodesOwn(schema *ir.Schema) bool { return c.ownTarget(schema.Own()) != nil }

// tableOf is the variable of a named schema's table.
func tableOf(schema *ir.Schema) string { return "table" + schema.Name }

// isTable reports whether a schema, decoded to that target, is checked by a table.
func (c *Checks) isTable(schema *ir.Schema, to *target) bool {
	if code.Imported(schema) != nil || c.sameAs(schema, to) != nil {
		return false
	}
	if _, ok := c.unionTable(schema, to); ok {
		return true
	}
	p := plan.Of(schema)
	types := p.Types &^ ir.Null
	if isUntyped(p, to) {
		types = to.takes()
	}
	if p.Never || p.ReadsAgain() || to != nil && (to.takes() != types || to.declared != nil && len(to.declared.Variants) > 0) {
		return false
	}
	switch types {
	case ir.Object:
		return c.isObjectTable(p, to)
	case ir.Array:
		_, _, bounded := p.Bounds()
		return bounded && (to != nil || p.Asks(ir.Array)) && (to == nil || to.under.Kind == goapi.Slice)
	}
	return to == nil && (c.rules(p, "") != nil || c.isOrNull(schema))
}

// isOrNull reports a scalar that may be null as well, and what it is otherwise needs no
// function.
func (c *Checks) isOrNull(schema *ir.Schema) bool {
	some := plan.WithoutNull(schema)
	if p := plan.Of(some); some == schema || p.Types&^(ir.String|ir.Integer|ir.Num|ir.Boolean) != 0 {
		return false
	}
	texts, _, _ := plan.Enum(some)
	return len(texts) > 0 || simpleMethod(some) != "" || c.isTable(plan.Anonymous(some), nil)
}

// isUntyped reports whether values of all types are accepted where nothing is decoded to a
// target.
func isUntyped(p *plan.Plan, to *target) bool { return to != nil && p.Types == keyword.AnyType }

// unionTable returns what a schema chooses by that is one anyOf or oneOf and that a table can
// check: see [body.alone].
func (c *Checks) unionTable(schema *ir.Schema, to *target) (choice plan.Choice, ok bool) {
	p := plan.Of(schema)
	choice, ok = c.file.Doc.Alone(p)
	if !ok || to != nil && !to.isOnlyVariants() || simpleMethod(plan.WithoutNull(schema)) != "" {
		return choice, false
	}
	if texts, _, _ := plan.Enum(plan.WithoutNull(schema)); len(texts) > 0 || choice.Accepts()&^p.Types != 0 {
		return choice, false
	}
	if to != nil {
		if _, inherited := plan.Children(c.file.Doc.Named(to.declared.Name)); inherited {
			return choice, false
		}
	}
	return choice, true
}

func (c *Checks) isObjectTable(p *plan.Plan, to *target) bool {
	if to != nil && to.under.Kind == goapi.Map {
		return isMap(p)
	}
	if !p.MembersSuffice() || len(p.PropertyNames()) > 0 || p.HasPatterns() || to == nil && !p.Asks(ir.Object) {
		return false
	}
	if others, _ := p.Others(); plan.Conjunction(others) != nil {
		return false
	}
	if to == nil {
		return true
	}
	if to.declared == nil || to.declared.Additional != nil {
		return false
	}
	for _, f := range to.declared.Fields {
		if f.Untagged {
			return false
		}
	}
	for _, name := range to.names() {
		if c.conditional(to, name) != nil {
			return false
		}
	}
	return true
}

// IsFlatBody reports whether a named schema is a body of few members that are all read by
// one method of the scanner each. A call waits for the checks of both its bodies, which are
// often such: a function is nearly twice as fast there as a table, whose fields are found at
// run time, and which does not leave the scanner on the stack.
func (c *Checks) IsFlatBody(schema *ir.Schema) bool {
	const few = 8
	p := plan.Of(schema)
	members := p.Members(nil)
	isObject := p.Types&^ir.Null == ir.Object || p.Types == keyword.AnyType && len(members) > 0
	if !isObject || len(members) == 0 || len(members) > few || !slices.ContainsFunc(schema.UsedBy, ir.Use.IsBody) {
		return false
	}
	return !slices.ContainsFunc(members, func(m *plan.Member) bool {
		one := plan.Conjunction(m.Schemas)
		if one == nil {
			return false
		}
		one = plan.WithoutNull(one)
		texts, _, _ := plan.Enum(one)
		return len(texts) == 0 && simpleValues[simpleMethod(one)] == ""
	})
}

// simpleValues are the ways to read a value by a method of the scanner.
var simpleValues = map[string]string{
	"Boolean": "AnyBoolean", "Integer": "AnyInteger", "Int32": "AnyInt32", "Int64": "AnyInt64", "Number": "AnyNumber", "String": "AnyString", "Skip": "AnyValue",
}

// IsSimple reports whether one method of the run-time package checks a schema.
func IsSimple(schema *ir.Schema) bool { return simpleMethod(plan.WithoutNull(schema)) != "" }

// SharesTable reports whether a schema, decoded to a Go type that is not its own, is checked
// by a table. See [Checks.SharedTable].
func (c *Checks) SharesTable(schema *ir.Schema, t goapi.Expr) bool {
	to := c.target(schema, t)
	return to != nil && !code.IsOwn(t, schema.Name) && c.isTable(plan.Anonymous(schema), to)
}

// SharedTable returns that table. Hint names it.
func (c *Checks) SharedTable(hint string, schema *ir.Schema, t goapi.Expr) string {
	return c.sharedCheck(plan.Anonymous(schema), c.target(schema, t), hint).name
}

// ScalarTable returns the table that checks a string or an integer; "" where a function does.
// Hint names it.
func (c *Checks) ScalarTable(hint string, schema *ir.Schema) string {
	schema = plan.Anonymous(schema)
	if !c.isTable(schema, nil) {
		return ""
	}
	return c.sharedCheck(schema, nil, hint).name
}
