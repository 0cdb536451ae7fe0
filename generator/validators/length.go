package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/ir"
)

// minLength and maxLength (JSON Schema Validation, 6.3.1 and 6.3.2).

type minLength struct{}

func (minLength) types() ir.Types { return ir.String }

func (minLength) failures(e *emitter, part *ir.Schema) []failure {
	if part.MinLength == nil || *part.MinLength == 0 {
		return nil
	}
	message := "must have at least " + count(*part.MinLength, "character")
	if *part.MinLength == 1 {
		message = "must not be empty"
	}
	return []failure{{e.rt("Length").Call(v()).Op("<").Lit(limit(*part.MinLength)), "minLength", message}}
}

type maxLength struct{}

func (maxLength) types() ir.Types { return ir.String }

func (maxLength) failures(e *emitter, part *ir.Schema) []failure {
	if part.MaxLength == nil {
		return nil
	}
	message := "must have at most " + count(*part.MaxLength, "character")
	return []failure{{jen.Add(e.rt("Length")).Call(v()).Op(">").Lit(limit(*part.MaxLength)), "maxLength", message}}
}
