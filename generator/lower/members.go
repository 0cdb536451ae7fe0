package lower

import (
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// members lists the fields and constants that are published from now on.
func (l *lowerer) members() goapi.Members {
	var out goapi.Members
	present := map[string]bool{}
	for _, s := range l.api.Schemas {
		present[s.Name] = true
		if s.Shape.Same != nil {
			continue
		}
		var members []goapi.Member
		add := func(wire, name string) {
			members = append(members, goapi.Member{Wire: wire, Name: name, First: l.firstChoice[s.Name+" "+wire]})
		}
		for _, f := range s.Shape.Fields {
			add(f.Wire, f.Name)
		}
		for _, v := range s.Shape.Enum {
			if s.Shape.Kind == ir.KindEnum && v.Name != "" {
				add(v.Wire, v.Name)
			}
		}
		out.Set(s.Name, members)
	}
	out.KeepGone(l.opts.Published.Members, func(schema string) bool { return present[schema] })
	return out
}
