package bytecheck

import (
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Arrays: prefixItems, items, contains, minContains, maxContains, minItems, maxItems
// and uniqueItems (JSON Schema Core 10.3.1; Validation 6.4).

// array returns the statements for arrays; nil where there is nothing to check.
func (b *body) array(to *target) []jen.Code {
	p := b.plan
	values := p.Values(ir.Array)
	if len(values) == 0 && !p.Asks(ir.Array) && to == nil {
		return nil
	}
	steps := b.file.Doc.Steps(p, ir.Array)
	var out, loop []jen.Code
	counting := countsContained(steps)
	if len(counting) > 0 {
		loop = append(loop, jen.Id("item").Op(":=").Add(code.Scanner()).Dot("Pos").Call())
	}
	loop = append(loop, b.item(to)...)
	contained := map[*ir.Schema]string{} // the variable that counts
	for i, part := range counting {
		name := "contained" + suffix(i+1)
		contained[part] = name
		out = append(out, jen.Id(name).Op(":=").Lit(0))
		loop = append(loop, jen.If(b.matches(jen.Id("item"), b.hint+"Contains", part.Contains)).Block(jen.Id(name).Op("++")))
	}
	if p.Counts() {
		out = append(out, jen.Id("count").Op(":=").Lit(0))
		loop = append(loop, jen.Id("count").Op("++"))
	}
	if to != nil {
		out = append(out, jen.If(jen.Id("v").Op("!=").Nil()).Block(jen.Op("*").Id("v").Op("=").Add(b.file.Types.Expr(to.typ)).Values()))
	}
	enter := "Array"
	if readsArray(p, to) {
		enter = "Items"
	}
	out = append(out,
		jen.For(jen.Id("ok").Op(":=").Add(code.Scanner()).Dot(enter).Call(), jen.Id("ok"), jen.Id("ok").Op("=").Add(code.Scanner()).Dot("More").Call()).Block(loop...),
		code.Must(code.Scanner().Dot("OK").Call()),
	)
	v := code.Value{Items: jen.Id("count"), Start: b.start, Contained: func(part *ir.Schema) *jen.Statement { return jen.Id(contained[part]) }}
	for _, step := range steps {
		out = append(out, b.failAt(b.file.Violates(step, v), step.Keyword, step.Message))
	}
	for _, list := range values {
		out = append(out, b.oneOf(list))
	}
	return out
}

// countsContained returns the parts that ask how many items match their contains.
func countsContained(steps []plan.Step) (parts []*ir.Schema) {
	for _, step := range steps {
		switch step.Keyword {
		case "contains", "minContains", "maxContains":
			if !slices.Contains(parts, step.Part) {
				parts = append(parts, step.Part)
			}
		}
	}
	return parts
}

// readsArray reports whether the statements for arrays are a loop and nothing else,
// which refuses other kinds itself.
func readsArray(p *plan.Plan, to *target) bool {
	return p.Types == ir.Array && (to != nil || p.Asks(ir.Array)) && p.ItemsSuffice()
}

func suffix(n int) string {
	if n == 1 {
		return ""
	}
	return strconv.Itoa(n)
}

// item checks one item: by its index, and else as all others.
func (b *body) item(to *target) []jen.Code {
	prefix := b.plan.Prefix()
	check := func(hint string, i int) []jen.Code {
		var item *Slot
		if to != nil {
			item = &Slot{Type: *to.under.Elem, Pointer: b.file.Runtime("NewItem").Call(code.Scanner(), jen.Id("v"))}
		}
		before, calls := b.Read(hint, b.plan.ItemsAt(i), item)
		for i := 1; i < len(calls); i++ { // those that store what was read
			calls[i].Unless = jen.Id("v").Op("==").Nil()
		}
		return append(before, code.MustAll(calls))
	}
	rest := check(b.hint+"Item", prefix)
	if prefix == 0 {
		return rest
	}
	var cases []jen.Code
	for i := range prefix {
		cases = append(cases, jen.Case(jen.Lit(i)).Block(check(b.hint+"Item"+strconv.Itoa(i+1), i)...))
	}
	return []jen.Code{jen.Switch(jen.Id("count")).Block(append(cases, jen.Default().Block(rest...))...)}
}
