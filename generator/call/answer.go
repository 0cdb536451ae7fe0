package call

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The answer: it is found in the document, read, and decoded.

// answered is an answer that a caller asks for.
type answered struct {
	status int
	field  int           // which one of several it is
	value  any           // a pointer to what was decoded; nil: there was no body
	stream io.ReadCloser // in place of it
}

// read reads an answer. Where its value drifts from the schema, it returns both.
func (x *call) read(res *http.Response) (*answered, *Error) {
	if x.trail != nil {
		x.trail.next = nextLink(res.Header)
	}
	a := x.op.find(res.StatusCode)
	ok := a != nil && a.ok && (res.StatusCode < 400 || a.status != "default")
	empty := x.op.method == http.MethodHead || res.StatusCode == http.StatusNoContent || res.StatusCode == http.StatusNotModified
	var as *answerType
	var mismatch error
	if a != nil && len(a.types) > 0 && !empty {
		as, mismatch = a.choose(res.Header)
	}
	if ok && as != nil && as.stream {
		x.kept(res, nil)
		x.answer = answered{status: res.StatusCode, field: as.field, stream: res.Body}
		return &x.answer, nil
	}
	room := rooms.Get().(*room)
	broken := x.readBody(res, room)
	data := room.Bytes()
	x.kept(res, data)
	if ok && broken == nil && (empty || len(a.types) == 0) {
		x.answer = answered{status: res.StatusCode, field: -1}
		return &x.answer, nil
	}
	var value any
	var wrong error
	if a != nil && broken == nil && len(data) > 0 && mismatch == nil && as != nil && as.decode != nil {
		value, wrong = as.decode(data, !x.unchecked)
		if ok && value != nil {
			x.answer = answered{status: res.StatusCode, field: as.field, value: value}
			if wrong == nil {
				if x.response == nil {
					room.release()
				}
				return &x.answer, nil
			}
		}
	}
	failed := &Error{Operation: x.op.name, StatusCode: res.StatusCode, Header: res.Header, Body: bounded(data), Value: value, Err: wrong}
	switch {
	case ok && value != nil:
		return &x.answer, failed
	case a == nil:
		failed.Err = ErrUndescribed
	case broken != nil:
		failed.Err, failed.again = broken, broken != ErrTooLarge && x.ctx.Err() == nil
	case len(data) == 0:
		if ok {
			failed.Err = ErrEmpty
		}
	case mismatch != nil:
		failed.Err = mismatch
	}
	switch res.StatusCode {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		failed.again = true
	}
	return nil, failed
}

// readHeaders reads the headers of an answer, where the caller wants them.
func (x *call) readHeaders(res *http.Response) error {
	if x.headers == nil {
		return nil
	}
	a := x.op.find(res.StatusCode)
	if a == nil || !x.wantsHeadersOf(a) {
		return nil
	}
	read := reflect.New(reflect.TypeOf(a.headers).Elem())
	err := read.Interface().(headerReader).Decode(res.Header, inResponse...)
	if err == nil {
		reflect.ValueOf(x.headers).Elem().Set(read.Elem())
	}
	if x.unchecked {
		return nil
	}
	return err
}

// wantsHeadersOf reports whether an answer has headers of the type that the caller wants.
func (x *call) wantsHeadersOf(a *answer) bool {
	return a.headers != nil && reflect.TypeOf(a.headers) == reflect.TypeOf(x.headers)
}

// hasHeaders reports whether some answer has headers of the type that the caller wants.
func (x *call) hasHeaders() bool {
	return slices.ContainsFunc(x.op.answers, func(a answer) bool { return x.wantsHeadersOf(&a) })
}

func bounded(data []byte) []byte { return data[:min(len(data), MaxErrorBody)] }

// kept gives the answer to a caller who wants it.
func (x *call) kept(res *http.Response, data []byte) {
	if x.response == nil {
		return
	}
	out := *res
	out.Body = io.NopCloser(bytes.NewReader(data))
	*x.response = &out
}

// mostReserved is how much memory the server can have reserved by what it announces, and
// how much is used again.
const mostReserved = 64 << 10

// room is memory for a body that is written or decoded.
type room struct {
	bytes.Buffer
	limited io.LimitedReader // what is read into it
}

var rooms = sync.Pool{New: func() any { return new(room) }}

// release gives memory back, unless it is large, without the secrets that it may hold.
func (r *room) release() {
	if r.Cap() <= mostReserved {
		clear(r.Bytes())
		r.Reset()
		r.limited.R = nil
		rooms.Put(r)
	}
}

// readBody reads a body to its end, or to MaxBody, and closes it.
func (x *call) readBody(res *http.Response, b *room) error {
	defer res.Body.Close()
	if n := min(res.ContentLength, x.maxBody, mostReserved); n > 0 {
		b.Grow(int(n) + bytes.MinRead)
	}
	b.limited = io.LimitedReader{R: res.Body, N: x.maxBody + 1}
	n, err := b.ReadFrom(&b.limited)
	switch {
	case n > x.maxBody:
		b.Truncate(int(x.maxBody))
		return ErrTooLarge
	case err != nil:
		return err
	}
	if coding := firstLine(res.Header["Content-Encoding"]); coding != "" && !strings.EqualFold(coding, "identity") && n > 0 {
		return problem("the body has a Content-Encoding that was not asked for")
	}
	return nil
}

// find returns what the document says of a status, or nil.
func (op *operation) find(status int) *answer {
	var digits [8]byte
	text := strconv.AppendInt(digits[:0], int64(status), 10)
	best, rank := (*answer)(nil), 0
	for i := range op.answers {
		a := &op.answers[i]
		r := 0
		switch {
		case a.status == string(text):
			r = 3
		case len(a.status) == 3 && a.status[0] == text[0] && strings.EqualFold(a.status[1:], "xx"):
			r = 2
		case strings.EqualFold(a.status, "default") && (status >= 400 || op.isAll(a)):
			r = 1
		}
		if r > rank {
			best, rank = a, r
		}
	}
	return best
}

// isAll reports whether an answer stands for those that the operation is called for.
func (op *operation) isAll(a *answer) bool { return a.ok }

// choose returns the media type of a body, as far as the document describes it. A body
// without Content-Type is taken for the first.
func (a *answer) choose(header http.Header) (*answerType, error) {
	media := firstLine(header["Content-Type"])
	if media == "" {
		return &a.types[0], nil
	}
	best, rank := -1, 0
	for i := range a.types {
		if r := matches(a.types[i].media, media); r > rank {
			best, rank = i, r
		}
	}
	if best >= 0 {
		return &a.types[best], nil
	}
	return nil, problem("the body is " + shownType(media) + ", and the document describes " + a.types[0].media)
}

// firstLine is the first line of a header, or "".
func firstLine(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return lines[0]
}

// shownType is a media type as an error shows it: what is none is the server's text.
func shownType(media string) string {
	base, _, err := mime.ParseMediaType(media)
	if err != nil || len(base) > 100 {
		return "of no media type"
	}
	return base
}

// matches ranks how well a media type matches one that is described, which may be a
// range: 0 for not at all.
func matches(described, media string) int {
	if described == media {
		return 4
	}
	described, media = baseType(described), baseType(media)
	family, _, _ := strings.Cut(described, "/")
	switch {
	case described == media:
		return 4
	case isJSON(described) && isJSON(media):
		return 3
	case strings.HasSuffix(described, "/*") && family != "*" && strings.HasPrefix(media, family+"/"):
		return 2
	case described == "*/*":
		return 1
	}
	return 0
}

func isJSON(base string) bool {
	return base == "application/json" || base == "text/json" || strings.HasSuffix(base, "+json")
}

func baseType(media string) string {
	base, _, _ := strings.Cut(media, ";")
	base = strings.TrimSpace(base)
	for i := 0; i < len(base); i++ {
		if c := base[i]; 'A' <= c && c <= 'Z' {
			return strings.ToLower(base)
		}
	}
	return base
}

// What calls return.

// none is a call that is answered without a body.
func none(x *call, params parameters) error {
	_, err := x.do(params)
	return err
}

// one is a call whose answers have one type: a pointer to a value, or nil.
func one(x *call, params parameters) (any, error) {
	a, err := x.do(params)
	if a == nil {
		return nil, err
	}
	return a.value, err
}

// raw is a call that is answered with JSON that nothing is known of.
func raw(x *call, params parameters) (json.RawMessage, error) {
	v, err := one(x, params)
	return rawOf(v), err
}

// stream is a call that is answered with text or bytes.
func stream(x *call, params parameters) (io.ReadCloser, error) {
	a, err := x.do(params)
	if a == nil || a.stream == nil {
		return nil, err
	}
	return a.stream, err
}

func rawOf(v any) json.RawMessage {
	if v, _ := v.(*json.RawMessage); v != nil {
		return *v
	}
	return nil
}
