// Package bytecheck emits the checks of bytes: for each schema a function that
// checks the next value of a JSON text and, where it is given a Go value, decodes
// to it in the same pass.
//
// Each file uses only those below it, but that calls have written, later, what they
// call:
//
//	bytecheck.go    the functions, and their bodies
//	object.go       objects
//	table.go        tables, of what needs no function
//	members.go      the members of objects, by a table where it can be
//	fitting.go      members that need not fit the Go type
//	array.go        arrays
//	scalar.go       strings, numbers, booleans, null
//	imported.go     schemas of another document
//	applicators.go  what reads a value again
//	choice.go       anyOf and oneOf
//	evaluated.go    what of a value is evaluated
//	decode.go       checks of values that are stored
//	call.go         calls of checks; equal schemas share one
//	rules.go        strings and integers that need no function
//	checks.go       what all of them share
package bytecheck

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Named writes the check of a named schema, unless its users need none.
func (c *Checks) Named(schema *ir.Schema) {
	if t := code.Imported(schema); t != nil {
		c.imported(schema, t)
		return
	}
	name := c.OwnCheck(schema)
	switch name {
	case "":
		return
	case tableOf(schema):
		if schema.IsParams() {
			return // it is a part of what says how they are read and written: see Params
		}
		c.writeTable(name, schema, c.ownTarget(schema), schema.Name)
		return
	}
	c.remembering(name, schema, c.ownTarget(schema), schema.Name)
}

// remembering is [Checks.function] for a check that may have to remember what it found:
// then a function of that name runs the check where nothing is known of the value.
func (c *Checks) remembering(name string, schema *ir.Schema, to *target, hint string) {
	if !c.file.Doc.Remembers(schema) {
		c.function(name, schema, to, hint)
		return
	}
	c.remember++
	number := jen.Lit(c.remember)
	inner := c.file.Fresh("once" + strings.TrimPrefix(strings.TrimPrefix(name, "check"), "expect"))
	recall := code.Scanner().Dot("Recall").Call(number)
	remember := code.Scanner().Dot("Remember").Call(number, code.Scanner().Dot("Pos").Call(), jen.Id(inner).Call(code.Scanner()))
	if to != nil {
		v := jen.Id("v")
		recall = c.file.Runtime("RecallInto").Call(code.Scanner(), number, v)
		remember = c.file.Runtime("RememberFrom").Call(code.Scanner(), number, code.Scanner().Dot("Pos").Call(), v, jen.Id(inner).Call(code.Scanner(), v))
	}
	c.file.Add(jen.Func().Id(name).Params(c.params(to)...).Bool().Block(
		jen.If(jen.List(jen.Id("ok"), jen.Id("known")).Op(":=").Add(recall), jen.Id("known")).Block(jen.Return(jen.Id("ok"))),
		jen.Return(remember),
	))
	c.function(inner, schema, to, hint)
}

// function writes a function that checks the next value against a schema and, where
// to is given, decodes it.
func (c *Checks) function(name string, schema *ir.Schema, to *target, hint string) {
	c.file.Add(jen.Func().Id(name).Params(c.params(to)...).Bool().Block(c.statements(schema, to, hint)...))
}

// params are the parameters of a check.
func (c *Checks) params(to *target) []jen.Code {
	out := []jen.Code{code.Scanner().Op("*").Add(c.file.Runtime("Scanner"))}
	if to != nil {
		out = append(out, jen.Id("v").Op("*").Add(c.file.Types.Expr(to.typ)))
	}
	return out
}

// statements returns those that check one value.
func (c *Checks) statements(schema *ir.Schema, to *target, hint string) []jen.Code {
	c.file.Enter(schema)
	if call := c.simple(schema, hint); call != nil {
		return []jen.Code{jen.Return(call)}
	}
	p := plan.Of(schema)
	var out []jen.Code
	if p.Nullable {
		isNull := code.Scanner().Dot("Kind").Call().Op("==").Add(c.file.Runtime("Null"))
		out = append(out, jen.If(isNull).Block(jen.Return(code.Scanner().Dot("Null").Call())))
	}
	if call := c.simple(plan.WithoutNull(schema), hint); call != nil && to == nil {
		return append(out, jen.Return(call))
	}
	if other := c.sameAs(schema, to); other != nil {
		var at jen.Code
		if to != nil {
			at = jen.Id("v")
		}
		return append(out, jen.Return(c.callInto(hint, other, to, at)))
	}
	if p.Never || p.Types == 0 {
		return append(out, jen.Return(code.Scanner().Dot("Never").Call()))
	}
	if p.Plain() && p.Types == keyword.AnyType && to == nil {
		return append(out, jen.Return(code.Scanner().Dot("Skip").Call()))
	}
	b := &body{Checks: c, plan: p, hint: hint}
	if schema.Name != "" && to == c.ownTarget(schema) {
		b.owner = schema
	}
	checks := append(c.notEnforced(p), b.children(to)...)
	if alone := b.alone(to); alone != nil {
		return code.Finish(append(append(out, checks...), alone...))
	}
	checks = append(append(checks, b.fits(to)...), b.byKind(to)...)
	checks = append(checks, b.applicators(to)...)
	if b.usesStart {
		out = append(out, jen.Id("at").Op(":=").Add(code.Scanner()).Dot("Pos").Call())
	}
	return code.Finish(append(out, checks...))
}

// fits refuses a value that the schema accepts and the Go value cannot hold.
func (b *body) fits(to *target) []jen.Code {
	if to == nil || to.isUnion() {
		return nil
	}
	types := to.takes()
	if b.plan.Types&^(types|ir.Null) == 0 {
		return nil
	}
	misfit := jen.Id("v").Op("!=").Nil().Op("&&").Op("!").Add(code.Scanner()).Dot("Fits").Call(b.file.Runtime(code.CamelCase(types.String())))
	return []jen.Code{jen.If(misfit).Block(jen.Return(mismatch(types)))}
}

// byKind checks a value by its kind; one of a kind that is not allowed is a
// mismatch.
func (b *body) byKind(to *target) []jen.Code {
	type group struct {
		name string
		body []jen.Code
	}
	p := b.plan
	var groups []group
	var skipped []jen.Code
	for _, k := range kinds {
		types := p.Types & k.types
		if types == 0 {
			continue
		}
		if body := b.kind(types, to); body != nil {
			groups = append(groups, group{k.name, body})
		} else {
			skipped = append(skipped, b.file.Runtime(k.name))
		}
	}
	mismatch := jen.Return(mismatch(p.Types))
	skip := code.Must(code.Scanner().Dot("Skip").Call())
	switch {
	case len(groups) == 0 && p.Types == keyword.AnyType:
		return []jen.Code{skip}
	case len(groups) == 1 && len(skipped) == 0 && (p.Types == ir.String || p.Types&^ir.Num == ir.Integer):
		if to != nil && p.Types == ir.String { // the text has the name of what it is decoded into
			return []jen.Code{jen.Block(groups[0].body...)}
		}
		return groups[0].body // it refuses other kinds itself
	case len(groups) == 1 && len(skipped) == 0 && (p.Types == ir.Object && readsObject(p, to) || readsArray(p, to)):
		return groups[0].body // likewise
	case len(groups) == 1 && len(skipped) == 0:
		kind := jen.If(code.Scanner().Dot("Kind").Call().Op("!=").Add(b.file.Runtime(groups[0].name))).Block(mismatch)
		return append([]jen.Code{kind}, groups[0].body...)
	}
	var cases []jen.Code
	for _, g := range groups {
		cases = append(cases, jen.Case(b.file.Runtime(g.name)).Block(g.body...))
	}
	switch {
	case p.Types == keyword.AnyType:
		cases = append(cases, jen.Default().Block(skip))
	case len(skipped) > 0:
		cases = append(cases, jen.Case(skipped...).Block(skip), jen.Default().Block(mismatch))
	default:
		cases = append(cases, jen.Default().Block(mismatch))
	}
	return []jen.Code{jen.Switch(code.Scanner().Dot("Kind").Call()).Block(cases...)}
}

// kind returns the statements for values of one kind, all of whose types are in
// types; nil where there is nothing to check but syntax.
func (b *body) kind(types ir.Types, to *target) []jen.Code {
	if to != nil && (!types.Has(to.takes()) || to.isUnion() && len(to.names()) == 0 && to.declared.Additional == nil) {
		to = nil // fits has refused the value where it is to be decoded, or a variant holds it
	}
	switch {
	case types.Has(ir.Object):
		return b.object(to)
	case types.Has(ir.Array):
		return b.array(to)
	default:
		return b.scalar(types)
	}
}
