package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if os.Getenv(workerVariable) != "" {
		if err := work(os.Stdin, os.Stdout); err != io.EOF {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	testscript.Main(m, map[string]func(){"oasmint": main})
}

// TestScript runs testdata/script/*.txtar, each one behaviour of the command.
func TestScript(t *testing.T) {
	// The scripts that build what is emitted need Go's caches, and no network. With
	// -trimpath, what was compiled in another folder is found there.
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	env := []string{"ROOT=" + root, "GOPROXY=off", "GOTOOLCHAIN=local", "GOFLAGS=-mod=mod -trimpath -ldflags=-s", "GOWORK=off"}
	for _, name := range []string{"GOCACHE", "GOMODCACHE"} {
		out, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		env = append(env, name+"="+string(out[:len(out)-1]))
	}
	hands := &workers{}
	t.Cleanup(hands.end)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Vars = append(e.Vars, env...)
			e.Values["workers"], e.Values["variables"] = hands, slices.Clone(e.Vars)
			e.Values["seen"], e.Values["log"] = seen{}, &served{}
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" { // permissions do not stop root
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("unknown condition")
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"remember":  remember,
			"untouched": untouched,
			"empty":     empty,
			"serve":     serve,
			"requests":  requests,
			"glob":      glob,
			"fetch":     fetch,
		},
	})
}

// exits runs "exits CODE oasmint ARG… [<FILE]", FILE being its standard input, and compares
// the exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	o := order{Args: args[2:], Env: variables(ts), Dir: ts.MkAbs(".")}
	if last := len(args) - 1; strings.HasPrefix(args[last], "<") {
		o.Args, o.Stdin = args[2:last], ts.ReadFile(args[last][1:])
	}
	a, err := ts.Value("workers").(*workers).hand(o)
	ts.Check(err)
	io.WriteString(ts.Stdout(), a.Stdout)
	io.WriteString(ts.Stderr(), a.Stderr)
	if a.Code != want {
		ts.Fatalf("exit code %d, expected %d", a.Code, want)
	}
}

// variables is the environment of a script: what it began with, and what it set.
func variables(ts *testscript.TestScript) []string {
	script, err := os.ReadFile(filepath.Join("testdata/script", ts.Name()+".txtar"))
	ts.Check(err)
	list := ts.Value("variables").([]string)
	for _, set := range regexp.MustCompile(`(?m)^env (\w+)=`).FindAllSubmatch(script, -1) {
		name := string(set[1])
		list = append(slices.Clip(list), name+"="+ts.Getenv(name))
	}
	return list
}

// seen is what remember saw, by file name.
type seen map[string]os.FileInfo

// remember FILE… keeps in mind which files they are, and when they changed.
func remember(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		info, err := os.Stat(ts.MkAbs(name))
		ts.Check(err)
		ts.Value("seen").(seen)[name] = info
	}
}

// untouched FILE… fails where a file is another, or changed, since remember.
func untouched(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		info, err := os.Stat(ts.MkAbs(name))
		ts.Check(err)
		before := ts.Value("seen").(seen)[name]
		same := os.SameFile(before, info) && before.ModTime().Equal(info.ModTime())
		if same == neg {
			ts.Fatalf("%s: untouched is %v", name, same)
		}
	}
}

// empty DIR fails where DIR holds anything.
func empty(ts *testscript.TestScript, neg bool, args []string) {
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	if (len(entries) == 0) == neg {
		ts.Fatalf("%s holds %v", args[0], entries)
	}
}

// served is what a server of files was asked for.
type served struct {
	mu   sync.Mutex
	said []string // since it was looked at
}

// serve VARIABLE serves the folder served, and sets VARIABLE to its host. Below /away/ it
// leads to another one.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	root, log := ts.MkAbs("served"), ts.Value("log").(*served)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := http.StatusOK
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(r.URL.Path)))
		tag := fmt.Sprintf("%q", strconv.Itoa(len(data)))
		switch {
		case strings.HasPrefix(r.URL.Path, "/away/"):
			status = http.StatusFound
			w.Header().Set("Location", "http://example.invalid/")
		case err != nil:
			status = http.StatusNotFound
		case r.Header.Get("If-None-Match") == tag:
			status = http.StatusNotModified
		default:
			w.Header().Set("ETag", tag)
		}
		log.mu.Lock()
		log.said = append(log.said, fmt.Sprintf("%s %s %d", r.Method, r.URL.Path, status))
		log.mu.Unlock()
		w.WriteHeader(status)
		if status == http.StatusOK {
			w.Write(data)
		}
	}))
	ts.Defer(server.Close)
	ts.Setenv(args[0], strings.TrimPrefix(server.URL, "http://"))
}

// requests REQUEST… fails where the server was asked for anything else since the last
// time; without one, what it was asked for is forgotten if it is negated, and else it
// must be nothing.
func requests(ts *testscript.TestScript, neg bool, args []string) {
	log := ts.Value("log").(*served)
	log.mu.Lock()
	defer log.mu.Unlock()
	if !neg && !slices.Equal(log.said, args) {
		ts.Fatalf("the server was asked for %q", log.said)
	}
	log.said = nil
}

// glob DIR PATTERN COUNT fails where another number of files in DIR match.
func glob(ts *testscript.TestScript, neg bool, args []string) {
	found, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), args[1]))
	ts.Check(err)
	if strconv.Itoa(len(found)) != args[2] {
		ts.Fatalf("%q", found)
	}
}

// fetch FILE METHOD PATH [HEADER…] [-- BODY] sends a request to the server whose URL begins
// the first line of FILE, and writes the status, the Content-Type and the body to the file
// answer.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	url, _, _ := strings.Cut(ts.ReadFile(args[0]), " ")
	headers, body := args[3:], ""
	if i := slices.Index(headers, "--"); i >= 0 {
		headers, body = headers[:i], strings.Join(headers[i+1:], " ")
	}
	r, err := http.NewRequest(args[1], url+args[2], strings.NewReader(body))
	ts.Check(err)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
		if name == "Host" {
			r.Host = value
		}
	}
	answer, err := http.DefaultClient.Do(r)
	ts.Check(err)
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	ts.Check(err)
	text := fmt.Sprintf("%d %s\n%s\n", answer.StatusCode, answer.Header.Get("Content-Type"), data)
	ts.Check(os.WriteFile(ts.MkAbs("answer"), []byte(text), 0o644))
	ts.Logf("%s", text)
}
