package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
)

// Scalar keywords: each a type in a file of its own, in the order of keywords.

// scalarKeyword is a keyword that speaks of strings or of numbers.
type scalarKeyword interface {
	// types tells what the keyword speaks of: ir.String, or ir.Num.
	types() ir.Types
	// failures lists what part's keyword forbids. Emitted code has the string
	// in v, a []byte, or the number in n, a validate.Decimal.
	failures(e *emitter, part *ir.Schema) []failure
}

// failure is a condition that emitted code tests, and what it says where it holds.
type failure struct {
	cond    jen.Code
	keyword string
	message string
}

// keywords are all scalar keywords, in the order in which violations of one
// value are reported. enum and const are values.go's.
var keywords = []scalarKeyword{
	minLength{}, maxLength{}, patternKeyword{}, textFormat{},
	numberFormat{}, multipleOf{}, minimum{}, exclusiveMinimum{}, maximum{}, exclusiveMaximum{},
}

// failuresOf lists what the plan's keywords forbid for strings or numbers.
func (e *emitter) failuresOf(p *plan, types ir.Types) []failure {
	var out []failure
	for _, part := range p.parts {
		for _, k := range keywords {
			if k.types()&types != 0 {
				out = append(out, k.failures(e, part)...)
			}
		}
	}
	return out
}

// v and n are the string and the number in emitted code.
func v() *jen.Statement { return jen.Id("v") }
func n() *jen.Statement { return jen.Id("n") }
