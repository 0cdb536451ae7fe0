package call

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"

	"github.com/oasmint/oasmint/generator/validate"
)

// What goes wrong with a call.

// An Error is a call that did not come to the answer that it is made for: the server
// answered with an error, the answer is not what the document says, there was none, or
// the request was not sent. All errors of calls are of this type.
type Error struct {
	Operation  string
	StatusCode int         // of the answer; 0: there was none
	Header     http.Header // of the answer
	Body       []byte      // of the answer, MaxErrorBody bytes at most; none where it was decoded as the caller asked
	Value      any         // what was decoded of it: a pointer to the Go type for that status, or nil; see [Value]

	// Err is what is wrong besides the status: [validate.Errors] of a request or an answer that
	// does not match its schema, ErrUndescribed, what http.Client returned; nil for an error
	// that is as the document says. Its text may hold what the server sent: that of Error
	// holds none of it.
	Err error

	stage string // at which it failed, where there was no answer
	again bool   // it may be otherwise the next time
}

// What Err can be.
var (
	ErrUndescribed error = problem("the document does not describe this status")
	ErrTooLarge    error = problem("the body is larger than MaxBody")
	ErrEmpty       error = problem("the body is empty")
	ErrRedirect    error = problem("a redirect to another host would send it the body, and is not followed")
)

// problem is a text of the client's own.
type problem string

func (p problem) Error() string { return string(p) }

// ownError is an error of a function that the caller has given.
type ownError struct{ error }

func (e ownError) Unwrap() error { return e.error }

// Error says what went wrong. It shows nothing of bodies, headers, and URLs.
func (e *Error) Error() string {
	text := e.Operation
	if e.StatusCode != 0 {
		text += ": " + strconv.Itoa(e.StatusCode)
		if name := http.StatusText(e.StatusCode); name != "" {
			text += " " + name
		}
	} else {
		text += ": " + e.stage
	}
	if e.Err != nil {
		text += ": " + words(e.Err)
	}
	return text
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// words are what can be said of an error without showing what the server sent: the
// errors of net/http quote it.
func words(err error) string {
	var (
		own    ownError
		plain  problem
		wrong  validate.Errors
		dial   *net.OpError
		lookup *net.DNSError
		cert   *tls.CertificateVerificationError
		timed  net.Error
	)
	switch {
	case errors.As(err, &own):
		return own.Error()
	case errors.As(err, &plain):
		return plain.Error()
	case errors.As(err, &wrong):
		return wrong.Error()
	case errors.Is(err, context.Canceled):
		return context.Canceled.Error()
	case errors.Is(err, context.DeadlineExceeded):
		return context.DeadlineExceeded.Error()
	case errors.As(err, &cert):
		return "the certificate of the server is not trusted"
	case errors.As(err, &lookup):
		return "the host is not found"
	case errors.As(err, &timed) && timed.Timeout():
		return "it took too long"
	case errors.As(err, &dial):
		return dial.Error()
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "it breaks off"
	case errors.Is(err, io.EOF):
		return "the connection was closed"
	}
	return "it cannot be read as HTTP asks for"
}

// Value returns what was decoded of the answer that an error is about, if it is of the
// type: client.Value[authlete.Result](err).
func Value[T any](err error) (*T, bool) {
	var e *Error
	if !errors.As(err, &e) {
		return nil, false
	}
	v, ok := e.Value.(*T)
	return v, ok
}

// unsent is the error of a request that is not sent.
func (x *call) unsent(err error) *Error {
	return &Error{Operation: x.op.name, Err: err, stage: "not sent"}
}
