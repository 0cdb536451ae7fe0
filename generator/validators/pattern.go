package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ecma"
	"github.com/oasmint/oasmint/generator/ir"
)

// pattern (JSON Schema Validation, 6.3.3) and patternProperties' names: each
// expression once, as a variable of the emitted file.

// pattern is an expression that the emitted file matches.
type pattern struct {
	name string
	expr string // as the document writes it
	re2  string
}

type patternKeyword struct{}

func (patternKeyword) types() ir.Types { return ir.String }

func (patternKeyword) failures(e *emitter, part *ir.Schema) []failure {
	if part.Pattern == nil {
		return nil
	}
	name := e.pattern(*part.Pattern)
	if name == "" {
		return nil // reported as not enforced
	}
	message := "must match the pattern " + *part.Pattern
	return []failure{{jen.Op("!").Id(name).Dot("Match").Call(v()), "pattern", message}}
}

// pattern returns the variable for an expression, or "" where Go cannot match it.
func (e *emitter) pattern(expr string) string {
	for _, p := range e.regexps {
		if p.expr == expr {
			return p.name
		}
	}
	re, err := ecma.Compile(expr)
	if err != nil {
		return ""
	}
	p := pattern{e.fresh("pattern" + lit(len(e.regexps)+1)), expr, re.String()}
	e.regexps = append(e.regexps, p)
	return p.name
}

// patterns emits the variables.
func (e *emitter) patterns() {
	if len(e.regexps) == 0 {
		return
	}
	e.file.Add(comment("Patterns of the document, in Go's syntax."))
	var vars []jen.Code
	for _, p := range e.regexps {
		vars = append(vars, jen.Id(p.name).Op("=").Add(e.rt("NewPattern")).Call(jen.Lit(p.re2)))
	}
	e.file.Var().Defs(vars...)
}
