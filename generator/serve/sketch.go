package serve

import (
	"reflect"

	"github.com/oasmint/oasmint/generator/validate"
)

// What handlers are called with, where its memory is used again.

// sketch is what a handler is called with, or would be.
type sketch struct {
	pointer any
	call    reflect.Value // what that points to
	params  paramReader   // in there; nil: there are none
	room    validate.ParamRoom
}

// sketch returns an empty one for the operation of a request.
func (s *served) sketch(x *Exchange) *sketch {
	if k, ok := s.sketches[x.match.Operation].Get().(*sketch); ok {
		return k
	}
	asItWas := x.received
	x.checks = true // only its type is of interest
	call, _ := s.call(x.request.Context(), x.match.Operation, x)
	x.received = asItWas
	k := &sketch{pointer: call, call: reflect.ValueOf(call).Elem()}
	if field := k.call.FieldByName("Params"); field.IsValid() {
		k.params = field.Addr().Interface().(paramReader)
	}
	k.call.SetZero()
	return k
}

// keep makes a sketch empty, and ready for another request of the operation.
func (s *served) keep(k *sketch, x *Exchange) {
	k.call.SetZero()
	k.room = validate.ParamRoom{}
	s.sketches[x.match.Operation].Put(k)
}
