package goapi

import (
	"regexp"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// This file says which operations a server has a method for.

var nameInTemplate = regexp.MustCompile(`\{[^{}]*\}`)

// Unrouted is an operation that no request can be told to be for, and why.
type Unrouted struct {
	*Operation
	Why string
}

// Routed returns the operations of an API that requests can be told to be for, and the
// others: those whose template is that of an earlier one, but for the names in it, or is
// none.
func Routed(api *ir.API, ops []*Operation) (routed []*Operation, others []Unrouted) {
	seen := map[string]*Operation{}
	for _, op := range ops {
		base := ir.BasePath(api.Servers)
		if op.Servers != nil {
			base = ir.BasePath(op.Servers)
		}
		key := op.Method + " " + base + nameInTemplate.ReplaceAllString(op.Path, "{}")
		switch first := seen[key]; {
		case first != nil:
			others = append(others, Unrouted{op, "no request can be told to be for " + op.Name + " and not for " + first.Name + ", whose path is the same but for names"})
		case strings.ContainsAny(op.Path, "?#"):
			others = append(others, Unrouted{op, "the path of " + op.Name + " has a ? or a #, which no path of a request has"})
		case !strings.HasPrefix(op.Path, "/"):
			others = append(others, Unrouted{op, "the path of " + op.Name + " does not begin with a slash"})
		default:
			seen[key] = op
			routed = append(routed, op)
		}
	}
	return routed, others
}
