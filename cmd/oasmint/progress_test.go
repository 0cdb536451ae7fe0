package main

import (
	"bytes"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/oasmint/oasmint/generator"
)

// screen is a writer that tells when something is written.
type screen struct {
	mu      sync.Mutex
	content bytes.Buffer
	written chan struct{}
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case s.written <- struct{}{}:
	default:
	}
	return s.content.Write(p)
}

func TestProgress(t *testing.T) {
	s := &screen{written: make(chan struct{}, 1)}
	p := startProgress(s, "api.yaml", 0, time.Millisecond)
	p.stage(generator.Timing{Stage: "load"})
	p.stage(generator.Timing{Stage: "lower"})
	<-s.written
	<-s.written
	p.end()
	got := s.content.String()
	if !strings.Contains(got, "\r\x1b[Kapi.yaml: 0 s, done: load, lower\r\x1b[K") || !strings.HasSuffix(got, "lower\r\x1b[K") || strings.Contains(got, "\n") {
		t.Errorf("got %q", got)
	}
	time.Sleep(5 * time.Millisecond)
	if s.content.String() != got {
		t.Error("something was written after the end")
	}
}

// TestNoProgress shows that a quick run has no line, and a pipe has none.
func TestNoProgress(t *testing.T) {
	s := &screen{written: make(chan struct{}, 1)}
	p := startProgress(s, "api.yaml", time.Hour, time.Hour)
	p.end()
	if got := s.content.String(); got != "" {
		t.Errorf("got %q", got)
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	defer write.Close()
	p = (&session{terminal: terminalOf(write)}).progress("api.yaml")
	p.stage(generator.Timing{Stage: "load"})
	p.end()
	if p.out != nil {
		t.Error("a pipe has a line")
	}
}
