package lower

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validate"
)

// This file derives enums: which values they have, and whether Go can have
// constants for them.

// enumOf intersects the enums of all parts; const is an enum of one. Null is
// left out: Shape.Null has it.
func enumOf(parts []*ir.Schema) ([]*ir.EnumValue, bool) {
	var out []*ir.EnumValue
	found := false
	for _, p := range parts {
		values := p.Enum
		if p.Const != nil {
			values = []*ir.EnumValue{constValue(p)}
		}
		if len(values) == 0 {
			continue
		}
		values = slices.DeleteFunc(slices.Clone(values), func(v *ir.EnumValue) bool { return string(v.Value) == "null" })
		if !found {
			out, found = values, true
			continue
		}
		listed := map[string]bool{}
		for _, v := range values {
			listed[canonical(v.Value)] = true
		}
		out = slices.DeleteFunc(slices.Clone(out), func(v *ir.EnumValue) bool { return !listed[canonical(v.Value)] })
	}
	return out, found && len(out) > 0
}

// canonical is a text that equal values share: that of 1 and 1.0 is one.
func canonical(v ir.Value) string { return string(validate.Canonical(v)) }

func constValue(p *ir.Schema) *ir.EnumValue {
	v := &ir.EnumValue{Node: ir.Node{Wire: string(p.Const), Title: p.Title, Doc: p.Doc, Deprecated: p.Deprecated, Pos: p.Pos}, Value: p.Const}
	_ = json.Unmarshal(p.Const, &v.Wire) // a string's own text; other values stay JSON
	return v
}

// enumType is the one type of all values, and the format that their Go type goes by,
// for values that are restricted to types and to a format where these are given. The
// type is 0 where there is none that makes a Go enum.
func enumType(values []*ir.EnumValue, types ir.Types, format string) (ir.Types, string) {
	var all ir.Types
	for _, v := range values {
		switch {
		case v.Value[0] == '"':
			all |= ir.String
		case isNumber(v.Value):
			t := numberType(v.Value)
			if t == 0 {
				return 0, ""
			}
			all |= t
		default:
			return 0, ""
		}
	}
	if all.Has(ir.Num) {
		all &^= ir.Integer
	}
	if all == ir.Integer && types == ir.Num {
		all = ir.Num
	}
	if all != ir.String && all != ir.Integer && all != ir.Num || types != 0 && types != all {
		return 0, "" // a value of another type than the schema's: it is checked, but has no constant
	}
	switch all {
	case ir.Integer:
		return integerEnum(values, format)
	case ir.Num:
		return numberEnum(values, format)
	}
	return all, ""
}

// integerEnum returns the format of the integer type that holds all values: that of
// the schema, if it does; else, where one of them needs them, one of 64 bits, since
// Go's int has 32 on some machines. A value that the schema's own format refuses is
// no reason for a constant that does not compile.
func integerEnum(values []*ir.EnumValue, format string) (ir.Types, string) {
	fits := func(name string) bool {
		return !slices.ContainsFunc(values, func(v *ir.EnumValue) bool { return !keyword.FormatOf(name).Number(validate.Decimal(v.Value)) })
	}
	if f := keyword.FormatOf(format); f.Whole && fits(format) {
		return ir.Integer, format
	}
	for _, name := range []string{"int32", "int64", "uint64"} {
		switch {
		case !fits(name):
		case name == "int32": // in Go's int
			return ir.Integer, ""
		default:
			return ir.Integer, name
		}
	}
	return 0, ""
}

// numberEnum is [integerEnum] for numbers, of which no two may be the same float: a
// switch in Go cannot have two such cases.
func numberEnum(values []*ir.EnumValue, format string) (ir.Types, string) {
	distinct := func(bits int) bool {
		seen := map[float64]bool{}
		for _, v := range values {
			f, err := strconv.ParseFloat(string(v.Value), bits)
			if err != nil || seen[f] || f == 0 && canonical(v.Value) != "0" {
				return false
			}
			seen[f] = true
		}
		return true
	}
	switch {
	case format == "float" && distinct(32):
		return ir.Num, format
	case distinct(64):
		return ir.Num, ""
	}
	return 0, ""
}

func isNumber(v ir.Value) bool { return v[0] == '-' || v[0] >= '0' && v[0] <= '9' }

// reportNoConstant reports a number among e's own values that no Go constant can be.
func (l *lowerer) reportNoConstant(e *entry) {
	values, _ := enumOf([]*ir.Schema{e.schema})
	for _, v := range values {
		if isNumber(v.Value) && numberType(v.Value) == 0 {
			l.warn(e.at, "go-type", "%s fits neither int nor float64, so the Go type is no enum; Decode cannot hold that value", v.Value)
			return
		}
	}
}

// numberType is the type of a number as a Go constant; 1.0 is an integer. It is 0 for
// one that no integer of 64 bits and no float64 can hold, or that would become zero.
func numberType(v ir.Value) ir.Types {
	n := validate.Decimal(v)
	if n.IsInt() && (n.FitsInt64() || n.FitsUint64()) {
		return ir.Integer
	}
	if f, err := strconv.ParseFloat(string(v), 64); err != nil || f == 0 && canonical(v) != "0" {
		return 0
	}
	return ir.Num
}

// impossibleValues warns about values of enum and const that the type beside them
// refuses, as type: string refuses enum: [1.10].
func (l *lowerer) impossibleValues() {
	for _, e := range l.order {
		s := e.schema
		if s.Types == 0 {
			continue
		}
		values := s.Enum
		if s.Const != nil {
			v := constValue(s)
			v.Pos = e.at.Key("const").Position()
			values = append(slices.Clone(values), v)
		}
		for _, v := range values {
			is := keyword.TypesOf(v.Value)
			if is&s.Types != 0 || is == ir.Null && s.Nullable {
				continue
			}
			hint := ""
			if s.Types.Has(ir.String) && is&(ir.Num|ir.Boolean) != 0 {
				hint = "write it in quotes"
			}
			if is.Has(ir.Num) {
				is = ir.Num
			}
			l.diags.Add(diag.Diagnostic{
				Severity: diag.Warning, Position: v.Pos, Code: "impossible-value", Hint: hint,
				Message: "no value can be this one: it is of type " + is.String() + ", and the schema asks for " + s.Types.String(),
			})
		}
	}
}
