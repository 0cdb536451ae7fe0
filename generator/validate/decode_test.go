package validate

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// What a string that was decoded keeps in memory is bounded, however long the text was.
func TestStringsInChunks(t *testing.T) {
	var want, got []string
	for i := range 2000 {
		want = append(want, strings.Repeat("é\n", i%90)+fmt.Sprint(i))
	}
	body, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	s := new(Scanner)
	s.ScanToDecode(body, 0, nil)
	for ok := s.Items(); ok; ok = s.More() {
		v := ""
		s.String()
		DecodeString(s, &v)
		got = append(got, v)
		if n := s.texts.Cap(); n > maxChunk {
			t.Fatalf("%d bytes were allocated at once", n)
		}
	}
	if err := s.End(); err != nil || !slices.Equal(got, want) {
		t.Errorf("the strings are not what was sent: %v", err)
	}
	for body, most := range map[string]int{`{"a":"1234567890"}`: 16, `"` + strings.Repeat("x", maxChunk) + `"`: 0} {
		s := new(Scanner)
		s.ScanToDecode([]byte(body), 0, nil)
		if body[0] == '{' {
			s.Object()
		}
		v := ""
		s.String()
		DecodeString(s, &v)
		if n := s.texts.Cap(); n > most {
			t.Errorf("%.20s: %d bytes were allocated for several strings, not %d at most", body, n, most)
		}
	}
}

// A value of an enum is not copied, however it is spelled.
func TestEnumIsNotCopied(t *testing.T) {
	enum := &Enum{Message: "must be X or YY", Values: []string{"X", "long enough for a chunk"}}
	for _, body := range []string{`["X","long enough for a chunk"]`, `[ "\u0058", "long enough for a chunk" ]`} {
		values := make([]string, 2)
		decode := func() {
			s := new(Scanner)
			s.ScanToDecode([]byte(body), 0, nil)
			i := 0
			for ok := s.Items(); ok; ok = s.More() {
				s.Enum(enum)
				DecodeString(s, &values[i])
				i++
			}
			if err := s.End(); err != nil {
				t.Error(err)
			}
		}
		if n := testing.AllocsPerRun(50, decode); n > 1 || !slices.Equal(values, enum.Values) { // 1: []byte(body)
			t.Errorf("%s is %q, %v allocations", body, values, n)
		}
	}
}
