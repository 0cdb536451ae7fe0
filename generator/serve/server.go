package serve

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/validate"
)

// From a request to the method of a handler, and from what that returns to an answer.

// reply is what a handler returned, as it is written. Each emitted type of an answer has
// a method that returns it. With the status 0 there is no answer.
type reply struct {
	answer int // its index among those of the operation
	status int
	typed  headers     // those that are described; nil: there are none
	header http.Header // further ones
	body   any         // nil: there is none
}

// headers are those that are described for an answer.
type headers interface {
	Encode() (map[string][]string, error)
}

// errUnimplemented is the error of an operation that has no method of its own.
var errUnimplemented = &Error{Status: http.StatusNotImplemented}

// statusOr is the status of an answer that may have several.
func statusOr(status, otherwise int) int {
	if status == 0 {
		return otherwise
	}
	return status
}

// server handles requests by calling the method of a handler.
type server struct {
	*served
	call func(operation int, x *exchange) (reply, error)
}

// newServer returns a handler for an API. It panics for options that do not fit it.
func newServer(api *API, call func(int, *exchange) (reply, error), opts []Option) http.Handler {
	s := &server{newServed(api, opts), call}
	s.requireHooks(api, true)
	return s
}

// ServeHTTP makes s an [http.Handler].
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	recorded := s.record(w)
	if recorded != nil {
		w = recorded
	}
	x := s.begin(w, r)
	if x == nil {
		return
	}
	defer x.end()
	a, err := s.call(x.match.Operation, x)
	switch {
	case err != nil && x.sent != nil && x.sent.begun:
		panic(http.ErrAbortHandler) // what was begun cannot be taken back
	case err != nil:
		s.config.failed(w, x.request, err)
	case a.status != 0:
		x.write(w, a)
	case !x.sent.begun:
		s.config.failed(w, x.request, errNothing)
	}
	if recorded != nil {
		recorded.check(x)
	}
}

// errNothing is what a handler did wrong that neither answered nor wrote anything.
var errNothing = &Error{Status: http.StatusInternalServerError, Detail: "the operation has no answer"}

// sent knows whether an answer has begun. It is a part of what the handler is called with,
// which may outlive the exchange.
type sent struct {
	http.ResponseWriter
	begun bool
}

// through makes what the handler writes go through s, and returns s.
func (x *exchange) through(s *sent) http.ResponseWriter {
	s.ResponseWriter = x.writer
	x.sent, x.writer = s, s
	return s
}

func (s *sent) WriteHeader(status int) {
	s.begun = s.begun || status >= 200
	s.ResponseWriter.WriteHeader(status)
}

func (s *sent) Write(data []byte) (int, error) {
	s.begun = true
	return s.ResponseWriter.Write(data)
}

// FlushError, Hijack and Unwrap are for [http.ResponseController].
func (s *sent) FlushError() error {
	s.begun = true
	return http.NewResponseController(s.ResponseWriter).Flush()
}

func (s *sent) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	s.begun = true
	return http.NewResponseController(s.ResponseWriter).Hijack()
}

func (s *sent) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// readParams reads the parameters of a request.
func readParams[T any](x *exchange, to *T, decode func(validate.Request, ...validate.Option) (T, error)) {
	v, err := decode(x.wire(), x.options...)
	*to = v
	x.found(err)
}

// readJSON reads a body by a decoder.
func readJSON[T any](x *exchange, to *T, decode func([]byte, ...validate.Option) (T, error)) {
	v, err := decode(x.data, x.options...)
	*to = v
	x.found(err)
}

// readRaw reads a body of JSON of which nothing is known.
func readRaw(x *exchange, to *json.RawMessage) {
	x.found(checkJSON(x.data))
	*to = bytes.Clone(x.data) // the handler may keep it
}

func checkJSON(data []byte) error {
	if json.Valid(data) {
		return nil
	}
	return validate.Errors{{Keyword: "json", Message: "must be a JSON text"}}
}

// readForm reads a body by a decoder of forms.
func readForm[T any](x *exchange, to *T, decode func(url.Values, ...validate.Option) (T, error)) {
	form, err := x.form()
	if err == nil {
		*to, err = decode(form, x.options...)
	}
	x.found(err)
}

// readValues reads a form of which nothing is known.
func readValues(x *exchange, to *url.Values) {
	form, err := x.form()
	*to = form
	x.found(err)
}

// readText reads a body that is text.
func readText(x *exchange, to *string) {
	x.found(x.checkText())
	*to = string(x.data)
}

// checkText checks a body that is text, where its schema refuses some.
func (x *exchange) checkText() error {
	if x.body.Check == nil {
		return nil
	}
	return x.body.Check(x.data, x.options...)
}

// readStream gives a handler a body to read.
func readStream(x *exchange, to *io.Reader) { *to = (*upload)(x) }

// upload is a body that a handler reads. What goes wrong is the sender's, and answered
// so where the handler returns it.
type upload exchange

func (u *upload) Read(data []byte) (int, error) {
	n, err := u.request.Body.Read(data)
	if err != nil && err != io.EOF {
		err = unreadable(err)
	}
	return n, err
}

// readMultipart gives a handler what reads a multipart body by a decoder.
func readMultipart[T any](x *exchange, to *func(func(*validate.File) error) (T, error), decode func(*multipart.Reader, func(*validate.File) error, ...validate.Option) (T, error)) {
	parts, err := x.parts()
	x.found(err)
	*to = func(file func(*validate.File) error) (T, error) {
		var broken error
		each := func(f *validate.File) error {
			f.Reader = &noting{f.Reader, &broken}
			return file(f)
		}
		if file == nil {
			each = nil
		}
		v, err := decode(parts, each, x.options...)
		return v, x.bodyError(err, broken)
	}
}

// noting takes note of an error of reading, which is the sender's and not that of who
// returns it.
type noting struct {
	io.Reader
	err *error
}

func (n *noting) Read(data []byte) (int, error) {
	read, err := n.Reader.Read(data)
	if err != nil && err != io.EOF {
		*n.err = err
	}
	return read, err
}

// readParts gives a handler a multipart body of which nothing is known.
func readParts(x *exchange, to **multipart.Reader) {
	parts, err := x.parts()
	*to = parts
	x.found(err)
}

// write writes an answer. Its body is written in the media type that the request wants
// most, of those that it has.
func (x *exchange) write(w http.ResponseWriter, r reply) {
	header := w.Header()
	if r.typed != nil {
		typed, err := r.typed.Encode()
		if err != nil {
			x.config.failed(w, x.request, err)
			return
		}
		for name, values := range typed {
			header[name] = values
		}
	}
	for name, values := range r.header {
		header[name] = values
	}
	if r.body == nil {
		w.WriteHeader(r.status)
		return
	}
	types := x.op.Answers[r.answer].Types
	var data []byte
	kind := types[0].Kind
	switch kind {
	case Text:
		data = []byte(r.body.(string))
	case JSON:
		before := len(x.room)
		room, err := validate.AppendJSON(x.room, r.body)
		if err != nil {
			x.config.failed(w, x.request, err)
			return
		}
		x.room, data = room, room[before:]
	}
	if header["Content-Type"] == nil {
		header["Content-Type"] = x.preferred(types)
	}
	if kind != JSON && kind != Text {
		w.WriteHeader(r.status)
		if x.request.Method != http.MethodHead {
			stream(w, r.body)
		}
		return
	}
	if x.request.Method == http.MethodHead || len(data) > known {
		header["Content-Length"] = []string{strconv.Itoa(len(data))}
	}
	w.WriteHeader(r.status)
	if x.request.Method != http.MethodHead {
		w.Write(data)
	}
}

// known is up to which length net/http itself finds out how long an answer is, as it says
// at [http.ResponseWriter]: "a few KB".
const known = 2 << 10

// asJSON is the header Content-Type of most answers.
var asJSON = []string{"application/json"}

// preferred is the Content-Type of an answer, of the types that its body can be written as.
func (x *exchange) preferred(types []AnswerType) []string {
	best, most := types[0].Type, 0
	if len(types) == 1 && best == asJSON[0] {
		return asJSON
	}
	if accept := x.request.Header["Accept"]; len(types) > 1 && accept != nil {
		for _, t := range types {
			if q := accepted(accept, t.Type); q > most {
				best, most = t.Type, q
			}
		}
	}
	family, suffix, isRange := strings.Cut(best, "*+")
	switch {
	case isRange:
		best = family + suffix // application/json for application/*+json
	case strings.Contains(best, "*"):
		best = "application/octet-stream"
	case types[0].Kind == Text && !strings.Contains(best, ";"):
		best += "; charset=utf-8"
	}
	return []string{best}
}

// An Event is a server-sent event (WHATWG HTML, section 9.2).
type Event struct {
	ID, Type, Data string
	Retry          int // milliseconds; 0: nothing is said
}

func (e Event) append(out []byte) []byte {
	line := func(name, text string) {
		out = append(append(append(out, name...), ": "...), text...)
		out = append(out, '\n')
	}
	single := strings.NewReplacer("\r", "", "\n", "", "\x00", "")
	if e.Type != "" {
		line("event", single.Replace(e.Type))
	}
	if e.ID != "" {
		line("id", single.Replace(e.ID))
	}
	if e.Retry > 0 {
		line("retry", strconv.Itoa(e.Retry))
	}
	for text := range strings.SplitSeq(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(e.Data), "\n") {
		line("data", text)
	}
	return append(out, '\n')
}

// items are the items of a sequence, each to be written as JSON on a line of its own.
func items[T any](seq iter.Seq[T]) iter.Seq[any] {
	return func(yield func(any) bool) {
		for v := range seq {
			if !yield(v) {
				return
			}
		}
	}
}

// stream writes a body as it comes, and sends what there is each time. Where that fails,
// since the client is gone or a value cannot be written, the connection is cut: nothing
// else tells a client that something is missing.
func stream(w http.ResponseWriter, body any) {
	control := http.NewResponseController(w)
	put := func(data []byte) bool {
		if _, err := w.Write(data); err != nil {
			panic(http.ErrAbortHandler)
		}
		control.Flush() // of a writer that cannot, the server does it at the end
		return true
	}
	switch body := body.(type) {
	case iter.Seq[Event]:
		for e := range body {
			put(e.append(nil))
		}
	case iter.Seq[any]:
		for v := range body {
			data, err := json.Marshal(v)
			if err != nil {
				panic(http.ErrAbortHandler)
			}
			put(append(data, '\n'))
		}
	case io.Reader:
		if closer, ok := body.(io.Closer); ok {
			defer closer.Close()
		}
		if _, err := copyBody(w, body, put); err != nil {
			panic(http.ErrAbortHandler)
		}
	}
}

// copyBody copies what a reader has: a file at once, other things as they come.
func copyBody(w io.Writer, r io.Reader, put func([]byte) bool) (int64, error) {
	if _, ok := r.(io.WriterTo); ok {
		return io.Copy(w, r)
	}
	if _, ok := r.(*os.File); ok {
		return io.Copy(w, r)
	}
	room := make([]byte, 32<<10)
	for {
		n, err := r.Read(room)
		if n > 0 {
			put(room[:n])
		}
		if err == io.EOF {
			return 0, nil
		}
		if err != nil {
			return 0, err
		}
	}
}
