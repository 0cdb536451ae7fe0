package mock

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/serve"
	"github.com/oasmint/oasmint/generator/validate"
)

// Whether the parameters and the body of a request are right.

type paramsCheck = func(validate.Request, ...validate.Option) (json.RawMessage, error)

// body is a request body in a media type.
type body struct {
	*ir.MediaType
	check func(data []byte, boundary string) error
}

// body returns what checks a request body of a media type.
func (h *Handler) body(m *ir.MediaType) body {
	pass := func([]byte, string) error { return nil }
	switch media := m.Media(); {
	case media.IsJSON() && !m.Stream:
		check := h.checker.JSON(m.Schema, validate.AsRequest)
		return body{m, func(data []byte, _ string) error { return check(data) }}
	case m.IsText() && m.Schema != nil:
		check := h.checker.JSON(m.Schema, validate.AsRequest)
		if keyword.Accepts(m.Schema).Has(ir.String) {
			check = validate.Text(check)
		}
		return body{m, func(data []byte, _ string) error { return check(data) }}
	case media.IsForm():
		form := h.checker.Form(m)
		return body{m, func(data []byte, _ string) error {
			values, err := url.ParseQuery(string(data))
			if err != nil {
				return validate.Errors{{Keyword: "form", Message: "must have & between fields, and two hexadecimal digits after each %"}}
			}
			if form != nil {
				_, err = form(values)
			}
			return err
		}}
	case media == ir.MediaMultipart:
		parts := h.checker.Multipart(m)
		if parts == nil {
			return body{m, pass}
		}
		return body{m, func(data []byte, boundary string) error {
			_, err := parts(multipart.NewReader(bytes.NewReader(data), boundary))
			var broken *validate.MultipartError
			if errors.As(err, &broken) {
				return &serve.Error{Status: http.StatusBadRequest, Detail: broken.Error()}
			}
			return err
		}}
	}
	return body{m, pass}
}

// check returns all that is wrong with a request, as a [*serve.Error].
func (o *operation) check(w http.ResponseWriter, r *http.Request, path validate.RawPath) error {
	var wrong validate.Errors
	collect := func(err error) error {
		var more validate.Errors
		if errors.As(err, &more) {
			wrong = append(wrong, more...)
			return nil
		}
		return err
	}
	if o.params != nil {
		_, err := o.params(validate.Request{RawPath: path, RawQuery: r.URL.RawQuery, Header: r.Header})
		if err := collect(err); err != nil {
			return err
		}
	}
	if err := collect(o.checkBody(w, r)); err != nil {
		return err
	}
	if len(wrong) == 0 {
		return nil
	}
	return &serve.Error{Status: http.StatusBadRequest, Err: wrong[:min(len(wrong), validate.MaxViolations)]}
}

// checkBody checks a body in the order in which emitted servers do.
func (o *operation) checkBody(w http.ResponseWriter, r *http.Request) error {
	if o.Body == nil {
		return nil
	}
	types := r.Header["Content-Type"]
	encoding := r.Header.Get("Content-Encoding")
	switch {
	case r.ContentLength == 0 && len(types) == 0:
		return o.absent()
	case r.ContentLength > MaxBody:
		return tooLarge
	case encoding != "" && !strings.EqualFold(encoding, "identity"):
		return &serve.Error{
			Status: http.StatusUnsupportedMediaType, Detail: "the body must have no Content-Encoding",
			Header: http.Header{"Accept-Encoding": {"identity"}},
		}
	case len(types) > 1:
		return o.unsupported("there must be one Content-Type")
	}
	data, err := readAll(w, r)
	switch {
	case err != nil:
		return err
	case len(data) == 0 && len(types) == 0:
		return o.absent()
	case len(types) == 0:
		return o.unsupported("the body has no Content-Type")
	}
	b, boundary, err := o.described(types[0])
	switch {
	case len(data) == 0 && (err != nil || !b.canBeEmpty()):
		return o.absent()
	case err != nil:
		return err
	}
	return b.check(data, boundary)
}

// absent is the error of a request without a body.
func (o *operation) absent() error {
	if o.Body.Required {
		return validate.Errors{{Keyword: "required", Message: "must be sent"}}
	}
	return nil
}

// described finds the description of a body with a Content-Type: that which says the most.
func (o *operation) described(contentType string) (b *body, boundary string, err error) {
	if b = o.bodyOf(ir.BaseMediaType(contentType)); b == nil {
		return nil, "", o.unsupported("the body must be of a media type that is described")
	}
	_, params, err := mime.ParseMediaType(contentType)
	charset := strings.ToLower(params["charset"])
	switch media := b.Media(); {
	case err != nil:
		return nil, "", o.unsupported("the Content-Type is malformed")
	case (media.AsJSON() || media == ir.MediaMultipart || b.IsText()) && charset != "" && charset != "utf-8" && charset != "us-ascii":
		return nil, "", o.unsupported("the body must be in UTF-8")
	case media == ir.MediaMultipart && params["boundary"] == "":
		return nil, "", o.unsupported("multipart/form-data must have a boundary")
	}
	return b, params["boundary"], nil
}

// canBeEmpty reports whether no bytes at all, with its Content-Type, are a body: a form
// without fields, an empty text or file, as in emitted servers.
func (b *body) canBeEmpty() bool {
	return b.Stream || !b.Media().IsJSON() && b.Media() != ir.MediaMultipart
}

var tooLarge = &serve.Error{Status: http.StatusRequestEntityTooLarge, Detail: "the body is larger than is read here"}

// readAll reads a body up to [MaxBody].
func readAll(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
	var beyond *http.MaxBytesError
	switch {
	case errors.As(err, &beyond):
		return nil, tooLarge
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, &serve.Error{Status: http.StatusRequestTimeout, Detail: "the body did not arrive in time"}
	case err != nil:
		return nil, &serve.Error{Status: http.StatusBadRequest, Detail: "the body cannot be read to its end"}
	}
	return data, nil
}

func (o *operation) unsupported(detail string) error {
	header := http.Header{}
	for _, b := range o.bodies {
		header.Add("Accept", b.Type)
	}
	return &serve.Error{Status: http.StatusUnsupportedMediaType, Detail: detail, Header: header}
}

// bodyOf returns the description of a body in a media type that says the most, or nil.
func (o *operation) bodyOf(base string) (out *body) {
	best := 0
	for i := range o.bodies {
		if rank := covers(o.bodies[i].Type, base); rank > best {
			best, out = rank, &o.bodies[i]
		}
	}
	return out
}

// covers tells how closely a media type that may be a range, as image/* or
// application/*+json, describes another: 3 for the same, 0 for not at all.
func covers(described, base string) int {
	described = ir.BaseMediaType(described)
	family, suffix, any := strings.Cut(described, "/*")
	switch {
	case described == base:
		return 3
	case described == "*/*":
		return 1
	case any && strings.HasPrefix(base, family+"/") && strings.HasSuffix(base, suffix):
		return 2
	}
	return 0
}
