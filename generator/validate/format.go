package validate

import (
	"bytes"
	"net/netip"
)

// Formats of strings, each by the RFC that JSON Schema names for it (2020-12,
// Validation, section 7.3) or by OpenAPI's format registry.

// IsDate reports whether text is a full-date of RFC 3339, section 5.6.
func IsDate(text []byte) bool {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return false
	}
	year, ok1 := number(text[:4])
	month, ok2 := number(text[5:7])
	day, ok3 := number(text[8:])
	if !ok1 || !ok2 || !ok3 || month < 1 || month > 12 || day < 1 {
		return false
	}
	return day <= daysIn(year, month)
}

// daysIn is how many days a month has, from 1 to 12.
func daysIn(year, month int) int {
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 29
	}
	return [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
}

// clock reads the hour, minute and second that a time begins with.
func clock(text []byte) (hour, minute, second int, ok bool) {
	if len(text) < 8 || text[2] != ':' || text[5] != ':' {
		return 0, 0, 0, false
	}
	hour, ok1 := number(text[:2])
	minute, ok2 := number(text[3:5])
	second, ok3 := number(text[6:8])
	return hour, minute, second, ok1 && ok2 && ok3 && hour <= 23 && minute <= 59 && second <= 60
}

// IsTime reports whether text is a full-time of RFC 3339, section 5.6. A leap
// second is one only at 23:59:60 UTC.
func IsTime(text []byte) bool {
	hour, minute, second, ok := clock(text)
	if !ok || len(text) < 9 {
		return false
	}
	zone := text[8:]
	if zone[0] == '.' {
		n := skipDigits(zone, 1)
		if n == 1 || n == len(zone) {
			return false
		}
		zone = zone[n:]
	}
	offset := 0
	switch {
	case len(zone) == 1 && zone[0]|0x20 == 'z':
	case len(zone) == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':':
		h, ok1 := number(zone[1:3])
		m, ok2 := number(zone[4:])
		if !ok1 || !ok2 || h > 23 || m > 59 {
			return false
		}
		offset = h*60 + m
		if zone[0] == '-' {
			offset = -offset
		}
	default:
		return false
	}
	const day = 24 * 60
	return second < 60 || (hour*60+minute-offset+day)%day == day-1
}

// IsDateTime reports whether text is a date-time of RFC 3339, section 5.6.
func IsDateTime(text []byte) bool {
	return len(text) > 11 && text[10]|0x20 == 't' && IsDate(text[:10]) && IsTime(text[11:])
}

// number reads text that is digits only.
func number(text []byte) (n int, ok bool) {
	for _, c := range text {
		if !isDigit(c) {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// IsDuration reports whether text is a duration of RFC 3339, appendix A.
func IsDuration(text []byte) bool {
	rest, ok := bytes.CutPrefix(text, []byte("P"))
	if !ok || len(rest) == 0 {
		return false
	}
	date, clock, hasTime := bytes.Cut(rest, []byte("T"))
	if hasTime && len(clock) == 0 {
		return false
	}
	if n := skipDigits(date, 0); n > 0 && n == len(date)-1 && date[n] == 'W' {
		return !hasTime
	}
	return units(date, "YMD") && units(clock, "HMS")
}

// units reads numbers, each with its unit. A unit must come directly after the one
// before it in names: P1Y2D is no duration.
func units(text []byte, names string) bool {
	next := -1
	for len(text) > 0 {
		n := skipDigits(text, 0)
		if n == 0 || n == len(text) {
			return false
		}
		i := bytes.IndexByte([]byte(names), text[n])
		if i < 0 || next >= 0 && i != next {
			return false
		}
		next = i + 1
		text = text[n+1:]
	}
	return true
}

// IsUUID reports whether text is a UUID of RFC 4122, section 3.
func IsUUID(text []byte) bool {
	if len(text) != 36 {
		return false
	}
	for i, c := range text {
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if !isHex(c) {
				return false
			}
		}
	}
	return true
}

func isHex(c byte) bool { return isDigit(c) || c|0x20-'a' < 6 }

// hexValue is the value of a hexadecimal digit.
func hexValue(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return (c | 0x20) - 'a' + 10
}
func isAlpha(c byte) bool { return c|0x20-'a' < 26 }

// IsByte reports whether text is base64 with padding (RFC 4648, section 4).
func IsByte(text []byte) bool {
	if len(text)%4 != 0 {
		return false
	}
	body := bytes.TrimSuffix(text, []byte("="))
	body = bytes.TrimSuffix(body, []byte("="))
	for _, c := range body {
		if !isAlpha(c) && !isDigit(c) && c != '+' && c != '/' {
			return false
		}
	}
	return true
}

// IsIPv4 reports whether text is a dotted-quad of RFC 2673, section 3.2.
func IsIPv4(text []byte) bool {
	a, err := netip.ParseAddr(string(text))
	return err == nil && a.Is4()
}

// IsIPv6 reports whether text is an address of RFC 4291, section 2.2.
func IsIPv6(text []byte) bool {
	a, err := netip.ParseAddr(string(text))
	return err == nil && a.Is6() && a.Zone() == ""
}

// IsHostname reports whether text is a host name of RFC 1123, section 2.1, where
// labels that begin with xn-- are Punycode of what RFC 5891 allows.
func IsHostname(text []byte) bool {
	if len(text) > maxHostname {
		return false
	}
	for label := range bytes.SplitSeq(text, []byte(".")) {
		if !isASCIILabel(label) {
			return false
		}
	}
	return true
}

// IsEmail reports whether text is a Mailbox of RFC 5321, section 4.1.2, in ASCII.
func IsEmail(text []byte) bool { return isASCII(text) && isMailbox(text, IsHostname) }

// isMailbox checks a local part, and a domain or literal. Characters beyond ASCII are
// left to the caller.
func isMailbox(text []byte, isHostname func([]byte) bool) bool {
	at := bytes.LastIndexByte(text, '@')
	if at < 1 || at > 64 {
		return false
	}
	local, domain := text[:at], text[at+1:]
	if literal, ok := bytes.CutPrefix(domain, []byte("[")); ok {
		literal, ok = bytes.CutSuffix(literal, []byte("]"))
		if v6, is6 := bytes.CutPrefix(literal, []byte("IPv6:")); is6 {
			return ok && isLocal(local) && IsIPv6(v6)
		}
		return ok && isLocal(local) && IsIPv4(literal)
	}
	return isLocal(local) && isHostname(domain)
}

func isLocal(text []byte) bool {
	if len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"' {
		return isQuoted(text[1 : len(text)-1])
	}
	for atom := range bytes.SplitSeq(text, []byte(".")) {
		if len(atom) == 0 {
			return false
		}
		for _, c := range atom {
			if c < 0x80 && !isAlpha(c) && !isDigit(c) && bytes.IndexByte([]byte("!#$%&'*+-/=?^_`{|}~"), c) < 0 {
				return false
			}
		}
	}
	return true
}

// isQuoted checks the inside of a Quoted-string.
func isQuoted(text []byte) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '\\' {
			i++
			if i == len(text) || text[i] < ' ' || text[i] > '~' {
				return false
			}
		} else if c < ' ' || c == 0x7f || c == '"' {
			return false
		}
	}
	return true
}
