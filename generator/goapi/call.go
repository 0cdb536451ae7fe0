package goapi

import (
	"net/http"
	"slices"
	"strings"
)

// This file says what the client's method of an operation gives.

// A Call is an operation as it is called.
type Call struct {
	*Operation
	Results  []Result // the bodies of answers that it is called for; none: there is no body
	Bodyless bool     // some of those answers have no body
	Success  []bool   // which ones of its answers those are
	Fields   [][]int  // for each answer and media type, the result; or -1
}

// A Result is a body that a call may give.
type Result struct {
	Body
	Field string // of the struct, where there are several
}

// CallOf finds out which answers an operation is called for: those with 2XX, or else
// redirects, or else all that the document does not tell apart.
func CallOf(op *Operation) *Call {
	out := &Call{Operation: op}
	is := func(a Answer, kind string) bool { return strings.HasPrefix(strings.ToLower(a.Status), kind) }
	best := ""
	for _, kind := range []string{"2", "3", "d"} {
		if best == "" && slices.ContainsFunc(op.Answers, func(a Answer) bool { return is(a, kind) }) {
			best = kind
		}
	}
	if op.Method == http.MethodHead {
		for i := range op.Answers {
			op.Answers[i].Bodies = nil
		}
	}
	for _, a := range op.Answers {
		ok := best != "" && is(a, best)
		out.Success = append(out.Success, ok)
		var fields []int
		if ok && len(a.Bodies) == 0 {
			out.Bodyless = true
		}
		for _, b := range a.Bodies {
			at := -1
			if ok {
				at = slices.IndexFunc(out.Results, func(r Result) bool { return r.Kind == b.Kind && r.Type == b.Type })
				if at < 0 {
					at = len(out.Results)
					out.Results = append(out.Results, Result{Body: b, Field: "Status" + strings.TrimPrefix(a.Name, op.Name)})
				}
			}
			fields = append(fields, at)
		}
		out.Fields = append(out.Fields, fields)
	}
	return out
}

// Several reports whether a call gives a struct, with a field for each result.
func (c *Call) Several() bool { return len(c.Results) > 1 }

// Mixed reports whether the request bodies have several Go types: what is sent is then a
// struct with a field for each.
func (op *Operation) Mixed() bool {
	return slices.ContainsFunc(op.Bodies, func(b Body) bool { return b.Field != "Body" })
}

// Preferred is the index of the body that is sent where the caller does not choose: JSON,
// or else the first.
func Preferred(bodies []Body) int {
	return max(0, slices.IndexFunc(bodies, func(b Body) bool { return b.Kind == JSONBody }))
}

// IsStream reports whether a body of the kind, of an answer, is read as it comes.
func (kind BodyKind) IsStream() bool {
	return kind == TextBody || kind == StreamBody || kind == EventsBody || kind == SequenceBody
}

// ClientType is the name of a type that the client has for an operation: what is Body or
// Result.
func ClientType(operation, what string) string {
	name := operation + what
	if slices.Contains([]string{"MaxBody", "DefaultMaxBody", "MaxErrorBody"}, name) { // the client has them already
		name += "Type"
	}
	return name
}

// ReceiverName is the name of the server's function for a webhook or a callback, which no
// type of an operation has.
func ReceiverName(op *Operation, all []*Operation) string {
	name := "Receive" + op.Name
	for slices.ContainsFunc(all, func(other *Operation) bool {
		return name == other.Name+"Call" || name == other.Name+"Answer" || slices.ContainsFunc(other.Answers, func(a Answer) bool { return a.Name == name })
	}) {
		name += "Webhook"
	}
	return name
}
