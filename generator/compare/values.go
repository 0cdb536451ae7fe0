// Values that schemas accept, for others than a comparison.

package compare

import "github.com/oasmint/oasmint/generator/ir"

// Sampler makes values of the schemas of an API. It is not safe for concurrent use.
type Sampler struct{ side *side }

// NewSampler returns a sampler for an API.
func NewSampler(api *ir.API) *Sampler { return &Sampler{newSide(api)} }

// Values returns values that differ and that a schema accepts in a direction, the
// plainest first: as many as most, or fewer where the search ends before.
func (s *Sampler) Values(schema *ir.Schema, direction ir.Direction, most int) (out []ir.Value) {
	g, c := newSampler(s.side, s.side, direction), s.side.conj(schema)
	seen := map[string]bool{}
	g.candidates(c, c, 0, func(v ir.Value) bool {
		g.steps++
		if !seen[string(v)] && s.side.accepts(c, v, direction) {
			seen[string(v)] = true
			out = append(out, v)
		}
		return len(out) < most && g.steps < maxSteps
	})
	return out
}
