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
