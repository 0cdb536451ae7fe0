package validate

import (
	"net/url"
	"strings"
	"testing"
)

// What a sender chooses is bounded in messages, however often a pointer holds it.
func TestBoundedErrors(t *testing.T) {
	key := strings.Repeat("k", 1<<20)
	body := `{"` + key + `":[` + strings.Repeat(`"x",`, 200) + `"x"]}`
	s := new(Scanner)
	s.Scan([]byte(body), 0, nil)
	for _, ok := s.Object(); ok; _, ok = s.Next() {
		for ok := s.Array(); ok; ok = s.More() {
			s.Mismatch("must be a number")
		}
	}
	err := s.End()
	found, ok := err.(Errors)
	if !ok || len(found) < MaxViolations {
		t.Fatalf("got %d violations", len(found))
	}
	if n := len(err.Error()); n > maxMessage+4*maxPointer+200 {
		t.Errorf("the message has %d bytes", n)
	}
	many := Errors{}
	for range MaxViolations {
		many = append(many, Violation{Pointer: strings.Repeat("/\x00", maxPointer/2), Message: "is required"})
	}
	if text := many.Error(); len(text) > maxMessage+4*maxPointer+200 || !strings.HasSuffix(text, " more") {
		t.Errorf("the message has %d bytes", len(text))
	}
	if data, err := found.MarshalJSON(); err != nil || len(data) > MaxViolations*(3*maxPointer+300) {
		t.Errorf("the problem details have %d bytes, %v", len(data), err)
	}

	var p Path
	p.Root().In(key)
	for range 5000 {
		p.In("member")
	}
	p.Require(key, false)
	if n := len(p.Err().Error()); n > 2*maxPointer {
		t.Errorf("the message has %d bytes", n)
	}
	if got := shorten("aäb", 2); got != "a…" {
		t.Errorf("cut within a rune: %q", got)
	}
}

// A name in a message is text, whatever it would do to a terminal or a log.
func TestPrintable(t *testing.T) {
	v := Violation{Pointer: "/a\n::error::b\x1b[2J\u202e\u2028\ufeff\x7f\u0085\xffö", Message: "is required"}
	if got, want := v.Error(), `/a\n::error::b\x1b[2J\u202e\u2028\ufeff\x7f\u0085\xffö is required`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A JSON body that is sent as a form is a name of a field. It is not shown.
func TestFormNamesHidden(t *testing.T) {
	const secret = `{"password":"hunter2"}`
	spread := FormField{Name: "filter", Kind: FormObject, Style: FormSpread, Fields: []FormField{{Name: "city"}, {Others: true}}}
	for name, c := range map[string]struct {
		fields []FormField
		at     string // what the check of the JSON finds fault with
		want   string
	}{
		"refused":      {[]FormField{{Name: "id"}}, "/" + escape.Replace(secret), "body must not have a field that the schema does not know"},
		"others":       {[]FormField{{Name: "id"}, {Others: true}}, "/" + escape.Replace(secret), "body must not have a field that the schema does not know"},
		"spread":       {[]FormField{spread}, "/filter/" + escape.Replace(secret), "/filter must not have a field that the schema does not know"},
		"known":        {[]FormField{{Name: "id"}}, "/id", "/id " + refused},
		"known spread": {[]FormField{spread}, "/filter/city", "/filter/city " + refused},
		"below":        {[]FormField{{Name: "id", Kind: FormOnlyJSON}}, "/id/x", "/id/x " + refused},
	} {
		decode := func([]byte, ...Option) error {
			return Errors{{Pointer: c.at, Keyword: "additionalProperties", Message: refused}}
		}
		err := DecodeForm(url.Values{secret: {"1"}}, c.fields, decode, nil)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
		if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the message holds the body: %v", name, err)
		}
	}
}
