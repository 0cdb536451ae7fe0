// This file shows characters that a reader cannot see, or that a terminal, a log, an
// editor or a parser takes for more than text (CVE-2021-42574).

package diag

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Prose returns a text of a document with such characters as escapes: "\u202e". Line
// breaks and tabs stay.
func Prose(text string) string {
	return visible(text, func(r rune) bool { return r == '\n' || r == '\t' || r == '\r' })
}

// Line is [Prose] for what is one line: line breaks and tabs are escapes too.
func Line(text string) string { return visible(text, func(rune) bool { return false }) }

func visible(text string, stays func(rune) bool) string {
	hides := func(r rune) bool { return invisible(r) && !stays(r) }
	if utf8.ValidString(text) && strings.IndexFunc(text, hides) < 0 {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case r == '\n':
			b.WriteString(map[bool]string{true: "\n", false: `\n`}[stays(r)])
		case hides(r) && r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		case hides(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}

// invisible reports whether a character is a control (C0, DEL, C1), one of
// bidirectional text, a line break that is none to most readers, a byte order mark, or
// no character.
func invisible(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0:
		return true
	case r == 0x061c, r == 0x200e, r == 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return true
	case r == 0xfeff, r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return true
	}
	return false
}
