package validate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// fuzzed are parameters of each style.
var fuzzed = Params{Path: "/a/{p}/{l}/{m}:apply", Params: []Param{
	{FormField: FormField{Name: "p"}, In: InPath, Key: "p"},
	{FormField: FormField{Name: "l", List: true, Style: FormLabel}, In: InPath, Key: "l", Explode: true},
	{FormField: FormField{Name: "m", Kind: FormObject, Style: FormMatrix, Fields: []FormField{{Others: true, Kind: FormScalarText}}}, In: InPath, Key: "m", Explode: true},
	{FormField: FormField{Name: "text"}, In: InQuery, Key: "text", Reserved: true},
	{FormField: FormField{Name: "n", Kind: FormScalar}, In: InQuery, Key: "n", Empty: true},
	{FormField: FormField{Name: "either", Kind: FormBooleanText}, In: InQuery, Key: "either", Many: true},
	{FormField: FormField{Name: "many", List: true}, In: InQuery, Key: "many"},
	{FormField: FormField{Name: "comma", List: true, Kind: FormNumberText, Style: FormComma}, In: InQuery, Key: "comma"},
	{FormField: FormField{Name: "space", List: true, Style: FormSpace}, In: InQuery, Key: "space"},
	{FormField: FormField{Name: "pipe", Kind: FormObject, Style: FormPipe, Fields: []FormField{{Others: true, Kind: FormText}}}, In: InQuery, Key: "pipe"},
	{FormField: FormField{Name: "deep", Kind: FormObject, Style: FormDeep, Fields: []FormField{
		{Name: "a"}, {Name: "l", List: true, Style: FormBrackets}, {Name: "o", Kind: FormObject, Style: FormDeep, Fields: []FormField{{Name: "b", Kind: FormScalar}}},
	}}, In: InQuery, Key: "deep"},
	{FormField: FormField{Name: "list", List: true, Style: FormBrackets}, In: InQuery, Key: "list"},
	{FormField: FormField{Name: "spread", Kind: FormObject, Style: FormSpread, Fields: []FormField{{Name: "R", Kind: FormScalar}, {Name: "G"}}}, In: InQuery, Key: "spread"},
	{FormField: FormField{Name: "json", Kind: FormOnlyJSON}, In: InQuery, Key: "json"},
	{FormField: FormField{Name: "h", List: true, Style: FormComma}, In: InHeader, Key: "X-H"},
	{FormField: FormField{Name: "c", List: true, Style: FormComma}, In: InCookie, Key: "c"},
	{FormField: FormField{Name: "cs", List: true}, In: InCookie, Key: "cs"},
}}

// asJSON takes any JSON as it is, if it is strict.
func asJSON(data []byte, _ ...Option) (json.RawMessage, error) {
	s := new(Scanner)
	s.Scan(data, 0, nil)
	s.Skip()
	return bytes.Clone(data), s.End()
}

// FuzzParams holds that what is read and can be written is read again as it was, and
// that nothing stops a program.
func FuzzParams(f *testing.F) {
	f.Add("a", ".b.c", ";x=1;y=", "text=a/b&n=&either=true&either=x&many=&many=b&comma=1,a%2Cb&space=a%20b&pipe=x%7C1", "a, b", "c=1,2; cs=a; cs=b")
	f.Add("%2E", ".", ";", "deep[a]=1&deep[l][]=2&deep[l][3]=4&deep[o][b]=5&list[]=1&list[0]=2&R=1&G=x&json=%7B%7D", "", `c="a"`)
	f.Add("..", "x", ";=", "a=1;b=2&%zz=1&n[a]=1&deep=1&deep[=1&deep[]]=1&list[x]=1&comma[]=1&json={", "\x00", "c")
	f.Add("a/b", ".%2E.", ";x=%3D;y=%zz", "deep[o]=1&deep[o][b][c]=1&deep[a]=1&deep[a]=2&space=%zz&pipe=1&n=NaN&n=1", "a || b", "c=;c;=")
	f.Fuzz(func(t *testing.T, p, l, m, query, header, cookie string) {
		first := Request{RawPath: segmentsOf(p, l, m), RawQuery: query, Header: map[string][]string{"x-h": {header}, "Cookie": {cookie}}}
		value, err := DecodeParams(first, &fuzzed, asJSON, nil)
		if err != nil {
			if found := err.(Errors); len(found) == 0 || len(found) > MaxViolations {
				t.Fatalf("%d violations", len(found))
			}
			return
		}
		out, err := EncodeParams(value, &fuzzed)
		if err != nil {
			return
		}
		if strings.ContainsAny(out.URL(), " #<>\"\x00") {
			t.Errorf("%q is no URL", out.URL())
		}
		parts := strings.Split(strings.TrimSuffix(out.Path, ":apply"), "/")
		if len(parts) != 5 {
			t.Fatalf("%q: a value has a slash", out.Path)
		}
		second := Request{RawPath: segmentsOf(parts[2], parts[3], parts[4]), RawQuery: out.RawQuery, Header: out.Header}
		again, err := DecodeParams(second, &fuzzed, asJSON, nil)
		if err != nil {
			t.Fatalf("%s was written as %+v, which is refused: %v", value, out, err)
		}
		if !reflect.DeepEqual(withoutEmpty(t, value), withoutEmpty(t, again)) {
			t.Errorf("%s was written as %+v, which is read as %s", value, out, again)
		}
	})
}

func segmentsOf(p, l, m string) segments { return segments{"p": p, "l": l, "m": m} }

type segments map[string]string

func (s segments) RawPath(name string) string { return s[name] }

// withoutEmpty is a request's value without empty lists and objects, which are written
// as nothing.
func withoutEmpty(t *testing.T, data []byte) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	for name, v := range out {
		switch v := v.(type) {
		case []any:
			if len(v) == 0 {
				delete(out, name)
			}
		case map[string]any:
			if len(v) == 0 {
				delete(out, name)
			}
		case nil:
			delete(out, name)
		}
	}
	return out
}

// six are the parameters of a usual GET.
var six = Params{Path: "/pets/{id}", Params: []Param{
	{FormField: FormField{Name: "id"}, In: InPath, Key: "id"},
	{FormField: FormField{Name: "limit", Kind: FormScalar}, In: InQuery, Key: "limit"},
	{FormField: FormField{Name: "after"}, In: InQuery, Key: "after"},
	{FormField: FormField{Name: "tags", List: true}, In: InQuery, Key: "tags"},
	{FormField: FormField{Name: "full", Kind: FormScalar}, In: InQuery, Key: "full"},
	{FormField: FormField{Name: "X-Request-Id"}, In: InHeader, Key: "X-Request-Id"},
}}

func BenchmarkDecodeParams(b *testing.B) {
	r := Request{Path: func(string) string { return "17" }, RawQuery: "limit=20&after=abc&tags=a&tags=b&full=true", Header: map[string][]string{"X-Request-Id": {"1"}}}
	for b.Loop() {
		if _, err := DecodeParams(r, &six, asJSON, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// TestEncodeMany doubles a query, which took four times the memory for twice the items.
func TestEncodeMany(t *testing.T) {
	type params struct {
		IDs []string `json:"ids"`
	}
	p := &Params{Path: "/a", Params: []Param{{FormField: FormField{Name: "ids", List: true}, In: InQuery, Key: "ids", Explode: true}}}
	bytes := func(n int) float64 {
		value := params{slices.Repeat([]string{"abcdefgh"}, n)}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if out, err := EncodeParams(value, p); err != nil || strings.Count(out.RawQuery, "ids=") != n {
			t.Fatal(out.RawQuery, err)
		}
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	if few, many := bytes(2000), bytes(4000); many > 2.5*few {
		t.Errorf("%.0f bytes for 2000 items, %.0f for 4000", few, many)
	}
}

// TestEncodePath holds that a path is the one that [EncodeParams] makes, and refused where that
// refuses it.
func TestEncodePath(t *testing.T) {
	t.Parallel()
	type params struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	table := Params{Path: "/a/{id}.{name}:b", Params: []Param{
		{FormField: FormField{Name: "id"}, In: InPath, Key: "id"}, {FormField: FormField{Name: "name"}, In: InPath, Key: "name"},
	}}
	texts := []string{"a", "", ".", "..", "...", "a.b", "a/b", "a b", "é", "%2F", "-_~"}
	for _, id := range texts {
		for _, name := range texts {
			path, wrong := EncodePath(params{id, name}, &table, id, name)
			want, err := EncodeParams(params{id, name}, &table)
			if path.Path != want.Path || fmt.Sprint(wrong) != fmt.Sprint(err) {
				t.Errorf("%q, %q: %q, %v; want %q, %v", id, name, path.Path, wrong, want.Path, err)
			}
		}
	}
	// What is given is written without a look at the value.
	if path, err := EncodePath(nil, &table, "a", "-_~"); err != nil || path.Path != "/a/a.-_~:b" {
		t.Errorf("%q, %v", path.Path, err)
	}
}

// TestEncodePlain holds that what is written without its JSON is written as by it, and
// where it is not.
func TestEncodePlain(t *testing.T) {
	type kind string
	type params struct {
		ID    string   `json:"id"`
		Start *int32   `json:"start,omitempty"`
		Kind  *kind    `json:"kind,omitempty"`
		On    *bool    `json:"on,omitempty"`
		Texts []string `json:"texts,omitzero"`
		Size  float64  `json:"size,omitempty"`
	}
	table := func(names ...string) *Params {
		p := &Params{Path: "/a/{id}"}
		for _, f := range []Param{
			{FormField: FormField{Name: "id"}, In: InPath, Key: "id"},
			{FormField: FormField{Name: "start", Kind: FormScalar}, In: InQuery, Key: "start"},
			{FormField: FormField{Name: "kind"}, In: InHeader, Key: "Kind"},
			{FormField: FormField{Name: "on", Kind: FormScalar}, In: InCookie, Key: "on"},
			{FormField: FormField{Name: "texts", List: true}, In: InQuery, Key: "texts"},
			{FormField: FormField{Name: "size", Kind: FormScalar}, In: InQuery, Key: "size"},
		} {
			if slices.Contains(names, f.Name) {
				p.Params = append(p.Params, f)
			}
		}
		return p
	}
	start, on, k := int32(-7), true, kind("x y")
	scalars := []string{"id", "start", "kind", "on", "texts"}
	for _, test := range []struct {
		value params
		names []string
		plain bool
	}{
		{params{ID: "a/b ü"}, scalars, true},
		{params{ID: "1", Start: &start, On: &on, Kind: &k}, scalars, true},
		{params{ID: ".."}, scalars, true},
		{params{}, scalars, true},
		{params{ID: "\xff"}, scalars, false},
		{params{ID: "1", Texts: []string{"a", "b"}}, scalars, false},
		{params{ID: "1", Texts: []string{}}, scalars, false},
		{params{ID: "1", Size: 1}, []string{"id", "size"}, false},
		{params{ID: "1"}, []string{"id", "size"}, false}, // which is left out
	} {
		w := paramWriter{params: table(test.names...)}
		if err := w.json(test.value); err != nil {
			t.Fatal(err)
		}
		want, wantErr := w.end()
		got, err := EncodeParams(test.value, w.params)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(err, wantErr) {
			t.Errorf("%+v: %+v %v, want %+v %v", test.value, got, err, want, wantErr)
		}
		if plain := (&paramWriter{params: w.params}).plain(reflect.ValueOf(test.value)); plain != test.plain {
			t.Errorf("%+v: written without its JSON: %t", test.value, plain)
		}
	}
	value, p := params{ID: "715948317"}, table("id")
	if n := testing.AllocsPerRun(100, func() { EncodeParams(&value, p) }); n > 2 {
		t.Errorf("%.0f allocations", n)
	}
}
