package validate

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestRunsOf(t *testing.T) {
	for _, test := range []struct {
		expr string
		runs int // -1 for none: regexp it is
	}{
		{`^[^#]*$`, 1},
		{`^$`, 0},
		{`^[0-9]{4}-[0-9]{2}$`, 3},
		{`^/v1/`, 4},
		{`^https?://`, 8},
		{`^B\d{1,10}$`, 2},
		{`^[a-z]+[a-z0-9]*$`, -1},     // the first run may take what is the second's
		{`^a?b?a$`, -1},               // so it may here, past a run that may be empty
		{`^[a-z]{2}[a-z]*$`, 2},       // here it takes two, whatever comes
		{`^[a-z]+`, 1},                // nothing is needed after it
		{`[a-z]`, -1},                 // anywhere
		{`^a$|b`, -1},                 // a choice
		{`^(ab)+$`, -1},               // more than one character is repeated
		{`(?i)^ab$`, -1},              // case folds beyond ASCII: K is the Kelvin sign, too
		{`^é$`, -1},                   // not ASCII
		{`^(?:[A-Z]|\d)[.]$`, 2},      // syntax makes one class of it
		{`^[^\n\r\x{2028}]+$`, 1},     // what . is in ECMA-262
		{`^\w{0,4}\x{20}[^b]{2,}`, 3}, // \w and space have nothing in common
	} {
		runs, _ := runsOf(test.expr)
		if got := len(runs); runs == nil && test.runs >= 0 || runs != nil && got != test.runs {
			t.Errorf("%s: %d runs (nil: %v), want %d", test.expr, got, runs == nil, test.runs)
		}
	}
}

// TestPatternIsRegexp holds runs to what regexp says.
func TestPatternIsRegexp(t *testing.T) {
	sets := []string{"a", "b", "[ab]", "[^a]", "[0-9]", `\w`, "[b-é]", "-", `[^\x{e9}]`, `.`}
	times := []string{"", "", "*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}", "*?"}
	taken := 0
	rapid.Check(t, func(t *rapid.T) {
		var expr strings.Builder
		expr.WriteByte('^')
		for range rapid.IntRange(1, 4).Draw(t, "parts") {
			expr.WriteString(rapid.SampledFrom(sets).Draw(t, "set") + rapid.SampledFrom(times).Draw(t, "times"))
		}
		expr.WriteString(rapid.SampledFrom([]string{"$", "$", ""}).Draw(t, "end"))
		p, re := NewPattern(expr.String()), regexp.MustCompile(expr.String())
		for range 20 {
			text := rapid.StringOfN(rapid.SampledFrom([]rune("aab-0é\n")), 0, 6, -1).Draw(t, "text")
			if got, want := p.Match([]byte(text)), re.MatchString(text); got != want {
				t.Fatalf("%s on %q: %v, regexp says %v", expr.String(), text, got, want)
			}
		}
		if p.runs != nil {
			taken++
		}
	})
	if taken < 20 {
		t.Errorf("only %d of the patterns were runs", taken)
	}
}

func TestPatternTogether(t *testing.T) {
	p := NewPattern(`^.{3,}$`).And(`^.*[0-9]`).AndNot(`^x`).Or(NewPattern(`^$`))
	for text, want := range map[string]bool{"ab1": true, "abc": false, "xb1": false, "a1": false, "": true} {
		if got := p.Match([]byte(text)); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
