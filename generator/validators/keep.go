package validators

import (
	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// Decoding: the checks of bytes keep what they read in the Go types that are
// there. The check of a struct, slice or map takes a pointer, which is nil
// where nothing is decoded; scalars are kept by the one who has them checked;
// what reads itself (time.Time, a union) is given its bytes.

// target is the struct, slice or map that a check fills: *v in emitted code.
type target struct {
	typ      goapi.Expr  // as it is written
	under    goapi.Expr  // what it is made of
	declared *goapi.Type // where that is a struct
}

// takes is the type of JSON values that the target holds.
func (t *target) takes() ir.Types {
	if t.under.Kind == goapi.Slice {
		return ir.Array
	}
	return ir.Object
}

// params are the parameters of a check.
func (t *target) params(e *emitter) []jen.Code {
	out := []jen.Code{s().Op("*").Add(e.rt("Scanner"))}
	if t != nil {
		out = append(out, jen.Id("v").Op("*").Add(e.typ(t.typ)))
	}
	return out
}

// field returns the place of a member of a struct, or nil.
func (t *target) field(name string) *place {
	if t == nil || t.declared == nil || t.declared.Fields[name] == nil {
		return nil
	}
	f := t.declared.Fields[name]
	variable := jen.Id("v").Dot(f.Name)
	return &place{f.Type, jen.Op("&").Add(variable), variable}
}

// extra is the map that takes what no field does, and its element; nil where
// there is none.
func (t *target) extra() (elem *goapi.Expr, items *jen.Statement) {
	switch {
	case t == nil:
		return nil, nil
	case t.declared != nil:
		return t.declared.Additional, jen.Op("&").Id("v").Dot("AdditionalProperties")
	}
	return t.under.Elem, jen.Id("v")
}

// into is the target of a named schema's own check, or nil.
func (e *emitter) into(schema *ir.Schema) *target {
	to, known := e.targets[schema]
	if !known {
		to = e.target(schema, goapi.Expr{Kind: goapi.Named, Name: schema.Name})
		e.targets[schema] = to
	}
	return to
}

// target returns what the check of a schema fills for a Go type; nil where the
// Go type reads itself, or the schema asks for something else.
func (e *emitter) target(schema *ir.Schema, t goapi.Expr) *target {
	to := &target{typ: t, under: t}
	if t.Kind == goapi.Named {
		declared := e.resolve(t)
		if declared == nil || declared.Union || declared.Methods["UnmarshalJSON"] && declared.Additional == nil {
			return nil
		}
		to.under = declared.Expr
		if declared.Expr.Kind == goapi.Struct {
			to.declared = declared
		}
	}
	switch to.under.Kind {
	case goapi.Struct:
	case goapi.Slice, goapi.Map:
		if to.under.Elem.Kind == goapi.Any || isByte(*to.under.Elem) {
			return nil
		}
	default:
		return nil
	}
	p := planOf(schema)
	if p.never || !p.types.Has(to.takes()) {
		return nil
	}
	return to
}

// resolve follows aliases to the declared type, or nil for others.
func (e *emitter) resolve(t goapi.Expr) *goapi.Type {
	if t.Kind != goapi.Named || t.Pkg != "" {
		return nil
	}
	declared := e.types.Types[t.Name]
	for declared != nil && declared.Alias && declared.Expr.Kind == goapi.Named && declared.Expr.Pkg == "" {
		declared = e.types.Types[declared.Expr.Name]
	}
	return declared
}

// place is where a value that is read goes.
type place struct {
	typ goapi.Expr
	at  *jen.Statement // a pointer to it, or nil where nothing is kept

	variable *jen.Statement // itself, where it is a field
}

// read returns the calls that check the next value against all of schemas and
// keep it where to says, if that is given, and what must stand before them.
func (e *emitter) read(hint string, schemas []*ir.Schema, to *place) (before []jen.Code, calls []call) {
	schema := together(schemas)
	if to == nil {
		return nil, []call{{code: e.checkInto(hint, schema, nil, nil)}}
	}
	at, typ, pointer := to.at, to.typ, false
	if typ.Kind == goapi.Pointer {
		typ, pointer = *typ.Elem, true
	}
	if schema != nil {
		if into := e.target(schema, typ); into != nil {
			if pointer {
				at = e.rt("New").Call(s(), at)
			}
			return nil, []call{{code: e.checkInto(hint, schema, into, at)}}
		}
	}
	check := call{code: e.checkInto(hint, schema, nil, nil)}
	if function := e.keep(schema, typ); function != "" {
		if pointer {
			at = e.rt("NewScalar").Call(s(), at)
		}
		return nil, []call{check, {code: e.rt(function).Call(s(), e.basic(typ, at))}}
	}
	before = []jen.Code{jen.Id("start").Op(":=").Add(s()).Dot("Pos").Call()}
	return before, []call{check, {code: e.rt("DecodeAny").Call(s(), jen.Id("start"), at)}}
}

// keep returns the function that keeps a scalar, as the one that was read
// last, in a Go type; "" where the type or the schema is of another kind.
func (e *emitter) keep(schema *ir.Schema, t goapi.Expr) string {
	if schema == nil {
		return ""
	}
	p := planOf(schema)
	only := func(types ir.Types) bool { return p.types&^(types|ir.Null) == 0 && !p.looksAgain() }
	for t.Kind == goapi.Named && t.Pkg == "" && predeclared[t.Name] == "" {
		declared := e.types.Types[t.Name]
		if declared == nil || declared.Methods["UnmarshalJSON"] || declared.Expr.Kind == goapi.Struct {
			return ""
		}
		t = declared.Expr
	}
	switch {
	case t.Kind == goapi.Slice && isByte(*t.Elem) && only(ir.String):
		return "DecodeText" // base64
	case t.Kind != goapi.Named:
		return ""
	case t.Pkg != "" && t.Name == "Email" && only(ir.String):
		return "DecodeString" // it has been checked
	case t.Pkg != "" && t.Name != "RawMessage" && only(ir.String):
		return "DecodeText"
	case t.Pkg != "":
		return ""
	}
	function := predeclared[t.Name]
	if only(keptTypes[function]) {
		return function
	}
	return ""
}

// basic converts a pointer to a scalar to one of Go's own type.
func (e *emitter) basic(t goapi.Expr, pointer *jen.Statement) *jen.Statement {
	own := e.underlying(t)
	name := own.Name
	if name == "Email" {
		name = "string"
	}
	if own.Kind != goapi.Named || predeclared[name] == "" || t.Name == name {
		return pointer
	}
	return jen.Parens(jen.Op("*").Id(name)).Parens(pointer)
}

// predeclared are the functions that keep a scalar in Go's own types.
var predeclared = map[string]string{
	"string": "DecodeString", "bool": "DecodeBool", "float32": "DecodeFloat", "float64": "DecodeFloat",
	"int": "DecodeInt", "int8": "DecodeInt", "int16": "DecodeInt", "int32": "DecodeInt", "int64": "DecodeInt",
	"uint": "DecodeUint", "uint8": "DecodeUint", "uint16": "DecodeUint", "uint32": "DecodeUint", "uint64": "DecodeUint",
}

// keptTypes are the types of what such a function keeps; other numbers than
// integers are not for integer types.
var keptTypes = map[string]ir.Types{
	"DecodeString": ir.String, "DecodeBool": ir.Boolean, "DecodeFloat": ir.Num | ir.Integer, "DecodeInt": ir.Integer, "DecodeUint": ir.Integer,
}

func isByte(t goapi.Expr) bool {
	return t.Kind == goapi.Named && t.Pkg == "" && (t.Name == "byte" || t.Name == "uint8")
}

// typ renders a type expression.
func (e *emitter) typ(t goapi.Expr) *jen.Statement {
	switch t.Kind {
	case goapi.Pointer:
		return jen.Op("*").Add(e.typ(*t.Elem))
	case goapi.Slice:
		return jen.Index().Add(e.typ(*t.Elem))
	case goapi.Map:
		return jen.Map(jen.String()).Add(e.typ(*t.Elem))
	case goapi.Any:
		return jen.Any()
	}
	if t.Pkg != "" {
		return jen.Qual(e.types.Imports[t.Pkg], t.Name)
	}
	return jen.Id(t.Name)
}
