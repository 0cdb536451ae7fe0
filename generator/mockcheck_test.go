package generator_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/oasmint/oasmint/generated/authlete/server"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/mock"
)

// TestMockAndCheck sends the same requests to the mock of a document, which is
// interpreted, and to the emitted Check: right ones, ones that were changed in one place,
// and ones that HTTP says wrong. Both let the same through, and refuse the others with the
// same words. With OASMINT_CORPUS=all, for each operation.
func TestMockAndCheck(t *testing.T) {
	t.Parallel()
	l := newLoopback(t, "../spec/authlete.yaml")
	var diags diag.List
	mocked := mock.New(l.api, mock.Options{}, &diags)
	const passed = 299
	checked := server.Check(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(passed) }))
	step := 12
	if allOfCorpus() {
		step = 1
	}
	through, refused := 0, 0
	for i := 0; i < len(l.ops); i += step {
		op := l.ops[i]
		for _, c := range l.calls(op) {
			encoded, ok := l.encode(op, ir.Value(c.Params))
			if !ok {
				continue
			}
			right := loopWire{op.Method, ir.BasePath(l.api.Servers) + encoded.URL(), http.Header(encoded.Header), l.wire(c.Body, nil)}
			if right.Header = right.Header.Clone(); right.Header == nil {
				right.Header = http.Header{}
			}
			if c.Body != nil {
				right.Header.Set("Content-Type", c.Body.Media)
			}
			for _, w := range append(append(c.Mutants, right), saidWrong(right)...) {
				for name, values := range l.credentials(op) {
					w.Header[name] = values
				}
				said, want := sendTo(mocked, w), sendTo(checked, w)
				switch {
				case want.Code == passed && said.Code < 400:
					through++
				case want.Code == passed || said.Code != want.Code || said.Body.String() != want.Body.String():
					t.Errorf("%s: %s %s\n\tmock %d %s\n\tCheck %d %s\n\t%s\n\t%.2000s", op.Name, w.Method, w.Target, said.Code, said.Body, want.Code, want.Body, w.Header, w.Body)
				default:
					refused++
				}
			}
		}
	}
	if through == 0 || refused == 0 {
		t.Errorf("%d requests came through, and %d were refused", through, refused)
	}
	t.Logf("%d requests came through, and %d were refused, by both", through, refused)
}

// saidWrong are requests that HTTP says otherwise than a right one.
func saidWrong(right loopWire) (out []loopWire) {
	change := func(do func(*loopWire)) {
		w := right
		w.Header = right.Header.Clone()
		do(&w)
		out = append(out, w)
	}
	change(func(w *loopWire) { w.Target += "?%zz=1" })
	change(func(w *loopWire) { w.Target += "?a;b=1" })
	change(func(w *loopWire) { w.Target += "?unknown=1" })
	change(func(w *loopWire) { w.Target += "/nowhere" })
	change(func(w *loopWire) { w.Method = "TRACE" })
	change(func(w *loopWire) { w.Header.Set("Accept", "image/png") })
	if right.Body == nil {
		return out
	}
	change(func(w *loopWire) { w.Body = nil })
	change(func(w *loopWire) { w.Body, w.Header["Content-Type"] = nil, nil })
	change(func(w *loopWire) { w.Header["Content-Type"] = nil })
	change(func(w *loopWire) { w.Header.Set("Content-Type", "text/x-none") })
	change(func(w *loopWire) { w.Header.Set("Content-Type", "no type at all;;") })
	change(func(w *loopWire) { w.Header.Set("Content-Type", w.Header.Get("Content-Type")+"; charset=utf-16") })
	change(func(w *loopWire) { w.Header.Set("Content-Type", w.Header.Get("Content-Type")+`; charset="UTF-8"`) })
	change(func(w *loopWire) { w.Header.Add("Content-Type", "text/plain") })
	change(func(w *loopWire) { w.Header.Set("Content-Encoding", "gzip") })
	change(func(w *loopWire) { w.Body = append(bytes.Clone(w.Body), "%zz}"...) })
	change(func(w *loopWire) { w.Body = []byte{0xff} })
	return out
}

// sendTo is what a handler answers to a request.
func sendTo(h http.Handler, w loopWire) *httptest.ResponseRecorder {
	r := httptest.NewRequest(w.Method, w.Target, bytes.NewReader(w.Body))
	r.Header = w.Header
	out := httptest.NewRecorder()
	h.ServeHTTP(out, r)
	return out
}
