package validate

import (
	"bytes"
	"net/netip"
)

// URIs (RFC 3986).

// IsURI reports whether text is a URI (RFC 3986, section 3).
func IsURI(text []byte) bool {
	n := 0
	for n < len(text) && (isAlpha(text[n]) || n > 0 && (isDigit(text[n]) || text[n] == '+' || text[n] == '-' || text[n] == '.')) {
		n++
	}
	return n > 0 && n < len(text) && text[n] == ':' && isRelative(text[n+1:])
}

// IsURIReference reports whether text is a URI or a relative reference
// (RFC 3986, section 4.1).
func IsURIReference(text []byte) bool {
	if IsURI(text) {
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
	text, fragment, _ := bytes.Cut(text, []byte("#"))
	path, query, _ := bytes.Cut(text, []byte("?"))
	if !areChars(fragment, ":@/?") || !areChars(query, ":@/?") {
		return false
	}
	if rest, ok := bytes.CutPrefix(path, []byte("//")); ok {
		authority, tail, _ := bytes.Cut(rest, []byte("/"))
		return isAuthority(authority) && areChars(tail, ":@/")
	}
	return areChars(path, ":@/")
}

func isAuthority(text []byte) bool {
	if user, host, ok := bytes.Cut(text, []byte("@")); ok {
		if !areChars(user, ":") {
			return false
		}
		text = host
	}
	if rest, ok := bytes.CutPrefix(text, []byte("[")); ok {
		host, port, ok := bytes.Cut(rest, []byte("]"))
		if !ok || len(port) > 0 && port[0] != ':' {
			return false
		}
		return isLiteral(host) && (len(port) == 0 || skipDigits(port, 1) == len(port))
	}
	host, port, _ := bytes.Cut(text, []byte(":"))
	return areChars(host, "") && skipDigits(port, 0) == len(port)
}

// isLiteral checks an IP-literal without its brackets.
func isLiteral(text []byte) bool {
	if len(text) > 0 && text[0]|0x20 == 'v' {
		version, rest, ok := bytes.Cut(text[1:], []byte("."))
		for _, c := range version {
			ok = ok && isHex(c)
		}
		return ok && len(version) > 0 && len(rest) > 0 && bytes.IndexByte(rest, '%') < 0 && areChars(rest, ":")
	}
	a, err := netip.ParseAddr(string(text))
	return err == nil && a.Is6() && a.Zone() == ""
}

// areChars reports whether text is unreserved characters, sub-delims, percent
// escapes and those of more.
func areChars(text []byte, more string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case uriChars[c]:
		case c == '%':
			if i+2 >= len(text) || !isHex(text[i+1]) || !isHex(text[i+2]) {
				return false
			}
			i += 2
		case c < 0x80 && indexByte(more, c):
		default:
			return false
		}
	}
	return true
}

var uriChars = func() (set [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=") {
		set[c] = true
	}
	return set
}()

func indexByte(s string, c byte) bool {
	for i := range len(s) {
		if s[i] == c {
			return true
		}
	}
	return false
}
