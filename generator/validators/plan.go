package validators

import (
	"encoding/json"
	"slices"

	"github.com/oasmint/oasmint/generator/ir"
)

// plan is what holds for a value: several schemas as one conjunction.
type plan struct {
	never    bool         // false: nothing is accepted
	nullable bool         // null is accepted before all else (OpenAPI 3.0)
	types    ir.Types     // what is accepted; Num comes with Integer
	parts    []*ir.Schema // whose own keywords hold, each once
	apart    []*ir.Schema // to be checked by themselves, on the same value
}

const anyType = ir.Null | ir.Boolean | ir.Integer | ir.Num | ir.String | ir.Array | ir.Object

// planOf takes references and allOf together, as far as that keeps the meaning.
func planOf(root *ir.Schema) *plan {
	root = orNull(root)
	p := &plan{types: anyType, nullable: root.Nullable}
	p.add(root, root, map[*ir.Schema]bool{})
	return p
}

func (p *plan) add(s, root *ir.Schema, seen map[*ir.Schema]bool) {
	if seen[s] {
		return // already part of the conjunction
	}
	seen[s] = true
	if s.Always != nil {
		p.never = p.never || !*s.Always
		return
	}
	null := s.Nullable && s != root
	switch {
	case null && (s.Ref != nil || len(s.AllOf) > 0 || len(s.Enum) > 0 || s.Const != nil || looksAgain(s)),
		s != root && (s.UnevaluatedItems != nil || s.UnevaluatedProperties != nil):
		// What null means, or what is evaluated, is this schema's own affair.
		p.apart = append(p.apart, s)
		return
	}
	if s.Types != 0 {
		types := s.Types
		if types.Has(ir.Num) {
			types |= ir.Integer
		}
		if null {
			types |= ir.Null
		}
		p.types &= types
	}
	if s.Ref != nil {
		p.add(s.Ref, root, seen)
	}
	for _, member := range s.AllOf {
		p.add(member, root, seen)
	}
	if asserts(s) {
		p.parts = append(p.parts, s)
	}
}

// orNull brings a choice between null and one other schema, which is how
// OpenAPI 3.1 writes what 3.0 calls nullable, to the form of 3.0.
func orNull(s *ir.Schema) *ir.Schema {
	choice := s.AnyOf
	if len(choice) == 0 {
		choice = s.OneOf
	}
	rest := *s
	rest.AnyOf, rest.OneOf = nil, nil
	if len(choice) != 2 || len(s.AnyOf) > 0 && len(s.OneOf) > 0 || s.Types != 0 || s.Ref != nil || len(s.AllOf) > 0 || asserts(&rest) {
		return s
	}
	other := choice[0]
	if isNull(other) {
		other = choice[1]
	} else if !isNull(choice[1]) {
		return s
	}
	if p := planOf(other); len(s.OneOf) > 0 && (p.nullable || p.types.Has(ir.Null)) {
		return s // null may match both
	}
	rest.Nullable, rest.Discriminator, rest.AllOf = true, nil, []*ir.Schema{other}
	return &rest
}

// isNull reports a schema that accepts null alone.
func isNull(s *ir.Schema) bool {
	return s.Types == ir.Null && !s.Nullable && s.Always == nil && s.Ref == nil && len(s.AllOf) == 0 && !asserts(s)
}

// looksAgain reports keywords that need a value to be read more than once.
func looksAgain(s *ir.Schema) bool {
	return len(s.AnyOf) > 0 || len(s.OneOf) > 0 || s.Not != nil || s.If != nil ||
		s.UnevaluatedItems != nil || s.UnevaluatedProperties != nil
}

func (p *plan) looksAgain() bool { return len(p.apart) > 0 || slices.ContainsFunc(p.parts, looksAgain) }

// asserts reports whether s has keywords of its own beside type, $ref, allOf and nullable.
func asserts(s *ir.Schema) bool {
	return s.Format != "" || len(s.Enum) > 0 || s.Const != nil || onNumbers(s) || onStrings(s) ||
		onArrays(s) || onObjects(s) || looksAgain(s)
}

func onNumbers(s *ir.Schema) bool {
	return s.MultipleOf != "" || s.Minimum != "" || s.Maximum != "" || s.ExclusiveMinimum != "" || s.ExclusiveMaximum != ""
}

func onStrings(s *ir.Schema) bool {
	return s.MinLength != nil || s.MaxLength != nil || s.Pattern != nil
}

func onArrays(s *ir.Schema) bool {
	return s.Items != nil || len(s.PrefixItems) > 0 || s.Contains != nil || s.MinItems != nil || s.MaxItems != nil || s.UniqueItems
}

func onObjects(s *ir.Schema) bool {
	return len(s.Properties) > 0 || len(s.Required) > 0 || onObjectsMore(s)
}

// onObjectsMore reports keywords that a Go struct cannot be checked against
// field by field.
func onObjectsMore(s *ir.Schema) bool {
	return len(s.PatternProperties) > 0 || s.AdditionalProperties != nil || s.PropertyNames != nil ||
		len(s.DependentRequired) > 0 || len(s.DependentSchemas) > 0 || s.MinProperties != nil || s.MaxProperties != nil
}

// plain reports that the plan asks for no more than its types.
func (p *plan) plain() bool { return len(p.parts) == 0 && len(p.apart) == 0 && !p.never }

// unwrap goes from a schema that says no more than another to that other:
// {$ref}, or allOf with one member and nothing beside it.
func unwrap(s *ir.Schema) *ir.Schema {
	for s.Name == "" && s.Always == nil && !s.Nullable && s.Types == 0 && !asserts(s) {
		switch {
		case s.Ref != nil && len(s.AllOf) == 0:
			s = s.Ref
		case s.Ref == nil && len(s.AllOf) == 1:
			s = s.AllOf[0]
		default:
			return s
		}
	}
	return s
}

// together returns one schema that holds where all of schemas hold, each
// taken once, and nil where none of them asks for anything.
func together(schemas []*ir.Schema) *ir.Schema {
	var all []*ir.Schema
	for _, s := range schemas {
		if s = unwrap(s); s.Name == "" {
			s = orNull(s)
		}
		if (s.Always == nil || !*s.Always) && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return &ir.Schema{AllOf: all}
}

// signature is the same for anonymous schemas that assert the same.
func signature(s *ir.Schema) string {
	data, err := json.Marshal(bare(s))
	if err != nil {
		panic(err) // the IR is made of strings, numbers and valid JSON
	}
	return string(data)
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
