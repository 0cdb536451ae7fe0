package lower

import (
	"cmp"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

// This file says of each name why it was chosen.

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

// named lists the names of what is emitted, by pointer.
func (l *lowerer) named() []Named {
	var out []Named
	for _, op := range l.ops {
		if slices.Contains(l.api.Operations, op.Operation) {
			out = append(out, Named{l.pointer(op.at), op.Name, "operation", l.whyOperation(op), op.Pos})
		}
	}
	emitted := map[*ir.Schema]bool{}
	for _, s := range l.api.Schemas {
		emitted[s] = true
	}
	for _, e := range l.order {
		if e.emitted && emitted[e.schema] {
			out = append(out, Named{l.pointer(e.at), e.schema.Name, "schema", l.whySchema(e), e.at.Position()})
		}
	}
	slices.SortFunc(out, func(a, b Named) int { return cmp.Compare(a.Pointer, b.Pointer) })
	return out
}

func (l *lowerer) whySchema(e *entry) string {
	switch e.chosenBy {
	case byConfig, byLock, byRule:
		choices := l.candidates(e)
		taken := slices.ContainsFunc(l.api.Schemas, func(s *ir.Schema) bool { return s.Name == choices[0] })
		return why(e.chosenBy, l.rule(e), e.schema.Name, choices, taken)
	}
	return e.chosenBy + " in the document"
}

func (l *lowerer) whyOperation(op *operation) string {
	rule := "method and path"
	switch {
	case op.by == "webhook":
		rule = "the webhook's key"
	case op.by != "":
		rule = "the operation and its callback's key"
	}
	if op.Wire != "" && slices.Contains(op.choices[:min(3, len(op.choices))], op.Name) {
		rule = "operationId"
		if op.Name != l.ids.exported(op.Wire) {
			rule = "operationId, without what nearly all share"
		}
	}
	taken := slices.ContainsFunc(l.ops, func(o *operation) bool { return o.Name == op.choices[0] })
	return why(op.chosenBy, rule, op.Name, op.choices, taken)
}

// why words the reason of a name that the rule gives among choices, the first
// of which may be taken.
func why(by, rule, name string, choices []string, taken bool) string {
	switch {
	case by == byConfig:
		return "names in the configuration"
	case name == choices[0]:
		return rule
	case by == byLock && (!taken || !slices.Contains(choices, name)):
		return "published before, in the lock; by the rule it would be " + choices[0] + " (" + rule + ")"
	case name == choices[len(choices)-1]:
		return rule + "; " + choices[0] + " is wanted elsewhere, and nothing but its place tells this one apart"
	}
	return rule + "; " + choices[0] + " is wanted elsewhere"
}

// rule names the rule by which e gets its first choice.
func (l *lowerer) rule(e *entry) string {
	h := e.role
	switch h.kind {
	case roleComponent:
		return "the component's key"
	case roleBody:
		return "inline request body: operation + " + h.media + "Request"
	case roleResponse:
		says := statusName(h.key) + h.media + "Response"
		switch {
		case l.shared[h.id]:
			return "inline response that several operations share: its status + " + h.media + "Response"
		case h.key == mainStatus(h.op):
			return "inline response: operation + " + h.media + "Response"
		}
		return "inline response: operation + " + says
	case roleComponentBody:
		return "body of a component: its key + " + h.media + "Request"
	case roleComponentResponse:
		return "response of a component: what its status or key says + " + h.media + "Response"
	case roleParameter:
		return "inline parameter: operation + parameter"
	case roleHeader:
		return "inline header: operation + header"
	case roleComponentParameter:
		return "parameter of a component: its key"
	case roleProperty:
		return "inline property: parent + property"
	case roleItem:
		if strings.HasSuffix(l.candidates(e)[0], "Item") {
			return "items of a list: parent + Item"
		}
		return "items of a list: the parent's singular"
	case roleMapValue:
		return "values of a map: parent + Value"
	case roleAllOf:
		return "member of an allOf: its parent"
	case roleVariant:
		return "variant: parent + what tells it from the others"
	case roleKeyword:
		return "inline schema: parent + keyword"
	}
	return "part of a schema: parent + key"
}
