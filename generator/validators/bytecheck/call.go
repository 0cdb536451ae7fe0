package bytecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Calls of checks: of a method of the scanner, of the function of a named schema, or
// of one that all schemas share which assert the same.

// Call returns a call that checks the next value against all of schemas. Hint names
// the function that it may need.
func (c *Checks) Call(hint string, schemas ...*ir.Schema) *jen.Statement {
	return c.callInto(hint, plan.Conjunction(schemas), nil, nil)
}

// Func is [Checks.Call] as a function value.
func (c *Checks) Func(hint string, schema *ir.Schema) jen.Code {
	if one := plan.Conjunction([]*ir.Schema{schema}); one != nil && one.Name != "" && c.ownTarget(one) == nil {
		if name := c.OwnCheck(one); name != "" {
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
	name := ""
	takes := to != nil
	if schema.Name != "" {
		if own := c.ownTarget(schema); own != nil && (to == nil || own.typ.String() == to.typ.String()) {
			name, takes = "check"+schema.Own().Name, true
		} else if to == nil {
			name = c.OwnCheck(schema)
		}
	}
	if name == "" {
		name, takes = c.sharedCheck(schema, to, hint)
	}
	switch {
	case !takes:
		return jen.Id(name).Call(code.Scanner())
	case at == nil:
		return jen.Id(name).Call(code.Scanner(), jen.Nil())
	}
	return jen.Id(name).Call(code.Scanner(), at)
}

// OwnCheck returns the function that a named schema has for itself; "" where one call
// of the run-time package does, or a function that others share.
func (c *Checks) OwnCheck(schema *ir.Schema) string {
	schema = schema.Own()
	if c.file.Doc.Remembers(schema) || c.ownTarget(schema) != nil {
		return "check" + schema.Name
	}
	if c.simple(schema, schema.Name) != nil || c.file.Doc.Alike(plan.Anonymous(schema)) > 1 {
		return ""
	}
	return "check" + schema.Name
}

// sharedCheck returns the function that checks an anonymous schema, and whether it
// takes a pointer. It has the function written, later, where it is new.
func (c *Checks) sharedCheck(schema *ir.Schema, to *target, hint string) (name string, takes bool) {
	schema = plan.Anonymous(schema)
	signature := plan.Signature(schema)
	key := signature
	if to != nil {
		key += " " + to.typ.String()
	}
	if f, ok := c.shared[key]; ok {
		return f.name, f.takes
	}
	f := function{name: c.file.Fresh("expect" + c.file.NameFor(schema, hint)), takes: to != nil}
	c.shared[key] = f
	if to != nil && c.shared[signature].name == "" {
		c.shared[signature] = f // it checks as well where nothing is decoded
	}
	c.file.Later(func() { c.remembering(f.name, schema, to, hint) })
	return f.name, f.takes
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
