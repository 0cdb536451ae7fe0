package mock_test

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/internal/golden"
	"github.com/oasmint/oasmint/generator/mock"
)

// TestGolden sends the requests of each archive to its document:
//
//	openapi.yaml        the document
//	requests.txt        requests as HTTP/1.1 has them, between lines of ###; what follows that is why
//	out/answers.txt     what is answered and logged
//	out/warnings.txt    what is said of the document
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, c *golden.Case) {
		var diags diag.List
		var log string
		result, err := generator.Model(t.Context(), generator.NewTarget("openapi.yaml", nil), generator.Options{Spec: c.Data(t, "openapi.yaml"), SpecName: "openapi.yaml"})
		if err != nil {
			t.Fatal(err)
		}
		h := mock.New(result.API, mock.Options{CORS: c.Has("cors"), Log: func(l mock.Line) {
			log = fmt.Sprintf("%s %s %d", l.Method, l.Path, l.Status)
		}}, &diags)
		var out strings.Builder
		for i, text := range strings.Split("\n"+string(c.Data(t, "requests.txt")), "\n###") {
			if i == 0 {
				continue
			}
			why, request, _ := strings.Cut(text, "\n")
			fmt.Fprintf(&out, "###%s\n%s", why, exchange(t, h, request))
			fmt.Fprintf(&out, "log: %s\n", log)
		}
		var said strings.Builder
		for _, d := range diags.Sorted() {
			said.WriteString(d.String() + "\n")
		}
		c.Outputs(t, map[string][]byte{"answers.txt": []byte(out.String()), "warnings.txt": []byte(said.String())})
	})
}

// exchange sends a request, and renders the answer.
func exchange(t *testing.T, h http.Handler, text string) string {
	t.Helper()
	head, body, _ := strings.Cut(text, "\n\n")
	body = strings.TrimSuffix(body, "\n")
	head = strings.ReplaceAll(strings.TrimSuffix(head, "\n"), "\n", "\r\n")
	if body != "" { // else a length of its own may stand there
		head += fmt.Sprintf("\r\nContent-Length: %d", len(body))
	}
	r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(head + "\r\nHost: example.com\r\n\r\n" + body)))
	if err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	answer := w.Result()
	var b strings.Builder
	fmt.Fprintf(&b, "%d\n", answer.StatusCode)
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range answer.Header {
			if name != "Content-Length" && name != "Vary" && !yield(name) {
				return
			}
		}
	}) {
		fmt.Fprintf(&b, "%s: %s\n", name, strings.Join(answer.Header[name], " || "))
	}
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) > 0 {
		fmt.Fprintf(&b, "\n%s\n", strings.TrimSuffix(string(data), "\n"))
	}
	return b.String()
}
