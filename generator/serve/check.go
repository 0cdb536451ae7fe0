package serve

import (
	"bytes"
	"context"
	"errors"
	"mime/multipart"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/validate"
)

// The same tables in front of a handler that exists.

// checker checks requests, and hands those that are right to another handler.
type checker struct {
	*served
	next http.Handler
}

// NewChecker returns a handler that checks requests for an API.
func NewChecker(api *API, call Caller, next http.Handler, c *Config) http.Handler {
	s := newServed(api, call, c)
	s.requireHooks(api, false)
	return &checker{s, next}
}

// ServeHTTP makes c an [http.Handler].
func (c *checker) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	recorded := c.record(w)
	if recorded != nil {
		w = recorded
	}
	x := c.begin(w, r)
	if x == nil {
		return
	}
	defer x.end()
	x.checks = true
	body, err := x.checkBody(c.Config.Decoded)
	var call any
	if c.Config.Decoded || x.Index >= 0 {
		call, _ = c.call(x.request.Context(), x.match.Operation, x)
	} else {
		c.checkParams(x)
	}
	x.found(err)
	if err := x.err(); err != nil {
		c.Failed(w, x.request, err)
		return
	}
	next := x.request
	if c.Config.Decoded {
		next = next.WithContext(context.WithValue(next.Context(), decodedKey{}, decoded{call, body, x.Index >= 0}))
	}
	c.next.ServeHTTP(w, next)
	if recorded != nil {
		recorded.check(x)
	}
}

// checkParams checks the parameters. What is read of them is kept for no longer.
func (c *checker) checkParams(x *Exchange) {
	s := c.sketch(x)
	if s.params != nil {
		x.readParams(s.params, &s.room)
	}
	c.keep(s, x)
}

// checkBody checks a body as far as it is not left to the function that reads it into what
// a handler is called with. It is then as if it had not been read. What it returns is the
// body, where it was decoded.
func (x *Exchange) checkBody(decode bool) (v any, err error) {
	b, r := x.body, x.request
	switch {
	case b == nil:
		return nil, nil
	case b.Kind == JSON && decode && b.Check != nil, b.Kind == Form, b.Kind == Text:
		// is left to that
	case b.Kind == JSON && b.Check != nil:
		x.Index = -1
		err = b.Check(x.Data, x.Options...)
	case b.Kind == JSON:
		x.Index = -1
		err = checkJSON(x.Data)
	case b.Kind == Multipart && b.Multipart != nil:
		x.Index = -1
		if err = x.readAll(x.op.limit); err != nil {
			return nil, unreadable(err)
		}
		v, err = x.checkParts()
	default:
		x.Index = -1
		return nil, nil // the next handler reads it
	}
	x.again = &again{rest: x.Data}
	r.Body = x.again
	return v, err
}

// checkParts checks a multipart body that was read.
func (x *Exchange) checkParts() (any, error) {
	boundary := x.boundary()
	if boundary == "" {
		return nil, x.unsupported("multipart/form-data must have a boundary")
	}
	v, err := x.body.Multipart(multipart.NewReader(bytes.NewReader(x.Data), boundary), nil, x.Options...)
	var broken *validate.MultipartError
	if errors.As(err, &broken) {
		return nil, unreadable(broken.Unwrap())
	}
	return v, err
}

type decodedKey struct{}

type decoded struct {
	call any  // a pointer to what the handler would be called with
	body any  // that is not in there
	in   bool // it is in there
}

// ParamsOf returns the parameters of a request that was checked with the option Decoded.
func ParamsOf[T any](r *http.Request) (T, bool) {
	d, _ := r.Context().Value(decodedKey{}).(decoded)
	return fieldOf[T](d.call, true)
}

// BodyOf returns the body of a request that was checked with the option Decoded. A body that is
// not read whole, or of which nothing is known, has none.
func BodyOf[T any](r *http.Request) (T, bool) {
	d, _ := r.Context().Value(decodedKey{}).(decoded)
	if v, ok := d.body.(T); ok || !d.in {
		return v, ok
	}
	return fieldOf[T](d.call, false)
}

// fieldOf finds the parameters, or the body, in what a handler is called with.
func fieldOf[T any](call any, params bool) (v T, ok bool) {
	if call == nil {
		return v, false
	}
	of := reflect.ValueOf(call).Elem()
	for i := range of.NumField() {
		f := of.Type().Field(i)
		if (f.Name == "Params") != params || f.Name == "Request" || f.Name == "Writer" || !f.IsExported() {
			continue
		}
		switch field := of.Field(i).Interface().(type) {
		case T:
			return field, true
		case *T: // nil: another one was sent
			if field != nil {
				return *field, true
			}
		}
	}
	return v, false
}

// record returns a writer that keeps what is answered, where answers are checked.
func (s *served) record(w http.ResponseWriter) *recorder {
	if s.Checked == nil {
		return nil
	}
	return &recorder{ResponseWriter: w, status: http.StatusOK, limit: s.MaxBody[""]}
}

// recorder keeps an answer.
type recorder struct {
	http.ResponseWriter
	status int
	begun  bool
	data   []byte
	limit  int64
	over   bool // there is more than limit
}

func (r *recorder) WriteHeader(status int) {
	if !r.begun && status >= 200 {
		r.status, r.begun = status, true
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(data []byte) (int, error) {
	r.begun = true
	if int64(len(r.data)+len(data)) > r.limit {
		r.over = true
	} else {
		r.data = append(r.data, data...)
	}
	return r.ResponseWriter.Write(data)
}

// Unwrap is for [http.ResponseController].
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// check reports what is wrong with the answer.
func (r *recorder) check(x *Exchange) {
	if err := r.wrong(x); err != nil {
		x.Checked(x.request, x.op.Name, err)
	}
}

var (
	errStatus = errors.New("the status is not described")
	errType   = errors.New("the media type is not described for the status")
	errBody   = errors.New("a body is described for the status, and there is none")
	errLarge  = errors.New("the body is too large to be checked")
)

func (r *recorder) wrong(x *Exchange) error {
	answers := x.op.answers(r.status)
	if answers == nil {
		return errStatus
	}
	var wrong validate.Errors
	for _, err := range []error{r.headers(answers), r.body(x, answers)} {
		found, ok := err.(validate.Errors)
		if err != nil && !ok {
			return err
		}
		wrong = append(wrong, found...)
	}
	if wrong == nil {
		return nil
	}
	return wrong
}

// headers reports what is wrong with the headers: those of all answers of a status are
// one, the field Headers of the Go type.
func (r *recorder) headers(answers []*Answer) error {
	f, described := reflect.TypeOf(answers[0].Value).Elem().FieldByName("Headers")
	if !described {
		return nil
	}
	return reflect.New(f.Type).Interface().(headerReader).Decode(r.Header(), validate.AsResponse)
}

// A headerReader reads the headers that are described for an answer.
type headerReader interface {
	Decode(header map[string][]string, opts ...validate.Option) error
}

// body reports what is wrong with the body, and its media type.
func (r *recorder) body(x *Exchange, answers []*Answer) error {
	var types []AnswerType
	for _, a := range answers {
		types = append(types, a.Types...)
	}
	switch {
	case x.request.Method == http.MethodHead || len(types) == 0:
		return nil // nothing is said of a body
	case len(r.data) == 0 && !r.over:
		return errBody
	}
	base, _, _ := strings.Cut(r.Header().Get("Content-Type"), ";")
	for _, t := range types {
		described, _, _ := strings.Cut(t.Type, ";")
		if covers(strings.TrimSpace(described), strings.TrimSpace(base)) == 0 {
			continue
		}
		switch {
		case t.Check == nil:
			return nil
		case r.over:
			return errLarge
		}
		return t.Check(r.data, x.answersAs(), validate.Closed)
	}
	return errType
}

// answers finds what is described for a status: itself, its class, or the default.
func (op *Operation) answers(status int) (out []*Answer) {
	best := 0
	for _, a := range op.Answers {
		rank := 0
		switch text := strconv.Itoa(status); {
		case a.Status == text:
			rank = 3
		case len(a.Status) == 3 && strings.EqualFold(a.Status[1:], "XX") && a.Status[0] == text[0]:
			rank = 2
		case a.Status == "default":
			rank = 1
		}
		if rank > best {
			best, out = rank, nil
		}
		if rank > 0 && rank == best {
			out = append(out, a)
		}
	}
	return out
}
