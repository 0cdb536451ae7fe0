package generator_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/output"

	// What emitted types may import: named here so that its version is in go.mod.
	_ "github.com/oapi-codegen/runtime"
)

// module is a Go module in a temporary folder that emitted packages are
// compiled in, as a user would have it: it knows the standard library and what
// oapi-codegen's types need, and nothing of oasmint. All packages share one
// copy of the run-time package, which is the same for each.
type module struct{ dir string }

const modulePath = "example.com/emitted"

// importOf is the import path that stands in emitted files; add brings it to
// the folder they end up in.
func importOf(string) string { return modulePath }

func newModule(t *testing.T) *module {
	t.Helper()
	m := &module{dir: t.TempDir()}
	own, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	require := regexp.MustCompile(`github\.com/oapi-codegen/runtime v\S+`).Find(own)
	if require == nil {
		t.Fatal("go.mod does not require github.com/oapi-codegen/runtime")
	}
	sums, err := os.ReadFile("../go.sum")
	if err != nil {
		t.Fatal(err)
	}
	m.write(t, "go.mod", []byte("module "+modulePath+"\n\ngo 1.24\n\nrequire "+string(require)+"\n"))
	m.write(t, "go.sum", sums)
	return m
}

// below finds what a package beside the types has after their folder.
var below = regexp.MustCompile(`/(server|client|action)/.*`)

// add writes the Go files of a run into a folder of the module.
func (m *module) add(t *testing.T, folder string, files []output.File) {
	t.Helper()
	for _, f := range files {
		switch {
		case !strings.HasSuffix(f.Path, ".go"):
		case strings.Contains(f.Path, "/validate/"):
			m.write(t, "validate/"+filepath.Base(f.Path), f.Data)
		case below.MatchString(f.Path):
			at := path.Join(modulePath, folder)
			data := bytes.ReplaceAll(f.Data, []byte(strconv.Quote(modulePath)), []byte(strconv.Quote(at)))
			data = bytes.ReplaceAll(data, []byte(`"`+modulePath+"/server/"), []byte(`"`+at+"/server/"))
			m.write(t, folder+below.FindString(f.Path), data)
		default:
			m.write(t, folder+"/"+filepath.Base(f.Path), f.Data)
		}
	}
}

func (m *module) write(t *testing.T, name string, data []byte) {
	t.Helper()
	at := filepath.Join(m.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// run runs `go step ./...`, with environment variables as NAME=value, and returns
// what failed: the first complaint by folder.
func (m *module) run(t *testing.T, step string, env ...string) map[string]string {
	t.Helper()
	cmd := exec.Command("go", step, "./...")
	cmd.Dir = m.dir
	// With -trimpath, what was compiled once is found again in the build cache.
	cmd.Env = append(append(os.Environ(), "GOFLAGS=-mod=mod -trimpath -ldflags=-s", "GOWORK=off"), env...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	failed := map[string]string{}
	for line := range strings.SplitSeq(out.String(), "\n") {
		line = strings.TrimPrefix(strings.TrimPrefix(line, "vet: "), "./")
		folder, _, found := strings.Cut(filepath.ToSlash(line), "/")
		if found && strings.Contains(line, ".go:") && failed[folder] == "" {
			failed[folder] = line
		}
	}
	if err != nil && len(failed) == 0 {
		t.Fatalf("go %s: %v\n%s", step, err, out.String())
	}
	return failed
}

// ask runs a program of the module's own, which calls what is emitted: it is given
// input as JSON and answers JSON, which is decoded into answer.
func (m *module) ask(t *testing.T, program []byte, input, answer any) {
	t.Helper()
	m.write(t, "main.go", program)
	stdin, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "run", "-trimpath", "-ldflags=-s", ".")
	cmd.Dir, cmd.Stdin = m.dir, bytes.NewReader(stdin)
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%.4000s", err, stderr.String())
	}
	if err := json.Unmarshal(out, answer); err != nil {
		t.Fatal(err)
	}
}

func sameFile(a, b output.File) bool { return a.Path == b.Path && bytes.Equal(a.Data, b.Data) }
