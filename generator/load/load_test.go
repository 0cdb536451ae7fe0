package load_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/load"
)

const head = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n"

func TestVersions(t *testing.T) {
	for _, c := range []struct {
		in, code, says string
		line           int
	}{
		{"openapi: 3.0.3\n", "", "", 0},
		{"openapi: 3.1.1\n", "", "", 0},
		{"openapi: 3.0\n", "", "", 0}, // YAML's number
		{"swagger: '1.2'\n", "swagger-2", "Swagger 1.2", 1},
		{"swagger: '2.0'\ninfo: 5\n", "swagger-2", "cannot be converted", 1},
		{"a: 1\nopenapi: 4.0.0\n", "openapi-version", `"4.0.0"`, 2},
		{"openapi: 3.3.0\n", "openapi-version", `"3.3.0"`, 1},
		{"openapi: [3]\n", "openapi-version", "an array", 1},
		{"info: {}\n", "not-openapi", `no "openapi"`, 1},
		{"- 1\n", "not-openapi", "an array", 1},
		{"just text\n", "not-openapi", "a string", 1},
	} {
		_, err := load.Load(context.Background(), load.Input{Name: "f.yaml", Data: []byte(c.in)})
		if c.code == "" {
			if err != nil {
				t.Errorf("%q: %v", c.in, err)
			}
			continue
		}
		var list diag.Errors
		if !errors.As(err, &list) || len(list) != 1 || list[0].Code != c.code || list[0].Position.Line != c.line || !strings.Contains(list[0].Message, c.says) {
			t.Errorf("%q: got %v", c.in, err)
		}
	}
}

func TestMissingFile(t *testing.T) {
	_, err := load.Load(context.Background(), load.Input{Path: filepath.Join(t.TempDir(), "none.yaml"), Name: "none.yaml"})
	if err == nil || !strings.HasPrefix(err.Error(), "none.yaml: error: cannot read the document: no such file") {
		t.Errorf("got %v", err)
	}
}

func TestResolve(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("parts/a b.yaml", "x: {y: 1}\nback: ../main.yaml\n")
	write("parts/bad.yaml", "a: [\n")
	main := write("main.yaml", head+"x-100%: {a/b: 2, '{id}': 3}\n")
	doc, err := load.Load(context.Background(), load.Input{Path: main, Name: "docs/main.yaml"})
	if err != nil {
		t.Fatal(err)
	}
	root := doc.Root.Cursor()
	for ref, want := range map[string]string{
		"#/info/title":         `"t"`,
		"#/x-100%25/a~1b":      "2",
		"#/x-100%/%7Bid%7D":    "3",
		"#/x-100%/{id}":        "3",
		"parts/a%20b.yaml#/x":  `{"y":1}`,
		"parts/a b.yaml#/x/y":  "1",
		"./main.yaml#/openapi": `"3.0.3"`,
	} {
		c, err := doc.Resolve(root, ref)
		if err != nil {
			t.Errorf("%s: %v", ref, err)
		} else if got := string(c.Node.JSON()); got != want {
			t.Errorf("%s is %s, expected %s", ref, got, want)
		}
	}
	part, _ := doc.Resolve(root, "parts/a b.yaml")
	if back, err := doc.Resolve(part, "../main.yaml#/info/title"); err != nil || back.File != doc.Root {
		t.Errorf("the way back leads to %v, %v", back.File, err)
	}
	if p := part.Key("x").Position(); p.File != "docs/parts/a b.yaml" || p.Line != 1 {
		t.Errorf("a position in another file is %v", p)
	}
	if got := doc.Files(); !slices.Equal(got, []string{"docs/main.yaml", "docs/parts/a b.yaml"}) {
		t.Errorf("the files are %v", got)
	}
	for ref, says := range map[string]string{
		"#/nothing":           `no "nothing"`,
		"#anchor":             "anchor",
		"none.yaml#/a":        "no such file",
		"parts/bad.yaml":      "bad.yaml:",
		"http://example.com/": "refused",
		"ftp://example.com/":  "not supported",
	} {
		if _, err := doc.Resolve(root, ref); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v, expected %q", ref, err, says)
		}
	}
}

func TestRemote(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/a.yaml" {
			http.NotFound(w, r)
			return
		}
		w.Write([]byte("x: 5\n"))
	}))
	defer server.Close()
	doc, err := load.Load(context.Background(), load.Input{Name: "-", Data: []byte(head), AllowRemote: []string{"127.0.0.1"}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := doc.Resolve(doc.Root.Cursor(), server.URL+"/a.yaml#/x")
	if err != nil || c.Node.Text != "5" {
		t.Errorf("got %v, %v", c.Node, err)
	}
	if _, err := doc.Resolve(doc.Root.Cursor(), server.URL+"/none.yaml"); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("got %v", err)
	}
}

// What another host sends does not lead to files here.
func TestRemoteFile(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("x: 5\n")) }))
	defer server.Close()
	dir := t.TempDir()
	local := filepath.Join(dir, "local.yaml")
	if err := os.WriteFile(local, []byte("password: hunter2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	doc, err := load.Load(context.Background(), load.Input{Name: "-", Data: []byte(head), Root: dir, AllowRemote: []string{"127.0.0.1"}})
	if err != nil {
		t.Fatal(err)
	}
	remote, err := doc.Resolve(doc.Root.Cursor(), server.URL+"/a.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := doc.Resolve(doc.Root.Cursor(), "file://"+filepath.ToSlash(local)); err != nil {
		t.Error(err) // the document itself may
	}
	if _, err := doc.Resolve(remote, "file://"+filepath.ToSlash(local)); err == nil || !strings.Contains(err.Error(), "which is refused") {
		t.Errorf("got %v", err)
	}
}

// What kin-openapi finds comes back as warnings with position and pointer. It
// does not judge examples.
func TestCheck(t *testing.T) {
	doc, err := load.Load(context.Background(), load.Input{Name: "f.yaml", Data: []byte(`openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /a/{id}:
    get:
      responses:
        '200':
          content: {}
components:
  schemas:
    A:
      type: object
      properties: {n: {type: integer}}
      example: {n: s3cret}
`)})
	if err != nil {
		t.Fatal(err)
	}
	found := doc.Check(context.Background())
	codes := map[string]diag.Diagnostic{}
	for _, d := range found.Sorted() {
		codes[d.Code] = d
		if d.Severity != diag.Warning || d.Position.Line == 0 || strings.Contains(d.String(), "example") {
			t.Errorf("got %v", d)
		}
	}
	for code, pointer := range map[string]string{
		"response-description-required": "/paths/~1a~1{id}/get/responses/200",
		"path-parameters-mismatch":      "/paths/~1a~1{id}",
	} {
		if codes[code].Position.Pointer != pointer {
			t.Errorf("%s is at %q, expected %q", code, codes[code].Position.Pointer, pointer)
		}
	}
}

// A document on one line has its findings at their columns, and is checked within little
// memory: kin-openapi's parser of YAML held all tokens of it.
func TestCheckOneLine(t *testing.T) {
	paths := ""
	for i := range 800 {
		paths += fmt.Sprintf(`"/a/%d":{"get":{"responses":{"200":{"description":"d"}}}},`, i)
	}
	data := `{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{` + paths + `"/b/{id}":{"get":{"responses":{"200":{"description":"d"}}}}}}`
	doc, err := load.Load(context.Background(), load.Input{Name: "f.json", Data: []byte(data)})
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	found := doc.Check(context.Background())
	runtime.ReadMemStats(&after)
	if len(found.Sorted()) != 1 || found.Sorted()[0].Position.Column != strings.Index(data, `"/b/{id}"`)+1 {
		t.Errorf("found %v", found.Sorted())
	}
	if took := (after.TotalAlloc - before.TotalAlloc) / uint64(len(data)); took > 420 {
		t.Errorf("the check took %d bytes for each of the document", took)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(head))
	f.Add([]byte(`{"openapi":"3.1.0","paths":{"/a":{"$ref":"#/paths/~1a"}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := load.Load(context.Background(), load.Input{Name: "f", Data: data})
		if err == nil {
			doc.Check(context.Background())
		}
	})
}
