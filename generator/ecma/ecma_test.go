package ecma_test

import (
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/ecma"
)

// TestCompile holds expressions whose meaning differs between ECMA-262 and Go.
func TestCompile(t *testing.T) {
	for _, test := range []struct {
		expr        string
		match, fail []string
	}{
		{`^A$`, []string{"A"}, []string{"A\n", "a", ""}},
		{`^\u0041$`, []string{"A"}, []string{"u0041"}},
		{`^\x41\u{1F600}$`, []string{"A😀"}, []string{"A"}},
		{`^\uD83D\uDE00$`, []string{"😀"}, []string{"\ufffd"}},
		{`^\s$`, []string{" ", "\u00a0", "\ufeff", "\u2028", "\v", "\u3000"}, []string{"x", "", "\u0085"}},
		{`^\S$`, []string{"x", "\u0085"}, []string{" ", "\u00a0", "\u2029"}},
		{`^[\S\n]$`, []string{"x", "\u0085", "\n"}, []string{" ", "\u00a0", "\t"}},
		{`^[^\S\n]$`, []string{" ", "\t"}, []string{"x", "\n"}},
		{`^[\s-]+$`, []string{"- \u00a0"}, []string{"x"}},
		{`^.$`, []string{"x", "\u0085"}, []string{"\n", "\r", "\u2028"}},
		{`^[^]$`, []string{"\n", "x"}, []string{"", "xx"}},
		{`[]`, nil, []string{"", "x", "\n"}},
		{`^[[:alpha:]]$`, []string{"a]", "[]", ":]"}, []string{"b", "b]"}},
		{`^[a\-z]$`, []string{"a", "-", "z"}, []string{"b"}},
		{`^[a-c-e]$`, []string{"b", "-", "e"}, []string{"d"}},
		{`^[\b]$`, []string{"\b"}, []string{"b"}},
		{`^\0$`, []string{"\x00"}, []string{"0"}},
		{`^\cA$`, []string{"\x01"}, []string{"A"}},
		{`^\d\w$`, []string{"1a"}, []string{"٣a", "1ä"}},
		{`^(?<year>\d{4})$`, []string{"2006"}, []string{"206"}},
	} {
		hold(t, test.expr, test.match, test.fail)
	}
}

// TestAnnexB holds what browsers accept where the flag u makes it an error.
func TestAnnexB(t *testing.T) {
	for _, test := range []struct {
		expr        string
		match, fail []string
	}{
		{`^\/\.\-\@$`, []string{"/.-@"}, []string{"/x-@"}},
		{`^[\w\_\#]\_$`, []string{"a_", "#_"}, []string{"-_"}},
		{`^[\s-\u3000]$`, []string{" ", "-", "\u3000", "\t"}, []string{"a", "\u2fff"}},
		{`^[\w-.]$`, []string{"a", "-", "."}, []string{"+", ","}},
		{`^{a}$`, []string{"{a}"}, []string{"a"}},
		{`^a{,2}]$`, []string{"a{,2}]"}, []string{"aa]", "a]"}},
		{`^[\000-\037]$`, []string{"\x00", "\x1f"}, []string{" ", "0"}},
		{`^\101\8$`, []string{"A8"}, []string{"101"}},
		{`^\é$`, []string{"é"}, []string{`\é`}},
	} {
		hold(t, test.expr, test.match, test.fail)
	}
}

// TestProperties holds Unicode properties, by their long and short names.
func TestProperties(t *testing.T) {
	for _, test := range []struct {
		expr        string
		match, fail []string
	}{
		{`^\p{Letter}\p{Script=Greek}\P{Lu}$`, []string{"äαx"}, []string{"1αx", "äaX"}},
		{`^\p{sc=Grek}\P{Script=Cyrl}\p{gc=Nd}$`, []string{"αb1", "αb٣"}, []string{"aб1", "αбx"}},
		{`^[\p{Alphabetic}\P{L}]$`, []string{"a", "1", "ʰ", "!"}, nil},
		{`^\p{Alpha}$`, []string{"a", "Ⅷ", "Ж", "ा"}, []string{"1", "-", "́"}},
		{`^\P{Alpha}$`, []string{"1", "-"}, []string{"a"}},
		{`^[\P{Alpha}a]$`, []string{"1", "a"}, []string{"b"}},
		{`^\p{Lowercase}\p{Upper}\p{Cased}$`, []string{"aAa", "ªⅧA"}, []string{"AAa", "aa1"}},
		{`^\p{White_Space}$`, []string{" ", "\u0085"}, []string{"a"}},
		{`^\p{ASCII}\P{ASCII}$`, []string{"aé"}, []string{"éa"}},
		{`^\p{C}\P{Other}$`, []string{"\x01a", "\u0378a", "\ue000a"}, []string{"aa"}},
		{`^[\p{C}x]\p{Cn}$`, []string{"\x01\u0378", "x\u0378"}, []string{"a\u0378", "xa"}},
		{`^\p{Any}\p{Assigned}\p{LC}$`, []string{"\u0378aA"}, []string{"a\u0378a", "aa1"}},
		{`^\p{Math}$`, []string{"+", "^"}, []string{"a"}},
	} {
		hold(t, test.expr, test.match, test.fail)
	}
}

// TestLookAround holds expressions that look around where the place is known.
func TestLookAround(t *testing.T) {
	for _, test := range []struct {
		expr        string
		match, fail []string
	}{
		{`^(?=.*[0-9])(?=.*[a-z]).{6,}$`, []string{"abc123"}, []string{"abcdef", "123456", "ab12", "abc123\n"}},
		{`^(?=.*\d)(?!admin).{8,}$`, []string{"password1"}, []string{"password", "admin1234", "pass1"}},
		{`^(?!admin)[a-z]+$`, []string{"owner", "adminx"[1:]}, []string{"administrator", "owner1"}},
		{`^(?!\s*$).+`, []string{"a", " a"}, []string{"", "  ", "\n"}},
		{`(?=^.{2,4}$)(?=.*b)a+b`, []string{"aab"}, []string{"b", "aaaab", "xaab"}},
		{`(?=.*b)^a+`, []string{"aab"}, []string{"aa", "xab"}},
		{`^((?!--).)*$`, []string{"", "a-b-"}, []string{"a--b", "--", "a\nb"}},
		{`^x(?:(?!ab)[a-c])+$`, []string{"xba", "xaab"[:3]}, []string{"xcab", "x"}},
		{`^[a-z](?!.*--)[a-z-]*[a-z]$`, []string{"a-b-c"}, []string{"a--b", "a-"}},
		{`^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$`, []string{"a", "a-b"}, []string{"a-", "a--b", "-a"}},
		{`^[a-z.]+(?<!\.)$`, []string{"a.b"}, []string{"a.", "."}},
		{`^[a-z.]+(?<=[ab])[cd]$`, []string{"xac"}, []string{"xcc", "xa"}},
		{`^$|^(?=.*\d).{3,}$`, []string{"", "ab1"}, []string{"a", "abc"}},
		{`^(?:(?=a)[a-c]+|[x-z]+)$`, []string{"ab", "xz"}, []string{"ba", "ax"}},
		{`^(?!(?!a)[ab])[abc]$`, []string{"a", "c"}, []string{"b"}},
		{`^(?!(?=.*x)(?=.*y)).*$`, []string{"x", "y", ""}, []string{"xy", "yx"}},
		{`^((?!a)b)?c$`, []string{"c", "bc"}, []string{"ac"}},
		{`a(?!b)`, []string{"a", "aba", "ac"}, []string{"ab", "b"}},
		{`a(?=b)`, []string{"xab"}, []string{"a", "ac"}},
		{`(?<!a)b`, []string{"b", "cb", "abb"}, []string{"ab"}},
		{`(?<=a)b`, []string{"ab"}, []string{"b"}},
	} {
		hold(t, test.expr, test.match, test.fail)
	}
}

// hold fails unless expr matches some texts and does not match others.
func hold(t *testing.T, expr string, match, fail []string) {
	t.Helper()
	p, err := ecma.Compile(expr)
	if err != nil {
		t.Errorf("%s: %v", expr, err)
		return
	}
	for _, text := range match {
		if !p.Match(text) {
			t.Errorf("%s does not match %q: %v", expr, text, p.Cases)
		}
	}
	for _, text := range fail {
		if p.Match(text) {
			t.Errorf("%s matches %q: %v", expr, text, p.Cases)
		}
	}
}

// TestRefused holds what Go cannot express, and the reason given for it.
func TestRefused(t *testing.T) {
	for expr, want := range map[string]string{
		`a(?=b)c`:                               "looks around",
		`(?=.*\d)a`:                             "looks around",
		`^a+(?!b)c+$`:                           "looks around",
		`^(?:(?!ab)a|b)*$`:                      "looks around",
		`^((?=a).)*$`:                           "looks around",
		`^(?:-(?!x)|[a-z-])$`:                   "",
		`^(?:-(?!x)|[a-z-])*$`:                  "looks around",
		"^" + strings.Repeat("(?:(?!a)b|c)", 9): "too many ways",
		`(a)\1`:                                 "refers back",
		`(?<x>a)\k<x>`:                          "refers back",
		`\uD83D`:                                "lone surrogate",
		`a{1001}`:                               "more than Go's regexp takes",
		`(a`:                                    "not closed",
		`a)`:                                    "was not opened",
		`[a`:                                    "class is not closed",
		`a\`:                                    "ends with a backslash",
		`a**`:                                   "nothing to repeat",
		`[b-a]`:                                 "out of order",
		`a{2,1}`:                                "out of order",
		`(?i)a`:                                 "no group (?i",
		`(?<1>a)`:                               "no legal name",
		`\e`:                                    `no escape \e`,
		`\Aa`:                                   `no escape \A`,
		`\x4`:                                   "hexadecimal digits",
		`\u{}`:                                  "hexadecimal digits",
		`\u{110000}`:                            "beyond the last",
		`\p{Block=x}`:                           "Unicode property Block",
		`\p{Emoji}`:                             "Unicode property Emoji",
		`\pL`:                                   "in braces",
		`^[\p{L}\_]+$`:                          "ask for the flag u",
		`^\u{61}{a`:                             "ask for the flag u",
		`^(?:\b)*$`:                             "",
		`^\b*$`:                                 "takes no characters",
		`(?=a)*b`:                               "looks around",
		`(?<a>.)(?<a>.)`:                        "one name",
	} {
		p, err := ecma.Compile(expr)
		switch {
		case want == "" && err == nil:
		case err == nil:
			t.Errorf("%s became %v, want an error that says %q", expr, p.Cases, want)
		case want == "" || !strings.Contains(err.Error(), want):
			t.Errorf("%s: %v, want %q", expr, err, want)
		}
		if _, again := ecma.Compile(expr); again != err {
			t.Errorf("%s: asked again, the error is another: %v", expr, again)
		}
	}
}
