// This file runs a command.

package exec

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// waitDelay is how long output is waited for from what a command that was ended
// has started and left.
const waitDelay = 2 * time.Second

// run runs the command in a folder, with input, and reads its answer.
func (c *Command) run(ctx context.Context, dir string, input []byte) (*answer, error) {
	timeout, err := time.ParseDuration(c.Timeout)
	if err != nil {
		return nil, fmt.Errorf("exec %s: %w", c.Name, err) // the configuration was checked
	}
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	program := c.Command[0]
	if program != filepath.Base(program) && !filepath.IsAbs(program) { // from the folder, and not from where oasmint runs
		if program, err = filepath.Abs(filepath.Join(dir, program)); err != nil {
			return nil, err
		}
	}
	var stdout answerBuffer
	var stderr tail
	cmd := exec.CommandContext(limited, program, c.Command[1:]...)
	cmd.Dir, cmd.WaitDelay = dir, waitDelay
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(input), &stdout, &stderr
	err = cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, fmt.Errorf("exec %s: not done after %s, and was ended%s\n\tgive it more by timeout", c.Name, timeout, stderr.shown())
	case stdout.full:
		return nil, fmt.Errorf("exec %s: it wrote more than %d MB to standard output; no option raises this limit", c.Name, maxAnswer>>20)
	case errors.Is(err, exec.ErrWaitDelay):
		return nil, fmt.Errorf("exec %s: %s ended, but a program that it started still holds its output open", c.Name, quoted(c.Command))
	case errors.As(err, &exit):
		return nil, fmt.Errorf("exec %s: %s ended with %s%s", c.Name, quoted(c.Command), status(exit), stderr.shown())
	case err != nil:
		return nil, fmt.Errorf("exec %s: %s cannot be run: %w", c.Name, quoted(c.Command), err)
	}
	return c.answer(stdout.data)
}

// maxAnswer bounds an answer, so that a command cannot take all memory.
const maxAnswer = 64 << 20

// answerBuffer holds an answer, up to maxAnswer.
type answerBuffer struct {
	data []byte
	full bool
}

// Write fails once there is too much, which ends the command.
func (b *answerBuffer) Write(p []byte) (int, error) {
	if len(b.data)+len(p) > maxAnswer {
		b.full = true
		return 0, io.ErrShortWrite
	}
	b.data = append(b.data, p...)
	return len(p), nil
}

// status says how a command ended.
func status(exit *exec.ExitError) string {
	if code := exit.ExitCode(); code >= 0 {
		return fmt.Sprintf("exit code %d", code)
	}
	return exit.String() // a signal
}

// quoted writes a command with its arguments, so that it is plain where each
// one ends.
func quoted(command []string) string {
	words := make([]string, len(command))
	for i, word := range command {
		words[i] = word
		if word == "" || strings.ContainsAny(word, " \t\n\"'`$&|;<>()*?\\") {
			words[i] = strconv.Quote(word)
		}
	}
	return strings.Join(words, " ")
}

// tail keeps the end of what is written to it.
type tail struct {
	data []byte
	cut  bool
}

// tailSize is how much of standard error is shown.
const tailSize = 2000

// Write never fails.
func (t *tail) Write(p []byte) (int, error) {
	t.data = append(t.data, p...)
	if over := len(t.data) - tailSize; over > 0 {
		t.data, t.cut = append([]byte{}, t.data[over:]...), true
	}
	return len(p), nil
}

// shown renders the end for an error's message, each line indented.
func (t *tail) shown() string {
	text := strings.TrimSpace(string(t.data))
	switch {
	case text == "":
		return ", and wrote nothing to standard error"
	case t.cut:
		text = "…" + text
	}
	return "; its standard error:\n\t" + strings.ReplaceAll(strings.ToValidUTF8(text, "?"), "\n", "\n\t")
}
