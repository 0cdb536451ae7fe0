package validate

import "errors"

// The Go type of the format uuid.

// A UUID is one of RFC 9562 (once RFC 4122): its 16 bytes. So a UUID of another
// package that is made of them can be converted to it, and back. Its text is written
// in lower case, as section 4 asks, and read in any.
type UUID [16]byte

// ParseUUID reads a UUID's text. The error does not hold the text.
func ParseUUID(text string) (u UUID, err error) {
	err = u.UnmarshalText([]byte(text))
	return u, err
}

// IsZero reports whether u is the Nil UUID, which is the zero value.
func (u UUID) IsZero() bool { return u == UUID{} }

// String returns the UUID's text.
func (u UUID) String() string {
	const digits = "0123456789abcdef"
	out := make([]byte, 0, 36)
	for i, b := range u {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			out = append(out, '-')
		}
		out = append(out, digits[b>>4], digits[b&15])
	}
	return string(out)
}

// MarshalText returns the UUID's text; encoding/json writes it as a string.
func (u UUID) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// UnmarshalText reads a UUID's text.
func (u *UUID) UnmarshalText(text []byte) error {
	if !IsUUID(text) {
		return errors.New("the text is no UUID (RFC 9562)")
	}
	i := 0
	for n := 0; n < len(text); n += 2 {
		if text[n] == '-' {
			n++
		}
		u[i] = hexDigit(text[n])<<4 | hexDigit(text[n+1])
		i++
	}
	return nil
}

// hexDigit is the value of a hexadecimal digit.
func hexDigit(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}
