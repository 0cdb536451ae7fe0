package diff

import (
	"fmt"
	"html"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/plural"
	"github.com/oasmint/oasmint/generator/visible"
)

// This file prints reports as the body of a pull request (GitHub Flavored
// Markdown). Names come from the documents and are untrusted: they stand in
// code spans, or escaped.

// maxMarkdown is less than what GitHub takes for a body (65,536 characters).
const maxMarkdown = 60_000

// Markdown writes the report for a pull request. Of many changes, each cause is a line to
// unfold, so that the whole is a screen. What is too much for GitHub is left out, from the
// end, and it says how much that is.
func (r *Report) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s → %s: **%s**\n\n", code(r.Old), code(r.New), r.Verdict)
	fmt.Fprintf(&b, "For users of the generated Go package: %s.\n", r.headline())
	sections := r.sections()
	if len(r.Changes) > mostOpen {
		b.WriteString("\n" + counted(sections) + "\n")
	}
	left := 0
	for _, s := range sections {
		part := r.section(s)
		if b.Len()+len(part) > maxMarkdown {
			left += s.count
			continue
		}
		b.WriteString(part)
	}
	if left > 0 {
		fmt.Fprintf(&b, "\n%s here; `oasmint diff` lists all.\n", plural.Of(left, "more change does not fit", "more changes do not fit"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// counted says how many changes each section has.
func counted(sections []section) string {
	var out []string
	for _, s := range sections {
		out = append(out, fmt.Sprintf("%s: %d", strings.ToLower(s.title[:1])+s.title[1:], s.count))
	}
	text := strings.Join(out, "; ")
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// What of a report is open: it is to fit a screen.
const (
	mostOpen    = 12  // changes of a section that are shown; of more, each cause is a line to unfold
	mostCauses  = 10  // lines of a section; of more, the rest is to unfold
	mostNamed   = 2   // schemas or operations that a line names
	mostLetters = 130 // of what a line says
)

// section renders a section. What is compatible is folded, and so is what is worth a look
// where that is much.
func (r *Report) section(s section) string {
	var b strings.Builder
	many := s.count > mostOpen
	folded := strings.HasPrefix(s.title, "Compatible") || s.title == "Ignored"
	fold := folded || many && !strings.HasPrefix(s.title, "Breaking")
	if fold {
		fmt.Fprintf(&b, "\n<details><summary>%s (%d)</summary>\n", s.title, s.count)
	} else {
		fmt.Fprintf(&b, "\n### %s (%d)\n", s.title, s.count)
	}
	if many && !folded {
		r.causes(&b, s, fold)
	} else {
		for _, g := range s.groups {
			title := "**" + escaped(g.title) + "**"
			if g.code != "" {
				title = escaped(g.title) + " (" + code(g.code) + ")"
			}
			fmt.Fprintf(&b, "\n%s\n\n", title)
			for _, l := range g.lines {
				l.markdown(&b, r)
			}
		}
	}
	if fold {
		b.WriteString("\n</details>\n")
	}
	return b.String()
}

// causes renders the changes of a section, each cause a line to unfold; of many causes the
// first ones, and the others to unfold.
func (r *Report) causes(b *strings.Builder, s section, all bool) {
	list := entries(s.changes)
	for i, e := range list {
		if i == mostCauses && len(list) > mostCauses+1 && !all {
			fmt.Fprintf(b, "\n<details><summary>%d more</summary>\n", len(list)-i)
		}
		fmt.Fprintf(b, "\n<details><summary>%s</summary>\n\n", e.summary())
		for _, l := range e.lines {
			l.markdown(b, r)
		}
		b.WriteString("\n</details>\n")
	}
	if len(list) > mostCauses+1 && !all {
		b.WriteString("\n</details>\n")
	}
}

// summary is an entry in a line of HTML.
func (e entry) summary() string {
	says := strings.Join(e.says, "; ")
	if len(e.says) > 1 && len(says) > mostLetters {
		says = fmt.Sprintf("%d changes", len(e.says))
	}
	out := htmlOf(cut(says, mostLetters))
	if e.subject != "" {
		out = "<b>" + htmlOf(e.subject) + "</b>: " + out
	}
	var more []string
	if n := len(e.owners); n > 0 {
		named := strings.Join(e.owners[:min(n, mostNamed)], ", ")
		if n > mostNamed {
			named += fmt.Sprintf(" and %d more", n-mostNamed)
		}
		more = append(more, "of "+named)
	}
	if e.uses > 0 {
		more = append(more, "in "+plural.Of(e.uses, "operation", "operations"))
	}
	if len(more) > 0 {
		out += " <i>" + htmlOf(strings.Join(more, ", ")) + "</i>"
	}
	return out
}

// cut shortens text that is longer than most; a code span that is cut ends.
func cut(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	out := string(runes[:most])
	if strings.Count(out, "`")%2 == 1 {
		out += "`"
	}
	return out + "…"
}

// htmlOf renders text in which `…` are code spans.
func htmlOf(s string) string {
	parts := strings.Split(visible.Line(strings.Join(strings.Fields(s), " ")), "`")
	var b strings.Builder
	for i, part := range parts {
		part = strings.ReplaceAll(html.EscapeString(part), "@", "&#64;")
		if i%2 == 1 && i < len(parts)-1 {
			part = "<code>" + part + "</code>"
		}
		b.WriteString(part)
	}
	return b.String()
}

// place renders where a change is: with links, where the report has addresses.
func (r *Report) place(l line) string {
	if l.where == "" {
		return ""
	}
	before, after := r.OldURL.of(l.old), r.NewURL.of(l.new)
	if before == "" && after == "" {
		return code(l.where)
	}
	var out []string
	for _, p := range []struct {
		at   *diag.Position
		link string
		word string
	}{{l.old, before, "old"}, {l.new, after, "new"}} {
		switch {
		case p.at == nil:
		case p.link == "":
			out = append(out, p.word+" "+code(p.at.String()))
		default:
			out = append(out, fmt.Sprintf("[%s: line %d](%s)", p.word, p.at.Line, p.link))
		}
	}
	return strings.Join(out, " → ")
}

// Address says where readers find a document.
type Address struct {
	File string // what positions call it
	URL  string // "" for nowhere
}

// of is a link to a position: in the document, or in a file below its folder. It is "" for
// another file.
func (a Address) of(p *diag.Position) string {
	if p == nil || a.URL == "" {
		return ""
	}
	to, err := url.Parse(a.URL)
	if err != nil {
		return ""
	}
	if p.File != a.File {
		folder, _ := path.Split(a.File)
		file, ok := strings.CutPrefix(p.File, folder)
		if !ok || path.IsAbs(file) {
			return ""
		}
		to = to.JoinPath("..", file)
	}
	to.Fragment = fmt.Sprintf("L%d", p.Line)
	return strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E").Replace(to.String())
}

func (l line) markdown(b *strings.Builder, r *Report) {
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
	if at := r.place(l); at != "" {
		b.WriteString(" (" + at + ")")
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
