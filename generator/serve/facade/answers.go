package facade

import (
	"net/http"

	"github.com/oasmint/oasmint/generator/serve"
)

// What handlers answer with, and what they find in a request besides what they are called
// with.

// An Error is an answer that is no success. A handler may return one as well:
//
//	return nil, &server.Error{Status: http.StatusConflict, Detail: "the name is taken"}
//
// Detail is for the client, and holds nothing of what was sent; Header is added to that of
// the answer; Err is why, for logs, but [validate.Errors] are shown to the client.
type Error = serve.Error

// WriteError answers with problem details (RFC 9457). An error that is no [*Error] is
// answered with 500 and without its text, which is logged by log/slog.
func WriteError(w http.ResponseWriter, r *http.Request, err error) { serve.WriteError(w, r, err) }

// An Event is a server-sent event (WHATWG HTML, section 9.2), of the texts ID, Type and Data,
// and of Retry in milliseconds, where it is not 0.
type Event = serve.Event

// A Route is where an operation is found, for those who mount a handler on a router of
// their own: its Method, its Path with the base path before it, and the name of the
// Operation.
type Route = serve.Route

// ParamsOf returns the parameters of a request that was checked with [Decoded].
func ParamsOf[T any](r *http.Request) (T, bool) { return serve.ParamsOf[T](r) }

// BodyOf returns the body of a request that was checked with [Decoded]. A body that is
// not read whole, or of which nothing is known, has none.
func BodyOf[T any](r *http.Request) (T, bool) { return serve.BodyOf[T](r) }
