package lower

import (
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/limits"
)

// This file refuses schemas that apply themselves to the same value, by $ref,
// allOf and the like, before anything of the value is consumed: no value could
// ever be checked against them (JSON Schema 2020-12 core, section 9.4.1). It refuses
// chains of such schemas that are longer than the limit, too: what follows may take as
// many steps for each schema as there are in its longest chain.

func (l *lowerer) refuseCycles() {
	var bottomUp []*ir.Schema
	const visiting, done = 1, 2
	state, height := map[*ir.Schema]int{}, map[*ir.Schema]int{}
	longest := l.opts.Limits.Of(limits.Depth)
	var visit func(s *ir.Schema, above int)
	visit = func(s *ir.Schema, above int) {
		if above > longest {
			l.exceeds(limits.Depth, s.Pos)
		}
		state[s] = visiting
		for _, p := range inPlace(s) {
			switch state[p] {
			case visiting:
				e := l.bySchema[s]
				at := e.at
				if ref := at.Key("$ref"); ref.Node != nil {
					at = ref
				}
				l.fail(at, "cyclic-ref", "this schema leads back to itself at #%s without anything in between; no value can be checked against it", l.bySchema[p].at.Pointer)
			case 0:
				visit(p, above+1)
			}
			height[s] = max(height[s], height[p]+1)
		}
		if height[s] > longest {
			l.exceeds(limits.Depth, s.Pos)
		}
		state[s] = done
		bottomUp = append(bottomUp, s)
	}
	for _, e := range l.order {
		if state[e.schema] == 0 {
			visit(e.schema, 0)
		}
	}
	if l.diags.HasErrors() {
		return
	}
	for _, s := range bottomUp {
		keyword.RememberNull(s)
	}
}

// inPlace lists the schemas that s applies to the value it is applied to.
func inPlace(s *ir.Schema) []*ir.Schema {
	var out []*ir.Schema
	for _, k := range keyword.All() {
		if k.InPlace {
			k.Children(s, func(c keyword.Child) { out = append(out, c.Schema) })
		}
	}
	return out
}
