// This file shows on a terminal how far a long run is.

package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/visible"
)

// A run that takes longer than showAfter has a line, which is written again
// every showEvery.
const (
	showAfter = 500 * time.Millisecond
	showEvery = 200 * time.Millisecond
)

// progress is one line about a run, written over and over. The zero value
// shows nothing.
type progress struct {
	out   io.Writer
	label string
	began time.Time

	mu    sync.Mutex
	done  []string // stages
	shown bool
	stop  chan struct{}
}

// progress begins a line, where standard error is a terminal and nothing else
// is said there meanwhile. The first of labels that is not empty names the run.
func (s *session) progress(labels ...string) *progress {
	if s.terminal == nil || s.quiet || s.verbose {
		return &progress{}
	}
	return startProgress(s.terminal, visible.Line(cmp.Or(labels...)), showAfter, showEvery)
}

// terminalOf returns what w writes to where that is a terminal, or nil.
func terminalOf(w io.Writer) *os.File {
	f, ok := w.(*os.File)
	if !ok {
		return nil
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 || os.Getenv("TERM") == "dumb" {
		return nil
	}
	return f
}

func startProgress(out io.Writer, label string, after, every time.Duration) *progress {
	p := &progress{out: out, label: label, began: time.Now(), stop: make(chan struct{})}
	go func() {
		wait := time.NewTimer(after)
		defer wait.Stop()
		for {
			select {
			case <-p.stop:
				return
			case <-wait.C:
				p.show()
				wait.Reset(every)
			}
		}
	}()
	return p
}

// stage notes that a stage has ended.
func (p *progress) stage(t generator.Timing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done = append(p.done, t.Stage)
}

// clearLine goes to the line's beginning and clears it (ECMA-48: CR, EL).
const clearLine = "\r\x1b[K"

func (p *progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.stop: // end was quicker
		return
	default:
	}
	line := fmt.Sprintf("%s: %d s", p.label, int(time.Since(p.began).Seconds()))
	if len(p.done) > 0 {
		line += ", done: " + strings.Join(p.done, ", ")
	}
	fmt.Fprint(p.out, clearLine+line)
	p.shown = true
}

// end takes the line away.
func (p *progress) end() {
	if p.stop == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.stop)
	if p.shown {
		fmt.Fprint(p.out, clearLine)
	}
}
