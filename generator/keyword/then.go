package keyword

import "github.com/oasmint/oasmint/generator/ir"

// then (JSON Schema Core, section 10.2.2.2). It asserts nothing without if,
// which checks it and tells it.
var thenKeyword = &Keyword{
	Name: "then", Class: Modifier, Fields: []string{"Then"}, Types: AnyType, InPlace: true,
	Holds: one{thenField, "then"},
	Read:  readOne(thenField, AsOther),
	Write: writeOne("then", thenField),
}

func thenField(s *ir.Schema) **ir.Schema { return &s.Then }
