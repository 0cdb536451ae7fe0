// Package mock serves an API as its document describes it: answers are the document's
// examples or values that its schemas accept, and requests are checked as an emitted
// server checks them. Nothing is emitted or compiled.
//
// # The way of a request
//
//	route.go      the operation of a method and a path, by the router of emitted servers
//	security.go   whether a credential is there; any value is good
//	prefer.go     which answer the header Prefer asks for (RFC 7240)
//	answer.go     the response, its media type and its body
//	request.go    whether parameters and body are right
//
// What is refused is told as an emitted server tells it.
package mock

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/sample"
	"github.com/oasmint/oasmint/generator/serve"
	"github.com/oasmint/oasmint/generator/validators/interpret"
	"github.com/oasmint/oasmint/generator/visible"
)

// MaxBody is how many bytes of a request body are read.
const MaxBody = 10 << 20

// Options say how a handler answers.
type Options struct {
	CORS bool       // pages of any origin may call it
	Log  func(Line) // called after each request; nil: nothing is logged
}

// Line is what is logged of a request. It holds nothing of what was sent.
type Line struct {
	Method string // as a standard names it, or "-"
	Path   string // the template with its base path, or "-"
	Status int
	Took   time.Duration
}

// Handler serves an API. It is safe for concurrent use.
type Handler struct {
	opts    Options
	schemes map[string]*ir.SecurityScheme
	checker *interpret.Checker
	samples *sample.Maker
	router  router

	mu      sync.Mutex
	made    map[*ir.MediaType]made
	headers map[*ir.Response]madeHeaders
	turns   map[*ir.MediaType]*turns
}

// New returns a handler for an API. What of it cannot be answered is added to diags.
func New(api *ir.API, opts Options, diags *diag.List) *Handler {
	h := &Handler{
		opts: opts, router: router{taken: map[string]*operation{}}, schemes: map[string]*ir.SecurityScheme{}, checker: interpret.New(api), samples: sample.New(api),
		made: map[*ir.MediaType]made{}, headers: map[*ir.Response]madeHeaders{}, turns: map[*ir.MediaType]*turns{},
	}
	for _, s := range api.Security {
		h.schemes[s.Wire] = s
	}
	for _, op := range api.Operations {
		if op.Webhook {
			continue
		}
		if why := h.router.add(h.operation(api, op)); why != "" {
			diags.Warnf(op.Pos, CodeUnreachable, "no request can be for %s: its path %s", op.Name, why)
			continue
		}
		report(op, diags)
	}
	return h
}

// CodeUnreachable is the code of the warning for a path that no request has.
const CodeUnreachable = "unreachable-path"

// Operations is how many operations the handler serves.
func (h *Handler) Operations() int { return len(h.router.operations) }

// operation is an operation that is served.
type operation struct {
	*ir.Operation
	path   string // the template, with the base path
	params paramsCheck
	bodies []body
}

func (h *Handler) operation(api *ir.API, op *ir.Operation) *operation {
	servers := op.Servers
	if servers == nil {
		servers = api.Servers
	}
	out := &operation{Operation: op, path: ir.BasePath(servers) + op.Path, params: h.checker.Params(op)}
	if op.Body != nil {
		for _, m := range op.Body.Content {
			out.bodies = append(out.bodies, h.body(m))
		}
	}
	return out
}

// ServeHTTP answers a request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	begin := time.Now()
	written := &status{ResponseWriter: w, code: http.StatusOK}
	path, err := h.serve(written, r)
	if err != nil {
		serve.WriteError(written, r, err)
	}
	if h.opts.Log != nil {
		h.opts.Log(Line{known(r.Method), visible.Line(path), written.code, time.Since(begin)})
	}
}

// serve answers a request, or says why not. It returns the template of the operation.
func (h *Handler) serve(w http.ResponseWriter, r *http.Request) (path string, err error) {
	method := r.Method
	preflight := h.opts.CORS && method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != ""
	if preflight {
		method = r.Header.Get("Access-Control-Request-Method")
	}
	found := h.router.lookup(method, r.URL.EscapedPath())
	if h.opts.CORS {
		allowOrigins(w.Header(), r, preflight)
	}
	switch {
	case found.path == "":
		return "-", &serve.Error{Status: http.StatusNotFound, Detail: "there is no such path"}
	case found.op == nil:
		allow := http.Header{"Allow": {strings.Join(found.allow, ", ")}}
		return found.path, &serve.Error{Status: http.StatusMethodNotAllowed, Detail: "the path has other methods", Header: allow}
	case preflight:
		w.WriteHeader(http.StatusNoContent)
		return found.path, nil
	}
	if err := h.letIn(found.op, r); err != nil {
		return found.path, err
	}
	wanted, err := preferencesOf(r.Header["Prefer"])
	if err != nil {
		return found.path, err
	}
	answer, err := found.op.choose(wanted, r.Header["Accept"])
	if err != nil {
		return found.path, err
	}
	if err := found.op.check(w, r, found.value); err != nil {
		return found.path, err
	}
	return found.path, h.write(w, r, answer)
}

// allowOrigins lets pages of any origin call the server (Fetch Standard, section 3.3).
func allowOrigins(header http.Header, r *http.Request, preflight bool) {
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Access-Control-Expose-Headers", "*")
	if !preflight {
		return
	}
	header.Set("Access-Control-Allow-Methods", known(r.Header.Get("Access-Control-Request-Method")))
	if asked := r.Header.Get("Access-Control-Request-Headers"); asked != "" {
		header.Set("Access-Control-Allow-Headers", asked)
	}
	header.Set("Access-Control-Max-Age", "600")
}

// known is a method that a standard names, or "-": who calls chooses the text.
func known(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete,
		http.MethodOptions, http.MethodTrace, http.MethodConnect, "QUERY":
		return method
	}
	return "-"
}

// status knows which status was answered.
type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// Unwrap is for [http.ResponseController].
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }
