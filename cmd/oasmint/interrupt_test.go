//go:build unix

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestInterrupt ends a process that computes, by one signal. The document comes by a pipe,
// so that what is done with it begins when the pipe has been read.
func TestInterrupt(t *testing.T) {
	var document strings.Builder
	document.WriteString("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n")
	for i := range 30_000 { // takes ten seconds and more
		fmt.Fprintf(&document, "    S%d: {type: object, properties: {a: {type: object, properties: {b: {enum: [a, b]}}}}}\n", i)
	}
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		dir := t.TempDir()
		pipe := filepath.Join(dir, "pipe")
		if err := syscall.Mkfifo(pipe, 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("oasmint", "-C", dir, "generate", "--spec", "pipe", "--docs-out", "docs")
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(pipe, []byte(document.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
		sent := time.Now()
		if err := cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		var exit *exec.ExitError
		if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != exitError || !strings.Contains(stderr.String(), "stopped") {
			t.Errorf("%s: %v, expected exit code %d\n%s", sig, err, exitError, &stderr)
		}
		if took := time.Since(sent); took > 5*time.Second {
			t.Errorf("%s: the process ran on for %s", sig, took)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
			t.Errorf("%s: it left %v, %v", sig, left, err)
		}
	}
}

// TestSecondInterrupt ends a process that waits for an answer to end: the first signal has
// it wait no longer than lastAnswers, the second ends it at once.
func TestSecondInterrupt(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "api.yaml"), []byte("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'200': {description: ok}}}}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("oasmint", "-C", dir, "mock", "--addr", "127.0.0.1:0", "api.yaml")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	host := strings.TrimPrefix(strings.Fields(line)[0], "http://")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	// The server waits for a body that does not come.
	fmt.Fprintf(conn, "POST /a HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n", host)
	if got, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.Contains(got, "100") {
		t.Fatal(got, err) // it has asked for the body
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	first := time.Now()
	var exit *exec.ExitError
	for {
		if err := cmd.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
		select {
		case err := <-ended:
			if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGINT {
				t.Errorf("%v, expected that the second signal ends the process", err)
			}
			if took := time.Since(first); took > lastAnswers {
				t.Errorf("it ran on for %s", took)
			}
			return
		case <-time.After(100 * time.Millisecond): // until then, the first was perhaps not yet dealt with
		}
	}
}
