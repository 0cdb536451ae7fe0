package goapi

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// This file foresees what gotypes writes.

// Types are what gotypes writes: fields and methods, by oapi-codegen's
// templates (templates/oapi-codegen).
var Types = Idents{
	{OnOpen, "AdditionalProperties"},
	{OnOpen, "Get"},
	{OnOpen, "Set"},
	{OnUnion, "Unknown"},
	{OnEnum, "Valid"},
}

// HasMethods reports whether the type of a schema has methods, those of
// validators included: it is declared as a struct, a list or an enum. Other types
// may be aliases or any, which have none.
func HasMethods(s *ir.Schema) bool {
	declared := []ir.Kind{ir.KindObject, ir.KindUnion, ir.KindEnum, ir.KindArray}
	_, isAny := Inexpressible(s.Shape)
	return slices.Contains(declared, s.Shape.Kind) && !isAny
}

// Inexpressible returns the first property that no Go field can be for, so that
// the type is any: encoding/json finds fields by their tags, and not every name
// may stand in one.
func Inexpressible(shape *ir.Shape) (property string, found bool) {
	for _, f := range shape.Fields {
		if f.Wire == "" || f.Wire == "-" || strings.ContainsFunc(f.Wire, func(r rune) bool {
			return strings.ContainsRune("\"`\\,'", r) || r < ' ' || r == 0x7f
		}) {
			return f.Wire, true
		}
	}
	return "", false
}
