package code

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ecma"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Patterns and enums: variables of the emitted file, each written once.

// Pattern returns the variable that matches an ECMA-262 expression; "" where Go
// cannot match it.
func (f *File) Pattern(expr string) string {
	if name, ok := f.patternNames[expr]; ok {
		return name
	}
	in, err := ecma.Compile(expr)
	if err != nil {
		return ""
	}
	p := pattern{f.Fresh("pattern" + strconv.Itoa(len(f.patterns)+1)), in}
	f.patterns = append(f.patterns, p)
	f.patternNames[expr] = p.name
	return p.name
}

// AddPatterns writes the variables of all patterns.
func (f *File) AddPatterns() {
	if len(f.patterns) == 0 {
		return
	}
	var vars []jen.Code
	for _, p := range f.patterns {
		vars = append(vars, jen.Id(p.name).Op("=").Add(f.newPattern(p.in.Cases)))
	}
	f.Add(Comment("Patterns of the document, in Go's syntax.").Line().Var().Defs(vars...))
}

// newPattern is the value of a pattern: the first term of its first case, and what
// must or must not hold beside it.
func (f *File) newPattern(cases [][]ecma.Term) *jen.Statement {
	out := jen.Null()
	for i, t := range cases[0] {
		switch {
		case i == 0:
			out.Add(f.Runtime("NewPattern")).Call(jen.Lit(t.Expr))
		case t.Not:
			out.Dot("AndNot").Call(jen.Lit(t.Expr))
		default:
			out.Dot("And").Call(jen.Lit(t.Expr))
		}
	}
	if len(cases) > 1 {
		out.Dot("Or").Call(f.newPattern(cases[1:]))
	}
	return out
}

// Enum returns the variable with the values of a schema that asks for one of
// several strings and nothing else; "" for other schemas. Hint names it.
func (f *File) Enum(schema *ir.Schema, hint string) string {
	texts, message, part := plan.Enum(schema)
	if len(texts) == 0 || Imported(part) != nil {
		return ""
	}
	if part.Name != "" {
		hint = part.Name
	}
	return f.enum(texts, message, func() string { return f.NameFor(part, hint) })
}

// EnumOf is Enum for a list of strings, which may not be all that a schema asks for.
func (f *File) EnumOf(list plan.Values, hint string) string {
	return f.enum(list.Texts(), list.Message, func() string { return hint })
}

func (f *File) enum(texts []string, message string, stem func() string) string {
	key := fmt.Sprintf("%q %s", texts, message)
	if name, ok := f.enums[key]; ok {
		return name
	}
	name := f.Fresh("enum" + stem())
	f.enums[key] = name
	f.Later(func() {
		f.Add(jen.Var().Id(name).Op("=").Add(f.Runtime("Enum")).Values(
			Keyed("Message", jen.Lit(message)),
			Keyed("Values", jen.Index().String().Values(Row(texts)...)),
		))
	})
	return name
}

// Keyed is an element of a struct literal.
func Keyed(field string, value jen.Code) jen.Code { return jen.Id(field).Op(":").Add(value) }

// Lines puts each element of a literal on a line of its own, where there are several.
func Lines(elements []jen.Code) *jen.Statement {
	if len(elements) == 1 {
		return jen.Add(elements[0])
	}
	lines := jen.Null()
	for _, e := range elements {
		lines.Line().Add(e).Op(",")
	}
	return lines.Line()
}

// Row are string literals on one line, or each on its own where that is long.
func Row(texts []string) []jen.Code {
	const long = 120
	if len(strings.Join(texts, `", "`)) > long {
		return []jen.Code{Lines(Literals(texts))}
	}
	return Literals(texts)
}

// Literals are string literals.
func Literals(texts []string) []jen.Code {
	out := make([]jen.Code, len(texts))
	for i, text := range texts {
		out[i] = jen.Lit(text)
	}
	return out
}
