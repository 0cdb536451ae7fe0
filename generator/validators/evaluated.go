package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
)

// What is evaluated (JSON Schema Core, 11): for a value that matches a schema,
// the members and items that the schema's keywords have looked at. Emitted as
// functions of their own, since few schemas need them.

// marks returns the function that marks what schema evaluates of the value
// that comes next. For the schema that asks (own), its own unevaluated
// keywords do not count.
func (e *emitter) marks(schema *ir.Schema, hint string, own bool) string {
	schema = unwrap(schema)
	key := "marks " + schema.Name
	if schema.Name == "" {
		key = "marks " + signature(schema)
	}
	if own {
		key = "own " + key
	}
	if name, ok := e.marked[key]; ok {
		return name
	}
	if schema.Name != "" {
		hint = schema.Name
	}
	name := e.fresh("marks" + hint)
	e.marked[key] = name
	e.pending = append(e.pending, func() {
		e.file.Func().Id(name).Params(s().Op("*").Add(e.rt("Scanner")), jen.Id("e").Op("*").Add(e.rt("Evaluated"))).
			Block(e.marksBody(schema, hint, own)...).Line()
	})
	return name
}

func (e *emitter) marksBody(schema *ir.Schema, hint string, own bool) []jen.Code {
	if schema.Always != nil {
		return nil
	}
	out := []jen.Code{jen.Id("at").Op(":=").Add(s()).Dot("Pos").Call()}
	var cases []jen.Code
	if body := e.marksMembers(schema, hint, own); body != nil {
		cases = append(cases, jen.Case(e.rt("Object")).Block(body...))
	}
	if body := e.marksItems(schema, hint, own); body != nil {
		cases = append(cases, jen.Case(e.rt("Array")).Block(body...))
	}
	if len(cases) > 0 {
		out = append(out, jen.Switch(s().Dot("Kind").Call()).Block(cases...))
	}
	follow := func(hint string, child *ir.Schema) []jen.Code {
		return []jen.Code{e.at(), jen.Id(e.marks(child, hint, false)).Call(s(), jen.Id("e"))}
	}
	if schema.Ref != nil {
		out = append(out, follow(hint+"Ref", schema.Ref)...)
	}
	for i, child := range schema.AllOf {
		out = append(out, follow(hint+"Part"+lit(i+1), child)...)
	}
	matching := func(hint string, child *ir.Schema) jen.Code {
		return jen.If(e.matches(jen.Id("at"), hint, child)).Block(follow(hint, child)...)
	}
	for i, child := range schema.AnyOf {
		out = append(out, matching(hint+"Variant"+lit(i+1), child))
	}
	for i, child := range schema.OneOf {
		out = append(out, matching(hint+"Variant"+lit(i+1), child))
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
		if e.vague[schema.If] { // it may have been either
			out = append(append(out, then...), otherwise...)
		} else {
			branch := jen.If(e.matches(jen.Id("at"), hint+"If", schema.If)).Block(then...)
			if otherwise != nil {
				branch.Else().Block(otherwise...)
			}
			out = append(out, branch)
		}
	}
	for _, d := range schema.DependentSchemas {
		cond := s().Dot("HasMember").Call(jen.Id("at"), jen.Lit(d.Wire))
		out = append(out, jen.If(cond).Block(follow(hint+"With"+exported(d.Wire), d.Schema)...))
	}
	return append(out, e.at())
}

// marksMembers marks what properties, patternProperties and
// additionalProperties look at.
func (e *emitter) marksMembers(schema *ir.Schema, hint string, own bool) []jen.Code {
	if schema.AdditionalProperties != nil || schema.UnevaluatedProperties != nil && !own || e.openNames(schema) {
		return []jen.Code{jen.Id("e").Dot("MarkAll").Call()}
	}
	if len(schema.Properties) == 0 && len(schema.PatternProperties) == 0 {
		return nil
	}
	var marked []jen.Code
	for _, property := range schema.Properties {
		marked = append(marked, jen.Lit(property.Wire))
	}
	mark := jen.Id("e").Dot("Mark").Call(jen.Id("i"))
	var loop []jen.Code
	if len(marked) > 0 {
		loop = append(loop, jen.Switch(jen.String().Call(jen.Id("key"))).Block(jen.Case(marked...).Block(mark)))
	}
	for _, property := range schema.PatternProperties {
		if name := e.pattern(property.Wire); name != "" {
			loop = append(loop, jen.If(jen.Id(name).Dot("Match").Call(jen.Id("key"))).Block(mark))
		}
	}
	loop = append(loop, s().Dot("Skip").Call(), jen.Id("i").Op("++"))
	key := jen.List(jen.Id("key"), jen.Id("ok"))
	if len(loop) == 2 {
		key = jen.List(jen.Id("_"), jen.Id("ok"))
	}
	return []jen.Code{
		jen.Id("i").Op(":=").Lit(0),
		jen.For(jen.Add(key).Op(":=").Add(s()).Dot("Object").Call(), jen.Id("ok"), jen.Add(key).Op("=").Add(s()).Dot("Next").Call()).Block(loop...),
	}
}

// marksItems marks what prefixItems, items and contains look at.
func (e *emitter) marksItems(schema *ir.Schema, hint string, own bool) []jen.Code {
	if schema.Items != nil || schema.UnevaluatedItems != nil && !own {
		return []jen.Code{jen.Id("e").Dot("MarkAll").Call()}
	}
	if len(schema.PrefixItems) == 0 && schema.Contains == nil {
		return nil
	}
	var loop []jen.Code
	if n := len(schema.PrefixItems); n > 0 {
		loop = append(loop, jen.If(jen.Id("i").Op("<").Lit(n)).Block(jen.Id("e").Dot("Mark").Call(jen.Id("i"))))
	}
	if schema.Contains != nil {
		loop = append(loop,
			jen.Id("item").Op(":=").Add(s()).Dot("Pos").Call(),
			jen.If(e.matches(jen.Id("item"), hint+"Contains", schema.Contains)).Block(jen.Id("e").Dot("Mark").Call(jen.Id("i"))),
		)
	}
	loop = append(loop, s().Dot("Skip").Call(), jen.Id("i").Op("++"))
	return []jen.Code{
		jen.Id("i").Op(":=").Lit(0),
		jen.For(jen.Id("ok").Op(":=").Add(s()).Dot("Array").Call(), jen.Id("ok"), jen.Id("ok").Op("=").Add(s()).Dot("More").Call()).Block(loop...),
	}
}
