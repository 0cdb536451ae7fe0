package visible_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/oasmint/oasmint/generator/visible"
)

func TestVisible(t *testing.T) {
	for text, want := range map[string][2]string{
		"plain ü 日本 \U0001F600": {"plain ü 日本 \U0001F600", "plain ü 日本 \U0001F600"},
		"a\n\tb\r\nc\rd":        {"a\n\tb\nc\nd", `a\n\tb\r\nc\rd`},
		"\x1b[2J\x00\x7f\u0085": {`\u001b[2J\u0000\u007f\u0085`, `\u001b[2J\u0000\u007f\u0085`},
		"\u202e\u2066\u200f":    {`\u202e\u2066\u200f`, `\u202e\u2066\u200f`},
		"\u2028\ufeff\uffff":    {"\n" + `\ufeff\uffff`, `\u2028\ufeff\uffff`},
		"\U0001ffff\xff":        {`\U0001ffff\xff`, `\U0001ffff\xff`},
	} {
		if got := [2]string{visible.Prose(text), visible.Line(text)}; got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// JSON keeps its meaning.
func TestJSON(t *testing.T) {
	value := "a\u202e\x7f\u0085\ufeff\uffff\U000e0041\U0001F600\u2028\\u202e"
	data, err := json.Marshal(map[string]string{value: value})
	if err != nil {
		t.Fatal(err)
	}
	shown := visible.JSON(data)
	if strings.ContainsFunc(string(shown), visible.Invisible) {
		t.Errorf("%q has characters that nobody sees", shown)
	}
	var back map[string]string
	if err := json.Unmarshal(shown, &back); err != nil || back[value] != value {
		t.Errorf("%s gives %q (%v)", shown, back, err)
	}
}

// Stages say what they took from several goroutines.
func TestConsoleConcurrent(t *testing.T) {
	var out bytes.Buffer
	c := visible.NewConsole(&out)
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() { _, _ = io.WriteString(c, "::a\n") })
	}
	all.Wait()
	if want := strings.Repeat(`\u003a:a`+"\n", 50); out.String() != want {
		t.Errorf("got %q", out.String())
	}
}

// No line that is printed is a command, but those that are meant to be.
func TestConsole(t *testing.T) {
	var out bytes.Buffer
	c := visible.NewConsole(&out)
	for _, s := range []string{"a::b ##[error]x ##vso[task]y", "::c\n::error::d\n \u00a0\t::e\r::f\n", "\x1b[2J\u202e\n", "::g\n"} {
		if n, err := io.WriteString(c, s); n != len(s) || err != nil {
			t.Errorf("%q: %d, %v", s, n, err)
		}
	}
	c.Command("::error::x%0A\n")
	want := `a::b #\u0023[error]x #\u0023vso[task]y::c` + "\n" + `\u003a:error::d` + "\n \u00a0\t" + `\u003a:e` + "\n" + `\u003a:f` +
		"\n" + `\u001b[2J\u202e` + "\n" + `\u003a:g` + "\n::error::x%0A\n"
	if out.String() != want {
		t.Errorf("got %q\nwant %q", out.String(), want)
	}
}
