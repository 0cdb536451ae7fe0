package call

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime/multipart"
	"net/url"
	"reflect"

	"github.com/oasmint/oasmint/generator/validate"
)

// What the emitted tables say of operations. They hold what the compiler can lay out by
// itself: of what must be computed it makes one function, which takes it seconds.

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
	inRequest    = []validate.Option{validate.AsRequest}
	inResponse   = []validate.Option{validate.AsResponse}
	fullRequest  = []validate.Option{validate.AsRequest, validate.Defaults}
	fullResponse = []validate.Option{validate.AsResponse, validate.Defaults}
)

// parameters are the type of an operation's parameters.
type parameters interface {
	Validate(...validate.Option) error
	Encode() (validate.Encoded, error)
}

// body is a request body in a media type. What is sent is a pointer to a Go value.
type body struct {
	media  string
	encode func(x *call, b *body) (content, error)
	answer bool // it is what an answer is elsewhere: that of a webhook

	// Of a value that has no methods for it, and of a form as its receiver reads it.
	check func(v any, opts ...validate.Option) error
	form  func(v any) url.Values
	reads func(url.Values, ...validate.Option) error

	text func([]byte, ...validate.Option) error // checks a text; nil: all are right
}

// direction is that in which a body is checked.
func (b *body) direction() []validate.Option {
	if b.answer {
		return inResponse
	}
	return inRequest
}

// wrong is what is wrong with a value.
func (b *body) wrong(v any) error {
	if b.check != nil {
		return b.check(v, b.direction()...)
	}
	return v.(interface {
		Validate(...validate.Option) error
	}).Validate(b.direction()...)
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
	// headers is a nil pointer to the Go type of those that are described; nil: there are none.
	headers headerReader
}

// headerReader reads the headers that are described for an answer.
type headerReader interface {
	Decode(header map[string][]string, opts ...validate.Option) error
}

// answerType is a media type of an answer.
type answerType struct {
	media  string
	field  int // of a result that has several
	stream bool
	decode func(data []byte, checked bool) (any, error) // keeps nothing of data; nil: bytes or a stream
}

// asJSON sends values as JSON.
func asJSON(x *call, b *body) (content, error) {
	if !x.uncheckedSent {
		if err := b.wrong(x.value); err != nil {
			return content{}, err
		}
	}
	room := rooms.Get().(*room)
	room.Grow(256)
	data, err := validate.AppendJSON(room.AvailableBuffer(), x.value)
	room.Buffer = *bytes.NewBuffer(data)
	defer room.release()
	return content{media: b.media, data: append(x.small[:0], data...)}, err // which is sent as long as the transport wants
}

// asForm sends values as a form. What is checked is also what a server will read: a list
// without items is no part of a form, nor is an object without members.
func asForm(x *call, b *body) (content, error) {
	if !x.uncheckedSent {
		if err := b.wrong(x.value); err != nil {
			return content{}, err
		}
	}
	var form url.Values
	if b.form != nil {
		form = b.form(x.value)
	} else {
		form = x.value.(interface{ EncodeForm() url.Values }).EncodeForm()
	}
	if !x.uncheckedSent {
		maps.DeleteFunc(form, func(_ string, texts []string) bool { return len(texts) == 0 })
		if err := b.reads(form, b.direction()...); err != nil {
			return content{}, unsentIn(err)
		}
	}
	return content{media: b.media, data: []byte(form.Encode())}, nil
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
func multipartBody[T any](media string, encode func(*T, *multipart.Writer, ...*validate.File) error) body {
	return body{media: media, encode: func(x *call, _ *body) (content, error) {
		parts := x.value.(*Multipart[T])
		return parted(len(parts.Files) > 0, func(w *multipart.Writer) error { return encode(&parts.Fields, w, parts.Files...) })
	}}
}

// asParts sends parts that the caller writes.
func asParts(x *call, _ *body) (content, error) {
	return parted(true, *x.value.(*func(*multipart.Writer) error))
}

// parted is a body of parts: in memory, or written while it is sent.
func parted(large bool, write func(*multipart.Writer) error) (content, error) {
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

// asWritten sends JSON that the caller has written.
func asWritten(x *call, b *body) (content, error) {
	data := *x.value.(*json.RawMessage)
	if !x.uncheckedSent && !json.Valid(data) {
		return content{}, validate.Errors{{Keyword: "json", Message: "must be a JSON value"}}
	}
	return content{media: b.media, data: data}, nil
}

// asValues sends a form that nothing is known of.
func asValues(x *call, b *body) (content, error) {
	return content{media: b.media, data: []byte(x.value.(*url.Values).Encode())}, nil
}

// asText sends a string.
func asText(x *call, b *body) (content, error) {
	data := []byte(*x.value.(*string))
	if !x.uncheckedSent && b.text != nil {
		if err := b.text(data, b.direction()...); err != nil {
			return content{}, err
		}
	}
	return content{media: b.media, data: data}, nil
}

// asRead sends what a reader gives.
func asRead(x *call, b *body) (content, error) {
	return content{media: b.media, reader: *x.value.(*io.Reader)}, nil
}

// decoded is an answer that a decoder has read into what v points at, and what it returned.
// Where a check found something, the value is what encoding/json makes of the text.
func decoded(v any, err error, data []byte, checked bool) (any, error) {
	if err == nil {
		return v, nil
	}
	reflect.ValueOf(v).Elem().SetZero()
	if lenient := json.Unmarshal(data, v); lenient != nil {
		var mismatch *json.UnmarshalTypeError
		var drift validate.Errors
		if !errors.As(lenient, &mismatch) && !errors.As(lenient, &drift) {
			return nil, err // no JSON at all
		}
	}
	if !checked {
		err = nil
	}
	return v, err
}

// rawJSON takes answers that nothing is known of.
func rawJSON(data []byte, _ bool) (any, error) {
	if !json.Valid(data) {
		return nil, validate.Errors{{Keyword: "json", Message: "must be a JSON value"}}
	}
	raw := json.RawMessage(bytes.Clone(data))
	return &raw, nil
}
