package plan

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// Which schemas assert the same, so that they can share a check.

// Signature is the same for anonymous schemas that assert the same. A named
// schema stands for itself.
func Signature(s *ir.Schema) string {
	s = bare(s)
	if s.Name == "" && isConjunction(s) {
		parts := make([]string, len(s.AllOf))
		for i, part := range s.AllOf {
			parts[i] = encode(part)
		}
		slices.Sort(parts) // in whatever order
		return strings.Join(parts, "&")
	}
	return encode(s)
}

func encode(s *ir.Schema) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // the IR is made of strings, numbers and valid JSON
	}
	return string(data)
}

// Anonymous returns a named schema as one without a name.
func Anonymous(schema *ir.Schema) *ir.Schema {
	c := *schema
	c.Node = ir.Node{}
	return &c
}

// SameAs returns the named schema that a schema is no more than, apart from null; nil
// where there is none.
func SameAs(schema *ir.Schema) *ir.Schema {
	one := Anonymous(OrNull(schema))
	one.Nullable = false
	other := unwrap(one)
	if other == one || other.Name == "" {
		return nil
	}
	return other
}

// unwrap is [keyword.Unwrap] that goes to the one schema of an anyOf or oneOf as well.
func unwrap(s *ir.Schema) *ir.Schema {
	for {
		s = keyword.Unwrap(s)
		only := onlyVariant(s)
		if s.Name != "" || only == nil || s.Nullable || s.Types != 0 || keyword.Asserts(s, "anyOf", "oneOf") {
			return s
		}
		s = only
	}
}

// bare copies an anonymous schema without what asserts nothing.
func bare(s *ir.Schema) *ir.Schema {
	if s == nil || s.Name != "" {
		return s
	}
	c := keyword.Replace(s, bare)
	c.Node, c.Shape, c.UsedBy, c.Reached, c.Extensions = ir.Node{}, nil, nil, 0, nil // no keywords
	v := reflect.ValueOf(c).Elem()
	for _, i := range silent {
		v.Field(i).SetZero()
	}
	for _, i := range described {
		switch list := v.Field(i).Addr().Interface().(type) {
		case *[]*ir.Property:
			*list = slices.Clone(*list)
			for i, p := range *list {
				(*list)[i] = &ir.Property{Node: ir.Node{Wire: p.Wire}, Schema: p.Schema, ReadOnly: p.ReadOnly, WriteOnly: p.WriteOnly}
			}
		case *[]*ir.EnumValue:
			*list = slices.Clone(*list)
			for i, v := range *list {
				(*list)[i] = &ir.EnumValue{Value: v.Value}
			}
		}
	}
	return c
}

// silent are the fields of [ir.Schema] whose keywords assert nothing, and described
// those whose elements hold texts besides what they assert.
var silent, described = func() (silent, described []int) {
	for _, k := range keyword.All() {
		for _, name := range k.Fields {
			f, _ := reflect.TypeFor[ir.Schema]().FieldByName(name)
			switch {
			case len(f.Index) > 1: // of the node, which is left out
			case !k.Asserts() && k.Class != keyword.Modifier:
				silent = append(silent, f.Index[0])
			case f.Type == reflect.TypeFor[[]*ir.Property](), f.Type == reflect.TypeFor[[]*ir.EnumValue]():
				described = append(described, f.Index[0])
			}
		}
	}
	return silent, described
}()
