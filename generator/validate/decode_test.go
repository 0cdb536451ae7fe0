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
	for _, body := range []string{`"a\nb"`, `"\n"`} {
		s := new(Scanner)
		s.ScanToDecode([]byte(body), 0, nil)
		v := ""
		if s.String(); !DecodeString(s, &v) || s.End() != nil || strings.Contains(v, `\`) {
			t.Errorf("%s is %q", body, v)
		}
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

// Scalars that are decoded to pointers share memory, but not values.
func TestSlabs(t *testing.T) {
	long := strings.Repeat("x", maxChunk)
	body, err := json.Marshal([]any{"a", 1, true, 1.5, nil, "b", long, 2, false, 2.5, nil, "c"})
	if err != nil {
		t.Fatal(err)
	}
	type holder struct {
		text  *string
		n     *int
		yes   *bool
		float *float64
		named *Kind // not a type that has a slab
	}
	decode := func() (out []holder) {
		s := new(Scanner)
		s.ScanToDecode(body, 0, nil)
		for ok := s.Items(); ok; ok = s.More() {
			var h holder
			kind := s.Kind()
			s.Skip()
			switch kind {
			case String:
				DecodeString(s, NewScalar(s, &h.text))
			case Boolean:
				DecodeField(s, &h.yes)
			case Number:
				if len(out)%5 == 1 {
					DecodeField(s, &h.n)
				} else {
					DecodeFloat(s, NewScalar(s, &h.float))
				}
			case Null:
				NewScalar(s, &h.text)
				DecodeField(s, &h.n)
				DecodeUint(s, NewScalar(s, &h.named))
			}
			out = append(out, h)
			if b := &s.scratch().slabs.strings; b.size > 8 || cap(b.free) > 8 || len(b.free) > 0 && b.free[0] != "" {
				t.Errorf("the strings are %q of %d", b.free, b.size)
			}
		}
		if err := s.End(); err != nil {
			t.Error(err)
		}
		return out
	}
	var got []any
	for _, h := range decode() {
		switch {
		case h.text != nil:
			got = append(got, *h.text)
		case h.n != nil:
			got = append(got, *h.n)
		case h.yes != nil:
			got = append(got, *h.yes)
		case h.float != nil:
			got = append(got, *h.float)
		default:
			got = append(got, nil)
		}
		if h.named != nil {
			t.Error("null is a value")
		}
	}
	if data, err := json.Marshal(got); err != nil || string(data) != string(body) {
		t.Errorf("%s was decoded as %s, %v", body, data, err)
	}

	s := new(Scanner)
	s.ScanToDecode([]byte(`"`+long+`"`), 0, nil)
	var text *string
	s.String()
	if DecodeString(s, NewScalar(s, &text)); s.scratch().slabs.strings.free != nil || *text != long {
		t.Error("a long string is in a slab")
	}
	m := s.scratch()
	m.slabs.ints.next()
	if m.release(); m.slabs.ints.free != nil {
		t.Error("what one text left free serves the next")
	}
}

func TestNewItem(t *testing.T) {
	type pair struct{ A, B int }
	decode := func(body string) (v []pair) {
		s := new(Scanner)
		s.ScanToDecode([]byte(body), 0, nil)
		for ok := s.Items(); ok; ok = s.More() {
			item := NewItem(s, &v)
			if *item != (pair{}) {
				t.Errorf("%.40s: item %d is %v before it was read", body, len(v)-1, *item)
			}
			*item = pair{len(v) - 1, 7}
			s.Skip()
		}
		return v
	}
	for _, c := range []struct {
		body     string
		len, cap int
	}{
		{`[]`, 0, 0}, {`[1]`, 1, 1}, {`[1,2,3]`, 3, 3}, {`["a","b"]`, 2, 2}, {`["a,b","c"]`, 2, 3}, {`["[","c"]`, 2, 4},
		{`[{"a":1,"b":2},{"a":3,"b":4},{}]`, 3, 3}, {`[{"a":{}}]`, 1, 2}, {`[{"a":[]},{"a":[]}]`, 2, 4}, {`[[1,2,3,4,5,6],[]]`, 2, 4}, {`[[1,2,3,4,5],1,2,3,4]`, 5, 8},
		{`[` + strings.Repeat("1,", 999) + `1]`, 1000, 1024}, {`["` + strings.Repeat(",", 5000) + `"]`, 1, 256},
	} {
		v := decode(c.body)
		if len(v) != c.len || cap(v) != c.cap {
			t.Errorf("%.40s: %d items in memory for %d, not %d in that for %d", c.body, len(v), cap(v), c.len, c.cap)
		}
		for i, item := range v {
			if item.A != i {
				t.Fatalf("%.40s: item %d is lost", c.body, i)
			}
		}
	}
	// Arrays in one another do not each take memory for the items of the innermost.
	s := new(Scanner)
	s.ScanToDecode([]byte(strings.Repeat("[1,", 900)+strings.Repeat("1,", 900)+"1]"+strings.Repeat("]", 899)), 0, nil)
	total := 0
	var read func() bool
	read = func() bool {
		if s.Kind() != Array {
			return s.Skip()
		}
		var v []pair
		for ok := s.Array(); ok; ok = s.More() {
			NewItem(s, &v)
			if !read() {
				return false
			}
		}
		total += cap(v)
		return s.OK()
	}
	if read(); s.End() != nil || total > 4*899+1024 {
		t.Errorf("memory for %d items", total)
	}
}
