package diff

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// This file prints reports for a terminal, and for programs.

// Text writes the report for a terminal.
func (r *Report) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s -> %s: %s (%s)\n", r.Old, r.New, r.Verdict, r.headline())
	for _, s := range r.sections() {
		fmt.Fprintf(&b, "\n%s (%d)\n", s.title, s.count)
		for _, g := range s.groups {
			fmt.Fprintf(&b, "\n  %s [%s]\n", g.title, g.code)
			for _, l := range g.lines {
				l.text(&b)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (l line) text(b *strings.Builder) {
	b.WriteString("    " + l.subject)
	if l.message != "" {
		b.WriteString(": " + l.message)
	}
	b.WriteByte('\n')
	for _, more := range []string{l.where, l.operations} {
		if more != "" {
			b.WriteString("        " + more + "\n")
		}
	}
	if l.reason != "" {
		b.WriteString("        ignored: " + l.reason + "\n")
	}
}

// JSON writes the report with every change in full.
func (r *Report) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}
