package lower

import (
	"cmp"
	"slices"
	"sync"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

// This file says of each name why it was chosen, in the words of its rule.

// Named is a name, the place that has it, and why.
type Named struct {
	Pointer string        `json:"pointer"` // as in [goapi.Published.Names]
	Name    string        `json:"name"`
	Kind    string        `json:"kind"` // operation or schema
	Why     string        `json:"why"`
	Pos     diag.Position `json:"pos"`
}

// Where a name comes from, but for the rules.
const (
	byConfig = "config"
	byLock   = "lock"
	byRule   = "rule"
)

// named lists the names of what is emitted, by pointer, when it is asked.
func (l *lowerer) named() func() []Named {
	schemas := slices.Clone(l.api.Schemas) // of which some may be dropped until then
	return sync.OnceValue(func() []Named { return l.listNamed(schemas) })
}

func (l *lowerer) listNamed(schemas []*ir.Schema) []Named {
	var out []Named
	ops, opNames, schemaNames := map[*ir.Operation]bool{}, map[string]bool{}, map[string]bool{}
	for _, op := range l.api.Operations {
		ops[op] = true
	}
	for _, op := range l.ops {
		opNames[op.Name] = true
	}
	for _, s := range schemas {
		schemaNames[s.Name] = true
	}
	for _, op := range l.ops {
		if ops[op.Operation] {
			out = append(out, Named{l.pointer(op.at), op.Name, "operation", l.whyOperation(op, opNames), op.Pos})
		}
	}
	emitted := map[*ir.Schema]bool{}
	for _, s := range schemas {
		emitted[s] = true
	}
	for _, e := range l.order {
		if e.emitted && emitted[e.schema] {
			out = append(out, Named{l.pointer(e.at), e.schema.Name, "schema", l.whySchema(e, schemaNames), e.at.Position()})
		}
	}
	slices.SortFunc(out, func(a, b Named) int { return cmp.Compare(a.Pointer, b.Pointer) })
	return out
}

func (l *lowerer) whySchema(e *entry, taken map[string]bool) string {
	switch e.chosenBy {
	case byConfig, byLock, byRule:
		candidates := l.candidates(e)
		return why(e.chosenBy, rules[e.role.kind].why(l.naming(e)), e.schema.Name, candidates, taken[candidates[0]])
	}
	return e.chosenBy + " in the document"
}

func (l *lowerer) whyOperation(op *operation, taken map[string]bool) string {
	by := max(0, slices.Index(op.candidates, op.Name)) // another name than by a rule: the best one's
	rule := operationRules[op.rules[by]].why(l, op, op.candidates[by])
	return why(op.chosenBy, rule, op.Name, op.candidates, taken[op.candidates[0]])
}

// why words the reason of a name that the rule gives among candidates, the first
// of which may be taken.
func why(by, rule, name string, candidates []string, taken bool) string {
	switch {
	case by == byConfig:
		return "names in the configuration"
	case name == candidates[0]:
		return rule
	case by == byLock && (!taken || !slices.Contains(candidates, name)):
		return "published before, in the lock; by the rule it would be " + candidates[0] + " (" + rule + ")"
	case !slices.Contains(candidates, name):
		return rule + "; " + candidates[0] + " is wanted elsewhere, and nothing but its place tells this one apart"
	}
	return rule + "; " + candidates[0] + " is wanted elsewhere"
}
