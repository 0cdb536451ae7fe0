package serve

import (
	"mime/multipart"
	"net/http"
	"net/url"

	"github.com/oasmint/oasmint/generator/validate"
)

// What the emitted tables say of operations. The functions that they call are not inlined:
// hundreds of them in one function take the compiler seconds.

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
	Params   func(validate.Request, ...validate.Option) (any, error)
	Required bool // a body must be sent
	Bodies   []Body
	Answers  []Answer
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

// A Body is a request body in a media type. Of the functions it has those of its kind,
// or none where nothing is known of it.
type Body struct {
	Type      string // the media type
	Kind      Kind
	Check     func([]byte, ...validate.Option) error
	Decode    func([]byte, ...validate.Option) (any, error)
	Form      func(url.Values, ...validate.Option) (any, error)
	Multipart func(*multipart.Reader, func(*validate.File) error, ...validate.Option) (any, error)
}

// An Answer is what an operation answers with a status, in media types that are written
// alike: each has a Go type of its own.
type Answer struct {
	Status  string // 200, 4xx, default
	Types   []AnswerType
	Headers func(http.Header) error // checks those that are described; nil: there are none
}

// An AnswerType is a media type of an answer, and the check of its body, if it is JSON
// or text and something is known of it.
type AnswerType struct {
	Type  string
	Kind  Kind
	Check func([]byte, ...validate.Option) error
}

// boxed is a decoder of a value of any type.
//
//go:noinline
func boxed[In, T any](decode func(In, ...validate.Option) (T, error)) func(In, ...validate.Option) (any, error) {
	return func(in In, opts ...validate.Option) (any, error) { return decode(in, opts...) }
}

// checked is the check of an answer's headers by their decoder.
//
//go:noinline
func checked[T any](decode func(map[string][]string, ...validate.Option) (T, error)) func(http.Header) error {
	return func(header http.Header) error {
		_, err := decode(header, validate.AsResponse)
		return err
	}
}

// boxedParts is [boxed] for multipart bodies.
//
//go:noinline
func boxedParts[T any](decode func(*multipart.Reader, func(*validate.File) error, ...validate.Option) (T, error)) func(*multipart.Reader, func(*validate.File) error, ...validate.Option) (any, error) {
	return func(r *multipart.Reader, file func(*validate.File) error, opts ...validate.Option) (any, error) {
		return decode(r, file, opts...)
	}
}

// A Route is where an operation is found, for those who mount a handler on a router of
// their own.
type Route struct {
	Method    string
	Path      string // the template, behind the base path
	Operation string
}

// routes lists the routes of an API.
func (api *API) routes() []Route {
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
