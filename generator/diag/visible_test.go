package diag_test

import (
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
)

func TestVisible(t *testing.T) {
	for text, want := range map[string][2]string{
		"plain ü 日本 \U0001F600": {"plain ü 日本 \U0001F600", "plain ü 日本 \U0001F600"},
		"a\n\tb\r\n":            {"a\n\tb\r\n", `a\n\u0009b\u000d\n`},
		"\x1b[2J\x00\x7f\u0085": {`\u001b[2J\u0000\u007f\u0085`, `\u001b[2J\u0000\u007f\u0085`},
		"\u202e\u2066\u200f":    {`\u202e\u2066\u200f`, `\u202e\u2066\u200f`},
		"\u2028\ufeff\uffff":    {`\u2028\ufeff\uffff`, `\u2028\ufeff\uffff`},
		"\U0001ffff\xff":        {`\U0001ffff\xff`, `\U0001ffff\xff`},
	} {
		if got := [2]string{diag.Prose(text), diag.Line(text)}; got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// A name in a document is one line of a diagnostic, and no command to what reads it.
func TestDiagnosticIsOneLine(t *testing.T) {
	d := diag.Diagnostic{
		Severity: diag.Warning, Code: "c", Message: "x\n::error::m\x1b[2J",
		Position: diag.Position{File: "a\n::error::f", Line: 1, Column: 2, Pointer: "/p\n::error::p\u202e"},
		Hint:     "do\n\tthis\x1b[2J",
	}
	want := `a\n::error::f:1:2: warning: x\n::error::m\u001b[2J [c] (at #/p\n::error::p\u202e)` + "\n\tdo\n\tthis" + `\u001b[2J`
	if got := d.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
