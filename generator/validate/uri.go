package validate

import (
	"bytes"
	"net/netip"
	"unicode/utf8"
)

// URIs (RFC 3986), and IRIs (RFC 3987): URIs with characters beyond ASCII.

// IsURI reports whether text is a URI (RFC 3986, section 3).
func IsURI(text []byte) bool { return isASCII(text) && IsIRI(text) }

// IsURIReference reports whether text is a URI or a relative reference
// (RFC 3986, section 4.1).
func IsURIReference(text []byte) bool { return isASCII(text) && IsIRIReference(text) }

// IsIRI reports whether text is an IRI (RFC 3987, section 2.2).
func IsIRI(text []byte) bool {
	n := 0
	for n < len(text) && uriChars[text[n]]&schemeChar != 0 {
		n++
	}
	return n > 0 && isAlpha(text[0]) && n < len(text) && text[n] == ':' && isRelative(text[n+1:])
}

// IsIRIReference reports whether text is an IRI or a relative reference
// (RFC 3987, section 2.2).
func IsIRIReference(text []byte) bool {
	if IsIRI(text) {
		return true
	}
	end := bytes.IndexAny(text, "/?#")
	if end < 0 {
		end = len(text)
	}
	// A colon in the first segment would end a scheme.
	return bytes.IndexByte(text[:end], ':') < 0 && isRelative(text)
}

// isRelative checks what follows the scheme: authority, path, query, fragment.
func isRelative(text []byte) bool {
	i := 0
	if len(text) >= 2 && text[0] == '/' && text[1] == '/' {
		i = skipChars(text, 2, nameChar) // most often all there is
		if end := skipChars(text, i, authorityChar); end > i {
			if !isAuthority(text[2:end]) {
				return false
			}
			i = end
		}
	}
	i = skipChars(text, i, pathChar)
	if i < len(text) && text[i] == '?' {
		i = skipChars(text, i+1, queryChar|privateChar)
	}
	if i < len(text) && text[i] == '#' {
		i = skipChars(text, i+1, queryChar) // a fragment has the same ones
	}
	return i == len(text)
}

func isAuthority(text []byte) bool {
	if at := bytes.IndexByte(text, '@'); at >= 0 {
		if skipChars(text[:at], 0, userChar) < at {
			return false
		}
		text = text[at+1:]
	}
	host := skipChars(text, 0, nameChar)
	if rest, ok := bytes.CutPrefix(text, []byte("[")); ok {
		end := bytes.IndexByte(rest, ']')
		if end < 0 || !isLiteral(rest[:end]) {
			return false
		}
		host = end + 2
	}
	return host == len(text) || text[host] == ':' && skipDigits(text, host+1) == len(text)
}

// isLiteral checks an IP-literal without its brackets.
func isLiteral(text []byte) bool {
	if len(text) > 0 && text[0]|0x20 == 'v' {
		version, rest, ok := bytes.Cut(text[1:], []byte("."))
		for _, c := range version {
			ok = ok && isHex(c)
		}
		return ok && len(version) > 0 && len(rest) > 0 && bytes.IndexByte(rest, '%') < 0 && skipChars(rest, 0, userChar) == len(rest)
	}
	a, err := netip.ParseAddr(string(text))
	return err == nil && a.Is6() && a.Zone() == ""
}

// skipChars returns where the characters of a class end; a percent escape belongs
// to every class.
func skipChars(text []byte, i int, class uint8) int {
	for i < len(text) {
		switch c := text[i]; {
		case uriChars[c]&class != 0:
			i++
		case c == '%' && i+2 < len(text) && isHex(text[i+1]) && isHex(text[i+2]):
			i += 3
		case c >= utf8.RuneSelf && class&schemeChar == 0:
			n := unicodeChar(text[i:], class&privateChar != 0)
			if n == 0 {
				return i
			}
			i += n
		default:
			return i
		}
	}
	return i
}

// unicodeChar returns the length of the character beyond ASCII that text begins with,
// if an IRI may hold it (ucschar; with private, iprivate too); else 0.
func unicodeChar(text []byte, private bool) int {
	r, n := utf8.DecodeRune(text)
	switch {
	case r == utf8.RuneError && n == 1, r < 0xa0, r&0xffff >= 0xfffe, 0xfdd0 <= r && r <= 0xfdef, 0xfff0 <= r && r <= 0xffff, 0xe0000 <= r && r < 0xe1000:
		return 0
	case 0xe000 <= r && r <= 0xf8ff, r >= 0xf0000:
		if !private {
			return 0
		}
	}
	return n
}

// The classes of characters: what each part of a URI may hold (RFC 3986, appendix A).
const (
	schemeChar    = 1 << iota
	nameChar      // of a host: unreserved and sub-delims
	userChar      // of user information
	authorityChar // of all of the authority
	pathChar
	queryChar
	privateChar // of the query of an IRI: characters for private use
)

var uriChars = func() (classes [256]uint8) {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	for chars, class := range map[string]uint8{
		letters + "+-.":                  schemeChar,
		letters + "-._~" + "!$&'()*+,;=": nameChar | userChar | authorityChar | pathChar | queryChar,
		":":                              userChar | authorityChar | pathChar | queryChar,
		"@":                              authorityChar | pathChar | queryChar,
		"[]":                             authorityChar,
		"/":                              pathChar | queryChar,
		"?":                              queryChar,
	} {
		for _, c := range []byte(chars) {
			classes[c] |= class
		}
	}
	return classes
}()
