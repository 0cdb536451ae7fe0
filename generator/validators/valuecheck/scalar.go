package valuecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Strings, numbers and booleans: *v in emitted code.

// scalar checks a value that fitsScalar.
func (c *Checks) scalar(p *plan.Plan, under goapi.Expr) (body []jen.Code) {
	switch types := p.Types &^ ir.Null; {
	case types == ir.String:
		return c.text(p)
	case types != ir.Boolean:
		return c.number(p, types, under)
	}
	return nil
}

// isText reports whether a schema asks nothing of a string, which then is to be in
// UTF-8 alone.
func (c *Checks) isText(schema *ir.Schema, t goapi.Expr) bool {
	if schema == nil || !c.file.Types.IsString(t) || c.formOf(schema, t) != asScalar {
		return false
	}
	p := plan.Of(schema)
	return len(p.Values(ir.String)) == 0 && len(c.steps(p, ir.String)) == 0
}

func (c *Checks) text(p *plan.Plan) []jen.Code {
	text := jen.Op("*").Id("v")
	var body []jen.Code
	for _, reason := range p.PatternsNotEnforced() {
		body = append(body, code.Comment(reason))
	}
	for _, list := range p.Values(ir.String) {
		fail := fails(list.Keyword, list.Message)
		if cases := code.Literals(list.Texts()); len(cases) > 0 {
			fail = jen.Switch(jen.String().Call(text)).Block(jen.Case(cases...), jen.Default().Block(fail))
		}
		body = append(body, fail)
	}
	if checks := c.steps(p, ir.String); len(checks) > 0 {
		v := code.Text().Op(":=").Index().Byte().Call(text) // in a block, since it hides the pointer
		utf8 := jen.If(jen.Op("!").Add(Path()).Dot("IsUTF8").Call(code.Text())).Block(fails("json", "must be a string of valid UTF-8"))
		body = append(body, jen.Block(append([]jen.Code{v, utf8}, checks...)...))
	}
	return body
}

func (c *Checks) number(p *plan.Plan, types ir.Types, under goapi.Expr) []jen.Code {
	format := map[string]string{"DecodeInt": "FormatInt", "DecodeUint": "FormatUint", "DecodeFloat": "FormatFloat"}[code.Scalars[under.Name]]
	n := code.Number().Op(":=").Add(c.file.Runtime(format)).Call(jen.Op("*").Id("v"))
	var checks []jen.Code
	for _, list := range p.Values(types) {
		checks = append(checks, jen.If(code.NoNumber(list.List)).Block(fails(list.Keyword, list.Message)))
	}
	if saidByType(p, under.Name) {
		return withNumber(n, checks)
	}
	var plain []jen.Code // compared as they are
	for _, step := range c.file.Doc.Steps(p, types) {
		condition, ok := code.ViolatesInt(step, under.Name, jen.Op("*").Id("v"))
		if !ok {
			return withNumber(n, append(checks, c.steps(p, types)...))
		}
		if condition != nil {
			plain = append(plain, jen.If(condition).Block(fails(step.Keyword, step.Message)))
		}
	}
	return append(withNumber(n, checks), plain...)
}

// withNumber puts the text of a number before the checks that go by it.
func withNumber(n jen.Code, checks []jen.Code) []jen.Code {
	if len(checks) == 0 {
		return nil
	}
	return append([]jen.Code{n}, checks...)
}

// steps tests the scalar that emitted code has in a variable.
func (c *Checks) steps(p *plan.Plan, types ir.Types) (out []jen.Code) {
	for _, step := range c.file.Doc.Steps(p, types) {
		out = append(out, jen.If(c.file.Violates(step, code.Value{})).Block(fails(step.Keyword, step.Message)))
	}
	return out
}
