package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDownstream takes the tool into a module outside of the repository, as its
// users do: in go.mod, and in a go.mod of its own.
func TestDownstream(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	proxy, err := exec.Command("go", "env", "GOPROXY").Output()
	if err != nil {
		t.Fatal(err)
	}
	// What the proxy does not have is not looked for elsewhere: oasmint itself
	// is replaced by this folder.
	first, _, _ := strings.Cut(strings.TrimSpace(string(proxy)), ",")
	t.Setenv("GOPROXY", first+"|off")
	for name, modfile := range map[string]string{"go.mod": "", "tools module": "-modfile=tools.mod"} {
		t.Run(name, func(t *testing.T) { downstream(t, root, modfile) })
	}
}

// downstream is the life of a module whose tool stands in go.mod or, with a
// -modfile switch, in a file of its own.
func downstream(t *testing.T, root, modfile string) {
	d := &userModule{t: t, dir: t.TempDir()}
	d.put("api/openapi.yaml", downstreamDocument)
	d.must("go", "mod", "init", "example.com/downstream")
	if modfile != "" { // which leaves the module at the oldest Go that emitted code is for
		d.must("go", "mod", "edit", "-go="+oldestGo)
	}
	before := d.get("go.mod")

	// The tool comes into the module.
	flags := func(args ...string) []string {
		if modfile == "" {
			return args
		}
		return append(args[:2:2], append([]string{modfile}, args[2:]...)...)
	}
	mod := "go.mod"
	if modfile != "" {
		mod = strings.TrimPrefix(modfile, "-modfile=")
		d.put(mod, "module example.com/downstream/tools\n")
	}
	d.must("go", "mod", "edit", "-replace=github.com/oasmint/oasmint="+root, mod)
	out, err := d.run(flags("go", "get", "-tool", toolPath)...)
	if err != nil && unreachable(out) {
		t.Skipf("skipped: the module proxy cannot be reached: %s", strings.TrimSpace(out))
	} else if err != nil {
		t.Fatalf("go get -tool: %v\n%s", err, out)
	}

	// init, generate, build, use.
	tool := flags("go", "tool", "oasmint")
	d.must(append(tool, "init")...)
	if want := "//go:generate " + strings.Join(tool, " ") + " generate\n"; !strings.Contains(d.get("generate.go"), want) {
		t.Errorf("generate.go lacks %q:\n%s", want, d.get("generate.go"))
	}
	d.must("go", "generate", "./...")
	d.put("use_test.go", downstreamUse)
	if modfile == "" {
		d.must("go", "vet", "./...") // which builds them
	}
	d.must("go", "test", "./...")
	d.must(append(tool, "check")...)

	// Exit codes come through.
	out, err = d.run(append(tool, "generate", "--config", "none.yaml")...)
	if exit := new(exec.ExitError); !errors.As(err, &exit) || exit.ExitCode() != exitError {
		t.Errorf("a configuration that is missing: %v\n%s", err, out)
	}

	// What the emitted Go asks of the module: nothing but the standard library.
	deps := d.must("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./internal/api")
	for _, path := range strings.Fields(deps) {
		if !strings.HasPrefix(path, "example.com/downstream/") {
			t.Errorf("emitted Go needs %s", path)
		}
	}
	if modfile != "" && d.get("go.mod") != before {
		t.Errorf("go.mod has changed:\n%s", d.get("go.mod"))
	}
	t.Logf("go.mod:\n%s", d.get("go.mod"))

	if modfile != "" {
		return // the rest is the same for both
	}

	// The document changes: check fails, says what to do, and that does it.
	d.put("api/openapi.yaml", strings.Replace(downstreamDocument, "required: [ticket]", "required: [ticket, reason]", 1))
	out, err = d.run(append(tool, "check")...)
	if exit := new(exec.ExitError); !errors.As(err, &exit) || !strings.Contains(out, "internal/api/validators.gen.go: stale") || !strings.Contains(out, "run: oasmint generate") {
		t.Errorf("check after a change: %v\n%s", err, out)
	}
	d.must("go", "generate", "./...")
	d.must(append(tool, "check")...)
	if out, err := d.run("go", "test", "./..."); err == nil || !strings.Contains(out, "/reason") {
		t.Errorf("the new validator wants a reason: %v\n%s", err, out)
	}
}

// userModule is a module in a folder.
type userModule struct {
	t   *testing.T
	dir string
}

func (m *userModule) put(name, data string) {
	m.t.Helper()
	name = filepath.Join(m.dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		m.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		m.t.Fatal(err)
	}
}

func (m *userModule) get(name string) string {
	m.t.Helper()
	data, err := os.ReadFile(filepath.Join(m.dir, name))
	if err != nil {
		m.t.Fatal(err)
	}
	return string(data)
}

// run runs a command in the module and returns what it printed.
func (m *userModule) run(args ...string) (string, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = m.dir
	// With -trimpath, what was compiled in another folder is found again.
	cmd.Env = append(os.Environ(), "GOFLAGS=-trimpath -ldflags=-s", "GOWORK=off", "PWD="+m.dir)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}

func (m *userModule) must(args ...string) string {
	m.t.Helper()
	out, err := m.run(args...)
	if err != nil {
		m.t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// unreachable reports whether a go command failed for want of a network.
func unreachable(out string) bool {
	for _, sign := range []string{"dial tcp", "no such host", "connection refused", "i/o timeout", "module lookup disabled"} {
		if strings.Contains(out, sign) {
			return true
		}
	}
	return false
}

const downstreamDocument = `openapi: 3.0.3
info: {title: Tokens, version: "1"}
paths:
  /token/fail:
    post:
      operationId: token_fail
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [ticket]
              properties:
                ticket: {type: string}
                reason: {type: string, enum: [UNKNOWN, INVALID_TARGET]}
      responses:
        "200": {description: done}
`

const downstreamUse = `package downstream

import (
	"testing"

	"example.com/downstream/internal/api"
)

func TestUse(t *testing.T) {
	if err := api.ValidateTokenFailRequestJSON([]byte("{}")); err == nil {
		t.Error("the ticket is missing, and nothing is said")
	}
	req, err := api.DecodeTokenFailRequest([]byte(` + "`" + `{"ticket": "x"}` + "`" + `))
	if err != nil || req.Ticket != "x" {
		t.Error(req, err)
	}
}
`
