package keyword

import "github.com/oasmint/oasmint/generator/ir"

// once answers a question about a schema by the answers about those that hold for the
// same value: each is asked once, however many ways lead to it. One that leads back to
// itself, which lowering refuses, has the zero answer there.
type once[T any] struct {
	ask      func(o *once[T], s *ir.Schema) T
	answered map[*ir.Schema]T
}

// askOnce asks about s.
func askOnce[T any](s *ir.Schema, ask func(o *once[T], s *ir.Schema) T) T {
	return (&once[T]{ask: ask}).of(s)
}

func (o *once[T]) of(s *ir.Schema) T {
	if s.Ref == nil && len(s.AllOf)+len(s.AnyOf)+len(s.OneOf) == 0 {
		return o.ask(o, s)
	}
	if out, ok := o.answered[s]; ok {
		return out
	}
	if o.answered == nil {
		o.answered = map[*ir.Schema]T{}
	}
	o.answered[s] = *new(T)
	out := o.ask(o, s)
	o.answered[s] = out
	return out
}
