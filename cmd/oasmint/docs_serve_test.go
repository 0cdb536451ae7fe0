package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oasmint/oasmint/generator/visible"
)

const servedDocument = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {}\n"

// TestDocsServe serves a document, changes it, breaks it, mends it and ends the
// command.
func TestDocsServe(t *testing.T) {
	dir := t.TempDir()
	save := func(text string) {
		t.Helper()
		file := filepath.Join(dir, "api.yaml")
		if err := os.WriteFile(file+".new", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(file+".new", file); err != nil { // at once: half a document is a problem
			t.Fatal(err)
		}
	}
	save(servedDocument)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	reader, writer := io.Pipe()
	var stderr locked
	s := &session{ctx: ctx, stdin: strings.NewReader(""), stdout: visible.NewConsole(writer), stderr: visible.NewConsole(&stderr), dir: dir, started: time.Now()}
	ended := make(chan error, 1)
	go func() {
		ended <- (&docsServeCmd{siteFlags: siteFlags{sourceFlags: sourceFlags{Spec: "api.yaml"}}}).Run(s)
		writer.Close()
	}()
	stdout := bufio.NewReader(reader)
	line, err := stdout.ReadString('\n')
	if err != nil {
		t.Fatalf("no line: %v %v", err, <-ended)
	}
	go io.Copy(io.Discard, stdout)
	url, _, _ := strings.Cut(line, " ")
	if !strings.HasPrefix(url, "http://127.0.0.1:") {
		t.Fatalf("the first line is %q", line)
	}

	answer, err := http.Get(url + "events")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	events := bufio.NewScanner(answer.Body)
	event := func(name string) string { // the data of the next event, which has this name
		t.Helper()
		var data []string
		for events.Scan() {
			switch line := events.Text(); {
			case line == "":
				return strings.Join(data, "\n")
			case strings.HasPrefix(line, "event: ") && line != "event: "+name:
				t.Fatalf("got %s, expected %s", line, name)
			case strings.HasPrefix(line, "data: "):
				data = append(data, line[len("data: "):])
			}
		}
		t.Fatalf("the events ended: %v; %s", events.Err(), stderr.String())
		return ""
	}
	first := event("version")
	if page := get(t, url); !strings.Contains(page, "<h1>Pets</h1>") {
		t.Errorf("the index is %s", page)
	}
	save(strings.Replace(servedDocument, "Pets", "Dogs", 1))
	if event("version") == first {
		t.Error("the version is the same after a change")
	}
	if page := get(t, url); !strings.Contains(page, "<h1>Dogs</h1>") {
		t.Errorf("after a change, the index is %s", page)
	}
	save("openapi: 3.0.3\ninfo: [\n")
	if problem := event("problem"); !strings.Contains(problem, "api.yaml:") {
		t.Errorf("the problem is %q", problem)
	}
	if page := get(t, url); !strings.Contains(page, "<h1>Dogs</h1>") {
		t.Errorf("with a broken document, the index is %s", page)
	}
	save(servedDocument)
	if event("version") != first {
		t.Error("the same document has another version")
	}
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("the command ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("the command does not end, though a page listens")
	}
}

// TestDocsServeTry serves a document whose pages send requests, with a mock beside it.
func TestDocsServeTry(t *testing.T) {
	dir := t.TempDir()
	document := strings.Replace(servedDocument, "paths: {}", "paths: {/pets: {get: {operationId: list, responses: {'200': {description: d, content: {application/json: {example: [rex]}}}}}}}", 1)
	if err := os.WriteFile(filepath.Join(dir, "api.yaml"), []byte(document), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	reader, writer := io.Pipe()
	s := &session{ctx: ctx, stdin: strings.NewReader(""), stdout: visible.NewConsole(writer), stderr: visible.NewConsole(io.Discard), dir: dir, started: time.Now()}
	ended := make(chan error, 1)
	go func() {
		ended <- (&docsServeCmd{siteFlags: siteFlags{sourceFlags: sourceFlags{Spec: "api.yaml"}}, tryFlags: tryFlags{Try: true}}).Run(s)
		writer.Close()
	}()
	stdout := bufio.NewReader(reader)
	var urls []string
	for range 2 {
		line, err := stdout.ReadString('\n')
		if err != nil {
			t.Fatalf("no line: %v %v", err, <-ended)
		}
		url, _, _ := strings.Cut(line, " ")
		urls = append(urls, url)
	}
	go io.Copy(io.Discard, stdout)
	docs, mock := urls[0], urls[1]
	page, err := http.Get(docs + "operations/list.html")
	if err != nil {
		t.Fatal(err)
	}
	page.Body.Close()
	if policy := page.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "connect-src 'self' http: https:;") {
		t.Errorf("the policy is %s", policy)
	}
	if about := get(t, docs+"assets/try/list.js"); !strings.Contains(about, `"servers":[{"url":"`+mock+`","about":"mock"}]`) {
		t.Errorf("the form is made from %s", about)
	}
	ask := func(host string) (int, string, string) {
		r, err := http.NewRequest(http.MethodGet, mock+"/pets", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, _ := io.ReadAll(answer.Body)
		return answer.StatusCode, answer.Header.Get("Access-Control-Allow-Origin"), string(body)
	}
	if status, origin, body := ask(""); status != http.StatusOK || origin != "*" || !strings.Contains(body, "rex") {
		t.Errorf("the mock answers %d, %q, %s", status, origin, body)
	}
	if status, _, body := ask("evil.example"); status != http.StatusForbidden || strings.Contains(body, "rex") || strings.Contains(body, "--addr") {
		t.Errorf("to another name, the mock answers %d, %s", status, body)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("the command ended with %v", err)
	}
}

// TestDocsServeFails shows that what cannot be made at all, or served, ends the
// command.
func TestDocsServeFails(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		document string
		args     []string
		want     string
	}{
		{"openapi: 3.0.3\ninfo: [\n", []string{"--spec", "api.yaml"}, "api.yaml:"},
		{servedDocument, []string{"--spec", "none.yaml"}, "none.yaml: "},
		{servedDocument, []string{"--spec", "api.yaml", "--port", "70000"}, "choose another by --port"},
	} {
		if err := os.WriteFile(filepath.Join(dir, "api.yaml"), []byte(c.document), 0o644); err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		code := run(append([]string{"docs", "serve"}, c.args...), strings.NewReader(""), &stdout, &stderr, dir)
		if code != exitError || !strings.Contains(stderr.String(), c.want) || stdout.Len() > 0 {
			t.Errorf("%v: %d, %s, %s", c.args, code, &stdout, &stderr)
		}
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", url, answer.Status, err)
	}
	return string(body)
}

// locked is a buffer that the command and the test share.
type locked struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
