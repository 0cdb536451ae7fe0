package validate

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Violations: what is wrong with a body, where, and what was wanted.

// MaxViolations is how many violations are collected before a check stops.
const MaxViolations = 100

// A Violation is one thing that is wrong with a body.
type Violation struct {
	Pointer string // where, an RFC 6901 JSON Pointer; empty for the whole body. Long names in it are cut, and end in …
	Keyword string // the JSON Schema keyword that is violated; "json" where the bytes are not strict JSON, "form", "multipart" or "parameter" where a body or a parameter is not written as it must be
	Message string // what was wanted: "must be one of A, B"; never a value of the body

	// Where the bytes are not strict JSON: in the text, or in that of a form's field, both
	// from 1, the column in bytes. Both are 0 in other violations.
	Line, Column int
}

// Error renders the pointer, the message, and the place in the text if that is known:
// "/reason must be one of A, B", "/id must be a JSON value (line 3, column 8)".
func (v Violation) Error() string {
	at := v.Pointer
	if at == "" {
		at = "body"
	}
	text := at + " " + v.Message
	if v.Line > 0 {
		text += " (line " + strconv.Itoa(v.Line) + ", column " + strconv.Itoa(v.Column) + ")"
	}
	return printable(text)
}

// printable writes what a reader does not see, or a terminal and a log take for more
// than text, as Go escapes: names in a pointer are the sender's.
func printable(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError }) < 0 {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsPrint(r) && (r != utf8.RuneError || n > 1):
			b.WriteString(text[i : i+n])
		default:
			quoted := strconv.QuoteToASCII(text[i : i+n])
			b.WriteString(quoted[1 : len(quoted)-1])
		}
		i += n
	}
	return b.String()
}

// Errors is all violations of one body, in the order of the body. An Errors that is
// returned as an error is never empty.
type Errors []Violation

// Err returns the violations as an error, or nil where there is none.
//
//go:noinline
func (e Errors) Err() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

// Error renders one violation a line, and how many more there are where they are long.
func (e Errors) Error() string {
	var b strings.Builder
	for i, v := range e {
		if b.Len() > maxMessage {
			b.WriteString("\nand " + strconv.Itoa(len(e)-i) + " more")
			break
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(v.Error())
	}
	return b.String()
}

// Unwrap gives each violation to errors.As and errors.Is.
func (e Errors) Unwrap() []error {
	out := make([]error, len(e))
	for i, v := range e {
		out[i] = v
	}
	return out
}

// MarshalJSON renders RFC 9457 problem details with status 400, the violations
// in the member errors (section 3 of the RFC has the same form). Serve it as
// application/problem+json. [Errors.Problem] takes another status.
func (e Errors) MarshalJSON() ([]byte, error) { return e.Problem(400, "Bad Request").MarshalJSON() }

// Problem is [Errors] as problem details of a status that the caller chooses.
type Problem struct {
	status int
	title  string
	errors Errors
}

// Problem returns the violations as RFC 9457 problem details with an HTTP status and
// its phrase, as e.Problem(422, http.StatusText(422)).
func (e Errors) Problem(status int, title string) Problem { return Problem{status, title, e} }

// MarshalJSON renders RFC 9457 problem details.
func (p Problem) MarshalJSON() ([]byte, error) {
	e := p.errors
	type entry struct {
		Detail  string `json:"detail"`
		Pointer string `json:"pointer"`
		Keyword string `json:"keyword"`
		Line    int    `json:"line,omitempty"`
		Column  int    `json:"column,omitempty"`
	}
	problem := struct {
		Type   string  `json:"type"`
		Title  string  `json:"title"`
		Status int     `json:"status"`
		Detail string  `json:"detail"`
		Errors []entry `json:"errors"`
	}{
		Type: "about:blank", Title: p.title, Status: p.status,
		Detail: "What was sent does not match its schema: 1 violation.",
		Errors: make([]entry, len(e)),
	}
	if len(e) != 1 {
		problem.Detail = "What was sent does not match its schema: " + strconv.Itoa(len(e)) + " violations."
	}
	for i, v := range e {
		fragment := url.URL{Fragment: v.Pointer}
		problem.Errors[i] = entry{v.Message, fragment.String(), v.Keyword, v.Line, v.Column}
		if v.Pointer == "" {
			problem.Errors[i].Pointer = "#"
		}
	}
	return json.Marshal(problem)
}

// A pointer holds so many bytes of a name, and of names together; dots stand for the
// rest. Who sends a body chooses its names.
const (
	maxToken   = 256
	maxPointer = 8192
	maxMessage = 64 << 10 // of Errors.Error, but for one violation
)

// token renders a member name as a reference token, shortened.
func token(name string) string { return escape.Replace(shorten(name, maxToken)) }

// shorten cuts a text after so many bytes.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + "…"
}

// escape renders a member name as a reference token (RFC 6901, section 3).
var escape = strings.NewReplacer("~", "~0", "/", "~1")
