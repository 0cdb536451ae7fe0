package emit

import (
	"bytes"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/goapi"
)

// This file says how emitted Go files begin.

// GoHead is what the target puts at the head of each Go file: its header as a
// comment, and its build constraint.
func (in *Input) GoHead() string {
	var b strings.Builder
	if header := strings.TrimSpace(in.Target.Get("go", "header")); header != "" {
		b.WriteByte('\n')
		for line := range strings.Lines(header) {
			b.WriteString(strings.TrimRight("// "+line, " \t\r\n") + "\n")
		}
	}
	if build := in.Target.Get("go", "build"); build != "" {
		b.WriteString("\n//go:build " + build + "\n")
	}
	return b.String()
}

// WithHead puts a head behind the mark that a Go source begins with.
func WithHead(src []byte, head string) []byte {
	rest, _ := bytes.CutPrefix(src, []byte(goapi.Mark+"\n"))
	return slices.Concat([]byte(goapi.Mark+"\n"+head), rest)
}
