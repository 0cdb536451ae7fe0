package generator_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/oasmint/oasmint/generated/authlete"
	"github.com/oasmint/oasmint/generated/authlete/server"
)

// README: a server of one operation.

type service struct{ server.Unimplemented }

// AuthTokenFail gets a body that was sent as JSON or as a form, and is right.
func (service) AuthTokenFail(ctx context.Context, c *server.AuthTokenFailCall) (server.AuthTokenFailAnswer, error) {
	if c.Params.ServiceID != "21653835348762" {
		return nil, &server.Error{Status: http.StatusNotFound, Detail: "there is no such service"}
	}
	action := authlete.TokenFailResponseActionBadRequest
	content := `{"error":"invalid_request"}`
	if c.Body.Reason == authlete.TokenFailRequestReasonInvalidTarget {
		content = `{"error":"invalid_target"}`
	}
	return &server.AuthTokenFail200{Body: authlete.TokenFailResponse{Action: &action, ResponseContent: &content}}, nil
}

// bearer lets in who has the token.
func bearer(ctx context.Context, r *http.Request, scopes []string) (context.Context, error) {
	if r.Header.Get("Authorization") != "Bearer "+os.Getenv("TOKEN") {
		return nil, errors.New("unknown token")
	}
	return ctx, nil
}

func handler() http.Handler {
	return server.New(&service{}, server.Security("bearer", bearer), server.MaxBody(64<<10))
}

// README ends.

// TestReadmeServer holds the README to the program above, and runs it.
func TestReadmeServer(t *testing.T) {
	own, err := os.ReadFile("server_test.go")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, program, _ := strings.Cut(string(own), "// README: a server of one operation.\n\n")
	program, _, _ = strings.Cut(program, "\n// README ends.")
	if !strings.Contains(string(readme), program) {
		t.Errorf("README.md does not have the program:\n%s", program)
	}
	t.Setenv("TOKEN", "t")
	const path = "/api/21653835348762/auth/token/fail"
	for _, c := range []struct {
		path, contentType, body string
		status                  int
		has                     string
	}{
		{path, "application/json", `{"ticket":"abc","reason":"INVALID_TARGET"}`, 200, `{\"error\":\"invalid_target\"}`},
		{path, "application/x-www-form-urlencoded", `ticket=abc&reason=INVALID_TARGET`, 200, `{\"error\":\"invalid_target\"}`},
		{path, "application/json", `{"ticket":"abc","reason":"NO"}`, 400, `"#/reason"`},
		{path, "application/x-www-form-urlencoded", `reason=UNKNOWN`, 400, `"#/ticket"`},
		{path, "text/plain", `ticket`, 415, ``},
		{"/api/1/auth/token/fail", "application/json", `{"ticket":"abc","reason":"UNKNOWN"}`, 404, `no such service`},
		{"/api/1/service/get", "", ``, 405, ``},
	} {
		r := httptest.NewRequest("POST", c.path, strings.NewReader(c.body))
		r.Header.Set("Content-Type", c.contentType)
		r.Header.Set("Authorization", "Bearer t")
		w := httptest.NewRecorder()
		handler().ServeHTTP(w, r)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.has) {
			t.Errorf("%s %s: %d %s", c.path, c.body, w.Code, w.Body)
		}
	}
	r := httptest.NewRequest("POST", path, strings.NewReader("{}"))
	w := httptest.NewRecorder()
	if handler().ServeHTTP(w, r); w.Code != 401 || w.Header().Get("Www-Authenticate") != "Bearer" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

// ready answers the operations that TestServerWire sends.
type ready struct{ server.Unimplemented }

func (ready) AuthTokenFail(context.Context, *server.AuthTokenFailCall) (server.AuthTokenFailAnswer, error) {
	return &server.AuthTokenFail200{}, nil
}

func (ready) ClientGetList(context.Context, *server.ClientGetListCall) (server.ClientGetListAnswer, error) {
	return &server.ClientGetList200{}, nil
}

func anyone(ctx context.Context, _ *http.Request, _ []string) (context.Context, error) {
	return ctx, nil
}

// TestServerWire sends what no client of net/http would.
func TestServerWire(t *testing.T) {
	s := httptest.NewUnstartedServer(server.New(&ready{}, server.Security("bearer", anyone), server.MaxBody(100)))
	s.Config.ReadTimeout = 300 * time.Millisecond
	s.Start()
	defer s.Close()
	address, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	const post = "POST /api/1/auth/token/fail HTTP/1.1\r\nHost: x\r\n"
	const body = `{"ticket":"a","reason":"UNKNOWN"}`
	json := post + "Content-Type: application/json\r\n"
	length := fmt.Sprintf("Content-Length: %d\r\n\r\n", len(body))
	for _, c := range []struct {
		what, request string
		status        int
	}{
		{"a body", json + length + body, 200},
		{"chunks", json + "Transfer-Encoding: chunked\r\n\r\n10\r\n" + body[:16] + "\r\n11\r\n" + body[16:] + "\r\n0\r\n\r\n", 200},
		{"chunks that are none", json + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
		{"chunks beyond the limit", json + "Transfer-Encoding: chunked\r\n\r\nff\r\n" + strings.Repeat(" ", 255) + "\r\n0\r\n\r\n", 413},
		{"no chunks", json + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
		{"no chunks and no type", post + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
		{"chunks without a type", post + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n0\r\n\r\n", 415},
		{"no length", json + "\r\n", 400},
		{"10 GB announced", json + "Content-Length: 10737418240\r\n\r\n{", 413},
		{"10 GB asked for", json + "Expect: 100-continue\r\nContent-Length: 10737418240\r\n\r\n", 413},
		{"asked for", json + "Expect: 100-continue\r\n" + length + body, 100},
		{"slow", json + length + body[:5], 408},
		{"another charset", post + "Content-Type: application/json; charset=utf-16\r\n" + length + body, 415},
		{"a quoted charset", post + "Content-Type: APPLICATION/JSON ; charset=\"UTF-8\"\r\n" + length + body, 200},
		{"two types", json + "Content-Type: text/plain\r\n" + length + body, 415},
		{"a body after GET", "GET /api/1/client/get/list HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + length + body, 200},
		{"OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 200}, // which net/http answers
		{"dots", "GET /api/%2E%2E/client/get/list HTTP/1.1\r\nHost: x\r\n\r\n", 400},
	} {
		t.Run(c.what, func(t *testing.T) {
			conn, err := net.Dial("tcp", address.Host)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			conn.SetDeadline(time.Now().Add(20 * time.Second))
			if _, err := io.WriteString(conn, c.request); err != nil {
				t.Fatal(err)
			}
			line, err := bufio.NewReader(conn).ReadString('\n')
			if err != nil || !strings.Contains(line, fmt.Sprint(" ", c.status, " ")) {
				t.Errorf("want %d: %s %v", c.status, line, err)
			}
		})
	}
}

// TestCheckedBody reads the body of a request that was checked: while it is served, and when
// another one may be where it was.
func TestCheckedBody(t *testing.T) {
	const sent = `{"ticket":"t","reason":"UNKNOWN"}`
	var kept io.ReadCloser
	next := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		kept = r.Body
		if data, err := io.ReadAll(r.Body); err != nil || string(data) != sent {
			t.Errorf("the body is %q (%v)", data, err)
		}
	})
	checked := server.Check(next)
	for range 3 {
		r := httptest.NewRequest("POST", "/api/1/auth/token/fail", strings.NewReader(sent))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		if checked.ServeHTTP(w, r); w.Code != http.StatusOK {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		if n, err := kept.Read(make([]byte, 1)); n != 0 || err != http.ErrBodyReadAfterClose {
			t.Errorf("the body gives %d bytes after the handler's end (%v)", n, err)
		}
	}
}

// lists keeps what it is called with, and panics where it is asked to.
type lists struct {
	server.Unimplemented
	last *server.ClientGetListCall
	held string // by that, while it was served
}

func (l *lists) ClientGetList(_ context.Context, c *server.ClientGetListCall) (server.ClientGetListAnswer, error) {
	l.last, l.held = c, fmt.Sprint(c.Params.ServiceID, " ", c.Params.Developer, " ", *c.Params.Start, " ", *c.Params.End)
	if c.Params.ServiceID == "panics" {
		panic(http.ErrAbortHandler)
	}
	return &server.ClientGetList200{}, nil
}

// TestReuseCalls has a call use the memory of the one before: it holds nothing of that, and is
// no other's where its method panicked.
func TestReuseCalls(t *testing.T) {
	l := new(lists)
	bearer := server.Security("bearer", func(ctx context.Context, _ *http.Request, _ []string) (context.Context, error) { return ctx, nil })
	served := server.New(l, bearer, server.ReuseCalls())
	get := func(url string) {
		defer func() { _ = recover() }()
		w := httptest.NewRecorder()
		if served.ServeHTTP(w, httptest.NewRequest("GET", url, http.NoBody)); w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", url, w.Code, w.Body)
		}
	}
	get("/api/1/client/get/list?developer=ann&start=3")
	if c := l.last; c.Params.ServiceID != "" || c.Params.Developer != nil || c.Request != nil || c.Writer != nil {
		t.Errorf("a call that is over holds %+v", c.Params)
	}
	get("/api/2/client/get/list?end=4")
	if l.held != "2 <nil> 0 4" { // 0 by default
		t.Errorf("the second call held %s", l.held)
	}
	get("/api/panics/client/get/list?start=5")
	panicked := l.last
	for range 10 {
		get("/api/3/client/get/list?start=6")
	}
	if p := panicked.Params; p.ServiceID != "panics" || *p.Start != 5 {
		t.Errorf("the call of a method that panicked holds %s, %d", p.ServiceID, *p.Start)
	}
}
