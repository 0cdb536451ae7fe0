package validate

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// skip reports what a scan of any value finds.
func skip(data []byte) error {
	s := new(Scanner)
	s.Scan(data, 0, nil)
	s.Skip()
	return s.End()
}

func TestGrammar(t *testing.T) {
	for _, text := range []string{
		`null`, `true`, `false`, `0`, `-0`, `-1.5e+10`, `1E400`, `""`, `"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"`, `"é😀` + "\u2028" + `"`,
		`[]`, `[1,[2,[]]]`, `{}`, `{"":{"":1}}`, " \t\r\n[ 1 , 2 ] \n", `{"a":1,"b":{"a":1}}`,
		`"` + strings.Repeat("x", 7) + `"`, `"` + strings.Repeat("x", 8) + `é"`, strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth),
		`"` + "\x7f" + `"`,
	} {
		if err := skip([]byte(text)); err != nil {
			t.Errorf("%.60q: %v", text, err)
		}
	}
	for text, want := range map[string]string{
		"":                              "body must be a JSON value, and ends before one",
		"  ":                            "body must be a JSON value, and ends before one",
		"nul":                           "body must be a JSON value",
		"nullx":                         "body must end after its first JSON value",
		"True":                          "body must be a JSON value",
		"+1":                            "body must be a JSON value",
		".5":                            "body must be a JSON value",
		"-":                             "body must be a number with digits after its sign",
		"1.":                            "body must be a number with digits after its point",
		"1e":                            "body must be a number with digits in its exponent",
		"00":                            "body must be a number without leading zeros",
		"0x1":                           "body must end after its first JSON value",
		"NaN":                           "body must be a JSON value",
		"'a'":                           "body must be a JSON value",
		"[1 2]":                         "body must be an array with ',' or ']' after each item",
		"[1,]":                          "/1 must be a JSON value",
		"[,1]":                          "/0 must be a JSON value",
		"[":                             "/0 must be a JSON value, and ends before one",
		`{"a" 1}`:                       "body must be an object with ':' after each member name",
		`{a:1}`:                         "body must be an object whose member names are strings",
		`{"a":1 "b":2}`:                 "body must be an object with ',' or '}' after each member",
		`{"a":}`:                        "/a must be a JSON value",
		`"a`:                            "body must be a string that is closed by a quote",
		`"\`:                            "body must be a string with valid escapes",
		`"\x"`:                          "body must be a string with valid escapes",
		`"\u12g4"`:                      "body must be a string with valid escapes",
		`"\ud800\u0041"`:                "body must be a string without lone surrogates",
		`"\udc00"`:                      "body must be a string without lone surrogates",
		"\"\x00\"":                      "body must be a string with its control characters escaped",
		"\"a\x1f\"":                     "body must be a string with its control characters escaped",
		"\"\xc0\x80\"":                  "body must be a string of valid UTF-8",
		"\"\xed\xa0\x80\"":              "body must be a string of valid UTF-8",
		"\"1234567\xff\"":               "body must be a string of valid UTF-8",
		"\xef\xbb\xbf1":                 "body must not begin with a byte order mark",
		"1 // no":                       "body must end after its first JSON value",
		`{"a":1,"a":2}`:                 "/a must be given once",
		`[{"\u0061":1,"a":2}]`:          "/0/a must be given once",
		strings.Repeat("[", MaxDepth+1): strings.Repeat("/0", MaxDepth) + " must not nest arrays and objects so deep",
	} {
		err := skip([]byte(text))
		if err == nil || err.Error() != want {
			t.Errorf("%.60q: got %v, want %s", text, err, want)
		}
	}
}

// Many unknown names are told apart, in time that grows with their number.
func TestManyNames(t *testing.T) {
	var b strings.Builder
	b.WriteString("{")
	for i := range 100_000 {
		b.WriteString(`"k` + string(appendUint(nil, i)) + `":0,`)
	}
	body := b.String()
	if err := skip([]byte(body + `"end":0}`)); err != nil {
		t.Error(err)
	}
	if err := skip([]byte(body + `"k5":0}`)); err == nil || err.Error() != "/k5 must be given once" {
		t.Error(err)
	}
}

func appendUint(dst []byte, n int) []byte { return FormatInt(n) }

func TestBounded(t *testing.T) {
	body := "[" + strings.Repeat(`{"a":1,"a":2},`, 5000) + "0]"
	var all Errors
	if !errors.As(skip([]byte(body)), &all) || len(all) != MaxViolations {
		t.Errorf("got %d violations", len(all))
	}
	if all[99].Pointer != "/99/a" {
		t.Errorf("the last one is at %s", all[99].Pointer)
	}
}

func FuzzScanner(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.5e-3,"x\u00e9",null,true]}`, `[{"b":{}},"\ud83d\ude00"]`, "\xef\xbb\xbf{}", `{"a":1,"a":2}`, `"\ud800"`, "[[[["} {
		f.Add([]byte(seed))
	}
	// What encoding/json takes and we do not: I-JSON's rules, and the depth.
	strict := []string{"given once", "surrogates", "UTF-8", "so deep"}
	f.Fuzz(func(t *testing.T, data []byte) {
		err := skip(data)
		valid := json.Valid(data)
		switch {
		case err == nil && (!valid || !utf8.Valid(data)):
			t.Errorf("%q is accepted", data)
		case err != nil && valid:
			for _, reason := range strict {
				if strings.Contains(err.Error(), reason) {
					return
				}
			}
			t.Errorf("%q is refused: %v", data, err)
		case err == nil:
			canonical := Canonical(data)
			var v any
			if json.Unmarshal(data, &v) != nil {
				return // a number out of float64's range
			}
			again, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.ContainsAny(string(data), "eE.") && len(data) < 15 && string(Canonical(again)) != string(canonical) {
				t.Errorf("%q is %q, but %q after a round trip", data, canonical, Canonical(again))
			}
		}
	})
}
