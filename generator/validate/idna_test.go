package validate

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// TestIDNATables holds the data to golang.org/x/text, which knows a Unicode of its own:
// characters that are newer than package unicode's are none of either.
func TestIDNATables(t *testing.T) {
	fold := cases.Fold()
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if r >= 0xd800 && r < 0xe000 {
			continue
		}
		text := string(r)
		if got, want := viramas.has(r), norm.NFC.PropertiesString(text).CCC() == 9; got != want && unicode.IsMark(r) {
			t.Errorf("%U is a virama: %v", r, got)
		}
		if !unicode.In(r, unicode.Ll, unicode.Lo, unicode.Lm, unicode.Mn, unicode.Mc, unicode.Nd) || unicode.ToLower(r) != r {
			continue
		}
		if got, want := unstable.has(r), norm.NFKC.String(fold.String(norm.NFKC.String(text))) != text; got != want {
			t.Errorf("%U is unstable: %v", r, got)
		}
	}
	for name, set := range map[string]runes{"unstable": unstable, "viramas": viramas, "dualJoining": dualJoining, "leftJoining": leftJoining, "rightJoining": rightJoining} {
		for i, of := range set {
			if of[0] > of[1] || i > 0 && set[i-1][1] >= of[0] {
				t.Errorf("%s: %U is out of order", name, of)
			}
		}
	}
}

func TestIDNHostname(t *testing.T) {
	long := strings.Repeat("a", 63)
	for text, want := range map[string]bool{
		"example": true, "bücher.example": true, "münchen.de": true, "日本語.jp": true, "παράδειγμα.δοκιμή": true, "faß.de": true,
		"a\u3002b": true, "a\uff0eb": true, "a\uff61ü": true, "xn--bcher-kva.example": true, "XN--BCHER-KVA": true, long + "." + long: true,
		"": false, ".": false, "\u3002": false, "a..b": false, "ü.": false, ".ü": false, "-ü": false, "ü-": false, "üb--c": false, "a_ü": false,
		"Bücher": false, "BÜCHER": false, "ﬁ": false, "ａ": false, "²": false, "ü!": false, "ü b": false, "☃": false, "\u0301a": false, "a\u0301ü": true,
		"xn--": false, "xn--x": false, "xn--a": false, "xn---": false, "xn--bcher-kvb-": false, "xn--example-": false, "xn--wgv71a": true, "xn--zzzzzzzzzzzzzzzzz": false,
		"ab--cd.example": true, long + "a": false, strings.Repeat("ü", 64): false, strings.Repeat("ü", 56): true, strings.Repeat("日本語", 20): false,
		strings.Repeat(long+".", 4) + "a": false, "ü\xff": false, "ü\ue000": false, "ü\u00ad": false, "ü\u200b": false, "ü\ufe0f": false, "ᄀ": false,
		"l·l": true, "a·l": false, "l·": false, "·l": false, "α͵β": true, "α͵a": false, "α͵": false, "א׳": true, "׳א": false, "א״ב": true, "a״": false,
		"・ア": true, "・a": false, "・": false, "٠١": true, "۰٠": false, "٠۰": false, "क्\u200dष": true, "क\u200dष": false, "\u200dष": false,
		"क्\u200cष": true, "ب\u200cب": true, "بَ\u200cَب": true, "ا\u200cب": false, "ب\u200c": false, "ب\u200ca": false, "ßς་〇": true, "ـب": false, "〱": false, "실〮례": false,
	} {
		if got := IsIDNHostname([]byte(text)); got != want {
			t.Errorf("%q is a host name: %v", text, got)
		}
	}
}

func TestHostname(t *testing.T) {
	for text, want := range map[string]bool{
		"example.com": true, "a--b.com": true, "ab--cd.example": true, "xn--bcher-kva.example": true, "Xn--Bcher-KVA": true, "1.2.3.4": true,
		"xn--bcher": false, "xn--X": false, "bücher": false, "": false, "a.": false, "xn--ls8h": false, "xn--fi-": false,
	} {
		if got := IsHostname([]byte(text)); got != want {
			t.Errorf("%q is a host name: %v", text, got)
		}
	}
	name := []byte("xn--bcher-kva.xn--11b2ezcw70k.xn--ngba5hb2804a.example")
	if n := testing.AllocsPerRun(100, func() { IsHostname(name) }); n != 0 {
		t.Errorf("a host name costs %v allocations", n)
	}
	wide := []byte("bücher.ب\u200cب.क्\u200dष.日本語")
	if n := testing.AllocsPerRun(100, func() { IsIDNHostname(wide) }); n != 0 {
		t.Errorf("an internationalized host name costs %v allocations", n)
	}
}

// FuzzPunycode holds what is decoded and encoded to golang.org/x/net/idna.
func FuzzPunycode(f *testing.F) {
	for _, text := range []string{"bcher-kva", "wgv71a", "X", "", "-", "a-", "99999999", "ngba5hb2804a", "zca29lwxobi7a"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		label := strings.ToLower("xn--" + text)
		if text == "" || len(label) > maxLabel || !isASCII([]byte(text)) || strings.Contains(text, ".") || text[0] == '-' || text[len(text)-1] == '-' {
			return // nothing is encoded, which isULabel refuses
		}
		want, err := idna.Punycode.ToUnicode(label)
		got, ok := decodePunycode(nil, []byte(text))
		switch {
		case !ok && (err != nil || strings.ContainsRune(want, unicode.ReplacementChar)): // a surrogate
			return
		case !ok || err != nil:
			t.Fatalf("%q is decoded: %v, by x/net: %q, %v", text, ok, want, err)
		case string(got) != want:
			t.Fatalf("%q is decoded as %q, by x/net as %q", text, string(got), want)
		}
		again, err := idna.Punycode.ToASCII(want)
		if out := string(appendALabel(nil, got)); err == nil && len(again) <= maxLabel && out != again {
			t.Errorf("%q is encoded as %q, by x/net as %q", want, out, again)
		}
	})
}
