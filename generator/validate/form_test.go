package validate

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

var formFields = []FormField{
	{Name: "text"}, {Name: "n", Kind: FormScalar}, {Name: "o", Kind: FormJSON},
	{Name: "list", Kind: FormScalar, List: true}, {Name: "words", List: true}, {Name: "pairs", Kind: FormJSON, List: true},
}

// moreFields are those, and others by their names' patterns, and all others.
var moreFields = append(formFields[:len(formFields):len(formFields)],
	FormField{Match: NewPattern("^i"), Kind: FormScalar, List: true}, FormField{Match: NewPattern("^[it]")}, FormField{Others: true, Kind: FormJSON})

func TestFormOthers(t *testing.T) {
	for query, want := range map[string]string{
		"i=1&i=2&text=1":       `{"text":"1","i":[1,2]}`,
		"t=1&z=1&y=x&z=true":   `{"t":"1","y":"x","z":[1,true]}`,
		`z={"a":1}&Others=1&=`: `{"":"","Others":1,"z":{"a":1}}`,
	} {
		form, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(FormToJSON(form, moreFields)); got != want {
			t.Errorf("%s:\n\tgot  %s\n\twant %s", query, got, want)
		}
	}
}

func TestFormToJSON(t *testing.T) {
	for query, want := range map[string]string{
		"":                      `{}`,
		"text=1&n=1":            `{"text":"1","n":1}`,
		"n=1x":                  `{"n":"1x"}`,
		"n=%201":                `{"n":" 1"}`,
		"n=1&n=2":               `{"n":[1,2]}`,
		"n={}":                  `{"n":"{}"}`,
		`n="1"`:                 `{"n":"\"1\""}`,
		"o={\"a\":[1]}":         `{"o":{"a":[1]}}`,
		"o={\"a\":1,\"a\":2}":   `{"o":{"a":1,"a":2}}`,
		"o={":                   `{"o":"{"}`,
		"o=abc":                 `{"o":"abc"}`,
		`o="1"`:                 `{"o":"1"}`,
		"list=1&list=a&words=1": `{"list":[1,"a"],"words":["1"]}`,
		"list=[1,2]":            `{"list":["[1,2]"]}`,
		"z=1&y=%22%5C%00&y=2":   `{"y":["\"\\\u0000","2"],"z":"1"}`,
		"n=true&text=":          `{"text":"","n":true}`,
		"n=null&o=null":         `{"n":null,"o":null}`,
		`pairs=[{"a":1},{}]`:    `{"pairs":[{"a":1},{}]}`,
		`pairs=[]`:              `{"pairs":[]}`,
		`pairs={"a":1}`:         `{"pairs":[{"a":1}]}`,
		`pairs={}&pairs={}`:     `{"pairs":[{},{}]}`,
		`pairs=[]&pairs=[1]`:    `{"pairs":[[],[1]]}`,
		`pairs=[{}`:             `{"pairs":["[{}"]}`,
		`pairs=`:                `{"pairs":[""]}`,
	} {
		form, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(FormToJSON(form, formFields)); got != want {
			t.Errorf("%s:\n\tgot  %s\n\twant %s", query, got, want)
		}
	}
}

// TestFormInverse brings random members to a form and back.
func TestFormInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "1", "null", `"1"`, "{}", "[]", " ", "1x"}))
		scalar := rapid.OneOf(
			rapid.Map(rapid.Int(), func(i int) any { return json.Number(strconv.Itoa(i)) }),
			rapid.SampledFrom([]any{true, false, json.Number("1.50"), json.Number("1e400")}),
		)
		tree := rapid.OneOf(scalar, rapid.Map(text, func(s string) any { return s }),
			rapid.Map(rapid.MapOf(text, text), func(m map[string]string) any { return m }),
			rapid.Map(rapid.SliceOf(text), func(l []string) any { return l }))
		values := map[FormKind]*rapid.Generator[any]{
			FormText: rapid.Map(text, func(s string) any { return s }), FormScalar: scalar, FormJSON: tree,
		}
		body := map[string]any{}
		fields := slices.Clone(moreFields[:len(moreFields)-2]) // and some names for those without
		fields[len(fields)-1].Name = "i" + rapid.String().Draw(t, "i")
		fields = append(fields, FormField{Name: "t" + rapid.StringN(0, 2, -1).Draw(t, "t")}, FormField{Name: "z" + rapid.String().Draw(t, "z"), Kind: FormJSON})
		for _, f := range fields {
			switch {
			case !rapid.Bool().Draw(t, "has "+f.Name):
			case f.List:
				body[f.Name] = rapid.SliceOf(values[f.Kind]).Draw(t, f.Name)
			default:
				body[f.Name] = values[f.Kind].Draw(t, f.Name)
			}
		}
		want, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		form := EncodeForm(body, moreFields)
		if got := FormToJSON(form, moreFields); string(Canonical(got)) != string(Canonical(want)) {
			t.Fatalf("%s becomes %q, and that %s", want, form, got)
		}
	})
}

func FuzzForm(f *testing.F) {
	f.Add("text=a&n=1.5&o=%7B%7D&list=1&list=2&x=%ff&pairs=%5B%7B%7D%5D")
	f.Fuzz(func(t *testing.T, query string) {
		form, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		data := FormToJSON(form, formFields)
		if err := skip(data); err != nil && utf8.Valid(data) && !strings.Contains(err.Error(), "given once") {
			t.Errorf("%q becomes %q: %v", query, data, err)
		}
	})
}
