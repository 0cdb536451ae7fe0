package code

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
)

// The Go types that are there, as far as checks must know them.

// Types are the types of the emitted package.
type Types struct{ *goapi.Package }

// Own is the Go type of a named schema, as an expression.
func Own(name string) goapi.Expr { return goapi.Expr{Kind: goapi.Named, Name: name} }

// IsOwn reports whether an expression is the Go type of the schema with that name.
func IsOwn(t goapi.Expr, name string) bool {
	return name != "" && t.Kind == goapi.Named && t.Pkg == "" && t.Name == name
}

// Declared returns the name of the declared type that aliases and types made of it
// lead to.
// It is "" where that is a type of another package.
func (types Types) Declared(t goapi.Expr) string {
	for t.Kind == goapi.Named && t.Pkg == "" {
		d := types.Types[t.Name]
		if d == nil || d.Expr.Kind == goapi.Struct || d.Expr.Kind != goapi.Named {
			return t.Name
		}
		t = d.Expr
	}
	return ""
}

// Resolve follows aliases to a declared type; nil where there is none.
func (types Types) Resolve(t goapi.Expr) *goapi.Type {
	if t.Kind != goapi.Named || t.Pkg != "" {
		return nil
	}
	declared := types.Types[t.Name]
	for declared != nil && declared.Alias && declared.Expr.Kind == goapi.Named && declared.Expr.Pkg == "" {
		declared = types.Types[declared.Expr.Name]
	}
	return declared
}

// HoldsOthers reports whether the type of a schema holds members of any name.
func (types Types) HoldsOthers(name string) bool {
	own := Own(name)
	if types.Underlying(own).Kind != goapi.Struct {
		return true
	}
	t := types.Types[types.Declared(own)]
	return len(t.Variants) > 0 || t.Additional != nil
}

// IsForeign reports whether a type is one of the user's own packages, or made of it.
func (types Types) IsForeign(t goapi.Expr) bool {
	under := types.Underlying(t)
	return under.Kind == goapi.Named && under.Pkg != "" && under.Pkg != "validate" && under.Pkg != "json" && under.Pkg != "time"
}

// IsString reports whether a type is made of Go's string.
func (types Types) IsString(t goapi.Expr) bool {
	own := types.Underlying(t)
	return own.Kind == goapi.Named && own.Pkg == "" && own.Name == "string"
}

// IsByte reports Go's byte.
func IsByte(t goapi.Expr) bool {
	return t.Kind == goapi.Named && t.Pkg == "" && (t.Name == "byte" || t.Name == "uint8")
}

// Scalars are the functions of the run-time package that decode a scalar, by the
// type of Go itself that it is decoded to.
var Scalars = map[string]string{
	"string": "DecodeString", "bool": "DecodeBool", "float32": "DecodeFloat", "float64": "DecodeFloat",
	"int": "DecodeInt", "int8": "DecodeInt", "int16": "DecodeInt", "int32": "DecodeInt", "int64": "DecodeInt",
	"uint": "DecodeUint", "uint8": "DecodeUint", "uint16": "DecodeUint", "uint32": "DecodeUint", "uint64": "DecodeUint",
}

// Basic converts a pointer to a scalar to a pointer to the type of Go itself that
// the scalar's type is made of.
func (types Types) Basic(t goapi.Expr, pointer *jen.Statement) *jen.Statement {
	own := types.Underlying(t)
	name := own.Name
	if own.Kind != goapi.Named || Scalars[name] == "" || t.Name == name {
		return pointer
	}
	return jen.Parens(jen.Op("*").Id(name)).Parens(pointer)
}

// Expr renders a type expression.
func (types Types) Expr(t goapi.Expr) *jen.Statement {
	switch t.Kind {
	case goapi.Pointer:
		return jen.Op("*").Add(types.Expr(*t.Elem))
	case goapi.Slice:
		return jen.Index().Add(types.Expr(*t.Elem))
	case goapi.Map:
		return jen.Map(jen.String()).Add(types.Expr(*t.Elem))
	case goapi.Any:
		return jen.Any()
	case goapi.Nullable:
		return jen.Qual(types.Imports[t.Pkg], goapi.NullableType).Types(types.Expr(*t.Elem))
	}
	if t.Pkg != "" {
		return jen.Qual(types.Imports[t.Pkg], t.Name)
	}
	return jen.Id(t.Name)
}
