package validators

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
)

// Strings, numbers, booleans and null, as bytes.

// scalar returns the statements for scalars of one kind, or nil.
func (e *emitter) scalar(p *plan, types ir.Types) []jen.Code {
	values := valuesOf(p, types)
	var failures []failure
	if types&(ir.String|ir.Num|ir.Integer) != 0 {
		failures = e.failuresOf(p, types)
	}
	var out []jen.Code
	if types == ir.String {
		out = e.patternComments(p)
	}
	whole := types == ir.Integer // not every number
	if len(values) == 0 && len(failures) == 0 && !whole {
		if len(out) > 0 {
			return append(out, must(s().Dot("String").Call()))
		}
		return nil
	}
	switch {
	case types == ir.String:
		used := len(failures) > 0 || slices.ContainsFunc(values, func(l listed) bool { return len(l.texts()) > 0 })
		out = append(out, scan("v", "Text", used))
		for _, list := range values {
			out = append(out, list.strings())
		}
	case whole:
		if len(values) == 0 && len(failures) == 0 {
			return []jen.Code{must(s().Dot("Integer").Call())}
		}
		// A number that is no integer is said to be that, and no more is asked of it.
		out = append(out, scan("n", "Int", usesNumber(values, failures)))
		for _, list := range values {
			out = append(out, list.numbers())
		}
	case types.Has(ir.Num):
		out = append(out, scan("n", "Num", usesNumber(values, failures)))
		for _, list := range values {
			out = append(out, list.numbers())
		}
	case types == ir.Boolean:
		out = append(out, scan("b", "Bool", slices.ContainsFunc(values, func(l listed) bool { yes, no := l.truths(); return yes != no })))
		for _, list := range values {
			if fail := list.booleans(); fail != nil {
				out = append(out, fail)
			}
		}
	case types == ir.Null:
		out = append(out, must(s().Dot("Null").Call()))
		for _, list := range values {
			if fail := list.null(); fail != nil {
				out = append(out, fail)
			}
		}
	}
	for _, f := range failures {
		out = append(out, unless(jen.Add(f.cond), s().Dot("Fail").Call(jen.Lit(f.keyword), jen.Lit(f.message))))
	}
	return out
}

func usesNumber(values []listed, failures []failure) bool {
	return len(failures) > 0 || slices.ContainsFunc(values, func(l listed) bool { return len(l.list) > 0 })
}

// scan reads a scalar into a variable.
func scan(variable, method string, used bool) jen.Code {
	name := jen.Id(variable)
	if !used {
		name = jen.Id("_")
	}
	return jen.Add(
		jen.List(name, jen.Id("ok")).Op(":=").Add(s()).Dot(method).Call().Line(),
		jen.If(jen.Op("!").Id("ok")).Block(jen.Return(s().Dot("OK").Call())),
	)
}

// count renders "1 item", "2 items".
func count(n uint64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// limit brings a limit to an int; no body comes near the largest.
func limit(n uint64) int {
	const most = 1<<31 - 1
	return int(min(n, most))
}
