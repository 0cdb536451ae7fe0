package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// type (JSON Schema Validation, section 6.1.1).
var typeKeyword = &Keyword{
	Name: "type", Class: Assertion, Fields: []string{"Types"}, Types: AnyType,
	Set: func(s *ir.Schema) bool { return s.Types != 0 },
	Read: func(r Reader, s *ir.Schema, _, at source.Cursor) {
		values := []source.Cursor{at}
		if at.Node.Kind == source.Array {
			values = at.Items()
		}
		for _, v := range values {
			t := ir.TypeOf(v.Node.Str())
			if v.Node.Kind == source.Null { // YAML: type: [string, null]
				t = ir.Null
			}
			if t == 0 {
				bad(r, v, "null, boolean, integer, number, string, array or object")
				s.Types = 0
				return
			}
			if s.Types&t != 0 {
				twice(r, v)
			}
			s.Types |= t
		}
		if len(values) == 0 {
			bad(r, at, "a type or a list of types")
		}
	},
	Write: func(_ Writer, s *ir.Schema, o *Object) {
		t := s.Types
		if t.Has(ir.Num) && formats[s.Format].Whole {
			t = t&^ir.Num | ir.Integer
		}
		if t != 0 && s.Nullable && NullByType(s) {
			t |= ir.Null
		}
		switch names := t.Names(); len(names) {
		case 0:
		case 1:
			o.Put("type", names[0])
		default:
			o.Put("type", names)
		}
	},
	Value: func(s *ir.Schema) string { return s.Types.String() },
	Check: func(_ *Checker, s *ir.Schema, v *Value) error {
		if s.Types&v.Types() == 0 {
			return v.wrong("expected the type %s", s.Types)
		}
		return nil
	},
}
