package valuecheck

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/bytecheck"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// What all checks share: the functions that are named so far, and the names in emitted
// code.

// Checks are the checks of Go values in one emitted file.
type Checks struct {
	file              *code.File
	bytes             *bytecheck.Checks
	allowEmptyStrings bool

	shared      map[string]function // by the Go type and the signature of the schema
	trivial     map[*ir.Schema]bool // see isTrivial
	alwaysValid map[*ir.Schema]bool // see isAlwaysValid
	unions      map[*goapi.Type]union
	tables      map[*ir.Schema]bool // see isTable

	sharedTables map[string]bool // see isShared
}

// New begins the checks of a file. With allowEmptyStrings, a required string that is
// empty is not missing.
func New(file *code.File, bytes *bytecheck.Checks, allowEmptyStrings bool) *Checks {
	c := &Checks{
		file: file, bytes: bytes, allowEmptyStrings: allowEmptyStrings,
		shared: map[string]function{}, trivial: map[*ir.Schema]bool{}, alwaysValid: map[*ir.Schema]bool{}, unions: map[*goapi.Type]union{}, tables: map[*ir.Schema]bool{}, sharedTables: map[string]bool{},
	}
	bytes.Holds, bytes.Absent, bytes.HeldBy = c.holds, c.absent, c.heldBy
	return c
}

// Path is the path in emitted code.
func Path() *jen.Statement { return jen.Id("p") }

// up goes up from the path.
func up() jen.Code { return Path().Dot("Out").Call() }

// fails records a violation at the path.
func fails(keyword, message string) jen.Code {
	return Path().Dot("Fail").Call(jen.Lit(keyword), jen.Lit(message))
}

// pointee is what v points at: within a larger expression, and alone.
func pointee() *jen.Statement      { return jen.Parens(pointeeAlone()) }
func pointeeAlone() *jen.Statement { return jen.Op("*").Id("v") }

// function is a function that checks a Go value; "" where there is nothing to check.
type function struct {
	name string
	open bool // its body is being made
}

// asOwn returns the named schema whose own Go type t is, where schema is no more than
// that one; else schema itself.
func asOwn(schema *ir.Schema, t goapi.Expr) *ir.Schema {
	if other := plan.SameAs(schema); other != nil && code.IsOwn(t, other.Name) {
		return other
	}
	return schema
}

// byJSON checks v by way of its JSON.
func (c *Checks) byJSON(schema *ir.Schema, hint string) jen.Code {
	return Path().Dot("Here").Call().Dot("JSON").Call(jen.Id("v"), c.bytes.Func(hint, schema))
}
