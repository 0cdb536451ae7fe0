package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/lower/lowertest"
)

// TestSources says which origins a policy names for a server.
func TestSources(t *testing.T) {
	many := make([]string, maxOrigins+1)
	for i := range many {
		many[i] = fmt.Sprint("r", i)
	}
	free := func(name, of string) ir.ServerVariable { return ir.ServerVariable{Name: name, Default: of} }
	for _, c := range []struct {
		url       string
		variables []ir.ServerVariable
		want      string
	}{
		{"https://api.example.com/v1?x#y", nil, "https://api.example.com"},
		{"HTTP://API.example.com:8080", nil, "http://api.example.com:8080"},
		{"//api.example.com/v1", nil, "https://api.example.com"},
		{"https://bücher.example/", nil, "https://xn--bcher-kva.example"},
		{"http://192.0.2.1:81", nil, "http://192.0.2.1:81"},
		{"/v1", nil, ""},
		{"v1", nil, ""},
		{"ftp://example.com", nil, ""},
		{"wss://example.com", nil, ""},
		{"https://[::1]:8080/", nil, ""},

		{"https://{r}.example.com", []ir.ServerVariable{{Name: "r", Default: "eu", Enum: []string{"eu", "us"}}}, "https://eu.example.com https://us.example.com"},
		{"{s}://{h}:{p}/{b}", []ir.ServerVariable{{Name: "s", Default: "https", Enum: []string{"http", "https"}}, {Name: "h", Default: "a.test", Enum: []string{"a.test"}}, {Name: "p", Default: "1", Enum: []string{"1", "2"}}, free("b", "v1")}, "http://a.test:1 http://a.test:2 https://a.test:1 https://a.test:2"},
		{"https://{r}.example.com", []ir.ServerVariable{{Name: "r", Default: "r0", Enum: many}}, "https://*.example.com"},
		{"https://{t}.example.com:{p}/", []ir.ServerVariable{free("t", "acme"), free("p", "443")}, "https://*.example.com:*"},
		{"https://api.{t}-x.eu.example.com", []ir.ServerVariable{free("t", "acme")}, "https://*.eu.example.com"},

		// What is anyone's is not named: the default is.
		{"https://{h}", []ir.ServerVariable{free("h", "api.example.com")}, "https://api.example.com"},
		{"https://{h}/v1", []ir.ServerVariable{free("h", "api.example.com/x")}, "https://api.example.com"},
		{"https://{t}.com", []ir.ServerVariable{free("t", "example")}, "https://example.com"},
		{"https://{t}.co.uk", []ir.ServerVariable{free("t", "example")}, "https://example.co.uk"},
		{"https://{t}.github.io", []ir.ServerVariable{free("t", "acme")}, "https://acme.github.io"},
		{"https://{t}.0.2.1", []ir.ServerVariable{free("t", "192")}, "https://192.0.2.1"},
		{"{s}://example.com", []ir.ServerVariable{free("s", "https")}, "https://example.com"},
		{"https://api.{t}", []ir.ServerVariable{free("t", "example.com")}, "https://api.example.com"},

		// A document writes no policy.
		{"https://a.example; script-src *", nil, ""},
		{"https://a.example,script-src", nil, ""},
		{"https://*", nil, ""},
		{"https://*.com", nil, ""},
		{"https://a.example 'unsafe-inline'", nil, ""},
		{"https://user:word@a.example", nil, ""},
		{"https://{r}", []ir.ServerVariable{{Name: "r", Default: "a.example", Enum: []string{"a.example", "*", "b.example; x", "c.example d.example"}}}, "https://a.example"},
		{"https://\x00.example.com", nil, ""},
	} {
		if got := strings.Join(sourcesOf(ir.Server{URL: c.url, Variables: c.variables}), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.url, got, c.want)
		}
	}
}

// TestTryApart shows that without Try, no byte of a site is of it; and that with it, pages
// of operations alone are others.
func TestTryApart(t *testing.T) {
	api := authlete(t)
	without, with := map[string]string{}, map[string]string{}
	for _, f := range build(t, api, Options{}) {
		without[f.Path] = string(f.Data)
		if strings.Contains(string(f.Data), "connect-src") || strings.Contains(f.Path, "/try") || strings.Contains(f.Path, "json-schema") {
			t.Errorf("%s is there without --try", f.Path)
		}
	}
	for _, f := range build(t, api, Options{Try: &Try{}}) {
		with[f.Path] = string(f.Data)
	}
	for path, text := range without {
		operation := strings.HasPrefix(path, "operations/") && path != "operations/index.html"
		if same := with[path] == text; same == operation {
			t.Errorf("%s: the same is %t", path, same)
		}
	}
	if files := len(with) - len(without); files != 4+len(api.Operations) {
		t.Errorf("%d files more for %d operations", files, len(api.Operations))
	}
	for name, most := range map[string]int{"try.js": 2 << 10, "try.css": 4 << 10, "try-form.js": 40 << 10, "json-schema.js": 25 << 10} {
		if n := len(with["assets/"+name]); n == 0 || n > most {
			t.Errorf("%s has %d bytes", name, n)
		}
	}
}

// TestTryShared gives the schemas that many lead to a file of their own.
func TestTryShared(t *testing.T) {
	var doc strings.Builder
	doc.WriteString("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a: {post: {operationId: a, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}}, responses: {'204': {description: d}}}}\ncomponents:\n  schemas:\n")
	for i := range 150 {
		fmt.Fprintf(&doc, "    S%d: {type: object, properties: {next: {$ref: '#/components/schemas/S%d'}}}\n", i, (i+1)%150)
	}
	files := build(t, lowertest.Text(t, []byte(doc.String())), Options{Try: &Try{}})
	data := func(path string) string {
		i := slices.IndexFunc(files, func(f File) bool { return f.Path == path })
		if i < 0 {
			t.Fatalf("there is no %s", path)
		}
		return string(files[i].Data)
	}
	if own := data("assets/try/a.js"); len(own) > 1000 || !strings.Contains(own, `"shared#/$defs/S1"`) || !strings.Contains(own, `"shared":true`) {
		t.Errorf("the operation has %s", own)
	}
	if shared := data("assets/try/-schemas.js"); strings.Count(shared, `"type":"object"`) != 150 {
		t.Errorf("what is shared is %s", shared)
	}
}
