package exec

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/ir"
)

// behaviour is the variable that makes the test's own program a command: what it
// is to do.
const behaviour = "EXEC_TEST"

func TestMain(m *testing.M) {
	if how := os.Getenv(behaviour); how != "" {
		behave(how)
		return
	}
	os.Exit(m.Run())
}

// behave writes its argument to standard output, but does first what it is told.
func behave(how string) {
	switch how {
	case "input": // answers with what it read
		data, _ := io.ReadAll(os.Stdin)
		text, _ := json.Marshal(string(data))
		os.Stdout.WriteString(`{"files": [{"path": "read", "content": ` + string(text) + `}]}`)
		return
	case "folder":
		dir, _ := os.Getwd()
		os.Stdout.WriteString(`{"files": [{"path": "dir", "content": "` + filepath.ToSlash(dir) + `"}]}`)
		return
	case "fail":
		os.Stderr.WriteString(strings.Repeat("noise ", 1000) + "\nno schema\x80 Pet\n")
		os.Exit(7)
	case "fail silently":
		os.Exit(1)
	case "flood":
		chunk := []byte(strings.Repeat(" ", 1<<20))
		for range maxAnswer>>20 + 2 {
			if _, err := os.Stdout.Write(chunk); err != nil {
				os.Exit(1)
			}
		}
	case "sleep":
		time.Sleep(time.Minute)
	}
	os.Stdout.WriteString(os.Args[1])
}

// command is the test's own program with an argument.
func command(t *testing.T, how, argument string) Config {
	t.Helper()
	t.Setenv(behaviour, how)
	c := Config{{Command: []string{os.Args[0], argument}, Out: "gen/ts", Name: "ts"}}
	c.SetDefaults()
	return c
}

func run(ctx context.Context, dir string, c Config) (*emit.Output, *emit.Input, error) {
	in := &emit.Input{API: &ir.API{Title: "Pets"}, Config: &c, Dir: dir, Diags: &diag.List{}}
	out, err := Emitter{}.Emit(ctx, in)
	return out, in, err
}

func TestAnswer(t *testing.T) {
	out, in, err := run(t.Context(), ".", command(t, "answer", `{
		"files": [{"path": "a/b.ts", "content": "ä\n"}, {"path": "c.ts", "content": ""}],
		"diagnostics": [
			{"severity": "warning", "message": "Pet is odd", "hint": "mend it", "position": {"file": "a.yaml", "line": 3, "column": 5, "pointer": "/x"}},
			{"severity": "error", "code": "ts", "message": "no"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Files) != 2 || out.Files[0].Path != "gen/ts/a/b.ts" || string(out.Files[0].Data) != "ä\n" || out.Files[1].Path != "gen/ts/c.ts" || len(out.Files[1].Data) != 0 {
		t.Errorf("the files are %v", out.Files)
	}
	const want = "error: no [ts]\na.yaml:3:5: warning: Pet is odd [exec] (at #/x)\n\tmend it\n"
	var got strings.Builder
	for _, d := range in.Diags.Sorted() {
		got.WriteString(d.String() + "\n")
	}
	if got.String() != want {
		t.Errorf("the diagnostics are\n%swant\n%s", got.String(), want)
	}
}

// TestInput shows that a command reads what `oasmint ir` prints.
func TestInput(t *testing.T) {
	out, _, err := run(t.Context(), ".", command(t, "input", ""))
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := ir.Encode(&want, &ir.API{Title: "Pets"}); err != nil {
		t.Fatal(err)
	}
	if got := string(out.Files[0].Data); got != want.String() {
		t.Errorf("it read\n%s\nwant\n%s", got, want.String())
	}
}

// TestFolder shows that a command runs in the folder of oasmint.yaml, also one
// that is named by its path from there.
func TestFolder(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c := command(t, "folder", "")
	if err := os.Symlink(os.Args[0], filepath.Join(dir, "program")); err != nil {
		t.Skipf("skipped: no links here: %v", err)
	}
	for _, program := range []string{os.Args[0], "./program"} {
		c[0].Command[0] = program
		out, _, err := run(t.Context(), dir, c)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(out.Files[0].Data); got != filepath.ToSlash(dir) {
			t.Errorf("%s ran in %s, want %s", program, got, dir)
		}
	}
}

// TestErrors shows what is said of commands that fail and of answers that are
// none. Nothing comes out then.
func TestErrors(t *testing.T) {
	for _, c := range []struct{ how, argument, want string }{
		{"fail", "", "ended with exit code 7; its standard error:\n\t…"},
		{"fail", "", "noise \n\tno schema? Pet"},
		{"flood", "", "exec ts: it wrote more than 64 MB to standard output"},
		{"fail silently", "", "ended with exit code 1, and wrote nothing to standard error"},
		{"answer", " \n", "exec ts: it wrote nothing to standard output\n\texpected one JSON object"},
		{"answer", "files: []", "its standard output is no JSON: invalid character 'i' in literal false (expecting 'a')\n\texpected one JSON object"},
		{"answer", "{} {}", "its standard output is no JSON: invalid character '{' after top-level value"},
		{"answer", "[]", "standard output:1:1: error: expected keys with values, found a list [exec]\n\texpected one JSON object"},
		{"answer", `{"diagnostics": []}`, `standard output:1:1: error: the key "files" is missing [exec]`},
		{"answer", `{"file": []}`, "standard output:1:2: error: unknown key \"file\" [exec] (at #/file)\n\tdid you mean \"files\"?"},
		{"answer", `{"files": [{"path": 1, "content": ""}]}`, `standard output:1:21: error: expected text, found a number`},
		{"answer", `{"files": [], "files": []}`, `duplicate key "files"`},
		{"answer", "{\"files\": [{\"path\": \"a\", \"content\": \"\xff\"}]}", "is not valid UTF-8"},
		{"answer", `{"files": [], "diagnostics": [{"severity": "fatal", "message": "x"}]}`, `a diagnostic has the severity "fatal"; expected note, warning or error`},
		{"answer", `{"files": [{"path": "../x", "content": ""}, {"path": "/etc/x", "content": ""}, {"path": "a\\b", "content": ""}, {"path": "a/../../x", "content": ""}, {"path": "", "content": ""}, {"path": ".", "content": ""}, {"path": "a//b", "content": ""}, {"path": "ok", "content": ""}, {"path": "ok", "content": ""}]}`,
			"exec ts: files that cannot be written to gen/ts:\n\t\"../x\" is no path of a file below it\n\t\"/etc/x\" is no path of a file below it\n\t\"a\\\\b\" is no path of a file below it\n\t\"a/../../x\" is no path of a file below it\n\t\"\" is no path of a file below it\n\t\".\" is no path of a file below it\n\t\"a//b\" is no path of a file below it\n\t\"ok\" is there twice\n\texpected paths such as"},
	} {
		out, _, err := run(t.Context(), ".", command(t, c.how, c.argument))
		if out != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %q: the error is\n%v\nwant\n%s", c.how, c.argument, err, c.want)
		}
	}
	missing := Config{{Command: []string{"no-such-program-here", "a b"}, Out: "gen"}}
	missing.SetDefaults()
	if _, _, err := run(t.Context(), ".", missing); err == nil || !strings.Contains(err.Error(), `exec no-such-program-here a b: no-such-program-here "a b" cannot be run: `) {
		t.Errorf("the error is %v", err)
	}
}

// TestEnds shows that a command is ended when its time is over, and when the run
// is.
func TestEnds(t *testing.T) {
	c := command(t, "sleep", "")
	c[0].Timeout = "50ms"
	began := time.Now()
	if _, _, err := run(t.Context(), ".", c); err == nil || !strings.Contains(err.Error(), "exec ts: not done after 50ms, and was ended") {
		t.Errorf("the error is %v", err)
	}
	c[0].Timeout = defaultTimeout
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, _, err := run(ctx, ".", c); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the error is %v, want the context's", err)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestProblems(t *testing.T) {
	c := Config{{Command: []string{"x"}, Out: "a"}, {Command: []string{}, Out: "b"}, {Command: []string{"x"}, Out: "c", Timeout: "soon"}, {Command: []string{"x"}, Out: "c", Timeout: "-1s"}}
	c.SetDefaults()
	var got []string
	for _, p := range c.Problems() {
		got = append(got, p.Key+" "+p.String())
	}
	want := []string{
		"/1/command command: expected a program and its arguments",
		`/2/timeout timeout: "soon" is no time that a command may take`,
		`/3/timeout timeout: "-1s" is no time that a command may take`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if ok := (Config{{Command: []string{"x"}, Out: config.Path("a"), Timeout: "1m"}}); len(ok.Problems()) != 0 {
		t.Error("a sound command has problems")
	}
}
