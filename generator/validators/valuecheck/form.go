package valuecheck

import (
	"slices"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
)

// How a Go type is held against a schema.

// form is how a Go value is checked.
type form uint8

const (
	byJSON    form = iota // by its JSON: the schema says more than can be checked on the Go type
	asScalar              // as a string, a number or a boolean
	byParts               // a struct, a slice or a map, by its parts
	byVariant             // a union, by the variant that is set
	byType                // not at all: the Go type holds nothing else
	asText                // by whether it has a text of its format: a time or a date
)

// formOf tells how a value of a Go type is checked against a schema.
func (c *Checks) formOf(schema *ir.Schema, t goapi.Expr) form {
	p := plan.Of(schema)
	if p.Plain() && p.Types == keyword.AnyType {
		return byType
	}
	if u, ok := c.unionOf(t); ok && u.isUnion() {
		if c.checksVariants(p, u) {
			return byVariant
		}
		return byJSON
	}
	under := c.file.Types.Underlying(t)
	types := p.Types &^ ir.Null
	if only := encodedAs(under); only != 0 && types.Has(only) {
		types = only // whatever else the schema accepts
	}
	if !isDirect(p, types) {
		return byJSON
	}
	switch {
	case types == ir.Object && under.Kind == goapi.Struct,
		types == ir.Object && under.Kind == goapi.Map,
		types == ir.Array && under.Kind == goapi.Slice && !code.IsByte(*under.Elem):
		return byParts
	case fitsScalar(p, types, under):
		return asScalar
	}
	if c.isSaidByType(p, t) {
		if textChecks[under.String()] != "" {
			return asText
		}
		return byType
	}
	return byJSON
}

// encodedAs is the JSON type that a Go type has in any case, nil aside; 0 for others.
func encodedAs(under goapi.Expr) ir.Types {
	switch {
	case under.Kind == goapi.Struct, under.Kind == goapi.Map:
		return ir.Object
	case under.Kind == goapi.Slice && !code.IsByte(*under.Elem):
		return ir.Array
	}
	return 0
}

// isDirect reports whether a plan asks of values of types only for what can be checked on a
// Go value of the right form: it is of one JSON type, and no keyword compares arrays or
// objects, or reads a value again.
func isDirect(p *plan.Plan, types ir.Types) bool {
	if types == ir.Num|ir.Integer {
		types = ir.Num
	}
	if p.Never || types == 0 || types&(types-1) != 0 || p.ReadsAgain() {
		return false
	}
	if types&(ir.Array|ir.Object) != 0 && len(p.Values(types)) > 0 {
		return false
	}
	return !types.Has(ir.Array) || !slices.ContainsFunc(p.Parts, func(part *ir.Schema) bool {
		return part.Contains != nil || part.UniqueItems || len(part.PrefixItems) > 0
	})
}

// fitsScalar reports whether a value of a Go type can be checked as a scalar of types.
func fitsScalar(p *plan.Plan, types ir.Types, under goapi.Expr) bool {
	if under.Kind != goapi.Named {
		return false
	}
	decoder := code.Scalars[under.Name]
	switch {
	case types == ir.String:
		return under.Pkg == "" && under.Name == "string"
	case under.Pkg != "":
		return false
	case types == ir.Boolean:
		return under.Name == "bool" && len(p.Values(types)) == 0
	case types == ir.Integer && decoder == "DecodeFloat", decoder != "DecodeInt" && decoder != "DecodeUint" && decoder != "DecodeFloat":
		return false
	}
	return types&(ir.Num|ir.Integer) != 0 && !slices.ContainsFunc(p.Values(types), func(v plan.Values) bool { return len(v.List) == 0 })
}

// saidByType reports that a number type of Go holds what the plan asks of numbers:
// the plan's only keyword for them is the format of that type.
func saidByType(p *plan.Plan, goType string) bool {
	return !slices.ContainsFunc(p.Parts, func(part *ir.Schema) bool {
		return plan.Speaks(part, ir.Num) || part.Format != "" && keyword.FormatOf(part.Format).Go != goType
	})
}

// isSaidByType reports the Go type of a format, which has no other values, where the
// schema asks for nothing besides the format.
func (c *Checks) isSaidByType(p *plan.Plan, t goapi.Expr) bool {
	format, ok := p.OnlyFormat()
	return ok && format != "" && p.Types&^ir.Null == ir.String && keyword.FormatOf(format).Go == c.file.Types.Underlying(t).String()
}

// textChecks are the methods of validate.Path that check a value of a format's Go type
// which can hold more than the format's texts.
var textChecks = map[string]string{"time.Time": "Time", "validate.Date": "Date"}

// nilIsRefused reports slices and maps that are encoded as null where they are nil,
// which the schema does not allow, and which the check of their parts does not see.
func (c *Checks) nilIsRefused(schema *ir.Schema, t goapi.Expr) bool {
	kind := c.file.Types.Underlying(t).Kind
	return (kind == goapi.Slice || kind == goapi.Map) && schema != nil && c.formOf(schema, t) != byJSON && !keyword.MatchesNull(schema)
}

// takesNil reports whether the check of a variable does nothing where that is nil: of
// a pointer, or of a slice of which only the items are checked. A Nullable is checked by
// a pointer.
func (c *Checks) takesNil(schemas []*ir.Schema, t goapi.Expr) bool {
	schema := plan.Conjunction(schemas)
	if t.Kind == goapi.Pointer || t.Kind == goapi.Nullable {
		return c.formOf(schema, *t.Elem) != byJSON
	}
	lengths := func(part *ir.Schema) bool { return part.MinItems != nil }
	return c.file.Types.Underlying(t).Kind == goapi.Slice && c.formOf(schema, t) == byParts && !slices.ContainsFunc(plan.Of(schema).Parts, lengths)
}

// shares reports whether a named schema has no function of its own: it is a scalar
// like others, or has another package's type.
func (c *Checks) shares(schema *ir.Schema) bool {
	own := code.Own(schema.Name)
	return c.formOf(schema, own) == asScalar && c.bytes.OwnCheck(schema) == "" || c.file.Types.IsForeign(own)
}
