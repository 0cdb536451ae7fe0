package keyword

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
)

// dependentRequired (JSON Schema Validation, section 6.5.4).
var dependentRequired = &Keyword{
	Name: "dependentRequired", Class: Assertion, Fields: []string{"DependentRequired"}, Types: ir.Object,
	Set: func(s *ir.Schema) bool { return len(s.DependentRequired) > 0 },
	Read: func(r Reader, s *ir.Schema, _, at source.Cursor) {
		if at.Node.Kind != source.Object {
			bad(r, at, "an object of lists of property names")
			return
		}
		for _, m := range at.Members() {
			s.DependentRequired = append(s.DependentRequired, &ir.DependentRequired{Name: m.LastToken(), Required: readNames(r, m)})
		}
	},
	Write: func(_ Writer, s *ir.Schema, o *Object) {
		var out Object
		for _, d := range s.DependentRequired {
			out.Put(d.Name, append([]string{}, d.Required...))
		}
		o.Add("dependentRequired", out)
	},
	Words: func(v Voice, s *ir.Schema, _ Told) string {
		var out []string
		for _, d := range s.DependentRequired {
			out = append(out, v.Code(d.Name)+" requires "+codes(v, d.Required))
		}
		return join(out, "; ")
	},
	Check: func(_ *Checker, s *ir.Schema, v *Value) error {
		for _, d := range s.DependentRequired {
			for _, name := range d.Required {
				if v.Member(d.Name) != nil && v.Member(name) == nil {
					return v.wrong("expected the member %s beside %s", name, d.Name)
				}
			}
		}
		return nil
	},
	Compare: func(old, new *ir.Schema) Relation {
		return sets(dependencyPairs(old), dependencyPairs(new))
	},
}

// dependencyPairs are the demands one by one.
func dependencyPairs(s *ir.Schema) (out []string) {
	for _, d := range s.DependentRequired {
		for _, name := range d.Required {
			out = append(out, d.Name+"\x00"+name)
		}
	}
	return out
}
