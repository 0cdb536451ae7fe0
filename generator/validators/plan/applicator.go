package plan

import (
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// The keywords for which a value is read again, after the pass over it: anyOf,
// oneOf (choice.go), not, if with then and else (JSON Schema Core, 10.2), schemas that
// are checked apart, and the unevaluated keywords (Core, 11).

// Applicator is one of [Also], [Choice], [Forbidden], [IfThenElse] and [Unevaluated].
type Applicator interface{ applicator() }

type (
	// Also is a schema that the value must match as well.
	Also struct{ Schema *ir.Schema }

	// Forbidden is not.
	Forbidden struct {
		Schema  *ir.Schema
		Message string
	}

	// IfThenElse is if with then or else, or both; the missing one is nil.
	IfThenElse struct {
		If, Then, Else *ir.Schema
		Where, Unless  string // what messages of then and of else end with
	}

	// Unevaluated is unevaluatedProperties or unevaluatedItems: what none of the
	// other keywords of Part applies to must match Schema.
	Unevaluated struct {
		Keyword string
		Schema  *ir.Schema
		Part    *ir.Schema
	}
)

func (Choice) applicator()      {}
func (Also) applicator()        {}
func (Forbidden) applicator()   {}
func (IfThenElse) applicator()  {}
func (Unevaluated) applicator() {}

// Applicators returns what reads a value again, in order, as far as it is enforced.
func (d *Document) Applicators(p *Plan) (out []Applicator) {
	for _, schema := range p.Apart {
		out = append(out, Also{schema})
	}
	for _, part := range p.Parts {
		out = append(out, d.choices(part)...)
		if part.Not != nil && !d.Lenient(part.Not) {
			out = append(out, Forbidden{part.Not, d.forbids(part.Not, p.Types)})
		}
		if part.If != nil && (part.Then != nil || part.Else != nil) && !d.Lenient(part.If) {
			out = append(out, IfThenElse{part.If, part.Then, part.Else, d.where(part.If, true), d.where(part.If, false)})
		}
	}
	for _, part := range p.Parts {
		if part.UnevaluatedProperties != nil {
			out = append(out, Unevaluated{"unevaluatedProperties", part.UnevaluatedProperties, part})
		}
		if part.UnevaluatedItems != nil {
			out = append(out, Unevaluated{"unevaluatedItems", part.UnevaluatedItems, part})
		}
	}
	return out
}

// choices returns the anyOf and oneOf of a part. oneOf with a lenient variant is
// anyOf: that a lenient schema matches does not mean that it should.
func (d *Document) choices(part *ir.Schema) (out []Applicator) {
	for _, c := range choicesOf(part) {
		if slices.ContainsFunc(c.list, d.Lenient) {
			c.keyword = "anyOf"
		}
		out = append(out, c.plan())
	}
	return out
}

// Alone returns the one anyOf or oneOf of a plan that asks for nothing else but types.
func (d *Document) Alone(p *Plan) (c Choice, ok bool) {
	if len(p.Parts) != 1 || len(p.Apart) > 0 || p.Never || keyword.Asserts(p.Parts[0], append([]string{"anyOf", "oneOf"}, conjoined...)...) {
		return Choice{}, false
	}
	list := d.choices(p.Parts[0])
	if len(list) != 1 {
		return Choice{}, false
	}
	return list[0].(Choice), true
}
