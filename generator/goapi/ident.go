package goapi

import (
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// This file says what an identifier is that an emitter writes. Which ones there
// are stands in a file for each emitter: types.go, validators.go.

// Ident is an identifier that an emitter writes in addition to the names of schemas
// and constants, or a field or method that it adds to their types.
type Ident struct {
	Scope   Scope
	Pattern string // the identifier; %s stands for the Go name of what it is written for

	// Where, if set, says which schemas have it, of those that Scope tells.
	Where func(*ir.Schema) bool
}

// Scope says what an [Ident] is written for, and where it is declared.
type Scope uint8

// The scopes.
const (
	ForSchema    Scope = iota // in the package, for each named schema
	ForOperation              // in the package, for each operation
	OnType                    // a field or method of the type of any schema
	OnOpen                    // of an object's type that holds properties of any name
	OnUnion                   // of a union's type
	OnEnum                    // of an enum's type
	ForField                  // a method of an object's or union's type, for each of its fields
	OnParams                  // of the type of an operation's parameters, or of an answer's headers
)

// Of returns the identifier for what has the given Go name.
func (i Ident) Of(name string) string { return strings.ReplaceAll(i.Pattern, "%s", name) }

// Idents are those of one emitter, or of all.
type Idents []Ident

// Of lists the identifiers that are declared for a schema or an operation, as
// scope says, with the given Go name.
func (list Idents) Of(scope Scope, name string) []string {
	var out []string
	for _, i := range list {
		if i.Scope == scope {
			out = append(out, i.Of(name))
		}
	}
	return out
}

// OnTypeOf lists the methods that the type of a schema has, and the fields that are
// for none of its properties.
func (list Idents) OnTypeOf(s *ir.Schema) []string {
	if s.Shape.Go != nil { // another package's type
		return nil
	}
	var out []string
	for _, i := range list {
		shape := s.Shape
		switch {
		case i.Where != nil && !i.Where(s):
		case i.Scope == OnType,
			i.Scope == OnOpen && shape.Extra != nil,
			i.Scope == OnParams && s.IsParams(),
			i.Scope == OnUnion && shape.Kind == ir.KindUnion,
			i.Scope == OnEnum && shape.Kind == ir.KindEnum:
			out = append(out, i.Pattern)
		}
	}
	return out
}
