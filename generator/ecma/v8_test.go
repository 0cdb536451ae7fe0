package ecma_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/oasmint/oasmint/generator/ecma"
)

// v8 answers lines of JSON, [expression, texts]: for each the flags by which V8
// takes the expression, u if it can, and which texts match; null where it takes it
// by no flags.
const v8 = `
const out = []
for (const [expr, texts] of JSON.parse(require("fs").readFileSync(0, "utf8"))) {
	let re = null
	for (const flags of ["", "u"]) {
		try { re = new RegExp(expr, flags) } catch {}
	}
	out.push(re && {flags: re.flags, match: texts.map(t => re.test(t))})
}
console.log(JSON.stringify(out))`

// TestV8 holds random expressions and texts to what V8 says. Expressions that are
// read without the flag u are tried within the basic plane alone: V8 has two
// characters in place of others then, and we have code points.
func TestV8(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("skipped: node is not there to compare with")
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := random{rand.New(rand.NewPCG(seed, 0))}
	var asked [][2]any
	for range 8000 {
		texts := make([]string, 12)
		for i := range texts {
			texts[i] = r.text()
		}
		asked = append(asked, [2]any{r.expression(), texts})
	}
	in, err := json.Marshal(asked)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "-e", v8)
	cmd.Stdin = bytes.NewReader(in)
	data, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var answers []*struct {
		Flags string
		Match []bool
	}
	if err := json.Unmarshal(data, &answers); err != nil {
		t.Fatal(err)
	}
	taken, annexB, looking := 0, 0, 0
	for i, a := range asked {
		expr, answer := a[0].(string), answers[i]
		p, err := ecma.Compile(expr)
		if err != nil {
			continue
		}
		if answer == nil && astral(expr) {
			continue // a range between characters that are two without the flag
		}
		if answer == nil {
			t.Errorf("%s became %v, and V8 does not take it", expr, p.Cases)
			continue
		}
		taken++
		if answer.Flags == "" {
			annexB++
		}
		if len(p.Cases) > 1 || len(p.Cases[0]) > 1 {
			looking++
		}
		for j, text := range a[1].([]string) {
			if answer.Flags == "" && (astral(text) || astral(expr)) {
				continue
			}
			if strings.Contains(expr, `\B`) && astral(text) {
				continue // V8 finds a place within a pair of surrogates, the standard none (22.2.7.2)
			}
			if got := p.Match(text); got != answer.Match[j] {
				t.Errorf("%s with flags %q on %q: %v, V8 says %v; it became %v", expr, answer.Flags, text, got, answer.Match[j], p.Cases)
			}
		}
	}
	t.Logf("%d of %d expressions are taken, %d by Annex B, %d look around", taken, len(asked), annexB, looking)
	if taken < len(asked)/4 || annexB < 400 || looking < 400 {
		t.Error("too few of them are taken to say much")
	}
}

// astral reports whether text has, or an expression names, a character beyond the
// basic plane.
func astral(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r > 0xffff }) || strings.Contains(text, `\uD83D`)
}

type random struct{ *rand.Rand }

func pick[T any](r random, from ...T) T { return from[r.IntN(len(from))] }

// text uses characters that all versions of Unicode agree about.
func (r random) text() string {
	var out strings.Builder
	for range r.IntN(8) {
		out.WriteRune(pick(r, []rune("aaabbbccA01_--.  \n\u2028\u00a0\ufeff\u3000éßΩжא漢٣😀{}]\\/Ⅷ²\x01\x1c")...))
	}
	return out.String()
}

func (r random) expression() string {
	switch r.IntN(6) {
	case 0, 1: // what real documents do
		return "^" + r.look(1) + pick(r, "", r.look(1)) + pick(r, r.sequence(1), ".{2,5}", `[\S\s]+`, r.loop()) + pick(r, "$", "$", "")
	case 2:
		return pick(r, "^", "") + r.sequence(1) + pick(r, r.look(1), r.loop()) + pick(r, "$", "", r.sequence(1)+"$")
	}
	out := pick(r, "^", "") + r.sequence(2) + pick(r, "$", "")
	if r.IntN(4) == 0 {
		out += "|" + pick(r, "^", "") + r.sequence(1) + pick(r, "$", "")
	}
	return out
}

func (r random) sequence(depth int) string {
	var out strings.Builder
	for range 1 + r.IntN(3) {
		out.WriteString(r.part(depth))
	}
	return out.String()
}

func (r random) part(depth int) string {
	switch n := r.IntN(10); {
	case n == 0 && depth > 0:
		return r.look(depth - 1)
	case n <= 2 && depth > 0:
		return pick(r, "(", "(?:", "(?<n>") + r.sequence(depth-1) + pick(r, "", "|"+r.sequence(depth-1)) + ")" + r.times()
	case n == 3:
		return pick(r, "^", "$", `\b`, `\B`)
	}
	return r.char() + r.times()
}

func (r random) look(depth int) string {
	return pick(r, "(?=", "(?!", "(?=", "(?!", "(?<=", "(?<!") + pick(r, ".*", "", "", "^") + r.sequence(depth) + pick(r, "$", "", "") + ")"
}

func (r random) loop() string {
	round := pick(r, r.look(0)+r.char(), r.char()+r.look(0), "[ab]|-"+r.look(0), r.look(0)+"b|"+r.char())
	return pick(r, "(", "(?:") + round + ")" + pick(r, "*", "+", "{1,3}")
}

func (r random) times() string {
	return pick(r, "", "", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,1}", "{1,}", "*?", "{,2}", "{a")
}

func (r random) char() string {
	if r.IntN(3) == 0 {
		var out strings.Builder
		out.WriteString(pick(r, "[", "[", "[^"))
		for range r.IntN(4) {
			out.WriteString(pick(r, r.member(), r.member(), r.member()+"-"+r.member()))
		}
		return out.String() + "]"
	}
	return pick(r, "a", "b", "c", "-", ".", "a", "b", "0", "é", "😀", "{", "}", "]", "/", "_", r.escape())
}

func (r random) member() string {
	return pick(r, "a", "b", "c", "-", "[", "^", "0", "_", ".", "é", "漢", "\n", "$", `\b`, r.escape(), r.escape())
}

func (r random) escape() string {
	return pick(r, `\d`, `\D`, `\w`, `\W`, `\s`, `\S`, `\n`, `\t`, `\.`, `\/`, `\-`, `\_`, `\@`, `\é`, `\]`, `\{`, `\\`, `\0`, `\1`, `\8`, `\034`,
		`\x61`, `\u0061`, `\u{1F600}`, `\u{61}`, `\uD83D\uDE00`, `\ca`, `\p{L}`, `\P{L}`, `\p{Lu}`, `\p{Script=Greek}`, `\p{sc=Cyrl}`, `\P{sc=Hani}`,
		`\p{gc=Nd}`, `\p{Alphabetic}`, `\P{Alpha}`, `\p{Lowercase}`, `\P{Upper}`, `\p{White_Space}`, `\p{Any}`, `\p{ASCII}`, `\p{C}`, `\P{Cc}`, `\p{Nope}`)
}
