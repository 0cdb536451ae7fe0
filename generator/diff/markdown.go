package diff

import (
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/oasmint/oasmint/generator/visible"
)

// This file prints reports as the body of a pull request (GitHub Flavored
// Markdown). Names come from the documents and are untrusted: they stand in
// code spans, or escaped.

// maxMarkdown is less than what GitHub takes for a body (65,536 characters).
const maxMarkdown = 60_000

// Markdown writes the report for a pull request. What is too much for one is
// left out, from the end, and it says how much that is.
func (r *Report) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s → %s: **%s**\n\n", code(r.Old), code(r.New), r.Verdict)
	fmt.Fprintf(&b, "For users of the generated Go package: %s.\n", r.headline())
	left := 0
	for _, s := range r.sections() {
		part := s.markdown()
		if b.Len()+len(part) > maxMarkdown {
			left += s.count
			continue
		}
		b.WriteString(part)
	}
	if left > 0 {
		fmt.Fprintf(&b, "\n%d more changes do not fit here; `oasmint diff` lists them.\n", left)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// mostOpen is how many changes of a section are shown; of more, each operation and
// schema is a line to unfold.
const mostOpen = 12

// markdown renders a section; what is compatible is folded.
func (s section) markdown() string {
	var b strings.Builder
	folded := strings.HasPrefix(s.title, "Compatible") || s.title == "Ignored"
	if folded {
		fmt.Fprintf(&b, "\n<details><summary>%s (%d)</summary>\n", s.title, s.count)
	} else {
		fmt.Fprintf(&b, "\n### %s (%d)\n", s.title, s.count)
	}
	many := !folded && s.count > mostOpen
	for _, g := range s.groups {
		if many {
			fmt.Fprintf(&b, "\n<details><summary>%s (%d)</summary>\n\n", html.EscapeString(visible.Line(g.title)), len(g.lines))
			for _, l := range g.lines {
				l.markdown(&b)
			}
			b.WriteString("\n</details>\n")
			continue
		}
		title := "**" + escaped(g.title) + "**"
		if g.code != "" {
			title = escaped(g.title) + " (" + code(g.code) + ")"
		}
		fmt.Fprintf(&b, "\n%s\n\n", title)
		for _, l := range g.lines {
			l.markdown(&b)
		}
	}
	if folded {
		b.WriteString("\n</details>\n")
	}
	return b.String()
}

func (l line) markdown(b *strings.Builder) {
	b.WriteString("- ")
	if l.subject != "" {
		b.WriteString(code(l.subject))
		if l.message != "" {
			b.WriteString(": ")
		}
	}
	b.WriteString(escaped(l.message))
	if l.code != "" {
		b.WriteString(" (" + code(l.code) + ")")
	}
	if l.where != "" {
		b.WriteString(" (" + code(l.where) + ")")
	}
	if l.operations != "" {
		b.WriteString(" " + escaped(l.operations))
	}
	if l.reason != "" {
		b.WriteString(" Ignored: " + escaped(l.reason))
	}
	b.WriteByte('\n')
	if len(l.inGo) > 0 {
		b.WriteString("  Go: " + escaped(strings.Join(l.inGo, "; ")) + "\n")
	}
	if l.proof == "" {
		return
	}
	words, value, _ := strings.Cut(visible.Line(shortened(l.proof)), ": ")
	if l.of == "" {
		b.WriteString("  " + escaped(words) + ": " + escaped(value) + "\n")
		return
	}
	fmt.Fprintf(b, "\n  %s (%s):\n\n  %sjson\n  %s\n  %s\n", escaped(words), escaped(l.of), fenceOf(value), value, fenceOf(value))
}

// fenceOf is a fence that a value does not end.
func fenceOf(value string) string {
	fence := "```"
	for strings.Contains(value, fence) {
		fence += "`"
	}
	return fence
}

// code puts s in a code span, which backticks in it do not end.
func code(s string) string {
	s = visible.Line(strings.Join(strings.Fields(s), " "))
	if s == "" {
		return "" // two backticks would begin a span
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// escaped renders text in which `…` are code spans. A mention of someone is
// none: the text is not the reader's.
func escaped(s string) string {
	var b strings.Builder
	parts := strings.Split(visible.Line(strings.Join(strings.Fields(s), " ")), "`")
	for i, part := range parts {
		if i%2 == 1 && i < len(parts)-1 {
			b.WriteString(code(part))
			continue
		}
		if i%2 == 1 {
			b.WriteString("\\`")
		}
		for _, r := range part {
			switch {
			case r == '@':
				b.WriteString("&#64;")
				continue
			case r == '<':
				b.WriteString("&lt;")
				continue
			case strings.ContainsRune("\\*_[]#~|!", r):
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}
