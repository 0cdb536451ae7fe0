package spec_test

// What is emitted for the document: every example of a body goes through the validator that
// is generated for it, and every action is answered.

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/spec"
)

// sample is an example and the schema that its body has.
type sample struct {
	Schema, At string
	Request    bool
	Value      ir.Value
}

// TestEmitted compiles what is emitted for the document, has every example of a body
// checked, and every action answered.
func TestEmitted(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles the generated package")
	}
	target := generator.NewTarget("", map[string]string{"go": "authlete", "actions": "authlete/action"})
	made, err := generator.Generate(context.Background(), target, generator.Options{
		Spec: spec.Document(), SpecName: "spec/authlete.yaml", GoImport: "example.com/samples/authlete",
	})
	if err != nil {
		t.Fatal(err)
	}
	samples := samplesOf(t, made.API)
	dir := t.TempDir()
	for _, f := range made.Files {
		write(t, filepath.Join(dir, f.Path), f.Data)
	}
	write(t, filepath.Join(dir, "go.mod"), []byte("module example.com/samples\n\ngo 1.26\n"))
	write(t, filepath.Join(dir, "main.go"), program(samples))
	cases, n := actionCases(t, made.API)
	write(t, filepath.Join(dir, "actions.go"), cases)

	// Code for a document that lacked an action does not compile with one that leaves it to you.
	write(t, filepath.Join(dir, "old", "old.go"), []byte(oldSource))
	build := exec.Command("go", "build", "-trimpath", "./old")
	build.Dir, build.Env = dir, append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	if out, err := build.CombinedOutput(); err == nil || !strings.Contains(string(out), "missing method IDTokenReissuable") {
		t.Errorf("code without a method for ID_TOKEN_REISSUABLE: %v\n%s", err, out)
	}

	stdin, err := json.Marshal(samples)
	if err != nil {
		t.Fatal(err)
	}
	// With -trimpath, what was compiled once is found again in the build cache.
	cmd := exec.Command("go", "run", "-trimpath", "-ldflags=-s", ".")
	cmd.Dir, cmd.Stdin = dir, bytes.NewReader(stdin)
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	out, err := cmd.CombinedOutput()
	if want := fmt.Sprintf("%d samples checked, %d actions answered\n", len(samples), n); err != nil || string(out) != want {
		t.Errorf("%v\n%s", err, out)
	}
}

// samplesOf lists the examples of all bodies, in the document's order.
func samplesOf(t *testing.T, api *ir.API) (out []sample) {
	add := func(content []*ir.MediaType, request bool) {
		for _, m := range content {
			for _, e := range m.Examples {
				if m.Schema == nil || m.Schema.Name == "" {
					t.Logf("%s: the schema has no name, so there is no validator", e.Pos.Pointer)
					continue
				}
				out = append(out, sample{m.Schema.Name, e.Pos.Pointer, request, e.Value})
			}
		}
	}
	for _, op := range api.Operations {
		if op.Body != nil {
			add(op.Body.Content, true)
		}
		for _, r := range op.Responses {
			add(r.Content, false)
		}
	}
	if len(out) == 0 {
		t.Fatal("no operation has an example")
	}
	return out
}

// program is a main package that reads samples and validates them. Go cannot
// look up a function by name, so it has a table of those that are needed.
func program(samples []sample) []byte {
	var schemas []string
	for _, s := range samples {
		schemas = append(schemas, s.Schema)
	}
	slices.Sort(schemas)
	var table strings.Builder
	for _, name := range slices.Compact(schemas) {
		fmt.Fprintf(&table, "\t%q: authlete.%s,\n", name, goapi.ValidateJSON.Of(name))
	}
	return []byte(strings.Replace(mainSource, "\tTABLE\n", table.String(), 1))
}

const mainSource = `package main

import (
	"encoding/json"
	"fmt"
	"os"

	"example.com/samples/authlete"
	"example.com/samples/authlete/validate"
)

var validators = map[string]func([]byte, ...validate.Option) error{
	TABLE
}

func main() {
	var samples []struct {
		Schema, At string
		Request    bool
		Value      json.RawMessage
	}
	if err := json.NewDecoder(os.Stdin).Decode(&samples); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	failed := false
	for _, s := range samples {
		options := []validate.Option{validate.AsResponse, validate.Closed, validate.Strict}
		if s.Request {
			options[0] = validate.AsRequest
		}
		if err := validators[s.Schema](s.Value, options...); err != nil {
			fmt.Println(s.At, s.Schema, err)
			failed = true
		}
	}
	n, wrong := checkActions()
	for _, text := range wrong {
		fmt.Println(text)
		failed = true
	}
	if failed {
		os.Exit(1)
	}
	fmt.Printf("%d samples checked, %d actions answered\n", len(samples), n)
}
`

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// oldSource is what a user wrote who had no ID_TOKEN_REISSUABLE.
const oldSource = `package old

import (
	"net/http"

	"example.com/samples/authlete"
	"example.com/samples/authlete/action"
)

type token struct{}

func (token) InvalidClientChallenge(*http.Request, *authlete.TokenResponse) string { return "Basic realm=token" }

func (token) Password(http.ResponseWriter, *http.Request, *authlete.TokenResponse) error      { return nil }
func (token) TokenExchange(http.ResponseWriter, *http.Request, *authlete.TokenResponse) error { return nil }
func (token) JWTBearer(http.ResponseWriter, *http.Request, *authlete.TokenResponse) error     { return nil }
func (token) NativeSSO(http.ResponseWriter, *http.Request, *authlete.TokenResponse) error     { return nil }

var _ action.AuthToken = token{}
`
