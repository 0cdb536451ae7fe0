package validate

import (
	"strings"
	"unicode/utf8"
)

// Parameters as most requests have them: texts that go into the fields of a struct as
// they are, without JSON in between. All else is left to [DecodeParams], which alone says
// what is wrong with a request.

const (
	mostTexts  = 16 // that are kept of a request
	mostParams = 64 // that an operation has here
)

// ParamTexts are the texts of a request's parameters. Read finds them; then Store and
// [StoreTexts] take each to its field, where it has one, and what they made is checked by
// the [Path]. OK tells whether the value may be used. Nothing is allocated for it.
type ParamTexts struct {
	params  *Params
	path    Path
	rare    bool // something is wrong, or not as it mostly is
	count   int
	present uint64 // a bit for each parameter that has a text
	texts   [mostTexts]paramText

	strings slab[string]
	bools   slab[bool]
	ints    slab[int]
	int32s  slab[int32]
	int64s  slab[int64]
}

// paramText is a text of a parameter, which has its escapes.
type paramText struct {
	param int
	text  string
}

// Read finds the texts of a request. It returns false where the request is one for
// [DecodeParams]. The direction is that of [Scanner.Scan].
func (t *ParamTexts) Read(r *Request, p *Params, direction Option, opts []Option) bool {
	if len(p.Params) > mostParams {
		return false
	}
	t.params = p
	t.path.As(direction, opts)
	if r.RawQuery != "" && !t.query(r.RawQuery, t.path.mode&Strict != 0) {
		return false
	}
	for i := range p.Params {
		f := &p.Params[i]
		switch f.In {
		case InPath:
			t.inPath(i, f, r)
		case InHeader:
			t.inHeader(i, f, r.Header)
		case InCookie:
			t.rare = t.rare || len(headerLines(r.Header, "Cookie")) > 0
		}
		if f.Required && t.present&(1<<i) == 0 {
			return false
		}
	}
	return !t.rare
}

// add keeps a text of a parameter.
func (t *ParamTexts) add(i int, f *Param, text string) bool {
	bit := uint64(1) << i
	switch {
	case t.count == mostTexts, f.Many,
		t.present&bit != 0 && (!f.List || f.Style != FormKeys),
		f.Style != FormKeys && (f.Style != FormComma || !f.List),
		text == "" && (f.Empty || f.Style == FormComma):
		t.rare = true
		return false
	}
	t.texts[t.count] = paramText{i, text}
	t.count++
	t.present |= bit
	return true
}

// query finds the parameters of the query. Of a key that is none of theirs it is left to
// DecodeParams what it means, where it may mean something.
func (t *ParamTexts) query(query string, strict bool) bool {
	if strings.IndexByte(query, ';') >= 0 {
		return false
	}
	next, more := 0, true
	for more {
		var pair string
		pair, query, more = strings.Cut(query, "&")
		if pair == "" {
			continue
		}
		key, text, _ := strings.Cut(pair, "=")
		i := t.params.queryIndex(key, next)
		switch {
		case i >= 0:
			if !t.add(i, &t.params.Params[i], text) {
				return false
			}
			next = i + 1
		case strict || strings.ContainsAny(pair, "%+[") || t.params.hasMembers():
			return false
		}
	}
	return true
}

// queryIndex finds the parameter that has a key in the query, from the one on that
// probably has; -1: none.
func (p *Params) queryIndex(key string, probably int) int {
	for i := range p.Params {
		i += probably
		if i >= len(p.Params) {
			i -= len(p.Params)
		}
		if f := &p.Params[i]; f.Key == key && f.In == InQuery {
			return i
		}
	}
	return -1
}

// hasMembers reports whether a parameter has keys in the query besides its own.
func (p *Params) hasMembers() bool {
	for i := range p.Params {
		switch p.Params[i].Style {
		case FormDeep, FormSpread, FormBrackets:
			return true
		}
	}
	return false
}

func (t *ParamTexts) inPath(i int, f *Param, r *Request) {
	text := ""
	switch {
	case r.RawPath != nil:
		text = r.RawPath.RawPath(f.Key)
	case r.Path != nil:
		if text = r.Path(f.Key); strings.IndexByte(text, '%') >= 0 {
			t.rare = true // it is no escape
		}
	}
	if text == "" || text[0] == '.' || text[0] == '%' && strings.EqualFold(text[:min(3, len(text))], "%2e") {
		t.rare = true // it may be refused
		return
	}
	t.add(i, f, text)
}

func (t *ParamTexts) inHeader(i int, f *Param, header map[string][]string) {
	switch lines := headerLines(header, f.Key); len(lines) {
	case 0:
	case 1:
		t.add(i, f, strings.Trim(lines[0], " \t"))
	default:
		t.rare = true
	}
}

// Has reports whether there is something to store in the field of a parameter that is an
// optional one: its text, or its default.
func (t *ParamTexts) Has(i int) bool {
	return t.present&(1<<i) != 0 || t.params.Params[i].Default != ""
}

// Absent says that a parameter has a type of Go for which there is no Store here.
func (t *ParamTexts) Absent(i int) { t.rare = t.rare || t.Has(i) }

// text returns the text of a parameter, or its default.
func (t *ParamTexts) text(i int, kinds uint) (text string, ok bool) {
	f := &t.params.Params[i]
	switch {
	case kinds>>f.Kind&1 == 0:
		t.rare = t.rare || t.Has(i)
		return "", false
	case t.present&(1<<i) == 0:
		if text = f.Default; text == "" {
			return "", false
		}
		if f.Kind == FormText {
			if !isPlain(text) {
				t.rare = true
				return "", false
			}
			text = text[1 : len(text)-1]
		}
		return text, true
	}
	for n := range t.texts[:t.count] {
		if t.texts[n].param == i {
			text = t.texts[n].text
			break
		}
	}
	return t.resolve(f, text)
}

// resolve resolves the escapes of a text.
func (t *ParamTexts) resolve(f *Param, text string) (string, bool) {
	if isUnescaped(text) {
		return text, true
	}
	ok := true
	switch f.In {
	case InQuery:
		text, ok = queryUnescape(text)
	case InPath:
		text, ok = percentDecode(text)
	}
	if ok = ok && utf8.ValidString(text); !ok {
		t.rare = true
	}
	return text, ok
}

// isUnescaped reports whether a text is ASCII without escapes, as most are.
func isUnescaped(text string) bool {
	for i := range len(text) {
		if c := text[i]; c == '%' || c == '+' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// What a text is taken for by its kind.
const (
	textKinds = 1 << FormText
	intKinds  = 1<<FormScalar | 1<<FormNumberText | 1<<FormScalarText
	boolKinds = 1<<FormScalar | 1<<FormBooleanText | 1<<FormScalarText
)

// Store takes the text of a parameter to its field, where there is one. Field is a pointer
// to it, and its type Go's string, bool, int, int32 or int64, or a pointer to one of them.
func (t *ParamTexts) Store(i int, field any) {
	switch to := field.(type) {
	case *string:
		if text, ok := t.text(i, textKinds); ok {
			*to = text
			t.notZero(i, text == "")
		}
	case **string:
		if text, ok := t.text(i, textKinds); ok {
			*to = t.strings.next()
			**to = text
		}
	case *bool:
		if b, ok := t.bool(i); ok {
			*to = b
			t.notZero(i, !b)
		}
	case **bool:
		if b, ok := t.bool(i); ok {
			*to = t.bools.next()
			**to = b
		}
	case *int:
		storeInt(t, i, to)
		t.notZero(i, *to == 0)
	case **int:
		storeInt(t, i, optional(t, i, to, &t.ints))
	case *int32:
		storeInt(t, i, to)
		t.notZero(i, *to == 0)
	case **int32:
		storeInt(t, i, optional(t, i, to, &t.int32s))
	case *int64:
		storeInt(t, i, to)
		t.notZero(i, *to == 0)
	case **int64:
		storeInt(t, i, optional(t, i, to, &t.int64s))
	default:
		t.Absent(i)
	}
}

// notZero says of a field that is no pointer whether its value is zero. The check of Go
// values then takes an optional parameter for absent.
func (t *ParamTexts) notZero(i int, zero bool) {
	f := &t.params.Params[i]
	t.rare = t.rare || zero && !f.Required && f.In != InPath && t.Has(i)
}

// optional makes *to point at a zero value, where there is something to store in it.
func optional[T any](t *ParamTexts, i int, to **T, from *slab[T]) *T {
	if t.Has(i) {
		*to = from.next()
	}
	return *to
}

func (t *ParamTexts) bool(i int) (value, ok bool) {
	text, ok := t.text(i, boolKinds)
	if ok && text != "true" && text != "false" {
		t.rare = true
	}
	return text == "true", ok
}

func storeInt[T ~int | ~int32 | ~int64](t *ParamTexts, i int, to *T) {
	text, ok := t.text(i, intKinds)
	if !ok {
		return
	}
	n, ok := plainInt(text)
	if *to = T(n); !ok || int64(*to) != n {
		t.rare = true
	}
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

// StoreTexts takes the texts of a list of strings to its field.
func StoreTexts[S ~[]T, T ~string](t *ParamTexts, i int, to *S) {
	f := &t.params.Params[i]
	if t.present&(1<<i) == 0 || f.Kind != FormText || !f.List {
		t.Absent(i)
		return
	}
	size := 0
	for n := range t.texts[:t.count] {
		if found := &t.texts[n]; found.param == i {
			size++
			if f.Style == FormComma {
				size += strings.Count(found.text, ",")
			}
		}
	}
	out := make(S, 0, size)
	for n := range t.texts[:t.count] {
		found := &t.texts[n]
		if found.param != i {
			continue
		}
		for rest, more := found.text, true; more; {
			part := rest
			if more = false; f.Style == FormComma {
				part, rest, more = strings.Cut(rest, ",")
			}
			if f.In == InHeader {
				part = strings.Trim(part, " \t")
			}
			text, ok := t.resolve(f, part)
			if !ok {
				return
			}
			out = append(out, T(text))
		}
	}
	*to = out
}

// Path is where the value that was made is checked.
func (t *ParamTexts) Path() *Path { return &t.path }

// OK reports whether the value is what [DecodeParams] would return.
func (t *ParamTexts) OK() bool { return !t.rare && len(t.path.found) == 0 }
