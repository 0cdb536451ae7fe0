package call

import (
	"context"
	"maps"
	"net/http"
	"time"
)

// What callers can choose.

// An Option changes how a client makes its calls, or how one call is made.
type Option func(*config)

// How much is read where no option says otherwise.
const (
	DefaultMaxBody = 10 << 20 // bytes of an answer that is decoded
	MaxErrorBody   = 64 << 10 // bytes of a body that an Error keeps
)

type config struct {
	doer          Doer
	credentials   map[string]credential // by the scheme
	shared        map[string]any        // by the parameter
	edits         []func(*http.Request) error
	response      **http.Response
	headers       any // a pointer to what they are read into; nil: nothing
	retry         Retries
	idempotent    bool
	maxBody       int64
	uncheckedSent bool
	unchecked     bool
	contentType   string
	accept        string
	oneServer     bool
	trail         *trail // of a list in pages
}

// credential puts what a scheme asks for into a request.
type credential func(context.Context, *http.Request) error

// A Doer sends a request: an *http.Client, or what wraps one.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// HTTPClient is what requests are sent by, instead of [http.DefaultClient]: where
// timeouts, proxies, certificates, traces and logs are set. A redirect that an
// *http.Client follows to another host goes without credentials; other Doers take care
// of that themselves.
func HTTPClient(doer Doer) Option {
	return func(c *config) { c.doer = guarded(doer) }
}

// EditRequest is called with each request before it is sent, credentials included. An
// error ends the call.
func EditRequest(edit func(*http.Request) error) Option {
	return func(c *config) { c.edits = append(c.edits[:len(c.edits):len(c.edits)], edit) }
}

// KeepResponse sets res to the answer of one call, that of an error included: its body
// can be read again, unless the call returns a stream.
func KeepResponse(res **http.Response) Option {
	return func(c *config) { c.response = res }
}

// Headers reads the headers of the answer of one call into a value of the type that the
// document describes them by, ListPets200Headers for instance. It stays as it is where an
// answer comes that has others. What is wrong with them is an [Error] beside the value.
func Headers[T any](to *T) Option { return func(c *config) { c.headers = to } }

// Retries says when a request is sent again: when there was no answer, or one with the
// status 429, 502, 503 or 504.
type Retries struct {
	Max     int           // how often; 0: never
	Wait    time.Duration // before the first one, doubled for each that follows; 200 ms where it is 0
	MaxWait time.Duration // 10 s where it is 0; where Retry-After asks for more, the call ends
}

// Retry has requests sent again whose method is idempotent (RFC 9110, section 9.2.2),
// and whose body can be read again: all but files, and readers that do not seek.
func Retry(r Retries) Option { return func(c *config) { c.retry = r } }

// Idempotent says that a request may be sent again though its method is not idempotent.
func Idempotent() Option { return func(c *config) { c.idempotent = true } }

// MaxBody is how many bytes of an answer are read, but for streams:
// [DefaultMaxBody] by default.
func MaxBody(bytes int64) Option { return func(c *config) { c.maxBody = bytes } }

// UncheckedRequests sends parameters and bodies that do not match their schemas, but for
// multipart bodies.
func UncheckedRequests() Option { return func(c *config) { c.uncheckedSent = true } }

// UncheckedAnswers takes answers that do not match their schemas, as far as the Go type
// can hold them.
func UncheckedAnswers() Option { return func(c *config) { c.unchecked = true } }

// ContentType chooses among the media types that an operation can be called with. Where
// the document has a range as image/*, it says which one it is.
func ContentType(mediaType string) Option { return func(c *config) { c.contentType = mediaType } }

// Accept is the header that asks for a media type, in place of all that are described.
func Accept(mediaType string) Option { return func(c *config) { c.accept = mediaType } }

// OneServer sends what the document has other servers for to the host of the client as
// well: to a test server, or a proxy.
func OneServer() Option { return func(c *config) { c.oneServer = true } }

// bearer sets a token for a scheme (RFC 6750).
func bearer(scheme string, token func(context.Context) (string, error)) Option {
	return credentials(scheme, func(ctx context.Context, r *http.Request) error {
		text, err := token(ctx)
		if err == nil {
			r.Header["Authorization"] = []string{"Bearer " + text}
		}
		return err
	})
}

// basic sets a user and a password for a scheme (RFC 7617).
func basic(scheme string, user func(context.Context) (name, password string, err error)) Option {
	return credentials(scheme, func(ctx context.Context, r *http.Request) error {
		name, password, err := user(ctx)
		if err == nil {
			r.SetBasicAuth(name, password)
		}
		return err
	})
}

// authorization sets what stands behind the name of another scheme of HTTP.
func authorization(scheme, name string, value func(context.Context) (string, error)) Option {
	return credentials(scheme, func(ctx context.Context, r *http.Request) error {
		text, err := value(ctx)
		if err == nil {
			r.Header["Authorization"] = []string{name + " " + text}
		}
		return err
	})
}

// apiKey sets a key, in a header, the query or a cookie.
func apiKey(scheme, in, name string, key func(context.Context) (string, error)) Option {
	return credentials(scheme, func(ctx context.Context, r *http.Request) error {
		text, err := key(ctx)
		switch {
		case err != nil:
		case in == "query":
			r.URL.RawQuery = withPair(r.URL.RawQuery, name, text)
		case in == "cookie":
			r.AddCookie(&http.Cookie{Name: name, Value: text})
		default:
			r.Header.Set(name, text)
		}
		return err
	})
}

func credentials(scheme string, c credential) Option {
	return func(conf *config) {
		conf.credentials = with(conf.credentials, scheme, c)
	}
}

// shared is the value of a path parameter where a call has none.
func shared(parameter string, value any) Option {
	return func(c *config) { c.shared = with(c.shared, parameter, value) }
}

// with is a map with one more entry; the map itself stays, since other calls use it.
func with[V any](m map[string]V, key string, value V) map[string]V {
	out := make(map[string]V, len(m)+1)
	maps.Copy(out, m)
	out[key] = value
	return out
}
