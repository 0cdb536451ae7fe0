// Package serve is what emitted servers are made of: a router, and the way of a request
// from there to a handler and back. It is copied beside emitted servers, and knows nothing
// of one API: that is a table of [Operation].
package serve

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"maps"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"os"
	"reflect"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/validate"
)

// From a request to the method of a handler, and from what that returns to an answer.

// ErrUnimplemented is the error of an operation that has no method of its own.
var ErrUnimplemented = &Error{Status: http.StatusNotImplemented}

// form is how the values of the Go type of an answer are written. The type is a struct with
// some of these fields; the index of one that it lacks is -1.
type form struct {
	of      reflect.Type
	types   []AnswerType
	code    int // where Status says nothing
	status  int // int
	typed   int // Headers: those that are described, a [headers]
	further int // Header: an [http.Header]
	body    int // Body
}

// headers are those that are described for an answer.
type headers interface {
	Encode() (map[string][]string, error)
}

func newForm(a *Answer) form {
	of := reflect.TypeOf(a.Value).Elem()
	field := func(name string) int {
		if f, ok := of.FieldByName(name); ok {
			return f.Index[0]
		}
		return -1
	}
	code, err := strconv.Atoi(a.Status)
	switch digit := a.Status[0]; {
	case err == nil && 100 <= code && code <= 999:
	case '1' <= digit && digit <= '5':
		code = 100 * int(digit-'0')
	default:
		code = http.StatusInternalServerError
	}
	return form{of, a.Types, code, field("Status"), field("Headers"), field("Header"), field("Body")}
}

// server handles requests by calling the method of a handler.
type server struct {
	*served
	forms [][]form // of the answers, by operation
}

// NewServer returns a handler for an API. It panics for a configuration that does not fit
// it.
func NewServer(api *API, call Caller, c *Config) http.Handler {
	s := serverOf(newServed(api, call, c))
	s.requireHooks(api, true)
	return s
}

func serverOf(s *served) *server {
	out := &server{served: s}
	for _, op := range s.Operations {
		var forms []form
		for _, a := range op.Answers {
			forms = append(forms, newForm(a))
		}
		out.forms = append(out.forms, forms)
	}
	return out
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
	var again *sketch
	if s.Reuse {
		again = s.sketch(x)
		x.Call = again.pointer
	}
	a, err := s.call(x.request.Context(), x.match.Operation, x)
	if err == nil {
		err = x.err() // then a is none
	}
	switch {
	case err != nil && x.sent != nil && x.sent.begun:
		panic(http.ErrAbortHandler) // what was begun cannot be taken back
	case err != nil:
		s.Failed(w, x.request, err)
	case a != nil && x.write(w, a, s.forms[x.match.Operation]):
	case !x.sent.begun:
		s.Failed(w, x.request, errNothing)
	}
	if recorded != nil {
		recorded.check(x)
	}
	if again != nil { // not after a panic
		s.keep(again, x)
	}
}

// errNothing is what a handler did wrong that neither answered nor wrote anything.
var errNothing = &Error{Status: http.StatusInternalServerError, Detail: "the operation has no answer"}

// Sent knows whether an answer has begun. It is a part of what the handler is called with,
// which may outlive the exchange.
type Sent struct {
	_ [0]func() // not comparable, so that no type that has one gets a function for that
	http.ResponseWriter
	begun bool
}

// A paramReader is a pointer to the parameters of an operation.
type paramReader interface {
	Decode(r *validate.Request, opts ...validate.Option) error
}

// Read reads the parameters, with room for what they point to, and the body into what a
// handler is called with, as far as that has them. What the handler writes goes through s. It
// reports what Admits does.
func (x *Exchange) Read(params paramReader, body any, room *validate.ParamRoom, r **http.Request, w *http.ResponseWriter, s *Sent) bool {
	s.ResponseWriter = x.writer
	x.sent = s
	*r, *w = x.request, s
	if params != nil {
		x.readParams(params, room)
	}
	if body != nil && x.Index >= 0 {
		x.found(x.decode(body))
	}
	return x.Admits(nil)
}

func (x *Exchange) readParams(params paramReader, room *validate.ParamRoom) {
	x.wire.RawQuery, x.wire.Header, x.wire.Room = x.request.URL.RawQuery, x.request.Header, room
	x.found(params.Decode(&x.wire, x.Options...))
}

// What has a method of these is a body that is decoded in place.
type (
	jsonBody interface {
		Decode([]byte, ...validate.Option) error
	}
	formBody interface {
		DecodeForm(url.Values, ...validate.Option) error
	}
)

// decode decodes a body into a struct, or into a new one, for a pointer to a pointer.
func (x *Exchange) decode(body any) error {
	if x.body.Kind == Form {
		if to, ok := body.(formBody); ok {
			return to.DecodeForm(x.Form, x.Options...)
		}
	} else if to, ok := body.(jsonBody); ok {
		return to.Decode(x.Data, x.Options...)
	}
	pointer := reflect.ValueOf(body).Elem()
	pointer.Set(reflect.New(pointer.Type().Elem()))
	return x.decode(pointer.Interface())
}

// Admits takes note of what a decoder of the body returned, and reports whether the handler
// is to be called: if all was found right, and is not only checked.
func (x *Exchange) Admits(body error) bool {
	x.found(body)
	return !x.checks && x.failed == nil && len(x.wrong) == 0
}

func (s *Sent) WriteHeader(status int) {
	s.begun = s.begun || status >= 200
	s.ResponseWriter.WriteHeader(status)
}

func (s *Sent) Write(data []byte) (int, error) {
	s.begun = true
	return s.ResponseWriter.Write(data)
}

// FlushError, Hijack and Unwrap are for [http.ResponseController].
func (s *Sent) FlushError() error {
	s.begun = true
	return http.NewResponseController(s.ResponseWriter).Flush()
}

func (s *Sent) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	s.begun = true
	return http.NewResponseController(s.ResponseWriter).Hijack()
}

func (s *Sent) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// What reads a body of which the emitted code has no decoder that it can call itself.

// ReadRaw reads a body of JSON of which nothing is known.
func ReadRaw(x *Exchange, to *json.RawMessage) {
	x.found(checkJSON(x.Data))
	*to = bytes.Clone(x.Data) // the handler may keep it
}

func checkJSON(data []byte) error {
	if json.Valid(data) {
		return nil
	}
	return validate.Errors{{Keyword: "json", Message: "must be a JSON text"}}
}

// ReadValues reads a form of which nothing is known.
func ReadValues(x *Exchange, to *url.Values) { *to = x.Form }

// ReadText reads a body that is text.
func ReadText(x *Exchange, to *string) {
	x.found(x.checkText())
	*to = string(x.Data)
}

// checkText checks a body that is text, where its schema refuses some.
func (x *Exchange) checkText() error {
	if x.body.Check == nil {
		return nil
	}
	return x.body.Check(x.Data, x.Options...)
}

// ReadStream gives a handler a body to read.
func ReadStream(x *Exchange, to *io.Reader) { *to = (*upload)(x) }

// upload is a body that a handler reads. What goes wrong is the sender's, and answered
// so where the handler returns it.
type upload Exchange

func (u *upload) Read(data []byte) (int, error) {
	n, err := u.request.Body.Read(data)
	if err != nil && err != io.EOF {
		err = unreadable(err)
	}
	return n, err
}

// ReadMultipart gives a handler what reads a multipart body by a decoder.
func ReadMultipart[T any](x *Exchange, to *func(func(*validate.File) error) (T, error), decode func(*multipart.Reader, func(*validate.File) error, ...validate.Option) (T, error)) {
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
		v, err := decode(parts, each, x.Options...)
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

// ReadParts gives a handler a multipart body of which nothing is known.
func ReadParts(x *Exchange, to **multipart.Reader) {
	parts, err := x.parts()
	*to = parts
	x.found(err)
}

// write writes an answer, which has one of some forms. Its body is written in the media type
// that the request wants most, of those that it has. It returns false for no answer.
func (x *Exchange) write(w http.ResponseWriter, answer any, forms []form) bool {
	v := reflect.ValueOf(answer)
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if !v.IsValid() {
		return false
	}
	f, of := &forms[0], v.Type()
	for i := range forms {
		if f = &forms[i]; f.of == of {
			break
		}
	}
	header, status := w.Header(), f.code
	if f.status >= 0 && !v.Field(f.status).IsZero() {
		status = int(v.Field(f.status).Int())
	}
	if f.typed >= 0 {
		typed, err := v.Field(f.typed).Addr().Interface().(headers).Encode()
		if err != nil {
			x.Failed(w, x.request, err)
			return true
		}
		maps.Copy(header, typed)
	}
	if further := v.Field(f.further); !further.IsNil() {
		maps.Copy(header, further.Interface().(http.Header))
	}
	var body reflect.Value
	if f.body >= 0 {
		body = v.Field(f.body)
	}
	if f.body < 0 || body.Kind() == reflect.Interface && body.IsNil() {
		w.WriteHeader(status)
		return true
	}
	kind := f.types[0].Kind
	data, err := x.room, error(nil)
	switch kind {
	case Text:
		data = append(data, body.String()...)
	case JSON:
		if data, err = validate.AppendValue(data, body); err != nil {
			x.Failed(w, x.request, err)
			return true
		}
	}
	x.room, data = data, data[len(x.room):]
	if header["Content-Type"] == nil {
		header["Content-Type"] = x.preferred(f.types)
	}
	if kind != JSON && kind != Text {
		w.WriteHeader(status)
		if x.request.Method != http.MethodHead {
			stream(w, kind, body)
		}
		return true
	}
	if x.request.Method == http.MethodHead || len(data) > known {
		header["Content-Length"] = []string{strconv.Itoa(len(data))}
	}
	w.WriteHeader(status)
	if x.request.Method != http.MethodHead {
		w.Write(data)
	}
	return true
}

// known is up to which length net/http itself finds out how long an answer is, as it says
// at [http.ResponseWriter]: "a few KB".
const known = 2 << 10

// asJSON is the header Content-Type of most answers.
var asJSON = []string{"application/json"}

// preferred is the Content-Type of an answer, of the types that its body can be written as.
func (x *Exchange) preferred(types []AnswerType) []string {
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

// stream writes a body as it comes, and sends what there is each time. Where that fails,
// since the client is gone or a value cannot be written, the connection is cut: nothing
// else tells a client that something is missing.
func stream(w http.ResponseWriter, kind Kind, body reflect.Value) {
	control := http.NewResponseController(w)
	put := func(data []byte) bool {
		if _, err := w.Write(data); err != nil {
			panic(http.ErrAbortHandler)
		}
		control.Flush() // of a writer that cannot, the server does it at the end
		return true
	}
	if kind == Sequence { // each item is JSON on a line of its own
		for v := range body.Seq() {
			data, err := json.Marshal(v.Interface())
			if err != nil {
				panic(http.ErrAbortHandler)
			}
			put(append(data, '\n'))
		}
		return
	}
	switch body := body.Interface().(type) {
	case iter.Seq[Event]:
		for e := range body {
			put(e.append(nil))
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
