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
// of the query, Path, Header and Default the others. Then Text and its like take the text to
// the field of a parameter, which is given by its index, if its table holds for it. End tells
// whether all was right, or reads the request in the other way. Nothing is allocated for it.
type ParamTexts struct {
	source     string // what the text stands in: the whole query, or another text
	start, end int    // where; what is left of the query begins behind the end
	in         ParamIn
	has        bool   // there is a text
	special    byte   // what its bytes ask for
	rare       bool   // something is wrong, or not as it mostly is
	required   uint64 // the parameters that must be there, a bit for each
	seen       uint64 // those that were

	params  *Params
	request *Request
	opts    []Option

	strings, int32s int // how many values of the room are in use
}

// ParamRoom is memory for a few values of the types that most optional parameters have: the
// fields of the struct point to it.
type ParamRoom struct {
	strings [2]string
	int32s  [2]int32
}

// Read begins to read a request, of which some parameters are required, a bit for each.
func (t *ParamTexts) Read(r *Request, p *Params, required uint64, opts []Option) {
	t.params, t.request, t.required, t.opts = p, r, required, opts
	t.in, t.source, t.end = InQuery, r.RawQuery, -1
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
	query, from := t.source, t.end+1
	for from < len(query) && query[from] == '&' {
		from++
	}
	if from >= len(query) || t.rare {
		t.has = false
		return "", false
	}
	end, asks := from, byte(0) // of the key
	for ; end < len(query); end++ {
		what := special[query[end]]
		if what >= equating {
			break
		}
		asks |= what
	}
	start, to := end, end
	if end < len(query) && query[end] == '=' {
		start = end + 1
		for to = start; to < len(query); to++ {
			what := special[query[to]]
			if what == ending {
				break
			}
			asks |= what
		}
	}
	t.start, t.end, t.has, t.special, t.rare = start, to, true, asks, asks&separating != 0
	return query[from:end], !t.rare
}

// ReadNoQuery is Read for parameters of which none is in the query.
func (t *ParamTexts) ReadNoQuery(r *Request, p *Params, required uint64, opts []Option) {
	t.Read(r, p, required, opts)
	for _, ok := t.Next(); ok; _, ok = t.Next() {
		t.Unknown()
	}
}

// Unknown says that no parameter has the key. It is left to DecodeParams what it means,
// where it may mean something.
func (t *ParamTexts) Unknown() {
	t.rare = t.rare || t.special&(escaped|bracketed) != 0 || t.params.Direction.with(t.opts)&Strict != 0
}

// Path goes to the text that stands for a name of the path.
func (t *ParamTexts) Path(name string) *ParamTexts {
	text := ""
	switch r := t.request; {
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
	return t
}

// Header goes to the text of a header, whose name is in canonical form.
func (t *ParamTexts) Header(name string) *ParamTexts {
	switch lines := headerLines(t.request.Header, name); len(lines) {
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
	return t
}

// Cookies says that there are parameters in cookies.
func (t *ParamTexts) Cookies() {
	t.rare = t.rare || len(headerLines(t.request.Header, "Cookie")) > 0
}

// Default goes to the text that a parameter has which was not seen.
func (t *ParamTexts) Default(i int, text string) *ParamTexts {
	if t.has = t.seen&(1<<i) == 0; t.has {
		t.one(InHeader, text)
	}
	return t
}

// one goes to a text.
func (t *ParamTexts) one(in ParamIn, text string) {
	asks := byte(0)
	for i := range len(text) {
		asks |= special[text[i]]
	}
	t.source, t.start, t.end, t.in, t.has, t.special = text, 0, len(text), in, true, asks
}

// text is the text that t is at.
func (t *ParamTexts) text() string { return t.source[t.start:t.end] }

// Has reports whether there is a text to take to a field.
func (t *ParamTexts) Has() bool { return t.has && !t.rare }

// Rare says that a text, if there is one, is for DecodeParams.
func (t *ParamTexts) Rare() { t.rare = t.rare || t.has }

// take returns the text of a parameter that may have one, its escapes resolved.
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

// Text, Bool, Int, Int32 and Int64 take the text of a parameter to its field, and those
// whose names begin with Optional to one that is a pointer, which stays nil without a text.

// Text does so for a string.
func (t *ParamTexts) Text(i int, to *string) {
	if text, ok := t.string(i); ok {
		*to = text
	}
}

// OptionalText does so for a pointer to a string.
func (t *ParamTexts) OptionalText(i int, to **string) {
	if text, ok := t.string(i); ok {
		r := t.request.Room
		if r == nil || t.strings == len(r.strings) {
			r = t.moreRoom()
		}
		*to = &r.strings[t.strings]
		t.strings++
		**to = text
	}
}

// moreRoom is where there is none for another value.
func (t *ParamTexts) moreRoom() *ParamRoom {
	t.request.Room, t.strings, t.int32s = new(ParamRoom), 0, 0
	return t.request.Room
}

// Bool does so for a boolean.
func (t *ParamTexts) Bool(i int, to *bool) {
	if b, ok := t.bool(i); ok {
		*to = b
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
	}
}

// OptionalInt32 does so for a pointer to an int32.
func (t *ParamTexts) OptionalInt32(i int, to **int32) {
	if n, ok := t.int(i, 32); ok {
		r := t.request.Room
		if r == nil || t.int32s == len(r.int32s) {
			r = t.moreRoom()
		}
		*to = &r.int32s[t.int32s]
		t.int32s++
		**to = int32(n)
	}
}

// Int64 does so for an int64.
func (t *ParamTexts) Int64(i int, to *int64) {
	if n, ok := t.int(i, 64); ok {
		*to = n
	}
}

// OptionalInt64 does so for a pointer to an int64.
func (t *ParamTexts) OptionalInt64(i int, to **int64) {
	if n, ok := t.int(i, 64); ok {
		*to = new(int64)
		**to = n
	}
}

// string returns a text that the table of its parameter holds for.
func (t *ParamTexts) string(i int) (text string, ok bool) {
	if text, ok = t.take(i); ok {
		m := &t.params.Params[i]
		ok = holdsText(m.Value, m.Of, text)
		t.rare = !ok
	}
	return text, ok
}

// holdsText reports whether a string is one that is asked for. It is left to DecodeParams
// where a function says that.
func holdsText(value Value, of Table, text string) bool {
	switch value {
	case AnyString:
		return true
	case InEnum:
		return of.(*Enum).names().find([]byte(text)) >= 0
	case ByCheck:
		rules, ok := of.(*TextRules)
		return ok && rules.hold(text)
	}
	return false
}

func (t *ParamTexts) bool(i int) (value, ok bool) {
	text, ok := t.take(i)
	if ok && (text != "true" && text != "false" || t.params.Params[i].Value != AnyBoolean) {
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
	if n, ok = plainInt(text); ok {
		switch m := &t.params.Params[i]; m.Value {
		case AnyInteger, AnyInt64:
		case AnyInt32:
			size = min(size, 32)
		case ByCheck:
			rules, known := m.Of.(*IntegerRules)
			ok = known && rules.hold(n)
		default:
			ok = false
		}
	}
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
	if !ok || !t.holdsItem(i, text, len(*to)+1) {
		return
	}
	if *to == nil {
		*to = make(S, 0, t.itemsAhead())
	}
	*to = append(*to, T(text))
}

// itemsAhead is for how many items there should be room.
func (t *ParamTexts) itemsAhead() int {
	const most = 8
	return min(most, 1+strings.Count(t.source[t.end:], "&"))
}

// holdsItem is holdsText for an item, the n-th of its list.
func (t *ParamTexts) holdsItem(i int, text string, n int) bool {
	items, ok := t.params.Params[i].Of.(*Items)
	ok = ok && items.Rules == 0 && (items.Most == 0 || n <= items.Most) && items.Least <= 1 && holdsText(items.Value, items.Of, text)
	t.rare = t.rare || !ok
	return ok
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
			part, ok = t.resolve(part)
		}
		if !ok || !t.holdsItem(i, part, len(out)+1) {
			return
		}
		out = append(out, T(part))
	}
	*to = out
}

// OK reports whether all was right.
func (t *ParamTexts) OK() bool { return !t.rare && t.seen&t.required == t.required }

// End returns nil where v, the struct that was read, is right. Otherwise it has that read
// anew, which tells what is wrong.
func (t *ParamTexts) End(v any) error {
	if t.OK() {
		return nil
	}
	return t.params.Decode(t.request, v, t.opts)
}
