package mock

import (
	"regexp"
	"strings"

	"github.com/oasmint/oasmint/generator/serve"
	"github.com/oasmint/oasmint/generator/validate"
)

// Which operation a request is for, by the router of emitted servers.

type router struct {
	find       serve.Router
	operations []*operation
	taken      map[string]*operation // by method and template, without the names in it
}

// found is what a request is for: no operation where the path has other methods, no path
// where there is none.
type found struct {
	op    *operation
	path  string
	allow []string         // the methods of the path
	value validate.RawPath // of its names
}

var nameInTemplate = regexp.MustCompile(`\{[^{}]*\}`)

// add adds an operation, or says why no request is for it.
func (r *router) add(op *operation) (why string) {
	switch {
	case !strings.HasPrefix(op.Path, "/"):
		return "does not begin with a slash"
	case strings.ContainsAny(op.Path, "?#"):
		return "has a query or a fragment, which is no part of a path"
	}
	key := op.Method + " " + nameInTemplate.ReplaceAllString(op.path, "{}")
	if other := r.taken[key]; other != nil {
		return "is that of " + other.Name + ", but for the names in it"
	}
	r.taken[key] = op
	r.find.Add(op.Method, op.path, len(r.operations))
	r.operations = append(r.operations, op)
	return ""
}

// lookup finds the operation of a method and a path, which has its escapes.
func (r *router) lookup(method, path string) found {
	m := new(serve.Match)
	if !r.find.Find(method, path, m) {
		return found{}
	}
	if m.Allow == nil {
		op := r.operations[m.Operation]
		return found{op: op, path: op.path, value: m}
	}
	allow := m.Allow
	r.find.Find(allow[0], path, m) // its template stands for the path
	return found{path: r.operations[m.Operation].path, allow: allow}
}
