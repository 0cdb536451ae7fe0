package call

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/oasmint/oasmint/generator/validate"
)

// The request: it is made, sent, and sent again.

// do makes the call.
func (x *call) do(params parameters) (*answered, error) {
	if err := x.prepare(params); err != nil {
		return nil, x.unsent(err)
	}
	if x.sent.close != nil {
		defer x.sent.close()
	}
	for n := 0; ; n++ {
		a, failed := x.attempt(n)
		if failed == nil {
			return a, nil
		}
		if !failed.again || !x.mayRepeat(n, &x.sent) || !x.wait(n, failed) {
			return a, failed
		}
		if err := x.ctx.Err(); err != nil {
			return nil, &Error{Operation: x.op.name, Err: err, stage: "not sent again"}
		}
	}
}

// prepare checks the parameters and the body, and writes them.
func (x *call) prepare(params parameters) error {
	x.encoded.Path = x.op.path
	var wrong, more validate.Errors
	var err error
	if params != nil {
		if !x.uncheckedSent {
			err = params.Validate(inRequest...)
		}
		if err == nil {
			x.encoded, err = params.Encode()
		}
		if wrong, err = violations(err); err != nil {
			return err
		}
	}
	sent := &x.sent
	switch {
	case x.headers != nil && !x.hasHeaders():
		err = problem("the operation has no answer with headers of the type that Headers is given")
	case x.lacking:
		err = validate.Errors{{Keyword: "required", Message: "must be sent"}}
	case x.value == nil && x.contentType != "" && len(x.op.bodies) == 0:
		err = problem("the operation takes no body, and ContentType is set")
	case x.index < 0:
		err = problem("the body cannot be sent as ContentType says")
	case x.value != nil:
		b := &x.op.bodies[x.index]
		*sent, err = b.encode(x, b)
		if x.contentType != "" && !strings.HasPrefix(sent.media, "multipart/") {
			sent.media = x.contentType
		}
		if err == nil && strings.Contains(sent.media, "*") {
			err = problem("the document has a range of media types: ContentType says which one it is")
		}
	}
	if more, err = violations(err); err != nil && len(wrong) == 0 {
		return err
	}
	if wrong = append(wrong, more...); len(wrong) > 0 && sent.close != nil {
		sent.close()
	}
	return wrong.Err()
}

// violations tells those of an error from another one.
func violations(err error) (validate.Errors, error) {
	if err == nil {
		return nil, nil
	}
	if wrong, ok := errors.AsType[validate.Errors](err); ok {
		return wrong, nil
	}
	return nil, err
}

// attempt sends the request, for the first time where n is 0.
func (x *call) attempt(n int) (*answered, *Error) {
	out := &x.first
	if n > 0 {
		out = new(outgoing)
	}
	r, err := x.request(out)
	if err != nil {
		return nil, x.unsent(err)
	}
	res, err := x.doer.Do(r)
	if err != nil {
		failed := &Error{Operation: x.op.name, Err: withoutURL(err), stage: "no answer"}
		if res != nil { // of a redirect that is not followed; its body is closed
			failed.StatusCode, failed.Header = res.StatusCode, res.Header
			x.kept(res, nil)
			return nil, failed
		}
		var own ownError
		failed.again = x.ctx.Err() == nil && !errors.As(err, &own)
		return nil, failed
	}
	wrong := x.readHeaders(res)
	a, failed := x.read(res)
	if failed == nil && wrong != nil {
		failed = &Error{Operation: x.op.name, StatusCode: res.StatusCode, Header: res.Header, Err: wrong}
	}
	return a, failed
}

// outgoing is the memory that a request is made of. One that is sent again has its own,
// since the one before may still be in use.
type outgoing struct {
	request http.Request
	url     url.URL
	body    sentBody
	lines   [2]string // Accept and Content-Type
}

// sentBody is a body that is in memory.
type sentBody struct{ bytes.Reader }

// Close makes b an [io.Closer].
func (b *sentBody) Close() error { return nil }

// request makes the request.
func (x *call) request(out *outgoing) (*http.Request, error) {
	sent := &x.sent
	u, err := x.target(&out.url)
	if err != nil {
		if plainly, ok := errors.AsType[problem](err); ok {
			return nil, plainly
		}
		return nil, problem("the URL cannot be written")
	}
	header := make(http.Header, 4+len(x.encoded.Header))
	for name, values := range x.encoded.Header {
		header[name] = values
	}
	if out.lines[0] = cmp.Or(x.accept, x.op.accept); out.lines[0] != "" {
		header["Accept"] = out.lines[:1:1]
	}
	plain := http.Request{Method: x.op.method, URL: u, Host: u.Host, Header: header, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}
	out.request = *plain.WithContext(x.context())
	r := &out.request
	switch {
	case sent.reader != nil:
		r.Body, r.ContentLength = io.NopCloser(sent.reader), -1
		if sized, ok := sent.reader.(interface{ Len() int }); ok {
			if r.ContentLength = int64(sized.Len()); r.ContentLength == 0 {
				r.Body = http.NoBody
			}
		}
	case sent.data != nil:
		data := sent.data
		r.ContentLength = int64(len(data))
		r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
		out.body.Reset(data)
		r.Body = &out.body
	}
	if out.lines[1] = sent.media; sent.media != "" {
		header["Content-Type"] = out.lines[1:]
	}
	if err := x.authenticate(r); err != nil {
		return nil, ownError{err}
	}
	for _, edit := range x.edits {
		if err := edit(r); err != nil {
			return nil, ownError{err}
		}
	}
	return r, nil
}

// authenticate puts the credentials of the first way to be let in into the request
// whose schemes all have some. Without one it is sent as it is: the http.Client may add
// what is needed.
func (x *call) authenticate(r *http.Request) error {
ways:
	for _, way := range x.op.security {
		for _, scheme := range way {
			if x.credentials[scheme] == nil {
				continue ways
			}
		}
		for _, scheme := range way {
			if err := x.credentials[scheme](x.ctx, r); err != nil {
				return err
			}
		}
		return nil
	}
	return nil
}

// withoutURL takes the URL off an error of http.Client: it may hold a key.
func withoutURL(err error) error {
	var in *url.Error
	if errors.As(err, &in) {
		return in.Err
	}
	return err
}

// mayRepeat reports whether the request may be sent once more, and can be.
func (x *call) mayRepeat(n int, sent *content) bool {
	if n >= x.retry.Max {
		return false
	}
	switch x.op.method {
	case "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE":
	default:
		if !x.idempotent {
			return false
		}
	}
	if sent.reader == nil {
		return true
	}
	seeker, ok := sent.reader.(io.Seeker)
	if !ok {
		return false
	}
	_, err := seeker.Seek(0, io.SeekStart)
	return err == nil
}

// wait waits before a request is sent again, unless that is not worth it.
func (x *call) wait(n int, failed *Error) bool {
	d, worthy := x.delay(n, failed.Header)
	if end, ok := x.ctx.Deadline(); !worthy || ok && time.Until(end) <= d {
		return false
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-x.ctx.Done():
	}
	return true
}

// delay is how long to wait: as long as the server asks for, unless that is too long, or
// else between half and all of a time that doubles, so that many clients do not come back
// at once.
func (x *call) delay(n int, header http.Header) (time.Duration, bool) {
	longest := cmp.Or(x.retry.MaxWait, 10*time.Second)
	if asked, ok := retryAfter(header.Get("Retry-After"), time.Now()); ok {
		return asked, asked <= longest
	}
	d := cmp.Or(x.retry.Wait, 200*time.Millisecond)
	for range n {
		if d = 2 * d; d >= longest {
			break
		}
	}
	d = min(d, longest)
	return d/2 + rand.N(d/2+1), true
}

// retryAfter reads the header (RFC 9110, section 10.2.3).
func retryAfter(text string, now time.Time) (time.Duration, bool) {
	if text == "" {
		return 0, false
	}
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(text)
	return max(0, at.Sub(now)), err == nil
}

// Fixed is a credential that does not change: BearerAuth(client.Fixed(token)).
func Fixed(text string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return text, nil }
}
