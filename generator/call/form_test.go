package call

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/oasmint/oasmint/generator/validate"
)

// TestFormOfNothing holds that a value is not sent as a form whose required list, which is
// empty, no server would find; and that others are.
func TestFormOfNothing(t *testing.T) {
	t.Parallel()
	type value struct {
		List []string `json:"list"`
		Note []string `json:"note,omitempty"`
	}
	fields := []validate.FormField{{Name: "list", List: true}, {Name: "note", List: true}}
	decode := func(data []byte, _ ...validate.Option) error {
		if !strings.Contains(string(data), `"list"`) {
			return validate.Errors{{Pointer: "/list", Keyword: "required", Message: "is required"}}
		}
		return json.Unmarshal(data, new(value))
	}
	form := body{
		media: "application/x-www-form-urlencoded", encode: asForm,
		check: func(any, ...validate.Option) error { return nil },
		form:  func(v any) url.Values { return validate.EncodeForm(v, fields) },
		reads: func(form url.Values, opts ...validate.Option) error {
			return validate.DecodeForm(form, fields, decode, opts)
		},
	}
	for _, c := range []struct {
		value     value
		unchecked bool
		sent, err string
	}{
		{value: value{List: []string{"a"}, Note: []string{}}, sent: "list=a"},
		{value: value{List: []string{}}, err: "/list must have a text in the form: a list without items and an object without members have none, and the field is required"},
		{value: value{List: []string{}, Note: []string{"b"}}, unchecked: true, sent: "note=b"},
	} {
		x := &call{config: &config{uncheckedSent: c.unchecked}, value: &c.value}
		sent, err := form.encode(x, &form)
		said := ""
		if err != nil {
			said = err.Error()
		}
		if string(sent.data) != c.sent || said != c.err {
			t.Errorf("%+v: %q, %q", c.value, sent.data, said)
		}
	}
}
