package keyword

import (
	"encoding/json"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
	"github.com/oasmint/oasmint/generator/validate"
)

// bound is a keyword that bounds numbers. Where holds, given the order of the
// value and the bound (-1, 0, 1), the value is accepted.
func bound(name, field, noun, words string, of func(*ir.Schema) *ir.Number, holds func(order int) bool) *Keyword {
	return &Keyword{
		Name: name, Class: Assertion, Fields: []string{field}, Types: ir.Num | ir.Integer, Noun: noun,
		Set: func(s *ir.Schema) bool { return *of(s) != "" },
		Check: func(_ *Checker, s *ir.Schema, v *Value) error {
			if !holds(decimal(v).Compare(string(*of(s)))) {
				return v.wrong("expected "+words+" %s", *of(s))
			}
			return nil
		},
		Write: func(_ Writer, s *ir.Schema, o *Object) { o.Add(name, number(*of(s))) },
		Value: func(s *ir.Schema) string { return string(*of(s)) },
	}
}

// readBound reads minimum or maximum. OpenAPI 3.0's boolean beside it makes it
// the exclusive one.
func readBound(exclusive string, inclusive, other func(*ir.Schema) *ir.Number) read {
	return func(r Reader, s *ir.Schema, in, at source.Cursor) {
		switch {
		case at.Node.Kind != source.Number:
			bad(r, at, "a number")
		case in.Node.Get(exclusive).IsTrue():
			*other(s) = ir.Number(at.Node.Text)
		default:
			*inclusive(s) = ir.Number(at.Node.Text)
		}
	}
}

// readExclusive reads exclusiveMinimum or exclusiveMaximum: a number, or 3.0's
// boolean, which sharpens the bound beside it.
func readExclusive(beside string, of func(*ir.Schema) *ir.Number) read {
	return func(r Reader, s *ir.Schema, in, at source.Cursor) {
		switch n := in.Node.Get(beside); {
		case at.Node.Kind == source.Number:
			*of(s) = ir.Number(at.Node.Text)
		case at.Node.Kind != source.Bool:
			bad(r, at, "a number")
		case at.Node.IsTrue() && (n == nil || n.Kind != source.Number):
			r.Warn(at, "bad-keyword", "%q: true sharpens a bound that is not there; it is not enforced", at.LastToken())
		}
	}
}

// decimal is the value of a number.
func decimal(v *Value) validate.Decimal { return validate.Decimal(v.JSON) }

// number is a number as JSON.
func number(n ir.Number) json.RawMessage { return json.RawMessage(n) }

// tighter returns the bound of a format, unless the schema has one that is as
// tight, or tighter; sign is 1 for lower bounds and -1 for upper ones.
func tighter(own, exclusive, bound ir.Number, sign int) ir.Number {
	within := func(n ir.Number) bool {
		return n != "" && validate.Decimal(n).Compare(string(bound))*sign >= 0
	}
	if bound == "" || within(own) || own == "" && within(exclusive) {
		return own
	}
	return bound
}
