// This file shows characters that a reader cannot see, or that a terminal, a log, an
// editor or a parser takes for more than text (CVE-2021-42574).

package visible

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Prose returns a text of a document with such characters as escapes: "\u202e". Line
// breaks and tabs stay; all line breaks are newlines.
func Prose(text string) string {
	// Both line breaks of Unicode begin with the same two bytes.
	if strings.Contains(text, "\r") || strings.Contains(text, "\u2028"[:2]) {
		text = lineBreaks.Replace(text)
	}
	return escape(text, func(r rune) bool { return r == '\n' || r == '\t' })
}

var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// Line is [Prose] for what is one line: line breaks and tabs are escapes too.
func Line(text string) string { return escape(text, func(rune) bool { return false }) }

// JSON returns a JSON text with such characters in the escapes of JSON, so that it
// means what it meant.
func JSON(data []byte) []byte {
	hides := func(r rune) bool { return Invisible(r) && r != '\n' && r != '\t' && r != '\r' }
	if bytes.IndexFunc(data, hides) < 0 {
		return data
	}
	out := make([]byte, 0, len(data)+16)
	for _, r := range string(data) {
		switch {
		case !hides(r):
			out = utf8.AppendRune(out, r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out
}

func escape(text string, stays func(rune) bool) string {
	hides := func(r rune) bool { return Invisible(r) && !stays(r) }
	if utf8.ValidString(text) && strings.IndexFunc(text, hides) < 0 {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case hides(r) && r < ' ' && strings.ContainsRune("\n\t\r", r):
			b.WriteString(map[rune]string{'\n': `\n`, '\t': `\t`, '\r': `\r`}[r])
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

// Invisible reports whether a character is a control (C0, DEL, C1), one of
// bidirectional text, a line break that is none to most readers, a byte order mark, a
// tag, an annotation, or no character.
func Invisible(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0:
		return true
	case r < 0x061c:
		return false
	case r == 0x061c, r == 0x200e, r == 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	case r == 0xfeff, r >= 0xfff9 && r <= 0xfffb, r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return true
	case r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return false
}
