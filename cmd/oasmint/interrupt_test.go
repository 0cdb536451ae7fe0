//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
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
