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
		"n=1&n=2":               `{"n":1}`, // and a violation: TestDecodeForm
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

// styledFields are written in styles.
var styledFields = []FormField{
	{Name: "csv", Kind: FormScalar, List: true, Style: FormComma},
	{Name: "ssv", List: true, Style: FormSpace},
	{Name: "pipes", List: true, Style: FormPipe},
	{Name: "rgb", Kind: FormObject, Style: FormComma, Fields: []FormField{{Name: "R", Kind: FormScalar}, {Name: "G", Kind: FormScalar}, {Others: true, Kind: FormJSON}}},
	{Name: "deep", Kind: FormObject, Style: FormDeep, Fields: []FormField{{Name: "x", Kind: FormScalar}, {Name: "list", List: true}, {Others: true}}},
	{Name: "size", Kind: FormObject, Style: FormSpread, Fields: []FormField{{Name: "w", Kind: FormScalar}, {Name: "h", Kind: FormScalar}}},
	{Name: "map", Kind: FormObject, Style: FormSpread, Fields: []FormField{{Match: NewPattern("^m-"), Kind: FormScalar}}},
	{Name: "text"},
}

func TestFormStyles(t *testing.T) {
	for query, want := range map[string]string{
		"csv=1,2,3":                     `{"csv":[1,2,3]}`,
		"csv=1%2C2":                     `{"csv":[1,2]}`,
		"csv=":                          `{"csv":[]}`,
		"csv=1":                         `{"csv":[1]}`,
		"csv=1,,x":                      `{"csv":[1,"","x"]}`,
		"csv=[1,2]":                     `{"csv":["[1","2]"]}`,
		"ssv=a+b%20c":                   `{"ssv":["a","b","c"]}`,
		"pipes=a|b%7Cc,d":               `{"pipes":["a","b","c,d"]}`,
		"rgb=R,1,G,2":                   `{"rgb":{"R":1,"G":2}}`,
		"rgb=":                          `{"rgb":{}}`,
		"rgb=R,1,G":                     `{"rgb":"R,1,G"}`,
		`rgb={"R":1}`:                   `{"rgb":"{\"R\":1}"}`,
		"deep[x]=1&deep%5By%5D=2":       `{"deep":{"x":1,"y":"2"}}`,
		"deep[a][b]=1":                  `{"deep":{"a][b":"1"}}`,
		"deep[list]=1&deep[list]=2":     `{"deep":{"list":["1","2"]}}`,
		"deep[]=1":                      `{"deep":{"":"1"}}`,
		"deep[x=1":                      `{"deep[x":"1"}`,
		"deep=1&deep[x]=1":              `{"deep":"1"}`,
		"w=1&h=2&text=t":                `{"size":{"w":1,"h":2},"text":"t"}`,
		"w=a&z=1&m-1=2":                 `{"size":{"w":"a"},"map":{"m-1":2},"z":"1"}`,
		"size=1":                        `{"size":"1"}`,
		"text=1,2&other[x]=1&other=3":   `{"text":"1,2","other":"3","other[x]":"1"}`,
		"rgb=__proto__,1,R,2&deep[ü]=ü": `{"rgb":{"R":2,"__proto__":1},"deep":{"ü":"ü"}}`,
	} {
		form, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(FormToJSON(form, styledFields)); got != want {
			t.Errorf("%s:\n\tgot  %s\n\twant %s", query, got, want)
		}
	}
}

// TestDecodeForm shows what is said of a key that is given twice, beside what the
// check says.
func TestDecodeForm(t *testing.T) {
	fields := slices.Concat(styledFields, formFields, []FormField{{Name: "obj", Kind: FormObject}, {Name: "only", Kind: FormOnlyJSON}})
	decode := func(data []byte, _ ...Option) error {
		if strings.Contains(string(data), "bad") {
			return Errors{{Pointer: "/n", Keyword: "type", Message: "must be a number"}, {Pointer: "/text", Keyword: "enum", Message: "must be good"}}
		}
		return nil
	}
	for query, want := range map[string]string{
		"text=a&n=1":              "",
		"n=1&n=2":                 "/n must be given once",
		"csv=1&csv=2":             "/csv must be given once",
		"o={}&o={}":               "", // an array where one is allowed, which the check tells
		"rgb=R,1,R,2":             "/rgb/R must be given once",
		"deep[x]=1&deep[x]=2":     "/deep/x must be given once",
		"w=1&w=2&deep[list]=bad":  "/size/w must be given once\n/n must be a number\n/text must be good",
		"n=1&n=bad&words=bad&n=1": "/n must be given once\n/text must be good",
		"unknown=1&unknown=2":     "",
		"obj={%0A%22a%22: 1,}":    "/obj must be an object, written as JSON: it must be an object whose members begin with a name in double quotes (line 2, column 8)",
		"obj=%20{}%0A":            "",
		"obj=[1":                  "/obj must be an object, written as JSON: it must be an array with ',' or ']' after each item; the text ends here (line 1, column 3)",
		"only=a":                  "/only must be JSON: it must be a JSON value (line 1, column 1)",
		"only=%201%20":            "",
	} {
		form, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := DecodeForm(form, fields, decode, nil); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// TestFormStyleInverse brings random members to a form with styles and back: what
// has a form comes back as it was, and what has none gives an empty form.
func TestFormStyleInverse(t *testing.T) {
	empty, full := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.StringN(1, 4, -1), rapid.SampledFrom([]string{"", "a b", "1,2", "|", "x]", "deep[x]", "w", "m-1", `"`, "{}", "null"}))
		name := rapid.OneOf(text, rapid.SampledFrom([]string{"x", "list", "R", "G"}))
		number := rapid.Map(rapid.Int(), func(i int) any { return json.Number(strconv.Itoa(i)) })
		object := func(members map[string]*rapid.Generator[any], others *rapid.Generator[any]) any {
			out := map[string]any{}
			for _, key := range Keys(members) {
				if rapid.Bool().Draw(t, key) {
					out[key] = members[key].Draw(t, key)
				}
			}
			if others != nil && rapid.Bool().Draw(t, "others") {
				if key := name.Draw(t, "key"); members[key] == nil {
					out[key] = others.Draw(t, "other")
				}
			}
			return out
		}
		texts := rapid.Map(rapid.SliceOfN(text, 0, 3), func(l []string) any { return l })
		anyText := rapid.Map(text, func(s string) any { return s })
		body := map[string]any{}
		for _, f := range styledFields {
			if !rapid.Bool().Draw(t, "has "+f.Name) {
				continue
			}
			switch f.Name {
			case "csv":
				body[f.Name] = rapid.SliceOfN(number, 0, 3).Draw(t, "csv")
			case "ssv", "pipes":
				body[f.Name] = texts.Draw(t, f.Name)
			case "rgb":
				body[f.Name] = object(map[string]*rapid.Generator[any]{"R": number, "G": number}, anyText)
			case "deep":
				body[f.Name] = object(map[string]*rapid.Generator[any]{"x": number, "list": texts}, anyText)
			case "size":
				body[f.Name] = object(map[string]*rapid.Generator[any]{"w": number, "h": number}, nil)
			case "map":
				body[f.Name] = object(map[string]*rapid.Generator[any]{"m-1": number, "m-2": number}, nil)
			default:
				body[f.Name] = text.Draw(t, f.Name)
			}
		}
		if rapid.Bool().Draw(t, "more") {
			if key := name.Draw(t, "key"); body[key] == nil {
				body[key] = text.Draw(t, "more")
			}
		}
		for _, key := range []string{"deep", "size", "map"} { // an object without members is no key
			if object, ok := body[key].(map[string]any); ok && len(object) == 0 {
				delete(body, key)
			}
		}
		want, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		form := EncodeForm(body, styledFields)
		if len(form) == 0 {
			empty++
			return
		}
		full++
		if got := FormToJSON(form, styledFields); string(Canonical(got)) != string(Canonical(want)) {
			t.Fatalf("%s becomes %q, and that %s", want, form, got)
		}
	})
	if full < empty/4 {
		t.Errorf("%d values have a form, %d none: they say too little", full, empty)
	}
}

// TestFormWithout shows which values have no form, and that they give an empty one.
func TestFormWithout(t *testing.T) {
	for body, want := range map[string]string{
		`{"csv":[],"text":""}`:              "csv=&text=",
		`{"ssv":["a b"]}`:                   "",
		`{"ssv":["a,b","c|d"]}`:             "ssv=a%2Cb+c%7Cd",
		`{"pipes":["a|b"],"text":"t"}`:      "",
		`{"ssv":[""]}`:                      "",
		`{"ssv":["",""]}`:                   "ssv=+",
		`{"rgb":{"R":1,"G,H":2}}`:           "",
		`{"rgb":{"R":1,"G":null}}`:          "rgb=R%2C1",
		`{"deep":{"x":1,"list":["a","b"]}}`: "deep%5Blist%5D=a&deep%5Blist%5D=b&deep%5Bx%5D=1",
		`{"size":{"w":1,"other":2}}`:        "",
		`{"w":"own","text":"t"}`:            "",
		`{"deep[x]":"own","text":"t"}`:      "",
		`{"size":null,"text":"t"}`:          "text=t",
		`{"deep":"","text":"t"}`:            "deep=&text=t",
		`{"deep":1,"text":"t"}`:             "",
		`{"deep":[1],"text":"t"}`:           "",
	} {
		if got := EncodeForm(json.RawMessage(body), styledFields).Encode(); got != want {
			t.Errorf("%s gives %q, want %q", body, got, want)
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
		for _, fields := range [][]FormField{formFields, styledFields} {
			data := FormToJSON(form, fields)
			if err := skip(data); err != nil && utf8.Valid(data) && !strings.Contains(err.Error(), "given once") {
				t.Errorf("%q becomes %q: %v", query, data, err)
			}
		}
	})
}
