// This file is what is printed: to a terminal, or to the log of a CI system.

package visible

import (
	"bytes"
	"io"
	"regexp"
	"sync"
)

// A Console is a terminal or a log. What is written to it shows characters that
// nobody sees as escapes, and has no line that GitHub or Azure Pipelines take for a
// command: those that begin with "::", and any that has "##[" or "##vso[". The
// commands of the program itself are given to [Console.Command].
//
// Each call of Write is to write whole lines, or the rest of one. A Console is safe for
// concurrent use.
type Console struct {
	to io.Writer

	mu      sync.Mutex
	midLine bool
}

// NewConsole returns a console that writes to w.
func NewConsole(w io.Writer) *Console { return &Console{to: w} }

// Write implements [io.Writer].
func (c *Console) Write(data []byte) (int, error) {
	if len(data) == 0 {
		return 0, nil
	}
	shown := []byte(Prose(string(data)))
	shown = bytes.ReplaceAll(shown, []byte("##["), []byte(`#\u0023[`))
	shown = bytes.ReplaceAll(shown, []byte("##vso["), []byte(`#\u0023vso[`))
	c.mu.Lock()
	defer c.mu.Unlock()
	first := 0 // of what a line begins in
	if c.midLine {
		first = bytes.IndexByte(shown, '\n')
	}
	if first >= 0 && bytes.Contains(shown, []byte("::")) {
		shown = append(shown[:first:first], command.ReplaceAll(shown[first:], []byte(`$1\u003a:`))...)
	}
	c.midLine = data[len(data)-1] != '\n'
	if _, err := c.to.Write(shown); err != nil {
		return 0, err
	}
	return len(data), nil
}

var command = regexp.MustCompile(`(?m)^([\s\p{Z}]*)::`)

// Command writes lines that are commands. Their parts are escaped by the caller.
func (c *Console) Command(lines string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _ = io.WriteString(c.to, lines)
}
