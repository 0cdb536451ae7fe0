package bytecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Objects: properties, patternProperties, additionalProperties, propertyNames,
// required, dependentRequired, dependentSchemas, minProperties and maxProperties
// (JSON Schema Core 10.2.2.4 and 10.3.2; Validation 6.5).

// object returns the statements for objects; nil where there is nothing to check.
func (b *body) object(to *target) []jen.Code {
	p := b.plan
	values := p.Values(ir.Object)
	asks := p.Asks(ir.Object)
	if len(values) == 0 && !asks && to == nil {
		return nil
	}
	if !asks && to == nil {
		out := []jen.Code{code.Must(code.Scanner().Dot("Skip").Call())}
		for _, list := range values {
			out = append(out, b.oneOf(list))
		}
		return out
	}
	members := p.Members(to.names())
	names := p.PropertyNames()
	t := &table{body: b, to: to, byCode: len(names) > 0, alike: map[likeness]*memberCode{}}
	for i, m := range members {
		t.addMember(m, i)
	}
	t.addOthers()
	var head []jen.Code
	for _, schema := range names {
		check := jen.Func().Params().Bool().Block(jen.Return(b.Call(b.hint+"Name", schema)))
		head = append(head, code.Must(code.Scanner().Dot("Name").Call(check)))
	}
	var out []jen.Code
	if to != nil && to.under.Kind == goapi.Map {
		out = append(out, b.file.Runtime("MakeMap").Call(jen.Id("v")))
	}
	out = append(out, t.read(len(members), head)...)
	out = append(out, b.dependent(members)...)
	for _, step := range b.file.Doc.Steps(p, ir.Object) {
		out = append(out, b.failAt(b.file.Violates(step, code.Value{Members: jen.Id("r").Dot("Count")}), step.Keyword, step.Message))
	}
	for _, list := range values {
		out = append(out, b.oneOf(list))
	}
	return out
}

// readsObject reports whether the statements for objects are the reader's loop and
// nothing else, which refuses other kinds itself.
func readsObject(p *plan.Plan, to *target) bool {
	return (to != nil && to.under.Kind == goapi.Struct || p.Asks(ir.Object)) && (to == nil || to.under.Kind != goapi.Map) && p.MembersSuffice()
}

// dependent checks dependentRequired and dependentSchemas.
func (b *body) dependent(members []*plan.Member) []jen.Code {
	index := make(map[string]int, len(members))
	for i, m := range members {
		index[m.Name] = i
	}
	var out []jen.Code
	for _, d := range b.plan.DependentRequired() {
		var block []jen.Code
		for _, name := range d.Required {
			message := "is required where " + d.Name + " is given: add it, or remove " + d.Name
			block = append(block, code.FailIf(seen(index[name]).Op("==").Lit(0), code.Scanner().Dot("Dependent").Call(jen.Lit(name), jen.Lit(message))))
		}
		if len(block) > 0 {
			out = append(out, jen.If(seen(index[d.Name]).Op("!=").Lit(0)).Block(block...))
		}
	}
	dependent := b.plan.DependentSchemas()
	if len(dependent) == 0 {
		return out
	}
	out = append(out, jen.Id("done").Op(":=").Add(code.Scanner()).Dot("Pos").Call())
	for _, d := range dependent {
		out = append(out, jen.If(seen(index[d.Wire]).Op("!=").Lit(0)).Block(
			b.checkWhere("With"+code.CamelCase(d.Wire), "where "+d.Wire+" is given", d.Schema)...,
		))
	}
	return append(out, seek(jen.Id("done")))
}

// seen is the bit of the member with an index: not 0 where it was met.
func seen(i int) *jen.Statement {
	return jen.Id("seen").Index(jen.Lit(i / 64)).Op("&").Parens(jen.Lit(1).Op("<<").Lit(i % 64))
}
