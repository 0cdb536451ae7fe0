package validate

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestStrings holds strings to encoding/json: whether they are right, where
// they end, and what they say. Words are read at a time, so that what is in a
// string is tried at every offset.
func TestStrings(t *testing.T) {
	pieces := []string{
		"", "a", `\"`, `\":\"`, `\"\"\"\"`, `\\`, `\n`, `\/`, `\u00e9`, `\ud83d\ude00`, "é", "“x”",
		`\`, "\x1f", "\x7f", "\xff", `\u12`, `\x`,
	}
	right, wrong := 0, 0
	for _, first := range pieces {
		for _, second := range pieces {
			for between := range 20 {
				for _, after := range []int{0, 3, 20} {
					text := first + strings.Repeat("p", between) + second + strings.Repeat("q", after)
					if testString(t, text) {
						right++
					} else {
						wrong++
					}
				}
			}
		}
	}
	t.Logf("%d strings are right, %d wrong", right, wrong)
}

// testString reports whether text is right within quotes.
func testString(t *testing.T, text string) bool {
	t.Helper()
	body := []byte(`"` + text + `"` + strings.Repeat(" ", 20)) // more words to go astray in
	var want string
	valid := json.Unmarshal(body, &want) == nil && !strings.ContainsRune(want, utf8.RuneError) // which stands for what it repairs
	s := new(Scanner)
	s.Scan(body, 0, nil)
	got, ok := s.Text()
	switch ok = ok && s.pos == len(text)+2; {
	case ok != valid:
		t.Fatalf("%q: %v, want %v", body, ok, valid)
	case ok && string(got) != want:
		t.Fatalf("%q is %q, want %q", body, got, want)
	}
	return ok
}

func TestLength(t *testing.T) {
	for n := range 40 {
		for _, text := range []string{strings.Repeat("x", n), strings.Repeat("x", n) + "é", "é" + strings.Repeat("x", n), strings.Repeat("é", n), strings.Repeat("x", n) + "\xff", "x\xff\xc3" + strings.Repeat("y", n)} {
			if got, want := Length([]byte(text)), utf8.RuneCountInString(text); got != want {
				t.Errorf("%q has %d code points, not %d", text, got, want)
			}
		}
	}
}
