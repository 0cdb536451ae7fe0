package serve

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/oasmint/oasmint/generator/validate"
)

// A request on its way to a handler.

// served is an API that is served.
type served struct {
	*API
	*Config
	call       Caller
	router     Router
	operations []operation
	anywhere   bool // its one operation is at any path

	exchanges sync.Pool   // those that are not in use
	sketches  []sync.Pool // those of each operation that are not in use
}

// operation is an [Operation], and what follows from it.
type operation struct {
	*Operation
	limit   int64 // how many bytes of a body are read
	accepts bool  // whatever a request accepts, there is an answer that is right
}

// A Caller reads the parameters and the body of a request, as far as that is left to emitted
// code, and calls the handler for an operation if [Exchange.Admits] says so. It returns the
// answer, whose type is one of those in the table; nil: there is none. Otherwise it returns
// what it would have called the handler with.
type Caller func(ctx context.Context, operation int, x *Exchange) (answer any, err error)

func newServed(api *API, call Caller, c *Config) *served {
	s := &served{API: api, Config: c, call: call}
	s.exchanges.New = func() any {
		x := &Exchange{served: s, Options: s.Config.Options}
		x.wire.RawPath = &x.match
		return x
	}
	if api.Defaults {
		c.Options = append([]validate.Option{validate.Defaults}, c.Options...)
	}
	for i := range api.Operations {
		op := &api.Operations[i]
		base := api.base(op)
		if s.Config.Base != nil {
			base = *s.Config.Base
		}
		s.router.Add(op.Method, strings.TrimSuffix(base, "/")+op.Path, i)
		s.operations = append(s.operations, operation{op, s.limit(op), op.accepts()})
	}
	s.sketches = make([]sync.Pool, len(api.Operations))
	return s
}

// An Exchange is a request on its way, one after the other.
type Exchange struct {
	*served
	Options []validate.Option
	match   Match
	Call    any              // what the handler is to be called with, by a pointer; nil: it is made
	room    []byte           // what Data is in, and then the answer
	wire    validate.Request // as parameters are read from it
	received
}

// received is what is known of a request.
type received struct {
	Index int        // which of the media types of the operation the body has; -1: there is no body
	Data  []byte     // of a body that is read whole
	Form  url.Values // of such a body

	request *http.Request
	writer  http.ResponseWriter
	op      *operation
	body    *Body           // the media type that it has; nil where there is no body
	wrong   validate.Errors // what does not match its schema
	failed  error           // what else is wrong
	sent    *Sent           // of the handler's call; nil before that
	checks  bool            // the handler is not called
	again   *again          // the body for another handler; nil: it is not read from Data
}

// end makes x ready for another request, unless the handler was given something by which it
// has x. Its memory stays with it where that is not large, without the secrets in it.
func (x *Exchange) end() {
	if x.again != nil {
		x.again.Close()
	} else if x.body != nil && x.body.Kind != JSON && x.body.Kind != Form && x.body.Kind != Text {
		return
	}
	room := x.room
	if cap(room) > mostAtOnce {
		room = nil
	}
	clear(room)
	x.room, x.request, x.writer, x.sent, x.match.path = room[:0], nil, nil, nil, ""
	x.Call = nil
	x.wire.RawQuery, x.wire.Header, x.wire.Room = "", nil, nil
	if x.Data != nil || x.failed != nil || x.wrong != nil || x.checks { // seldom, without a body
		x.received = received{}
	}
	x.exchanges.Put(x)
}

// again is a body that was read, for who reads it after that, until the exchange ends.
type again struct {
	mu    sync.Mutex
	rest  []byte
	ended bool
}

func (a *again) Read(data []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	n := copy(data, a.rest)
	a.rest = a.rest[n:]
	switch {
	case a.ended:
		return 0, http.ErrBodyReadAfterClose
	case n == 0 && len(data) > 0:
		return 0, io.EOF
	}
	return n, nil
}

// Close has what was read be of no use any more.
func (a *again) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.rest, a.ended = nil, true
	return nil
}

// begin finds the operation of a request, lets it in, and reads its body as far as that
// is read whole. It answers itself where it returns nil.
func (s *served) begin(w http.ResponseWriter, r *http.Request) *Exchange {
	x := s.exchanges.Get().(*Exchange)
	x.request, x.writer, x.Index = r, w, -1
	if !s.find(r, &x.match) {
		if s.NotFound != nil {
			s.NotFound.ServeHTTP(w, r)
		} else {
			s.Failed(w, r, &Error{Status: http.StatusNotFound, Detail: "there is no such path"})
		}
		return nil
	}
	if x.match.Allow != nil {
		allow := http.Header{"Allow": {strings.Join(x.match.Allow, ", ")}}
		s.Failed(w, r, &Error{Status: http.StatusMethodNotAllowed, Detail: "the path has other methods", Header: allow})
		return nil
	}
	x.op = &s.operations[x.match.Operation]
	err := x.letIn()
	if err == nil && !x.op.accepts {
		err = x.negotiate()
	}
	if err == nil && len(x.op.Bodies) > 0 {
		err = x.readBody()
	}
	if err != nil {
		s.Failed(w, x.request, err)
		return nil
	}
	return x
}

// letIn goes through the ways to be let in, until one is open.
func (x *Exchange) letIn() error {
	var first error
	closed := false
	anyone := false
	for _, way := range x.op.Security {
		if len(way) == 0 {
			anyone = true
			continue
		}
		if slices.ContainsFunc(way, func(s Scheme) bool { return x.Hooks[s.Name] == nil }) {
			continue // of Check, or another way is open
		}
		closed = true
		ctx, err, name := x.request.Context(), error(nil), ""
		for _, s := range way {
			name = s.Name
			if ctx, err = x.Hooks[s.Name](ctx, x.request, s.Scopes); err != nil {
				break
			}
		}
		if err == nil {
			if ctx != nil && ctx != x.request.Context() {
				x.request = x.request.WithContext(ctx)
			}
			return nil
		}
		if first == nil {
			first = x.refusal(name, err)
		}
	}
	if anyone || !closed {
		return nil
	}
	return first
}

// refusal is the error of a hook as it is answered.
func (x *Exchange) refusal(scheme string, err error) error {
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	refused := &Error{Status: http.StatusUnauthorized, Detail: "the request is not authenticated", Err: err}
	if challenge := x.Challenges[scheme]; challenge != "" {
		refused.Header = http.Header{"Www-Authenticate": {challenge}}
	}
	return refused
}

// negotiate refuses a request that accepts nothing of what the operation can answer.
func (x *Exchange) negotiate() error {
	accept := x.request.Header["Accept"]
	if accept == nil {
		return nil
	}
	for _, a := range x.op.Answers {
		for _, t := range a.Types {
			if a.isSuccess() && accepted(accept, t.Type) > 0 {
				return nil
			}
		}
	}
	return &Error{Status: http.StatusNotAcceptable, Detail: "the operation answers in no media type that Accept names"}
}

// accepts reports whether no Accept can refuse what the operation answers: it describes
// nothing, or an answer without a body.
func (op *Operation) accepts() bool {
	some := false
	for _, a := range op.Answers {
		if a.isSuccess() && (len(a.Types) == 0 || a.Status == "204") { // which HTTP gives none, whatever is described
			return true
		}
		some = some || a.isSuccess()
	}
	return !some
}

// isSuccess reports whether an answer is one that a client asks for.
func (a *Answer) isSuccess() bool { return a.Status[0] == '2' || a.Status == "default" }

// accepted is how much a media type is wanted, by the lines of Accept (RFC 9110, section
// 12.5.1): from 0 for not at all, to 1000.
func accepted(accept []string, mediaType string) int {
	base, _, _ := strings.Cut(mediaType, ";")
	base = strings.TrimSpace(base)
	family, _, _ := strings.Cut(base, "/")
	best, quality := -1, 0
	for _, line := range accept {
		for one := range strings.SplitSeq(line, ",") {
			name, params, _ := strings.Cut(one, ";")
			name = strings.TrimSpace(name)
			rank := -1
			switch {
			case covers(base, name) > 0:
				rank = 2
			case len(name) > 2 && strings.EqualFold(name[:len(name)-1], family+"/") && name[len(name)-1] == '*':
				rank = 1
			case name == "*/*" || name == "*":
				rank = 0
			}
			if rank > best {
				best, quality = rank, qualityOf(params)
			}
		}
	}
	return quality
}

// qualityOf is the weight among parameters: q=0.5 is 500.
func qualityOf(params string) int {
	for p := range strings.SplitSeq(params, ";") {
		value, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(p)), "q=")
		if !ok {
			continue
		}
		whole, fraction, _ := strings.Cut(value, ".")
		if whole == "1" {
			return 1000
		}
		fraction = (fraction + "000")[:3]
		q := 0
		for _, c := range fraction {
			if c < '0' || c > '9' {
				return 0
			}
			q = 10*q + int(c-'0')
		}
		return q
	}
	return 1000
}

// readBody finds out which media type the body has, and reads it as far as that is read
// whole.
func (x *Exchange) readBody() error {
	r := x.request
	if r.Body == nil {
		r.Body = http.NoBody
	}
	absent := r.ContentLength == 0 || r.Body == http.NoBody
	types := r.Header["Content-Type"]
	limit := x.op.limit
	switch {
	case absent && len(types) == 0:
	case r.ContentLength > limit:
		return tooLarge
	case r.Header["Content-Encoding"] != nil && !strings.EqualFold(r.Header.Get("Content-Encoding"), "identity"):
		return &Error{Status: http.StatusUnsupportedMediaType, Detail: "the body must have no Content-Encoding", Header: http.Header{"Accept-Encoding": {"identity"}}}
	case len(types) > 1:
		return x.unsupported("there must be one Content-Type")
	}
	if len(types) == 0 && !absent { // whether there is a body must be tried
		var first [1]byte
		if _, err := io.ReadFull(r.Body, first[:]); err == io.EOF {
			absent = true
		} else if err != nil {
			return unreadable(err)
		} else {
			return x.unsupported("the body has no Content-Type")
		}
	}
	if len(types) == 1 {
		err := x.choose(types[0])
		switch {
		case err != nil && !absent:
			return err
		case err != nil:
			x.body = nil
		case absent && canBeEmpty(x.body.Kind):
			absent = false
		}
	}
	switch {
	case absent:
	case x.body.Kind == JSON, x.body.Kind == Form, x.body.Kind == Text:
		if err := x.readAll(limit); err != nil {
			return unreadable(err)
		}
		absent = len(x.Data) == 0 && !canBeEmpty(x.body.Kind) && r.ContentLength < 0
	default:
		r.Body = http.MaxBytesReader(x.writer, r.Body, limit)
	}
	switch {
	case absent:
		x.body, x.Index = nil, -1
		if x.op.Required {
			x.wrong = append(x.wrong, validate.Violation{Keyword: "required", Message: "must be sent"})
		}
	case x.body.Kind == Form:
		form, err := url.ParseQuery(string(x.Data))
		if err != nil {
			x.Index = -1 // nothing more is read of it
			x.wrong = append(x.wrong, validate.Violation{Keyword: "form", Message: "must have & between fields, and two hexadecimal digits after each %"})
		}
		x.Form = form
	}
	return nil
}

// canBeEmpty reports whether no bytes at all, with a Content-Type, are a body: a form
// without fields, an empty text or file.
func canBeEmpty(kind Kind) bool { return kind == Form || kind == Text || kind == Stream }

// mostAtOnce is how many bytes are made room for because they were announced.
const mostAtOnce = 64 << 10

// readAll reads the body whole.
func (x *Exchange) readAll(limit int64) error {
	body := x.request.Body
	length := x.request.ContentLength
	if length < 0 {
		body = http.MaxBytesReader(x.writer, body, limit) // has the connection closed
	}
	room := slices.Grow(x.room, int(min(max(length, 0), mostAtOnce))+bytes.MinRead) // so that the end is seen
	for {
		n, err := body.Read(room[len(room):cap(room)])
		room = room[:len(room)+n]
		x.room, x.Data = room, room
		switch {
		case int64(len(room)) > limit: // more than was announced
			return tooLarge
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
		room = slices.Grow(room, bytes.MinRead)
	}
}

var tooLarge = &Error{Status: http.StatusRequestEntityTooLarge, Detail: "the body is larger than is read here"}

// unreadable is the error of a body that cannot be read to its end.
func unreadable(err error) error {
	var large *http.MaxBytesError
	switch {
	case err == tooLarge:
		return err
	case errors.As(err, &large):
		return &Error{Status: tooLarge.Status, Detail: tooLarge.Detail, Err: large}
	case errors.Is(err, os.ErrDeadlineExceeded):
		return &Error{Status: http.StatusRequestTimeout, Detail: "the body did not arrive in time", Err: err}
	}
	return &Error{Status: http.StatusBadRequest, Detail: "the body cannot be read to its end", Err: err}
}

func (x *Exchange) unsupported(detail string) error {
	header := http.Header{}
	for _, b := range x.op.Bodies {
		header.Add("Accept", b.Type)
	}
	return &Error{Status: http.StatusUnsupportedMediaType, Detail: detail, Header: header}
}

// choose finds the description of a body with a Content-Type: that which says the most.
func (x *Exchange) choose(contentType string) error {
	for i := range x.op.Bodies {
		if x.op.Bodies[i].Type == contentType { // as most are written
			x.body, x.Index = &x.op.Bodies[i], i
			return nil
		}
	}
	base, params, more := strings.Cut(contentType, ";")
	base = strings.TrimSpace(base)
	best := 0
	for i := range x.op.Bodies {
		b := &x.op.Bodies[i]
		described, own, _ := strings.Cut(b.Type, ";")
		rank := covers(strings.TrimSpace(described), base)
		if rank == 3 && own != "" && sameParams(own, params) {
			rank = 4
		}
		if rank > best {
			best, x.body, x.Index = rank, b, i
		}
	}
	if best == 0 {
		return x.unsupported("the body must be of a media type that is described")
	}
	if !more {
		return nil
	}
	_, values, err := mime.ParseMediaType(contentType)
	if err != nil {
		return x.unsupported("the Content-Type is malformed")
	}
	charset := strings.ToLower(values["charset"])
	if charset != "" && charset != "utf-8" && charset != "us-ascii" && x.body.Kind < Stream {
		return x.unsupported("the body must be in UTF-8")
	}
	return nil
}

// covers tells how closely a media type that is described, which may be a range as image/*
// or application/*+json, describes another: 3 for the same, 0 for not at all.
func covers(described, base string) int {
	if described == base {
		return 3
	}
	family, suffix, isRange := strings.Cut(described, "/*")
	switch {
	case strings.EqualFold(described, base):
		return 3
	case described == "*/*":
		return 1
	case isRange && len(base) > len(family)+len(suffix) &&
		strings.EqualFold(base[:len(family)+1], described[:len(family)+1]) &&
		strings.EqualFold(base[len(base)-len(suffix):], suffix):
		return 2
	}
	return 0
}

// sameParams reports whether a described media type and one that is sent have the same
// parameters, by how they are written.
func sameParams(described, sent string) bool {
	plain := strings.NewReplacer(" ", "", "\t", "", `"`, "")
	return strings.EqualFold(plain.Replace(described), plain.Replace(sent))
}

// found takes note of what a check returned: violations, or what else went wrong.
func (x *Exchange) found(err error) {
	if err == nil {
		return
	}
	var wrong validate.Errors
	if errors.As(err, &wrong) {
		x.wrong = append(x.wrong, wrong...)
	} else if x.failed == nil {
		x.failed = err
	}
}

// err is what was found, as it is answered.
func (x *Exchange) err() error {
	switch {
	case x.failed != nil:
		return x.failed
	case len(x.wrong) > 0:
		return &Error{Status: x.Invalid, Err: x.wrong[:min(len(x.wrong), validate.MaxViolations)]}
	}
	return nil
}

// bodyError is the error of a function for a body, as it is answered; read is that of
// reading its files.
func (x *Exchange) bodyError(err, read error) error {
	var wrong validate.Errors
	var broken *validate.MultipartError
	switch {
	case errors.As(err, &broken):
		return unreadable(broken.Unwrap())
	case errors.As(err, &wrong):
		return &Error{Status: x.Invalid, Err: wrong}
	case err != nil && read != nil:
		return unreadable(read)
	}
	return err
}

// parts begins to read a multipart body.
func (x *Exchange) parts() (*multipart.Reader, error) {
	boundary := x.boundary()
	if boundary == "" {
		return nil, x.unsupported("multipart/form-data must have a boundary")
	}
	return multipart.NewReader(x.request.Body, boundary), nil
}

// boundary is that of a multipart body, or "".
func (x *Exchange) boundary() string {
	_, params, err := mime.ParseMediaType(x.request.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return params["boundary"]
}
