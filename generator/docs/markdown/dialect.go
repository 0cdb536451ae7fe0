// Dialects of Markdown, and how plain text and code are escaped in each.

package markdown

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/oasmint/oasmint/generator/visible"
)

// Dialect says how a site generator reads Markdown where it differs from
// CommonMark. The zero value is CommonMark with GFM's tables.
type Dialect struct {
	// Braces says that braces have a meaning, and are escaped: they enclose code
	// in MDX, and attributes elsewhere.
	Braces bool

	// Tildes says that tildes strike text out, and are escaped. In
	// Python-Markdown they cannot be escaped either.
	Tildes bool

	// Marks says that a site may have extensions by which tildes, carets and pairs of
	// equals signs mark text (of Material and TechDocs): they are written as references.
	Marks bool

	// BarePipes says that a pipe in code does not end a table cell.
	BarePipes bool

	// LineStart, if it is not nil, matches what must not begin a line of text, in
	// addition to CommonMark's block markers.
	LineStart *regexp.Regexp

	// Code, if it is not nil, changes code in which the generator would find
	// something to run.
	Code func(string) string

	plain bool // no markup at all
}

// Text returns plain text as Markdown, on one line.
func (d Dialect) Text(s string) string {
	s = visible.Line(strings.Join(strings.Fields(s), " "))
	return string(d.escape(nil, s, true))
}

// CodeSpan returns text as inline code (CommonMark 0.31, section 6.1).
func (d Dialect) CodeSpan(s string) string {
	s = visible.Line(s)
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

// Fence returns text as a fenced block of code (CommonMark 0.31, section 4.5) in a
// language, which may be empty.
func (d Dialect) Fence(language, code string) string {
	code = strings.TrimRight(visible.Prose(code), " \t\n")
	if d.Code != nil {
		code = d.Code(code)
	}
	fence := strings.Repeat("`", max(3, longestRun(code, '`')+1))
	return fence + languageName.FindString(language) + "\n" + code + "\n" + fence
}

var languageName = regexp.MustCompile(`^[A-Za-z0-9+#_-]*`)

// Cell returns one line of Markdown as a table cell: a pipe in code is escaped by
// a backslash (GFM, section 4.10). One that has a backslash already, as in regular
// expressions, cannot be escaped in a way that all parsers read alike: the code
// span is ended before it, and begun again after it.
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

// longestRun returns how often c is repeated at most.
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

// blockStart matches what begins a block at the start of a line: a heading, a
// quote, a list, a setext underline, a thematic break, an admonition of
// Python-Markdown.
var blockStart = regexp.MustCompile(`^(?:#{1,6}(?:\s|$)|>|[-+](?:\s|$)|=+\s*$|-+\s*$|(?:-\s*){3,}$|\d{1,9}[.)](?:\s|$)|!!!|\?\?\?)`)

// escape appends plain text without newlines. lineStart says that it begins a
// line.
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
			switch {
			case d.Marks:
				dst = append(dst, entityOf(c)...)
			case d.Tildes:
				dst = append(dst, '\\', c)
			default:
				dst = append(dst, c)
			}
		case '^', '=':
			if d.Marks && (c == '^' || i+1 < len(s) && s[i+1] == '=') {
				dst = append(dst, entityOf(c)...)
			} else {
				dst = append(dst, c)
			}
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
		// A letter cannot be escaped by a backslash.
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

// entityOf returns a numeric character reference to an ASCII character.
func entityOf(c byte) string {
	const digits = "0123456789"
	if c >= 100 {
		return "&#" + string([]byte{digits[c/100], digits[c/10%10], digits[c%10]}) + ";"
	}
	return "&#" + string([]byte{digits[c/10], digits[c%10]}) + ";"
}

// isPunct reports whether c is ASCII punctuation (CommonMark 0.31, section 2.1),
// which a backslash escapes.
func isPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

// isSpaceAround reports whether s[i] is between spaces, where '*' is no emphasis.
func isSpaceAround(s string, i int) bool {
	return i > 0 && s[i-1] == ' ' && i+1 < len(s) && s[i+1] == ' '
}

// isWordAround reports whether the underscores at s[i] are within a word, where
// they are no emphasis. What comes before s[i] is at the end of dst.
func isWordAround(dst []byte, s string, i int) bool {
	before, _ := utf8.DecodeLastRune(dst)
	if before == '_' {
		before = 'x' // as was decided for the first of them
		if n := len(dst); n > 1 && dst[n-2] == '\\' {
			return false
		}
	}
	rest := strings.TrimLeft(s[i:], "_")
	after, _ := utf8.DecodeRuneInString(rest)
	return rest != "" && isWord(before) && isWord(after)
}

func isWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
