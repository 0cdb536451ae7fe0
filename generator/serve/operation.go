package serve

import (
	"mime/multipart"

	"github.com/oasmint/oasmint/generator/validate"
)

// What the emitted tables say of operations. They hold what the compiler can lay out by
// itself: of what must be computed it makes one function, which takes it seconds.

// An API is what a document describes.
type API struct {
	Base       string // the path of its server, before those of the operations
	Operations []Operation
	Challenges map[string]string // WWW-Authenticate for security schemes that have one
	Defaults   bool              // what a body leaves out is read as its default
}

// An Operation is a method on a path.
type Operation struct {
	Name     string
	Method   string
	Path     string     // the template
	Base     *string    // that of its own server
	Security [][]Scheme // the ways to be let in, each by all its schemes; none: there is no security
	Required bool       // a body must be sent
	Bodies   []Body
	Answers  []*Answer
}

// A Scheme is a security scheme that is asked for, and the scopes.
type Scheme struct {
	Name   string
	Scopes []string
}

// Kind says how a body is read and written.
type Kind uint8

// The kinds.
const (
	JSON      Kind = iota
	Form           // application/x-www-form-urlencoded
	Multipart      // multipart/form-data
	Text           // a string
	Stream         // bytes
	Events         // server-sent events
	Sequence       // JSON texts, one after the other
)

// A Body is a request body in a media type. It has the function of its kind, or none where
// nothing is known of it.
type Body struct {
	Type      string // the media type
	Kind      Kind
	Check     func([]byte, ...validate.Option) error // of JSON and text
	Multipart func(*multipart.Reader, func(*validate.File) error, ...validate.Option) (any, error)
}

// An Answer is what an operation answers with a status, in media types that are written
// alike: each has a Go type of its own.
type Answer struct {
	Status string // 200, 4xx, default
	Value  any    // a nil pointer to the Go type: see [form]
	Types  []AnswerType
}

// An AnswerType is a media type of an answer, and the check of its body, if it is JSON
// or text and something is known of it.
type AnswerType struct {
	Type  string
	Kind  Kind
	Check func([]byte, ...validate.Option) error
}

// A Route is where an operation is found, for those who mount a handler on a router of
// their own.
type Route struct {
	Method    string
	Path      string // the template, behind the base path
	Operation string
}

// Routes lists the routes of an API.
func (api *API) Routes() []Route {
	out := make([]Route, len(api.Operations))
	for i, op := range api.Operations {
		out[i] = Route{op.Method, api.base(&op) + op.Path, op.Name}
	}
	return out
}

// base is the path before that of an operation.
func (api *API) base(op *Operation) string {
	if op.Base != nil {
		return *op.Base
	}
	return api.Base
}
