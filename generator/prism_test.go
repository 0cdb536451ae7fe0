//go:build peers

package generator_test

import (
	"bytes"
	"encoding/json"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
)

// TestCallPrism is TestCallMock with Prism as the mock, for the document that the vendor
// publishes. `make check-peers` runs it.
//
// Prism reads a list in a form only where the document says how it is written, though
// OpenAPI has a default for that: it is given the document with the default spelled out.
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
	document := filepath.Join(t.TempDir(), "openapi.json")
	if err := os.WriteFile(document, withEncodings(t, l.path), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), command, "mock", document, "--host", "127.0.0.1", "--port", port, "--verboseLevel", "warn")
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		cmd.Process.Kill()
		cmd.Wait()
		said := regexp.MustCompile(`Violation: request.*`).FindAllString(log.String(), -1)
		slices.Sort(said)
		for _, line := range slices.Compact(said) {
			t.Log("Prism: " + line)
		}
	}()
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

// withEncodings is a document in which each list of a form says that it is written as
// OpenAPI writes it by default: its items one by one.
func withEncodings(t *testing.T, path string) []byte {
	doc, err := openapi3.NewLoader().LoadFromFile(path)
	if err != nil {
		t.Fatal(err)
	}
	explode := true
	for _, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			if op.RequestBody == nil {
				continue
			}
			form := op.RequestBody.Value.Content["application/x-www-form-urlencoded"]
			if form == nil {
				continue
			}
			for name, property := range form.Schema.Value.Properties {
				if property.Value.Type.Is("array") && form.Encoding[name] == nil {
					if form.Encoding == nil {
						form.Encoding = map[string]*openapi3.Encoding{}
					}
					form.Encoding[name] = &openapi3.Encoding{Style: "form", Explode: &explode}
				}
			}
		}
	}
	data, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
