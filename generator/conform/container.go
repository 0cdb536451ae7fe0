// Keywords of arrays and objects.

package conform

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
)

func (c *checker) array(schema *ir.Schema, value ir.Value, at string) error {
	var items []ir.Value
	if typeOf(value) != ir.Array || json.Unmarshal(value, &items) != nil {
		return nil
	}
	if err := counts(at, len(items), schema.MinItems, schema.MaxItems, "items"); err != nil {
		return err
	}
	seen := map[string]bool{}
	for i, v := range items {
		of := schema.Items
		if i < len(schema.PrefixItems) {
			of = schema.PrefixItems[i]
		}
		if err := c.check(of, v, item(at, i)); err != nil {
			return err
		}
		text := string(validate.Canonical(v))
		if schema.UniqueItems && seen[text] {
			return wrong(item(at, i), "expected no two items to be equal")
		}
		seen[text] = true
	}
	if schema.Contains == nil {
		return nil
	}
	found := 0
	for _, v := range items {
		if c.accepts(schema.Contains, v) {
			found++
		}
	}
	one := uint64(1)
	low := schema.MinContains
	if low == nil {
		low = &one
	}
	return counts(at, found, low, schema.MaxContains, "items that contains describes")
}

// counts checks a number of things against bounds that may be nil.
func counts(at string, n int, low, high *uint64, what string) error {
	switch {
	case low != nil && uint64(n) < *low:
		return wrong(at, "expected at least %d %s", *low, what)
	case high != nil && uint64(n) > *high:
		return wrong(at, "expected at most %d %s", *high, what)
	}
	return nil
}

func (c *checker) object(schema *ir.Schema, value ir.Value, at string) error {
	if typeOf(value) != ir.Object {
		return nil
	}
	names, members, err := membersOf(value)
	if err != nil {
		return wrong(at, "%s", err)
	}
	for _, name := range schema.Required {
		if members[name] == nil && !c.exempt(schema, name) {
			return wrong(at, "expected the member %s", name)
		}
	}
	for _, d := range schema.DependentRequired {
		for _, name := range d.Required {
			if members[d.Name] != nil && members[name] == nil {
				return wrong(at, "expected the member %s beside %s", name, d.Name)
			}
		}
	}
	for _, d := range schema.DependentSchemas {
		if members[d.Wire] != nil {
			if err := c.check(d.Schema, value, at); err != nil {
				return err
			}
		}
	}
	if err := counts(at, len(names), schema.MinProperties, schema.MaxProperties, "members"); err != nil {
		return err
	}
	for _, name := range names {
		if err := c.member(schema, name, members[name], member(at, name)); err != nil {
			return err
		}
	}
	return nil
}

// member checks a member by all that is said of its name.
func (c *checker) member(schema *ir.Schema, name string, value ir.Value, at string) error {
	if schema.PropertyNames != nil {
		quoted, err := json.Marshal(name)
		if err != nil {
			return err
		}
		if err := c.check(schema.PropertyNames, quoted, ""); err != nil {
			return wrong(at, "the name: %s", err)
		}
	}
	told := false
	for _, p := range schema.Properties {
		if p.Wire == name {
			told = true
			if err := c.check(p.Schema, value, at); err != nil {
				return err
			}
		}
	}
	for _, p := range schema.PatternProperties {
		if matches(p.Wire, name) {
			told = true
			if err := c.check(p.Schema, value, at); err != nil {
				return err
			}
		}
	}
	if told {
		return nil
	}
	return c.check(schema.AdditionalProperties, value, at)
}

// exempt reports whether a required property need not be there, because it
// travels the other way alone.
func (c *checker) exempt(schema *ir.Schema, name string) bool {
	readOnly, writeOnly := false, false
	for _, p := range schema.Properties {
		if p.Wire == name {
			readOnly, writeOnly = p.ReadOnly, p.WriteOnly
		}
	}
	if schema.Shape != nil {
		i := slices.IndexFunc(schema.Shape.Fields, func(f *ir.Field) bool { return f.Wire == name })
		if i >= 0 {
			readOnly, writeOnly = readOnly || schema.Shape.Fields[i].ReadOnly, writeOnly || schema.Shape.Fields[i].WriteOnly
		}
	}
	return readOnly && c.direction != ir.InResponse || writeOnly && c.direction != ir.InRequest
}

// membersOf returns the names of an object in its order, and its members.
func membersOf(value ir.Value) ([]string, map[string]ir.Value, error) {
	d := json.NewDecoder(strings.NewReader(string(value)))
	if _, err := d.Token(); err != nil {
		return nil, nil, err
	}
	var names []string
	members := map[string]ir.Value{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, nil, err
		}
		name := key.(string)
		var v ir.Value
		if err := d.Decode(&v); err != nil {
			return nil, nil, err
		}
		if members[name] == nil {
			names = append(names, name)
		}
		members[name] = v
	}
	return names, members, nil
}
