package validate

import (
	"encoding/json"
	"reflect"
	"testing"
)

// texted is a struct whose fields take texts; the parameters are those of its members.
type texted struct {
	ID    string   `json:"id"`
	Name  *string  `json:"name"`
	Plain string   `json:"plain,omitempty"`
	N     *int32   `json:"n"`
	Must  int64    `json:"must"`
	On    *bool    `json:"on"`
	Many  []string `json:"many"`
	Comma []string `json:"comma"`
	Limit *int     `json:"limit"`
	Sort  *string  `json:"sort"`
	H     *string  `json:"h"`
	Other any      `json:"other"`
}

var textedParams = Params{Path: "/a/{id}", Params: []Param{
	{FormField: FormField{Name: "id"}, In: InPath, Key: "id"},
	{FormField: FormField{Name: "name"}, In: InQuery, Key: "name"},
	{FormField: FormField{Name: "plain"}, In: InQuery, Key: "plain"},
	{FormField: FormField{Name: "n", Kind: FormScalar}, In: InQuery, Key: "n"},
	{FormField: FormField{Name: "must", Kind: FormScalar}, In: InQuery, Key: "must", Required: true},
	{FormField: FormField{Name: "on", Kind: FormScalar}, In: InQuery, Key: "on"},
	{FormField: FormField{Name: "many", List: true}, In: InQuery, Key: "many"},
	{FormField: FormField{Name: "comma", List: true, Style: FormComma}, In: InQuery, Key: "comma"},
	{FormField: FormField{Name: "limit", Kind: FormScalar}, In: InQuery, Key: "limit", Default: "20"},
	{FormField: FormField{Name: "sort"}, In: InQuery, Key: "sort", Default: `"up"`},
	{FormField: FormField{Name: "h"}, In: InHeader, Key: "X-H"},
	{FormField: FormField{Name: "other", Kind: FormScalarText}, In: InQuery, Key: "other"},
}}

// readTexts is what is emitted for a struct.
func readTexts(r Request, opts ...Option) (v texted, ok bool) {
	var t ParamTexts
	t.Read(&r, 1<<0|1<<4, AsRequest, opts)
	for key, ok := t.Next(); ok; key, ok = t.Next() {
		switch key {
		case "name":
			t.OptionalText(1, &v.Name)
		case "plain":
			t.Text(2, &v.Plain)
		case "n":
			t.OptionalInt32(3, &v.N)
		case "must":
			t.Int64(4, &v.Must)
		case "on":
			t.OptionalBool(5, &v.On)
		case "many":
			ItemText(&t, 6, &v.Many)
		case "comma":
			ListText(&t, 7, &v.Comma)
		case "limit":
			t.OptionalInt(8, &v.Limit)
		case "sort":
			t.OptionalText(9, &v.Sort)
		case "other":
			t.Rare()
		default:
			t.Unknown()
		}
	}
	t.Path(&r, "id")
	t.Text(0, &v.ID)
	t.Header(&r, "X-H")
	t.OptionalText(10, &v.H)
	t.Default(8, "20")
	t.OptionalInt(8, &v.Limit)
	t.Default(9, "up")
	t.OptionalText(9, &v.Sort)
	return v, t.OK()
}

// TestParamTexts holds that what is read without JSON is what [DecodeParams] reads, and
// that requests which it refuses are left to it.
func TestParamTexts(t *testing.T) {
	t.Parallel()
	decode := func(data []byte, _ ...Option) (v texted, err error) { return v, json.Unmarshal(data, &v) }
	for _, c := range []struct {
		path, query, header string
		opts                []Option
		plainly             bool // without JSON
	}{
		{"a", "must=1", "", nil, true},
		{"a%2Fb", "name=x%20y+z&n=-5&must=12&on=true&many=a&many=b%2C&comma=a%2Cb,c&limit=0&sort=d", " h ", nil, true},
		{"é", "name=%C3%A9&must=0&many=&unknown=1&&name2=", "", nil, true},
		{"%C3%A9", "must=123456789012345678&on=false&comma=,", "", nil, true},
		{"..", "must=1", "", nil, false},
		{"%2E", "must=1", "", nil, false},
		{"", "must=1", "", nil, false},
		{"%zz", "must=1", "", nil, false},
		{"%ff", "must=1", "", nil, false},
		{"a", "", "", nil, false},
		{"a", "must=1&must=2", "", nil, false},
		{"a", "must=01", "", nil, false},
		{"a", "must=-0", "", nil, false},
		{"a", "must=1.0", "", nil, false},
		{"a", "must=1&n=99999999999", "", nil, false},
		{"a", "must=1&n=T", "", nil, false},
		{"a", "must=1&n=null", "", nil, false},
		{"a", "must=1&on=1", "", nil, false},
		{"a", "must=1&plain=", "", nil, false}, // which the check of Go values takes for absent
		{"a", "must=1;n=2", "", nil, false},
		{"a", "must=1&name[x]=1", "", nil, false},
		{"a", "must=1&%6Eame=x", "", nil, false},
		{"a", "must=1&unknown=%zz", "", nil, false},
		{"a", "must=1&unknown=1", "", []Option{Strict}, false},
		{"a", "must=1&comma=", "", nil, false},
		{"a", "must=1&other=1", "", nil, false},
		{"a", "must=1&name=%ff", "", nil, false},
		{"a", "must=1&many=1&many=2&many=3&many=4&many=5&many=6&many=7&many=8&many=9&many=1&many=2&many=3&many=4&many=5&many=6&many=7", "", nil, true},
		{"a", "must=0&must=0", "", nil, false},
		{"a", "must=1&limit=&n=-2147483648", "", nil, false},
		{"a", "must=1&n=-2147483648&limit=7&sort=&on", "", nil, false},
		{"a", "must=1&n=-2147483649", "", nil, false},
		{"a", "must=1&n=2147483647&&many&comma=a%2cb%20,%C3%A9&=", "", nil, true},
		{"a", "must=1&comma=a&comma=b", "", nil, false},
		{"a", "must=1&comma=a,%f", "", nil, false},
		{"a%2", "must=1", "", nil, false},
		{"a", "must=1&name=%2", "", nil, false},
		{"a", "must=1&name=%", "", nil, false},
	} {
		r := Request{RawPath: onePath(c.path), RawQuery: c.query, Header: map[string][]string{}}
		if c.header != "" {
			r.Header["X-H"] = []string{c.header}
		}
		got, ok := readTexts(r, c.opts...)
		if ok != c.plainly {
			t.Errorf("%q ? %q: read without JSON: %v", c.path, c.query, ok)
		}
		want, err := DecodeParams(r, &textedParams, decode, c.opts)
		if ok && (err != nil || !reflect.DeepEqual(got, want)) {
			t.Errorf("%q ? %q: %+v, and DecodeParams reads %+v, %v", c.path, c.query, got, want, err)
		}
	}
}

// onePath stands for each name of a path.
type onePath string

func (p onePath) RawPath(string) string { return string(p) }
