package serve

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/oasmint/oasmint/generator/validate"
)

// Webhooks and callbacks: requests of one kind, at a path that their receiver chooses.

// NewReceiver returns a handler for one operation of an API, whatever the path is. What
// comes is what an answer is elsewhere, and the other way round.
func NewReceiver(op Operation, of *API, call func(context.Context, *Exchange) (any, error), c *Config) http.Handler {
	api := &API{Operations: []Operation{op}, Challenges: of.Challenges, Defaults: of.Defaults}
	s := serverOf(newServed(api, func(ctx context.Context, _ int, x *Exchange) (any, error) { return call(ctx, x) }, c))
	s.anywhere = true
	s.Config.Options = append([]validate.Option{validate.AsResponse}, s.Config.Options...)
	s.requireHooks(api, false)
	return s
}

// find finds the operation that a request is for.
func (s *served) find(r *http.Request, m *Match) bool {
	if !s.anywhere {
		return s.router.Find(r.Method, escapedPath(r.URL), m)
	}
	if method := s.Operations[0].Method; r.Method != method {
		m.Allow = []string{method}
	}
	return true
}

// escapedPath is the path of a URL with its escapes, or as it is where it then means the
// same: without a % and without another form in the request.
func escapedPath(u *url.URL) string {
	if u.RawPath == "" && strings.IndexByte(u.Path, '%') < 0 {
		return u.Path
	}
	return u.EscapedPath()
}

// answersAs is the direction in which answers are checked.
func (s *served) answersAs() validate.Option {
	if s.anywhere {
		return validate.AsRequest
	}
	return validate.AsResponse
}
