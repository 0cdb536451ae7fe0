package validate

import "bytes"

// Formats of texts that point at something: JSON Pointers, templates of URIs.

// IsJSONPointer reports whether text is a JSON Pointer (RFC 6901, section 3).
func IsJSONPointer(text []byte) bool {
	if len(text) > 0 && text[0] != '/' {
		return false
	}
	for i, c := range text {
		if c == '~' && (i+1 == len(text) || text[i+1] != '0' && text[i+1] != '1') {
			return false
		}
	}
	return true
}

// IsRelativeJSONPointer reports whether text is a Relative JSON Pointer
// (draft-bhutton-relative-json-pointer-00, section 3).
func IsRelativeJSONPointer(text []byte) bool {
	n := naturalEnd(text)
	if n == 0 {
		return false
	}
	text = text[n:]
	if len(text) > 0 && (text[0] == '+' || text[0] == '-') {
		n := naturalEnd(text[1:])
		if n == 0 {
			return false
		}
		text = text[n+1:]
	}
	return string(text) == "#" || IsJSONPointer(text)
}

// naturalEnd returns where the integer without leading zeros ends that text begins
// with; 0 where it begins with none.
func naturalEnd(text []byte) int {
	if len(text) > 0 && text[0] == '0' {
		return 1
	}
	return skipDigits(text, 0)
}

// IsURITemplate reports whether text is a URI template (RFC 6570, section 2).
func IsURITemplate(text []byte) bool {
	for len(text) > 0 {
		if text[0] != '{' {
			n := templateLiteral(text)
			if n == 0 {
				return false
			}
			text = text[n:]
			continue
		}
		end := bytes.IndexByte(text, '}')
		if end < 0 || !isExpression(text[1:end]) {
			return false
		}
		text = text[end+1:]
	}
	return true
}

// templateLiteral returns the length of the character that text begins with, if that
// may stand outside of expressions; else 0.
func templateLiteral(text []byte) int {
	switch c := text[0]; {
	case c == '%':
		return percent(text)
	case c <= ' ', c == 0x7f, bytes.IndexByte([]byte("\"<>\\^`{|}"), c) >= 0:
		return 0
	case c < 0x80:
		return 1
	}
	return unicodeChar(text, true)
}

// percent returns the length of the percent escape that text begins with; 0 where
// there is none.
func percent(text []byte) int {
	if len(text) >= 3 && text[0] == '%' && isHex(text[1]) && isHex(text[2]) {
		return 3
	}
	return 0
}

// isExpression checks what stands in the braces. Operators that are reserved are not
// accepted, since no processor knows what to do with them.
func isExpression(text []byte) bool {
	if len(text) > 0 && bytes.IndexByte([]byte("+#./;?&"), text[0]) >= 0 {
		text = text[1:]
	}
	for spec := range bytes.SplitSeq(text, []byte(",")) {
		if !isVarSpec(spec) {
			return false
		}
	}
	return true
}

// isVarSpec checks a name, and its modifier.
func isVarSpec(text []byte) bool {
	if name, length, ok := bytes.Cut(text, []byte(":")); ok {
		if len(length) == 0 || len(length) > 4 || length[0] == '0' || skipDigits(length, 0) < len(length) {
			return false
		}
		text = name
	} else {
		text = bytes.TrimSuffix(text, []byte("*"))
	}
	for part := range bytes.SplitSeq(text, []byte(".")) {
		if len(part) == 0 {
			return false
		}
		for len(part) > 0 {
			n := percent(part)
			if isAlpha(part[0]) || isDigit(part[0]) || part[0] == '_' {
				n = 1
			}
			if n == 0 {
				return false
			}
			part = part[n:]
		}
	}
	return true
}
