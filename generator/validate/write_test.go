package validate

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"
)

type partedValue struct {
	Name  string
	Child *partedValue
	More  map[string]any
}

func (v partedValue) JSONParts() []any {
	type own struct {
		Name  string       `json:"name"`
		Child *partedValue `json:"child,omitempty"`
	}
	return []any{own{v.Name, v.Child}, v.More}
}

func (v partedValue) MarshalJSON() ([]byte, error) { return MarshalParts(v) }

// A value is written as encoding/json does it, but that nothing is written twice.
func TestWrite(t *testing.T) {
	type plain struct {
		A    string `json:"a,omitempty"`
		B    []byte
		C    *int               `json:"c"`
		D    any                `json:"-"`
		E    time.Time          `json:"e,omitzero"`
		F    map[string]float64 `json:"f,omitempty"`
		G    [2]bool
		H    json.RawMessage `json:"h,omitempty"`
		I    []string        `json:"i"`
		J    json.Number     `json:"j,omitempty"`
		K    uint8
		L    []any
		priv int
	}
	type embedding struct {
		plain
		Own string
	}
	type quoted struct {
		N int `json:",string"`
	}
	one := 1
	for _, v := range []any{
		nil, true, "a\"b\\c<é>\x00\u2028", 1.5, json.Number("1e400"), []int(nil), map[string]int(nil), (*plain)(nil),
		plain{}, plain{A: "x", B: []byte{1}, C: &one, E: time.Unix(0, 0).UTC(), F: map[string]float64{"b": 1, "a": 2}, H: json.RawMessage(`{"x": [1, 2]}`), I: []string{}, J: "12", L: []any{nil, 1, "x"}, priv: 1},
		embedding{plain{A: "x"}, "y"}, quoted{1}, map[int]string{1: "x"}, []any{map[string]any{"b": 1, "a": []any{}}},
	} {
		want, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		got, err := MarshalParts(v)
		var compact bytes.Buffer
		if err == nil {
			err = json.Compact(&compact, got)
		}
		var escaped bytes.Buffer
		json.HTMLEscape(&escaped, compact.Bytes())
		if err != nil || escaped.String() != string(want) {
			t.Errorf("%#v: %s, %v; encoding/json writes %s", v, got, err, want)
		}
	}
}

func TestMarshalParts(t *testing.T) {
	type a struct {
		X string `json:"x"`
		Y any    `json:"y"`
	}
	shared := map[string]any{"k": 1}
	for _, test := range []struct {
		parts []any
		want  string
	}{
		{nil, `null`},
		{[]any{nil, (*a)(nil), 1}, `1`},
		{[]any{"", nil}, `""`},
		{[]any{"", "x", "y"}, `"x"`},
		{[]any{a{"", shared}, map[string]any{"x": "1", "y": shared, "z": nil}}, `{"x":"1","y":{"k":1},"z":null}`},
		{[]any{a{"1", []any{shared, 1}}, json.RawMessage(` {"y": [{"l": 2}, 5], "w": true} `)}, `{"x":"1","y":[{"k":1,"l":2},1],"w":true}`},
		{[]any{[]int{1}, []int{2, 3}}, `[1]`},
		{[]any{partedValue{"n", &partedValue{Name: "m"}, map[string]any{"o": partedValue{}}}, map[string]any{"child": map[string]any{"p": 1}}},
			`{"name":"n","child":{"name":"m","p":1},"o":{"name":""}}`},
	} {
		if got, err := MarshalParts(test.parts...); err != nil || string(got) != test.want {
			t.Errorf("%v: %s, %v; want %s", test.parts, got, err, test.want)
		}
	}
	loop := partedValue{}
	loop.Child = &loop
	if _, err := MarshalParts(loop); err == nil {
		t.Error("a value that contains itself is written")
	}
}

// TestQuotedBytes holds that each byte is written as encoding/json does, wherever it stands
// among those that are read eight at a time.
func TestQuotedBytes(t *testing.T) {
	t.Parallel()
	for c := range 256 {
		for at := range 17 {
			text := []byte("abcdefghijklmnopq")
			text[at] = byte(c)
			want, err := json.Marshal(string(text))
			if err != nil {
				t.Fatal(err)
			}
			if got := appendQuoted(nil, string(text)); string(got) != string(want) {
				t.Errorf("%q is written as %s, and encoding/json writes %s", text, got, want)
			}
		}
	}
}

// TestWriteCycle holds that a value which points at itself is an error, by whichever way.
func TestWriteCycle(t *testing.T) {
	var pointer any
	pointer = &pointer
	type node struct{ Next *node }
	list := &node{}
	list.Next = list
	parted := &partedValue{}
	parted.Child = parted
	table := map[string]any{}
	table["a"] = table
	for _, v := range []any{pointer, list, parted, table} {
		if _, err := AppendJSON(nil, v); err == nil {
			t.Errorf("%T is written", v)
		}
	}
}
