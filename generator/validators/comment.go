package validators

import (
	"strings"

	"github.com/dave/jennifer/jen"
)

// comment is a // comment of text, one line for each of its lines. jennifer's
// own Comment passes text that begins with // or /* through raw.
func comment(text string) *jen.Statement {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("// "+strings.Map(printable, line), " ")
	}
	return jen.Comment(strings.Join(lines, "\n"))
}

func printable(r rune) rune {
	if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' || r == '\ufeff' {
		return ' '
	}
	return r
}
