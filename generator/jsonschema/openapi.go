package jsonschema

import (
	"math/big"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
)

// What OpenAPI says in its own keywords and formats, brought to JSON Schema's.

// integers are the bounds of the formats that JSON Schema does not know.
var integers = map[string]struct{ low, high ir.Number }{
	"int32": {"-2147483648", "2147483647"},
	"int64": {"-9223372036854775808", "9223372036854775807"},
}

// tighter returns the bound of a format, unless the schema has one that is as
// tight, or tighter; sign is 1 for lower bounds and -1 for upper ones.
func tighter(own, exclusive, bound ir.Number, sign int) ir.Number {
	within := func(n ir.Number) bool {
		a, ok := new(big.Float).SetPrec(256).SetString(string(n))
		b, _ := new(big.Float).SetPrec(256).SetString(string(bound))
		return ok && a.Cmp(b)*sign >= 0
	}
	if within(own) || own == "" && within(exclusive) {
		return own
	}
	return bound
}

// base64 is what the format byte asks for (RFC 4648, section 4).
const base64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"

// formatted adds the format, and what it means where JSON Schema does not know
// it. Where the schema has that keyword itself, the meaning is returned, to
// hold beside it.
func formatted(o *object, s *ir.Schema) (beside []any) {
	o.add("format", s.Format)
	if s.Format != "byte" {
		return nil
	}
	o.put("contentEncoding", "base64")
	if s.Pattern != nil {
		return []any{object{{"pattern", base64}}}
	}
	o.put("pattern", base64)
	return nil
}

// picks reports whether the discriminator decides between all variants; else
// it says nothing that the variants do not.
func picks(s *ir.Schema) bool {
	variants := slices.Concat(s.OneOf, s.AnyOf)
	if s.Discriminator == nil || len(variants) == 0 {
		return false
	}
	return !slices.ContainsFunc(variants, func(v *ir.Schema) bool {
		return !slices.ContainsFunc(s.Discriminator.Mapping, func(m ir.Mapping) bool { return m.Schema == target(v) })
	})
}

// discriminated says in JSON Schema what the discriminator picks: the tag is
// one of the values it maps, and each value asks for its schema.
func (w *writer) discriminated(s *ir.Schema) []any {
	d := s.Discriminator
	var values, out []any
	seen := map[string]bool{}
	for _, m := range d.Mapping {
		if seen[m.Value] {
			continue
		}
		seen[m.Value] = true
		values = append(values, m.Value)
		tag := object{{d.Property, object{{"const", m.Value}}}}
		out = append(out, object{{"if", object{{"properties", tag}}}, {"then", w.use(m.Schema)}})
	}
	tag := object{{d.Property, object{{"enum", values}}}}
	asks := object{{"type", "object"}, {"required", []string{d.Property}}, {"properties", tag}}
	return append([]any{asks}, out...)
}
