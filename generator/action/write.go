package action

import (
	"fmt"
	"go/format"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/visible"
)

// This file writes the package.

// write returns the source of the package, whose types are those of the package types at
// path.
func write(operations []*operation, name, path, types string) ([]byte, error) {
	w := &writer{}
	w.types = types
	if slices.Contains(names, types) {
		w.types += "types"
	}
	spec := strconv.Quote(path)
	if w.types != types || !strings.HasSuffix(path, "/"+types) && path != types {
		spec = w.types + " " + spec
	}
	w.head(operations, name, spec)
	for _, op := range operations {
		w.left(op)
		w.answer(op)
	}
	w.helpers(operations)
	return format.Source([]byte(w.String()))
}

// names are those that the source uses, which the package of types cannot go by.
var names = []string{"errors", "http", "io", "w", "r", "res", "h", "err", "action", "body", "field", "status", "challenge", "fail", "set", "noStore", "error", "string", "int", "nil"}

type writer struct {
	strings.Builder
	types string // the name of the package of types
}

func (w *writer) f(format string, args ...any) { fmt.Fprintf(w, format, args...) }

func (w *writer) head(operations []*operation, name, spec string) {
	w.f("%s\n\n", goapi.Mark)
	w.f("// Package %s answers what the response of an operation asks for: a function for each\n", name)
	w.f("// operation writes what the document settles, by its x-action-response, and calls an\n")
	w.f("// interface for what the document leaves to you. Cache-Control: no-store is on all of them,\n")
	w.f("// also on yours, if the method does not change it.\n//\n")
	w.f("// Where a function returns an error of this package, the client has got the status 500.\n")
	w.f("// Other errors are those of your methods, and of the connection.\n")
	w.f("package %s\n\nimport (\n\"errors\"\n", name)
	if has(operations, func(v value) bool { return !v.Answer.Left() && v.Answer.Body != "" }) {
		w.f("\"io\"\n")
	}
	w.f("\"net/http\"\n\n%s\n)\n\n", spec)
	w.f("// What is wrong with a response that cannot be answered.\n")
	w.f("var (\nErrAction = errors.New(\"the response has no action, or one that is not known\")\n")
	if has(operations, func(v value) bool { return v.Answer.Sends() }) {
		w.f("ErrContent = errors.New(\"the response has no content to answer with\")\n")
	}
	if has(operations, func(v value) bool { return v.challenge != "" }) {
		w.f("ErrChallenge = errors.New(\"there is no challenge to answer with\")\n")
	}
	w.f(")\n\n")
}

// has reports whether a value of an operation is as is says.
func has(operations []*operation, is func(value) bool) bool {
	return slices.ContainsFunc(operations, func(op *operation) bool { return slices.ContainsFunc(op.values, is) })
}

// left writes the interface for what is left to the caller.
func (w *writer) left(op *operation) {
	if !op.left() {
		return
	}
	w.f("// %s is what the document leaves to you of the answers for\n// %s %s.\n", interfaceName(op), op.Method, comment(op.Path))
	w.f("type %s interface {\n", interfaceName(op))
	first := true
	for _, v := range op.values {
		if v.method == "" && v.challenge == "" {
			continue
		}
		if !first {
			w.f("\n")
		}
		first = false
		switch {
		case v.method != "":
			w.f("// %s answers for %s", v.method, comment(v.Wire))
			if v.Answer != nil && v.Answer.Source != "" {
				w.f(" (%s)", comment(v.Answer.Source))
			}
			w.f(".\n")
			w.doc(v.Doc)
			w.f("%s(w http.ResponseWriter, r *http.Request, res *%s.%s) error\n", v.method, w.types, op.response)
		case v.challenge != "":
			w.f("// %s returns the value of WWW-Authenticate for %s", v.challenge, comment(v.Wire))
			if v.Answer.Source != "" {
				w.f(" (%s)", comment(v.Answer.Source))
			}
			w.f(":\n// a scheme and its parameters, as in Basic realm=\"token\" (RFC 9110 section 11.6.1). It is\n// not empty.\n")
			w.doc(v.Doc)
			w.f("%s(r *http.Request, res *%s.%s) string\n", v.challenge, w.types, op.response)
		}
	}
	w.f("}\n\n")
}

// doc writes a description as a comment of its own paragraph.
func (w *writer) doc(text string) {
	text = strings.TrimSpace(visible.Prose(text))
	if text == "" {
		return
	}
	w.f("//\n")
	for line := range strings.SplitSeq(text, "\n") {
		w.f("%s\n", strings.TrimRight("// "+goapi.CommentLine(line), " "))
	}
}

// answer writes the function of an operation.
func (w *writer) answer(op *operation) {
	w.f("// Write%s answers by the response of\n// %s %s.\n", op.Name, op.Method, comment(op.Path))
	handler := ""
	if op.left() {
		handler = ", h " + interfaceName(op)
	}
	w.f("func Write%s(w http.ResponseWriter, r *http.Request, res *%s.%s%s) error {\n", op.Name, w.types, op.response, handler)
	w.f("noStore(w)\n")
	action := "res." + op.action.name
	switch op.action.kind {
	case goapi.Pointer:
		w.f("if res == nil || %s == nil {\nreturn fail(w, ErrAction)\n}\n", action)
		action = "*" + action
	case goapi.Nullable:
		w.f("if res == nil || %s.Pointer() == nil {\nreturn fail(w, ErrAction)\n}\n", action)
		action = "*" + action + ".Pointer()"
	default:
		w.f("if res == nil {\nreturn fail(w, ErrAction)\n}\n")
	}
	for _, h := range op.headers {
		w.f("set(w, %q, %s)\n", h.header, text(h.field))
	}
	w.f("switch %s {\n", action)
	for _, v := range op.values {
		w.f("case %s.%s:", w.types, v.Name)
		if !v.Answer.Left() && v.Answer.Source != "" {
			w.f(" // %s", comment(v.Answer.Source))
		}
		w.f("\n")
		w.settled(op, v)
	}
	w.f("}\nreturn fail(w, ErrAction)\n}\n\n")
}

// settled writes what is done for one action.
func (w *writer) settled(op *operation, v value) {
	if v.method != "" {
		w.f("return h.%s(w, r, res)\n", v.method)
		return
	}
	a := v.Answer
	if v.challenge != "" {
		w.f("if err := challenge(w, h.%s(r, res)); err != nil {\nreturn err\n}\n", v.challenge)
	}
	content := text(op.content)
	if a.Optional {
		w.f("if content := %s; content == nil || *content == \"\" {\nreturn status(w, %d)\n}\n", content, a.Status)
	}
	switch {
	case a.Body != "":
		w.f("return body(w, %d, %q, %s)\n", a.Status, a.Body, content)
	case a.Header != "":
		w.f("return field(w, %d, %q, %s)\n", a.Status, a.Header, content)
	default:
		w.f("return status(w, %d)\n", a.Status)
	}
}

// text is an expression for a field of texts, of type *string.
func text(f field) string {
	out := "res." + f.name
	switch f.kind {
	case goapi.Nullable:
		out += ".Pointer()"
	case goapi.Named:
		out = "&" + out
	}
	if f.own {
		return "(*string)(" + out + ")"
	}
	return out
}

// helpers writes the functions that the others call.
func (w *writer) helpers(operations []*operation) {
	w.f(`// noStore keeps an answer out of caches: it may hold tokens (RFC 6749 section 5.1).
func noStore(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Pragma", "no-cache")
}

// fail answers that the server has failed.
func fail(w http.ResponseWriter, err error) error {
	w.WriteHeader(http.StatusInternalServerError)
	return err
}
`)
	if has(operations, func(v value) bool { return !v.Answer.Left() && v.Answer.Body != "" }) {
		w.f(`
// body answers with the content as body.
func body(w http.ResponseWriter, status int, mediaType string, content *string) error {
	if content == nil || *content == "" {
		return fail(w, ErrContent)
	}
	w.Header().Set("Content-Type", mediaType)
	w.WriteHeader(status)
	_, err := io.WriteString(w, *content)
	return err
}
`)
	}
	if has(operations, func(v value) bool { return !v.Answer.Left() && v.Answer.Header != "" }) {
		w.f(`
// field answers with the content as value of a header field, and no body.
func field(w http.ResponseWriter, status int, name string, content *string) error {
	if content == nil || *content == "" {
		return fail(w, ErrContent)
	}
	w.Header().Set(name, *content)
	w.WriteHeader(status)
	return nil
}
`)
	}
	if has(operations, func(v value) bool {
		return !v.Answer.Left() && (!v.Answer.Sends() || v.Answer.Optional)
	}) {
		w.f(`
// status answers with no content.
func status(w http.ResponseWriter, status int) error {
	w.WriteHeader(status)
	return nil
}
`)
	}
	if has(operations, func(v value) bool { return v.challenge != "" }) {
		w.f(`
// challenge sets WWW-Authenticate, which a response with the status 401 must have
// (RFC 9110 section 15.5.2).
func challenge(w http.ResponseWriter, value string) error {
	if value == "" {
		return fail(w, ErrChallenge)
	}
	w.Header().Set("WWW-Authenticate", value)
	return nil
}
`)
	}
	if slices.ContainsFunc(operations, func(op *operation) bool { return len(op.headers) > 0 }) {
		w.f(`
// set sets a header field, where there is a value for it.
func set(w http.ResponseWriter, name string, value *string) {
	if value != nil && *value != "" {
		w.Header().Set(name, *value)
	}
}
`)
	}
}

// comment is a text of the document on one line of a comment.
func comment(text string) string {
	return goapi.CommentLine(strings.Join(strings.Fields(visible.Prose(text)), " "))
}
