package keyword

import "github.com/oasmint/oasmint/generator/ir"

// else (JSON Schema Core, section 10.2.2.3). It asserts nothing without if,
// which checks it and tells it.
var elseKeyword = &Keyword{
	Name: "else", Class: Modifier, Fields: []string{"Else"}, Types: AnyType, InPlace: true,
	Holds: one{elseField, "else"},
	Read:  readOne(elseField, AsOther),
	Write: writeOne("else", elseField),
}

func elseField(s *ir.Schema) **ir.Schema { return &s.Else }
