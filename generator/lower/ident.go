package lower

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gobuffalo/flect"
	"golang.org/x/text/unicode/runenames"
)

// This file makes Go identifiers of names in the document.

// initialisms are words that Go writes in one case, by their lower case: those of
// https://go.dev/wiki/CodeReviewComments#initialisms, and of OAuth and OpenID.
var initialisms = wordTable(`
	ACL API ASCII CIBA CPU CSRF CSS DB DCR DNS DPoP EC ECDH EOF GUID HMAC HSM HTML HTTP HTTPS ID IP
	JARM JOSE JSON JWE JWK JWKS JWS JWT LDAP MAC MFA MTLS OAuth OAuth2 OIDC OK OpenID OS OTP PAR PEM PIN
	PKCE PKI QPS QR RAM RPC RSA SAML SDK SKU SLA SMTP SQL SSH SSL SSO TCP TLS TOTP TTL UDP UI UID
	URI URL URN UTC UTF8 UUID VCI VM XML XMPP XSRF XSS`)

func wordTable(words string) map[string]string {
	out := map[string]string{}
	for word := range strings.FieldsSeq(words) {
		out[strings.ToLower(word)] = word
	}
	return out
}

// identifiers turns names of the document into exported Go identifiers.
type identifiers struct {
	words map[string]string // lower case -> as Go writes it
	found map[string]string // names -> exported: documents have few, and those often
}

func newIdentifiers(more []string) identifiers {
	words := maps.Clone(initialisms)
	maps.Copy(words, wordTable(strings.Join(more, " ")))
	return identifiers{words, map[string]string{}}
}

// exported returns the CamelCase form of name: token_fail_request is
// TokenFailRequest, clientIds is ClientIDs. It is empty for a name without letters
// and digits; see [identifiers.spelled].
func (ids identifiers) exported(name string) string {
	out, ok := ids.found[name]
	if !ok {
		out = begin(ids.camel(name))
		ids.found[name] = out
	}
	return out
}

// spelled is exported with punctuation written out: "+1" is Plus1, "" is Empty. It
// is for names that differ in punctuation alone.
func (ids identifiers) spelled(name string) string {
	if isPlain(name) {
		return ids.exported(name)
	}
	return ids.exported(punctuated(name))
}

// isPlain reports whether a name has no punctuation, so far as ASCII tells.
func isPlain(name string) bool {
	for i := range len(name) {
		if c := name[i]; (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}

// spelledValue is spelled for the value of an enum; see [identifiers.value].
func (ids identifiers) spelledValue(name string) string { return begin(ids.value(punctuated(name))) }

// punctuated is name with its punctuation in words.
func punctuated(name string) string {
	if name == "" {
		return "Empty"
	}
	var b strings.Builder
	for _, r := range name {
		switch word, ok := punctuation[r]; {
		case ok:
			b.WriteString(" " + word + " ")
		case r == ' ':
			b.WriteString(" Space ")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteString(" " + symbol(r) + " ")
		}
	}
	return b.String()
}

// symbol is the name that Unicode gives a character, euro sign, or its number where
// it has none of its own: U0007.
func symbol(r rune) string {
	name := runenames.Name(r)
	if name == "" || name[0] == '<' { // <control>, <private use>
		return fmt.Sprintf("U%04X", r)
	}
	return strings.ToLower(strings.ReplaceAll(name, "-", " "))
}

var punctuation = map[rune]string{
	'+': "Plus", '-': "Minus", '*': "Star", '/': "Slash", '\\': "Backslash", '=': "Equal",
	'<': "Less", '>': "Greater", '!': "Not", '?': "Question", '.': "Dot", ',': "Comma",
	':': "Colon", ';': "Semicolon", '&': "And", '|': "Or", '^': "Caret", '~': "Tilde",
	'#': "Hash", '$': "Dollar", '%': "Percent", '@': "At", '_': "Underscore", '\'': "Quote",
	'"': "DoubleQuote", '`': "Backtick", '(': "Open", ')': "Close", '[': "OpenBracket",
	']': "CloseBracket", '{': "OpenBrace", '}': "CloseBrace", '\n': "Newline", '\r': "Return", '\t': "Tab",
}

// begin makes s start as an exported identifier must: before a digit or a letter
// without case it puts a letter.
func begin(s string) string {
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			return s
		case unicode.IsDigit(r):
			return "N" + s
		default:
			return "X" + s
		}
	}
	return ""
}

// camel joins the words of name in CamelCase; it may begin with a digit. A word in
// capitals by itself is an abbreviation, and stays: VAT.
func (ids identifiers) camel(name string) string {
	words := words(name)
	return ids.join(words, len(words) > 1 && isShouted(name))
}

// value is camel for the value of an enum, which is often written in capitals:
// INVALID is Invalid.
func (ids identifiers) value(name string) string { return ids.join(words(name), isShouted(name)) }

func isShouted(name string) bool { return !strings.ContainsFunc(name, unicode.IsLower) }

func (ids identifiers) join(words []string, shouted bool) string {
	var b strings.Builder
	for _, word := range words {
		b.WriteString(ids.word(word, shouted))
	}
	return b.String()
}

// letterCase tells the names that differ in case alone apart: id is Lower, ID Upper,
// Id Title.
func letterCase(name string) string {
	letters := strings.Map(func(r rune) rune {
		if !unicode.IsUpper(r) && !unicode.IsLower(r) {
			return -1
		}
		return r
	}, name)
	switch first, _ := utf8.DecodeRuneInString(letters); {
	case letters == "":
		return ""
	case unicode.IsLower(first):
		return "Lower"
	case isShouted(letters):
		return "Upper"
	}
	return "Title"
}

// capitals says which of the letters of a name are capitals, for names that nothing
// else tells apart: aBcD has Capitals2And4.
func capitals(name string) string {
	var at []string
	letter := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letter++
		}
		if unicode.IsUpper(r) {
			at = append(at, strconv.Itoa(letter))
		}
	}
	if len(at) == 0 {
		return "NoCapitals"
	}
	return "Capitals" + strings.Join(at, "And")
}

// word writes one word as Go does. Elsewhere than in a shouting name, which is all
// capitals, a word in capitals is an abbreviation, and stays.
func (ids identifiers) word(word string, shouting bool) string {
	lower := strings.ToLower(word)
	if known, ok := ids.words[lower]; ok {
		return known
	}
	if stem, ok := strings.CutSuffix(lower, "s"); ok && len(stem) > 1 {
		if known, ok := ids.words[stem]; ok {
			return known + "s"
		}
	}
	if strings.ToUpper(word) == word && (!shouting || strings.ContainsFunc(word, unicode.IsDigit)) {
		return word // HS256, or the abbreviation in dcrSSAValue
	}
	runes := []rune(lower)
	if !shouting {
		runes = []rune(word)
	}
	runes[0] = unicode.ToTitle(runes[0])
	if !unicode.IsUpper(runes[0]) {
		runes[0] = unicode.ToUpper(runes[0])
	}
	return string(runes)
}

// words splits at everything that is no letter or digit, before a capital that
// follows a small letter or digit, and before the last capital of a run that a
// small letter follows (HTTPServer is HTTP, Server).
func words(name string) []string {
	var out []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			out = append(out, string(word))
			word = nil
		}
	}
	runes := []rune(name)
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
			continue
		}
		if len(word) > 0 && unicode.IsUpper(r) {
			last := word[len(word)-1]
			next := i+1 < len(runes) && unicode.IsLower(runes[i+1])
			pluralOnly := next && runes[i+1] == 's' && (i+2 == len(runes) || !unicode.IsLower(runes[i+2]))
			if unicode.IsLower(last) || unicode.IsDigit(last) && next || unicode.IsUpper(last) && next && !pluralOnly {
				flush()
			}
		}
		word = append(word, r)
	}
	flush()
	return out
}

// singular returns name with the English plural at its end made singular; the
// second result is false where there is none.
func singular(name string) (string, bool) {
	words := words(name)
	if len(words) == 0 {
		return name, false
	}
	last := words[len(words)-1]
	stem := strings.TrimSuffix(name, last)
	if one, ok := strings.CutSuffix(last, "s"); ok && len(one) > 1 && isShouted(one) {
		return stem + one, true // IDs
	}
	lower := strings.ToLower(last)
	one := flect.Singularize(lower)
	if isShouted(last) || notPlural[lower] || len(one) < 2 || one == lower || flect.Pluralize(one) != lower {
		return name, false
	}
	return stem + flect.Capitalize(one), true
}

// notPlural are words that the inflection library takes for plurals.
var notPlural = map[string]bool{
	"data": true, "media": true, "chaos": true, "canvas": true, "gas": true, "lens": true, "yes": true, "always": true,
	"aws": true, "sms": true, "gps": true, "cors": true, "ios": true, "dns": true, "tls": true, "https": true, "os": true,
}
