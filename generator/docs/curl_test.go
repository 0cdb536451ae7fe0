//go:build unix

package docs_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
	"github.com/oasmint/oasmint/spec"
)

// samples is a document whose examples in curl are easily wrong: a GET with a body, a
// HEAD with one, names that differ in case or that a shell, a URL or curl takes for
// something else, variables of servers, quotes, several keys, cookies, objects in a query.
const samples = `openapi: 3.1.0
info: {title: Samples, version: "1"}
servers: [{url: "https://{region}.example.com/{base}", variables: {region: {default: eu}, base: {default: v1}}}]
security: [{key: []}]
paths:
  /y/{id}/{Id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: Id, in: path, required: true, schema: {type: string}}
      - {name: "it's", in: query, required: true, schema: {type: string}}
    get:
      operationId: both
      requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {expand: {type: string, examples: ["it's & all"]}}, required: [expand]}}}}
      responses: {'204': {description: done}}
    head:
      operationId: exists
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {'204': {description: done}}
    delete:
      operationId: nothing
      requestBody: {content: {application/json: {example: null, schema: {type: [object, 'null']}}}}
      responses: {'204': {description: done}}
    put:
      operationId: quoted
      requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string, examples: ["it's $HOME \"now\""]}}, required: [a]}}}}
      responses: {'204': {description: done}}
  /path/{path}/{token}-{home}x/a[b]#fragment:
    get:
      operationId: names
      security: [{bearer: [], first: [], second: [], third: []}]
      parameters:
        - {name: path, in: path, required: true, schema: {type: string}}
        - {name: token, in: path, required: true, schema: {type: string}}
        - {name: home, in: path, required: true, schema: {type: string}}
        - {name: "filter[name]", in: query, required: true, schema: {type: string}}
        - {name: "a&b {c}", in: query, required: true, schema: {type: string}}
        - {name: deep, in: query, required: true, style: deepObject, schema: {type: object, properties: {x: {type: string}, y: {type: integer}}}}
        - {name: session, in: cookie, required: true, schema: {type: string}}
        - {name: X-Trace, in: header, required: true, schema: {type: string}}
      responses: {'204': {description: done}}
  /upload:
    post:
      operationId: upload
      requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {file: {type: string, contentMediaType: image/png}, note: {type: string}}}}}}
      security: []
      responses: {'204': {description: done}}
components:
  securitySchemes:
    key: {type: apiKey, in: query, name: key}
    bearer: {type: http, scheme: bearer}
    first: {type: apiKey, in: header, name: X-App}
    second: {type: apiKey, in: cookie, name: sid}
    third: {type: apiKey, in: query, name: token}
`

var (
	shell     = regexp.MustCompile("(?s)```sh\n(.*?)\n```")
	jsonFile  = regexp.MustCompile("(?s)request\\.json:\n\n(`{3,})json\n(.*?)\n`{3,}")
	shellName = regexp.MustCompile(`\$\{?([A-Z][A-Z0-9_]*)`)
	fileName  = regexp.MustCompile(`=@\$([A-Z][A-Z0-9_]*)`)
	address   = regexp.MustCompile(`^(curl (?:-X \S+ |--head )?["']?)[a-z]+://[^/"'? ]*`)
	variable  = regexp.MustCompile(`\{[^{}]*\}`)
)

// curlDocuments are documents of the corpus that the ordinary run takes: forms,
// multipart, keys in queries, several keys, paths with odd characters.
var curlDocuments = []string{"exhibitday.com", "isendpro.com", "facecheck.id", "giphy.com"}

func inSamples(name string) bool {
	return os.Getenv("OASMINT_CORPUS") == "all" || slices.Contains(curlDocuments, name)
}

// sampleRequest is what the recording server got, by the number in its path.
type sampleRequest struct {
	*http.Request
	path string
	body []byte
}

// TestCurl runs the examples in curl against a server on loopback, which holds what it
// gets against the operation: method, path, query, headers, cookies and body.
func TestCurl(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Fatal("this test runs the examples that readers copy: install curl")
	}
	server, got := recorder(t)

	apis := sampleDocuments(t, inSamples)
	for name, api := range apis {
		t.Run(name, func(t *testing.T) {
			clear(got)
			reference, err := docs.Render(api, docs.Options{}, &diag.List{})
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			var script strings.Builder
			script.WriteString("unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY\n")
			var ran []*docs.Page // by the number of the example
			var commands []string
			for i, p := range reference.Pages() {
				if p.Operation == nil || name == "authlete" && i%3 > 0 && os.Getenv("OASMINT_CORPUS") != "all" { // which are much alike
					continue
				}
				files := jsonFile.FindAllSubmatch(p.Data, -1)
				for _, block := range shell.FindAllSubmatch(p.Data, -1) {
					n := len(ran)
					command := address.ReplaceAllString(string(block[1]), "${1}"+server.URL+"/_"+strconv.Itoa(n))
					if !strings.HasPrefix(command, "curl ") {
						continue // a part of a description
					}
					ran, commands = append(ran, p), append(commands, command)
					at := filepath.Join(dir, strconv.Itoa(n))
					write(t, at, "command", []byte(command+" -sS -o answer --max-time 20\n"))
					write(t, at, "request", []byte("the body"))
					if strings.Contains(command, "@request.json") && len(files) > 0 {
						write(t, at, "request.json", files[0][2])
					}
					var assignments strings.Builder
					for _, v := range shellName.FindAllStringSubmatch(command, -1) {
						fmt.Fprintf(&assignments, "%s=v-%s; ", v[1], v[1])
					}
					for _, v := range fileName.FindAllStringSubmatch(command, -1) {
						write(t, at, "v-"+v[1], []byte("the file"))
					}
					fmt.Fprintf(&script, "(cd %s; %s. ./command) || echo failed: %d\n", at, assignments.String(), n)
				}
			}
			write(t, dir, "script", []byte(script.String()))
			out, err := exec.Command("sh", filepath.Join(dir, "script")).CombinedOutput()
			if err != nil || len(out) > 0 {
				t.Errorf("sh: %v\n%s", err, out[:min(len(out), 4000)])
			}
			asked(t, api, name, ran, commands, got)
			t.Logf("%d examples ran", len(ran))
			if len(ran) == 0 && slices.ContainsFunc(api.Operations, func(op *ir.Operation) bool { return !op.Webhook }) {
				t.Error("no example ran")
			}
		})
	}
}

// asked holds the requests that samples have made to their operations: each made one, as it
// should.
func asked(t *testing.T, api *ir.API, name string, samples []*docs.Page, shown []string, got map[int][]sampleRequest) {
	t.Helper()
	for n, p := range samples {
		if len(got[n]) != 1 {
			t.Errorf("%s: %d requests\n%s", p.Path, len(got[n]), shown[n])
			continue
		}
		if problems := held(api, p.Operation, got[n][0]); problems != nil {
			t.Errorf("%s: %v\n%s\n%s %s\n%s", p.Path, problems, shown[n], got[n][0].Method, got[n][0].URL, got[n][0].body)
		}
		if name == "samples" {
			sampled(t, got[n][0])
		}
	}
}

// recorder is a server that keeps the requests to /_NUMBER/… by their number.
func recorder(t *testing.T) (*httptest.Server, map[int][]sampleRequest) {
	var mu sync.Mutex
	got := map[int][]sampleRequest{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		number, path, _ := strings.Cut(strings.TrimPrefix(r.URL.EscapedPath(), "/_"), "/")
		n, err := strconv.Atoi(number)
		if err != nil {
			t.Errorf("a request to %s", r.URL)
		}
		mu.Lock()
		got[n] = append(got[n], sampleRequest{r, "/" + path, body})
		mu.Unlock()
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(server.Close)
	return server, got
}

// sampleDocuments are the document of samples, ours, and those of the corpus that are wanted.
func sampleDocuments(t *testing.T, wanted func(name string) bool) map[string]*ir.API {
	t.Helper()
	apis := map[string]*ir.API{"samples": lowertest.Text(t, []byte(samples)), "authlete": lowertest.Text(t, spec.Document())}
	corpus, err := filepath.Glob("../../../shared/corpus/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range corpus {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		if !wanted(name) {
			continue
		}
		doc, err := load.Load(t.Context(), load.Input{Path: file})
		if err != nil {
			t.Logf("%s does not load: %v", name, err)
			continue
		}
		apis[name] = lower.Lower(t.Context(), doc, lower.Options{}, &diag.List{}).API
	}
	return apis
}

// held holds a request against its operation.
func held(api *ir.API, op *ir.Operation, r sampleRequest) (problems []string) {
	wrong := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	if r.Method != op.Method {
		wrong("the method is %s", r.Method)
	}
	template, _, _ := strings.Cut(op.Path, "#")
	template, inPath, _ := strings.Cut(template, "?")
	path, err := url.PathUnescape(r.path)
	if err != nil {
		wrong("the path %s: %v", r.path, err)
	}
	var want strings.Builder
	end := 0
	for _, m := range variable.FindAllStringIndex(template, -1) {
		want.WriteString(regexp.QuoteMeta(template[end:m[0]]) + `(v-[A-Z0-9_]+)`)
		end = m[1]
	}
	want.WriteString(regexp.QuoteMeta(template[end:]) + "$")
	values := regexp.MustCompile(want.String()).FindStringSubmatch(path)
	if values == nil {
		wrong("the path is %s", path)
	} else if names := variable.FindAllString(template, -1); len(distinct(values[1:])) != len(distinct(names)) {
		wrong("the path is %s: several variables have one value", path)
	}

	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		wrong("the query is %s: %v", r.URL.RawQuery, err)
	}
	cookies := map[string]bool{}
	for _, c := range r.Cookies() {
		cookies[c.Name] = true
	}
	allowed := map[string]bool{}
	for name := range must(url.ParseQuery(inPath)) {
		allowed[name] = true
	}
	need := func(in, name string, p *ir.Parameter) {
		has := false
		switch in {
		case "query":
			for key := range query {
				object := p != nil && p.Schema != nil && p.Schema.Shape != nil && p.Schema.Shape.Kind != ir.KindPrimitive
				if key == name || object && (strings.HasPrefix(key, name+"[") || p.Explode) {
					has, allowed[key] = true, true
				}
			}
		case "header":
			has = r.Header.Get(name) != "" || strings.EqualFold(name, "Host") || strings.EqualFold(name, "Content-Length")
		case "cookie":
			has = cookies[name]
		default:
			return
		}
		if !has {
			wrong("the %s %s is not sent", in, name)
		}
	}
	for _, p := range op.Parameters {
		if p.Required {
			need(p.In, p.Wire, p)
		}
	}
	if len(op.Security) > 0 {
		for _, use := range op.Security[0] {
			for _, scheme := range api.Security {
				switch {
				case scheme.Wire != use.Scheme:
				case scheme.Type == "apiKey":
					need(scheme.In, scheme.ParameterName, nil)
				case scheme.Type == "oauth2", scheme.Type == "openIdConnect",
					scheme.Type == "http" && slices.Contains([]string{"basic", "bearer"}, strings.ToLower(scheme.Scheme)):
					need("header", "Authorization", nil)
				}
			}
		}
	} else if r.Header.Get("Authorization") != "" && !hasParameter(op, "Authorization") {
		wrong("credentials are sent, and none are asked for")
	}
	for name := range query {
		if !allowed[name] && !(strings.Contains(inPath, "{") && strings.HasPrefix(name, "v-")) {
			wrong("the query has %q, which the operation has not", name)
		}
	}
	return append(problems, heldBody(api, op, r)...)
}

// heldBody holds the body of a request against its operation: its media type is one of
// the operation's, and its schema takes it.
func heldBody(api *ir.API, op *ir.Operation, r sampleRequest) (problems []string) {
	wrong := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	if op.Body == nil || len(op.Body.Content) == 0 || op.Method == "HEAD" {
		if len(r.body) > 0 || r.Header.Get("Content-Type") != "" && !hasParameter(op, "Content-Type") {
			wrong("there is a body, and none is asked for")
		}
		return problems
	}
	sent := r.Header.Get("Content-Type")
	if sent == "" && len(r.body) == 0 && !op.Body.Required {
		return problems
	}
	i := slices.IndexFunc(op.Body.Content, func(m *ir.MediaType) bool { return strings.EqualFold(m.Type, sent) })
	if i < 0 {
		i = slices.IndexFunc(op.Body.Content, func(m *ir.MediaType) bool { return ir.BaseMediaType(m.Type) == ir.BaseMediaType(sent) })
	}
	if i < 0 {
		wrong("the body has the type %q, which the operation does not take", sent)
		return problems
	}
	m := op.Body.Content[i]
	if bytes.Equal(r.body, []byte("the body")) {
		return problems // a file of the reader's
	}
	switch {
	case m.Media().IsJSON():
		var compact bytes.Buffer
		if err := json.Compact(&compact, r.body); err != nil {
			wrong("the body is no JSON: %v", err)
		} else if err := keyword.NewJudge(api).Check(m.Schema, ir.Value(compact.Bytes()), ir.InRequest); err != nil {
			wrong("the schema refuses the body: %v", err)
		}
	case m.Media().IsForm():
		if _, err := url.ParseQuery(string(r.body)); err != nil {
			wrong("the body is no form: %v", err)
		}
	case strings.HasPrefix(strings.ToLower(m.Type), "multipart/"):
		_, params, err := mime.ParseMediaType(sent)
		if err != nil || params["boundary"] == "" {
			wrong("the body has the type %q, without a boundary", sent)
		} else if part, err := multipart.NewReader(bytes.NewReader(r.body), params["boundary"]).NextPart(); err != nil || part.FormName() == "" {
			wrong("the body has no fields: %s", r.body)
		}
	}
	return problems
}

func hasParameter(op *ir.Operation, name string) bool {
	return slices.ContainsFunc(op.Parameters, func(p *ir.Parameter) bool { return strings.EqualFold(p.Wire, name) })
}

func distinct(texts []string) map[string]bool {
	out := map[string]bool{}
	for _, text := range texts {
		out[text] = true
	}
	return out
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// sampled checks the values of a request to the document of samples.
func sampled(t *testing.T, r sampleRequest) {
	t.Helper()
	query := r.URL.Query()
	switch {
	case r.path == "/v1/upload":
		if len(r.Cookies()) > 0 || !bytes.Contains(r.body, []byte("the file")) {
			t.Errorf("upload sends %s", r.body)
		}
		return
	case strings.Contains(r.path, "path"):
		if r.path != "/v1/path/v-PATH_VALUE/v-TOKEN_3-v-HOME_VALUEx/a%5Bb%5D" {
			t.Errorf("the path is %s", r.path)
		}
		want := url.Values{"filter[name]": {"v-FILTER_NAME"}, "a&b {c}": {"v-A_B_C"}, "deep[x]": {"a"}, "deep[y]": {"1"}, "token": {"v-TOKEN_2"}}
		if query.Encode() != want.Encode() {
			t.Errorf("the query is %s", r.URL.RawQuery)
		}
		if h := r.Header; h.Get("Authorization") != "Bearer v-TOKEN" || h.Get("X-App") != "v-X_APP" || h.Get("X-Trace") != "v-X_TRACE" || h.Get("Cookie") != "sid=v-SID; session=v-SESSION" {
			t.Errorf("the headers are %v", h)
		}
		return
	}
	if r.path != "/v1/y/v-ID/v-ID_2" {
		t.Errorf("%s: the path is %s", r.Method, r.path)
	}
	if query.Get("it's") != "v-IT_S" || query.Get("key") != "v-API_KEY" {
		t.Errorf("%s: the query is %s", r.Method, r.URL.RawQuery)
	}
	body := string(r.body)
	if form, err := url.ParseQuery(body); r.Method == "GET" && err == nil {
		body = form.Get("expand") // versions of curl differ in how they write a space
	}
	want := map[string]string{"GET": "it's & all", "HEAD": "", "DELETE": "null", "PUT": "{\n  \"a\": \"it's $HOME \\\"now\\\"\"\n}"}[r.Method]
	var got, exact bytes.Buffer // languages that write JSON from values write it in one line
	if json.Compact(&got, []byte(body)) == nil && json.Compact(&exact, []byte(want)) == nil {
		body, want = got.String(), exact.String()
	}
	if body != want {
		t.Errorf("%s: the body is %q, want %q", r.Method, body, want)
	}
}
