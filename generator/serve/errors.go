package serve

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"github.com/oasmint/oasmint/generator/validate"
)

// What goes wrong, and how it is answered: problem details (RFC 9457).

// An Error is an answer that is no success. A handler may return one as well.
type Error struct {
	Status int
	Detail string      // for the client; it holds nothing of what was sent
	Header http.Header // of the answer
	Err    error       // why, for logs; [validate.Errors] are shown to the client
}

// Error says what happened.
func (e *Error) Error() string {
	text := http.StatusText(e.Status)
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// WriteError answers with problem details. An error that is no [*Error] is answered with
// 500 and without its text, which is logged by log/slog.
func WriteError(w http.ResponseWriter, r *http.Request, err error) {
	var e *Error
	if !errors.As(err, &e) {
		if !errors.Is(err, context.Canceled) || r.Context().Err() == nil {
			slog.ErrorContext(r.Context(), "the handler failed", "error", err)
		}
		e = &Error{Status: http.StatusInternalServerError}
	}
	for name, values := range e.Header {
		w.Header()[name] = values
	}
	var body any
	var wrong validate.Errors
	if errors.As(e.Err, &wrong) {
		body = wrong.Problem(e.Status, http.StatusText(e.Status))
	} else {
		body = struct {
			Type   string `json:"type"`
			Title  string `json:"title"`
			Status int    `json:"status"`
			Detail string `json:"detail,omitempty"`
		}{"about:blank", http.StatusText(e.Status), e.Status, e.Detail}
	}
	data, err := json.Marshal(body)
	if err != nil {
		slog.ErrorContext(r.Context(), "the problem cannot be written", "error", err)
	}
	w.Header().Del("Content-Length")
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(e.Status)
	w.Write(data)
}
