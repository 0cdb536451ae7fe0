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
	p := startProgress(s, 1, 0, time.Millisecond)
	a := p.begin("api.yaml")
	p.stage(a, generator.Timing{Stage: "load"})
	p.stage(a, generator.Timing{Stage: "lower"})
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
	p := startProgress(s, 1, time.Hour, time.Hour)
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
	p = (&session{terminal: terminalOf(write)}).progress(1)
	p.stage(p.begin("api.yaml"), generator.Timing{Stage: "load"})
	p.end()
	if p.out != nil {
		t.Error("a pipe has a line")
	}
}

// TestProgressOfMany shows the line of several targets: how many are made, and which are
// being made, within a terminal's width.
func TestProgressOfMany(t *testing.T) {
	p := &progress{total: 200, began: time.Now()}
	a := p.begin("a.yaml")
	p.begin("b.yaml")
	p.ended()
	if got, want := p.line(), "1 of 200 targets: 0 s, now: a.yaml, b.yaml"; got != want {
		t.Errorf("got %q", got)
	}
	p.leave(a)
	p.begin(strings.Repeat("ä", 100))
	if got := []rune(p.line()); len(got) != lineWidth || string(got[len(got)-2:]) != "ä…" {
		t.Errorf("%d characters: %q", len(got), string(got))
	}
}
