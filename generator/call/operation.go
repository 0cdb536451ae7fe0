package call

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"

	"github.com/oasmint/oasmint/generator/validate"
)

// What the emitted tables say of operations. The functions that they call are not inlined:
// hundreds of them in one function take the compiler seconds.

// operation is a method on a path.
type operation struct {
	name     string
	method   string
	path     string     // where there are no parameters; else they make it
	server   string     // its own, as the document has it; "": that of the client
	accept   string     // the header Accept
	security [][]string // the ways to be let in, each by all its schemes
	stays    bool       // a redirect is an answer that it describes
	bodies   []body
	answers  []answer
}

// The directions of what is checked. They are variables, since a list of options that is
// written at a call is an allocation for each call of a function that is not known.
var (
	inRequest  = []validate.Option{validate.AsRequest}
	inResponse = []validate.Option{validate.AsResponse}
)

// parameters are the type of an operation's parameters.
type parameters interface {
	Validate(...validate.Option) error
	Encode() (validate.Encoded, error)
}

// body is a request body in a media type. What is sent is a pointer to a Go value.
type body struct {
	media  string
	encode func(v any, checked bool) (content, error)
}

// content is a body as it is sent.
type content struct {
	media  string
	data   []byte
	reader io.Reader // in place of data
	close  func()    // what reader needs; or nil
}

// answer is what an operation answers with a status.
type answer struct {
	status string // 200, 4XX, default
	ok     bool   // it is what the caller asks for, not an error
	types  []answerType
	// headers decodes those that are described, and reports whether they are of the type
	// that to points at; without a header it does that alone. Nil: there are none.
	headers func(header http.Header, to any) (fits bool, err error)
}

// answerType is a media type of an answer.
type answerType struct {
	media  string
	field  int // of a result that has several
	stream bool
	decode func(data []byte, checked bool) (any, error) // keeps nothing of data; nil: bytes or a stream
}

// jsonBody sends values of a type as JSON.
//
//go:noinline
func jsonBody[T any](media string, check func(T, ...validate.Option) error) body {
	return body{media, func(v any, checked bool) (content, error) {
		if checked {
			if err := check(*v.(*T), inRequest...); err != nil {
				return content{}, err
			}
		}
		room := rooms.Get().(*room)
		room.Grow(256)
		data, err := validate.AppendJSON(room.AvailableBuffer(), v)
		room.Buffer = *bytes.NewBuffer(data)
		defer room.release()
		return content{media: media, data: bytes.Clone(data)}, err // which is sent as long as the transport wants
	}}
}

// formBody sends values of a type as a form. What is checked is also what a server will
// read: a list without items is no part of a form, nor is an object without members.
//
//go:noinline
func formBody[T any](media string, check func(T, ...validate.Option) error, encode func(T) url.Values, decode func(url.Values, ...validate.Option) (T, error)) body {
	return body{media, func(v any, checked bool) (content, error) {
		value := *v.(*T)
		if checked {
			if err := check(value, inRequest...); err != nil {
				return content{}, err
			}
		}
		form := encode(value)
		if checked {
			maps.DeleteFunc(form, func(_ string, texts []string) bool { return len(texts) == 0 })
			if _, err := decode(form, inRequest...); err != nil {
				return content{}, unsentIn(err)
			}
		}
		return content{media: media, data: []byte(form.Encode())}, nil
	}}
}

// unsentIn is what is wrong with a form of a value that is right.
func unsentIn(err error) error {
	wrong, _ := violations(err)
	for i := range wrong {
		if wrong[i].Keyword == "required" {
			wrong[i].Keyword, wrong[i].Message = "form", "must have a text in the form: a list without items and an object without members have none, and the field is required"
		}
	}
	return err
}

// Multipart is a multipart/form-data body: the fields, and files beside them.
type Multipart[T any] struct {
	Fields T
	Files  []*validate.File
}

// multipartBody sends the fields of a type, and files. The encoder checks them.
//
//go:noinline
func multipartBody[T any](media string, encode func(T, *multipart.Writer, ...*validate.File) error) body {
	return body{media, func(v any, _ bool) (content, error) {
		parts := v.(*Multipart[T])
		return parted(media, len(parts.Files) > 0, func(w *multipart.Writer) error { return encode(parts.Fields, w, parts.Files...) })
	}}
}

// partsBody sends parts that the caller writes.
func partsBody(media string) body {
	return body{media, func(v any, _ bool) (content, error) {
		return parted(media, true, *v.(*func(*multipart.Writer) error))
	}}
}

// parted is a body of parts: in memory, or written while it is sent.
func parted(media string, large bool, write func(*multipart.Writer) error) (content, error) {
	if !large {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		if err := errors.Join(write(w), w.Close()); err != nil {
			return content{}, first(err)
		}
		return content{media: w.FormDataContentType(), data: b.Bytes()}, nil
	}
	r, to := io.Pipe()
	w := multipart.NewWriter(to)
	go func() {
		err := write(w)
		if err == nil {
			err = w.Close()
		}
		to.CloseWithError(err)
	}()
	// What is wrong with the fields is known before anything is written.
	var begin [1]byte
	if _, err := io.ReadFull(r, begin[:]); err != nil {
		r.Close()
		return content{}, err
	}
	return content{media: w.FormDataContentType(), reader: io.MultiReader(bytes.NewReader(begin[:]), r), close: func() { r.Close() }}, nil
}

// first is the first of joined errors.
func first(err error) error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) > 0 {
		return joined.Unwrap()[0]
	}
	return err
}

// rawBody sends JSON that the caller has written.
func rawBody(media string) body {
	return body{media, func(v any, checked bool) (content, error) {
		data := *v.(*json.RawMessage)
		if checked && !json.Valid(data) {
			return content{}, validate.Errors{{Keyword: "json", Message: "must be a JSON value"}}
		}
		return content{media: media, data: data}, nil
	}}
}

// valuesBody sends a form that nothing is known of.
func valuesBody(media string) body {
	return body{media, func(v any, _ bool) (content, error) {
		return content{media: media, data: []byte(v.(*url.Values).Encode())}, nil
	}}
}

// textBody sends a string, which check is for; or nil.
//
//go:noinline
func textBody(media string, check func([]byte, ...validate.Option) error) body {
	return body{media, func(v any, checked bool) (content, error) {
		data := []byte(*v.(*string))
		if checked && check != nil {
			if err := check(data, inRequest...); err != nil {
				return content{}, err
			}
		}
		return content{media: media, data: data}, nil
	}}
}

// streamBody sends what a reader gives.
func streamBody(media string) body {
	return body{media, func(v any, _ bool) (content, error) {
		return content{media: media, reader: *v.(*io.Reader)}, nil
	}}
}

// decoder decodes answers of a type. Where a check finds something, the value is what
// encoding/json makes of the text.
//
//go:noinline
func decoder[T any](decode func([]byte, ...validate.Option) (T, error)) func([]byte, bool) (any, error) {
	return func(data []byte, checked bool) (any, error) {
		v, err := decode(data, inResponse...)
		if err == nil {
			return &v, nil
		}
		out := new(T)
		if lenient := json.Unmarshal(data, out); lenient != nil {
			var mismatch *json.UnmarshalTypeError
			var drift validate.Errors
			if !errors.As(lenient, &mismatch) && !errors.As(lenient, &drift) {
				return nil, err // no JSON at all
			}
		}
		if !checked {
			err = nil
		}
		return out, err
	}
}

// headersOf decodes headers of a type.
//
//go:noinline
func headersOf[T any](decode func(map[string][]string, ...validate.Option) (T, error)) func(http.Header, any) (bool, error) {
	return func(header http.Header, to any) (bool, error) {
		own, fits := to.(*T)
		if !fits || header == nil {
			return fits, nil
		}
		v, err := decode(header, inResponse...)
		if err == nil {
			*own = v
		}
		return true, err
	}
}

// withDefaults decodes as decode does, and gives what is absent its default.
//
//go:noinline
func withDefaults[T any](decode func([]byte, ...validate.Option) (T, error)) func([]byte, ...validate.Option) (T, error) {
	return func(data []byte, opts ...validate.Option) (T, error) {
		return decode(data, append(opts, validate.Defaults)...)
	}
}

// asResponse is the check of what is sent as an answer is elsewhere: the body of a webhook.
func asResponse[T any](check func(T, ...validate.Option) error) func(T, ...validate.Option) error {
	return func(v T, _ ...validate.Option) error { return check(v, inResponse...) }
}

// asResponseForm is [asResponse] for decoders of forms.
func asResponseForm[T any](decode func(url.Values, ...validate.Option) (T, error)) func(url.Values, ...validate.Option) (T, error) {
	return func(form url.Values, _ ...validate.Option) (T, error) { return decode(form, inResponse...) }
}

// asText is the check of texts that are strings to a schema.
func asText(check func([]byte, ...validate.Option) error) func([]byte, ...validate.Option) error {
	return validate.Text(check)
}

// asAnswer is [asResponse] for checks of bytes.
func asAnswer(check func([]byte, ...validate.Option) error) func([]byte, ...validate.Option) error {
	return func(data []byte, _ ...validate.Option) error { return check(data, inResponse...) }
}

// asRequest decodes what comes as a request does elsewhere: the answer of a receiver.
func asRequest[T any](decode func([]byte, ...validate.Option) (T, error)) func([]byte, ...validate.Option) (T, error) {
	return func(data []byte, _ ...validate.Option) (T, error) { return decode(data, inRequest...) }
}

// rawJSON takes answers that nothing is known of.
func rawJSON(data []byte, _ bool) (any, error) {
	if !json.Valid(data) {
		return nil, validate.Errors{{Keyword: "json", Message: "must be a JSON value"}}
	}
	raw := json.RawMessage(bytes.Clone(data))
	return &raw, nil
}
