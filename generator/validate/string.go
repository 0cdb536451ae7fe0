package validate

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// Strings (RFC 8259, section 7): read eight bytes at a time, with UTF-8 and
// surrogates checked.

// Text reads a string and returns it decoded. Where something else comes next, it
// records that a string was wanted, and ok is false; go on if OK is true. The text
// is valid until End, and may share memory with the body.
func (s *Scanner) Text() (text []byte, ok bool) {
	if s.Kind() != String {
		s.Mismatch("must be a string")
		return nil, false
	}
	s.at = s.pos
	escaped, ok := s.span()
	if !ok {
		return nil, false
	}
	text = s.data[s.at+1 : s.pos-1]
	if escaped {
		text = s.unescape(text)
	}
	return text, true
}

// String reads a string, whatever it says.
func (s *Scanner) String() bool {
	if s.Kind() != String {
		return s.Mismatch("must be a string")
	}
	s.at = s.pos
	_, ok := s.span()
	return ok
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// stops marks the bytes of w that end a run of plain text: a byte's high bit
// is set where it is a quote, a backslash, below 0x20 or beyond ASCII. The
// lowest one that is set is exact; those above it may be wrong.
func stops(w uint64) uint64 {
	quote, slash := w^ones*'"', w^ones*'\\'
	return ((quote - ones) | (slash - ones) | (w - ones*0x20) | w) & highs
}

// plain returns the offset where the plain text from i on ends; len(data) at
// the latest.
func plain(data []byte, i int) int {
	for ; len(data)-i >= 16; i += 16 {
		w := (*[16]byte)(data[i:])
		stop, second := stops(binary.LittleEndian.Uint64(w[:8])), stops(binary.LittleEndian.Uint64(w[8:]))
		if stop|second != 0 {
			if stop == 0 { // compiled to a conditional move, not a jump
				stop = second
				i += 8
			}
			return i + bits.TrailingZeros64(stop)/8
		}
	}
	if i+8 <= len(data) {
		if stop := stops(binary.LittleEndian.Uint64(data[i:])); stop != 0 {
			return i + bits.TrailingZeros64(stop)/8
		}
		i += 8
	}
	if i < len(data) && len(data) >= 8 {
		// The last eight bytes once more, those that were read already shifted
		// out; the zeros that come in count as stops.
		w := binary.LittleEndian.Uint64(data[len(data)-8:]) >> (8 * (8 - uint(len(data)-i)))
		return i + bits.TrailingZeros64(stops(w))/8
	}
	for i < len(data) && data[i] != '"' && data[i] != '\\' && data[i] >= 0x20 && data[i] < utf8.RuneSelf {
		i++
	}
	return i
}

// span reads past the string that comes next and tells whether it has escapes.
func (s *Scanner) span() (escaped, ok bool) {
	i := plain(s.data, s.pos+1)
	if i < len(s.data) && s.data[i] == '"' {
		s.plainAt = s.pos + 1
		s.pos = i + 1
		return false, true
	}
	return s.spanFrom(i)
}

// plainEnd returns the offset after the string that comes next, where that is
// plain and no space comes before it; else 0.
func (s *Scanner) plainEnd() int {
	if uint(s.pos) < uint(len(s.data)) && s.data[s.pos] == '"' {
		if i := plain(s.data, s.pos+1); i < len(s.data) && s.data[i] == '"' {
			return i + 1
		}
	}
	return 0
}

// spanFrom is span from the first byte on that is not plain.
func (s *Scanner) spanFrom(i int) (escaped, ok bool) {
	data := s.data
	for ; ; i = plain(data, i) {
		if i >= len(data) {
			return false, s.syntax(s.pos, "must be a string that is closed by a quote")
		}
		switch c := data[i]; {
		case c == '"':
			s.pos = i + 1
			return escaped, true
		case c == '\\':
			escaped = true
			if i+1 < len(data) && escapes[data[i+1]] != 0 {
				i = max(i+2, escapedQuotes(data, i))
				break
			}
			_, n, problem := readEscape(data[i:])
			if problem != "" {
				return false, s.syntax(i, problem)
			}
			i += n
		case c < 0x20:
			return false, s.syntax(i, "must be a string with its control characters escaped")
		default:
			for i < len(data) && data[i] >= utf8.RuneSelf {
				r, n := utf8.DecodeRune(data[i:])
				if r == utf8.RuneError && n == 1 {
					return false, s.syntax(i, notUTF8)
				}
				i += n
			}
		}
	}
}

// escapedQuotes goes from i past words of ASCII text whose only escapes are
// escaped quotes, as in a JSON text within a string, and returns where they end.
func escapedQuotes(data []byte, i int) int {
	last := uint64(0) // the mark of a backslash at the end of the previous word
	for ; len(data)-i >= 8; i += 8 {
		w := binary.LittleEndian.Uint64(data[i:])
		quotes, slashes := marks(w^ones*'"'), marks(w^ones*'\\')
		if (w|^(w+ones*(0x80-0x20)))&highs != 0 || slashes<<8|last != quotes {
			break
		}
		last = slashes >> 56
	}
	if last != 0 {
		i--
	}
	return i
}

// marks sets the high bit of each byte of w that is 0; w must be ASCII.
func marks(w uint64) uint64 { return ^(w + ones*0x7f) & highs }

// escapes are what a backslash and one more character stand for.
var escapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// readEscape decodes the escape at the start of b and tells its length, or
// what is wrong with it.
func readEscape(b []byte) (r rune, n int, problem string) {
	const badEscape = "must be a string with valid escapes"
	if len(b) < 2 {
		return 0, 0, badEscape
	}
	if c := escapes[b[1]]; c != 0 {
		return rune(c), 2, ""
	}
	if b[1] == 'u' {
		r, ok := hex4(b)
		if !ok {
			return 0, 0, badEscape
		}
		if r < 0xd800 || r > 0xdfff {
			return r, 6, ""
		}
		low, ok := hex4(b[6:])
		if r > 0xdbff || !ok || low < 0xdc00 || low > 0xdfff {
			return 0, 0, "must be a string without lone surrogates"
		}
		return (r-0xd800)<<10 | (low - 0xdc00) + 0x10000, 12, ""
	}
	return 0, 0, badEscape
}

// hex4 reads \uXXXX at the start of b.
func hex4(b []byte) (rune, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range b[2:6] {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}

// unescape decodes the inside of a string that span has read.
func (s *Scanner) unescape(raw []byte) []byte {
	m := s.scratch()
	start := len(m.text)
	m.text = appendUnescaped(m.text, raw)
	return m.text[start:len(m.text):len(m.text)]
}

func appendUnescaped(dst, raw []byte) []byte {
	for {
		i := bytes.IndexByte(raw, '\\')
		if i < 0 {
			return append(dst, raw...)
		}
		r, n, _ := readEscape(raw[i:])
		dst = utf8.AppendRune(append(dst, raw[:i]...), r)
		raw = raw[i+n:]
	}
}

// Length is the length of a string as JSON Schema counts it: in code points.
func Length(text []byte) int {
	rest := text // behind what is ASCII
	for len(rest) >= 8 && word64(rest)&highs == 0 {
		rest = rest[8:]
	}
	return len(text) - len(rest) + utf8.RuneCount(rest)
}
