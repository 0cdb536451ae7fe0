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
			fmt.Fprintf(&b, "\n  %s [%s]\n", visible.Line(g.title), g.code)
			for _, l := range g.lines {
				l.text(&b)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (l line) text(b *strings.Builder) {
	b.WriteString("    " + visible.Line(l.subject))
	if l.message != "" {
		b.WriteString(": " + visible.Line(l.message))
	}
	b.WriteByte('\n')
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
