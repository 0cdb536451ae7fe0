package goapi

import (
	"slices"
	"strings"
	"unicode"

	"github.com/oasmint/oasmint/generator/ir"
)

// This file foresees what gotypes writes.

// Types are what gotypes writes: fields and methods, by oapi-codegen's
// templates (templates/oapi-codegen).
var Types = Idents{
	{Scope: OnOpen, Pattern: "AdditionalProperties"},
	{Scope: OnOpen, Pattern: "Get"},
	{Scope: OnOpen, Pattern: "Set"},
	{Scope: OnUnion, Pattern: "Unknown"},
	{Scope: OnEnum, Pattern: "Valid"},
}

// What gotypes writes where its options ask for it.
var (
	Getter           = Ident{Scope: ForField, Pattern: "Get%s"}
	WithDefaults     = Ident{Scope: OnType, Pattern: "WithDefaults"}
	WithDefaultsFunc = Ident{Scope: ForSchema, Pattern: "With%sDefaults"} // the same, where there are no methods
	Constructor      = Ident{Scope: ForSchema, Pattern: "New%s"}
)

// HasMethods reports whether the type of a schema has methods, those of
// validators included: it is declared as a struct, a list or an enum. Other types
// may be aliases or any, which have none.
func HasMethods(s *ir.Schema) bool {
	return s.Shape.Go == nil && slices.Contains([]ir.Kind{ir.KindObject, ir.KindUnion, ir.KindEnum, ir.KindArray}, s.Shape.Kind)
}

// InTag reports whether encoding/json takes the name of a member from the tag of a
// struct's field. The type of an object with other names writes and reads them by
// methods.
func InTag(name string) bool {
	return name != "" && name != "-" && !strings.ContainsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r)
	})
}
