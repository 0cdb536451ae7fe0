package validate

import (
	"fmt"
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

var textedParams = Params{Path: "/a/{id}", Direction: AsRequest, Params: []Param{
	{FormField: FormField{Name: "id"}, In: InPath, Key: "id", Value: AnyString, Rules: Required},
	{FormField: FormField{Name: "name"}, In: InQuery, Key: "name", Value: AnyString},
	{FormField: FormField{Name: "plain"}, In: InQuery, Key: "plain", Value: AnyString},
	{FormField: FormField{Name: "n", Kind: FormScalar}, In: InQuery, Key: "n", Value: AnyInt32},
	{FormField: FormField{Name: "must", Kind: FormScalar}, In: InQuery, Key: "must", Required: true, Value: AnyInt64, Rules: Required},
	{FormField: FormField{Name: "on", Kind: FormScalar}, In: InQuery, Key: "on", Value: AnyBoolean},
	{FormField: FormField{Name: "many", List: true}, In: InQuery, Key: "many", Value: ByTable, Of: &Items{Value: AnyString}},
	{FormField: FormField{Name: "comma", List: true, Style: FormComma}, In: InQuery, Key: "comma", Value: ByTable, Of: &Items{Value: AnyString, Most: 3}},
	{FormField: FormField{Name: "limit", Kind: FormScalar}, In: InQuery, Key: "limit", Default: "20", Value: ByCheck, Of: &IntegerRules{{Keyword: "maximum", Bound: AtMost, Limit: 100}}},
	{FormField: FormField{Name: "sort"}, In: InQuery, Key: "sort", Default: `"up"`, Value: ByCheck, Of: &TextRules{{Keyword: "maxLength", Most: 4}}},
	{FormField: FormField{Name: "h"}, In: InHeader, Key: "X-H", Value: InEnum, Of: &Enum{Values: []string{"h", "é"}}},
	{FormField: FormField{Name: "other", Kind: FormScalarText}, In: InQuery, Key: "other", Value: AsText},
}}

// readTexts is what is emitted for a struct.
func readTexts(r *Request, v *texted, opts ...Option) (ok bool, err error) {
	var t ParamTexts
	t.Read(r, &textedParams, 1<<0|1<<4, opts)
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
	t.Path("id").Text(0, &v.ID)
	t.Header("X-H").OptionalText(10, &v.H)
	t.Default(8, "20").OptionalInt(8, &v.Limit)
	t.Default(9, "up").OptionalText(9, &v.Sort)
	return t.OK(), t.End(v)
}

// TestParamTexts holds that what is read without JSON, by code and by the table, is what
// [Params.Decode] reads, and that requests which it refuses are left to it.
func TestParamTexts(t *testing.T) {
	t.Parallel()
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
		{"a", "must=1&plain=", "", nil, true},
		{"a", "must=1", "é", nil, true},
		{"a", "must=1", "x", nil, false},
		{"a", "must=1&limit=100&sort=ab%C3%A9d&comma=1,2,3", "h", nil, true},
		{"a", "must=1&limit=101", "", nil, false},
		{"a", "must=1&sort=abcde", "", nil, false},
		{"a", "must=1&comma=1,2,3,4", "", nil, false},
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
		var got, want texted
		ok, err := readTexts(&r, &got, c.opts...)
		if ok != c.plainly {
			t.Errorf("%q ? %q: read without JSON: %v", c.path, c.query, ok)
		}
		var byTable texted
		again := r
		again.Room = nil // what was read is there
		if read := textedParams.ReadTexts(&again, &byTable, c.opts); read != ok || ok && !reflect.DeepEqual(byTable, got) {
			t.Errorf("%q ? %q: by the table %v, %+v, by code %v, %+v", c.path, c.query, read, byTable, ok, got)
		}
		wrong := textedParams.Decode(&r, &want, c.opts)
		if fmt.Sprint(err) != fmt.Sprint(wrong) || err == nil && !reflect.DeepEqual(got, want) {
			t.Errorf("%q ? %q: %+v, %v, and Decode reads %+v, %v", c.path, c.query, got, err, want, wrong)
		}
	}
}

// onePath stands for each name of a path.
type onePath string

func (p onePath) RawPath(string) string { return string(p) }
