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
		{`^[\s-]+$`, []string{"- \u00a0"}, []string{"x"}},
		{`^.$`, []string{"x", "\u0085"}, []string{"\n", "\r", "\u2028"}},
		{`^[^]$`, []string{"\n", "x"}, []string{"", "xx"}},
		{`[]`, nil, []string{"", "x", "\n"}},
		{`^[[:alpha:]]$`, []string{"a]", "[]", ":]"}, []string{"b", "b]"}},
		{`^[a\-z]$`, []string{"a", "-", "z"}, []string{"b"}},
		{`^[\b]$`, []string{"\b"}, []string{"b"}},
		{`^\0$`, []string{"\x00"}, []string{"0"}},
		{`^\cA$`, []string{"\x01"}, []string{"A"}},
		{`^\/\.\-\@$`, []string{"/.-@"}, []string{"/x-@"}},
		{`^\d\w$`, []string{"1a"}, []string{"٣a", "1ä"}},
		{`^\p{Letter}\p{Script=Greek}\P{Lu}$`, []string{"äαx"}, []string{"1αx", "äaX"}},
		{`^(?<year>\d{4})$`, []string{"2006"}, []string{"206"}},
	} {
		re, err := ecma.Compile(test.expr)
		if err != nil {
			t.Errorf("%s: %v", test.expr, err)
			continue
		}
		for _, text := range test.match {
			if !re.MatchString(text) {
				t.Errorf("%s does not match %q", test.expr, text)
			}
		}
		for _, text := range test.fail {
			if re.MatchString(text) {
				t.Errorf("%s matches %q", test.expr, text)
			}
		}
	}
}

// TestRefused holds what Go cannot express, and the reason given for it.
func TestRefused(t *testing.T) {
	for expr, want := range map[string]string{
		`a(?=b)`:       "looks around",
		`(?<!a)b`:      "looks around",
		`(a)\1`:        "refers back",
		`(?<x>a)\k<x>`: "refers back",
		`[\S]`:         `\S in a class`,
		`\uD83D`:       "lone surrogate",
		`a{1001}`:      "more than Go's regexp takes",
		`(a`:           "more than Go's regexp takes",
		`[a`:           "class is not closed",
		`a\`:           "ends with a backslash",
		`\e`:           `no escape \e`,
		`\x4`:          "hexadecimal digits",
		`\u{}`:         "hexadecimal digits",
		`\p{Block=x}`:  "Unicode property Block",
		`\pL`:          "in braces",
	} {
		re, err := ecma.Compile(expr)
		switch {
		case err == nil:
			t.Errorf("%s became %s, want an error that says %q", expr, re, want)
		case !strings.Contains(err.Error(), want):
			t.Errorf("%s: %v, want %q", expr, err, want)
		}
		if _, again := ecma.Compile(expr); again != err {
			t.Errorf("%s: asked again, the error is another: %v", expr, again)
		}
	}
}
