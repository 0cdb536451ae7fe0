package call

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/validate"
)

// A client, and the way of a call through it.

// A Client calls the operations of an API, each by a method. It is safe for use by
// several goroutines.
type Client struct {
	base   url.URL
	config config
}

// New returns a client of the API at a URL, to whose path those of the operations are
// added. Options hold for all calls; those of a call go before.
func New(baseURL string, opts ...Option) (*Client, error) {
	base, err := url.Parse(baseURL)
	switch {
	case err != nil:
		return nil, errors.New("the URL of the API cannot be read")
	case base.Scheme != "http" && base.Scheme != "https", base.Host == "":
		return nil, errors.New("the URL of the API must begin with http:// or https:// and a host")
	case base.RawQuery != "" || base.Fragment != "" || base.User != nil:
		return nil, errors.New("the URL of the API must have no user, query and fragment")
	}
	c := &Client{base: *base, config: config{doer: guarded(http.DefaultClient), maxBody: DefaultMaxBody}}
	for _, opt := range opts {
		opt(&c.config)
	}
	return c, nil
}

// call is one call.
type call struct {
	*config
	client  *Client
	ctx     context.Context
	op      *operation
	index   int    // of the body that is sent
	value   any    // a pointer to it; nil: none
	lacking bool   // it must be sent, and there is none
	url     string // of the receiver of a webhook; "" for the server of the client

	encoded validate.Encoded // the parameters
	sent    content          // the body
	small   [112]byte        // what a small one is in
	first   outgoing
	answer  answered
}

func (c *Client) call(ctx context.Context, op *operation, opts []Option) *call {
	x := &call{config: &c.config, client: c, ctx: ctx, op: op}
	if len(opts) > 0 {
		own := c.config
		for _, opt := range opts {
			opt(&own)
		}
		x.config = &own
	}
	return x
}

// webhook is a call at a URL that the receiver has given. It gets the credentials that the
// options of the call have, and none of the client's.
func (c *Client) webhook(ctx context.Context, op *operation, url string, opts []Option) *call {
	own := c.config
	own.credentials = nil
	for _, opt := range opts {
		opt(&own)
	}
	if url == "" {
		url = "/" // which is none
	}
	return &call{config: &own, client: c, ctx: ctx, op: op, url: url}
}

// fill gives a parameter that has no value the one that calls share.
func fill[T comparable](x *call, parameter string, v *T) {
	var none T
	if value, ok := x.shared[parameter].(T); ok && *v == none {
		*v = value
	}
}

// send sets the body, which may have the given media types, the preferred one first.
func (x *call) send(value any, bodies ...int) *call {
	x.value, x.index = value, bodies[0]
	if x.contentType != "" {
		for _, i := range bodies {
			if matches(x.op.bodies[i].media, x.contentType) > 0 {
				x.index = i
				return x
			}
		}
		x.index = -1
	}
	return x
}

// target is the URL of the operation, which is written to u, or of another one.
func (x *call) target(u *url.URL) (*url.URL, error) {
	encoded := &x.encoded
	if x.url != "" {
		return x.receiver(encoded)
	}
	base := &x.client.base
	u.Scheme, u.Host, u.Path, u.RawPath = base.Scheme, base.Host, base.Path, base.RawPath // it has no more
	if x.op.server != "" {
		own, err := url.Parse(x.op.server)
		if err != nil {
			return nil, err
		}
		if x.oneServer || own.Host == "" {
			u.Path, u.RawPath = own.Path, own.RawPath
		} else {
			*u = *own
		}
	}
	path, query, _ := strings.Cut(encoded.Path, "?") // of a template that has one, and no parameters
	path = strings.TrimSuffix(u.EscapedPath(), "/") + path
	u.Path, u.RawPath = path, ""
	if strings.Contains(path, "%") {
		plain, err := url.PathUnescape(path)
		if err != nil {
			return nil, err
		}
		u.Path, u.RawPath = plain, path
	}
	u.RawQuery = cmp.Or(encoded.RawQuery, query)
	if x.trail != nil {
		return x.trail.target(u)
	}
	return u, nil
}

// receiver is the URL that a webhook is sent to.
func (x *call) receiver(encoded *validate.Encoded) (*url.URL, error) {
	u, err := url.Parse(x.url)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return nil, problem("the URL of the receiver must begin with http:// or https:// and a host, and have no user")
	}
	u.Fragment, u.RawFragment = "", ""
	switch {
	case u.RawQuery == "":
		u.RawQuery = encoded.RawQuery
	case encoded.RawQuery != "":
		u.RawQuery += "&" + encoded.RawQuery
	}
	return u, nil
}

// withPair adds a pair to a query, in place of those with that name: a server may have put
// the key that it got into the URL of the next page.
func withPair(query, name, value string) string {
	if own := url.QueryEscape(name) + "="; strings.Contains(query, own) {
		pairs := strings.Split(query, "&")
		query = strings.Join(slices.DeleteFunc(pairs, func(pair string) bool { return strings.HasPrefix(pair, own) }), "&")
	}
	pair := url.QueryEscape(name) + "=" + url.QueryEscape(value)
	if query == "" {
		return pair
	}
	return query + "&" + pair
}
