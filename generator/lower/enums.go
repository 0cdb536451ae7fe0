package lower

import (
	"encoding/json"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
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
		out = slices.DeleteFunc(slices.Clone(out), func(v *ir.EnumValue) bool {
			return !contains(values, v)
		})
	}
	return out, found && len(out) > 0
}

// contains reports whether a value equals v, as JSON Schema compares them.
func contains(values []*ir.EnumValue, v *ir.EnumValue) bool {
	same := canonical(v.Value)
	return slices.ContainsFunc(values, func(o *ir.EnumValue) bool { return canonical(o.Value) == same })
}

// canonical is a text that equal values share: that of 1 and 1.0 is one.
func canonical(v ir.Value) string { return string(validate.Canonical(v)) }

func constValue(p *ir.Schema) *ir.EnumValue {
	v := &ir.EnumValue{Node: ir.Node{Wire: string(p.Const), Title: p.Title, Doc: p.Doc, Deprecated: p.Deprecated, Pos: p.Pos}, Value: p.Const}
	_ = json.Unmarshal(p.Const, &v.Wire) // a string's own text; other values stay JSON
	return v
}

// enumType is the one type of all values, within types where these are
// restricted; 0 where there is none that makes a Go enum.
func enumType(values []*ir.EnumValue, types ir.Types) ir.Types {
	var all ir.Types
	for _, v := range values {
		switch {
		case v.Value[0] == '"':
			all |= ir.String
		case isNumber(v.Value):
			t := numberType(json.Number(v.Value))
			if t == 0 {
				return 0
			}
			all |= t
		default:
			return 0
		}
	}
	if all.Has(ir.Num) {
		all &^= ir.Integer
	}
	if all == ir.Integer && types == ir.Num {
		all = ir.Num
	}
	if all == ir.Num && collideAsFloats(values) {
		return 0
	}
	if all != ir.String && all != ir.Integer && all != ir.Num || types != 0 && types != all {
		return 0 // a value of another type than the schema's: it is checked, but has no constant
	}
	return all
}

func isNumber(v ir.Value) bool { return v[0] == '-' || v[0] >= '0' && v[0] <= '9' }

// reportNoConstant reports a number among e's own values that no Go constant can be.
func (l *lowerer) reportNoConstant(e *entry) {
	values, _ := enumOf([]*ir.Schema{e.schema})
	for _, v := range values {
		if isNumber(v.Value) && numberType(json.Number(v.Value)) == 0 {
			l.warn(e.at, "go-type", "%s fits neither int nor float64, so the Go type is no enum; Decode cannot hold that value", v.Value)
			return
		}
	}
}

// collideAsFloats reports whether two of the numbers are the same float64, for
// which a switch in Go cannot have two cases.
func collideAsFloats(values []*ir.EnumValue) bool {
	seen := map[float64]bool{}
	for _, v := range values {
		f, err := json.Number(v.Value).Float64()
		if err != nil || seen[f] {
			return true
		}
		seen[f] = true
	}
	return false
}

// numberType is the type of a number as a Go constant. It is 0 for one that neither
// int64 nor float64 can hold, or that would become zero.
func numberType(n json.Number) ir.Types {
	if _, err := n.Int64(); err == nil {
		return ir.Integer
	}
	if f, err := n.Float64(); err != nil || f == 0 && canonical(ir.Value(n)) != "0" {
		return 0
	}
	return ir.Num
}
