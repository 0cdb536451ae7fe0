package ir

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

// Own is the schema whose Go type and checks s has: itself, or the one that it repeats.
func (s *Schema) Own() *Schema {
	if s.Shape != nil && s.Shape.Repeats != nil {
		return s.Shape.Repeats
	}
	return s
}
