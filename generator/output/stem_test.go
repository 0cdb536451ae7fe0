package output_test

import (
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/output"
)

func TestStem(t *testing.T) {
	taken := map[string]bool{}
	for _, c := range []struct{ of, want string }{
		{"Thing", "Thing"},
		{"THING", "THING-a3c21e47"}, // one file where cases are not told apart
		{"Con", "Con-3b6f52aa"},
		{"Aux.request", "Aux-a870a0c0.request"},
		{"Console", "Console"},
		{"", "e3b0c442"},
		{strings.Repeat("é", 60), strings.Repeat("é", 50) + "-f989aaf5"},
		{strings.Repeat("x", 250) + ".request", strings.Repeat("x", 100) + "-7c27d8c9.request"},
	} {
		if got := output.Stem(c.of, c.of, taken); got != c.want {
			t.Errorf("%.20q is the file %q, want %q", c.of, got, c.want)
		}
	}
}
