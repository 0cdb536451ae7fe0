package lower

import (
	"fmt"
	"maps"
	"strings"
	"unicode"

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
}

func newIdentifiers(more []string) identifiers {
	words := maps.Clone(initialisms)
	maps.Copy(words, wordTable(strings.Join(more, " ")))
	return identifiers{words}
}

// exported returns the CamelCase form of name: token_fail_request is
// TokenFailRequest, clientIds is ClientIDs. It is empty for a name without letters
// and digits; see [identifiers.spelled].
func (ids identifiers) exported(name string) string {
	return begin(ids.camel(name))
}

// spelled is exported with punctuation written out: "+1" is Plus1, "" is Empty. It
// is for names that differ in punctuation alone.
func (ids identifiers) spelled(name string) string {
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
	return ids.exported(b.String())
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

// camel joins the words of name in CamelCase; it may begin with a digit.
func (ids identifiers) camel(name string) string {
	shouting := !strings.ContainsFunc(name, unicode.IsLower)
	var b strings.Builder
	for _, word := range words(name) {
		b.WriteString(ids.word(word, shouting))
	}
	return b.String()
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
	for _, same := range []string{"series", "species", "news", "status", "analysis", "basis", "address", "access", "process", "https", "dns", "tls", "jwks", "aws", "sms", "css", "gps", "os"} {
		if strings.HasSuffix(strings.ToLower(name), same) {
			return name, false
		}
	}
	for _, rule := range []struct{ plural, singular string }{
		{"People", "Person"}, {"Children", "Child"}, {"Indices", "Index"}, {"Criteria", "Criterion"},
		{"ies", "y"}, {"sses", "ss"}, {"shes", "sh"}, {"ches", "ch"}, {"xes", "x"}, {"zes", "z"}, {"uses", "us"},
		{"ss", ""}, {"us", ""}, {"is", ""}, {"s", ""},
	} {
		stem, ok := strings.CutSuffix(name, rule.plural)
		if !ok {
			continue
		}
		if rule.singular == "" && rule.plural != "s" || len(stem) < 2 {
			return name, false
		}
		return stem + rule.singular, true
	}
	return name, false
}
