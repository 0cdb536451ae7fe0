package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/oasmint/oasmint/generator/visible"
)

// This file prints reports for a terminal, and for programs.

// Text writes the report for a terminal.
func (r *Report) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s -> %s: %s (%s)\n", visible.Line(r.Old), visible.Line(r.New), r.Verdict, r.headline())
	for _, s := range r.sections() {
		fmt.Fprintf(&b, "\n%s (%d)\n", s.title, s.count)
		for _, g := range s.groups {
			b.WriteString("\n  " + visible.Line(g.title) + bracketed(g.code) + "\n")
			for _, l := range g.lines {
				l.text(&b)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (l line) text(b *strings.Builder) {
	b.WriteString("    " + visible.Line(strings.TrimPrefix(strings.TrimSuffix(l.subject+": "+l.message, ": "), ": ")) + bracketed(l.code) + "\n")
	if l.proof != "" {
		b.WriteString("        " + visible.Line(shortened(l.proof)+parenthesized(l.of)) + "\n")
	}
	if len(l.inGo) > 0 {
		b.WriteString("        Go: " + visible.Line(strings.Join(l.inGo, "; ")) + "\n")
	}
	for _, more := range []string{l.where, l.operations} {
		if more != "" {
			b.WriteString("        " + visible.Line(more) + "\n")
		}
	}
	if l.reason != "" {
		b.WriteString("        ignored: " + visible.Line(l.reason) + "\n")
	}
}

// JSON writes the report with every change in full.
func (r *Report) JSON(w io.Writer) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(r); err != nil {
		return err
	}
	_, err := w.Write(visible.JSON(b.Bytes()))
	return err
}

func bracketed(code string) string {
	if code == "" {
		return ""
	}
	return " [" + code + "]"
}

func parenthesized(text string) string {
	if text == "" {
		return ""
	}
	return " (" + text + ")"
}

// shortened cuts a value that is too long to be read; JSON has it whole.
func shortened(text string) string {
	const most = 400
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}
