//go:build peers

package generator_test

import (
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestCallPrism is TestCallMock with Prism as the mock, for the document that the vendor
// publishes. `make check-peers` runs it.
func TestCallPrism(t *testing.T) {
	command := os.Getenv("OASMINT_PRISM") // what Prism is called by
	if command == "" {
		t.Fatal("OASMINT_PRISM is the command that Prism is called by: make check-peers")
	}
	l := newLoopback(t, "../../shared/authlete/official.yaml")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close() // for Prism to take
	_, port, _ := strings.Cut(address, ":")
	cmd := exec.CommandContext(t.Context(), command, "mock", l.path, "--host", "127.0.0.1", "--port", port, "--verboseLevel", "fatal")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer cmd.Process.Kill()
	for begin := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			break
		} else if time.Since(begin) > 3*time.Minute {
			t.Fatal(err)
		}
	}
	l.server, l.peer = "http://"+address, "prism"
	l.emitted(t)
}
