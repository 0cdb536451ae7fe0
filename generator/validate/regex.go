package validate

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// IsRegex reports whether text is a regular expression of ECMA-262 (section 22.2.1),
// as it is written with the flag u or, where that makes no other meaning of it, without
// (annex B.1.2): a brace may stand for itself, and a backslash may stand before any
// character that is neither a letter nor a digit. Which names groups and properties
// have is not checked.
func IsRegex(text []byte) bool {
	r := regexReader{text: text}
	return utf8.Valid(text) && r.disjunction(0) && r.at == len(text)
}

// regexReader reads an expression.
type regexReader struct {
	text []byte
	at   int
}

// next goes past a text, if that comes next, and reports whether it does.
func (r *regexReader) next(text string) bool {
	if !bytes.HasPrefix(r.text[r.at:], []byte(text)) {
		return false
	}
	r.at += len(text)
	return true
}

// peek is the byte that comes next; 0 at the end.
func (r *regexReader) peek() byte {
	if r.at == len(r.text) {
		return 0
	}
	return r.text[r.at]
}

// char goes past one character and returns it.
func (r *regexReader) char() rune {
	c, n := utf8.DecodeRune(r.text[r.at:])
	r.at += n
	return c
}

// disjunction reads up to the parenthesis that closes its group, or to the end.
func (r *regexReader) disjunction(depth int) bool {
	if depth > MaxDepth {
		return false
	}
	for r.at < len(r.text) {
		switch {
		case r.next("|"), r.next("^"), r.next("$"), r.next(`\b`), r.next(`\B`):
			continue
		case r.peek() == ')':
			return true
		case r.next("(?<="), r.next("(?<!"):
			if !r.disjunction(depth+1) || !r.next(")") {
				return false
			}
			continue // it cannot be repeated
		case r.next("(?="), r.next("(?!"), r.next("(?:"): // annex B lets look-ahead be repeated
			if !r.disjunction(depth+1) || !r.next(")") {
				return false
			}
		case r.next("(?<"):
			if !r.name('>') || !r.disjunction(depth+1) || !r.next(")") {
				return false
			}
		case r.next("(?"):
			if !r.flags() || !r.disjunction(depth+1) || !r.next(")") {
				return false
			}
		case r.next("("):
			if !r.disjunction(depth+1) || !r.next(")") {
				return false
			}
		case r.next("["):
			if !r.class() {
				return false
			}
		case r.next(`\`):
			if _, ok := r.escape(false); !ok {
				return false
			}
		case bytes.IndexByte([]byte("*+?"), r.peek()) >= 0, r.braces(): // nothing to repeat
			return false
		default:
			r.char()
		}
		if !r.quantifier() {
			return false
		}
	}
	return true
}

// quantifier reads one, if it comes next; it returns false where it is wrong.
func (r *regexReader) quantifier() bool {
	if !r.next("*") && !r.next("+") && !r.next("?") {
		low, high, at := r.bounds()
		if at == 0 {
			return true
		}
		if len(low) > len(high) && high != nil || len(low) == len(high) && bytes.Compare(low, high) > 0 {
			return false
		}
		r.at = at
	}
	r.next("?")
	return true
}

// braces reports whether a quantifier in braces comes next.
func (r *regexReader) braces() bool { _, _, at := r.bounds(); return at > 0 }

// bounds reads a quantifier in braces: its numbers without leading zeros, the second
// nil where there is no upper bound, and where it ends; 0 where none comes next.
func (r *regexReader) bounds() (low, high []byte, end int) {
	if r.peek() != '{' {
		return nil, nil, 0
	}
	i := skipDigits(r.text, r.at+1)
	low = bytes.TrimLeft(r.text[r.at+1:i], "0")
	if i == r.at+1 {
		return nil, nil, 0
	}
	high = low
	if high == nil {
		high = []byte{}
	}
	if i < len(r.text) && r.text[i] == ',' {
		start := i + 1
		i = skipDigits(r.text, start)
		high = bytes.TrimLeft(r.text[start:i], "0")
		if i == start {
			high = nil
		}
	}
	if i == len(r.text) || r.text[i] != '}' {
		return nil, nil, 0
	}
	return low, high, i + 1
}

// name reads the name of a group or property, and what ends it.
func (r *regexReader) name(end byte) bool {
	n := bytes.IndexByte(r.text[r.at:], end)
	if n <= 0 {
		return false
	}
	for _, c := range string(r.text[r.at : r.at+n]) {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) && c != '_' && c != '$' && c != '=' {
			return false
		}
	}
	r.at += n + 1
	return true
}

// flags reads modifiers, as in (?i-m:, up to the colon.
func (r *regexReader) flags() bool {
	seen, minus := 0, false
	for !r.next(":") {
		switch c := r.peek(); {
		case c == '-' && !minus:
			minus = true
		case c == 'i', c == 'm', c == 's':
			bit := 1 << (c - 'a')
			if seen&bit != 0 {
				return false
			}
			seen |= bit
		default:
			return false
		}
		r.at++
	}
	return seen != 0
}

// class reads a character class, whose bracket was read.
func (r *regexReader) class() bool {
	r.next("^")
	for !r.next("]") {
		low, ok := r.classAtom()
		if !ok {
			return false
		}
		if r.peek() != '-' || r.at+1 < len(r.text) && r.text[r.at+1] == ']' {
			continue
		}
		r.at++
		high, ok := r.classAtom()
		if !ok || low >= 0 && high >= 0 && low > high {
			return false
		}
	}
	return true
}

// classAtom reads one character of a class; it is negative where it is a set.
func (r *regexReader) classAtom() (c rune, ok bool) {
	switch {
	case r.at == len(r.text):
		return 0, false
	case r.next(`\`):
		return r.escape(true)
	}
	return r.char(), true
}

// escape reads what stands after a backslash, and returns the character that it is
// for; a negative one where it is for several, or for none that matters.
func (r *regexReader) escape(inClass bool) (c rune, ok bool) {
	if r.at == len(r.text) {
		return 0, false
	}
	switch c := r.char(); c {
	case 'd', 'D', 'w', 'W', 's', 'S':
		return -1, true
	case 'b':
		return '\b', inClass
	case 't':
		return '\t', true
	case 'n':
		return '\n', true
	case 'v':
		return '\v', true
	case 'f':
		return '\f', true
	case 'r':
		return '\r', true
	case 'c':
		letter := r.peek()
		r.at = min(r.at+1, len(r.text))
		return rune(letter & 31), isAlpha(letter)
	case 'x':
		return r.hex(2)
	case 'u':
		if !r.next("{") {
			return r.hex(4)
		}
		n := bytes.IndexByte(r.text[r.at:], '}')
		if n < 1 || n > 6 {
			return 0, false
		}
		c, ok := r.hex(n)
		r.at++
		return c, ok && c <= unicode.MaxRune
	case 'p', 'P':
		return -1, r.next("{") && r.name('}')
	case 'k':
		return -1, !inClass && r.next("<") && r.name('>')
	default:
		if '0' <= c && c <= '9' { // a reference back, or an octal escape of annex B
			r.at = skipDigits(r.text, r.at)
			return -1, true
		}
		return c, !unicode.IsLetter(c)
	}
}

// hex reads n hexadecimal digits.
func (r *regexReader) hex(n int) (c rune, ok bool) {
	if r.at+n > len(r.text) {
		return 0, false
	}
	for _, digit := range r.text[r.at : r.at+n] {
		if !isHex(digit) {
			return 0, false
		}
		c = c<<4 | rune(hexDigit(digit))
	}
	r.at += n
	return c, true
}
