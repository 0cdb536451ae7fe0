package validate

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

var formFields = []FormField{
	{Name: "text"}, {Name: "n", Kind: FormScalar}, {Name: "o", Kind: FormJSON},
	{Name: "list", Kind: FormScalar, List: true, Required: true}, {Name: "words", List: true},
}

func TestFormToJSON(t *testing.T) {
	for query, want := range map[string]string{
		"":                      `{"list":[]}`,
		"text=1&n=1":            `{"text":"1","n":1,"list":[]}`,
		"n=1x":                  `{"n":"1x","list":[]}`,
		"n=%201":                `{"n":" 1","list":[]}`,
		"n=1&n=2":               `{"n":[1,2],"list":[]}`,
		"n={}":                  `{"n":"{}","list":[]}`,
		"o={\"a\":[1]}":         `{"o":{"a":[1]},"list":[]}`,
		"o={\"a\":1,\"a\":2}":   `{"o":{"a":1,"a":2},"list":[]}`,
		"o={":                   `{"o":"{","list":[]}`,
		"list=1&list=a&words=1": `{"list":[1,"a"],"words":["1"]}`,
		"z=1&y=%22%5C%00&y=2":   `{"list":[],"y":["\"\\\u0000","2"],"z":"1"}`,
		"n=true&text=":          `{"text":"","n":true,"list":[]}`,
		"n=null&o=null":         `{"n":null,"o":null,"list":[]}`,
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

func FuzzForm(f *testing.F) {
	f.Add("text=a&n=1.5&o=%7B%7D&list=1&list=2&x=%ff")
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
