package plan

import (
	"encoding/json"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
)

// Which schemas assert the same, so that they can share a check.

// Signature is the same for anonymous schemas that assert the same. A named
// schema stands for itself.
func Signature(s *ir.Schema) string {
	data, err := json.Marshal(bare(s))
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
	other := Unwrap(one)
	if other == one || other.Name == "" {
		return nil
	}
	return other
}

// bare copies an anonymous schema without what asserts nothing.
func bare(s *ir.Schema) *ir.Schema {
	if s == nil || s.Name != "" {
		return s
	}
	c := *s
	c.Node, c.Shape, c.UsedBy, c.Reached = ir.Node{}, nil, nil, 0
	c.Default, c.Examples, c.Extensions, c.Unsupported = nil, nil, nil, nil
	c.Enum = slices.Clone(s.Enum)
	for i, v := range c.Enum {
		c.Enum[i] = &ir.EnumValue{Value: v.Value}
	}
	for _, child := range []**ir.Schema{
		&c.Ref, &c.Items, &c.Contains, &c.AdditionalProperties, &c.PropertyNames, &c.Not, &c.If, &c.Then, &c.Else,
		&c.UnevaluatedItems, &c.UnevaluatedProperties,
	} {
		*child = bare(*child)
	}
	for _, list := range []*[]*ir.Schema{&c.PrefixItems, &c.AllOf, &c.AnyOf, &c.OneOf} {
		*list = slices.Clone(*list)
		for i, child := range *list {
			(*list)[i] = bare(child)
		}
	}
	for _, list := range []*[]*ir.Property{&c.Properties, &c.PatternProperties, &c.DependentSchemas} {
		*list = slices.Clone(*list)
		for i, m := range *list {
			(*list)[i] = &ir.Property{Node: ir.Node{Wire: m.Wire}, Schema: bare(m.Schema), ReadOnly: m.ReadOnly, WriteOnly: m.WriteOnly}
		}
	}
	return &c
}
