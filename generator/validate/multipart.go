package validate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/textproto"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Multipart bodies (multipart/form-data, RFC 7578): fields are collected, and then
// read as those of a form; files are handed on as they arrive, and never held.

// How much is read of a multipart body before it is refused. Files do not count:
// limit the whole body by http.MaxBytesReader.
const (
	MaxParts  = 1000     // parts of a body
	MaxField  = 1 << 20  // bytes of a field, where its schema has no maxLength beyond
	MaxFields = 10 << 20 // bytes of all fields of a body, those of such schemas aside
)

// A Part says what must hold for the parts of a field (OpenAPI 3.1.1, Encoding
// Object).
type Part struct {
	File    bool     // it is handed on, not collected
	Types   []string // the media types that it may have, as in image/png or image/*; none: any
	Headers []string // the headers that it must have; of files
	Min     int      // bytes of a file
	Max     int      // bytes of a file, or how many are read of a field; 0: any, or MaxField
}

// A File is a part of a multipart body that is a file: one that has arrived, or one
// to be sent.
type File struct {
	Name        string // of the field
	Filename    string // the base name that the client gives; never trust it
	ContentType string // as it is given; it may be empty
	Header      textproto.MIMEHeader
	io.Reader   // the content
}

// A MultipartError is a body that cannot be read as multipart/form-data, since it
// breaks off, or since reading fails. Its own text holds nothing of the body; that
// of Err may.
type MultipartError struct{ Err error }

// Error says what was expected.
func (e *MultipartError) Error() string {
	return "the body must be multipart/form-data, and cannot be read to its end"
}

// Unwrap returns the error of reading, such as *http.MaxBytesError.
func (e *MultipartError) Unwrap() error { return e.Err }

// DecodeMultipart reads a multipart body to its end, hands its files to file (nil:
// they are skipped) in the order in which they come, and checks and decodes its
// fields by a decoder of JSON. It returns [Errors] for what is wrong with the body,
// a [*MultipartError] where it cannot be read, and an error of file as it is.
func DecodeMultipart[T any](r *multipart.Reader, file func(*File) error, fields []FormField, decode func([]byte, ...Option) (T, error), opts []Option) (v T, err error) {
	m := multipartReader{table: newFormTable(fields), file: file, form: url.Values{}, limit: MaxFields}
	for _, f := range fields {
		if f.Part != nil && !f.Part.File {
			m.limit += f.Part.Max
		}
	}
	if err := m.read(r); err != nil {
		return v, err
	}
	data, wrong := formToJSON(m.form, fields, "")
	v, err = decode(data, opts...)
	return v, append(m.found, wrong...).with(err)
}

// multipartReader reads one body.
type multipartReader struct {
	table formTable
	file  func(*File) error
	form  url.Values // the texts of fields, and for each file what stands for it
	size  int        // of those, in bytes
	limit int        // of that
	found Errors
}

func (m *multipartReader) fail(pointer, message string) {
	if len(m.found) < MaxViolations {
		m.found = append(m.found, Violation{Pointer: pointer, Keyword: "multipart", Message: message})
	}
}

func (m *multipartReader) read(r *multipart.Reader) error {
	for parts := 1; ; parts++ {
		p, err := r.NextPart()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return &MultipartError{err}
		case parts > MaxParts:
			m.fail("", "must have at most "+strconv.Itoa(MaxParts)+" parts")
			return nil
		}
		name, ok := partName(p)
		if !ok {
			m.fail("", "must have a name in each part: Content-Disposition: form-data; name=… (RFC 7578, section 4.2)")
			continue
		}
		if err := m.part(p, name); err != nil {
			return err
		}
		if m.size > m.limit {
			m.fail("", "must have at most "+strconv.Itoa(m.limit)+" bytes of fields")
			return nil
		}
	}
}

// partName returns the name of a part, which may be empty; ok is false where it has
// none.
func partName(p *multipart.Part) (name string, ok bool) {
	if name = p.FormName(); name != "" {
		return name, true
	}
	disposition, params, _ := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
	_, ok = params["name"]
	return "", ok && disposition == "form-data"
}

// part reads one part.
func (m *multipartReader) part(p *multipart.Part, name string) error {
	key := m.table.find(name)
	rules := key.field.Part
	if rules == nil {
		rules = &Part{}
	}
	at := m.pointer(key, name)
	ok := m.isTyped(p, rules, at)
	again := len(m.form[name]) > 0 && key.known && !key.inner && key.field.once()
	m.size += len(name)
	switch {
	case rules.File && ok && !again:
		m.form.Add(name, rules.placeholder())
		return m.handOn(p, key.field.Name, rules, at)
	case rules.File, again, !key.known && p.FileName() != "":
		m.form.Add(name, rules.placeholder()) // so that what must be given once, or not at all, is refused
		return nil
	}
	limit := max(MaxField, rules.Max)
	text, err := io.ReadAll(io.LimitReader(p, int64(limit)+1))
	if err != nil {
		return &MultipartError{err}
	}
	if len(text) > limit {
		m.fail(at, "must have at most "+bytesIn(limit))
		text = nil
	}
	m.size += len(text)
	m.form.Add(name, string(text))
	return nil
}

// pointer is where the part stands that comes next, with the given name.
func (m *multipartReader) pointer(key formKey, name string) string {
	at := "/" + escape.Replace(key.field.Name)
	if key.inner {
		return at + "/" + escape.Replace(key.member)
	}
	if key.field.List && key.field.delimiter() == "" {
		at += "/" + strconv.Itoa(len(m.form[name]))
	}
	return at
}

// isTyped checks the headers of a part. A field without a Content-Type is taken for
// what it should be, since browsers send none; a file is then text (RFC 7578,
// section 4.4).
func (m *multipartReader) isTyped(p *multipart.Part, rules *Part, at string) bool {
	given := p.Header.Get("Content-Type")
	if given == "" && rules.File {
		given = "text/plain"
	}
	base, params, err := mime.ParseMediaType(given)
	charset := strings.ToLower(params["charset"])
	before := len(m.found)
	switch {
	case given != "" && (err != nil || !rules.allows(base)) && len(rules.Types) > 0:
		m.fail(at, "must be sent as "+strings.Join(rules.Types, " or "))
	case !rules.File && charset != "" && charset != "utf-8" && charset != "us-ascii":
		m.fail(at, "must be sent in UTF-8")
	}
	for _, name := range rules.Headers {
		if p.Header.Get(name) == "" {
			m.fail(at, "must have the header "+name)
		}
	}
	return len(m.found) == before
}

// allows reports whether a part may have a media type.
func (p *Part) allows(mediaType string) bool {
	return len(p.Types) == 0 || slices.ContainsFunc(p.Types, func(t string) bool {
		family, any := strings.CutSuffix(t, "/*")
		return t == mediaType || t == "*/*" || any && strings.HasPrefix(mediaType, family+"/")
	})
}

// placeholder is what stands for a file in the JSON that is checked: the size of
// the file is checked where it is read. It is base64 where it can be, since there
// are Go types that read files so.
func (p *Part) placeholder() string {
	n := (p.Min + 3) / 4 * 4
	if p.Max > 0 {
		n = min(n, max(p.Min, p.Max/4*4))
	}
	return strings.Repeat("0", n)
}

// handOn gives a file to whoever wants it, and checks its size.
func (m *multipartReader) handOn(p *multipart.Part, name string, rules *Part, at string) error {
	content := &sized{from: p, max: rules.Max}
	if m.file != nil {
		err := m.file(&File{Name: name, Filename: p.FileName(), ContentType: p.Header.Get("Content-Type"), Header: p.Header, Reader: content})
		if err != nil && !content.over {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, content); err != nil && !content.over {
		return &MultipartError{err}
	}
	if message := content.wrong(rules); message != "" {
		m.fail(at, message)
	}
	return nil
}

// sized reads no more than max bytes, if that is not 0, and counts them.
type sized struct {
	from io.Reader
	max  int
	n    int64
	over bool
}

var errTooLarge = errors.New("the file is larger than its schema allows")

func (s *sized) Read(b []byte) (int, error) {
	if s.over {
		return 0, errTooLarge
	}
	n, err := s.from.Read(b)
	s.n += int64(n)
	if s.max > 0 && s.n > int64(s.max) {
		s.over = true
		return n - int(s.n-int64(s.max)), errTooLarge
	}
	return n, err
}

// bytesIn says how many they are.
func bytesIn(n int) string {
	if n == 1 {
		return "1 byte"
	}
	return strconv.Itoa(n) + " bytes"
}

// wrong says what is wrong with the size of what was read, or "".
func (s *sized) wrong(rules *Part) string {
	switch {
	case s.over:
		return "must have at most " + bytesIn(rules.Max)
	case s.n < int64(rules.Min):
		return "must have at least " + bytesIn(rules.Min)
	}
	return ""
}

// EncodeMultipart writes a Go value and files as the parts of a multipart body: the
// fields in the value's order, then the files in theirs. It does not close w. What
// is checked beforehand, fields and files together, is returned as [Errors] before
// anything is written; the sizes of files are known when they have been written.
func EncodeMultipart(v any, w *multipart.Writer, files []*File, fields []FormField, check func([]byte, ...Option) error) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	pairs, ok := (&Scanner{data: data}).formPairs(fields)
	if !ok {
		return errors.New("the value has no form: a text holds what its style parts by")
	}
	table, form := newFormTable(fields), url.Values{}
	isFile := func(p formPair) bool {
		rules := table.find(p.key).field.Part
		return rules != nil && rules.File
	}
	var wrong Errors
	for _, p := range pairs {
		wrong = append(wrong, unnamable(p.key)...)
		if !isFile(p) {
			if len(p.values) > 0 { // no part stands for a list without items
				form[p.key] = p.values
			}
		} else if slices.ContainsFunc(p.values, func(text string) bool { return text != "" }) {
			return fmt.Errorf("the content of %q is not sent from the value: give it as a File", p.key)
		}
	}
	for _, f := range files {
		rules := table.find(f.Name).field.Part
		if rules == nil || !rules.File {
			return fmt.Errorf("the body has no file %q", f.Name)
		}
		wrong = append(wrong, f.wrong(rules)...)
		form.Add(f.Name, rules.placeholder())
	}
	checked, more := formToJSON(form, fields, "")
	if err := append(wrong, more...).with(check(checked, AsRequest)); err != nil {
		return err
	}
	for _, p := range pairs {
		if isFile(p) {
			continue
		}
		for _, text := range p.values {
			if err := writePart(w, table.find(p.key), p.key, text); err != nil {
				return err
			}
		}
	}
	for _, f := range files {
		if err := f.write(w, table.find(f.Name).field.Part); err != nil {
			return err
		}
	}
	return nil
}

// wrong is what is wrong with a file that is to be sent, its size aside.
func (f *File) wrong(rules *Part) (out Errors) {
	at := "/" + escape.Replace(f.Name)
	out = unnamable(f.Name)
	base, _, err := mime.ParseMediaType(f.contentType(rules))
	switch {
	case err != nil:
		out = append(out, Violation{Pointer: at, Keyword: "multipart", Message: "must have a media type, as in image/png"})
	case !rules.allows(base):
		out = append(out, Violation{Pointer: at, Keyword: "multipart", Message: "must be sent as " + strings.Join(rules.Types, " or ")})
	}
	for _, name := range rules.Headers {
		if f.Header.Get(name) == "" {
			out = append(out, Violation{Pointer: at, Keyword: "multipart", Message: "must have the header " + name})
		}
	}
	return out
}

// contentType is the media type of a file that is to be sent: its own, else the
// first one that the document names.
func (f *File) contentType(rules *Part) string {
	if f.ContentType != "" {
		return f.ContentType
	}
	for _, t := range rules.Types {
		if !strings.HasSuffix(t, "*") {
			return t
		}
	}
	return "application/octet-stream"
}

// write writes a file as a part.
func (f *File) write(w *multipart.Writer, rules *Part) error {
	header := textproto.MIMEHeader{}
	for name, values := range f.Header {
		if strings.ContainsAny(name+strings.Join(values, ""), "\r\n") {
			return fmt.Errorf("a header of the file %q has a line break", f.Name)
		}
		header[name] = values
	}
	filename := f.Filename
	if filename == "" {
		filename = f.Name
	}
	header.Set("Content-Disposition", disposition(f.Name)+`; filename="`+quoteName.Replace(filename)+`"`)
	header.Set("Content-Type", f.contentType(rules))
	part, err := w.CreatePart(header)
	if err != nil {
		return err
	}
	content := &sized{from: f.Reader, max: rules.Max}
	if _, err := io.Copy(part, content); err != nil && !content.over {
		return err
	}
	if message := content.wrong(rules); message != "" {
		return Errors{{Pointer: "/" + escape.Replace(f.Name), Keyword: "multipart", Message: message}}
	}
	return nil
}

// writePart writes the text of a field as a part.
func writePart(w *multipart.Writer, key formKey, name, text string) error {
	header := textproto.MIMEHeader{"Content-Disposition": {disposition(name)}}
	switch f := key.field; {
	case key.inner || f.Style != FormKeys:
	case f.Part != nil && len(f.Part.Types) > 0 && !strings.HasSuffix(f.Part.Types[0], "*"):
		header.Set("Content-Type", f.Part.Types[0])
	case f.Kind == FormObject, f.Kind == FormOnlyJSON, f.Kind == FormJSON && textKind(text) >= Array:
		header.Set("Content-Type", "application/json")
	}
	part, err := w.CreatePart(header)
	if err != nil {
		return err
	}
	_, err = io.WriteString(part, text)
	return err
}

// unnamable reports a name that no header can hold, so that it names no part.
func unnamable(name string) Errors {
	if !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' && r != '\t' && r != '\r' && r != '\n' || r == 0x7f }) {
		return nil
	}
	return Errors{{Pointer: "/" + escape.Replace(name), Keyword: "multipart", Message: "must not be sent: a part cannot have this name"}}
}

// quoteName escapes a name as browsers do (WHATWG HTML, section 4.10.22.8).
var quoteName = strings.NewReplacer("\\", "\\\\", `"`, "\\\"", "\r", "%0D", "\n", "%0A")

func disposition(name string) string { return `form-data; name="` + quoteName.Replace(name) + `"` }
