package bytecheck

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// Decoding. The check of a struct, slice or map takes a pointer to it, which is nil
// where nothing is decoded. A scalar is stored by the code that calls its check. A
// type that decodes itself (time.Time) is given its bytes.

// Read returns the calls that check the next value against all of schemas and store
// it in a slot, where one is given, and the statements that must come before them.
func (c *Checks) Read(hint string, schemas []*ir.Schema, to *Slot) (before []jen.Code, calls []code.Call) {
	schema := plan.Conjunction(schemas)
	if to == nil {
		return nil, []code.Call{{Code: c.callInto(hint, schema, nil, nil)}}
	}
	at, typ, holder := to.Pointer, to.Type, to.Type.Kind
	if holder == goapi.Pointer || holder == goapi.Nullable {
		typ = *typ.Elem
	}
	within := func(function string, args ...jen.Code) {
		at = c.file.Runtime(function).Call(append(append([]jen.Code{code.Scanner()}, args...), at)...)
	}
	if schema == nil {
		schema = c.schemaOf(to.Type, nil)
	}
	if schema != nil {
		if into := c.target(schema, typ); into != nil {
			switch holder {
			case goapi.Pointer:
				within("New")
			case goapi.Nullable:
				within("NewNullable")
			}
			return nil, []code.Call{{Code: c.callInto(hint, schema, into, at)}}
		}
	}
	check := code.Call{Code: c.callInto(hint, schema, nil, nil)}
	if function := c.scalarDecoder(schema, typ); function != "" {
		switch holder {
		case goapi.Pointer:
			within("NewScalar")
		case goapi.Nullable:
			within("NewNullableScalar")
		}
		return nil, []code.Call{check, {Code: c.file.Runtime(function).Call(code.Scanner(), c.file.Types.Basic(typ, at))}}
	}
	before = []jen.Code{jen.Id("start").Op(":=").Add(code.Scanner()).Dot("Pos").Call()}
	if holder == goapi.Nullable {
		within("NewNullableAt", jen.Id("start"))
	}
	return before, []code.Call{check, {Code: c.file.Runtime("DecodeAny").Call(code.Scanner(), jen.Id("start"), at)}}
}

// schemaOf returns the schema that a Go type with fields is of; nil for other types. It
// is for values of which the plan says nothing, since what speaks of them reads the value
// again: they too are decoded by what checks them, not by encoding/json, which folds the
// case of names.
func (c *Checks) schemaOf(t goapi.Expr, above []string) *ir.Schema {
	switch t.Kind {
	case goapi.Pointer, goapi.Nullable: // which null may be decoded to
		if value := c.schemaOf(*t.Elem, above); value != nil {
			return &ir.Schema{Nullable: true, AllOf: []*ir.Schema{value}}
		}
	case goapi.Slice:
		if items := c.schemaOf(*t.Elem, above); items != nil {
			return &ir.Schema{Types: ir.Array | ir.Null, Items: items}
		}
	case goapi.Map:
		if values := c.schemaOf(*t.Elem, above); values != nil {
			return &ir.Schema{Types: ir.Object | ir.Null, AdditionalProperties: values}
		}
	case goapi.Named:
		declared := c.file.Types.Resolve(t)
		if declared == nil || slices.Contains(above, declared.Name) {
			return nil
		}
		if declared.Expr.Kind == goapi.Struct || c.schemaOf(declared.Expr, append(above, declared.Name)) != nil {
			return c.file.Doc.Named(declared.Name)
		}
	}
	return nil
}

// scalarDecoder returns the function that stores a scalar, as the one that was read
// last, in a Go type; "" where the type or the schema is of another kind.
func (c *Checks) scalarDecoder(schema *ir.Schema, t goapi.Expr) string {
	if schema == nil {
		return ""
	}
	p := plan.Of(schema)
	only := func(types ir.Types) bool { return p.Types&^(types|ir.Null) == 0 && !p.ReadsAgain() }
	for t.Kind == goapi.Named && t.Pkg == "" && code.Scalars[t.Name] == "" {
		declared := c.file.Types.Types[t.Name]
		if declared == nil || declared.Methods["UnmarshalJSON"] || declared.Expr.Kind == goapi.Struct {
			return ""
		}
		t = declared.Expr
	}
	switch {
	case t.Kind == goapi.Slice && code.IsByte(*t.Elem) && only(ir.String):
		return "DecodeText" // base64
	case t.Kind != goapi.Named:
		return ""
	case t.Pkg != "" && t.Name != "RawMessage" && only(ir.String):
		return "DecodeText"
	case t.Pkg != "":
		return ""
	}
	function := code.Scalars[t.Name]
	if only(decodedTypes[function]) {
		return function
	}
	return ""
}

// decodedTypes are the JSON types that such a function stores: an integer type of Go
// holds integers alone.
var decodedTypes = map[string]ir.Types{
	"DecodeString": ir.String, "DecodeBool": ir.Boolean, "DecodeFloat": ir.Num | ir.Integer, "DecodeInt": ir.Integer, "DecodeUint": ir.Integer,
}
