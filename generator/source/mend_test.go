package source_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

// What other readers take is read with a warning where nothing else can be meant.
func TestMended(t *testing.T) {
	for _, c := range []struct{ in, want, warns string }{
		{"a: 'b'#c\nd: e", `{"a":"b","d":"e"}`, "f:1:1"},
		{"x: 1\na: \"b#\\\"#\"#c", `{"x":1,"a":"b#\"#"}`, "f:2:1"},
		{"a: 'it''s'#c", `{"a":"it's"}`, "f:1:1"},
		{"a: {b: [1]}#c\nd: |#e\n  f\n", `{"a":{"b":[1]},"d":"f\n"}`, "f:1:1 f:2:1"},
		{"a: b#c", `{"a":"b#c"}`, ""},
		{"%YAML 1.2\n---\na: b", `{"a":"b"}`, ""},
		{"a:\t'b'\t\nc: d\t# e\n\t\nf: g", `{"a":"b","c":"d","f":"g"}`, ""},
		{"a: &x 1\nb: *x\nc: &x 2\nd: *x", `{"a":1,"b":1,"c":2,"d":2}`, ""},
		{"y: 1\nno: 2\non: 3\nv: [y, n, yes, no, on, off]", `{"y":1,"no":2,"on":3,"v":["y","n","yes","no","on","off"]}`, ""},
	} {
		f, err := source.Parse("f", "", []byte(c.in))
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		if got := string(f.Root.JSON()); got != c.want {
			t.Errorf("%q is read as %s, expected %s", c.in, got, c.want)
		}
		var at []string
		for _, m := range f.Mended {
			at = append(at, m.Position.String())
		}
		if got := strings.Join(at, " "); got != c.warns {
			t.Errorf("%q: warned at %q, expected %q", c.in, got, c.warns)
		}
	}
}

// Where nothing is mended, the error says how to mend the line.
func TestHints(t *testing.T) {
	for in, want := range map[string]string{
		"a: @b":                     "begins with @ needs quotes",
		"a: `b`":                    "begins with ` needs quotes",
		"- x: %b":                   "begins with % needs quotes",
		"a:\n\tb: c":                "indent with spaces",
		"a: |\n  b\n\tc":            "indent with spaces",
		"a: b: c":                   "a colon and a space in it needs quotes",
		"a:b\nc: d":                 "a space after its colon",
		"a: *b*":                    "begins with * needs quotes",
		"a: \"\\d\"":                "write \\\\ for a backslash",
		"a: 'b\nc: 'd'":             "a quote or a bracket left open",
		"a: [b":                     "a bracket or a quote left open",
		"a: 1\n---\nb: 2":           "into a file of its own",
		"a: 'x\n y'#c\nb: 'it'#d'#": "put a space before the #",
	} {
		_, err := source.Parse("f", "", []byte(in))
		var errs diag.Errors
		if !errors.As(err, &errs) || !strings.Contains(errs[0].Hint, want) {
			t.Errorf("%q: %v; expected the hint %q", in, err, want)
		}
	}
}

// A document is not parsed over and over.
func TestMendedOften(t *testing.T) {
	var b strings.Builder
	for i := range 60 {
		fmt.Fprintf(&b, "k%d: 'v'#c\n", i)
	}
	if _, err := source.Parse("f", "", []byte(b.String())); err == nil {
		t.Error("60 lines are mended")
	}
}
