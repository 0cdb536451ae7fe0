package validators

import (
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
)

// What looks at a value again, after its one pass: anyOf, oneOf, not, if with
// then and else, the discriminator (JSON Schema Core 10.2; OpenAPI's
// Discriminator Object), and schemas that hold apart.

// again returns the statements that look at the value at at again.
func (e *emitter) again(p *plan, hint string) []jen.Code {
	if !p.looksAgain() {
		return nil
	}
	var out []jen.Code
	for _, schema := range p.apart {
		out = append(out, e.at(), must(e.check(hint+"Also", schema)))
	}
	unions := 0
	for _, part := range p.parts {
		var block []jen.Code
		block = append(block, e.union(part, hint)...)
		if len(block) > 0 {
			unions++
			out = append(out, block...)
		}
		if part.Not != nil && !e.vague[part.Not] {
			fail := must(s().Dot("FailAt").Call(e.start(), jen.Lit("not"), jen.Lit("must not match "+nameOf(part.Not, "the schema that not forbids"))))
			out = append(out, jen.If(e.matches(e.start(), hint+"Not", part.Not)).Block(fail))
		}
		out = append(out, e.condition(part, hint)...)
	}
	for _, part := range p.parts {
		out = append(out, e.unevaluated(part, hint)...)
	}
	if len(out) == 0 { // nothing of it is enforced
		return nil
	}
	out = append([]jen.Code{jen.Id("end").Op(":=").Add(s()).Dot("Pos").Call()}, out...)
	return append(out, s().Dot("Seek").Call(jen.Id("end")))
}

// at goes back to the start of the value.
func (e *emitter) at() jen.Code { return s().Dot("Seek").Call(e.start()) }

// try is an attempt to match the value at an offset.
func (e *emitter) try(at jen.Code, hint string, schema *ir.Schema) *jen.Statement {
	return s().Dot("Outcome").Call(s().Dot("Retry").Call(at), e.check(hint, schema))
}

// matches is the condition that the value at an offset matches.
func (e *emitter) matches(at jen.Code, hint string, schema *ir.Schema) *jen.Statement {
	return e.try(at, hint, schema).Op("==").Add(e.rt("Matched"))
}

// nameOf says what a schema is called.
func nameOf(schema *ir.Schema, otherwise string) string {
	schema = unwrap(schema)
	switch {
	case schema.Wire != "" && schema.Name != "":
		return schema.Name
	case schema.Title != "":
		return schema.Title
	case schema.Types != 0:
		return article(schema.Types)
	}
	return otherwise
}

// union checks anyOf and oneOf.
func (e *emitter) union(part *ir.Schema, hint string) []jen.Code {
	var out []jen.Code
	if discriminates(part) {
		return e.discriminated(part, hint)
	}
	for _, u := range []struct {
		method   string
		variants []*ir.Schema
	}{{"AnyOf", part.AnyOf}, {"OneOf", part.OneOf}} {
		if len(u.variants) == 0 {
			continue
		}
		if slices.ContainsFunc(u.variants, func(v *ir.Schema) bool { return e.vague[v] }) {
			u.method = "AnyOf" // that several match may not be so
		}
		args := []jen.Code{e.start(), nil}
		var tries, cases []jen.Code
		for i, variant := range u.variants {
			tries = append(tries, e.try(e.start(), hint+"Variant"+lit(i+1), variant))
			args = append(args, jen.Lit(nameOf(variant, "variant "+lit(i+1))))
			cases = append(cases, jen.Case(jen.Lit(i)).Block(e.at(), must(e.check(hint+"Variant"+lit(i+1), variant))))
		}
		lines := jen.Null()
		for _, t := range tries {
			lines.Line().Add(t).Op(",")
		}
		args[1] = jen.Id("outcomes").Index(jen.Op(":"))
		out = append(out, jen.Block(
			jen.Id("outcomes").Op(":=").Index(jen.Op("...")).Int().Values(lines.Line()),
			jen.Switch(s().Dot(u.method).Call(args...)).Block(cases...),
			must(s().Dot("OK").Call()),
		))
	}
	return out
}

// discriminates reports whether the discriminator can pick every variant.
func discriminates(part *ir.Schema) bool {
	variants := slices.Concat(part.OneOf, part.AnyOf)
	if part.Discriminator == nil || len(variants) == 0 {
		return false
	}
	for _, v := range variants {
		mapped := func(m ir.Mapping) bool { return m.Schema == unwrap(v) }
		if !slices.ContainsFunc(part.Discriminator.Mapping, mapped) {
			return false
		}
	}
	return true
}

// discriminated checks the variant that the discriminator picks.
func (e *emitter) discriminated(part *ir.Schema, hint string) []jen.Code {
	var cases []jen.Code
	var words []string
	seen := map[string]bool{}
	for i, m := range part.Discriminator.Mapping {
		if seen[m.Value] {
			continue
		}
		seen[m.Value] = true
		words = append(words, m.Value)
		cases = append(cases, jen.Case(jen.Lit(m.Value)).Block(e.at(), must(e.check(hint+"Variant"+lit(i+1), m.Schema))))
	}
	all := make([]ir.Value, len(words))
	for i, w := range words {
		all[i] = ir.Value(strconv.Quote(w))
	}
	cases = append(cases, jen.Default().Block(must(s().Dot("FailDiscriminator").Call(e.start(), jen.Lit(part.Discriminator.Property), jen.Lit(oneOf(all))))))
	return []jen.Code{
		jen.Switch(jen.String().Call(s().Dot("StringMember").Call(e.start(), jen.Lit(part.Discriminator.Property)))).Block(cases...),
	}
}

// condition checks then or else, as if decides.
func (e *emitter) condition(part *ir.Schema, hint string) []jen.Code {
	if part.If == nil || part.Then == nil && part.Else == nil || e.vague[part.If] {
		return nil
	}
	branch := func(name string, schema *ir.Schema) []jen.Code {
		return []jen.Code{e.at(), must(e.check(hint+name, schema))}
	}
	switch {
	case part.Else == nil:
		return []jen.Code{jen.If(e.matches(e.start(), hint+"If", part.If)).Block(branch("Then", part.Then)...)}
	case part.Then == nil:
		return []jen.Code{jen.If(e.try(e.start(), hint+"If", part.If).Op("!=").Add(e.rt("Matched"))).Block(branch("Else", part.Else)...)}
	}
	return []jen.Code{jen.If(e.matches(e.start(), hint+"If", part.If)).Block(branch("Then", part.Then)...).
		Else().Block(branch("Else", part.Else)...)}
}

// unevaluated checks unevaluatedProperties and unevaluatedItems: what none of
// the part's other keywords has looked at.
func (e *emitter) unevaluated(part *ir.Schema, hint string) []jen.Code {
	var out []jen.Code
	mark := func(kind string, loop ...jen.Code) jen.Code {
		return jen.If(s().Dot("Seek").Call(e.start()), s().Dot("Kind").Call().Op("==").Add(e.rt(kind))).Block(append([]jen.Code{
			jen.Var().Id("evaluated").Add(e.rt("Evaluated")),
			jen.Id(e.marks(part, hint, true)).Call(s(), jen.Op("&").Id("evaluated")),
			e.at(),
			jen.Id("i").Op(":=").Lit(0),
		}, loop...)...)
	}
	skipEvaluated := jen.If(jen.Id("evaluated").Dot("Has").Call(jen.Id("i")))
	if x := part.UnevaluatedProperties; x != nil {
		check := []jen.Code{must(e.check(hint+"Unevaluated", x))}
		if x.Never() {
			check = []jen.Code{mustAll([]call{
				{code: s().Dot("FailKey").Call(jen.Lit("unevaluatedProperties"), jen.Lit("must not be given: no schema that applies knows it"))},
				{code: s().Dot("Skip").Call()},
			})}
		}
		out = append(out, mark("Object",
			jen.For(jen.List(jen.Id("_"), jen.Id("ok")).Op(":=").Add(s()).Dot("Object").Call(), jen.Id("ok"), jen.List(jen.Id("_"), jen.Id("ok")).Op("=").Add(s()).Dot("Next").Call()).Block(
				jen.Add(skipEvaluated).Block(must(s().Dot("Skip").Call())).Else().Block(check...),
				jen.Id("i").Op("++"),
			)))
	}
	if x := part.UnevaluatedItems; x != nil {
		check := []jen.Code{must(e.check(hint+"Unevaluated", x))}
		if x.Never() {
			check = []jen.Code{mustAll([]call{
				{code: s().Dot("FailAt").Call(s().Dot("Pos").Call(), jen.Lit("unevaluatedItems"), jen.Lit("must not be given: no schema that applies knows it"))},
				{code: s().Dot("Skip").Call()},
			})}
		}
		out = append(out, mark("Array",
			jen.For(jen.Id("ok").Op(":=").Add(s()).Dot("Array").Call(), jen.Id("ok"), jen.Id("ok").Op("=").Add(s()).Dot("More").Call()).Block(
				jen.Add(skipEvaluated).Block(must(s().Dot("Skip").Call())).Else().Block(check...),
				jen.Id("i").Op("++"),
			)))
	}
	return out
}
