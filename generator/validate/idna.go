package validate

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Internationalized host names: the labels that IDNA2008 allows (RFC 5890 to 5893),
// in Unicode (U-labels) and as ASCII that begins with xn-- (A-labels, Punycode of
// RFC 3492). Not checked are that a label is in Normalization Form C as a whole, and
// the rule of RFC 5893 for labels written from right to left, since both need more of
// Unicode's data than package unicode has.

// maxLabel is how long a label may be, in ASCII (RFC 1035, section 2.3.4).
const maxLabel = 63

// maxHostname is how long a host name may be, in ASCII, without a dot at its end.
const maxHostname = 253

// IsIDNHostname reports whether text is an internationalized host name (RFC 5890,
// section 2.3.2.3). The dots that RFC 3490 lists are dots.
func IsIDNHostname(text []byte) bool {
	total := -1
	for start := 0; ; {
		end, dot := start, 0
		for end < len(text) && dot == 0 {
			r, n := utf8.DecodeRune(text[end:])
			switch r {
			case '.', 0x3002, 0xff0e, 0xff61:
				dot = n
			default:
				end += n
			}
		}
		n := labelLength(text[start:end])
		if n == 0 {
			return false
		}
		if total += n + 1; total > maxHostname {
			return false
		}
		if dot == 0 {
			return true
		}
		start = end + dot
	}
}

// labelLength returns how long a label is in ASCII; 0 where it is no label.
func labelLength(text []byte) int {
	if isASCII(text) {
		if !isASCIILabel(text) {
			return 0
		}
		return len(text)
	}
	var buffer [maxLabel]rune
	label := buffer[:0]
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r == utf8.RuneError && n == 1 || len(label) == maxLabel {
			return 0
		}
		label, text = append(label, r), text[n:]
	}
	if !isULabel(label) {
		return 0
	}
	var ascii [maxLabel]byte
	n := len(appendALabel(ascii[:0], label))
	if n > maxLabel {
		return 0
	}
	return n
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isASCIILabel reports whether text is a label of letters, digits and hyphens
// (RFC 1123, section 2.1) and, where it begins with xn--, an A-label.
func isASCIILabel(text []byte) bool {
	if len(text) == 0 || len(text) > maxLabel || text[0] == '-' || text[len(text)-1] == '-' {
		return false
	}
	for _, c := range text {
		if !isAlpha(c) && !isDigit(c) && c != '-' {
			return false
		}
	}
	return !hasALabelPrefix(text) || isALabel(text)
}

func hasALabelPrefix(text []byte) bool {
	return len(text) >= 4 && text[0]|0x20 == 'x' && text[1]|0x20 == 'n' && text[2] == '-' && text[3] == '-'
}

// isALabel reports whether text, which begins with xn--, is the A-label of a U-label
// (RFC 5890, section 2.3.2.1): the one that this would be encoded as.
func isALabel(text []byte) bool {
	var buffer [maxLabel]rune
	label, ok := decodePunycode(buffer[:0], text[4:])
	if !ok || !isULabel(label) {
		return false
	}
	var ascii [maxLabel]byte
	again := appendALabel(ascii[:0], label)
	if len(again) != len(text) {
		return false
	}
	for i, c := range text {
		if lower(c) != again[i] {
			return false
		}
	}
	return true
}

// lower is an ASCII letter in lower case; other bytes it returns as they are.
func lower(c byte) byte {
	if isAlpha(c) {
		return c | 0x20
	}
	return c
}

// The parameters of Punycode (RFC 3492, section 5).
const (
	punyBase, punyMin, punyMax = 36, 1, 26
	punySkew, punyDamp         = 38, 700
	punyBias, punyFirst        = 72, 0x80
)

// decodePunycode appends what a text in Punycode stands for (RFC 3492, section 6.2),
// its ASCII letters in lower case; ok is false where it is none, or too long.
func decodePunycode(out []rune, text []byte) (_ []rune, ok bool) {
	rest := 0
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] == '-' {
			rest = i + 1
			for _, c := range text[:i] {
				out = append(out, rune(lower(c)))
			}
			break
		}
	}
	const limit = unicode.MaxRune * (maxLabel + 1)
	n, i, bias := punyFirst, 0, punyBias
	for at := rest; at < len(text); i++ {
		before, weight := i, 1
		for k := punyBase; ; k += punyBase {
			if at == len(text) {
				return nil, false
			}
			digit := 0
			switch c := lower(text[at]); {
			case isAlpha(c):
				digit = int(c - 'a')
			case isDigit(c):
				digit = int(c-'0') + 26
			default:
				return nil, false
			}
			at++
			if digit > (limit-i)/weight {
				return nil, false
			}
			i += digit * weight
			threshold := min(max(k-bias, punyMin), punyMax)
			if digit < threshold {
				break
			}
			if weight *= punyBase - threshold; weight > limit {
				return nil, false
			}
		}
		if len(out) == maxLabel {
			return nil, false
		}
		bias = punyAdapt(i-before, len(out)+1, before == 0)
		n += i / (len(out) + 1)
		i %= len(out) + 1
		if n > unicode.MaxRune || n >= 0xd800 && n < 0xe000 {
			return nil, false
		}
		out = slices.Insert(out, i, rune(n))
	}
	return out, true
}

// appendALabel appends the A-label of a U-label (RFC 3492, section 6.3), or the
// beginning of one that is too long.
func appendALabel(out []byte, label []rune) []byte {
	out = append(out, "xn--"...)
	basic := 0
	for _, r := range label {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
			basic++
		}
	}
	if basic > 0 {
		out = append(out, '-')
	}
	n, delta, bias := rune(punyFirst), 0, punyBias
	for done := basic; done < len(label) && len(out) <= maxLabel; {
		next := rune(unicode.MaxRune)
		for _, r := range label {
			if r >= n {
				next = min(next, r)
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range label {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			q := delta
			for k := punyBase; ; k += punyBase {
				threshold := min(max(k-bias, punyMin), punyMax)
				if q < threshold {
					break
				}
				out = append(out, punyDigit(threshold+(q-threshold)%(punyBase-threshold)))
				q = (q - threshold) / (punyBase - threshold)
			}
			out = append(out, punyDigit(q))
			bias = punyAdapt(delta, done+1, done == basic)
			delta = 0
			done++
		}
		delta++
		n++
	}
	return out
}

func punyDigit(n int) byte {
	if n < 26 {
		return 'a' + byte(n)
	}
	return '0' + byte(n-26)
}

func punyAdapt(delta, points int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for ; delta > (punyBase-punyMin)*punyMax/2; k += punyBase {
		delta /= punyBase - punyMin
	}
	return k + (punyBase-punyMin+1)*delta/(delta+punySkew)
}

// isULabel reports whether a label may be registered (RFC 5891, section 4.2): it has
// characters beyond ASCII, hyphens neither at its ends nor third and fourth, no mark
// first, and each of its characters is allowed where it stands.
func isULabel(label []rune) bool {
	if len(label) == 0 || label[0] == '-' || label[len(label)-1] == '-' || len(label) > 3 && label[2] == '-' && label[3] == '-' || unicode.IsMark(label[0]) {
		return false
	}
	beyond := false
	for i, r := range label {
		beyond = beyond || r >= utf8.RuneSelf
		if !isAllowed(label, i) {
			return false
		}
	}
	return beyond
}

// isAllowed reports whether the i-th character of a label is allowed by itself, or by
// what stands around it (RFC 5892, section 3 and appendix A).
func isAllowed(label []rune, i int) bool {
	before := func(is func(rune) bool) bool { return i > 0 && is(label[i-1]) }
	after := func(is func(rune) bool) bool { return i+1 < len(label) && is(label[i+1]) }
	isL := func(r rune) bool { return r == 'l' }
	switch r := label[i]; r {
	case 0xdf, 0x3c2, 0x6fd, 0x6fe, 0xf0b, 0x3007: // section 2.6
		return true
	case 0x640, 0x7fa, 0x302e, 0x302f, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303b:
		return false
	case 0xb7: // appendix A.3
		return before(isL) && after(isL)
	case 0x375: // A.4
		return after(func(r rune) bool { return unicode.Is(unicode.Greek, r) })
	case 0x5f3, 0x5f4: // A.5, A.6
		return before(func(r rune) bool { return unicode.Is(unicode.Hebrew, r) })
	case 0x30fb: // A.7
		return slices.ContainsFunc(label, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) })
	case 0x200c: // A.1
		return before(viramas.has) || joinsAround(label, i)
	case 0x200d: // A.2
		return before(viramas.has)
	default:
		switch {
		case 0x660 <= r && r <= 0x669: // A.8
			return !slices.ContainsFunc(label, func(r rune) bool { return 0x6f0 <= r && r <= 0x6f9 })
		case 0x6f0 <= r && r <= 0x6f9: // A.9
			return !slices.ContainsFunc(label, func(r rune) bool { return 0x660 <= r && r <= 0x669 })
		}
		return isPermitted(r)
	}
}

// isPermitted reports whether a character is PVALID (RFC 5892, section 3) for another
// reason than that it is an exception.
func isPermitted(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-'
	}
	switch {
	case !unicode.In(r, unicode.Ll, unicode.Lo, unicode.Lm, unicode.Mn, unicode.Mc, unicode.Nd), // Lu is not stable
		0x1100 <= r && r <= 0x11ff, 0xa960 <= r && r <= 0xa97f, 0xd7b0 <= r && r <= 0xd7ff, // OldHangulJamo
		0x20d0 <= r && r <= 0x20ff, 0x1d100 <= r && r <= 0x1d1ff, 0x1d200 <= r && r <= 0x1d24f, // IgnorableBlocks
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector), // IgnorableProperties
		unicode.ToLower(r) != r, unstable.has(r):
		return false
	}
	return true
}

// joinsAround reports whether what stands around the i-th character of a label joins,
// transparent characters aside.
func joinsAround(label []rune, i int) bool {
	transparent := func(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) }
	left, right := i-1, i+1
	for left >= 0 && transparent(label[left]) {
		left--
	}
	for right < len(label) && transparent(label[right]) {
		right++
	}
	return left >= 0 && right < len(label) &&
		(dualJoining.has(label[left]) || leftJoining.has(label[left])) && (dualJoining.has(label[right]) || rightJoining.has(label[right]))
}

// runes is a set of characters: ranges with both ends, in order.
type runes [][2]rune

func (set runes) has(r rune) bool {
	_, found := slices.BinarySearchFunc(set, r, func(of [2]rune, r rune) int {
		switch {
		case of[1] < r:
			return -1
		case of[0] > r:
			return 1
		}
		return 0
	})
	return found
}
