package site

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/hostiletest"
)

var twoPages = []File{{Path: "index.html", Data: []byte("<p>one")}, {Path: "a/index.html", Data: []byte("<p>two")}}

// TestServer asks for what is there and for what is not.
func TestServer(t *testing.T) {
	server := NewServer(twoPages, false)
	for _, c := range []struct {
		method, url string
		status      int
		body        string
	}{
		{"GET", "http://127.0.0.1/", 200, "<p>one"},
		{"GET", "http://localhost:8080/index.html", 200, "<p>one"},
		{"GET", "http://[::1]:8080/a/", 200, "<p>two"},
		{"HEAD", "http://127.0.0.1/a/", 200, ""},
		{"GET", "http://127.0.0.1/b.html", 404, "there is no such page\nthe index is at /\n"},
		{"GET", "http://127.0.0.1/../index.html", 404, "there is no such page\nthe index is at /\n"},
		{"POST", "http://127.0.0.1/", 405, "only GET and HEAD are answered\n"},
		{"GET", "http://evil.example/", 403, "this server answers to 127.0.0.1 and localhost alone\n"},
		{"GET", "http://127.0.0.1.evil.example/", 403, "this server answers to 127.0.0.1 and localhost alone\n"},
	} {
		w := httptest.NewRecorder()
		server.ServeHTTP(w, httptest.NewRequest(c.method, c.url, nil))
		if w.Code != c.status || w.Body.String() != c.body {
			t.Errorf("%s %s: got %d %q, expected %d %q", c.method, c.url, w.Code, w.Body, c.status, c.body)
		}
		policy := w.Header().Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'; style-src 'self'; ") || strings.Contains(policy, "unsafe") ||
			!strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: the policy is %q", c.url, policy)
		}
	}
}

// TestServerCache shows that a browser asks again, and is told where nothing
// changed.
func TestServerCache(t *testing.T) {
	server := NewServer(twoPages, false)
	ask := func(tag string) *httptest.ResponseRecorder {
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "http://127.0.0.1/", nil)
		r.Header.Set("If-None-Match", tag)
		server.ServeHTTP(w, r)
		return w
	}
	first := ask("")
	if first.Header().Get("Cache-Control") != "no-cache" || first.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("headers: %v", first.Header())
	}
	if again := ask(first.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("the same page again: %d", again.Code)
	}
	server.Update([]File{{Path: "index.html", Data: []byte("<p>other")}})
	if changed := ask(first.Header().Get("ETag")); changed.Code != 200 || changed.Body.String() != "<p>other" {
		t.Errorf("the page after a change: %d %q", changed.Code, changed.Body)
	}
}

// TestServerEvents listens while the site changes.
func TestServerEvents(t *testing.T) {
	server := NewServer(twoPages, false)
	listening := httptest.NewServer(server)
	defer listening.Close()
	answer, err := http.Get(listening.URL + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if got := answer.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("Content-Type: %s", got)
	}
	lines := bufio.NewReader(answer.Body)
	next := func() string {
		var event strings.Builder
		for {
			line, err := lines.ReadString('\n')
			if err != nil && err != io.EOF {
				t.Fatal(err)
			}
			if line == "\n" || err == io.EOF {
				return event.String()
			}
			event.WriteString(line)
		}
	}
	first := next()
	if !strings.HasPrefix(first, "event: version\ndata: ") {
		t.Fatalf("first event: %q", first)
	}
	server.Fail("a.yaml:1:2: error: wrong\n\tmend it")
	if got, want := next(), "event: problem\ndata: a.yaml:1:2: error: wrong\ndata: \tmend it\n"; got != want {
		t.Errorf("got %q, expected %q", got, want)
	}
	server.Update(twoPages)
	if got := next(); got != first {
		t.Errorf("the same site has another version: %q, before %q", got, first)
	}
	server.Update(twoPages[:1])
	if got := next(); got == first || !strings.HasPrefix(got, "event: version\n") {
		t.Errorf("another site: %q", got)
	}
}

// TestServerEventsHostile has problems that hold attacks. Each is one event, with the text
// as its data.
func TestServerEventsHostile(t *testing.T) {
	server := NewServer(twoPages, false)
	for _, attack := range append(hostiletest.Attacks, "a\revent: version\rdata: b", "a\n\nevent: version\ndata: b\n\n", "id: 1\nretry: 1") {
		server.Fail(attack)
		ctx, cancel := context.WithCancel(t.Context())
		w := &firstEvent{ResponseRecorder: httptest.NewRecorder(), end: cancel}
		server.ServeHTTP(w, httptest.NewRequest("GET", "http://127.0.0.1/events", nil).WithContext(ctx))
		var data []string
		lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(w.Body.String()), "\n") // as a browser reads them
		for i, line := range lines {
			field, value, _ := strings.Cut(line, ": ")
			switch {
			case i == 0 && line == "event: problem":
			case i > 0 && field == "data" && i < len(lines)-2:
				data = append(data, value)
			case line == "" && i >= len(lines)-2:
			default:
				t.Errorf("%q: line %d is %q", attack, i+1, line)
			}
		}
		if got, want := strings.Join(data, "\n"), lineBreaks.Replace(attack); got != want {
			t.Errorf("%q: the data is %q", attack, got)
		}
	}
}

// firstEvent ends a request when the first event has been sent.
type firstEvent struct {
	*httptest.ResponseRecorder
	end func()
}

func (w *firstEvent) FlushError() error {
	w.end()
	return nil
}
