package source_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

func parse(t *testing.T, text string) *source.File {
	t.Helper()
	f, err := source.Parse("f", "file:///f", []byte(text))
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return f
}

// The same value comes out of JSON and YAML, with the digits as written.
func TestValues(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"a": 1.50, "b": [true, null, "x"], "c": 9007199254740993}`, `{"a":1.50,"b":[true,null,"x"],"c":9007199254740993}`},
		{"a: 1.50\nb: [true, ~, x]\nc: 9007199254740993", `{"a":1.50,"b":[true,null,"x"],"c":9007199254740993}`},
		{"a: 0x1F\nb: 0o17\nc: 1_000\nd: .5\ne: +1.5\nf: 1e3", `{"a":31,"b":15,"c":1000,"d":0.5,"e":1.5,"f":1e3}`},
		{"a: 2024-01-02\nb: .inf\nc: 'true'\nd: yes\n200: x", `{"a":"2024-01-02","b":".inf","c":"true","d":"yes","200":"x"}`},
		{`{"s": "\ud83d\ude00 \u00e9 </b>"}`, `{"s":"😀 é </b>"}`},
		{"base: &b {x: 1, y: 2}\nd: {<<: *b, y: 3}\ne: *b", `{"base":{"x":1,"y":2},"d":{"y":3,"x":1},"e":{"x":1,"y":2}}`},
		{"d:\n  <<: [{a: 1}, {a: 2, b: 3}]", `{"d":{"a":1,"b":3}}`},
		{"{openapi: 3.1.0, a: [1, 2]}", `{"openapi":"3.1.0","a":[1,2]}`},
		{"\xef\xbb\xbf{\"a\": 1}", `{"a":1}`},
	} {
		if got := string(parse(t, c.in).Root.JSON()); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

// A position names the key of a member, whatever the syntax.
func TestPositions(t *testing.T) {
	for _, text := range []string{
		"a:\n  b:\n    - x\n    - c: 1\n",
		"{\"a\":\n  {\"b\":\n    [ \"x\",\n  {\"c\" : 1}]}}",
	} {
		f := parse(t, text)
		for pointer, want := range map[string]int{"/a": 1, "/a/b": 2, "/a/b/0": 3, "/a/b/1/c": 4} {
			c, err := f.Lookup(pointer)
			if err != nil {
				t.Fatal(err)
			}
			p := c.Position()
			if p.Line != want || p.Pointer != pointer {
				t.Errorf("%q: %s is at %d:%d, expected line %d", text, pointer, p.Line, p.Column, want)
			}
			line := strings.Split(text, "\n")[p.Line-1]
			if p.Column < 1 || p.Column > len(line) || !strings.ContainsRune(`"abcx{`, rune(line[p.Column-1])) {
				t.Errorf("%q: %s is at column %d of %q", text, pointer, p.Column, line)
			}
		}
	}
}

func TestPointers(t *testing.T) {
	f := parse(t, `{"paths": {"/a/{id}": {"~": [10, 20]}}, "": 1}`)
	c, err := f.Lookup("/paths/~1a~1{id}/~0/1")
	if err != nil || c.Node.Text != "20" || c.LastToken() != "1" {
		t.Errorf("got %v, %v", c.Node, err)
	}
	if c, err := f.Lookup("/"); err != nil || c.Node.Text != "1" {
		t.Errorf("the empty key: %v, %v", c.Node, err)
	}
	for _, bad := range []string{"paths", "/nothing", "/paths/~1a~1{id}/~0/2", "/paths/~1a~1{id}/~0/x", "/paths/~1a~1{id}/~0/0/0"} {
		if _, err := f.Lookup(bad); err == nil {
			t.Errorf("%s resolves", bad)
		}
	}
	for _, s := range []string{"", "a", "~", "/", "~1", "~01", "a/b~c"} {
		if got := source.UnescapeToken(source.EscapeToken(s)); got != s {
			t.Errorf("%q comes back as %q", s, got)
		}
	}
}

// What cannot be used is one clear error at its place.
func TestErrors(t *testing.T) {
	deep := strings.Repeat("[", 2000) + strings.Repeat("]", 2000)
	merges := "s0: &s0 {a: 1}\n"
	for i := range 200 {
		merges += fmt.Sprintf("s%d: &s%d {<<: *s%d, p%d: 1}\n", i+1, i+1, i, i)
	}
	for _, c := range []struct {
		name, in, code, says string
		line                 int
	}{
		{"empty", " \n", "empty", "empty", 0},
		{"JSON duplicate", "{\"a\": 1,\n \"b\": 2,\n \"a\": 3}", "duplicate-key", `duplicate key "a", first at line 1`, 3},
		{"YAML duplicate", "a: 1\nb: 2\na: 3\n", "duplicate-key", `duplicate key "a", first at line 1`, 3},
		{"JSON syntax", "{\"a\": 1,\n \"b\" 2}", "syntax", "not JSON", 2},
		{"JSON cut", "{\"a\": [1,\n", "syntax", "not JSON", 2},
		{"YAML syntax", "a: 1\n  b: 2\n", "syntax", "not YAML", 2},
		{"two documents", "a: 1\n---\nb: 2\n", "syntax", "several documents", 1},
		{"encoding", "a: b\nc: \xff\n", "encoding", "UTF-8", 2},
		{"depth", deep, "syntax", "nested too deep", 1},
		{"alias cycle", "a: &a [*a]\n", "syntax", "alias", 1},
		{"merges", merges, "syntax", "merge keys (<<) make this more than 10 times", 0},
		{"key", "? [a, b]\n: 1\n", "syntax", "a key must be a scalar", 1},
	} {
		_, err := source.Parse("f.yaml", "file:///f.yaml", []byte(c.in))
		var list diag.Errors
		if !errors.As(err, &list) || len(list) != 1 {
			t.Errorf("%s: got %v, expected one diagnostic", c.name, err)
			continue
		}
		d := list[0]
		if d.Code != c.code || !strings.Contains(d.Message, c.says) || c.line > 0 && d.Position.Line != c.line || d.Position.File != "f.yaml" {
			t.Errorf("%s: got %v", c.name, d)
		}
	}
}

// All duplicates are reported, in large objects too, and the first stays.
func TestDuplicatesAll(t *testing.T) {
	var b strings.Builder
	for i := range 40 {
		b.WriteString("k" + string(rune('a'+i%20)) + ": 1\n")
	}
	_, err := source.Parse("f", "file:///f", []byte(b.String()))
	var list diag.Errors
	if !errors.As(err, &list) || len(list) != 20 {
		t.Errorf("got %d diagnostics, expected 20", len(list))
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.5e3,"x\u0000",true,null]}`, "a: &x [1, *x]\n", "<<: {a: 1}\n", "- 0x1F\n- 1e999\n", "\xff", "{\"a\":1,\"a\":2}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := source.Parse("f", "file:///f", data)
		if err != nil {
			return
		}
		if text := file.Root.JSON(); !json.Valid(text) {
			t.Errorf("%q gives what is no JSON: %q", data, text)
		}
	})
}
