package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
)

// minimum, maximum and their exclusive forms (JSON Schema Validation, 6.2.2 to
// 6.2.5), compared exactly.

type (
	minimum          struct{}
	maximum          struct{}
	exclusiveMinimum struct{}
	exclusiveMaximum struct{}
)

func (minimum) types() ir.Types          { return ir.Num | ir.Integer }
func (maximum) types() ir.Types          { return ir.Num | ir.Integer }
func (exclusiveMinimum) types() ir.Types { return ir.Num | ir.Integer }
func (exclusiveMaximum) types() ir.Types { return ir.Num | ir.Integer }

func (minimum) failures(_ *emitter, part *ir.Schema) []failure {
	return bound(part.Minimum, "<", "minimum", "must be at least ")
}

func (maximum) failures(_ *emitter, part *ir.Schema) []failure {
	return bound(part.Maximum, ">", "maximum", "must be at most ")
}

func (exclusiveMinimum) failures(_ *emitter, part *ir.Schema) []failure {
	return bound(part.ExclusiveMinimum, "<=", "exclusiveMinimum", "must be more than ")
}

func (exclusiveMaximum) failures(_ *emitter, part *ir.Schema) []failure {
	return bound(part.ExclusiveMaximum, ">=", "exclusiveMaximum", "must be less than ")
}

func bound(limit ir.Number, forbidden, keyword, message string) []failure {
	if limit == "" {
		return nil
	}
	cond := n().Dot("Compare").Call(jen.Lit(string(limit))).Op(forbidden).Lit(0)
	return []failure{{cond, keyword, message + string(limit)}}
}
