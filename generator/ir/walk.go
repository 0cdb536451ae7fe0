package ir

// Children calls visit for each schema that s holds or refers to, in the order
// of the fields. Shape, which is derived from them, is not looked at.
func (s *Schema) Children(visit func(child *Schema)) {
	for _, child := range []*Schema{
		s.Ref, s.Items, s.Contains, s.AdditionalProperties, s.PropertyNames, s.Not, s.If, s.Then, s.Else,
		s.UnevaluatedItems, s.UnevaluatedProperties,
	} {
		if child != nil {
			visit(child)
		}
	}
	for _, list := range [][]*Schema{s.PrefixItems, s.AllOf, s.AnyOf, s.OneOf} {
		for _, child := range list {
			visit(child)
		}
	}
	for _, list := range [][]*Property{s.Properties, s.PatternProperties, s.DependentSchemas} {
		for _, p := range list {
			visit(p.Schema)
		}
	}
	if s.Discriminator != nil {
		for _, m := range s.Discriminator.Mapping {
			visit(m.Schema)
		}
	}
}

// Named returns the named schema that s is, or that it adds nothing to; nil for
// one that is told of in place, and for nil.
func (s *Schema) Named() *Schema {
	switch {
	case s == nil:
		return nil
	case s.Name != "":
		return s
	case s.Ref != nil:
		return s.Ref.Named()
	case s.Shape != nil:
		return s.Shape.Same
	}
	return nil
}
