package validate

import (
	"encoding/json"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// Parameters of operations (OpenAPI 3.1.1, section 4.8.12): converted to JSON by where
// and how each travels, and back. What is joined is taken apart before escapes are
// resolved, so that a%2Cb,c is two items.

// A Request is what parameters are read from. That of an *http.Request r which a
// ServeMux has routed is
//
//	validate.Request{Path: r.PathValue, RawQuery: r.URL.RawQuery, Header: r.Header}
type Request struct {
	// Path returns what stands for a {name} of the path, its escapes resolved.
	Path func(name string) string
	// RawPath does so with the escapes that the URL has. Where it is set, Path is not
	// asked. By it alone a comma in an item differs from one between items.
	RawPath  RawPath
	RawQuery string              // of the URL, behind the question mark
	Header   map[string][]string // an http.Header, cookies included; its names in any case
	Room     *ParamRoom          // memory for what is decoded, once; it is allocated where this is nil
}

// A RawPath returns what stands for a {name} of a path, with its escapes.
type RawPath interface{ RawPath(name string) string }

// Encoded is what parameters make of a request.
type Encoded struct {
	Path     string              // the path of the operation, escaped; server and base path stand before it
	RawQuery string              // behind the question mark; empty where there is none
	Header   map[string][]string // in canonical form, cookies included; nil where there are none
}

// URL returns the path and the query.
func (e Encoded) URL() string {
	if e.RawQuery == "" {
		return e.Path
	}
	return e.Path + "?" + e.RawQuery
}

// ParamIn is the place that a parameter travels in.
type ParamIn uint8

// The places.
const (
	InPath ParamIn = iota
	InQuery
	InHeader
	InCookie
)

// String is the place as OpenAPI and pointers call it.
func (in ParamIn) String() string { return [...]string{"path", "query", "header", "cookie"}[in] }

// A Param says how one parameter is read and written. Name is that of the member.
type Param struct {
	FormField
	In       ParamIn
	Key      string // its name in the request; of a header, in canonical form
	Explode  bool
	Many     bool   // several values are a list; but the field is read as one
	Reserved bool   // allowReserved: characters that URLs reserve are not escaped
	Empty    bool   // allowEmptyValue: no text is a list without items, and otherwise as good as no parameter
	NotEmpty bool   // a list or an object that is required: one that is empty is not sent
	Required bool   // it must be there
	Default  string // what an absent one stands for, as JSON

	Value Value // how it is read as a member of the object that they are as JSON
	Of    Table // see [Member]
	Rules Rules
}

// Params are the parameters of an operation.
type Params struct {
	Path   string // the template
	Params []Param

	Direction Option // that of [Scanner.Scan]

	known atomic.Pointer[structFields] // of the type that was written last
	table atomic.Pointer[Members]      // made on first use
	texts atomic.Pointer[*textPlan]    // likewise
}

// DecodeParams reads the parameters of a request, checks and decodes them by a decoder
// of JSON, which must not keep its argument. The pointers of violations begin with the place: /query/start.
func DecodeParams[T any](r Request, p *Params, decode func([]byte, ...Option) (T, error), opts []Option) (v T, err error) {
	err = p.decode(r, opts, func(data []byte) (err error) {
		v, err = decode(data, opts...)
		return err
	})
	return v, err
}

// Validate reports what is wrong with the struct that v points at, as [Errors].
func (p *Params) Validate(v any, opts []Option) error {
	var path Path
	path.As(p.Direction, opts)
	p.members().Hold(path.Root(), v)
	return p.Located(path.Err())
}

// Decode is [DecodeParams] by the table, to the struct that v points at, whatever is in it.
func (p *Params) Decode(r *Request, v any, opts []Option) error {
	pointee(v).SetZero()
	return p.decode(*r, opts, func(data []byte) error { return Decode(p.members(), data, v, p.Direction, opts) })
}

// Wants reports whether an option is given.
func (p *Params) Wants(option Option, opts []Option) bool {
	return p.Direction.with(opts)&option != 0
}

// members is the table of the object that the parameters are as JSON.
func (p *Params) members() *Members {
	if known := p.table.Load(); known != nil {
		return known
	}
	out := &Members{List: make([]Member, len(p.Params))}
	for i := range p.Params {
		f := &p.Params[i]
		out.List[i] = Member{Name: f.Name, Value: f.Value, Of: f.Of, Rules: f.Rules}
	}
	p.table.Store(out)
	return out
}

func (p *Params) decode(r Request, opts []Option, decode func([]byte) error) error {
	read := paramReaders.Get().(*paramReader)
	err := decode(read.json(p, r, Option(0).with(opts)&Strict != 0))
	if err != nil || len(read.wrong) > 0 {
		err = read.errors(err)
	}
	read.release()
	return err
}

// errors are the violations that were found, with those of the decoder.
func (r *paramReader) errors(err error) error {
	p := r.params
	err = r.wrong.with(p.Located(err))
	if found, ok := err.(Errors); ok {
		slices.SortStableFunc(found, func(a, b Violation) int { return p.rank(a) - p.rank(b) })
	}
	return err
}

// Located returns an error with the pointers of [Errors] as those of the request:
// /query/start for /start.
func (p *Params) Located(err error) error {
	found, ok := err.(Errors)
	if !ok {
		return err
	}
	out := make(Errors, len(found))
	for i, v := range found {
		rest := strings.TrimPrefix(v.Pointer, "/")
		first, below, inner := strings.Cut(rest, "/")
		name := unescape.Replace(first)
		for j := range p.Params {
			if f := &p.Params[j]; f.Name == name {
				v.Pointer = f.pointer()
				if inner { // of FormSpread, parameters themselves
					v.Pointer = f.within() + "/" + below
				}
			}
		}
		out[i] = v
	}
	return out
}

// rank is the order in which parameters stand, for violations.
func (p *Params) rank(v Violation) int {
	for i := range p.Params {
		if at := p.Params[i].pointer(); v.Pointer == at || strings.HasPrefix(v.Pointer, at+"/") {
			return i
		}
	}
	return len(p.Params)
}

func (f *Param) pointer() string { return "/" + f.In.String() + "/" + token(f.Key) }

// within is the pointer that those of its members begin with.
func (f *Param) within() string {
	if f.Style == FormSpread {
		return "/" + f.In.String()
	}
	return f.pointer()
}

// paramReader converts one request.
type paramReader struct {
	params  *Params
	request Request
	query   []queryPair
	cookies []queryPair
	several []string // the texts of one parameter
	out     []byte
	wrong   Errors
}

// paramReaders are those that are not in use. Nothing that is decoded shares their memory.
var paramReaders = sync.Pool{New: func() any { return &paramReader{out: make([]byte, 0, 256)} }}

// release makes a reader ready for another request. One with much memory is left to the
// garbage collection.
func (r *paramReader) release() {
	const large = 1 << 12
	if cap(r.out) > large || cap(r.query) > large/64 || cap(r.cookies) > large/64 || cap(r.several) > large/64 {
		return
	}
	clear(r.out[:cap(r.out)]) // as the texts, they may be secret
	clear(r.query)
	clear(r.cookies)
	clear(r.several)
	*r = paramReader{out: r.out[:0], query: r.query[:0], cookies: r.cookies[:0], several: r.several[:0]}
	paramReaders.Put(r)
}

// queryPair is a name with a text, which has its escapes.
type queryPair struct {
	key, text string
	used      bool
}

// fail adds a violation by a parameter.
func (r *paramReader) fail(pointer, message string) {
	r.found(Violation{Pointer: pointer, Keyword: "parameter", Message: message})
}

func (r *paramReader) found(v Violation) {
	if len(r.wrong) < MaxViolations && !slices.Contains(r.wrong, v) {
		r.wrong = append(r.wrong, v)
	}
}

// json converts a request to an object with a member for each parameter.
func (r *paramReader) json(p *Params, request Request, strict bool) []byte {
	r.params, r.request = p, request
	r.readQuery()
	r.readCookies()
	r.out = append(r.out, '{')
	for i := range r.params.Params {
		f := &r.params.Params[i]
		before := len(r.out)
		if before > 1 {
			r.out = append(r.out, ',')
		}
		r.out = append(appendString(r.out, f.Name), ':')
		start := len(r.out)
		switch f.In {
		case InPath:
			r.path(f)
		case InQuery:
			r.inQuery(f)
		case InHeader:
			r.header(f)
		default:
			r.cookie(f)
		}
		if len(r.out) == start && f.Default != "" && !r.failed(f) {
			r.out = append(r.out, f.Default...)
		}
		if len(r.out) == start {
			r.out = r.out[:before]
		}
	}
	r.unread(strict)
	r.out = append(r.out, '}')
	return r.out
}

// failed reports whether a violation by the parameter is known.
func (r *paramReader) failed(f *Param) bool {
	return len(r.wrong) > 0 && slices.ContainsFunc(r.wrong, func(v Violation) bool { return v.Pointer == f.pointer() })
}

// unread reports query parameters that no parameter stands for, where strict, and those
// of them that are not escaped as they must be. Their names are the sender's, and not
// shown.
func (r *paramReader) unread(strict bool) {
	for i := range r.query {
		pair := &r.query[i]
		if pair.used {
			continue
		}
		if _, ok := percentDecode(pair.text); !ok {
			r.fail("/query", "must have two hexadecimal digits after each %")
		}
		if strict {
			r.found(Violation{Pointer: "/query", Keyword: "additionalProperties", Message: "must not have a parameter that is not described"})
		}
	}
}

// readQuery takes the query apart.
func (r *paramReader) readQuery() {
	rest := r.request.RawQuery
	if rest == "" {
		return
	}
	r.query = slices.Grow(r.query, strings.Count(rest, "&")+1)
	for more := true; more; {
		var pair string
		pair, rest, more = strings.Cut(rest, "&")
		if pair == "" {
			continue
		}
		if strings.Contains(pair, ";") {
			r.fail("/query", "must have & between parameters, and %3B for a semicolon in one")
			continue
		}
		key, text, _ := strings.Cut(pair, "=")
		name, ok := queryUnescape(key)
		if !ok {
			r.fail("/query", "must have two hexadecimal digits after each %")
			continue
		}
		r.query = append(r.query, queryPair{key: name, text: text})
	}
}

// readCookies takes the cookies apart (RFC 6265, section 4.2). Quotes around a text are
// not of it.
func (r *paramReader) readCookies() {
	if !r.params.has(InCookie) {
		return
	}
	for _, line := range headerLines(r.request.Header, "Cookie") {
		for pair := range strings.SplitSeq(line, ";") {
			key, text, ok := strings.Cut(strings.Trim(pair, " \t"), "=")
			if !ok {
				continue
			}
			if len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' {
				text = text[1 : len(text)-1]
			}
			r.cookies = append(r.cookies, queryPair{key: strings.Trim(key, " \t"), text: text})
		}
	}
}

// has reports whether a parameter travels in a place.
func (p *Params) has(in ParamIn) bool {
	for i := range p.Params {
		if p.Params[i].In == in {
			return true
		}
	}
	return false
}

// headerLines returns the lines of a header, by its canonical name or by that in
// another case.
func headerLines(header map[string][]string, name string) []string {
	if lines, ok := header[name]; ok {
		return lines
	}
	var keys []string
	for key := range header {
		if strings.EqualFold(key, name) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	var lines []string
	for _, key := range keys {
		lines = append(lines, header[key]...)
	}
	return lines
}

// escaping is how a text is escaped in a place.
type escaping uint8

const (
	asIs         escaping = iota
	queryEscaped          // by %, and + is a space
	pathEscaped           // by %
)

// resolve resolves the escapes of a text, or reports that it cannot.
func (r *paramReader) resolve(f *Param, text string, by escaping) (string, bool) {
	ok := true
	switch by {
	case queryEscaped:
		text, ok = queryUnescape(text)
	case pathEscaped:
		text, ok = percentDecode(text)
	}
	if !ok {
		r.malformed(f)
	}
	return text, ok
}

func (r *paramReader) malformed(f *Param) {
	r.fail(f.pointer(), "must have two hexadecimal digits after each %")
}

// queryUnescape resolves the escapes of a query, where a plus sign is a space.
func queryUnescape(text string) (string, bool) { return unescapePercent(text, '+') }

// percentDecode resolves the escapes of a URL, and of nothing else.
func percentDecode(text string) (string, bool) { return unescapePercent(text, '%') }

// unescapePercent resolves escapes (RFC 3986, section 2.1), and has a space for another
// character, unless that is %.
func unescapePercent(text string, space byte) (string, bool) {
	i := 0
	for i < len(text) && text[i] != '%' && text[i] != space {
		i++
	}
	if i == len(text) {
		return text, true
	}
	var room [64]byte
	out := room[:]
	if len(text) > len(out) {
		out = make([]byte, len(text))
	}
	n := copy(out, text[:i])
	for ; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '%':
			if i+2 >= len(text) || !isHex(text[i+1]) || !isHex(text[i+2]) {
				return "", false
			}
			c = hexValue(text[i+1])<<4 | hexValue(text[i+2])
			i += 2
		case c == space:
			c = ' '
		}
		out[n] = c
		n++
	}
	return string(out[:n]), true
}

// text converts one text that is a whole value, or joins what stands for several.
func (r *paramReader) text(f *Param, text string, by escaping) {
	switch {
	case f.isJoined() && f.List:
		r.items(f, r.parts(f, text, by))
	case f.isJoined() && f.Kind == FormObject:
		r.members(f, r.parts(f, text, by))
	case f.isJoined() && f.Many && strings.Contains(text, ","):
		r.items(f, r.parts(f, text, by))
	case f.isScalar() && f.Kind == FormText && by != asIs:
		if out, ok := appendResolved(r.out, text, by); ok {
			r.out = out
		} else {
			r.malformed(f)
		}
	default:
		whole, ok := r.resolve(f, text, by)
		switch {
		case !ok:
		case f.isScalar():
			r.out = appendValue(r.out, f.Kind, whole)
		default:
			r.add(f.textsToJSON([]string{whole}, f.pointer()))
		}
	}
}

// appendResolved appends a text as a JSON string, its escapes resolved, or reports that it
// cannot.
func appendResolved(out []byte, text string, by escaping) ([]byte, bool) {
	if strings.IndexByte(text, '%') < 0 && (by != queryEscaped || strings.IndexByte(text, '+') < 0) {
		return appendString(out, text), true
	}
	out = append(out, '"')
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '+' && by == queryEscaped:
			c = ' '
		case c == '%':
			if i+2 >= len(text) || !isHex(text[i+1]) || !isHex(text[i+2]) {
				return out, false
			}
			c = hexValue(text[i+1])<<4 | hexValue(text[i+2])
			i += 2
		}
		out = appendByte(out, c)
	}
	return append(out, '"'), true
}

// isScalar reports whether a parameter is one text, which is its value.
func (f *Param) isScalar() bool {
	return !f.List && f.Kind != FormObject && f.Kind != FormOnlyJSON && f.Kind != FormJSON
}

// isJoined reports whether the items of a list, or the members of an object, are one
// text.
func (f *Param) isJoined() bool {
	switch f.Style {
	case FormComma, FormSpace, FormPipe, FormLabel, FormMatrix:
		return true
	}
	return false
}

// parts takes a joined text apart. An object that is exploded becomes names and values
// in turn; r.members expects them so.
func (r *paramReader) parts(f *Param, text string, by escaping) []string {
	delimiter := ","
	switch {
	case f.Style == FormSpace, f.Style == FormPipe: // which are escaped themselves
		whole, ok := r.resolve(f, text, by)
		if !ok {
			return nil
		}
		delimiter, text, by = f.delimiter(), whole, asIs
	case f.Style == FormLabel && f.Explode:
		delimiter = "."
	case f.Style == FormMatrix && f.Explode:
		delimiter = ";"
	}
	var out []string
	for part := range strings.SplitSeq(text, delimiter) {
		if f.In == InHeader {
			part = strings.Trim(part, " \t")
		}
		pieces := []string{part}
		if f.Explode && f.Kind == FormObject && !f.List {
			name, value, ok := strings.Cut(part, "=")
			if !ok {
				r.fail(f.pointer(), "must have names and values, as in name=value")
				return nil
			}
			pieces = []string{name, value}
		}
		for _, piece := range pieces {
			piece, ok := r.resolve(f, piece, by)
			if !ok {
				return nil
			}
			out = append(out, piece)
		}
	}
	return out
}

// add takes over what a shared function found out about a parameter.
func (r *paramReader) add(value []byte, wrong Errors) {
	r.out = append(r.out, value...)
	for _, v := range wrong {
		v.Keyword = "parameter"
		r.found(v)
	}
}

func (r *paramReader) items(f *Param, values []string) {
	switch {
	case r.failed(f):
	case f.Kind == FormObject || f.Kind == FormOnlyJSON:
		r.add(f.itemsToJSON(values, f.pointer()))
	default: // any text is one
		r.out = append(r.out, '[')
		for i, v := range values {
			if i > 0 {
				r.out = append(r.out, ',')
			}
			r.out = appendValue(r.out, f.Kind, v)
		}
		r.out = append(r.out, ']')
	}
}

// members converts names and values in turn.
func (r *paramReader) members(f *Param, parts []string) {
	switch {
	case r.failed(f):
	case len(parts)%2 != 0:
		r.fail(f.pointer(), "must have a value for each name")
	default:
		r.add(f.membersToJSON(parts, f.pointer()))
	}
}

// path reads a parameter of the path.
func (r *paramReader) path(f *Param) {
	text, by := "", asIs
	switch {
	case r.request.RawPath != nil:
		text, by = r.request.RawPath.RawPath(f.Key), pathEscaped
	case r.request.Path != nil:
		text = r.request.Path(f.Key)
	}
	whole, ok := r.resolve(f, text, by)
	switch {
	case !ok:
	case whole == "":
		r.fail(f.pointer(), "must not be empty")
	case whole == "." || whole == "..":
		r.fail(f.pointer(), "must not be . or .., which URLs take for folders")
	case f.Style == FormLabel:
		if text, ok = strings.CutPrefix(text, "."); !ok {
			r.fail(f.pointer(), "must begin with a dot")
			return
		}
		r.text(f, text, by)
	case f.Style == FormMatrix:
		if text, ok = f.matrix(text); !ok {
			r.fail(f.pointer(), "must be written as ;name=value")
			return
		}
		r.text(f, text, by)
	default:
		r.text(f, text, by)
	}
}

// matrix takes from a text in the style matrix what stands before its values: the
// semicolons, and its own name.
func (f *Param) matrix(text string) (string, bool) {
	text, ok := strings.CutPrefix(text, ";")
	if !ok {
		return "", false
	}
	if f.Explode && f.Kind == FormObject && !f.List {
		return text, true
	}
	var out []string
	for part := range strings.SplitSeq(text, ";") {
		name, value, _ := strings.Cut(part, "=")
		if name, ok = percentDecode(name); !ok || name != f.Key {
			return "", false
		}
		out = append(out, value)
	}
	return strings.Join(out, ";"), len(out) == 1 || f.List && f.Explode
}

// inQuery reads a parameter of the query.
func (r *paramReader) inQuery(f *Param) {
	switch f.Style {
	case FormDeep, FormSpread:
		if f.Style == FormSpread || r.hasMembers(f) {
			r.keys(f)
			return
		}
	case FormBrackets:
		r.brackets(f)
		return
	}
	texts, empty := r.several[:0], false
	for i := range r.query {
		pair := &r.query[i]
		if pair.key != f.Key {
			if strings.HasPrefix(pair.key, f.Key) && !pair.used && r.isBracketed(f, pair.key) {
				pair.used = true
				r.fail(f.pointer(), "must be written without brackets")
				return
			}
			continue
		}
		pair.used = true
		if f.Empty && pair.text == "" && (f.Kind != FormText || f.List) {
			empty = f.List
			continue // as if it were not there, or had no items
		}
		texts = append(texts, pair.text)
	}
	if len(texts) == 0 {
		if empty {
			r.items(f, nil)
		}
		return
	}
	r.several = texts
	switch {
	case f.Style == FormDeep && f.Kind == FormObject:
		r.fail(f.pointer(), "must be written with its members in brackets: name[member]=value")
	case len(texts) == 1 && (f.isJoined() || !f.List):
		r.text(f, texts[0], queryEscaped)
	case f.isJoined() || !f.List && !f.Many:
		r.fail(f.pointer(), "must be given once")
	default:
		r.all(f, texts)
	}
}

// all converts several texts, which have escapes, to a list.
func (r *paramReader) all(f *Param, texts []string) {
	for i, text := range texts {
		var ok bool
		if texts[i], ok = r.resolve(f, text, queryEscaped); !ok {
			return
		}
	}
	r.items(f, texts)
}

// isBracketed reports whether a key of the query is that of a parameter with brackets,
// and of no other parameter.
func (r *paramReader) isBracketed(f *Param, key string) bool {
	if key[len(f.Key)] != '[' || !strings.HasSuffix(key, "]") {
		return false
	}
	return !slices.ContainsFunc(r.params.Params, func(other Param) bool { return other.In == InQuery && other.owns(key) })
}

// owns reports whether a key of the query belongs to a parameter.
func (f *Param) owns(key string) bool {
	switch f.Style {
	case FormDeep, FormBrackets:
		return key == f.Key || strings.HasPrefix(key, f.Key+"[") && strings.HasSuffix(key, "]")
	case FormSpread:
		return slices.ContainsFunc(f.Fields, func(m FormField) bool {
			return !m.Others && (m.Match == nil && m.Name == key || m.Match != nil && m.matches(key))
		})
	}
	return key == f.Key
}

// hasMembers reports whether a parameter is there with members in brackets.
func (r *paramReader) hasMembers(f *Param) bool {
	return slices.ContainsFunc(r.query, func(p queryPair) bool { return p.key != f.Key && f.owns(p.key) })
}

// keys reads an object whose members are keys of the query.
func (r *paramReader) keys(f *Param) {
	others := f.Style == FormSpread && slices.ContainsFunc(f.Fields, func(m FormField) bool { return m.Others })
	members := url.Values{}
	for i := range r.query {
		pair := &r.query[i]
		name := pair.key
		switch {
		case f.owns(name):
		case others && !slices.ContainsFunc(r.params.Params, func(other Param) bool { return other.In == InQuery && other.owns(name) }):
		default:
			continue
		}
		pair.used = true
		if f.Style == FormDeep {
			member, ok := strings.CutPrefix(name, f.Key+"[")
			if !ok {
				r.fail(f.pointer(), "must be written with its members in brackets: name[member]=value")
				return
			}
			name = f.unwrap(member)
		}
		text, ok := r.resolve(f, pair.text, queryEscaped)
		if !ok {
			return
		}
		members.Add(name, text)
	}
	if len(members) > 0 {
		r.add(formToJSON(members, f.Fields, f.within()))
	}
}

// brackets reads a list whose items have keys in brackets.
func (r *paramReader) brackets(f *Param) {
	form := url.Values{}
	var keys []string
	for i := range r.query {
		pair := &r.query[i]
		if !f.owns(pair.key) {
			continue
		}
		pair.used = true
		if index := strings.TrimPrefix(pair.key, f.Key); index != "" && !isIndex(index[1:len(index)-1]) {
			r.fail(f.pointer(), "must be written as a list: name[]=value")
			return
		}
		text, ok := r.resolve(f, pair.text, queryEscaped)
		if !ok {
			return
		}
		if form[pair.key] == nil {
			keys = append(keys, pair.key)
		}
		form.Add(pair.key, text)
	}
	if keys != nil {
		r.items(f, inOrder(form, keys))
	}
}

// header reads a parameter of the header.
func (r *paramReader) header(f *Param) {
	lines := headerLines(r.request.Header, f.Key)
	switch {
	case len(lines) == 0:
	case f.isJoined():
		text := strings.Join(lines, ",")
		if strings.Trim(text, " \t") == "" && f.List {
			r.items(f, nil)
			return
		}
		r.text(f, text, asIs)
	case len(lines) > 1:
		r.fail(f.pointer(), "must be given once")
	default:
		r.text(f, strings.Trim(lines[0], " \t"), asIs)
	}
}

// cookie reads a parameter of the cookies. Where a scalar has several, the first one
// counts: browsers send the one with the longest path first.
func (r *paramReader) cookie(f *Param) {
	members := url.Values{}
	var texts []string
	for _, c := range r.cookies {
		switch {
		case f.Style == FormSpread && f.owns(c.key):
			members.Add(c.key, c.text)
		case c.key == f.Key && f.Style != FormSpread:
			texts = append(texts, c.text)
		}
	}
	switch {
	case len(members) > 0:
		r.add(formToJSON(members, f.Fields, f.within()))
	case texts == nil:
	case f.List && !f.isJoined(), f.Many && len(texts) > 1:
		r.items(f, texts)
	default:
		r.text(f, texts[0], asIs)
	}
}

// EncodeParams converts a Go value to a request: the inverse of [DecodeParams]. The
// error is [Errors] where a value has no text in its place or style, or is none that
// encoding/json can write. A list without items, and an object without members, is left
// out (RFC 6570, section 2.3), and is an error where the parameter is required.
func EncodeParams(v any, p *Params) (Encoded, error) {
	w := paramWriter{params: p}
	value := reflect.ValueOf(v)
	if value.Kind() == reflect.Pointer {
		value = value.Elem()
	}
	if w.plain(value) {
		return w.end()
	}
	w = paramWriter{params: p}
	if err := w.json(v); err != nil {
		return Encoded{}, err
	}
	return w.end()
}

// EncodePath is [EncodeParams] for parameters that are all texts in the path, which are given
// in the order of its template: most are written as they are.
func EncodePath(v any, p *Params, texts ...string) (Encoded, error) {
	size := len(p.Path)
	for _, text := range texts {
		size += len(text)
		if !isPlainSegment(text) {
			return EncodeParams(v, p)
		}
	}
	var path strings.Builder
	path.Grow(size)
	rest := p.Path
	for _, text := range texts {
		before, after, _ := strings.Cut(rest, "{")
		_, rest, _ = strings.Cut(after, "}")
		path.WriteString(before)
		path.WriteString(text)
	}
	path.WriteString(rest)
	return Encoded{Path: path.String()}, nil
}

// isPlainSegment reports whether a text can stand in a path, and is not escaped there.
func isPlainSegment(text string) bool {
	for i := range len(text) {
		if !isUnreserved(text[i]) {
			return false
		}
	}
	return text != "" && text != "." && text != ".."
}

// end puts together what was written.
func (w *paramWriter) end() (Encoded, error) {
	w.path()
	if len(w.wrong) > 0 {
		return Encoded{}, w.wrong
	}
	if len(w.cookies) > 0 {
		w.setHeader("Cookie", strings.Join(w.cookies, "; "))
	}
	w.out.RawQuery = w.pairs.String()
	if path, query, found := strings.Cut(w.out.Path, "?"); found { // of a template that has one, against OpenAPI
		w.out.Path, w.out.RawQuery = path, strings.TrimSuffix(query+"&"+w.out.RawQuery, "&")
	}
	return w.out, nil
}

// paramWriter writes one request.
type paramWriter struct {
	params  *Params
	near    [4]pathValue // the first that stand in the path
	count   int          // how many there are, with those in far
	far     []pathValue
	cookies []string
	pairs   strings.Builder // of the query
	out     Encoded
	wrong   Errors
}

// pathValue is what stands for a {name} of the path.
type pathValue struct{ key, text string }

// of returns what stands for a {name}.
func (w *paramWriter) of(key string) string {
	for i := range w.count {
		if v := w.pathValue(i); v.key == key {
			return v.text
		}
	}
	return ""
}

// pathValue returns the one with an index.
func (w *paramWriter) pathValue(i int) *pathValue {
	if i < len(w.near) {
		return &w.near[i]
	}
	return &w.far[i-len(w.near)]
}

// json writes a Go value by its JSON.
func (w *paramWriter) json(v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	p := w.params
	s := &Scanner{data: data}
	for key, more := s.Object(); more; key, more = s.Next() {
		name := string(key)
		i := slices.IndexFunc(p.Params, func(f Param) bool { return f.Name == name })
		if i < 0 {
			s.Skip()
			continue
		}
		w.value(&p.Params[i], s)
	}
	return nil
}

// plain writes a Go value without its JSON, where each of its fields that is set holds a
// text, a boolean or an integer, as most do. It returns false for other values, of which
// it may have written a part.
func (w *paramWriter) plain(v reflect.Value) bool {
	fields := w.params.fieldsOf(v)
	for i, field := range fields {
		if field < 0 {
			return false
		}
		f, at := &w.params.Params[i], v.Field(field)
		switch at.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
			if at.IsNil() {
				continue
			}
			if at.Kind() == reflect.Pointer {
				at = at.Elem()
			}
		}
		text, ok := plainText(f, at)
		if !ok {
			return false
		}
		w.scalar(f, text)
	}
	return fields != nil
}

// plainText is the text of a value that is one by its Go type.
func plainText(f *Param, v reflect.Value) (text string, ok bool) {
	if !f.isScalar() || classOf(v.Type()) != ofKind {
		return "", false
	}
	switch v.Kind() {
	case reflect.String:
		text = v.String()
		return text, f.Kind == FormText && utf8.ValidString(text)
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), true
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10), true
	}
	return "", false
}

// fieldsOf are the fields of a struct that hold the parameters; -1 for one that has none
// of its name, or one that encoding/json may leave out though it is not nil. It returns nil
// for other values.
func (p *Params) fieldsOf(v reflect.Value) []int {
	if v.Kind() != reflect.Struct {
		return nil
	}
	t := v.Type()
	if known := p.known.Load(); known != nil && known.of == t {
		return known.fields
	}
	known := &structFields{of: t}
	if classOf(t) == ofKind {
		known.fields = make([]int, len(p.Params))
		for i := range p.Params {
			known.fields[i] = fieldOf(t, p.Params[i].Name)
		}
	}
	p.known.Store(known)
	return known.fields
}

// structFields are the fields of a type: see fieldsOf.
type structFields struct {
	of     reflect.Type
	fields []int
}

func fieldOf(t reflect.Type, name string) int {
	for i := range t.NumField() {
		f := t.Field(i)
		key, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous {
			return -1
		}
		if key != name {
			continue
		}
		switch f.Type.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
			return i
		}
		if options != "" {
			return -1
		}
		return i
	}
	return -1
}

func (w *paramWriter) fail(f *Param, message string) {
	w.wrong = append(w.wrong, Violation{Pointer: f.pointer(), Keyword: "parameter", Message: message})
}

// value writes the value of a parameter, which comes next.
func (w *paramWriter) value(f *Param, s *Scanner) {
	kind := s.Kind()
	switch {
	case kind == Null:
		s.Skip()
	case kind == Array && (f.List || f.Many) && f.Kind != FormOnlyJSON:
		var texts []string
		for more := s.Array(); more; more = s.More() {
			texts = append(texts, s.formText(f.Kind))
		}
		switch {
		case len(texts) > 0:
			w.list(f, texts)
		case f.Empty && f.In == InQuery && f.Style != FormBrackets:
			w.query(f, f.Key, "")
		case f.NotEmpty && f.In == InHeader && f.List:
			w.setHeader(f.Key, "") // which is read as no items
		case f.NotEmpty:
			w.fail(f, "must not be empty: a list without items is not sent, and the parameter is required")
		}
	case kind == Object && f.Style != FormKeys:
		pairs, ok := s.formPairs(f.Fields)
		if !ok {
			w.fail(f, "must not have a member that its style has no way to write")
			return
		}
		switch {
		case len(pairs) > 0:
			w.object(f, pairs)
		case f.NotEmpty:
			w.fail(f, "must not be empty: an object without members is not sent, and the parameter is required")
		}
	default:
		w.scalar(f, s.formText(f.Kind))
	}
}

func (w *paramWriter) scalar(f *Param, text string) {
	switch {
	case f.In == InPath && f.Style == FormMatrix:
		w.inPath(f, f.matrixPart(f.escape(f.Key), w.escape(f, text, ";")))
	case f.In == InPath && f.Style == FormLabel:
		w.inPath(f, "."+w.escape(f, text, ""))
	case f.In == InPath:
		w.inPath(f, w.escape(f, text, ""))
	case f.In == InQuery:
		w.query(f, f.Key, text)
	case f.In == InHeader:
		w.header(f, text)
	default:
		w.cookie(f, f.Key, text)
	}
}

// list writes the items of a list.
func (w *paramWriter) list(f *Param, texts []string) {
	switch {
	case f.In == InQuery && f.Style == FormBrackets:
		for _, text := range texts {
			w.query(f, f.Key+"[]", text)
		}
	case f.In == InQuery && !f.isJoined():
		for _, text := range texts {
			w.query(f, f.Key, text)
		}
	case f.In == InCookie && !f.isJoined():
		for _, text := range texts {
			w.cookie(f, f.Key, text)
		}
	default:
		w.joined(f, texts)
	}
}

// object writes the members of an object.
func (w *paramWriter) object(f *Param, pairs []formPair) {
	if f.Style == FormDeep || f.Style == FormSpread {
		for _, p := range pairs {
			key := p.key
			if f.Style == FormDeep {
				key = f.Key + f.wrap(key)
			}
			if slices.ContainsFunc(w.params.Params, func(other Param) bool { return other.In == f.In && other.Name != f.Name && other.owns(key) }) {
				w.fail(f, "must not have a member that is called as another parameter")
				return
			}
			for _, text := range p.values {
				if f.In == InCookie {
					w.cookie(f, key, text)
				} else {
					w.query(f, key, text)
				}
			}
		}
		return
	}
	var texts []string
	for _, p := range pairs {
		if len(p.values) != 1 {
			w.fail(f, "must not have a member that its style has no way to write")
			return
		}
		texts = append(texts, p.key, p.values[0])
	}
	w.joined(f, texts)
}

// joined writes the items of a list, or names and values in turn, as one text.
func (w *paramWriter) joined(f *Param, texts []string) {
	pairs := f.Explode && f.Kind == FormObject && !f.List
	by, shown := ",", ","
	switch {
	case f.Style == FormSpace:
		by, shown = " ", "%20"
	case f.Style == FormPipe:
		by, shown = "|", "%7C"
	case f.Style == FormLabel && f.Explode:
		by, shown = ".", "."
	case f.Style == FormMatrix && f.Explode:
		by, shown = ";", "" // each part begins with it
	}
	escaped := f.In == InPath || f.In == InQuery && by == ","
	var parts []string
	for i, text := range texts {
		if !escaped && strings.Contains(text, by) || !escaped && pairs && i%2 == 0 && strings.Contains(text, "=") ||
			f.In == InHeader && text != strings.Trim(text, " \t") {
			w.fail(f, "must not have an item or a member that holds its delimiter, or space at an end")
			return
		}
		if f.In == InPath || f.In == InQuery {
			text = w.escape(f, text, by+"=")
		}
		if f.Style == FormLabel && f.Explode {
			text = strings.ReplaceAll(text, ".", "%2E")
		}
		switch {
		case pairs && i%2 == 1:
			parts[len(parts)-1] += "=" + text
		case pairs && f.Style == FormMatrix:
			parts = append(parts, ";"+text)
		case f.Style == FormMatrix && f.Explode && !pairs:
			parts = append(parts, f.matrixPart(f.escape(f.Key), text))
		default:
			parts = append(parts, text)
		}
	}
	text := strings.Join(parts, shown)
	switch {
	case f.Style == FormMatrix && f.Explode:
		w.inPath(f, text)
	case f.Style == FormMatrix:
		w.inPath(f, f.matrixPart(f.escape(f.Key), text))
	case f.Style == FormLabel:
		w.inPath(f, "."+text)
	case f.In == InPath:
		w.inPath(f, text)
	case f.In == InQuery:
		w.rawQuery(f.escape(f.Key), text)
	case f.In == InHeader:
		w.header(f, text)
	default:
		w.cookie(f, f.Key, text)
	}
}

// matrixPart is a name and its text in the style matrix.
func (f *Param) matrixPart(name, text string) string {
	if text == "" {
		return ";" + name
	}
	return ";" + name + "=" + text
}

// escape escapes the name of a parameter.
func (f *Param) escape(text string) string { return percentEncode(text, "") }

// escape escapes a text of a parameter in a URL. Where reserved characters are allowed,
// those stay that take no part in the syntax there, nor in the style.
func (w *paramWriter) escape(f *Param, text, syntax string) string {
	if !f.Reserved || f.In != InQuery {
		return percentEncode(text, "")
	}
	plain := ":/?@!$'()*,"
	for _, c := range syntax {
		plain = strings.ReplaceAll(plain, string(c), "")
	}
	return percentEncode(text, plain)
}

// percentEncode escapes all that URLs do not leave as it is (RFC 3986, section 2.3) and
// that is not in plain.
func percentEncode(text, plain string) string {
	const digits = "0123456789ABCDEF"
	n := 0
	for i := 0; i < len(text); i++ {
		if !isUnreserved(text[i]) && strings.IndexByte(plain, text[i]) < 0 {
			n++
		}
	}
	if n == 0 {
		return text
	}
	out := make([]byte, 0, len(text)+2*n)
	for i := 0; i < len(text); i++ {
		if c := text[i]; isUnreserved(c) || strings.IndexByte(plain, c) >= 0 {
			out = append(out, c)
		} else {
			out = append(out, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(out)
}

func isUnreserved(c byte) bool {
	return isAlpha(c) || isDigit(c) || c == '-' || c == '.' || c == '_' || c == '~'
}

func (w *paramWriter) inPath(f *Param, text string) {
	if v := (pathValue{f.Key, text}); w.count < len(w.near) {
		w.near[w.count] = v
	} else {
		w.far = append(w.far, v)
	}
	w.count++
}

func (w *paramWriter) query(f *Param, key, text string) {
	w.rawQuery(percentEncode(key, ""), w.escape(f, text, ""))
}

func (w *paramWriter) rawQuery(key, text string) {
	w.pairs.Grow(len(key) + len(text) + len("&="))
	if w.pairs.Len() > 0 {
		w.pairs.WriteByte('&')
	}
	w.pairs.WriteString(key)
	w.pairs.WriteByte('=')
	w.pairs.WriteString(text)
}

// header writes a header that gets through: a line has no breaks, and loses space at its
// ends (RFC 9110, section 5.5).
func (w *paramWriter) header(f *Param, text string) {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < ' ' && c != '\t' || c == 0x7f {
			w.fail(f, "must not have control characters, which no header can hold")
			return
		}
	}
	if text != strings.Trim(text, " \t") {
		w.fail(f, "must not begin or end with space, which headers lose")
		return
	}
	w.setHeader(f.Key, text)
}

func (w *paramWriter) setHeader(name, text string) {
	if w.out.Header == nil {
		w.out.Header = map[string][]string{}
	}
	w.out.Header[name] = []string{text}
}

// cookie writes a cookie whose text is read as it was written: net/http and servers
// change or drop others.
func (w *paramWriter) cookie(f *Param, name, text string) {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < ' ' || c >= 0x7f || c == '"' || c == ';' || c == '\\' {
			w.fail(f, `must not have a character that no cookie can hold: a quote, a semicolon, a backslash, or one beyond ASCII`)
			return
		}
	}
	if text != strings.Trim(text, " ") {
		w.fail(f, "must not begin or end with space, which cookies lose")
		return
	}
	w.cookies = append(w.cookies, name+"="+text)
}

// path fills in the template.
func (w *paramWriter) path() {
	var b strings.Builder
	rest := w.params.Path
	size := len(rest)
	for i := range w.count {
		size += len(w.pathValue(i).text)
	}
	b.Grow(size)
	for {
		open := strings.IndexByte(rest, '{')
		end := strings.IndexByte(rest[max(0, open):], '}')
		if open < 0 || end < 0 {
			break
		}
		name := rest[open+1 : open+end]
		b.WriteString(rest[:open])
		b.WriteString(w.of(name))
		rest = rest[open+end+1:]
	}
	b.WriteString(rest)
	w.out.Path = b.String()
	for i := range w.params.Params {
		f := &w.params.Params[i]
		if f.In != InPath {
			continue
		}
		switch w.of(f.Key) {
		case "":
			w.fail(f, "must not be empty")
		case ".", "..":
			w.fail(f, "must not be . or .., which URLs take for folders")
		}
	}
}
