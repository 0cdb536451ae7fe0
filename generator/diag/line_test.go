package diag_test

import (
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
)

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
