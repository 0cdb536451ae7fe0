package validate

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	texts := []string{"", "a", "b", "ab", "abc", "abcd", "abcde", "abcdefgh", "abcdefghi", "aaaaaaaa1bbbbbbbb", "aaaaaaaa2bbbbbbbb", `q"q`, `s\s`, "é", "日本語の名前です"}
	for i := range 300 {
		texts = append(texts, fmt.Sprint("name", i), strings.Repeat("x", i%40)+fmt.Sprint(i))
	}
	for _, n := range []int{0, 1, few, few + 1, len(texts)} {
		list := make([][]byte, n)
		in := map[string]int{}
		for i := range list {
			list[i] = []byte(texts[i])
			in[texts[i]] = i
		}
		known := newNames(list)
		for _, text := range append([]string{"zzz", "aaaaaaaa3bbbbbbbb", "abcdefgj"}, texts...) {
			want, ok := in[text]
			if !ok {
				want = -1
			}
			if got := known.find([]byte(text)); got != want {
				t.Errorf("of %d names %q is at %d, not %d", n, text, got, want)
			}
		}
	}
}

func TestObjectReader(t *testing.T) {
	table := &Members{List: []Member{
		{Name: "id", Value: AnyInt32, Rules: Required},
		{Name: "a\"b", Value: AnyString},
		{Name: "kind", Value: InEnum, Of: &Enum{Message: "must be X or YY", Values: []string{"X", "YY"}}, Rules: OrNull},
		{Name: "only", Value: AnyBoolean, Rules: Required | ReadOnly},
		{Name: "inner"},
	}, Others: NoOthers}
	for _, c := range []struct{ body, want string }{
		{`{"id":1,"a\"b":"t","kind":"YY","only":true,"inner":[]}`, ""},
		{` { "inner" : {} , "kind" : null , "id" : 1 } `, ""},
		{`{"\u0069d":1,"kind":"\u0058"}`, ""},
		{`{"kind":"Y"}`, "/kind must be X or YY\n/id is required"},
		{`{"id":1,"id":2,"other":3}`, "/id must be given once (line 1, column 9)\n/other must not be given: the schema does not know it"},
		{`{"id":null,"kind":1}`, "/id must be an integer\n/kind must be a string"},
		{`[]`, "body must be an object"},
		{`{"id":1`, "body must be an object with ',' or '}' after each member; the text ends here (line 1, column 8)"},
		{`{"id":1}]`, "body must end after its first JSON value (line 1, column 9)"},
	} {
		s := new(Scanner)
		s.Scan([]byte(c.body), AsRequest, nil)
		var seen [1]uint64
		var r ObjectReader
		for r.Next(s, table, seen[:]) {
			if name := string(s.Key()); r.Member != 4 || name != "inner" {
				t.Errorf("%s: asked for %s, at %d", c.body, name, r.Member)
			}
			if !s.Skip() {
				break
			}
		}
		got := ""
		if err := s.End(); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.body, got, c.want)
		}
	}
}

// A table goes on after what a function has checked, and knows what that found.
func TestSplit(t *testing.T) {
	type inner struct {
		Name string `json:"name"`
	}
	type outer struct {
		Before string  `json:"before"`
		One    *inner  `json:"one"`
		Many   []inner `json:"many"`
		After  string  `json:"after"`
	}
	of := &Split{
		Read: &Members{List: []Member{{Name: "name", Value: AnyString, Rules: Required}}},
		Hold: func(p *Path, v any) {
			if p.Require("name", v.(*inner).Name != "") {
				p.Fail("test", "must have none")
			}
			p.Out()
		},
	}
	text := func(name string) Member { return Member{Name: name, Value: AnyString, Rules: Required | ZeroIsAbsent} }
	table := &Members{List: []Member{text("before"), {Name: "one", Value: ByTable, Of: of}, {Name: "many", Value: ByTable, Of: &Items{Value: ByTable, Of: of}}, text("after")}}
	err := table.Validate(&outer{One: &inner{}, Many: []inner{{Name: "x"}, {}}}, 0, nil)
	if want := "/before is required\n/one/name is required\n/many/0 must have none\n/many/1/name is required\n/after is required"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	var v outer
	if err := Decode(table, []byte(`{"before":"b","one":{"name":"n"},"many":[{"name":"m"}],"after":"a"}`), &v, 0, nil); err != nil || v.One.Name != "n" || v.Many[0].Name != "m" {
		t.Errorf("decoded %+v, %v", v, err)
	}
	if err := table.ValidateJSON([]byte(`{"before":"b","one":{},"after":"a"}`), 0, nil); err == nil || err.Error() != "/one/name is required" {
		t.Errorf("got %v", err)
	}
}

// What is read again and again has its tables made once, by whoever comes first.
func TestEnum(t *testing.T) {
	for _, n := range []int{1, few, few + 1, 40} {
		e := &Enum{Message: "must be one of them"}
		for i := range n {
			e.Values = append(e.Values, strings.Repeat("v", i)+"é\"")
			e.Values = append(e.Values, fmt.Sprint("VALUE_", i))
		}
		for _, value := range e.Values {
			body := []byte(`"` + strings.ReplaceAll(value, `"`, `\"`) + `"`)
			v, err := e.Decode(body, AsRequest, nil)
			if v != value || err != nil || e.ValidateJSON(body, 0, nil) != nil || e.Validate(value) != nil {
				t.Errorf("%s is %q, %v", body, v, err)
			}
			if e.Validate(value+"x") == nil || e.ValidateJSON(body[:len(body)-1], 0, nil) == nil {
				t.Errorf("more or less than %q is accepted", value)
			}
		}
		if v, err := e.Decode([]byte(`"new"`), AsResponse, nil); v != "new" || err != nil {
			t.Errorf("a response's enum is not open: %q, %v", v, err)
		}
	}
}

// The reader of a table that asks for nothing says what Skip says, and finds
// the members that are there; enums say what a list of strings says.
func FuzzObjectReader(f *testing.F) {
	for _, seed := range []string{`{"a":1,"bcd":"RED"}`, ` { "bcd" : "\u0052ED" , "x":[{}] } `, `{"a":1,"a":2}`, `{"kind-of-thing":"GREEN","a"`, `[]`, `{"":null}`} {
		f.Add([]byte(seed))
	}
	colors := &Enum{Message: "must be a color", Values: []string{"", "RED", "GREEN", "dark \"red\""}}
	loose := &Members{List: []Member{{Name: "a", Value: AnyValue}, {Name: "bcd", Value: AnyValue}, {Name: "kind-of-thing", Value: AnyValue}, {Name: "", Value: AnyValue}}}
	tight := &Members{List: []Member{{Name: "a", Value: AnyNumber}, {Name: "bcd", Value: InEnum, Of: colors}, {Name: "kind-of-thing"}}}
	f.Fuzz(func(t *testing.T, data []byte) {
		read := func(table *Members, ask func(s *Scanner) bool) error {
			s := new(Scanner)
			s.Scan(data, 0, nil)
			var seen [1]uint64
			var r ObjectReader
			for r.Next(s, table, seen[:]) {
				if !ask(s) {
					break
				}
			}
			return s.End()
		}
		loosely, skipped := read(loose, nil), skip(data)
		if trimmed := strings.TrimLeft(string(data), " \t\r\n"); strings.HasPrefix(trimmed, "{") && fmt.Sprint(loosely) != fmt.Sprint(skipped) {
			t.Errorf("%q: %v, but %v where it is skipped", data, loosely, skipped)
		}
		if err := read(tight, (*Scanner).Skip); err != nil || loosely != nil {
			return
		}
		members := map[string]any{}
		if json.Unmarshal(data, &members) != nil {
			return // a number out of float64's range
		}
		if color, ok := members["bcd"]; ok && !slices.Contains(colors.Values, fmt.Sprint(color)) {
			t.Errorf("%q is accepted, with %v as its color", data, color)
		}
	})
}
