// Package ecma translates the regular expressions of OpenAPI and JSON Schema
// documents, which are those of ECMA-262, to Go's regexp (RE2).
//
// What differs in meaning is rewritten: white space and line ends (\s, \S and
// the dot), empty classes ([] and [^]), brackets within a class, escapes by code
// (\xHH, \uHHHH, \u{…}, \cX, \0), and Unicode properties by their long names.
// What Go cannot express is refused: look-around, references back to a group,
// \S in a class, lone surrogates, and repeats of more than 1000.
package ecma

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// ECMA-262's white space and line terminators, as the inside of a class.
const (
	space    = `\t\n\v\f\r \x{a0}\x{feff}\p{Zs}\x{2028}\x{2029}`
	newlines = `\n\r\x{2028}\x{2029}`
)

// compiled remembers what [Compile] answered, by expression: documents repeat
// their patterns, and several emitters ask for each of them.
var compiled sync.Map // string -> result

type result struct {
	re  *regexp.Regexp
	err error
}

// Compile returns the Go expression that matches what expr does in ECMA-262
// with the flag u, as JSON Schema asks for (Core, 6.4). The error says in plain
// words what Go's regexp cannot express; it does not repeat the expression. It
// is safe for concurrent use, and keeps what it compiled.
func Compile(expr string) (*regexp.Regexp, error) {
	known, ok := compiled.Load(expr)
	if !ok {
		re, err := translate(expr)
		known, _ = compiled.LoadOrStore(expr, result{re, err})
	}
	return known.(result).re, known.(result).err
}

func translate(expr string) (*regexp.Regexp, error) {
	t := translator{rest: expr}
	for t.rest != "" {
		if err := t.next(); err != nil {
			return nil, err
		}
	}
	re, err := regexp.Compile(t.out.String())
	if err != nil {
		return nil, fmt.Errorf("it is more than Go's regexp takes (%s)", reason(err))
	}
	return re, nil
}

// reason is what regexp says, without the expression.
func reason(err error) string {
	text := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
	text, _, _ = strings.Cut(text, ": `")
	return text
}

type translator struct {
	rest string
	out  strings.Builder
}

func (t *translator) take(n int) string {
	taken := t.rest[:n]
	t.rest = t.rest[n:]
	return taken
}

// next translates one element outside of classes.
func (t *translator) next() error {
	switch t.rest[0] {
	case '\\':
		return t.escape(false)
	case '[':
		return t.class()
	case '.':
		t.take(1)
		t.out.WriteString(`[^` + newlines + `]`)
		return nil
	case '(':
		return t.group()
	}
	_, n := utf8.DecodeRuneInString(t.rest)
	t.out.WriteString(t.take(n))
	return nil
}

func (t *translator) group() error {
	for _, look := range []string{"(?=", "(?!", "(?<=", "(?<!"} {
		if strings.HasPrefix(t.rest, look) {
			return errors.New("it looks around (" + look + "…)), which Go's regexp does not do")
		}
	}
	t.out.WriteString(t.take(1))
	return nil
}

// class translates a character class.
func (t *translator) class() error {
	switch {
	case strings.HasPrefix(t.rest, "[]"):
		t.take(2)
		t.out.WriteString(`[^\x00-\x{10FFFF}]`)
		return nil
	case strings.HasPrefix(t.rest, "[^]"):
		t.take(3)
		t.out.WriteString(`[\x00-\x{10FFFF}]`)
		return nil
	}
	t.out.WriteString(t.take(1))
	if strings.HasPrefix(t.rest, "^") {
		t.out.WriteString(t.take(1))
	}
	for t.rest != "" {
		switch c := t.rest[0]; c {
		case ']':
			t.out.WriteString(t.take(1))
			return nil
		case '[':
			t.take(1)
			t.out.WriteString(`\[`) // no class within a class, and no [:alpha:]
		case '\\':
			if err := t.escape(true); err != nil {
				return err
			}
		default:
			_, n := utf8.DecodeRuneInString(t.rest)
			t.out.WriteString(t.take(n))
		}
	}
	return errors.New("a class is not closed")
}

// escape translates what begins with a backslash.
func (t *translator) escape(inClass bool) error {
	if len(t.rest) < 2 {
		return errors.New("it ends with a backslash")
	}
	t.take(1)
	c, n := utf8.DecodeRuneInString(t.rest)
	t.take(n)
	switch {
	case c == 's' && inClass:
		t.out.WriteString(space)
	case c == 's':
		t.out.WriteString("[" + space + "]")
	case c == 'S' && inClass:
		return errors.New(`it has \S in a class, which Go's regexp cannot express`)
	case c == 'S':
		t.out.WriteString("[^" + space + "]")
	case strings.ContainsRune("dDwW", c):
		t.out.WriteString(`\` + string(c))
	case strings.ContainsRune("nrtfv", c):
		t.out.WriteString(`\` + string(c))
	case c == 'b' && inClass:
		t.out.WriteString(`\x08`)
	case (c == 'b' || c == 'B') && !inClass:
		t.out.WriteString(`\` + string(c))
	case c == '0' && (t.rest == "" || t.rest[0] < '0' || t.rest[0] > '9'):
		t.out.WriteString(`\x00`)
	case '0' <= c && c <= '9', c == 'k':
		return errors.New("it refers back to a group, which Go's regexp does not do")
	case c == 'x':
		return t.code(2)
	case c == 'u' && strings.HasPrefix(t.rest, "{"):
		end := strings.IndexByte(t.rest, '}')
		if end < 2 || !isHex(t.rest[1:end]) {
			return errors.New(`\u{…} needs hexadecimal digits`)
		}
		t.out.WriteString(`\x` + t.take(end+1))
	case c == 'u':
		return t.code(4)
	case c == 'c' && t.rest != "" && isLetter(t.rest[0]):
		fmt.Fprintf(&t.out, `\x%02x`, t.take(1)[0]&0x1f)
	case c == 'p' || c == 'P':
		return t.property(string(c))
	case c < utf8.RuneSelf && !isLetter(byte(c)):
		t.out.WriteString(regexp.QuoteMeta(string(c)))
		if c == '-' && inClass {
			// QuoteMeta leaves it bare, and between two characters it is a range.
			trimmed := strings.TrimSuffix(t.out.String(), "-")
			t.out.Reset()
			t.out.WriteString(trimmed + `\-`)
		}
	default:
		return fmt.Errorf(`ECMA-262 has no escape \%c`, c)
	}
	return nil
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isHex(text string) bool {
	return text != "" && strings.Trim(text, "0123456789abcdefABCDEF") == ""
}

// code translates \xHH or \uHHHH, and a pair of surrogates.
func (t *translator) code(digits int) error {
	if len(t.rest) < digits || !isHex(t.rest[:digits]) {
		return errors.New(`\x needs two, \u four hexadecimal digits`)
	}
	var r, low rune
	fmt.Sscanf(t.take(digits), "%x", &r)
	if 0xd800 <= r && r <= 0xdbff && len(t.rest) >= 6 && t.rest[:2] == `\u` && isHex(t.rest[2:6]) {
		fmt.Sscanf(t.rest[2:6], "%x", &low)
		if 0xdc00 <= low && low <= 0xdfff {
			t.take(6)
			r = (r-0xd800)<<10 | (low - 0xdc00) + 0x10000
		}
	}
	if 0xd800 <= r && r <= 0xdfff {
		return errors.New("it names a lone surrogate, which no valid text holds")
	}
	fmt.Fprintf(&t.out, `\x{%x}`, r)
	return nil
}

// property translates \p{…}: names of general categories and scripts.
func (t *translator) property(letter string) error {
	end := strings.IndexByte(t.rest, '}')
	if !strings.HasPrefix(t.rest, "{") || end < 2 {
		return errors.New(`\p needs a property in braces`)
	}
	name := t.take(end + 1)[1:end]
	if key, value, ok := strings.Cut(name, "="); ok {
		switch key {
		case "Script", "sc", "General_Category", "gc":
			name = value
		default:
			return errors.New("it asks for the Unicode property " + key + ", which Go's regexp does not know")
		}
	}
	if short, ok := categories[name]; ok {
		name = short
	}
	t.out.WriteString(`\` + letter + `{` + name + `}`)
	return nil
}

// categories are the long names of Unicode's general categories.
var categories = map[string]string{
	"Letter": "L", "Cased_Letter": "LC", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt",
	"Modifier_Letter": "Lm", "Other_Letter": "Lo", "Mark": "M", "Nonspacing_Mark": "Mn", "Spacing_Mark": "Mc",
	"Enclosing_Mark": "Me", "Number": "N", "Decimal_Number": "Nd", "digit": "Nd", "Letter_Number": "Nl", "Other_Number": "No",
	"Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc", "Dash_Punctuation": "Pd", "Open_Punctuation": "Ps",
	"Close_Punctuation": "Pe", "Initial_Punctuation": "Pi", "Final_Punctuation": "Pf", "Other_Punctuation": "Po",
	"Symbol": "S", "Math_Symbol": "Sm", "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk", "Other_Symbol": "So",
	"Separator": "Z", "Space_Separator": "Zs", "Line_Separator": "Zl", "Paragraph_Separator": "Zp",
	"Other": "C", "Control": "Cc", "Format": "Cf", "Surrogate": "Cs", "Private_Use": "Co",
}
