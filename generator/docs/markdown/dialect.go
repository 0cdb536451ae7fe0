// The dialects of Markdown that pages are written in, and how plain text and
// code are quoted for each.

package markdown

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Dialect is what a site generator asks of Markdown beyond CommonMark.
type Dialect struct {
	// Braces are escaped: in MDX they hold code, elsewhere attributes.
	Braces bool

	// Tildes strike through and are escaped. Python-Markdown does neither.
	Tildes bool

	// BarePipes says that a pipe in code does not end a table cell.
	BarePipes bool

	// LineStart matches what must not begin a line of text besides
	// CommonMark's own block markers.
	LineStart *regexp.Regexp

	// Code, where it is set, edits code that the generator would run even there.
	Code func(string) string

	plain bool // no markup at all
}

// Text quotes plain text so that it reads the same as Markdown, on one line.
func (d Dialect) Text(s string) string {
	s = strings.Join(strings.Fields(clean(s)), " ")
	return string(d.escape(nil, s, true))
}

// CodeSpan quotes text as inline code.
func (d Dialect) CodeSpan(s string) string {
	s = strings.Map(func(c rune) rune {
		if c == '\n' || c == '\t' {
			return ' '
		}
		return c
	}, clean(s))
	if d.plain {
		return s
	}
	if d.Code != nil {
		s = d.Code(s)
	}
	if strings.TrimSpace(s) == "" {
		return "` `" // a code span cannot be empty
	}
	ticks := strings.Repeat("`", longestRun(s, '`')+1)
	if s[0] == '`' || s[len(s)-1] == '`' || s[0] == ' ' && s[len(s)-1] == ' ' {
		s = " " + s + " "
	}
	return ticks + s + ticks
}

// Fence quotes text as a block of code in a language, which may be empty.
func (d Dialect) Fence(language, code string) string {
	code = strings.TrimRight(clean(code), " \t\n")
	if d.Code != nil {
		code = d.Code(code)
	}
	fence := strings.Repeat("`", max(3, longestRun(code, '`')+1))
	return fence + languageName.FindString(language) + "\n" + code + "\n" + fence
}

var languageName = regexp.MustCompile(`^[A-Za-z0-9+#_-]*`)

// Cell makes one line of Markdown fit for a table cell: a pipe in code takes a
// backslash (GFM, section 4.10). Where it has one already, which is how regular
// expressions write it, no escape is read alike everywhere: it leaves the code.
func (d Dialect) Cell(line string) string {
	if d.BarePipes || !strings.Contains(line, "|") {
		return line
	}
	var b strings.Builder
	ticks := "" // of the code span that is open
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && ticks == "" && i+1 < len(line):
			b.WriteString(line[i : i+2])
			i++
		case c == '`':
			run := line[i : i+len(line[i:])-len(strings.TrimLeft(line[i:], "`"))]
			if ticks == "" {
				ticks = run
			} else if run == ticks {
				ticks = ""
			}
			b.WriteString(run)
			i += len(run) - 1
		case c != '|':
			b.WriteByte(c)
		case i == 0 || line[i-1] != '\\':
			b.WriteString(`\|`)
		default:
			b.WriteString(ticks + "&#124;")
			switch rest := line[i+1:]; {
			case strings.TrimLeft(rest, "`") == rest: // goes on
				b.WriteString(ticks)
			case strings.HasPrefix(rest, ticks) && !strings.HasPrefix(rest, ticks+"`"): // ends here
				i += len(ticks)
				ticks = ""
			default: // goes on with ticks of its own
				b.WriteString(ticks + " ")
			}
		}
	}
	return b.String()
}

func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// What begins a block at the start of a line: a heading, a quote, a list, a
// setext underline, a rule, a fence.
var blockStart = regexp.MustCompile(`^(?:#{1,6}(?:\s|$)|>|[-+](?:\s|$)|=+\s*$|-+\s*$|(?:-\s*){3,}$|\d{1,9}[.)](?:\s|$)|!!!|\?\?\?)`)

// escape appends s, a run of plain text without newlines. lineStart says that
// it begins a line.
func (d Dialect) escape(dst []byte, s string, lineStart bool) []byte {
	if d.plain {
		return append(dst, s...)
	}
	if lineStart {
		dst, s = d.escapeLineStart(dst, s)
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch c {
		case '<':
			dst = append(dst, "&lt;"...)
		case '|':
			dst = append(dst, "&#124;"...)
		case '&':
			if entity.MatchString(s[i:]) {
				dst = append(dst, "&amp;"...)
			} else {
				dst = append(dst, c)
			}
		case '[', ']', '`':
			dst = append(dst, '\\', c)
		case '\\':
			if i+1 == len(s) || isPunct(s[i+1]) {
				dst = append(dst, '\\')
			}
			dst = append(dst, c)
		case '*':
			if !(isSpaceAround(s, i)) {
				dst = append(dst, '\\')
			}
			dst = append(dst, c)
		case '_':
			if !isWordAround(dst, s, i) {
				dst = append(dst, '\\')
			}
			dst = append(dst, c)
		case '~':
			if d.Tildes {
				dst = append(dst, '\\')
			}
			dst = append(dst, c)
		case '{', '}':
			if d.Braces {
				dst = append(dst, '\\')
			}
			dst = append(dst, c)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

var entity = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});`)

// escapeLineStart appends the first characters of s where they would begin a
// block, and returns the rest.
func (d Dialect) escapeLineStart(dst []byte, s string) ([]byte, string) {
	switch {
	case d.LineStart != nil && d.LineStart.MatchString(s):
		// An entity serves for letters and marks alike.
		return append(dst, entityOf(s[0])...), s[1:]
	case s == "" || !strings.ContainsRune("#>-+=!?0123456789", rune(s[0])) || !blockStart.MatchString(s):
		return dst, s
	case s[0] == '=' || s[0] == '?':
		return append(dst, entityOf(s[0])...), s[1:]
	case s[0] >= '0' && s[0] <= '9':
		n := strings.IndexAny(s, ".)")
		dst = append(dst, s[:n]...)
		return append(dst, '\\', s[n]), s[n+1:]
	default:
		return append(dst, '\\', s[0]), s[1:]
	}
}

func entityOf(c byte) string {
	const digits = "0123456789"
	if c >= 100 {
		return "&#" + string([]byte{digits[c/100], digits[c/10%10], digits[c%10]}) + ";"
	}
	return "&#" + string([]byte{digits[c/10], digits[c%10]}) + ";"
}

func isPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

func isSpaceAround(s string, i int) bool {
	return i > 0 && s[i-1] == ' ' && i+1 < len(s) && s[i+1] == ' '
}

// isWordAround reports whether the underscores at s[i] stand within a word,
// where they are no emphasis. What comes before may be in dst already.
func isWordAround(dst []byte, s string, i int) bool {
	before, _ := utf8.DecodeLastRune(dst)
	if before == '_' {
		before = 'x' // decided with the first of them
		if n := len(dst); n > 1 && dst[n-2] == '\\' {
			return false
		}
	}
	rest := strings.TrimLeft(s[i:], "_")
	after, _ := utf8.DecodeRuneInString(rest)
	return rest != "" && isWord(before) && isWord(after)
}

func isWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
