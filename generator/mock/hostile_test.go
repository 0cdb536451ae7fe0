package mock_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/http/httpguts"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/hostiletest"
	"github.com/oasmint/oasmint/generator/mock"
	"github.com/oasmint/oasmint/generator/visible"
)

// TestHostile serves documents that have an attack in each text, and sends requests that
// have some. What is answered has one status line, headers that are headers and no more
// than are meant, and a body of its type.
func TestHostile(t *testing.T) {
	inBraces := regexp.MustCompile(`\{[^{}]*\}`)
	answers := 0
	for shift := 0; shift < len(hostiletest.Attacks); shift += 5 {
		spec := hostiletest.Mixed(t, "3.1.1", shift)
		result, err := generator.Model(t.Context(), generator.NewTarget("openapi.json", nil), generator.Options{Spec: spec, SpecName: "openapi.json"})
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(mock.New(result.API, mock.Options{CORS: true, Log: func(l mock.Line) {
			if strings.ContainsFunc(l.Path, visible.Invisible) {
				t.Errorf("shift %d: it logs what nobody sees: %q", shift, l.Path)
			}
		}}, new(diag.List)))
		for _, op := range result.API.Operations {
			paths := []string{inBraces.ReplaceAllString(op.Path, "x"), inBraces.ReplaceAllString(op.Path, hostiletest.Attacks[shift])}
			for _, path := range paths {
				if op.Webhook || !httpguts.ValidHeaderFieldName(op.Method) {
					continue
				}
				for _, prefer := range []string{"", "dynamic=true", "code=404", "example=" + hostiletest.Attacks[shift]} {
					prefer = strings.Map(func(r rune) rune {
						if r < ' ' || r == 0x7f {
							return -1
						}
						return r
					}, prefer)
					answers++
					isAnswer(t, fmt.Sprintf("shift %d: %s %q", shift, op.Method, path), server.Listener.Addr().String(),
						fmt.Sprintf("%s %s?x=%s HTTP/1.1\r\nHost: mock\r\nOrigin: https://e.example\r\nPrefer: %s\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
							op.Method, (&url.URL{Path: path}).EscapedPath(), url.QueryEscape(hostiletest.Attacks[shift]), prefer))
				}
			}
		}
		server.Close()
	}
	if answers < 100 {
		t.Errorf("%d answers, expected that the document has operations", answers)
	}
}

// isAnswer sends a request and reads the answer as a client does.
func isAnswer(t *testing.T, name, address, request string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(conn)
	method, _, _ := strings.Cut(request, " ")
	answer, err := http.ReadResponse(in, &http.Request{Method: method})
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	if rest, _ := io.ReadAll(in); len(rest) > 0 {
		t.Errorf("%s: behind the answer stands %.80q", name, rest)
	}
	for key, values := range answer.Header {
		for _, value := range values {
			if !httpguts.ValidHeaderFieldName(key) || !httpguts.ValidHeaderFieldValue(value) {
				t.Errorf("%s: the header %q: %q", name, key, value)
			}
		}
	}
	if len(body) == 0 {
		return
	}
	mediaType, _, err := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if err != nil {
		t.Errorf("%s: Content-Type %q: %v", name, answer.Header.Get("Content-Type"), err)
	}
	if strings.HasSuffix(mediaType, "json") && !json.Valid(body) {
		t.Errorf("%s: no JSON: %.200q", name, body)
	}
	if strings.HasPrefix(mediaType, "text/html") {
		t.Errorf("%s: an answer is HTML: %.200q", name, body)
	}
}
