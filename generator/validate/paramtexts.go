package validate

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Parameters as most requests have them: texts that go into the fields of a struct as
// they are, without JSON in between. All else is left to [DecodeParams], which alone says
// what is wrong with a request.

// ParamTexts are the texts of a request's parameters, one after the other. Next finds those
// of the query, Path and Header the others. Then Text and its like take the text to the field
// of a parameter, which is given by its index. What they made is checked by the [Path] of
// Check. OK tells whether the value may be used. Nothing is allocated for it.
type ParamTexts struct {
	source     string // what the text stands in: the whole query, or another text
	start, end int    // where; what is left of the query begins behind the end
	in         ParamIn
	has        bool   // there is a text
	special    byte   // what its bytes ask for
	rare       bool   // something is wrong, or not as it mostly is
	required   uint64 // the parameters that must be there, a bit for each
	seen       uint64 // those that were
	path       Path

	room            *ParamRoom // for what fields point to
	strings, int32s int        // how many of it are in use
}

// ParamRoom is memory for a few values of the types that most optional parameters have: the
// fields of the struct point to it.
type ParamRoom struct {
	strings [2]string
	int32s  [2]int32
}

// Read begins to read a request, of which some parameters are required, a bit for each. The
// direction is that of [Scanner.Scan].
func (t *ParamTexts) Read(r *Request, required uint64, direction Option, opts []Option) {
	t.source, t.end, t.required, t.in = r.RawQuery, -1, required, InQuery
	t.path.As(direction, opts)
	t.path.verdict = true
	t.room = r.Room
}

// What a byte asks for.
const (
	escaped     = 1 << iota // that escapes are resolved
	beyondASCII             // that it is looked at as UTF-8
	bracketed               // that it is no key that is not known
	separating              // that it is no query
	equating                // that a key ends, if it is the first
	ending                  // that a pair ends
)

var special = func() (out [256]byte) {
	out['%'], out['+'], out['['], out[';'], out['='], out['&'] = escaped, escaped, bracketed, separating, equating, ending
	for c := utf8.RuneSelf; c < len(out); c++ {
		out[c] = beyondASCII
	}
	return out
}()

// Next goes to the next text of the query, and returns its key.
func (t *ParamTexts) Next() (key string, ok bool) {
	query := t.source
	for from := t.end + 1; from < len(query) && !t.rare; {
		to, equals, asks := from, -1, byte(0)
		for ; to < len(query); to++ {
			what := special[query[to]]
			if what == 0 {
				continue
			}
			if what == ending {
				break
			}
			if what == equating && equals < 0 {
				equals = to
			}
			asks |= what
		}
		if to == from {
			from++
			continue
		}
		t.start, t.end, t.has, t.special, t.rare = to, to, true, asks, asks&separating != 0
		if equals < 0 {
			return query[from:to], !t.rare
		}
		t.start = equals + 1
		return query[from:equals], !t.rare
	}
	t.has = false
	return "", false
}

// NoQuery goes past a query that has no parameter.
func (t *ParamTexts) NoQuery() {
	for _, ok := t.Next(); ok; _, ok = t.Next() {
		t.Unknown()
	}
}

// text is the text that t is at.
func (t *ParamTexts) text() string { return t.source[t.start:t.end] }

// Unknown says that no parameter has the key. It is left to DecodeParams what it means,
// where it may mean something.
func (t *ParamTexts) Unknown() {
	t.rare = t.rare || t.path.mode&Strict != 0 || t.special&(escaped|bracketed) != 0
}

// Path goes to the text that stands for a name of the path.
func (t *ParamTexts) Path(r *Request, name string) {
	text := ""
	switch {
	case r.RawPath != nil:
		text = r.RawPath.RawPath(name)
	case r.Path != nil:
		if text = r.Path(name); strings.IndexByte(text, '%') >= 0 {
			t.rare = true // it is no escape
		}
	}
	if text == "" || text[0] == '.' || text[0] == '%' && strings.EqualFold(text[:min(3, len(text))], "%2e") {
		t.rare = true // it may be refused
	}
	t.one(InPath, text)
}

// Header goes to the text of a header, whose name is in canonical form.
func (t *ParamTexts) Header(r *Request, name string) {
	switch lines := headerLines(r.Header, name); len(lines) {
	case 0:
		t.has = false
	case 1:
		text := lines[0]
		if n := len(text); n > 0 && (text[0] <= ' ' || text[n-1] <= ' ') { // as net/http has none
			text = strings.Trim(text, " \t")
		}
		t.one(InHeader, text)
	default:
		t.rare = true
	}
}

// Cookies says that there are parameters in cookies.
func (t *ParamTexts) Cookies(r *Request) {
	t.rare = t.rare || len(headerLines(r.Header, "Cookie")) > 0
}

// Default goes to the text that a parameter has which was not seen.
func (t *ParamTexts) Default(i int, text string) {
	if t.has = t.seen&(1<<i) == 0; t.has {
		t.source, t.start, t.end, t.special = text, 0, len(text), 0
	}
}

// one goes to a text.
func (t *ParamTexts) one(in ParamIn, text string) {
	asks := byte(0)
	for i := range len(text) {
		asks |= special[text[i]]
	}
	t.source, t.start, t.end, t.in, t.has, t.special = text, 0, len(text), in, true, asks
}

// Has reports whether there is a text to take to a field.
func (t *ParamTexts) Has() bool { return t.has && !t.rare }

// Rare says that a text, if there is one, is for DecodeParams.
func (t *ParamTexts) Rare() { t.rare = t.rare || t.has }

// take returns the text of a parameter that may have one.
func (t *ParamTexts) take(i int) (text string, ok bool) {
	if !t.has || t.rare {
		return "", false
	}
	bit := uint64(1) << i
	t.rare = t.seen&bit != 0
	t.seen |= bit
	if t.special&(escaped|beyondASCII) == 0 {
		return t.text(), !t.rare
	}
	return t.resolve(t.text())
}

// resolve resolves the escapes of a text.
func (t *ParamTexts) resolve(text string) (string, bool) {
	ok := !t.rare
	switch t.in {
	case InQuery:
		text, ok = queryUnescape(text)
	case InPath:
		text, ok = percentDecode(text)
	}
	if ok = ok && isUTF8(text); !ok {
		t.rare = true
	}
	return text, ok
}

// isUTF8 is utf8.ValidString, quicker for short texts in ASCII.
func isUTF8(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return utf8.ValidString(text)
		}
	}
	return true
}

// notZero says of a field that is no pointer whether its value is zero. The check of Go
// values then takes an optional parameter for absent.
func (t *ParamTexts) notZero(i int, zero bool) {
	t.rare = t.rare || zero && t.required&(1<<i) == 0
}

// Text, Bool, Int, Int32 and Int64 take the text of a parameter to its field, and those
// whose names begin with Optional to one that is a pointer, which stays nil without a text.

// Text does so for a string.
func (t *ParamTexts) Text(i int, to *string) {
	if text, ok := t.take(i); ok {
		*to = text
		t.notZero(i, text == "")
	}
}

// OptionalText does so for a pointer to a string.
func (t *ParamTexts) OptionalText(i int, to **string) {
	if text, ok := t.take(i); ok {
		if t.room == nil || t.strings == len(t.room.strings) {
			t.moreRoom()
		}
		*to = &t.room.strings[t.strings]
		t.strings++
		**to = text
	}
}

// moreRoom is where there is none for another value.
func (t *ParamTexts) moreRoom() { t.room, t.strings, t.int32s = new(ParamRoom), 0, 0 }

// Bool does so for a boolean.
func (t *ParamTexts) Bool(i int, to *bool) {
	if b, ok := t.bool(i); ok {
		*to = b
		t.notZero(i, !b)
	}
}

// OptionalBool does so for a pointer to a boolean.
func (t *ParamTexts) OptionalBool(i int, to **bool) {
	if b, ok := t.bool(i); ok {
		*to = new(bool)
		**to = b
	}
}

// Int does so for an int.
func (t *ParamTexts) Int(i int, to *int) {
	if n, ok := t.int(i, strconv.IntSize); ok {
		*to = int(n)
		t.notZero(i, n == 0)
	}
}

// OptionalInt does so for a pointer to an int.
func (t *ParamTexts) OptionalInt(i int, to **int) {
	if n, ok := t.int(i, strconv.IntSize); ok {
		*to = new(int)
		**to = int(n)
	}
}

// Int32 does so for an int32.
func (t *ParamTexts) Int32(i int, to *int32) {
	if n, ok := t.int(i, 32); ok {
		*to = int32(n)
		t.notZero(i, n == 0)
	}
}

// OptionalInt32 does so for a pointer to an int32.
func (t *ParamTexts) OptionalInt32(i int, to **int32) {
	if n, ok := t.int(i, 32); ok {
		if t.room == nil || t.int32s == len(t.room.int32s) {
			t.moreRoom()
		}
		*to = &t.room.int32s[t.int32s]
		t.int32s++
		**to = int32(n)
	}
}

// Int64 does so for an int64.
func (t *ParamTexts) Int64(i int, to *int64) {
	if n, ok := t.int(i, 64); ok {
		*to = n
		t.notZero(i, n == 0)
	}
}

// OptionalInt64 does so for a pointer to an int64.
func (t *ParamTexts) OptionalInt64(i int, to **int64) {
	if n, ok := t.int(i, 64); ok {
		*to = new(int64)
		**to = n
	}
}

func (t *ParamTexts) bool(i int) (value, ok bool) {
	text, ok := t.take(i)
	if ok && text != "true" && text != "false" {
		t.rare, ok = true, false
	}
	return text == "true", ok
}

// int returns an integer that has a size in bits.
func (t *ParamTexts) int(i, size int) (n int64, ok bool) {
	text, ok := t.take(i)
	if !ok {
		return 0, false
	}
	n, ok = plainInt(text)
	if ok = ok && n<<(64-size)>>(64-size) == n; !ok {
		t.rare = true
	}
	return n, ok
}

// plainInt reads an integer of a few digits, as most are written.
func plainInt(text string) (n int64, ok bool) {
	digits := strings.TrimPrefix(text, "-")
	if digits == "" || len(digits) > 18 || digits[0] == '0' && text != "0" {
		return 0, false
	}
	for i := range len(digits) {
		if !isDigit(digits[i]) {
			return 0, false
		}
		n = 10*n + int64(digits[i]-'0')
	}
	if len(digits) < len(text) {
		n = -n
	}
	return n, true
}

// ItemText adds the text of a parameter to its field, a list of strings.
func ItemText[S ~[]T, T ~string](t *ParamTexts, i int, to *S) {
	t.seen &^= 1 << i // it may be there several times
	text, ok := t.take(i)
	if !ok {
		return
	}
	if *to == nil {
		const most = 8
		*to = make(S, 0, min(most, 1+strings.Count(t.source[t.end:], "&")))
	}
	*to = append(*to, T(text))
}

// ListText takes the text of a parameter, whose items have commas between them, to its
// field, a list of strings.
func ListText[S ~[]T, T ~string](t *ParamTexts, i int, to *S) {
	if !t.has || t.rare {
		return
	}
	bit := uint64(1) << i
	list := t.text()
	if list == "" || t.seen&bit != 0 {
		t.rare = true
		return
	}
	t.seen |= bit
	out := make(S, 0, 1+strings.Count(list, ","))
	for part := range strings.SplitSeq(list, ",") {
		if t.in == InHeader {
			part = strings.Trim(part, " \t")
		}
		ok := true
		if t.special&(escaped|beyondASCII) != 0 {
			if part, ok = t.resolve(part); !ok {
				return
			}
		}
		out = append(out, T(part))
	}
	*to = out
}

// Check returns where the value that was made is checked.
func (t *ParamTexts) Check() *Path { return &t.path }

// OK reports whether the value is what [DecodeParams] would return.
func (t *ParamTexts) OK() bool {
	return !t.rare && t.seen&t.required == t.required && len(t.path.found) == 0
}
