package strict_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
	"github.com/oasmint/oasmint/generator/strict"
)

// list is a file with every type that can be decoded.
type list struct {
	Name    string            `key:"name,required"`
	Count   int               `key:"count"`
	On      bool              `key:"on"`
	Version strict.Text       `key:"version"`
	Inner   *inner            `key:"inner"`
	Inners  []inner           `key:"inners"`
	Words   map[string]string `key:"words"`
	As      source.Cursor     `key:"as"`
	More    extra             `key:"*"`
	_       struct{}          `key:"x-*"`
	Ours    string            // no key sets it
}

type inner struct {
	A string `key:"a"`
}

// extra has the keys red and green.
type extra map[string]*inner

func (extra) Keys() []string { return []string{"red", "green"} }

func (e extra) Value(key string) any {
	e[key] = &inner{}
	return e[key]
}

func decode(text string) (list, diag.List, error) {
	var diags diag.List
	v := list{More: extra{}}
	file, err := strict.Parse("f.yaml", []byte(text), &diags)
	if err == nil {
		strict.Decode(file.Cursor(), &v, strict.Codes{Type: "type", Unknown: "unknown", Missing: "missing"}, &diags)
	}
	return v, diags, err
}

func TestDecode(t *testing.T) {
	v, diags, err := decode("{name: n, count: 3, on: true, version: 1.0, inner: {a: b}, inners: [{a: c}, {}], words: {w: z}, as: [1], red: {a: d}, x-y: 1}")
	if err != nil || diags.Len() != 0 {
		t.Fatal(err, diags.Sorted())
	}
	if got := string(v.As.Node.JSON()); got != "[1]" {
		t.Errorf("as is %s", got)
	}
	v.As = source.Cursor{}
	want := list{
		Name: "n", Count: 3, On: true, Version: "1.0", Inner: &inner{"b"}, Inners: []inner{{"c"}, {}},
		Words: map[string]string{"w": "z"}, More: extra{"red": {"d"}},
	}
	if !reflect.DeepEqual(v, want) {
		t.Errorf("got %+v, want %+v", v, want)
	}
}

// TestMisfits shows that all that does not fit is said, each at its place, and
// that the rest is decoded.
func TestMisfits(t *testing.T) {
	v, diags, err := decode(`count: 1.5
on: "true"
version: ' '
inner: [a]
inners: [1, {a: 2, b: 3}]
words: {w: 1}
words: {}
gren: {a: d}
green: {a: d}
ours: y
completely: z
`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range diags.Sorted() {
		got = append(got, strings.ReplaceAll(d.String(), "\n\t", " | "))
	}
	const known = "known here: name, count, on, version, inner, inners, words, as, red, green"
	want := []string{
		`f.yaml:1:1: error: the key "name" is missing [missing]`,
		`f.yaml:1:8: error: expected a whole number, found a number [type] (at #/count)`,
		`f.yaml:2:5: error: expected true or false, found text [type] (at #/on)`,
		`f.yaml:3:10: error: expected text, found none [type] (at #/version)`,
		`f.yaml:4:8: error: expected keys with values, found a list [type] (at #/inner)`,
		`f.yaml:5:10: error: expected keys with values, found a number [type] (at #/inners/0)`,
		`f.yaml:5:17: error: expected text, found a number (write it in quotes if it is text) [type] (at #/inners/1/a)`,
		`f.yaml:5:20: error: unknown key "b" [unknown] (at #/inners/1/b) | known here: a`,
		`f.yaml:6:12: error: expected text, found a number (write it in quotes if it is text) [type] (at #/words/w)`,
		`f.yaml:7:1: error: duplicate key "words", first at line 6 [duplicate-key] (at #/words) | keep one of the two: which of them holds is not defined`,
		`f.yaml:8:1: error: unknown key "gren" [unknown] (at #/gren) | did you mean "green"?`,
		`f.yaml:10:1: error: unknown key "ours" [unknown] (at #/ours) | ` + known,
		`f.yaml:11:1: error: unknown key "completely" [unknown] (at #/completely) | ` + known,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if v.More["green"] == nil || v.More["green"].A != "d" {
		t.Errorf("what fits is not set: %+v", v)
	}
}

// TestParse shows that what gives no tree is an error.
func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"# nothing\n":  "f.yaml: error: the document is empty [empty]\n\texpected YAML or JSON",
		"a: [\n":       "f.yaml:2:1: error: not YAML: did not find expected node content [syntax]\n\tis a quote or a bracket left open, here or above? Is the line indented like its neighbours?",
		"a: 1\n---\n2": "f.yaml:1:1: error: not YAML: several documents in one file (---), expected one [syntax]\n\tkeep one, or put each into a file of its own",
	} {
		_, _, err := decode(text)
		if !errors.As(err, new(diag.Errors)) || err.Error() != want {
			t.Errorf("%q gives %v, want %s", text, err, want)
		}
	}
}
