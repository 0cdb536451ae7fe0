package call

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// Redirects. net/http takes Authorization and cookies out of a request to another host,
// but no other header that holds a credential, and leaves the body in.

// plainHeaders are those that another host may see.
var plainHeaders = map[string]bool{"Accept": true, "Accept-Encoding": true, "Accept-Language": true, "User-Agent": true}

// staysKey is the key of a context whose redirects are answers.
type staysKey struct{}

// guarded is a Doer that keeps credentials and bodies from other hosts, where it can be
// told so.
func guarded(doer Doer) Doer {
	client, ok := doer.(*http.Client)
	if !ok || client == nil {
		return doer
	}
	own := *client
	own.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		if staying, ok := r.Context().Value(staysKey{}).(*operation); ok && staying != nil {
			return http.ErrUseLastResponse
		}
		for _, before := range via {
			if sameHost(before.URL, r.URL) {
				continue
			}
			if r.Body != nil && r.Body != http.NoBody {
				return ErrRedirect
			}
			for name := range r.Header {
				if !plainHeaders[name] {
					delete(r.Header, name)
				}
			}
		}
		if client.CheckRedirect != nil {
			return client.CheckRedirect(r, via)
		}
		if len(via) >= 10 {
			return errors.New("stopped after 10 redirects")
		}
		return nil
	}
	return sender{&own}
}

// sender sends by the transport of a client what asks for no more: http.Client copies the
// headers of each request, for the case that it is redirected. What comes of it otherwise,
// a redirect or an error, the client is shown as if it had sent the request itself.
type sender struct{ *http.Client }

// Do makes s a [Doer].
func (s sender) Do(r *http.Request) (*http.Response, error) {
	if s.Jar != nil || s.Timeout != 0 || r.URL.User != nil || r.RequestURI != "" || r.Header == nil {
		return s.Client.Do(r)
	}
	transport := s.Transport
	if transport == nil {
		transport = http.DefaultTransport
	}
	res, err := transport.RoundTrip(r)
	if err == nil && res != nil && res.Body != nil && (res.StatusCode < 300 || res.StatusCode >= 400) {
		return res, nil
	}
	own := *s.Client
	own.Transport = &replayed{transport: transport, res: res, err: err}
	return own.Do(r)
}

// replayed is a transport whose first answer is there.
type replayed struct {
	transport http.RoundTripper
	res       *http.Response
	err       error
	given     bool
}

func (t *replayed) RoundTrip(r *http.Request) (*http.Response, error) {
	if t.given {
		return t.transport.RoundTrip(r)
	}
	t.given = true
	return t.res, t.err
}

// sameHost reports whether a request may go from one URL to another with all it has.
func sameHost(from, to *url.URL) bool {
	return strings.EqualFold(hostOf(from), hostOf(to)) && (from.Scheme == to.Scheme || from.Scheme == "http" && to.Scheme == "https")
}

// hostOf is the host with its port, if that is not the one of the scheme.
func hostOf(u *url.URL) string {
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		return net.JoinHostPort(u.Hostname(), port)
	}
	return u.Hostname()
}

// context is the one that requests are made with.
func (x *call) context() context.Context {
	if x.op.stays {
		return context.WithValue(x.ctx, staysKey{}, x.op)
	}
	return x.ctx
}
