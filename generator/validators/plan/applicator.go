package plan

import (
	"slices"
	"strconv"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// The keywords for which a value is read again, after the pass over it: anyOf,
// oneOf, not, if with then and else (JSON Schema Core, 10.2), the discriminator
// (OpenAPI, Discriminator Object), schemas that are checked apart, and the
// unevaluated keywords (Core, 11).

// Applicator is one of [Also], [Choice], [Discriminated], [Forbidden],
// [Condition] and [Unevaluated].
type Applicator interface{ applicator() }

type (
	// Also is a schema that the value must match as well.
	Also struct{ Schema *ir.Schema }

	// Choice is anyOf or oneOf: how many of the variants must match.
	Choice struct {
		OneOf    bool // exactly one; else at least one
		Variants []Variant
	}

	// Discriminated is anyOf or oneOf with a discriminator that picks the variant.
	Discriminated struct {
		Property string
		Cases    []Case
		Message  string // where it picks none
	}

	// Forbidden is not.
	Forbidden struct {
		Schema  *ir.Schema
		Message string
	}

	// Condition is if with then or else, or both; the missing one is nil.
	Condition struct{ If, Then, Else *ir.Schema }

	// Unevaluated is unevaluatedProperties or unevaluatedItems: what none of the
	// other keywords of Part applies to must match Schema.
	Unevaluated struct {
		Keyword string
		Schema  *ir.Schema
		Part    *ir.Schema
	}
)

// Variant is one schema of a choice, with what messages call it.
type Variant struct {
	Schema *ir.Schema
	Name   string
}

// Case is one value of a discriminator, and the schema that it picks.
type Case struct {
	Value  string
	Number int // of the mapping, from 1 on
	Schema *ir.Schema
}

func (Also) applicator()          {}
func (Choice) applicator()        {}
func (Discriminated) applicator() {}
func (Forbidden) applicator()     {}
func (Condition) applicator()     {}
func (Unevaluated) applicator()   {}

// Applicators returns what reads a value again, in order, as far as it is enforced.
func (d *Document) Applicators(p *Plan) (out []Applicator) {
	for _, schema := range p.Apart {
		out = append(out, Also{schema})
	}
	for _, part := range p.Parts {
		out = append(out, d.choices(part)...)
		if part.Not != nil && !d.Lenient(part.Not) {
			out = append(out, Forbidden{part.Not, "must not match " + nameOf(part.Not, "the schema that not forbids")})
		}
		if part.If != nil && (part.Then != nil || part.Else != nil) && !d.Lenient(part.If) {
			out = append(out, Condition{part.If, part.Then, part.Else})
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
	if keyword.Discriminates(part) {
		return []Applicator{discriminated(part)}
	}
	if len(part.AnyOf) > 0 {
		out = append(out, Choice{false, variants(part.AnyOf)})
	}
	if len(part.OneOf) > 0 {
		out = append(out, Choice{!slices.ContainsFunc(part.OneOf, d.Lenient), variants(part.OneOf)})
	}
	return out
}

func variants(schemas []*ir.Schema) []Variant {
	out := make([]Variant, len(schemas))
	for i, s := range schemas {
		out[i] = Variant{s, nameOf(s, "variant "+strconv.Itoa(i+1))}
	}
	return out
}

func discriminated(part *ir.Schema) Discriminated {
	out := Discriminated{Property: part.Discriminator.Property}
	var all []ir.Value
	seen := map[string]bool{}
	for i, m := range part.Discriminator.Mapping {
		if seen[m.Value] {
			continue
		}
		seen[m.Value] = true
		all = append(all, ir.Value(strconv.Quote(m.Value)))
		out.Cases = append(out.Cases, Case{m.Value, i + 1, m.Schema})
	}
	out.Message = oneOf(all)
	return out
}
