package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
)

// multipleOf (JSON Schema Validation, 6.2.1), exact for any digits.

type multipleOf struct{}

func (multipleOf) types() ir.Types { return ir.Num | ir.Integer }

func (multipleOf) failures(_ *emitter, part *ir.Schema) []failure {
	if part.MultipleOf == "" {
		return nil
	}
	cond := jen.Op("!").Add(n()).Dot("MultipleOf").Call(jen.Lit(string(part.MultipleOf)))
	return []failure{{cond, "multipleOf", "must be a multiple of " + string(part.MultipleOf)}}
}
