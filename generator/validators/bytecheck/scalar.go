package bytecheck

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Strings, numbers, booleans and null; enum and const of every type.

// scalar returns the statements for scalars of one kind; nil where there is nothing
// to check.
func (b *body) scalar(types ir.Types) []jen.Code {
	values := b.plan.Values(types)
	steps := b.file.Doc.Steps(b.plan, types)
	var out []jen.Code
	if types == ir.String {
		for _, text := range b.plan.PatternsNotEnforced() {
			out = append(out, code.Comment(text))
		}
	}
	whole := types == ir.Integer // not every number
	if len(values) == 0 && len(steps) == 0 {
		switch {
		case whole:
			return []jen.Code{code.Must(code.Scanner().Dot("Integer").Call())}
		case len(out) > 0:
			return append(out, code.Must(code.Scanner().Dot("String").Call()))
		}
		return nil
	}
	used := len(steps) > 0
	switch {
	case types == ir.String:
		used = used || slices.ContainsFunc(values, func(v plan.Values) bool { return len(v.Texts()) > 0 })
		out = append(out, readScalar("v", "Text", used))
	case types&(ir.Num|ir.Integer) != 0:
		used = used || slices.ContainsFunc(values, func(v plan.Values) bool { return len(v.List) > 0 })
		method := "Num"
		if whole { // of a number that is no integer nothing more is asked
			method = "Int"
		}
		out = append(out, readScalar("n", method, used))
	case types == ir.Boolean:
		used = slices.ContainsFunc(values, func(v plan.Values) bool { yes, no := v.Truths(); return yes != no })
		out = append(out, readScalar("b", "Bool", used))
	case types == ir.Null:
		out = append(out, code.Must(code.Scanner().Dot("Null").Call()))
	}
	for _, list := range values {
		if check := b.oneOfScalars(list, types); check != nil {
			out = append(out, check)
		}
	}
	for _, step := range steps {
		fail := code.Scanner().Dot("Fail").Call(jen.Lit(step.Keyword), jen.Lit(step.Message))
		out = append(out, code.FailIf(b.file.Violates(step, code.Value{}), fail))
	}
	return out
}

// readScalar reads a scalar into a variable.
func readScalar(variable, method string, used bool) jen.Code {
	name := jen.Id(variable)
	if !used {
		name = jen.Id("_")
	}
	return jen.Add(
		jen.List(name, jen.Id("ok")).Op(":=").Add(code.Scanner()).Dot(method).Call().Line(),
		jen.If(jen.Op("!").Id("ok")).Block(jen.Return(code.Scanner().Dot("OK").Call())),
	)
}

// oneOfScalars checks that the scalar that was read is one of a list; nil where all
// of its type are.
func (b *body) oneOfScalars(list plan.Values, types ir.Types) jen.Code {
	fail := code.Scanner().Dot("Fail").Call(jen.Lit(list.Keyword), jen.Lit(list.Message))
	if list.Keyword == "enum" {
		fail = code.Scanner().Dot("FailEnum").Call(jen.Lit(list.Message))
	}
	yes, no := list.Truths()
	switch {
	case types == ir.String && len(list.Texts()) > 0:
		return code.FailUnlessOneOf(list.Texts(), fail)
	case types&(ir.Num|ir.Integer) != 0 && len(list.List) > 0:
		return jen.If(code.NoNumber(list.List)).Block(code.Must(fail))
	case types == ir.Boolean && yes && no, types == ir.Null && len(list.List) > 0:
		return nil
	case types == ir.Boolean && yes:
		return jen.If(jen.Op("!").Id("b")).Block(code.Must(fail))
	case types == ir.Boolean && no:
		return jen.If(jen.Id("b")).Block(code.Must(fail))
	}
	return code.Must(fail)
}

// oneOf checks that the array or object that was read is one of a list.
func (b *body) oneOf(list plan.Values) jen.Code {
	args := []jen.Code{b.start()}
	for _, value := range list.List {
		args = append(args, jen.Lit(string(validate.Canonical(value))))
	}
	fail := code.Must(code.Scanner().Dot("FailAt").Call(b.start(), jen.Lit(list.Keyword), jen.Lit(list.Message)))
	if len(list.List) == 0 {
		return fail
	}
	return jen.If(jen.Op("!").Add(code.Scanner()).Dot("Equals").Call(args...)).Block(fail)
}
