package spec_test

// How actions are answered: by the functions that are emitted, by the documents that
// Authlete publishes, and in overlays for these.

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/source"
	"github.com/oasmint/oasmint/spec"
)

var update = flag.Bool("update", false, "write the overlays, for the published documents that are there")

// answer is an entry of x-action-response as it is written, without the reader of
// package keyword.
type answer struct {
	Caller, Challenge, Optional bool
	Status                      int
	Body, Header                string
}

// answersOf reads x-action-response of the action of a schema, by value.
func answersOf(schema source.Cursor) map[string]answer {
	out := map[string]answer{}
	for _, c := range schema.Key("properties").Key("action").Key("x-action-response").Members() {
		text := func(key string) string { return c.Key(key).Node.Str() }
		a := answer{
			Caller: text("answer") == "caller", Challenge: text("challenge") == "caller", Optional: c.Key("optional").Node.IsTrue(),
			Body: text("body"), Header: text("header"),
		}
		if status := c.Key("status").Node; status != nil {
			a.Status, _ = strconv.Atoi(status.Text)
		}
		out[c.LastToken()] = a
	}
	return out
}

func root(t *testing.T, name string, data []byte) source.Cursor {
	t.Helper()
	file, err := source.Parse(name, name, data)
	if err != nil {
		t.Fatal(err)
	}
	return file.Cursor()
}

func schemasOf(t *testing.T) source.Cursor {
	return root(t, "authlete.yaml", spec.Document()).Key("components").Key("schemas")
}

// responded is a response with an action, of an operation.
type responded struct {
	op     *ir.Operation
	schema *ir.Schema
	of     *ir.Schema // that lists the actions
}

func respondedOf(api *ir.API) (out []responded) {
	for _, op := range api.Operations {
		for _, r := range op.Responses {
			for _, m := range r.Content {
				if _, of := m.Schema.Named().Action(); of != nil && strings.HasPrefix(r.Status, "2") {
					out = append(out, responded{op, m.Schema.Named(), of})
				}
			}
		}
	}
	return out
}

// actionCases is Go source: a table of what each action is to be answered with, and what
// calls the function of its operation. It returns how many cases there are.
func actionCases(t *testing.T, api *ir.API) (src []byte, n int) {
	t.Helper()
	schemas := schemasOf(t)
	var cases, calls, fakes strings.Builder
	seen := map[string]bool{}
	for _, r := range respondedOf(api) {
		answers := answersOf(schemas.Key(r.schema.Wire))
		call := fmt.Sprintf("action.Write%s(w, r, res", r.op.Name)
		methods := ""
		for _, v := range r.of.Shape.Enum {
			seen[r.schema.Wire+" "+v.Wire] = true
			a, method := answers[v.Wire], strings.TrimPrefix(v.Name, r.of.Name)
			fmt.Fprintf(&cases, "{%q, %q, %d, %q, %q, %t, %t, %t, %q},\n", r.op.Name, v.Wire, a.Status, a.Body, a.Header, a.Caller, a.Challenge, a.Optional, method)
			n++
			if a.Caller {
				methods += fmt.Sprintf("func (left%s) %s(w http.ResponseWriter, _ *http.Request, _ *authlete.%s) error { return left(w, %q) }\n", r.op.Name, method, r.schema.Name, method)
			}
			if a.Challenge {
				methods += fmt.Sprintf("func (left%s) %sChallenge(*http.Request, *authlete.%s) string { return challenge }\n", r.op.Name, method, r.schema.Name)
			}
		}
		if methods != "" {
			fmt.Fprintf(&fakes, "type left%s struct{}\n\nvar _ action.%s = left%s{}\n\n%s\n", r.op.Name, r.op.Name, r.op.Name, methods)
			call += ", left" + r.op.Name + "{}"
		}
		fmt.Fprintf(&calls, "case %q:\nres, err := decode[authlete.%s](body)\nif err != nil {\nreturn err\n}\nreturn %s)\n", r.op.Name, r.schema.Name, call)
	}
	if len(seen) != 193 {
		t.Errorf("%d values of actions are answered, want 193", len(seen))
	}
	out := strings.NewReplacer("\tCASES\n", cases.String(), "\tCALLS\n", calls.String(), "FAKES\n", fakes.String()).Replace(actionSource)
	return []byte(out), n
}

const actionSource = `package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"

	"example.com/samples/authlete"
	"example.com/samples/authlete/action"
)

// answered is an action, and what it is to be answered with.
type answered struct {
	op, action                  string
	status                      int
	mediaType, header           string
	caller, challenge, optional bool
	method                      string
}

var cases = []answered{
	CASES
}

// challenge is what the methods of that name return.
var challenge string

const content = "https://client.example.com/cb?error=access_denied"

func left(w http.ResponseWriter, method string) error {
	w.WriteHeader(299)
	_, err := io.WriteString(w, method)
	return err
}

FAKES

func decode[T any](body string) (*T, error) {
	if body == "" {
		return nil, nil
	}
	res := new(T)
	return res, json.Unmarshal([]byte(body), res)
}

// answer calls the function of an operation.
func answer(w http.ResponseWriter, r *http.Request, op, body string) error {
	switch op {
	CALLS
	}
	panic(op)
}

// checkActions has each action answered over HTTP, and returns how many it saw, and
// what is wrong.
func checkActions() (n int, wrong []string) {
	var op, body string
	var failed error
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { failed = answer(w, r, op, body) }))
	defer server.Close()
	client := server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

	// get asks for the answer to a response, and holds it against what all have in common.
	get := func(c answered, what, response string, status int, want error) (http.Header, string) {
		op, body = c.op, response
		res, err := client.Get(server.URL)
		if err != nil {
			wrong = append(wrong, err.Error())
			return nil, ""
		}
		defer res.Body.Close()
		text, _ := io.ReadAll(res.Body)
		if res.StatusCode != status || !errors.Is(failed, want) || (want == nil) != (failed == nil) {
			wrong = append(wrong, fmt.Sprintf("%s %s, %s: status %d, error %v; want %d, %v", c.op, c.action, what, res.StatusCode, failed, status, want))
		}
		if res.Header.Get("Cache-Control") != "no-store" || res.Header.Get("Pragma") != "no-cache" {
			wrong = append(wrong, c.op+" "+c.action+", "+what+": it may be stored")
		}
		if want != nil && (len(text) > 0 || res.Header.Get("Location") != "") {
			wrong = append(wrong, c.op+" "+c.action+", "+what+": it has content")
		}
		return res.Header, string(text)
	}
	last := ""
	for _, c := range cases {
		if c.op != last {
			last = c.op
			get(c, "no response", "", 500, action.ErrAction)
			get(c, "no action", "{}", 500, action.ErrAction)
			get(c, "a new action", "{\"action\": \"NEW\", \"responseContent\": \"x\"}", 500, action.ErrAction)
		}
		n++
		challenge = "Basic realm=\"token\""
		full := "{\"action\": " + strconv.Quote(c.action) + ", \"responseContent\": " + strconv.Quote(content) + ", \"dpopNonce\": \"nonce\", \"signature\": \"s\", \"signatureInput\": \"i\", \"contentDigest\": \"d\"}"
		status := c.status
		if c.caller {
			status = 299
		}
		header, text := get(c, "all", full, status, nil)
		want := map[string]string{"Content-Type": c.mediaType, "Location": "", "Www-Authenticate": "", "Dpop-Nonce": "", "Signature": "", "Signature-Input": "", "Content-Digest": ""}
		switch c.op {
		case "AuthToken", "AuthIntrospection", "AuthUserinfo", "PushedAuthReq", "GrantM":
			want["Dpop-Nonce"] = "nonce"
		case "AuthUserinfoIssue":
			want["Signature"], want["Signature-Input"], want["Content-Digest"] = "s", "i", "d"
		}
		if c.header != "" {
			want[http.CanonicalHeaderKey(c.header)] = content
		}
		if c.challenge {
			want["Www-Authenticate"] = challenge
		}
		wantBody := ""
		switch {
		case c.mediaType != "":
			wantBody = content
		case c.caller:
			wantBody = c.method
			delete(want, "Content-Type") // net/http guesses it
		}
		for name, value := range want {
			if header.Get(name) != value {
				wrong = append(wrong, fmt.Sprintf("%s %s: %s: %q, want %q", c.op, c.action, name, header.Get(name), value))
			}
		}
		if text != wantBody {
			wrong = append(wrong, fmt.Sprintf("%s %s: body %q, want %q", c.op, c.action, text, wantBody))
		}
		bare := "{\"action\": " + strconv.Quote(c.action) + "}"
		switch {
		case c.caller:
		case c.optional:
			if header, text := get(c, "no content", bare, c.status, nil); text != "" || header.Get("Content-Type") != "" {
				wrong = append(wrong, c.op+" "+c.action+": a body where there is no content")
			}
		case c.mediaType != "" || c.header != "":
			get(c, "no content", bare, 500, action.ErrContent)
		}
		if header, _ := get(c, "no nonce", bare, map[bool]int{true: status, false: 500}[c.caller || c.optional || c.mediaType+c.header == ""], map[bool]error{false: action.ErrContent}[c.caller || c.optional || c.mediaType+c.header == ""]); header.Get("DPoP-Nonce") != "" {
			wrong = append(wrong, c.op+" "+c.action+": a nonce where there is none")
		}
		if c.challenge {
			challenge = ""
			get(c, "no challenge", full, 500, action.ErrChallenge)
		}
	}
	return n, wrong
}
`

// Beside the repository, with the overlay for each.
var publishedDocuments = []struct{ file, overlay string }{
	{"official.yaml", "actions.overlay.yaml"},
	{"official-2025-11.yaml", "actions-2025-11.overlay.yaml"},
	{"official-2.3.12.yaml", "actions-2.3.12.overlay.yaml"},
}

// sameActions are schemas of older documents that newer ones have under one name.
var sameActions = map[string]string{
	"client_registration_get_response":    "client_registration_response",
	"client_registration_update_response": "client_registration_response",
	"client_registration_delete_response": "client_registration_response",
}

// TestOverlays shows that the overlays hold what authlete.yaml says, as far as the
// published documents have the actions, and that they can be applied to these.
func TestOverlays(t *testing.T) {
	ours := schemasOf(t)
	for _, d := range publishedDocuments {
		t.Run(d.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(published, d.file))
			if err != nil {
				t.Skipf("skipped: ../shared/authlete/%s is not there", d.file)
			}
			document := root(t, d.file, data)
			text, want := overlayFor(d.file, document, ours)
			if *update {
				write(t, d.overlay, []byte(text))
			}
			if string(read(t, d.overlay)) != text {
				t.Errorf("%s is not what authlete.yaml says; go test ./spec -update writes it", d.overlay)
			}

			target := generator.NewTarget("", nil)
			target.Overlays = []string{d.overlay}
			made, err := generator.Model(context.Background(), target, generator.Options{Spec: data, SpecName: d.file})
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range made.Diagnostics.Sorted() {
				if found.Code == "action-response" {
					t.Error(found)
				}
			}
			got := map[string]bool{}
			for _, r := range respondedOf(made.API) {
				for _, v := range r.of.Shape.Enum {
					if v.Answer != nil && v.Answer.Source != "" {
						got[r.schema.Wire+" "+v.Wire] = true
					}
				}
			}
			if missing := slices.DeleteFunc(want, func(v string) bool { return got[v] }); len(missing) > 0 || len(got) < 130 {
				t.Errorf("%d actions have an answer; these have none: %v", len(got), missing)
			}
		})
	}
}

// overlayFor returns the overlay for a published document, and its actions.
func overlayFor(name string, document, ours source.Cursor) (string, []string) {
	var b strings.Builder
	var values []string
	fmt.Fprintf(&b, "# How to answer for each action of %s. Made from authlete.yaml by go test ./spec -update,\n"+
		"# where the published document is there.\n\noverlay: 1.0.0\ninfo: {title: Answers for actions, version: %s}\nactions:\n",
		name, strconv.Quote(document.Key("info").Key("version").Node.Text))
	for _, schema := range document.Key("components").Key("schemas").Members() {
		action := schema.Key("properties").Key("action")
		if action.Key("enum").Node == nil {
			continue
		}
		from := schema.LastToken()
		if same, ok := sameActions[from]; ok {
			from = same
		}
		answers := ours.Key(from).Key("properties").Key("action")
		fmt.Fprintf(&b, "  - target: $.components.schemas.%s.properties.action\n    update:\n      x-action-response:\n", schema.LastToken())
		for _, v := range action.Key("enum").Items() {
			values = append(values, schema.LastToken()+" "+v.Node.Text)
			if c := answers.Key("x-action-response").Key(v.Node.Text); c.Node != nil {
				var parts []string
				for _, m := range c.Members() {
					parts = append(parts, m.LastToken()+": "+m.Node.Text)
				}
				fmt.Fprintf(&b, "        %s: {%s}\n", v.Node.Text, strings.Join(parts, ", "))
			}
		}
		headers := ""
		for _, h := range answers.Key("x-action-headers").Members() {
			if schema.Key("properties").Key(h.LastToken()).Node != nil {
				headers += fmt.Sprintf("        %s: %s\n", h.LastToken(), h.Node.Text)
			}
		}
		if headers != "" {
			b.WriteString("      x-action-headers:\n" + headers)
		}
	}
	return b.String(), values
}

var (
	publishedAction = regexp.MustCompile("(?s)\\*\\*([A-Z_]+)[^*\n]*\\*\\*|```\\w*\\s*\n(HTTP/1.*?)```")
	publishedStatus = regexp.MustCompile(`^HTTP/1\.1 (\d+)`)
	publishedHeader = regexp.MustCompile(`(?m)^(Content-Type|Location|WWW-Authenticate): *(.+)$`)
)

// differs are the answers for which authlete.yaml does not say what the published text
// shows, and why.
var differs = map[string]string{
	"backchannel_authentication_issue_response OK": "the example shows text/html, its text and CIBA Core 1.0 section 7.3 say JSON",
	"introspection_response OK":                    "the example is that of an error",
	"introspection_response INTERNAL_SERVER_ERROR": "the example shows a body, its text says WWW-Authenticate, as RFC 6750 does",
}

// TestPublishedAnswers holds the answers against the examples of responses that stand in
// the published text, each behind the action that it is for.
func TestPublishedAnswers(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(published, "official.yaml"))
	if err != nil {
		t.Skip("skipped: ../shared/authlete/official.yaml is not there")
	}
	document, ours := root(t, "official.yaml", data), schemasOf(t)
	compared, excused := 0, maps.Clone(differs)
	for _, path := range document.Key("paths").Members() {
		for _, op := range path.Members() {
			ref := op.Key("responses").Key("200").Key("content").Key("application/json").Key("schema").Key("$ref").Node.Str()
			schema := strings.TrimPrefix(ref, "#/components/schemas/")
			answers := answersOf(ours.Key(schema))
			action := ""
			for _, m := range publishedAction.FindAllStringSubmatch(strings.ReplaceAll(op.Key("description").Node.Str(), `\_`, "_"), -1) {
				if m[1] != "" {
					action = m[1]
					continue
				}
				a, ok := answers[action]
				if !ok || !strings.Contains(m[2], "responseContent") && !strings.Contains(m[2], " 204 ") {
					continue // it shows an answer that the caller makes up
				}
				want, got := shown(m[2]), a
				got.Challenge, got.Optional = false, false
				if a.Challenge && want.Status == 400 {
					continue // RFC 6749 section 5.2 leaves the choice between 400 and 401
				}
				compared++
				if name := schema + " " + action; got != want {
					if excused[name] == "" {
						t.Errorf("%s: %+v, and the published text shows %+v", name, got, want)
					}
					delete(excused, name)
				}
			}
		}
	}
	if compared < 60 || len(excused) > 0 {
		t.Errorf("%d answers were compared; not needed: %v", compared, excused)
	}
}

// shown is what an example of a response says.
func shown(text string) (a answer) {
	a.Status, _ = strconv.Atoi(publishedStatus.FindStringSubmatch(text)[1])
	for _, h := range publishedHeader.FindAllStringSubmatch(text, -1) {
		switch {
		case h[1] == "Content-Type":
			a.Body = h[2]
		case strings.Contains(h[2], "responseContent"):
			a.Header = h[1]
		}
	}
	return a
}
