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
		"":                                  "body must be a JSON value; the text ends here (line 1, column 1)",
		"  ":                                "body must be a JSON value; the text ends here (line 1, column 3)",
		"nul":                               "body must be a JSON value (line 1, column 1)",
		"nullx":                             "body must end after its first JSON value (line 1, column 5)",
		"True":                              "body must be a JSON value (line 1, column 1)",
		"+1":                                "body must be a JSON value (line 1, column 1)",
		".5":                                "body must be a JSON value (line 1, column 1)",
		"-":                                 "body must be a number with digits after its sign; the text ends here (line 1, column 2)",
		"1.":                                "body must be a number with digits after its point; the text ends here (line 1, column 3)",
		"1e":                                "body must be a number with digits in its exponent; the text ends here (line 1, column 3)",
		"00":                                "body must be a number without leading zeros (line 1, column 2)",
		"0x1":                               "body must end after its first JSON value (line 1, column 2)",
		"NaN":                               "body must be a JSON value (line 1, column 1)",
		"'a'":                               "body must be a JSON value (line 1, column 1)",
		"[1 2]":                             "body must be an array with ',' or ']' after each item (line 1, column 4)",
		"[1,]":                              "/1 must be a JSON value (line 1, column 4)",
		"[,1]":                              "/0 must be a JSON value (line 1, column 2)",
		"[":                                 "/0 must be a JSON value; the text ends here (line 1, column 2)",
		`{"a" 1}`:                           "body must be an object with ':' after each member name (line 1, column 6)",
		`{a:1}`:                             "body must be an object whose members begin with a name in double quotes (line 1, column 2)",
		`{"a":1 "b":2}`:                     "body must be an object with ',' or '}' after each member (line 1, column 8)",
		`{"a":}`:                            "/a must be a JSON value (line 1, column 6)",
		`"a`:                                "body must be a string that is closed by a quote (line 1, column 1)",
		`"\`:                                "body must be a string with valid escapes (line 1, column 2)",
		`"\x"`:                              "body must be a string with valid escapes (line 1, column 2)",
		`"\u12g4"`:                          "body must be a string with valid escapes (line 1, column 2)",
		`"\ud800\u0041"`:                    "body must be a string without lone surrogates (line 1, column 2)",
		`"\udc00"`:                          "body must be a string without lone surrogates (line 1, column 2)",
		"\"\x00\"":                          "body must be a string with its control characters escaped (line 1, column 2)",
		"\"a\x1f\"":                         "body must be a string with its control characters escaped (line 1, column 3)",
		"\"\xc0\x80\"":                      "body must be a string of valid UTF-8 (line 1, column 2)",
		"\"\xed\xa0\x80\"":                  "body must be a string of valid UTF-8 (line 1, column 2)",
		"\"1234567\xff\"":                   "body must be a string of valid UTF-8 (line 1, column 9)",
		"\xef\xbb\xbf1":                     "body must not begin with a byte order mark (line 1, column 1)",
		"1 // no":                           "body must end after its first JSON value (line 1, column 3)",
		`{"a":1,"a":2}`:                     "/a must be given once (line 1, column 8)",
		`[{"\u0061":1,"a":2}]`:              "/0/a must be given once (line 1, column 14)",
		"{\n \"a\": [1,\n\t2\n  3]}":        "/a must be an array with ',' or ']' after each item (line 4, column 3)",
		"{\n \"é\": \"ü\x01\"}":             "/é must be a string with its control characters escaped (line 2, column 11)", // in bytes
		"{\"a\": 1,\r\n  \"b\": 1.2.3\r\n}": "body must be an object with ',' or '}' after each member (line 2, column 11)",
		"{\n\"a\": 1,\n}\n":                 "body must be an object whose members begin with a name in double quotes (line 3, column 1)",
		"[1,\n2]\n]":                        "body must end after its first JSON value (line 3, column 1)",
		"[\n\"a\nb\"]":                      "/0 must be a string with its control characters escaped (line 2, column 3)",
		strings.Repeat("[", MaxDepth+1):     strings.Repeat("/0", MaxDepth) + " must not nest arrays and objects so deep (line 1, column 1001)",
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
	if err := skip([]byte(body + `"k5":0}`)); err == nil || !strings.HasPrefix(err.Error(), "/k5 must be given once") {
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
