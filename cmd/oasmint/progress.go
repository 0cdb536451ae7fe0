// This file shows on a terminal how far a long run is.

package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/plural"
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
	total int // targets
	began time.Time

	mu    sync.Mutex
	made  int // targets
	runs  []*activity
	shown bool
	stop  chan struct{}
}

// activity is a run of the pipeline.
type activity struct {
	label string
	done  []string // stages
}

// progress begins a line about so many targets, where standard error is a terminal and
// nothing else is said there meanwhile.
func (s *session) progress(total int) *progress {
	if s.terminal == nil || s.quiet || s.verbose {
		return &progress{}
	}
	return startProgress(s.terminal, total, showAfter, showEvery)
}

// following shows a run of the pipeline in the line of the job or, where it has none, in one of its
// own, until done is called.
func (s *session) following(job *job, label string, opts *generator.Options) (done func()) {
	line := job.line
	if line == nil {
		line = s.progress(1)
	}
	a := line.begin(visible.Line(label))
	opts.Progress = func(t generator.Timing) { line.stage(a, t) }
	return func() {
		line.leave(a)
		if job.line == nil {
			line.end()
		}
	}
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

func startProgress(out io.Writer, total int, after, every time.Duration) *progress {
	p := &progress{out: out, total: total, began: time.Now(), stop: make(chan struct{})}
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

// begin notes that a run of the pipeline begins, leave that it ended.
func (p *progress) begin(label string) *activity {
	p.mu.Lock()
	defer p.mu.Unlock()
	a := &activity{label: label}
	p.runs = append(p.runs, a)
	return a
}

func (p *progress) leave(a *activity) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.runs = slices.DeleteFunc(p.runs, func(other *activity) bool { return other == a })
}

// stage notes that a stage has ended.
func (p *progress) stage(a *activity, t generator.Timing) {
	p.mu.Lock()
	defer p.mu.Unlock()
	a.done = append(a.done, t.Stage)
}

// ended notes that a target was made.
func (p *progress) ended() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.made++
}

const (
	clearLine = "\r\x1b[K" // goes to the line's beginning and clears it (ECMA-48: CR, EL)
	lineWidth = 79         // a longer one would go on in the next, which is not cleared
)

func (p *progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.stop: // end was quicker
		return
	default:
	}
	fmt.Fprint(p.out, clearLine+p.line())
	p.shown = true
}

// line is what is shown.
func (p *progress) line() string {
	seconds := int(time.Since(p.began).Seconds())
	var labels []string
	for _, a := range p.runs {
		labels = append(labels, a.label)
	}
	line := fmt.Sprintf("%d of %s: %d s, now: %s", p.made, plural.Of(p.total, "target", "targets"), seconds, strings.Join(labels, ", "))
	if p.total == 1 && len(p.runs) > 0 {
		line = fmt.Sprintf("%s: %d s", labels[0], seconds)
		if done := p.runs[0].done; len(done) > 0 {
			line += ", done: " + strings.Join(done, ", ")
		}
	}
	if runes := []rune(line); len(runes) > lineWidth {
		line = string(runes[:lineWidth-1]) + "…"
	}
	return line
}

// pause takes the line away until it is shown again, for what is printed meanwhile.
func (p *progress) pause() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.out, clearLine)
		p.shown = false
	}
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
