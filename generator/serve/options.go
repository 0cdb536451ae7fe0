package serve

import (
	"context"
	"net/http"
	"slices"

	"github.com/oasmint/oasmint/generator/validate"
)

// What who runs a server can choose.

// An Option changes how requests are read and answered.
type Option func(*config)

// DefaultMaxBody is how many bytes of a body are read where no option says otherwise.
const DefaultMaxBody = 10 << 20

type config struct {
	base     *string
	maxBody  map[string]int64 // by the operation; "" for all others
	invalid  int
	hooks    map[string]Authenticate
	failed   func(http.ResponseWriter, *http.Request, error)
	notFound http.Handler
	options  []validate.Option
	checked  func(r *http.Request, operation string, err error)
	decoded  bool
}

func newConfig(opts []Option) *config {
	c := &config{maxBody: map[string]int64{"": DefaultMaxBody}, invalid: http.StatusBadRequest, hooks: map[string]Authenticate{}, failed: WriteError}
	for _, opt := range opts {
		opt(c)
	}
	return c
}

// limit is how many bytes of a body an operation reads.
func (c *config) limit(op *Operation) int64 {
	if n, ok := c.maxBody[op.Name]; ok {
		return n
	}
	return c.maxBody[""]
}

// BasePath is the path before those of the operations, instead of that of the
// document's servers.
func BasePath(path string) Option { return func(c *config) { c.base = &path } }

// MaxBody is how many bytes of a body are read, by the named operations or else by all:
// [DefaultMaxBody] by default. One that is larger is answered with 413.
func MaxBody(bytes int64, operations ...string) Option {
	return func(c *config) {
		if operations == nil {
			operations = []string{""}
		}
		for _, name := range operations {
			c.maxBody[name] = bytes
		}
	}
}

// Unprocessable answers a request that does not match its schemas with 422 instead of
// 400.
func Unprocessable() Option {
	return func(c *config) { c.invalid = http.StatusUnprocessableEntity }
}

// Strict refuses query parameters that are not described, and what else
// [validate.Strict] does.
func Strict() Option { return Validate(validate.Strict) }

// Validate adds options for all checks of requests.
func Validate(options ...validate.Option) Option {
	return func(c *config) { c.options = append(c.options, options...) }
}

// Authenticate lets a request in, or returns an error: an [*Error] is answered as it
// says, any other with 401. The context that it returns is that of the request from then
// on. Scopes are those that the operation asks for.
type Authenticate func(ctx context.Context, r *http.Request, scopes []string) (context.Context, error)

// Security sets the hook of a security scheme, by its name in the document.
func Security(scheme string, hook Authenticate) Option {
	return func(c *config) { c.hooks[scheme] = hook }
}

// OnError writes the answer for what goes wrong in place of [WriteError]: the error is
// an [*Error], or what a handler returned.
func OnError(write func(http.ResponseWriter, *http.Request, error)) Option {
	return func(c *config) { c.failed = write }
}

// NotFound handles requests for paths that the document does not have.
func NotFound(h http.Handler) Option { return func(c *config) { c.notFound = h } }

// CheckAnswers has each answer checked when it has been sent: its status, its media
// type and its body. report is told what is wrong. It is meant for tests: up to MaxBody
// bytes of a JSON body are kept until then.
func CheckAnswers(report func(r *http.Request, operation string, err error)) Option {
	return func(c *config) { c.checked = report }
}

// Decoded gives the handler behind a check what was decoded: see [ParamsOf] and
// [BodyOf].
func Decoded() Option { return func(c *config) { c.decoded = true } }

// requireHooks panics for a hook that no scheme is for and, with all, for an operation
// that nobody could be let in to.
func (c *config) requireHooks(api *API, all bool) {
	var schemes []string
	for _, op := range api.Operations {
		possible := len(op.Security) == 0
		missing := ""
		for _, way := range op.Security {
			set := true
			for _, s := range way {
				schemes = append(schemes, s.Name)
				if c.hooks[s.Name] == nil {
					set, missing = false, s.Name
				}
			}
			possible = possible || set
		}
		if all && !possible {
			panic("server: " + op.Name + " needs the security scheme " + missing + ": give it a hook by Security(\"" + missing + "\", …)")
		}
	}
	for name := range c.hooks {
		if !slices.Contains(schemes, name) {
			panic("server: no operation has the security scheme " + name + ", which Security gives a hook")
		}
	}
	for name := range c.maxBody {
		if name != "" && !slices.ContainsFunc(api.Operations, func(op Operation) bool { return op.Name == name }) {
			panic("server: there is no operation " + name + ", which MaxBody names")
		}
	}
}
