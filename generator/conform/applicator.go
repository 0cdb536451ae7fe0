// Keywords that apply other schemas to the same value.

package conform

import (
	"encoding/json"

	"github.com/oasmint/oasmint/generator/ir"
)

func (c *checker) all(schema *ir.Schema, value ir.Value, at string) error {
	if err := c.check(schema.Ref, value, at); err != nil {
		return err
	}
	for _, s := range schema.AllOf {
		if err := c.check(s, value, at); err != nil {
			return err
		}
	}
	if schema.Not != nil && c.accepts(schema.Not, value) {
		return wrong(at, "expected no match of the schema under not")
	}
	return nil
}

func (c *checker) choices(schema *ir.Schema, value ir.Value, at string) error {
	if picked, ok := pick(schema, value); ok {
		return c.check(picked, value, at)
	}
	if n := len(schema.AnyOf); n > 0 && c.count(schema.AnyOf, value) == 0 {
		return wrong(at, "expected a match of one of the %d schemas under anyOf", n)
	}
	if n := len(schema.OneOf); n > 0 {
		switch matching := c.count(schema.OneOf, value); {
		case matching == 0:
			return wrong(at, "expected a match of one of the %d schemas under oneOf", n)
		case matching > 1:
			return wrong(at, "expected a match of one schema under oneOf, not of %d", matching)
		}
	}
	return nil
}

func (c *checker) count(schemas []*ir.Schema, value ir.Value) int {
	n := 0
	for _, s := range schemas {
		if c.accepts(s, value) {
			n++
		}
	}
	return n
}

// pick returns the schema that a discriminator picks for an object.
func pick(schema *ir.Schema, value ir.Value) (*ir.Schema, bool) {
	if schema.Discriminator == nil || len(schema.OneOf)+len(schema.AnyOf) == 0 || typeOf(value) != ir.Object {
		return nil, false
	}
	_, members, err := membersOf(value)
	if err != nil {
		return nil, false
	}
	var tag string
	if v := members[schema.Discriminator.Property]; v == nil || json.Unmarshal(v, &tag) != nil {
		return nil, false
	}
	for _, m := range schema.Discriminator.Mapping {
		if m.Value == tag {
			return m.Schema, true
		}
	}
	return nil, false
}

func (c *checker) condition(schema *ir.Schema, value ir.Value, at string) error {
	if schema.If == nil {
		return nil
	}
	if c.accepts(schema.If, value) {
		return c.check(schema.Then, value, at)
	}
	return c.check(schema.Else, value, at)
}
