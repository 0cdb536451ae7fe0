package bytecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// The keywords that read a value again, after the pass over it: see plan.Applicator.
// Those of anyOf and oneOf are in choice.go.

// applicators returns the statements that read the value again.
func (b *body) applicators(to *target) []jen.Code {
	var out []jen.Code
	for _, a := range b.file.Doc.Applicators(b.plan) {
		switch a := a.(type) {
		case plan.Also:
			out = append(out, b.checkAgain("Also", a.Schema)...)
		case plan.Choice:
			out = append(out, code.Must(b.choose("ChooseAgain", a, to)))
		case plan.Forbidden:
			fail := code.Must(code.Scanner().Dot("FailAt").Call(b.start(), jen.Lit("not"), jen.Lit(a.Message)))
			out = append(out, jen.If(b.matches(b.start(), b.hint+"Not", a.Schema)).Block(fail))
		case plan.IfThenElse:
			out = append(out, b.ifThenElse(a))
		case plan.Unevaluated:
			out = append(out, b.unevaluated(a))
		}
	}
	if len(out) == 0 {
		return nil
	}
	out = append([]jen.Code{jen.Id("end").Op(":=").Add(code.Scanner()).Dot("Pos").Call()}, out...)
	return append(out, seek(jen.Id("end")))
}

// checkAgain checks the value against a schema; its violations are recorded.
func (b *body) checkAgain(hint string, schema *ir.Schema) []jen.Code {
	return []jen.Code{b.seekStart(), code.Must(b.Call(b.hint+hint, schema))}
}

// checkWhere is checkAgain for a schema that holds where something else is so: the
// messages of its violations end with that.
func (b *body) checkWhere(hint, where string, schema *ir.Schema) []jen.Code {
	check := jen.Func().Params().Bool().Block(jen.Return(b.Call(b.hint+hint, schema)))
	return []jen.Code{b.seekStart(), code.Must(code.Scanner().Dot("Where").Call(jen.Lit(where), check))}
}

// ifThenElse checks then or else, as if decides.
func (b *body) ifThenElse(a plan.IfThenElse) jen.Code {
	if a.Then == nil {
		notMatched := b.outcome(b.start(), b.hint+"If", a.If).Op("!=").Add(b.file.Runtime("Matched"))
		return jen.If(notMatched).Block(b.checkWhere("Else", a.Unless, a.Else)...)
	}
	out := jen.If(b.matches(b.start(), b.hint+"If", a.If)).Block(b.checkWhere("Then", a.Where, a.Then)...)
	if a.Else != nil {
		out.Else().Block(b.checkWhere("Else", a.Unless, a.Else)...)
	}
	return out
}

// unevaluated checks the members or items that no other keyword of the part applies
// to.
func (b *body) unevaluated(a plan.Unevaluated) jen.Code {
	const message = "must not be given: no schema that applies knows it"
	ok := jen.Id("ok")
	kind := "Object"
	first := jen.List(jen.Id("_"), ok).Op(":=").Add(code.Scanner()).Dot("Object").Call()
	next := jen.List(jen.Id("_"), ok).Op("=").Add(code.Scanner()).Dot("Next").Call()
	fail := code.Scanner().Dot("FailKey").Call(jen.Lit(a.Keyword), jen.Lit(message))
	if a.Keyword == "unevaluatedItems" {
		kind = "Array"
		first = jen.Add(ok).Op(":=").Add(code.Scanner()).Dot("Array").Call()
		next = jen.Add(ok).Op("=").Add(code.Scanner()).Dot("More").Call()
		fail = code.Scanner().Dot("FailAt").Call(code.Scanner().Dot("Pos").Call(), jen.Lit(a.Keyword), jen.Lit(message))
	}
	skip := code.Scanner().Dot("Skip").Call()
	check := code.MustAll([]code.Call{{Code: fail}, {Code: skip}})
	if !a.Schema.Never() {
		check = code.Must(b.Call(b.hint+"Unevaluated", a.Schema))
	}
	return jen.If(b.seekStart(), code.Scanner().Dot("Kind").Call().Op("==").Add(b.file.Runtime(kind))).Block(
		jen.Var().Id("evaluated").Add(b.file.Runtime("Evaluated")),
		jen.Id(b.marker(a.Part, b.hint, true)).Call(code.Scanner(), jen.Op("&").Id("evaluated")),
		b.seekStart(),
		jen.Id("i").Op(":=").Lit(0),
		jen.For(first, ok, next).Block(
			jen.If(jen.Id("evaluated").Dot("Has").Call(jen.Id("i"))).Block(code.Must(skip)).Else().Block(check),
			jen.Id("i").Op("++"),
		),
	)
}
