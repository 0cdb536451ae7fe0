package valuecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Unions: structs with a pointer to each variant. And objects that others build on by
// allOf: structs whose variants stand in place of the object's own fields.

// ofUnion returns the statements that check a union; more are those for what cannot be
// told by the variants.
func (c *Checks) ofUnion(schema *ir.Schema, u union, hint string, byVariant bool, more []jen.Code) []jen.Code {
	p := plan.Of(schema)
	body := more
	var conditions []*jen.Statement
	for _, a := range c.file.Doc.Applicators(p) {
		choice, ok := a.(plan.Choice)
		if !ok {
			continue
		}
		fields := u.fieldsOf(choice)
		if fields == nil {
			continue
		}
		var names []string
		var set, checks []jen.Code
		visits, mayBeSeveral := false, byVariant && choice.Keyword == "anyOf" && !choice.Exclusive()
		for _, f := range fields {
			if f != nil {
				set = append(set, jen.Id("v").Dot(f.Name).Op("!=").Nil())
			}
		}
		for i, f := range fields {
			if f == nil {
				continue
			}
			field := jen.Id("v").Dot(f.Name)
			names = append(names, f.Name)
			if byVariant && f.Type.Kind == goapi.Pointer {
				inner := c.value([]*ir.Schema{choice.Variants[i].Schema}, *f.Type.Elem, field, Path().Dot("Here").Call(), hint+code.CamelCase(f.Name))
				if len(inner) == 0 {
					continue
				}
				isSet := jen.Add(field).Op("!=").Nil()
				if mayBeSeveral {
					isSet.Op("&&").Add(Path()).Dot("Visit").Call(field, jen.Id("several"))
					visits = true
				}
				checks = append(checks, jen.If(isSet).Block(inner...))
			}
		}
		unknown := jen.False()
		if u.declared.Unknown {
			unknown = jen.Id("v").Dot(goapi.UnknownField).Op("!=").Nil()
		}
		message := "must hold one of " + plan.Few(names)
		if choice.Keyword == "anyOf" {
			message = "must hold at least one of " + plan.Few(names)
		}
		holds := Path().Dot("Union").Call(append([]jen.Code{jen.Lit(choice.Keyword), jen.Lit(message), unknown}, set...)...)
		conditions = append(conditions, holds)
		if byVariant { // which has one choice
			body = checks
			if visits {
				body = append([]jen.Code{jen.Id("several").Op(":=").Add(c.file.Runtime("Several")).Call(set...)}, checks...)
			}
		}
	}
	switch len(conditions) {
	case 0:
	case 1:
		body = []jen.Code{jen.If(conditions[0]).Block(body...)}
	default: // all of them are told
		holds := jen.Id("holds")
		all := []jen.Code{jen.Add(holds).Op(":=").Add(conditions[0])}
		for _, c := range conditions[1:] {
			all = append(all, jen.Add(holds).Op("=").Add(c).Op("&&").Add(holds))
		}
		body = append(all, jen.If(holds).Block(body...))
	}
	switch {
	case !keyword.MatchesNull(schema):
	case len(u.declared.Order) == 0 && u.declared.Additional == nil:
		return []jen.Code{jen.If(u.isSet(jen.Id("v"))).Block(body...)}
	default:
		return []jen.Code{jen.If(jen.Op("!").Add(c.file.Runtime("IsZero")).Call(pointeeAlone())).Block(body...)}
	}
	return body
}

// ofParent returns the statements that check an object that others build on: the one of
// those that is set, or else the object's own fields.
func (c *Checks) ofParent(u union, hint string, own []jen.Code) []jen.Code {
	var cases []jen.Code
	for _, v := range u.schema.Shape.Variants {
		f := u.fields[v.Schema]
		if f == nil {
			continue
		}
		field := jen.Id("v").Dot(f.Name)
		inner := c.value([]*ir.Schema{v.Schema}, *f.Type.Elem, field, Path().Dot("Here").Call(), hint+code.CamelCase(f.Name))
		cases = append(cases, jen.Case(jen.Add(field).Op("!=").Nil()).Block(inner...))
	}
	if len(own) > 0 {
		cases = append(cases, jen.Default().Block(own...))
	}
	return []jen.Code{jen.If(Path().Dot("AtMostOne").Call(u.setOf(jen.Id("v"))...)).Block(jen.Switch().Block(cases...))}
}
