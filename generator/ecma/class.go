package ecma

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Character classes, and escapes that stand for a character or a set of them.

// ECMA-262's white space and line terminators, as the inside of a class.
const (
	space    = `\t\n\v\f\r \x{a0}\x{feff}\p{Zs}\x{2028}\x{2029}`
	newlines = `\n\r\x{2028}\x{2029}`
)

// set is one character or a set of them: the inside of a class in Go's syntax.
type set struct {
	text string
	not  bool // the set is all but those
	char rune // where it is one character; else -1
}

func one(r rune, text string) set { return set{text: text, char: r} }

func some(text string) set { return set{text: text, char: -1} }

// lone is one escape, which needs no class around it.
var lone = regexp.MustCompile(`^\\(?:[dDwW]|[pP]\{\w+\})$`)

// alone is the set as an expression of its own.
func (s set) alone() string {
	switch {
	case s.not:
		return "[^" + s.text + "]"
	case s.char == '-':
		return "-"
	case s.char >= 0 || lone.MatchString(s.text):
		return s.text
	}
	return "[" + s.text + "]"
}

// inside is the set as a part of a class.
func (s set) inside() string {
	if s.not {
		return rangesText(runes(s.alone()))
	}
	return s.text
}

// rangesText writes pairs of characters as the inside of a class.
func rangesText(pairs []rune) string {
	var out strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		fmt.Fprintf(&out, `\x{%x}`, pairs[i])
		if pairs[i+1] > pairs[i] {
			fmt.Fprintf(&out, `-\x{%x}`, pairs[i+1])
		}
	}
	return out.String()
}

// class reads a character class.
func (p *parser) class() (*node, error) {
	p.take(1)
	opens := "["
	if p.skip("^") {
		opens = "[^"
	}
	var out strings.Builder
	for {
		if p.rest == "" {
			return nil, wrong("a class is not closed")
		}
		if p.skip("]") {
			break
		}
		low, err := p.member()
		if err != nil {
			return nil, err
		}
		if !p.has("-") || p.has("-]") {
			if low.text == "-" && out.Len() > 0 && !p.has("]") {
				low.text = `\-` // Go takes it bare at either end
			}
			out.WriteString(low.inside())
			continue
		}
		p.take(1)
		if p.rest == "" {
			return nil, wrong("a class is not closed")
		}
		high, err := p.member()
		switch {
		case err != nil:
			return nil, err
		case low.char >= 0 && high.char >= 0 && low.char > high.char:
			return nil, wrong("a range of a class is out of order")
		case low.char >= 0 && high.char >= 0:
			out.WriteString(bound(low) + "-" + bound(high))
		case !p.annexB:
			return nil, wrong("a range of a class begins or ends with a set")
		default: // a range that is none
			out.WriteString(bound(low) + `\-` + bound(high))
		}
	}
	switch {
	case out.Len() > 0:
		n := &node{kind: char, text: opens + out.String() + "]"}
		if all := runes(n.text); len(all) == 2 && all[0] == 0 && all[1] == unicode.MaxRune {
			return anyChar, nil // [\s\S]
		}
		return n, nil
	case opens == "[":
		return &node{kind: char, text: `[^\x00-\x{10FFFF}]`}, nil
	}
	return anyChar, nil
}

// bound is one side of a range, or of what looks like one.
func bound(s set) string {
	if s.text == "-" {
		return `\-`
	}
	return s.inside()
}

// member reads a character or an escape within a class.
func (p *parser) member() (set, error) {
	switch {
	case p.has(`\`):
		return p.set(true)
	case p.skip("["):
		return one('[', `\[`), nil // no class within a class, and no [:alpha:]
	}
	r, n := utf8.DecodeRuneInString(p.rest)
	return one(r, p.take(n)), nil
}

// classes are the escapes for sets, and that for the place of a word's end, which
// in a class is a backspace.
var classes = map[rune]set{
	's': some(space), 'S': {text: space, not: true, char: -1},
	'd': some(`\d`), 'D': some(`\D`), 'w': some(`\w`), 'W': some(`\W`),
	'n': one('\n', `\n`), 'r': one('\r', `\r`), 't': one('\t', `\t`), 'f': one('\f', `\f`), 'v': one('\v', `\v`),
}

// set reads an escape that stands for characters.
func (p *parser) set(inClass bool) (set, error) {
	if len(p.rest) < 2 {
		return set{}, wrong("it ends with a backslash")
	}
	p.take(1)
	c, n := utf8.DecodeRuneInString(p.rest)
	p.take(n)
	if known, ok := classes[c]; ok {
		return known, nil
	}
	switch {
	case c == 'b' && inClass:
		return one('\b', `\x08`), nil
	case '0' <= c && c <= '9':
		return p.digits(c)
	case c == 'x':
		return p.code(2)
	case c == 'u' && p.has("{"):
		return p.codePoint()
	case c == 'u':
		return p.code(4)
	case c == 'c' && p.rest != "" && isLetter(rune(p.rest[0])):
		r := rune(p.take(1)[0] & 0x1f)
		return one(r, fmt.Sprintf(`\x%02x`, r)), nil
	case c == 'p' || c == 'P':
		return p.property(c == 'P')
	case strings.ContainsRune(`^$\.*+?()[]{}|/`, c), c == '-' && inClass:
	case isLetter(c):
		return set{}, fmt.Errorf(`ECMA-262 has no escape \%c`, c)
	case !p.annexB:
		return set{}, wrong(`ECMA-262 has no escape \%c`, c)
	}
	if c == '-' {
		return one(c, `\-`), nil
	}
	return one(c, regexp.QuoteMeta(string(c))), nil
}

func isLetter(c rune) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isHex(text string) bool {
	return text != "" && strings.Trim(text, "0123456789abcdefABCDEF") == ""
}

// digits reads \0, and by Annex B an octal number of up to \377 or an 8 or 9.
func (p *parser) digits(first rune) (set, error) {
	next := p.rest != "" && '0' <= p.rest[0] && p.rest[0] <= '9'
	switch {
	case first == '0' && !next:
		return one(0, `\x00`), nil
	case !p.annexB:
		return set{}, wrong("it refers back to a group that is not there, or has an octal escape")
	case first > '7':
		return one(first, string(first)), nil
	}
	r := first - '0'
	for n := 1; n < 3 && p.rest != "" && '0' <= p.rest[0] && p.rest[0] <= '7' && r*8+rune(p.rest[0]-'0') <= 0o377; n++ {
		r = r*8 + rune(p.take(1)[0]-'0')
	}
	return one(r, fmt.Sprintf(`\x%02x`, r)), nil
}

// code reads \xHH or \uHHHH, and a pair of surrogates.
func (p *parser) code(digits int) (set, error) {
	r, ok := p.hex(digits)
	if !ok {
		return set{}, errors.New(`\x needs two, \u four hexadecimal digits`)
	}
	if 0xd800 <= r && r <= 0xdbff && p.has(`\u`) {
		before := p.rest
		p.take(2)
		if low, ok := p.hex(4); ok && 0xdc00 <= low && low <= 0xdfff {
			r = (r-0xd800)<<10 | (low - 0xdc00) + 0x10000
		} else {
			p.rest = before
		}
	}
	if 0xd800 <= r && r <= 0xdfff {
		return set{}, errors.New("it names a lone surrogate, which no valid text holds")
	}
	return one(r, fmt.Sprintf(`\x{%x}`, r)), nil
}

// hex reads so many hexadecimal digits.
func (p *parser) hex(digits int) (rune, bool) {
	if len(p.rest) < digits || !isHex(p.rest[:digits]) {
		return 0, false
	}
	n, err := strconv.ParseInt(p.take(digits), 16, 32)
	return rune(n), err == nil
}

// codePoint reads the rest of \u{…}.
func (p *parser) codePoint() (set, error) {
	if p.annexB {
		return set{}, errNeedsU
	}
	close := strings.IndexByte(p.rest, '}')
	if close < 2 || !isHex(p.rest[1:close]) {
		return set{}, errors.New(`\u{…} needs hexadecimal digits`)
	}
	text := p.take(close + 1)
	n, err := strconv.ParseInt(text[1:close], 16, 32)
	if err != nil || n > unicode.MaxRune {
		return set{}, errors.New(`\u{…} is beyond the last code point`)
	}
	if 0xd800 <= n && n <= 0xdfff {
		return set{}, errors.New("it names a lone surrogate, which no valid text holds")
	}
	return one(rune(n), `\x`+text), nil
}
