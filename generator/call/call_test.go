package call

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/oasmint/oasmint/generator/validate"
)

// These tests call servers that answer right, wrong, and not at all, by a table written
// by hand.

// pet is what the test's operations send and get. Its check finds a name missing.
type pet struct {
	Name string `json:"name"`
	Age  int    `json:"age"`
}

func (p pet) Validate(...validate.Option) error { return decodedPet(p) }

func decodedPet(p pet) error {
	if p.Name == "" {
		return validate.Errors{{Pointer: "/name", Keyword: "required", Message: "must be there"}}
	}
	return nil
}

// decoder is what is emitted for a type.
func decoder[T any](decode func([]byte, ...validate.Option) (T, error)) func([]byte, bool) (any, error) {
	return func(data []byte, checked bool) (any, error) {
		v, err := decode(data, inResponse...)
		return decoded(&v, err, data, checked)
	}
}

func onePet(x *call, params parameters) (*pet, error) {
	v, err := one(x, params)
	out, _ := v.(*pet)
	return out, err
}

func decodePet(data []byte, _ ...validate.Option) (p pet, err error) {
	if !json.Valid(data) {
		return p, validate.Errors{{Keyword: "json", Message: "must be a JSON value"}}
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return p, validate.Errors{{Pointer: "/age", Keyword: "type", Message: "must be an integer"}}
	}
	return p, decodedPet(p)
}

// failure is the body of errors.
type failure struct {
	Code string `json:"code"`
}

func decodeFailure(data []byte, _ ...validate.Option) (f failure, err error) {
	if json.Unmarshal(data, &f) != nil {
		return f, validate.Errors{{Keyword: "json", Message: "must be a JSON value"}}
	}
	return f, nil
}

var (
	petAnswers = []answer{
		{status: "200", ok: true, types: []answerType{{media: "application/json", decode: decoder(decodePet)}}},
		{status: "4xx", types: []answerType{{media: "application/problem+json", decode: decoder(decodeFailure)}}},
		{status: "default", types: []answerType{{media: "application/json", decode: decoder(decodeFailure)}}},
	}
	getPet  = operation{name: "GetPet", method: "GET", path: "/pet", accept: "application/json", security: [][]string{{"key", "bearer"}, {"bearer"}}, answers: petAnswers}
	addPet  = operation{name: "AddPet", method: "POST", path: "/pet", bodies: []body{{media: "application/json", encode: asJSON}, {media: "image/*", encode: asRead}}, answers: petAnswers}
	getText = operation{name: "GetText", method: "GET", path: "/text", answers: []answer{{status: "2xx", ok: true, types: []answerType{{media: "text/*", stream: true}}}}}
	drop    = operation{name: "Drop", method: "DELETE", path: "/pet", answers: []answer{{status: "204", ok: true}}}
	moved   = operation{name: "Moved", method: "GET", path: "/moved", stays: true, answers: []answer{{status: "302", ok: true}}}
	all     = operation{name: "All", method: "GET", path: "/pet", answers: []answer{{status: "default", ok: true, types: []answerType{{media: "*/*", decode: decoder(decodePet)}}}}}
	watch   = operation{name: "Watch", method: "GET", path: "/events", answers: []answer{{status: "200", ok: true, types: []answerType{{media: "text/event-stream", stream: true}}}}}
)

// bodies counts the bodies of answers that are open.
type bodies struct {
	http.RoundTripper
	open, sent atomic.Int64
}

func (b *bodies) RoundTrip(r *http.Request) (*http.Response, error) {
	b.sent.Add(1)
	res, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		b.open.Add(1)
		res.Body = &counted{res.Body, b, false}
	}
	return res, err
}

type counted struct {
	io.ReadCloser
	of     *bodies
	closed bool
}

func (c *counted) Close() error {
	if !c.closed {
		c.closed = true
		c.of.open.Add(-1)
	}
	return c.ReadCloser.Close()
}

// serve starts a server, and returns a client of it. In the end no goroutine and no body
// may be left.
func serve(t *testing.T, handler http.HandlerFunc, opts ...Option) (*Client, *bodies) {
	t.Helper()
	before := runtime.NumGoroutine()
	server := httptest.NewServer(handler)
	transport := &http.Transport{}
	b := &bodies{RoundTripper: transport}
	c, err := New(server.URL, append([]Option{HTTPClient(&http.Client{Transport: b})}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if n := b.open.Load(); n != 0 {
			t.Errorf("%d bodies are open", n)
		}
		transport.CloseIdleConnections()
		server.CloseClientConnections()
		server.Close()
		for range 200 {
			if runtime.NumGoroutine() <= before {
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
		t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
	})
	return c, b
}

func answerWith(status int, media, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if media != "" {
			w.Header().Set("Content-Type", media)
		} else {
			w.Header()["Content-Type"] = nil
		}
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

func TestAnswers(t *testing.T) {
	const secret = "s3cret"
	page := "<html>" + secret + "</html>"
	for _, test := range []struct {
		name, media, body string
		status            int
		op                *operation
		opts              []Option
		value, wrong      string // the value that is returned, and the error's text
		failure           string // the code of the error's Value
		is                error
	}{
		{"right", "application/json; charset=utf-8", `{"name":"rex"}`, 200, &getPet, nil, "rex", "", "", nil},
		{"in upper case", "Application/JSON", `{"name":"rex"}`, 200, &getPet, nil, "rex", "", "", nil},
		{"of a JSON-based type", "application/hal+json", `{"name":"rex"}`, 200, &getPet, nil, "rex", "", "", nil},
		{"without a type", "", `{"name":"rex"}`, 200, &getPet, nil, "rex", "", "", nil},
		{"drifted", "application/json", `{"name":"rex","age":"` + secret + `"}`, 200, &getPet, nil, "rex", "GetPet: 200 OK: /age must be an integer", "", nil},
		{"drifted, unchecked", "application/json", `{"name":"rex","age":"` + secret + `"}`, 200, &getPet, []Option{UncheckedAnswers()}, "rex", "", "", nil},
		{"no JSON", "application/json", `{"name":"` + secret, 200, &getPet, nil, "", "GetPet: 200 OK: body must be a JSON value", "", nil},
		{"no JSON, unchecked", "application/json", secret, 200, &getPet, []Option{UncheckedAnswers()}, "", "GetPet: 200 OK: body must be a JSON value", "", nil},
		{"empty", "application/json", "", 200, &getPet, nil, "", "GetPet: 200 OK: the body is empty", "", ErrEmpty},
		{"a page of a proxy", "text/html", page, 200, &getPet, nil, "", "GetPet: 200 OK: the body is text/html, and the document describes application/json", "", nil},
		{"an error page", "text/html", page, 502, &getPet, nil, "", "GetPet: 502 Bad Gateway: the body is text/html, and the document describes application/json", "", nil},
		{"a type that is none", secret + " " + secret, page, 200, &getPet, nil, "", "GetPet: 200 OK: the body is of no media type, and the document describes application/json", "", nil},
		{"an error by a range", "application/problem+json", `{"code":"gone"}`, 410, &getPet, nil, "", "GetPet: 410 Gone", "gone", nil},
		{"an error by default", "application/json", `{"code":"down"}`, 500, &getPet, nil, "", "GetPet: 500 Internal Server Error", "down", nil},
		{"an error without a body", "", "", 500, &getPet, nil, "", "GetPet: 500 Internal Server Error", "", nil},
		{"a status that default is not for", "application/json", `{"name":"rex"}`, 201, &getPet, nil, "", "GetPet: 201 Created: the document does not describe this status", "", ErrUndescribed},
		{"a status that is not described", "text/plain", secret, 418, &drop, nil, "", "Drop: 418 I'm a teapot: the document does not describe this status", "", ErrUndescribed},
		{"a status that has no name", "text/plain", secret, 599, &drop, nil, "", "Drop: 599: the document does not describe this status", "", ErrUndescribed},
		{"no content", "", "", 204, &drop, nil, "", "", "", nil},
		{"all by default", "x/y", `{"name":"rex"}`, 203, &all, nil, "rex", "", "", nil},
		{"an error by the same default", "x/y", `{"name":"rex"}`, 400, &all, nil, "", "All: 400 Bad Request", "", nil},
		{"larger than allowed", "application/json", `{"name":"rex"}`, 200, &getPet, []Option{MaxBody(13)}, "", "GetPet: 200 OK: the body is larger than MaxBody", "", ErrTooLarge},
		{"as large as allowed", "application/json", `{"name":"rex"}`, 200, &getPet, []Option{MaxBody(14)}, "rex", "", "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := serve(t, answerWith(test.status, test.media, test.body))
			var kept *http.Response
			opts := append(test.opts, KeepResponse(&kept))
			v, err := onePet(c.call(t.Context(), test.op, opts), nil)
			got := ""
			if v != nil {
				got = v.Name
			}
			text := ""
			if err != nil {
				text = err.Error()
			}
			if got != test.value || text != test.wrong || test.is != nil && !errors.Is(err, test.is) {
				t.Errorf("%q, %q\nwant %q, %q", got, text, test.value, test.wrong)
			}
			f, ok := Value[failure](err)
			if ok != (test.failure != "") || ok && f.Code != test.failure {
				t.Errorf("the error has the value %v", f)
			}
			var e *Error
			if errors.As(err, &e) && (e.StatusCode != test.status || e.Operation != test.op.name || e.Header == nil || test.is != ErrTooLarge && string(e.Body) != test.body) {
				t.Errorf("the error is %+v", e)
			}
			if data, err := io.ReadAll(kept.Body); kept.StatusCode != test.status || err != nil || test.is != ErrTooLarge && string(data) != test.body {
				t.Errorf("kept is %d %s, %v", kept.StatusCode, data, err)
			}
		})
	}
}

// TestFaults has servers fail in the ways that servers do.
func TestFaults(t *testing.T) {
	big := bytes.Repeat([]byte("x"), 1<<20)
	raw := func(text string, stall bool) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				panic(err)
			}
			io.WriteString(conn, text)
			if stall {
				io.Copy(io.Discard, conn) // until the client goes
			}
			conn.Close()
		}
	}
	for _, test := range []struct {
		name, wrong string
		handler     http.HandlerFunc
		status      int
	}{
		{"cuts at once", "GetPet: no answer: the connection was closed", raw("", false), 0},
		{"cuts the headers", "GetPet: no answer: it cannot be read as HTTP asks for", raw("HTTP/1.1 200 OK\r\nContent-Ty", false), 0},
		{"cuts the body", "GetPet: 200 OK: it breaks off", raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"name\":", false), 200},
		{"cuts a chunk", "GetPet: 200 OK: it breaks off", raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}", false), 200},
		{"stalls before the headers", "GetPet: no answer: context deadline exceeded", raw("", true), 0},
		{"stalls in the body", "GetPet: 200 OK: context deadline exceeded", raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{", true), 200},
		{"stalls in the body of an error", "GetPet: 500 Internal Server Error: context deadline exceeded", raw("HTTP/1.1 500 X\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{", true), 500},
		{"speaks no HTTP", "GetPet: no answer: it cannot be read as HTTP asks for", raw("s3cret\r\n\r\n", false), 0},
		{"has two lengths", "GetPet: no answer: it cannot be read as HTTP asks for", raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: s3cret\r\n\r\n{}", false), 0},
		{"sends less than it says", "GetPet: 200 OK: body must be a JSON value", raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"name\":\"s3cret\"}", false), 200},
		{"announces what it does not send", "GetPet: 200 OK: it breaks off", raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10000000000\r\n\r\n{}", false), 200},
		{"sends 1 GB", "GetPet: 200 OK: the body is larger than MaxBody", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			for range 1 << 10 {
				if _, err := w.Write(big); err != nil {
					return
				}
			}
		}, 200},
		{"sends 1 GB with gzip", "GetPet: 200 OK: the body is larger than MaxBody", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "gzip")
			to := gzip.NewWriter(w)
			for range 1 << 10 {
				if _, err := to.Write(big); err != nil || to.Flush() != nil {
					return
				}
				w.(http.Flusher).Flush()
			}
		}, 200},
		{"sends gzip that is none", "GetPet: 200 OK: it cannot be read as HTTP asks for", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, `{"name":"s3cret"}`)
		}, 200},
		{"sends what nobody can unpack", "GetPet: 200 OK: the body has a Content-Encoding that was not asked for", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Encoding", "br")
			io.WriteString(w, `{"name":"rex"}`)
		}, 200},
		{"redirects without end", "GetPet: 302 Found: it cannot be read as HTTP asks for", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/s3cret", http.StatusFound) }, 302},
		{"redirects to nowhere", "GetPet: no answer: it cannot be read as HTTP asks for", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "http://[s3cret/")
			w.WriteHeader(302)
		}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, _ := serve(t, test.handler)
			limit := 5 * time.Minute // for 1 GB with the race detector, on a busy machine
			if strings.HasPrefix(test.name, "stalls") {
				limit = 400 * time.Millisecond
			}
			ctx, cancel := context.WithTimeout(t.Context(), limit)
			defer cancel()
			v, err := onePet(c.call(ctx, &getPet, nil), nil)
			var e *Error
			if !errors.As(err, &e) || v != nil {
				t.Fatalf("%v, %v", v, err)
			}
			if e.Error() != test.wrong || e.StatusCode != test.status || e.Err == nil || len(e.Body) > MaxErrorBody {
				t.Errorf("%q (%d), want %q\n%v", e.Error(), e.StatusCode, test.wrong, e.Err)
			}
		})
	}
	c, err := New("http://127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	if err := none(c.call(t.Context(), &drop, nil), nil); err == nil || !strings.HasPrefix(err.Error(), "Drop: no answer: dial tcp 127.0.0.1:1") {
		t.Error(err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := none(c.call(gone, &drop, nil), nil); !errors.Is(err, context.Canceled) || err.Error() != "Drop: no answer: context canceled" {
		t.Error(err)
	}
}

// TestRedirects follows redirects within a host and to another, which gets neither
// credentials nor bodies.
func TestRedirects(t *testing.T) {
	var seen http.Header
	var body string
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = r.Header.Clone()
		data, _ := io.ReadAll(r.Body)
		body = string(data)
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, `{"name":"`+r.Method+`"}`)
	}))
	defer other.Close()
	elsewhere := strings.Replace(other.URL, "127.0.0.1", "localhost", 1)
	c, sent := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/pet":
			code := 302
			if r.Method == "POST" {
				code = 307
			}
			http.Redirect(w, r, "/2", code)
		case "/2":
			http.Redirect(w, r, "/3", http.StatusTemporaryRedirect)
		case "/3":
			if r.Header.Get("X-Key") != "k" && r.Method == "GET" {
				t.Errorf("the same host gets %v", r.Header)
			}
			http.Redirect(w, r, elsewhere+"/pet", http.StatusTemporaryRedirect)
		case "/moved":
			http.Redirect(w, r, elsewhere, http.StatusFound)
		}
	}, bearer("bearer", Fixed("t")), apiKey("key", "header", "X-Key", Fixed("k")))
	v, err := onePet(c.call(t.Context(), &getPet, nil), nil)
	if err != nil || v.Name != "GET" {
		t.Fatal(v, err)
	}
	for name := range seen {
		if !plainHeaders[name] {
			t.Errorf("another host gets %s", name)
		}
	}
	if n := sent.sent.Load(); n != 4 {
		t.Errorf("%d requests", n)
	}
	body = ""
	_, err = onePet(c.call(t.Context(), &addPet, nil).send(&pet{Name: "rex"}, 0), nil)
	var e *Error
	if !errors.Is(err, ErrRedirect) || !errors.As(err, &e) || e.StatusCode != 307 || body != "" {
		t.Errorf("%v; another host gets %q", err, body)
	}
	var kept *http.Response
	if err := none(c.call(t.Context(), &moved, []Option{KeepResponse(&kept)}), nil); err != nil || kept.Header.Get("Location") != elsewhere {
		t.Error(err, kept)
	}
}

func TestRequests(t *testing.T) {
	var got *http.Request
	var data string
	c, sent := serve(t, func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		got, data = r, string(b)
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, `{"name":"rex"}`)
	}, EditRequest(func(r *http.Request) error { r.Header.Add("X-Edit", "1"); return nil }))
	made := func(x *call) error { _, err := onePet(x, nil); return err }

	if err := made(c.call(t.Context(), &addPet, nil).send(&pet{Name: "rex"}, 0)); err != nil {
		t.Fatal(err)
	}
	if data != `{"name":"rex","age":0}` || got.Header.Get("Content-Type") != "application/json" || got.ContentLength != int64(len(data)) || got.Header.Get("X-Edit") != "1" {
		t.Errorf("%q %v", data, got.Header)
	}
	n := sent.sent.Load()
	var png io.Reader = strings.NewReader("png")
	for _, test := range []struct {
		x    *call
		want string
	}{
		{c.call(t.Context(), &addPet, nil).send(&pet{}, 0), "AddPet: not sent: /name must be there"},
		{c.call(t.Context(), &addPet, []Option{ContentType("text/csv")}).send(&pet{Name: "rex"}, 0, 1), "AddPet: not sent: the body cannot be sent as ContentType says"},
		{c.call(t.Context(), &addPet, nil).send(&png, 1), "AddPet: not sent: the document has a range of media types: ContentType says which one it is"},
		{c.call(t.Context(), &getPet, []Option{ContentType("text/csv")}), "GetPet: not sent: the operation takes no body, and ContentType is set"},
		{c.call(t.Context(), &getPet, []Option{bearer("bearer", func(context.Context) (string, error) { return "", errors.New("no token") })}), "GetPet: not sent: no token"},
		{c.call(t.Context(), &getPet, []Option{EditRequest(func(*http.Request) error { return errors.New("not today") })}), "GetPet: not sent: not today"},
	} {
		if err := made(test.x); err == nil || err.Error() != test.want {
			t.Errorf("%v\nwant %s", err, test.want)
		}
	}
	if sent.sent.Load() != n {
		t.Error("a request that is not right was sent")
	}
	if err := made(c.call(t.Context(), &addPet, []Option{UncheckedRequests()}).send(&pet{}, 0)); err != nil || data != `{"name":"","age":0}` {
		t.Error(err, data)
	}
	var reader io.Reader = strings.NewReader("png")
	if err := made(c.call(t.Context(), &addPet, []Option{ContentType("image/png")}).send(&reader, 1)); err != nil || data != "png" || got.ContentLength != 3 || got.Header.Get("Content-Type") != "image/png" {
		t.Error(err, data, got.Header)
	}

	// The first way to be let in is taken that all is there for.
	for _, test := range []struct {
		opts      []Option
		want, key string
	}{
		{nil, "", ""},
		{[]Option{apiKey("key", "query", "k", Fixed("a b"))}, "", ""},
		{[]Option{bearer("bearer", Fixed("t"))}, "Bearer t", ""},
		{[]Option{bearer("bearer", Fixed("t")), apiKey("key", "query", "k", Fixed("a b"))}, "Bearer t", "k=a+b"},
		{[]Option{authorization("bearer", "DPoP", Fixed("t"))}, "DPoP t", ""},
		{[]Option{basic("bearer", func(context.Context) (string, string, error) { return "u", "p", nil })}, "Basic dTpw", ""},
	} {
		if err := made(c.call(t.Context(), &getPet, test.opts)); err != nil || got.Header.Get("Authorization") != test.want || got.URL.RawQuery != test.key {
			t.Errorf("%v: %q %q, want %q %q", err, got.Header.Get("Authorization"), got.URL.RawQuery, test.want, test.key)
		}
	}
	if err := made(c.call(t.Context(), &getPet, []Option{bearer("bearer", Fixed("t")), apiKey("key", "cookie", "k", Fixed("v"))})); err != nil || got.Header.Get("Cookie") != "k=v" {
		t.Error(err, got.Header)
	}
	own := getPet
	own.server = "/v9"
	if err := made(c.call(t.Context(), &own, nil)); err != nil || got.URL.Path != "/v9/pet" {
		t.Error(err, got.URL)
	}
	own.server = "http://127.0.0.1:1/v8"
	if err := made(c.call(t.Context(), &own, []Option{OneServer()})); err != nil || got.URL.Path != "/v8/pet" {
		t.Error(err, got.URL)
	}
	if err := made(c.call(t.Context(), &own, nil)); err == nil {
		t.Error("the operation's own server is not asked")
	}
}

func TestRetries(t *testing.T) {
	var answers []string
	var got []string
	c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		got = append(got, r.Method+string(data))
		next := answers[0]
		answers = answers[1:]
		status, after, _ := strings.Cut(next, " ")
		switch {
		case status == "cut":
			conn, _, _ := w.(http.Hijacker).Hijack()
			conn.Close()
			return
		case status == "half":
			conn, _, _ := w.(http.Hijacker).Hijack()
			io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
			conn.Close()
			return
		case after != "":
			w.Header().Set("Retry-After", after)
		}
		w.Header().Set("Content-Type", "application/json")
		var code int
		fmt.Sscan(status, &code)
		w.WriteHeader(code)
		io.WriteString(w, `{"name":"rex"}`)
	}, Retry(Retries{Max: 3, Wait: time.Millisecond, MaxWait: 1500 * time.Millisecond}))
	text := io.Reader(strings.NewReader("png"))
	once := io.Reader(io.MultiReader(strings.NewReader("png")))
	post := func(v any, at int, opts ...Option) *call { return c.call(t.Context(), &addPet, opts).send(v, at) }
	rex := &pet{Name: "rex"}
	for _, test := range []struct {
		name, answers string
		x             *call
		want          string
		fails         bool
	}{
		{"a good answer", "200", c.call(t.Context(), &getPet, nil), "GET", false},
		{"no answer, and half of one", "cut,half,503,200", c.call(t.Context(), &getPet, nil), "GET,GET,GET,GET", false},
		{"too often", "503,502,504,429", c.call(t.Context(), &getPet, nil), "GET,GET,GET,GET", true},
		{"an error that stays", "500", c.call(t.Context(), &getPet, nil), "GET", true},
		{"off", "503", c.call(t.Context(), &getPet, []Option{Retry(Retries{})}), "GET", true},
		{"soon", "429 0,200", c.call(t.Context(), &getPet, nil), "GET,GET", false},
		{"later than it waits", "429 2", c.call(t.Context(), &getPet, nil), "GET", true},
		{"a POST", "503", post(rex, 0), `POST{"name":"rex","age":0}`, true},
		{"a POST that may be repeated", "503,200", post(rex, 0, Idempotent()), `POST{"name":"rex","age":0},POST{"name":"rex","age":0}`, false},
		{"a body that seeks", "503,200", post(&text, 1, Idempotent(), ContentType("image/png")), "POSTpng,POSTpng", false},
		{"a body that does not", "503", post(&once, 1, Idempotent(), ContentType("image/png")), "POSTpng", true},
	} {
		answers, got = strings.Split(test.answers, ","), nil
		_, err := onePet(test.x, nil)
		if joined := strings.Join(got, ","); joined != test.want || (err != nil) != test.fails || len(answers) > 0 {
			t.Errorf("%s: %s (%v), want %s", test.name, joined, err, test.want)
		}
	}
	// A call ends with its context, and does not wait for what comes too late.
	answers = []string{"429 1", "200"}
	ctx, cancel := context.WithTimeout(t.Context(), 900*time.Millisecond)
	defer cancel()
	began := time.Now()
	if _, err := onePet(c.call(ctx, &getPet, nil), nil); err == nil || time.Since(began) > 850*time.Millisecond {
		t.Error(err, time.Since(began))
	}
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	if d, ok := retryAfter("Fri, 02 Jan 2026 03:04:15 GMT", at); !ok || d != 10*time.Second {
		t.Error(d)
	}
	if _, ok := retryAfter("soon", at); ok {
		t.Error("a text is no time")
	}
}

// TestDelay shows that waits double up to a bound, that no two need be equal, and that a
// time of the server goes before.
func TestDelay(t *testing.T) {
	c, err := New("https://example.com", Retry(Retries{Max: 9, Wait: 100 * time.Millisecond, MaxWait: time.Second}))
	if err != nil {
		t.Fatal(err)
	}
	x := c.call(t.Context(), &getPet, nil)
	for n, most := range []time.Duration{100, 200, 400, 800, 1000, 1000} {
		most *= time.Millisecond
		seen := map[time.Duration]bool{}
		for range 100 {
			d, ok := x.delay(n, nil)
			if seen[d] = true; !ok || d < most/2 || d > most {
				t.Fatalf("%d: %s, which is not between half of %s and all", n, d, most)
			}
		}
		if len(seen) < 50 {
			t.Errorf("%d: %d waits of 100", n, len(seen))
		}
	}
	for after, want := range map[string]time.Duration{"0": 0, "1": time.Second} {
		if d, ok := x.delay(3, http.Header{"Retry-After": {after}}); !ok || d != want {
			t.Errorf("%s: %s", after, d)
		}
	}
	if _, ok := x.delay(0, http.Header{"Retry-After": {"2"}}); ok {
		t.Error("it waits for longer than MaxWait")
	}
}

// doer is no http.Client.
type doer func(*http.Request) (*http.Response, error)

func (d doer) Do(r *http.Request) (*http.Response, error) { return d(r) }

type contextKey struct{}

// TestDoer sends by what is no http.Client, with the context of the call: credentials are
// asked for with it as well.
func TestDoer(t *testing.T) {
	var got *http.Request
	key := func(ctx context.Context) (string, error) { return ctx.Value(contextKey{}).(string), nil }
	c, err := New("https://example.com/v1", bearer("bearer", key), HTTPClient(doer(func(r *http.Request) (*http.Response, error) {
		got = r
		return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(`{"name":"rex"}`))}, nil
	})))
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.WithValue(t.Context(), contextKey{}, "t")
	for accept, opts := range map[string][]Option{"application/json": nil, "text/csv": {Accept("text/csv")}} {
		v, err := onePet(c.call(ctx, &getPet, opts), nil)
		if err != nil || v.Name != "rex" || got.URL.String() != "https://example.com/v1/pet" || got.Header.Get("Authorization") != "Bearer t" || got.Context().Value(contextKey{}) != "t" || got.Header.Get("Accept") != accept {
			t.Error(err, got)
		}
	}
	broken, err := New("https://example.com", HTTPClient(doer(func(*http.Request) (*http.Response, error) { return nil, errors.New("s3cret") })))
	if err != nil {
		t.Fatal(err)
	}
	if err := none(broken.call(ctx, &drop, nil), nil); err == nil || err.Error() != "Drop: no answer: it cannot be read as HTTP asks for" {
		t.Error(err)
	}
}

// TestStalls ends streams and uploads that do not go on with the context.
func TestStalls(t *testing.T) {
	c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/pet": // which is not read
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				panic(err)
			}
			<-time.After(300 * time.Millisecond)
			conn.Close()
			return
		case "/cut":
			conn, _, _ := w.(http.Hijacker).Hijack()
			io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 100\r\n\r\ndata: a\n\ndata: s3cret\n")
			conn.Close()
			return
		}
		w.Header().Set("Content-Type", "text/event-stream")
		io.WriteString(w, "data: a\n\n")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	cut := watch
	cut.path = "/cut"
	for op, want := range map[*operation]string{&watch: "Watch: no further event: context deadline exceeded", &cut: "Watch: no further event: it breaks off"} {
		limit := 400 * time.Millisecond
		if op == &cut {
			limit = time.Minute
		}
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		var got []string
		for e, err := range events(c.call(ctx, op, nil), nil) {
			if err != nil {
				e.Data = err.Error()
			}
			got = append(got, e.Data)
		}
		cancel()
		if len(got) != 2 || got[0] != "a" || got[1] != want {
			t.Errorf("%q, want %s", got, want)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond)
	defer cancel()
	s, err := stream(c.call(ctx, &operation{name: "Text", method: "GET", path: "/events", answers: watch.answers}, nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(s); !errors.Is(err, context.DeadlineExceeded) || s.Close() != nil {
		t.Error(err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	var endless io.Reader = zeros{}
	began := time.Now()
	_, err = onePet(c.call(ctx, &addPet, []Option{ContentType("image/png")}).send(&endless, 1), nil)
	if !errors.Is(err, context.DeadlineExceeded) || err.Error() != "AddPet: no answer: context deadline exceeded" || time.Since(began) > 5*time.Second {
		t.Error(err, time.Since(began))
	}
}

// TestGzip reads answers that are packed as they were asked for.
func TestGzip(t *testing.T) {
	c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			t.Error(r.Header)
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		to := gzip.NewWriter(w)
		io.WriteString(to, `{"name":"rex"}`)
		to.Close()
	})
	if v, err := onePet(c.call(t.Context(), &getPet, nil), nil); err != nil || v.Name != "rex" {
		t.Error(v, err)
	}
}

func TestStreams(t *testing.T) {
	c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/text":
			answerWith(200, "text/csv", "a,b")(w, r)
		case "/events":
			answerWith(200, "text/event-stream", "\ufeff: hello\n\nevent: add\r\nid: 7\r\ndata: a\r\ndata:b\r\rdata\n\nretry: 1500\ndata:  c\nid: x\x00\n\ndata: lost")(w, r)
		default:
			answerWith(200, "application/jsonl", "\x1e{\"name\":\"a\"}\n\x1e{\"name\":\"\"}\n{\"name\":\"b\"}\n{\"na")(w, r)
		}
	})
	s, err := stream(c.call(t.Context(), &getText, nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	if data, err := io.ReadAll(s); err != nil || string(data) != "a,b" || s.Close() != nil {
		t.Error(string(data), err)
	}
	var got []Event
	for e, err := range events(c.call(t.Context(), &watch, nil), nil) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, e)
	}
	want := []Event{{"add", "a\nb", "7", 0}, {"message", "", "7", 0}, {"message", " c", "7", 1500 * time.Millisecond}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	for range events(c.call(t.Context(), &watch, nil), nil) {
		break // which closes the stream
	}
	for _, err := range events(c.call(t.Context(), &operation{name: "No", method: "GET", path: "/text"}, nil), nil) {
		if !errors.Is(err, ErrUndescribed) {
			t.Error(err)
		}
	}
	var items []string
	lines := operation{name: "Lines", method: "GET", path: "/lines", answers: []answer{{status: "200", ok: true, types: []answerType{{media: "application/jsonl", stream: true}}}}}
	for v, err := range sequence[pet](c.call(t.Context(), &lines, nil), nil, decoder(decodePet)) {
		items = append(items, fmt.Sprintf("%v %v", v, err))
	}
	if got := strings.Join(items, "; "); got != "&{a 0} <nil>; &{ 0} Lines: a text of the sequence: /name must be there; &{b 0} <nil>; <nil> Lines: no further text: it breaks off" {
		t.Error(got)
	}
	long := io.NopCloser(io.MultiReader(strings.NewReader("data: "), strings.NewReader(strings.Repeat("x", MaxEvent+1))))
	for _, err := range Events(long) {
		if err != ErrTooLarge {
			t.Error(err)
		}
	}
}

// TestMultipart sends parts, while they are read and as a whole.
func TestMultipart(t *testing.T) {
	var came atomic.Value // what the last request had in it that came to its end
	came.Store("")
	c, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/refuse" {
			w.WriteHeader(413)
			return
		}
		reader, err := r.MultipartReader()
		if err != nil {
			t.Error(err)
			return
		}
		got := ""
		for {
			p, err := reader.NextPart()
			if err == io.EOF {
				break
			}
			var data []byte
			if err == nil {
				data, err = io.ReadAll(p)
			}
			if err != nil {
				return
			}
			got += fmt.Sprintf("%s=%d ", p.FormName(), len(data))
		}
		came.Store(got)
		w.WriteHeader(204)
	})
	encode := func(p *pet, w *multipart.Writer, files ...*validate.File) error {
		if err := p.Validate(); err != nil {
			return err
		}
		if err := w.WriteField("name", p.Name); err != nil {
			return err
		}
		for _, f := range files {
			part, err := w.CreateFormFile(f.Name, f.Filename)
			if err == nil {
				_, err = io.Copy(part, f)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	upload := operation{name: "Upload", method: "POST", path: "/upload", bodies: []body{multipartBody("multipart/form-data", encode), {media: "multipart/form-data", encode: asParts}}, answers: []answer{{status: "204", ok: true}}}
	file := func(n int64) []*validate.File {
		return []*validate.File{{Name: "f", Filename: "f.png", Reader: io.LimitReader(zeros{}, n)}}
	}
	send := func(path string, v any, at int) error {
		op := upload
		op.path = path
		return none(c.call(t.Context(), &op, nil).send(v, at), nil)
	}
	if err := send("/upload", &Multipart[pet]{Fields: pet{Name: "rex"}}, 0); err != nil || came.Load() != "name=3 " {
		t.Error(err, came.Load())
	}
	if err := send("/upload", &Multipart[pet]{pet{Name: "rex"}, file(5 << 20)}, 0); err != nil || came.Load() != "name=3 f=5242880 " {
		t.Error(err, came.Load())
	}
	came.Store("")
	for _, files := range [][]*validate.File{nil, file(9)} {
		if err := send("/upload", &Multipart[pet]{pet{}, files}, 0); err == nil || err.Error() != "Upload: not sent: /name must be there" || came.Load() != "" {
			t.Error(err, came.Load())
		}
	}
	if err := send("/refuse", &Multipart[pet]{pet{Name: "rex"}, file(1 << 30)}, 0); err == nil {
		t.Error("it is refused")
	}
	if err := send("/upload", &Multipart[pet]{pet{Name: "rex"}, []*validate.File{{Name: "f", Reader: failing{}}}}, 0); err == nil || !errors.Is(err, errDisk) {
		t.Error(err)
	}
	parts := func(w *multipart.Writer) error { return w.WriteField("a", "b") }
	if err := send("/upload", &parts, 1); err != nil || came.Load() != "a=1 " {
		t.Error(err, came.Load())
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

var errDisk = errors.New("the disk is full")

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errDisk }

// TestNextLink reads headers as RFC 8288 has them.
func TestNextLink(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "x": "", "<x": "", "<x>": "", "<x>; rel=prev": "",
		`<x>; rel="next"`: "x",
		`<x>;rel=next`:    "x",
		`< /a?b=c,d;e >; title="a, <b>; rel=c" ; REL=Next`:    "/a?b=c,d;e",
		`<a>; rel=prev, <b>; rel="last NEXT"`:                 "b",
		`<a>; rel="prev" , <b> ; rel = "next", <c>; rel=next`: "b",
		`<a>; rel=prev; rel=next`:                             "",
		`<a>; anchor="#x"; rel=next, <b>; rel=next`:           "b",
		`<a>; title="\\"; rel=next"`:                          "",
		`<a>; title="never ends; rel=next`:                    "",
		`<a>; flag; rel=next`:                                 "a",
		`<a>; rel=nextish`:                                    "",
	} {
		if got := nextLink(http.Header{"Link": {"<first>; rel=first", text}}); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestNew(t *testing.T) {
	for _, url := range []string{"", "example.com", "/api", "ftp://example.com", "https://", "https://u:s3cret@example.com", "https://example.com?key=s3cret", "https://example.com/#x", "http://s3cret\x7f/"} {
		if _, err := New(url); err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", url, err)
		}
	}
	for base, want := range map[string]string{
		"https://example.com": "https://example.com/a%2Fb", "https://example.com/": "https://example.com/a%2Fb", "https://example.com/v1/": "https://example.com/v1/a%2Fb",
	} {
		c, err := New(base)
		if err != nil {
			t.Fatal(err)
		}
		x := c.call(t.Context(), &getPet, nil)
		x.encoded.Path = "/a%2Fb"
		u, err := x.target(new(url.URL))
		if err != nil || u.String() != want {
			t.Errorf("%s, want %s", u, want)
		}
	}
	c, _ := New("https://example.com", shared("id", "7"))
	var id, other string
	var n int
	x := c.call(t.Context(), &getPet, []Option{shared("n", 1)})
	fill(x, "id", &id)
	fill(x, "other", &other)
	fill(x, "n", &n)
	set := "8"
	fill(x, "id", &set)
	if id != "7" || other != "" || n != 1 || set != "8" {
		t.Error(id, other, n, set)
	}
	if c.config.shared["n"] != nil {
		t.Error("an option of a call holds for all")
	}
}
