package validators

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
)

// Arrays, as bytes: prefixItems, items, contains, minContains, maxContains,
// minItems, maxItems and uniqueItems (JSON Schema Core 10.3.1; Validation 6.4).

// array returns the statements for arrays, or nil.
func (e *emitter) array(p *plan, to *target, hint string) []jen.Code {
	values := valuesOf(p, ir.Array)
	has := func(test func(*ir.Schema) bool) bool { return slices.ContainsFunc(p.parts, test) }
	if len(values) == 0 && !has(onArrays) && to == nil {
		return nil
	}
	counted := has(func(s *ir.Schema) bool { return s.MinItems != nil || s.MaxItems != nil || len(s.PrefixItems) > 0 })
	contains := has(func(s *ir.Schema) bool { return s.Contains != nil })

	var out, loop []jen.Code
	if contains {
		loop = append(loop, jen.Id("item").Op(":=").Add(s()).Dot("Pos").Call())
	}
	loop = append(loop, e.item(p, to, hint)...)
	n := 0
	for _, part := range p.parts {
		if part.Contains == nil {
			continue
		}
		n++
		name := "contained" + suffix(n)
		out = append(out, jen.Id(name).Op(":=").Lit(0))
		loop = append(loop, jen.If(e.matches(jen.Id("item"), hint+"Contains", part.Contains)).Block(jen.Id(name).Op("++")))
	}
	if counted {
		out = append(out, jen.Id("count").Op(":=").Lit(0))
		loop = append(loop, jen.Id("count").Op("++"))
	}
	if to != nil {
		out = append(out, jen.If(jen.Id("v").Op("!=").Nil()).Block(jen.Op("*").Id("v").Op("=").Add(e.typ(to.typ)).Values()))
	}
	enter := "Array"
	if readsArray(p, to) {
		enter = "Items"
	}
	out = append(out,
		jen.For(jen.Id("ok").Op(":=").Add(s()).Dot(enter).Call(), jen.Id("ok"), jen.Id("ok").Op("=").Add(s()).Dot("More").Call()).Block(loop...),
		must(s().Dot("OK").Call()),
	)
	n = 0
	for _, part := range p.parts {
		if m := part.MinItems; m != nil && *m > 0 {
			message := "must have at least " + count(*m, "item")
			if *m == 1 {
				message = "must not be empty"
			}
			out = append(out, e.failAt(jen.Id("count").Op("<").Lit(limit(*m)), "minItems", message))
		}
		if m := part.MaxItems; m != nil {
			out = append(out, e.failAt(jen.Id("count").Op(">").Lit(limit(*m)), "maxItems", "must have at most "+count(*m, "item")))
		}
		if part.UniqueItems {
			out = append(out, e.failAt(jen.Op("!").Add(s()).Dot("Unique").Call(e.start()), "uniqueItems", "must have items that all differ"))
		}
		if part.Contains == nil {
			continue
		}
		n++
		name := "contained" + suffix(n)
		least, keyword := uint64(1), "contains"
		if part.MinContains != nil {
			least, keyword = *part.MinContains, "minContains"
		}
		if least > 0 {
			out = append(out, e.failAt(jen.Id(name).Op("<").Lit(limit(least)), keyword, "must have at least "+count(least, "item")+" that its schema's contains describes"))
		} else if part.MaxContains == nil || e.vague[part.Contains] {
			out = append(out, jen.Id("_").Op("=").Id(name))
		}
		if m := part.MaxContains; m != nil && !e.vague[part.Contains] {
			out = append(out, e.failAt(jen.Id(name).Op(">").Lit(limit(*m)), "maxContains", "must have at most "+count(*m, "item")+" that its schema's contains describes"))
		}
	}
	for _, list := range values {
		out = append(out, list.containers(e))
	}
	return out
}

// readsArray reports whether the statements for arrays are a loop and no more,
// so that they see for themselves what comes next.
func readsArray(p *plan, to *target) bool {
	more := func(s *ir.Schema) bool {
		return len(s.Enum) > 0 || s.Const != nil || s.Contains != nil || s.MinItems != nil || s.MaxItems != nil || s.UniqueItems
	}
	return p.types == ir.Array && (to != nil || slices.ContainsFunc(p.parts, onArrays)) && !p.looksAgain() && !slices.ContainsFunc(p.parts, more)
}

func suffix(n int) string {
	if n == 1 {
		return ""
	}
	return lit(n)
}

// item checks one item: by its place, and else by items.
func (e *emitter) item(p *plan, to *target, hint string) []jen.Code {
	prefix := 0
	for _, part := range p.parts {
		prefix = max(prefix, len(part.PrefixItems))
	}
	check := func(hint string, i int) []jen.Code {
		var schemas []*ir.Schema
		for _, part := range p.parts {
			switch {
			case i < len(part.PrefixItems):
				schemas = append(schemas, part.PrefixItems[i])
			case part.Items != nil:
				schemas = append(schemas, part.Items)
			}
		}
		var item *place
		if to != nil {
			item = &place{typ: *to.under.Elem, at: e.rt("NewItem").Call(jen.Id("v"))}
		}
		before, calls := e.read(hint, schemas, item)
		for i := 1; i < len(calls); i++ { // which keep what was read
			calls[i].unless = jen.Id("v").Op("==").Nil()
		}
		return append(before, mustAll(calls))
	}
	rest := check(hint+"Item", prefix)
	if prefix == 0 {
		return rest
	}
	var cases []jen.Code
	for i := range prefix {
		cases = append(cases, jen.Case(jen.Lit(i)).Block(check(hint+"Item"+lit(i+1), i)...))
	}
	return []jen.Code{jen.Switch(jen.Id("count")).Block(append(cases, jen.Default().Block(rest...))...)}
}
