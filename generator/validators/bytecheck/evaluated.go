package bytecheck

import (
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// What is evaluated (JSON Schema Core, 11): of a value that matches a schema, the
// members and items that the schema's keywords apply to. The code that marks them
// is in functions of its own, since few schemas need it.

// marker returns the function that marks what a schema evaluates of the value that
// comes next. With own, it is for the schema's own unevaluated keywords, which then
// do not count.
func (c *Checks) marker(schema *ir.Schema, hint string, own bool) string {
	schema = keyword.Unwrap(schema)
	key := schema.Name
	if schema.Name == "" {
		key = plan.Signature(schema)
	}
	if own {
		key = "own " + key
	}
	if name, ok := c.marks[key]; ok {
		return name
	}
	if schema.Name != "" {
		hint = schema.Name
	}
	name := c.file.Fresh("marks" + hint)
	c.marks[key] = name
	number := len(c.marks)
	c.file.Later(func() {
		c.file.Add(jen.Func().Id(name).Params(code.Scanner().Op("*").Add(c.file.Runtime("Scanner")), jen.Id("e").Op("*").Add(c.file.Runtime("Evaluated"))).
			Block(c.markerBody(schema, hint, own, number)...))
	})
	return name
}

func (c *Checks) markerBody(schema *ir.Schema, hint string, own bool, number int) []jen.Code {
	if schema.Always != nil {
		return nil
	}
	at := func() *jen.Statement { return jen.Id("at") }
	var out []jen.Code
	if schema.Name != "" && !own {
		out = append(out, jen.If(jen.Op("!").Id("e").Dot("Enter").Call(jen.Lit(number))).Block(jen.Return()))
	}
	out = append(out, at().Op(":=").Add(code.Scanner()).Dot("Pos").Call())
	var cases []jen.Code
	if body := c.markMembers(schema, own); body != nil {
		cases = append(cases, jen.Case(c.file.Runtime("Object")).Block(body...))
	}
	if body := c.markItems(schema, hint, own); body != nil {
		cases = append(cases, jen.Case(c.file.Runtime("Array")).Block(body...))
	}
	if len(cases) > 0 {
		out = append(out, jen.Switch(code.Scanner().Dot("Kind").Call()).Block(cases...))
	}
	follow := func(hint string, child *ir.Schema) []jen.Code {
		return []jen.Code{seek(at()), jen.Id(c.marker(child, hint, false)).Call(code.Scanner(), jen.Id("e"))}
	}
	if schema.Ref != nil {
		out = append(out, follow(hint+"Ref", schema.Ref)...)
	}
	for i, child := range schema.AllOf {
		out = append(out, follow(hint+"Part"+strconv.Itoa(i+1), child)...)
	}
	for _, variants := range [][]*ir.Schema{schema.AnyOf, schema.OneOf} {
		for i, child := range variants {
			hint := hint + "Variant" + strconv.Itoa(i+1)
			out = append(out, jen.If(c.matches(at(), hint, child)).Block(follow(hint, child)...))
		}
	}
	if schema.If != nil {
		then := follow(hint+"If", schema.If)
		if schema.Then != nil {
			then = append(then, follow(hint+"Then", schema.Then)...)
		}
		var otherwise []jen.Code
		if schema.Else != nil {
			otherwise = follow(hint+"Else", schema.Else)
		}
		if c.file.Doc.Lenient(schema.If) { // either may be the case
			out = append(append(out, then...), otherwise...)
		} else {
			branch := jen.If(c.matches(at(), hint+"If", schema.If)).Block(then...)
			if otherwise != nil {
				branch.Else().Block(otherwise...)
			}
			out = append(out, branch)
		}
	}
	for _, d := range schema.DependentSchemas {
		cond := code.Scanner().Dot("HasMember").Call(at(), jen.Lit(d.Wire))
		out = append(out, jen.If(cond).Block(follow(hint+"With"+code.CamelCase(d.Wire), d.Schema)...))
	}
	return append(out, seek(at()))
}

// markMembers marks what properties, patternProperties and additionalProperties
// apply to.
func (c *Checks) markMembers(schema *ir.Schema, own bool) []jen.Code {
	if schema.AdditionalProperties != nil || schema.UnevaluatedProperties != nil && !own || keyword.OpenNames(schema) {
		return []jen.Code{jen.Id("e").Dot("MarkAll").Call()}
	}
	if len(schema.Properties) == 0 && len(schema.PatternProperties) == 0 {
		return nil
	}
	var names []jen.Code
	for _, property := range schema.Properties {
		names = append(names, jen.Lit(property.Wire))
	}
	mark := jen.Id("e").Dot("Mark").Call(jen.Id("i"))
	var loop []jen.Code
	if len(names) > 0 {
		loop = append(loop, jen.Switch(jen.String().Call(jen.Id("key"))).Block(jen.Case(names...).Block(mark)))
	}
	for _, property := range schema.PatternProperties { // which are all enforced: see OpenNames
		match := jen.Id(c.file.Pattern(property.Wire)).Dot("Match").Call(jen.Id("key"))
		loop = append(loop, jen.If(match).Block(mark))
	}
	loop = append(loop, code.Scanner().Dot("Skip").Call(), jen.Id("i").Op("++"))
	key := jen.List(jen.Id("key"), jen.Id("ok"))
	return []jen.Code{
		jen.Id("i").Op(":=").Lit(0),
		jen.For(jen.Add(key).Op(":=").Add(code.Scanner()).Dot("Object").Call(), jen.Id("ok"), jen.Add(key).Op("=").Add(code.Scanner()).Dot("Next").Call()).Block(loop...),
	}
}

// markItems marks what prefixItems, items and contains apply to.
func (c *Checks) markItems(schema *ir.Schema, hint string, own bool) []jen.Code {
	if schema.Items != nil || schema.UnevaluatedItems != nil && !own {
		return []jen.Code{jen.Id("e").Dot("MarkAll").Call()}
	}
	if len(schema.PrefixItems) == 0 && schema.Contains == nil {
		return nil
	}
	mark := jen.Id("e").Dot("Mark").Call(jen.Id("i"))
	var loop []jen.Code
	if n := len(schema.PrefixItems); n > 0 {
		loop = append(loop, jen.If(jen.Id("i").Op("<").Lit(n)).Block(mark))
	}
	if schema.Contains != nil {
		loop = append(loop,
			jen.Id("item").Op(":=").Add(code.Scanner()).Dot("Pos").Call(),
			jen.If(c.matches(jen.Id("item"), hint+"Contains", schema.Contains)).Block(mark),
		)
	}
	loop = append(loop, code.Scanner().Dot("Skip").Call(), jen.Id("i").Op("++"))
	return []jen.Code{
		jen.Id("i").Op(":=").Lit(0),
		jen.For(jen.Id("ok").Op(":=").Add(code.Scanner()).Dot("Array").Call(), jen.Id("ok"), jen.Id("ok").Op("=").Add(code.Scanner()).Dot("More").Call()).Block(loop...),
	}
}
