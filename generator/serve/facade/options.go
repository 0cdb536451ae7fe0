package facade

import (
	"context"
	"net/http"

	"github.com/oasmint/oasmint/generator/serve"
	"github.com/oasmint/oasmint/generator/validate"
)

// What who runs a server can choose.

// An Option changes how requests are read and answered.
type Option func(*serve.Config)

// DefaultMaxBody is how many bytes of a body are read where no option says otherwise.
const DefaultMaxBody = 10 << 20 // 10 MiB

var _ = [1]struct{}{}[DefaultMaxBody-serve.DefaultMaxBody] // they are the same

// BasePath is the path before those of the operations, instead of that of the
// document's servers.
func BasePath(path string) Option { return func(c *serve.Config) { c.Base = &path } }

// MaxBody is how many bytes of a body are read, by the named operations or else by all:
// [DefaultMaxBody] by default. One that is larger is answered with 413.
func MaxBody(bytes int64, operations ...string) Option {
	return func(c *serve.Config) {
		if operations == nil {
			operations = []string{""}
		}
		for _, name := range operations {
			c.MaxBody[name] = bytes
		}
	}
}

// Unprocessable answers a request that does not match its schemas with 422 instead of
// 400.
func Unprocessable() Option {
	return func(c *serve.Config) { c.Invalid = http.StatusUnprocessableEntity }
}

// Strict refuses query parameters that are not described, and what else
// [validate.Strict] does.
func Strict() Option { return Validate(validate.Strict) }

// Validate adds options for all checks of requests.
func Validate(options ...validate.Option) Option {
	return func(c *serve.Config) { c.Options = append(c.Options, options...) }
}

// Authenticate lets a request in, or returns an error: an [*Error] is answered as it
// says, any other with 401. The context that it returns is that of the request from then
// on. Scopes are those that the operation asks for.
type Authenticate func(ctx context.Context, r *http.Request, scopes []string) (context.Context, error)

// Security sets the hook of a security scheme, by its name in the document.
func Security(scheme string, hook Authenticate) Option {
	return func(c *serve.Config) { c.Hooks[scheme] = hook }
}

// OnError writes the answer for what goes wrong in place of [WriteError]: the error is
// an [*Error], or what a handler returned.
func OnError(write func(http.ResponseWriter, *http.Request, error)) Option {
	return func(c *serve.Config) { c.Failed = write }
}

// NotFound handles requests for paths that the document does not have.
func NotFound(h http.Handler) Option { return func(c *serve.Config) { c.NotFound = h } }

// CheckAnswers has each answer checked when it has been sent: its status, its media
// type and its body. report is told what is wrong. It is meant for tests: up to MaxBody
// bytes of a JSON body are kept until then.
func CheckAnswers(report func(r *http.Request, operation string, err error)) Option {
	return func(c *serve.Config) { c.Checked = report }
}

// ReuseCalls has the memory of a call be used for another one as soon as its method has
// returned and the answer is written: that saves an allocation a request, which is most of
// what the garbage collector does for a small one. A method must not keep its call, nor what
// Params and Body point to, for a goroutine that outlives it; texts and slices may be kept.
func ReuseCalls() Option { return func(c *serve.Config) { c.Reuse = true } }

// Decoded gives the handler behind a check what was decoded: see [ParamsOf] and
// [BodyOf].
func Decoded() Option { return func(c *serve.Config) { c.Decoded = true } }
