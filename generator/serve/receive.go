package serve

import (
	"net/http"
	"net/url"

	"github.com/oasmint/oasmint/generator/validate"
)

// Webhooks and callbacks: requests of one kind, at a path that their receiver chooses.

// newReceiver returns a handler for one operation of an API, whatever the path is. What
// comes is what an answer is elsewhere, and the other way round.
func newReceiver(op Operation, of *API, call func(*exchange) (any, error), opts []Option) http.Handler {
	api := &API{Operations: []Operation{op}, Challenges: of.Challenges, Defaults: of.Defaults}
	s := serverOf(newServed(api, func(_ int, x *exchange) (any, error) { return call(x) }, opts))
	s.anywhere = true
	s.options = append([]validate.Option{validate.AsResponse}, s.options...)
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

// escapedPath is the path of a URL with its escapes; most have none.
func escapedPath(u *url.URL) string {
	if u.RawPath != "" {
		return u.EscapedPath()
	}
	for i := range len(u.Path) {
		if !plainly[u.Path[i]] {
			return u.EscapedPath()
		}
	}
	return u.Path
}

// plainly are most of the bytes of a path that net/url does not escape.
var plainly = func() (out [256]bool) {
	for _, c := range "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/" {
		out[c] = true
	}
	return out
}()

// answersAs is the direction in which answers are checked.
func (s *served) answersAs() validate.Option {
	if s.anywhere {
		return validate.AsRequest
	}
	return validate.AsResponse
}
