package validators

import (
	"regexp"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
)

// pattern (JSON Schema Validation, 6.3.3) and patternProperties' names: each
// expression once, as a variable of the emitted file.

// pattern is an expression that the emitted file matches.
type pattern struct {
	name string
	ecma string // as the document writes it
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
func (e *emitter) pattern(ecma string) string {
	for _, p := range e.regexps {
		if p.ecma == ecma {
			return p.name
		}
	}
	re2, err := translate(ecma)
	if err != nil {
		return ""
	}
	p := pattern{e.fresh("pattern" + lit(len(e.regexps)+1)), ecma, re2}
	e.regexps = append(e.regexps, p)
	return p.name
}

// compile returns an expression ready to match, or nil where Go cannot match it.
func (e *emitter) compile(ecma string) *regexp.Regexp {
	re, ok := e.compiled[ecma]
	if !ok {
		if re2, err := translate(ecma); err == nil {
			re = regexp.MustCompile(re2)
		}
		e.compiled[ecma] = re
	}
	return re
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
