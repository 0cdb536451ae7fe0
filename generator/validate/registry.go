package validate

import (
	"bytes"
	"net/netip"
	"unicode/utf8"
)

// Formats of texts that OpenAPI's format registry adds to those of JSON Schema.

// IsIDNEmail reports whether text is a Mailbox of RFC 6531, section 3.3: one of
// RFC 5321 with characters beyond ASCII.
func IsIDNEmail(text []byte) bool { return utf8.Valid(text) && isMailbox(text, IsIDNHostname) }

// IsBase64URL reports whether text is base64 for URLs (RFC 4648, section 5), with
// padding or without.
func IsBase64URL(text []byte) bool {
	body := bytes.TrimRight(text, "=")
	if pad := len(text) - len(body); len(body)%4 == 1 || pad > 0 && (pad > 2 || len(text)%4 != 0) {
		return false
	}
	for _, c := range body {
		if !isAlpha(c) && !isDigit(c) && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

// IsChar reports whether text is one character.
func IsChar(text []byte) bool { return Length(text) == 1 }

// IsDecimal reports whether text is a number in decimal digits: the signed numeric
// literal of ISO/IEC 9075-2.
func IsDecimal(text []byte) bool {
	if len(text) > 0 && (text[0] == '+' || text[0] == '-') {
		text = text[1:]
	}
	whole := skipDigits(text, 0)
	end, digits := whole, whole
	if end < len(text) && text[end] == '.' {
		end = skipDigits(text, end+1)
		digits = end - 1
	}
	if digits == 0 {
		return false
	}
	if end < len(text) && text[end]|0x20 == 'e' {
		start := end + 1
		if start < len(text) && (text[start] == '+' || text[start] == '-') {
			start++
		}
		if end = skipDigits(text, start); end == start {
			return false
		}
	}
	return end == len(text)
}

// IsDateTimeLocal reports whether text is a date and time without an offset (TOML 1.0,
// Local Date-Time).
func IsDateTimeLocal(text []byte) bool {
	return len(text) > 11 && (text[10]|0x20 == 't' || text[10] == ' ') && IsDate(text[:10]) && IsTimeLocal(text[11:])
}

// IsTimeLocal reports whether text is a time without an offset (TOML 1.0, Local Time).
// When a second 60 is a leap second cannot be told without one.
func IsTimeLocal(text []byte) bool {
	if _, _, _, ok := clock(text); !ok {
		return false
	}
	return len(text) == 8 || text[8] == '.' && len(text) > 9 && skipDigits(text, 9) == len(text)
}

// IsIPv4CIDR reports whether text is an IPv4 address and the length of its prefix
// (RFC 4632, section 3.1).
func IsIPv4CIDR(text []byte) bool {
	p, err := netip.ParsePrefix(string(text))
	return err == nil && p.Addr().Is4()
}

// IsIPv6CIDR is [IsIPv4CIDR] for IPv6 (RFC 4291, section 2.3).
func IsIPv6CIDR(text []byte) bool {
	p, err := netip.ParsePrefix(string(text))
	return err == nil && p.Addr().Is6()
}

// IsHTTPDate reports whether text is an HTTP-date (RFC 9110, section 5.6.7): the
// preferred form, or one of the two obsolete ones.
func IsHTTPDate(text []byte) bool {
	if day, rest, ok := bytes.Cut(text, []byte(", ")); ok {
		// 06 Nov 1994 08:49:37 GMT, or 06-Nov-94 08:49:37 GMT
		rest, gmt := bytes.CutSuffix(rest, []byte(" GMT"))
		switch {
		case !gmt:
			return false
		case len(rest) == 20 && rest[2] == ' ' && rest[6] == ' ' && rest[11] == ' ':
			return isName(day, shortDays) && isDay(rest[:2], rest[3:6], rest[7:11]) && isClock(rest[12:])
		case len(rest) == 18 && rest[2] == '-' && rest[6] == '-' && rest[9] == ' ':
			return isName(day, longDays) && isDay(rest[:2], rest[3:6], rest[7:9]) && isClock(rest[10:])
		}
		return false
	}
	// Sun Nov  6 08:49:37 1994
	if len(text) != 24 || text[3] != ' ' || text[7] != ' ' || text[10] != ' ' || text[19] != ' ' {
		return false
	}
	day := text[8:10]
	if day[0] == ' ' {
		day = day[1:]
	}
	return isName(text[:3], shortDays) && isDay(day, text[4:7], text[20:]) && isClock(text[11:19])
}

const (
	shortDays = "Mon Tue Wed Thu Fri Sat Sun "
	longDays  = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
	months    = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec "
)

// isName reports whether text is one of the names, each of which a space follows.
func isName(text []byte, names string) bool { return nameIndex(text, names) >= 0 }

// nameIndex returns the index of a name among those, or -1.
func nameIndex(text []byte, names string) int {
	for i := 0; len(names) > 0; i++ {
		n := 0
		for names[n] != ' ' {
			n++
		}
		if string(text) == names[:n] {
			return i
		}
		names = names[n+1:]
	}
	return -1
}

// isDay reports whether a month has a day; of a year with two digits, any year that
// ends so may have it.
func isDay(day, month, year []byte) bool {
	d, ok1 := number(day)
	m := nameIndex(month, months)
	y, ok2 := number(year)
	if len(year) == 2 && y == 0 {
		y = 2000
	}
	return ok1 && ok2 && m >= 0 && d > 0 && d <= daysIn(y, m+1)
}

// isClock reports whether text is a time of day of RFC 9110, which has leap seconds.
func isClock(text []byte) bool { return len(text) == 8 && IsTimeLocal(text) }

// IsMediaRange reports whether text is a media-range (RFC 9110, section 12.5.1).
func IsMediaRange(text []byte) bool {
	end := bytes.IndexByte(text, ';')
	if end < 0 {
		end = len(text)
	}
	top, sub, ok := bytes.Cut(bytes.TrimRight(text[:end], " \t"), []byte("/"))
	if !ok || !isToken(top) || !isToken(sub) || string(top) == "*" && string(sub) != "*" {
		return false
	}
	for rest := text[end:]; len(rest) > 0; {
		rest = bytes.TrimLeft(rest, " \t")
		if len(rest) == 0 || rest[0] != ';' {
			return false
		}
		rest = bytes.TrimLeft(rest[1:], " \t")
		n := skipToken(rest)
		if n == 0 { // parameters may be empty
			continue
		}
		if n == len(rest) || rest[n] != '=' {
			return false
		}
		rest = rest[n+1:]
		if n = skipToken(rest); n == 0 {
			n = quotedEnd(rest)
		}
		if n == 0 {
			return false
		}
		rest = rest[n:]
	}
	return true
}

func isToken(text []byte) bool { return len(text) > 0 && skipToken(text) == len(text) }

// skipToken returns the length of the token that text begins with (RFC 9110, section
// 5.6.2).
func skipToken(text []byte) (n int) {
	for n < len(text) && isTokenChar(text[n]) {
		n++
	}
	return n
}

func isTokenChar(c byte) bool {
	return isAlpha(c) || isDigit(c) || bytes.IndexByte([]byte("!#$%&'*+-.^_`|~"), c) >= 0
}

// quotedEnd returns the length of the quoted-string that text begins with (RFC 9110,
// section 5.6.4); 0 where there is none.
func quotedEnd(text []byte) int {
	if len(text) == 0 || text[0] != '"' {
		return 0
	}
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return i + 1
		case c == '\\':
			i++
			if i == len(text) || text[i] < ' ' && text[i] != '\t' || text[i] == 0x7f {
				return 0
			}
		case c < ' ' && c != '\t', c == 0x7f:
			return 0
		}
	}
	return 0
}

// Structured fields (RFC 8941, section 3.3).

// IsSFString reports whether text is a String: printable ASCII in quotes.
func IsSFString(text []byte) bool {
	if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
		return false
	}
	for i := 1; i < len(text)-1; i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
			if i == len(text)-1 || text[i] != '"' && text[i] != '\\' {
				return false
			}
		case c < ' ', c > '~', c == '"':
			return false
		}
	}
	return true
}

// IsSFToken reports whether text is a Token.
func IsSFToken(text []byte) bool {
	for i, c := range text {
		if i == 0 && !isAlpha(c) && c != '*' || i > 0 && !isTokenChar(c) && c != ':' && c != '/' {
			return false
		}
	}
	return len(text) > 0
}

// IsSFBoolean reports whether text is a Boolean: ?0 or ?1.
func IsSFBoolean(text []byte) bool { return string(text) == "?0" || string(text) == "?1" }

// IsSFBinary reports whether text is a Byte Sequence: base64 between colons. Padding
// may be left out, as a parser of one must allow (section 4.2.7).
func IsSFBinary(text []byte) bool {
	if len(text) < 2 || text[0] != ':' || text[len(text)-1] != ':' {
		return false
	}
	text = text[1 : len(text)-1]
	body := bytes.TrimRight(text, "=")
	for _, c := range body {
		if !isAlpha(c) && !isDigit(c) && c != '+' && c != '/' {
			return false
		}
	}
	return len(body)%4 != 1 && (len(body) == len(text) || len(text)%4 == 0 && len(text)-len(body) < 3)
}

// FitsSFInteger reports whether an integer has at most 15 digits.
func (n Decimal) FitsSFInteger() bool { return n.Between("-999999999999999", "999999999999999") }

// FitsSFDecimal reports whether a number has at most twelve digits before its point,
// and three behind it.
func (n Decimal) FitsSFDecimal() bool {
	return n.within("1000000000000") && n.MultipleOf("0.001")
}

// FitsDoubleInt reports whether an integer is one that a float64 tells from all others.
func (n Decimal) FitsDoubleInt() bool { return n.within("9007199254740992") }

// FitsDecimal128 reports whether the number is in the range of the decimals of 128
// bits (IEEE 754).
func (n Decimal) FitsDecimal128() bool {
	const most = "9.999999999999999999999999999999999e6144"
	return n.Between("-"+most, most)
}

// IsLanguage reports whether text is a language tag that is well-formed (RFC 5646,
// section 2.2.9). Tags of the old registry, as i-klingon, are not told by what they
// are made of: they are listed.
func IsLanguage(text []byte) bool {
	if isName(bytes.ToLower(text), irregularTags) {
		return true
	}
	var buffer [32][]byte
	tags := buffer[:0]
	for tag := range bytes.SplitSeq(text, []byte("-")) {
		if len(tag) == 0 || len(tag) > 8 || len(tags) == cap(tags) {
			return false
		}
		for _, c := range tag {
			if !isAlpha(c) && !isDigit(c) {
				return false
			}
		}
		tags = append(tags, tag)
	}
	if tags[0][0]|0x20 == 'x' && len(tags[0]) == 1 {
		return len(tags) > 1
	}
	return isLangTag(tags)
}

const irregularTags = "en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu sgn-be-fr sgn-be-nl sgn-ch-de art-lojban cel-gaulish no-bok no-nyn zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang "

// isLangTag checks language, script, region, variants, extensions and private use.
func isLangTag(tags [][]byte) bool {
	letters := func(low, high int) bool {
		if len(tags) == 0 || len(tags[0]) < low || len(tags[0]) > high {
			return false
		}
		for _, c := range tags[0] {
			if !isAlpha(c) {
				return false
			}
		}
		return true
	}
	if !letters(2, 8) {
		return false
	}
	short := len(tags[0]) < 4
	tags = tags[1:]
	for i := 0; short && i < 3 && letters(3, 3); i++ {
		tags = tags[1:]
	}
	if letters(4, 4) {
		tags = tags[1:]
	}
	if letters(2, 2) || len(tags) > 0 && len(tags[0]) == 3 && skipDigits(tags[0], 0) == 3 {
		tags = tags[1:]
	}
	for len(tags) > 0 && (len(tags[0]) > 4 || len(tags[0]) == 4 && isDigit(tags[0][0])) {
		tags = tags[1:]
	}
	seen := uint64(0) // singletons, which stand once
	for len(tags) > 0 && len(tags[0]) == 1 {
		private := lower(tags[0][0]) == 'x'
		bit := uint64(1) << (lower(tags[0][0]) - '0')
		if isAlpha(tags[0][0]) {
			bit = 1 << (lower(tags[0][0]) - 'a' + 10)
		}
		if seen&bit != 0 {
			return false
		}
		seen |= bit
		tags = tags[1:]
		n := 0
		for n < len(tags) && (private || len(tags[n]) > 1) {
			n++
		}
		if n == 0 {
			return false
		}
		tags = tags[n:]
	}
	return len(tags) == 0
}
