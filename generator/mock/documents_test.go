package mock_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/mock"
	"github.com/oasmint/oasmint/generator/sample"
	"github.com/oasmint/oasmint/generator/validate"
	"github.com/oasmint/oasmint/generator/validators/interpret"
)

const shared = "../../../shared/"

var corpusDocuments = flag.Int("documents", 0, "how many documents of the corpus to serve; with OASMINT_CORPUS=all, 40")

// TestDocuments serves documents that no one here wrote. A request that is right is made
// for each response of each operation; the answer must be that response, and hold by the
// check of the document and by kin-openapi's openapi3filter.
func TestDocuments(t *testing.T) {
	documents := []string{shared + "authlete/official.yaml"}
	n := *corpusDocuments
	if os.Getenv("OASMINT_CORPUS") == "all" {
		n = 40
	}
	all, err := filepath.Glob(shared + "corpus/*.[jy]*")
	if err != nil {
		t.Fatal(err)
	}
	for i := range min(n, len(all)) {
		documents = append(documents, all[i*len(all)/n]) // from all parts of the alphabet
	}
	for _, document := range documents {
		t.Run(filepath.Base(document), func(t *testing.T) {
			if _, err := os.Stat(document); err != nil {
				t.Skipf("skipped: %s is not there", document)
			}
			newServed(t, document).all(t)
		})
	}
}

// served is a document that is served.
type served struct {
	api     *ir.API
	handler http.Handler
	checker *interpret.Checker
	samples *sample.Maker
	kin     *openapi3.T // nil where kin-openapi does not load the document
	name    string

	unreachable map[diag.Position]bool // operations that no request is for

	judge  *keyword.Judge
	counts map[string]int
}

func newServed(t *testing.T, document string) *served {
	result, err := generator.Model(t.Context(), generator.NewTarget(document, nil), generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var diags diag.List
	s := &served{
		api: result.API, handler: mock.New(result.API, mock.Options{}, &diags), unreachable: map[diag.Position]bool{}, checker: interpret.New(result.API),
		samples: sample.New(result.API), name: filepath.Base(document), judge: keyword.NewJudge(result.API), counts: map[string]int{},
	}
	for _, d := range diags.Sorted() {
		if d.Code == mock.CodeUnreachable {
			s.unreachable[d.Position] = true
		}
	}
	if doc, err := openapi3.NewLoader().LoadFromFile(document); err == nil {
		s.kin = doc
	}
	return s
}

func (s *served) all(t *testing.T) {
	for _, op := range s.api.Operations {
		if op.Webhook {
			continue
		}
		if s.unreachable[op.Pos] {
			s.counts["operations that no request can have"]++
			continue
		}
		request, ok := s.request(op)
		if !ok {
			s.counts["operations without a request that can be made"]++
			t.Logf("no request: %s %s", op.Method, op.Path)
			continue
		}
		s.counts["operations"]++
		for _, r := range op.Responses {
			s.ask(t, op, r, request)
		}
	}
	t.Log(s.counts)
	if s.counts["answers that hold"]+s.counts["answers without a body"] == 0 {
		t.Error("no answer was checked")
	}
}

// made is a request that is right.
type made struct {
	method, target string
	header         http.Header
	body           []byte
}

func (m made) request() *http.Request {
	r := httptest.NewRequest(m.method, m.target, bytes.NewReader(m.body))
	for name, values := range m.header {
		r.Header[name] = values
	}
	return r
}

// request makes a request that is right, from samples.
func (s *served) request(op *ir.Operation) (out made, ok bool) {
	out = made{method: op.Method, header: http.Header{}}
	encoded := validate.Encoded{Path: op.Path}
	if op.Params != nil {
		if encoded, ok = s.params(op); !ok {
			return out, false
		}
	}
	for name, values := range encoded.Header {
		out.header[name] = values
	}
	servers := op.Servers
	if servers == nil {
		servers = s.api.Servers
	}
	base, query := ir.BasePath(servers), encoded.RawQuery
	for _, use := range first(op.Security) {
		i := slices.IndexFunc(s.api.Security, func(x *ir.SecurityScheme) bool { return x.Wire == use.Scheme })
		if i < 0 {
			continue
		}
		switch scheme := s.api.Security[i]; {
		case scheme.Type == "apiKey" && scheme.In == "query":
			query += "&" + url.QueryEscape(scheme.ParameterName) + "=x"
		case scheme.Type == "apiKey" && scheme.In == "cookie":
			out.header.Add("Cookie", scheme.ParameterName+"=x")
		case scheme.Type == "apiKey":
			out.header.Set(scheme.ParameterName, "x")
		case scheme.Type == "http":
			out.header.Set("Authorization", scheme.Scheme+" x")
		default:
			out.header.Set("Authorization", "Bearer x")
		}
	}
	out.target = base + encoded.Path
	if query != "" {
		out.target += "?" + strings.TrimPrefix(query, "&")
	}
	if op.Body == nil {
		return out, true
	}
	for _, m := range op.Body.Content {
		v, ok := s.samples.Value(m.Schema, ir.InRequest)
		out.body = nil
		switch media := m.Media(); {
		case media == ir.MediaMultipart, ok && media.IsForm() && m.FormName == "":
			continue
		case media.IsForm() && ok:
			out.body = []byte(validate.EncodeForm(json.RawMessage(v), s.checker.FormFields(m)).Encode())
			if values, err := url.ParseQuery(string(out.body)); err != nil || len(values) == 0 {
				continue
			} else if _, err := s.checker.Form(m)(values); err != nil {
				s.counts["samples that have no form, as a list that is empty"]++
				continue
			}
		case media.IsJSON() && ok:
			out.body = v
		case media.IsJSON(), media.IsForm():
			continue
		default:
			out.body = []byte("x")
		}
		out.header.Set("Content-Type", strings.ReplaceAll(m.Type, "*", "octet-stream"))
		return out, true
	}
	out.body = nil
	return out, !op.Body.Required
}

// params makes parameters that are read as they were written: OpenAPI has no way to write
// some values, such as an object beside a text.
func (s *served) params(op *ir.Operation) (validate.Encoded, bool) {
	read := s.checker.Params(op)
	full, _ := s.samples.Value(op.Params, ir.InRequest)
	short, _ := s.samples.Plain(op.Params, ir.InRequest)
	for _, v := range []ir.Value{full, short} {
		if v == nil {
			continue
		}
		encoded, err := validate.EncodeParams(json.RawMessage(v), s.checker.ParamTable(op))
		if err != nil {
			continue
		}
		names := nameInTemplate.FindAllString(op.Path, -1)
		expr := regexp.QuoteMeta(nameInTemplate.ReplaceAllString(op.Path, "\x00"))
		values := regexp.MustCompile("^" + strings.ReplaceAll(expr, "\x00", "([^/]+)") + "$").FindStringSubmatch(encoded.Path)
		value := segments{}
		for i, name := range names {
			if values != nil {
				value[strings.Trim(name, "{}")] = values[i+1]
			}
		}
		if _, err := read(validate.Request{RawPath: value, RawQuery: encoded.RawQuery, Header: encoded.Header}); err == nil {
			return encoded, true
		}
	}
	return validate.Encoded{}, false
}

// segments are what stands for the names of a path.
type segments map[string]string

func (s segments) RawPath(name string) string { return s[name] }

var nameInTemplate = regexp.MustCompile(`\{[^{}]*\}`)

func first(ways []ir.Requirement) ir.Requirement {
	if len(ways) == 0 {
		return nil
	}
	return ways[0]
}

// ask asks for a response, and checks the answer.
func (s *served) ask(t *testing.T, op *ir.Operation, r *ir.Response, with made) {
	status, err := strconv.Atoi(r.Status)
	switch {
	case strings.HasSuffix(strings.ToUpper(r.Status), "XX"):
		status = int(r.Status[0]-'0')*100 + 99
	case err != nil:
		status = 599 // default
	}
	if status < 200 {
		return
	}
	what := fmt.Sprintf("%s %s %s", op.Method, op.Path, r.Status)
	request := with.request()
	request.Header.Set("Prefer", fmt.Sprintf("code=%d", status))
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, request)
	answer := w.Result()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	contentType := answer.Header.Get("Content-Type")
	if answer.StatusCode == http.StatusNotImplemented && status != answer.StatusCode {
		s.counts["answers without a sample"]++
		t.Logf("%s: %s", what, data)
		return
	}
	if answer.StatusCode != status {
		t.Errorf("%s: answered %d\n%s %s\n%s\n%s", what, answer.StatusCode, with.method, with.target, with.body, data)
		return
	}
	if len(r.Content) == 0 || status == http.StatusNoContent || status == http.StatusNotModified {
		s.counts["answers without a body"]++
	} else if !s.holds(t, what, r, contentType, data) {
		return
	}
	s.secondOpinion(t, what, op, request, answer, data)
}

// holds checks an answer by the document.
func (s *served) holds(t *testing.T, what string, r *ir.Response, contentType string, data []byte) bool {
	for _, m := range r.Content {
		if m.Type != contentType {
			continue
		}
		if !m.Media().IsJSON() || m.Stream {
			s.counts["answers that are no JSON"]++
			return true
		}
		if err := s.checker.JSON(m.Schema, validate.AsResponse)(data, validate.Closed); err != nil {
			t.Errorf("%s: %v\n%s", what, err, data)
			return false
		}
		s.counts["answers that hold"]++
		return true
	}
	if slices.ContainsFunc(r.Content, func(m *ir.MediaType) bool { return strings.Contains(m.Type, "*") }) {
		s.counts["answers that are no JSON"]++
		return true
	}
	t.Errorf("%s: answered as %q", what, contentType)
	return false
}

// differences are what kin-openapi says otherwise, with the reason: a part of its message.
var differences = []struct{ said, reason string }{
	{`response header Content-Type has unexpected value: ""`, "it wants a Content-Type where a response with content has a status without (RFC 9110, section 15.3.5)"},
}

// secondOpinion asks kin-openapi.
func (s *served) secondOpinion(t *testing.T, what string, op *ir.Operation, request *http.Request, answer *http.Response, data []byte) {
	if s.kin == nil {
		s.counts["answers that kin-openapi does not judge"]++
		return
	}
	item := s.kin.Paths.Value(op.Path)
	if item == nil || item.GetOperation(op.Method) == nil {
		s.counts["answers that kin-openapi does not judge"]++
		return
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{
			Request: request,
			Route:   &routers.Route{Spec: s.kin, Path: op.Path, PathItem: item, Method: op.Method, Operation: item.GetOperation(op.Method)},
		},
		Status: answer.StatusCode, Header: answer.Header, Body: io.NopCloser(bytes.NewReader(data)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	}
	err := openapi3filter.ValidateResponse(context.Background(), input)
	if err == nil {
		s.counts["answers that kin-openapi accepts"]++
		return
	}
	for _, d := range differences {
		if strings.Contains(err.Error(), d.said) {
			s.counts["kin-openapi differs: "+d.reason]++
			return
		}
	}
	text := err.Error()
	t.Errorf("%s: kin-openapi says %s\n%s", what, text[:min(len(text), 700)], data[:min(len(data), 300)])
}
