//go:build unix

package docs_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/spec"
)

// samples is a document whose examples in curl are easily wrong: a GET with a body, a
// HEAD, names that differ in case, variables of servers, quotes.
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
    head: {operationId: exists, responses: {'204': {description: done}}}
    put:
      operationId: quoted
      requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string, examples: ["it's $HOME \"now\""]}}, required: [a]}}}}
      responses: {'204': {description: done}}
components:
  securitySchemes: {key: {type: apiKey, in: query, name: key}}
`

var (
	requestLine = regexp.MustCompile("(?m)^`([A-Z]+) (/\\S*)`$")
	shell       = regexp.MustCompile("(?s)```sh\n(.*?)\n```")
	host        = regexp.MustCompile(`https?://[^/"' ]+`)
	shellName   = regexp.MustCompile(`\$([A-Z][A-Z0-9_]*)`)
)

// TestCurl runs the examples in curl against a server on loopback: it gets the method,
// the path and the body of the operation.
func TestCurl(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Fatal("this test runs the examples that readers copy: install curl")
	}
	type request struct {
		*http.Request
		body string
	}
	var mu sync.Mutex
	var got []request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		mu.Lock()
		got = append(got, request{r, string(body)})
		mu.Unlock()
		w.WriteHeader(http.StatusNoContent)
	}))
	defer server.Close()

	documents := map[string]generator.Options{
		"samples":  {Spec: []byte(samples), SpecName: "samples.yaml"},
		"authlete": {Spec: spec.Document(), SpecName: "authlete.yaml"},
	}
	if os.Getenv("OASMINT_CORPUS") == "all" { // make corpus
		if data, err := os.ReadFile("../../../shared/corpus/stripe.com.json"); err == nil {
			documents["stripe"] = generator.Options{Spec: data, SpecName: "stripe.com.json"}
		}
	}
	ran := 0
	for name, opts := range documents {
		result, err := generator.Generate(context.Background(), generator.NewTarget("", map[string]string{"docs": "docs"}), opts)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range result.Files {
			line := requestLine.FindSubmatch(f.Data)
			if !strings.Contains(f.Path, "/operations/") || line == nil {
				continue
			}
			for _, block := range shell.FindAllSubmatch(f.Data, -1) {
				command := host.ReplaceAllString(string(block[1]), server.URL)
				if strings.Contains(command, "@") && !strings.Contains(command, "-d '") { // a file, which is shown apart
					continue
				}
				cmd := exec.Command("sh", "-c", command)
				cmd.Env = append(os.Environ(), "no_proxy=127.0.0.1")
				for _, variable := range shellName.FindAllStringSubmatch(command, -1) {
					cmd.Env = append(cmd.Env, variable[1]+"=v-"+variable[1])
				}
				got = nil
				out, err := cmd.CombinedOutput()
				at := name + ": " + filepath.Base(f.Path)
				if err != nil || len(got) != 1 {
					t.Errorf("%s: %v, %d requests\n%s\n%s", at, err, len(got), command, out)
					continue
				}
				ran++
				r := got[0]
				if r.Method != string(line[1]) {
					t.Errorf("%s: the method is %s\n%s", at, r.Method, command)
				}
				segments := strings.Split(string(line[2]), "/")
				path := strings.Split(r.URL.EscapedPath(), "/")
				if len(path) < len(segments) || !slices.EqualFunc(segments, path[len(path)-len(segments):], func(want, got string) bool {
					return want == got || strings.Contains(want, "{") && strings.Contains(got, "v-") || want == ""
				}) {
					t.Errorf("%s: the path is %s\n%s", at, r.URL.Path, command)
				}
				switch r.Header.Get("Content-Type") {
				case "application/json":
					if !json.Valid([]byte(r.body)) {
						t.Errorf("%s: the body is no JSON: %s", at, r.body)
					}
				case "application/x-www-form-urlencoded":
					if _, err := url.ParseQuery(r.body); err != nil {
						t.Errorf("%s: the body is no form: %s", at, r.body)
					}
				}
				if name == "samples" {
					sampled(t, r.Request, r.body)
				}
			}
		}
	}
	t.Logf("%d examples ran", ran)
	if ran < 90 {
		t.Error("these are too few to show anything")
	}
}

// sampled checks a request to the document of samples.
func sampled(t *testing.T, r *http.Request, body string) {
	t.Helper()
	if r.URL.Path != "/v1/y/v-ID/v-ID_2" {
		t.Errorf("%s: the path is %s", r.Method, r.URL.Path)
	}
	if r.URL.Query().Get("it's") == "" || r.URL.Query().Get("key") != "v-API_KEY" {
		t.Errorf("%s: the query is %s", r.Method, r.URL.RawQuery)
	}
	if form, err := url.ParseQuery(body); r.Method == "GET" && err == nil {
		body = form.Get("expand") // versions of curl differ in how they write a space
	}
	want := map[string]string{"GET": "it's & all", "HEAD": "", "PUT": "{\n  \"a\": \"it's $HOME \\\"now\\\"\"\n}"}[r.Method]
	if body != want {
		t.Errorf("%s: the body is %q, want %q", r.Method, body, want)
	}
}
