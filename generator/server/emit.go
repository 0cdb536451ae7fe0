package server

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/visible"
)

// Options say where the server lives.
type Options struct {
	Package  string          // its name
	Types    string          // import path of the Go types
	Runtime  string          // import path of the run-time package of validators
	Serve    string          // import path of the copy of generator/serve
	Declared map[string]bool // what the other files of the package declare
	Defaults bool            // the types have methods WithDefaults
}

// Emit returns the source of handler.gen.go, formatted. What the document says and the
// server does not do is added to diags.
func Emit(api *ir.API, types *goapi.Package, opts Options, diags *diag.List) ([]byte, error) {
	e := &emitter{api: api, types: types, opts: opts, diags: diags, alias: types.Name, shared: map[string]string{}, entries: map[string]string{}}
	if e.alias == opts.Package || opts.Declared[e.alias] || slices.Contains(locals, e.alias) {
		e.alias = "api"
	}
	all, hooks := goapi.Operations(api, types), goapi.Webhooks(api, types)
	routed, others := goapi.Routed(api, all)
	for _, op := range others {
		diags.Warnf(op.Pos, "no-route", "%s: the server has no method for it", op.Why)
	}
	e.ops, e.hooks, e.all = routed, hooks, slices.Concat(all, hooks)
	e.handler()
	e.share()
	for _, op := range e.ops {
		diags.Enter(op.Pos)
		e.operation(op)
	}
	e.tables()
	for _, op := range e.hooks {
		diags.Enter(op.Pos)
		e.operation(op)
		e.receiver(op)
	}
	entries := maps.Keys(e.entries)
	for _, entry := range slices.SortedFunc(entries, func(a, b string) int { return strings.Compare(e.entries[a], e.entries[b]) }) {
		e.Line("var %s = serve.Answer%s\n", e.entries[entry], entry)
	}
	src, err := e.Format(opts.Package, "serves the API over HTTP: see [New] and [Check].",
		[]string{"context", "encoding/json", "io", "iter", "mime/multipart", "net/http", "net/url"},
		emit.Import{Name: e.alias, Path: opts.Types}, emit.Import{Name: "validate", Path: opts.Runtime}, emit.Import{Name: "serve", Path: opts.Serve})
	if err != nil {
		return nil, fmt.Errorf("the emitted server does not parse: %w", err)
	}
	return src, nil
}

// locals are the identifiers of the emitted file that an import may not shadow.
var locals = []string{
	"h", "x", "c", "r", "err", "body", "wrong", "header", "opts", "handle", "document", "calls", "file", "ctx", "operation",
	"context", "http", "io", "iter", "json", "multipart", "url", "validate", "serve", "main", "string", "error", "any", "int", "byte", "nil", "true", "false", "new",
}

// emitter writes one file.
type emitter struct {
	api   *ir.API
	types *goapi.Package
	opts  Options
	diags *diag.List
	alias string // what the file calls the package of the types
	ops   []*goapi.Operation
	hooks []*goapi.Operation // the webhooks and callbacks
	all   []*goapi.Operation

	shared  map[string]string // the types of answers that are other names of one, by their own
	entries map[string]string // the variables of entries that several operations have
	emit.Source
}

// apiBase is the base path of the API.
func (e *emitter) apiBase() string { return ir.BasePath(e.api.Servers) }

// base is the base path of an operation that has servers of its own.
func (e *emitter) base(op *goapi.Operation) *string {
	if op.Servers == nil {
		return nil
	}
	if base := ir.BasePath(op.Servers); base != e.apiBase() {
		return &base
	}
	return nil
}

// handler writes what a user implements, and the functions that take it.
func (e *emitter) handler() {
	e.Line("// Handler has a method for each operation. It is called when the request was found\n// right: its parameters and its body are checked. An error that it returns is answered\n// as [WriteError] says; with an answer that is nil, it has written to the call's Writer.\ntype Handler interface {")
	for i, op := range e.ops {
		if i > 0 {
			e.Line("")
		}
		e.methodDoc(op)
		e.Line("%s(context.Context, *%sCall) (%sAnswer, error)", op.Name, op.Name, op.Name)
	}
	e.Line("}\n")
	e.Line("// Unimplemented answers every operation with 501. Embed it in a type that has methods\n// for some; a pointer to that is a [Handler].\ntype Unimplemented struct{}\n\nvar _ Handler = (*Unimplemented)(nil)\n")
	for _, op := range e.ops {
		e.Line("func (*Unimplemented) %s(context.Context, *%sCall) (%sAnswer, error) { return nil, serve.ErrUnimplemented }", op.Name, op.Name, op.Name)
	}
	e.Line("")
	e.Line(`// New returns a handler that serves the API by the methods of h. It panics for options
// that do not fit the API, and where a security scheme that is needed has no hook.
func New(h Handler, opts ...Option) http.Handler {
	return serve.NewServer(&document, func(ctx context.Context, operation int, x *serve.Exchange) (any, error) {
		return calls[operation](ctx, h, x)
	}, serve.ConfigOf(opts))
}

// Check returns a handler that checks requests, and hands those that are right to next,
// which finds their bodies unread. Security schemes without a hook are left to next. It
// panics for options that do not fit the API.
func Check(next http.Handler, opts ...Option) http.Handler {
	return serve.NewChecker(&document, func(ctx context.Context, operation int, x *serve.Exchange) (any, error) {
		return calls[operation](ctx, nil, x)
	}, next, serve.ConfigOf(opts))
}

// Routes lists the operations, for those who mount the handler of [New] on a router of
// their own.
func Routes() []Route { return document.Routes() }
`)
}

// methodDoc is the comment of an operation's method.
func (e *emitter) methodDoc(op *goapi.Operation) {
	e.Comment(op.Name + " is " + op.Method + " " + op.Path + ".")
	if text := cmp.Or(op.Summary, op.Doc); text != "" {
		first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
		e.Comment(first)
	}
	if op.Deprecated {
		e.Line("//\n// Deprecated: the document says so.")
	}
}

// typeOf is the Go type of the field for a body.
func (e *emitter) typeOf(b goapi.Body) string {
	switch b.Kind {
	case goapi.TextBody:
		return "string"
	case goapi.StreamBody:
		return "io.Reader"
	case goapi.EventsBody:
		return "iter.Seq[Event]"
	}
	value := e.alias + "." + b.Type
	switch b.Kind {
	case goapi.SequenceBody:
		if b.Type == "" {
			return "iter.Seq[any]"
		}
		return "iter.Seq[" + value + "]"
	case goapi.MultipartBody:
		if b.Type == "" {
			return "*multipart.Reader"
		}
		return "func(file func(*validate.File) error) (" + value + ", error)"
	case goapi.FormBody:
		if b.Type == "" {
			return "url.Values"
		}
	default:
		if b.Type == "" {
			return "json.RawMessage"
		}
	}
	return value
}

// hasNil reports whether the type of a body's field says by nil that there is none.
func hasNil(b goapi.Body) bool {
	switch b.Kind {
	case goapi.TextBody:
		return false
	case goapi.StreamBody, goapi.MultipartBody:
		return true
	}
	return b.Type == ""
}

// operation writes the types of an operation.
func (e *emitter) operation(op *goapi.Operation) {
	called := "[Handler." + op.Name + "]"
	if op.Webhook {
		called = "the function of [" + goapi.ReceiverName(op, e.all) + "]"
	}
	e.Line("// %sCall is what %s is called with.\ntype %sCall struct {", op.Name, called, op.Name)
	if op.Params != nil {
		e.Line("Params %s.%s", e.alias, op.Params.Name)
	}
	one := !slices.ContainsFunc(op.Bodies, func(b goapi.Body) bool { return b.Field != "Body" })
	written := map[string]bool{}
	for _, b := range op.Bodies {
		if written[b.Field] {
			continue
		}
		written[b.Field] = true
		var media []string
		for _, other := range op.Bodies {
			if other.Field == b.Field {
				media = append(media, visible.Prose(other.Media))
			}
		}
		doc := strings.Join(media, " or ")
		if b.Kind == goapi.MultipartBody {
			doc += "; it reads the body, and gives its files to file as they arrive"
			if b.Type == "" {
				doc = media[0]
			}
		}
		if !one || !op.Body.Required {
			doc += "; nil: not sent"
		}
		e.Line("%s %s // %s", b.Field, e.pointer(op, b, one)+e.typeOf(b), doc)
	}
	e.Line("Request *http.Request\nWriter http.ResponseWriter // for [http.ResponseController], and for an answer that is nil\n\nsent serve.Sent // what Writer is")
	if e.needsRoom(op) {
		e.Line("room validate.ParamRoom // what Params points to")
	}
	e.Line("}\n")
	var names []string
	for _, a := range op.Answers {
		names = append(names, a.Name)
	}
	doc := "is " + list(names) + "."
	if len(names) == 0 {
		doc = "is none: the document describes no response. Write to the call's Writer, and return nil."
	}
	e.Line("// %sAnswer %s\ntype %sAnswer interface{ answer%s() }\n", op.Name, doc, op.Name, op.Name)
	for _, a := range op.Answers {
		e.answer(op, a)
	}
}

func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

// pointer is * where the field for a body must be able to say that there is none.
func (e *emitter) pointer(op *goapi.Operation, b goapi.Body, one bool) string {
	if one && op.Body.Required || hasNil(b) {
		return ""
	}
	return "*"
}

// answer writes the type of an answer. The run-time part goes by the names of its fields.
func (e *emitter) answer(op *goapi.Operation, a goapi.Answer) {
	e.Comment(a.Name + " is the answer " + a.Status + " of " + op.Name + ".")
	of := e.shared[a.Name]
	if of == "" {
		of = a.Name
		e.firstLine(a.Doc)
		e.Line("type %s %s\n", a.Name, e.fields(a))
	} else {
		e.Line("type %s = %s\n", a.Name, of)
	}
	e.Line("func (*%s) answer%s() {}\n", of, op.Name)
}

// firstLine writes the first line of a text of the document as a comment.
func (e *emitter) firstLine(text string) {
	if text = strings.TrimSpace(text); text != "" {
		first, _, _ := strings.Cut(text, "\n")
		e.Comment(first)
	}
}

// fields is the struct of an answer.
func (e *emitter) fields(a goapi.Answer) string {
	var s emit.Source
	s.Line("struct {")
	if code, err := strconv.Atoi(a.Status); err != nil || code < 100 || code > 999 {
		fallback := 500
		if digit := a.Status[0]; digit >= '1' && digit <= '5' {
			fallback = int(digit-'0') * 100
		}
		s.Line("Status int // %d where it is 0", fallback)
	}
	if a.Head != nil {
		s.Line("Headers %s.%s", e.alias, a.Head.Name)
		s.Line("Header http.Header // in addition to Headers and Content-Type; or nil")
	} else {
		s.Line("Header http.Header // in addition to Content-Type; or nil")
	}
	if len(a.Bodies) > 0 {
		var media []string
		for _, b := range a.Bodies {
			media = append(media, visible.Prose(b.Media))
		}
		s.Line("Body %s // %s", e.typeOf(a.Bodies[0]), strings.Join(media, " or "))
	}
	return s.String() + "}"
}

// share writes a type for each answer that several operations have from one component of
// the document: Answer400, AnswerNotFound404. The answers of the operations are other names
// of it. It has no name that something else has.
func (e *emitter) share() {
	taken := map[string]bool{}
	maps.Copy(taken, e.opts.Declared)
	for _, op := range e.all {
		taken[op.Name+"Call"], taken[op.Name+"Answer"] = true, true
		for _, a := range op.Answers {
			taken[a.Name] = true
		}
	}
	type use struct {
		answer goapi.Answer
		key    string
		of     []string // the answers
		fields string
	}
	uses := map[string]*use{}
	var names []string
	for _, op := range slices.Concat(e.ops, e.hooks) {
		for _, a := range op.Answers {
			i := slices.IndexFunc(op.Responses, func(r *ir.Response) bool { return r.Status == a.Status })
			key := op.Responses[i].Key
			name := "Answer" + strings.TrimPrefix(word(key), goapi.StatusWord(a.Status)) + strings.TrimPrefix(a.Name, op.Name)
			if key == "" || taken[name] {
				continue
			}
			fields := e.fields(a)
			switch u := uses[name]; {
			case u == nil:
				uses[name] = &use{a, key, []string{a.Name}, fields}
				names = append(names, name)
			case u.key == key && u.fields == fields:
				u.of = append(u.of, a.Name)
			}
		}
	}
	for _, name := range names {
		u := uses[name]
		if len(u.of) < 2 {
			continue
		}
		for _, of := range u.of {
			e.shared[of] = name
		}
		e.Comment(name + " is the response " + u.key + " of the document, which several operations answer with.")
		e.firstLine(u.answer.Doc)
		e.Line("type %s %s\n", name, u.fields)
	}
}

// word is a key of the document as a part of a Go name.
func word(key string) string {
	var b strings.Builder
	for _, part := range strings.FieldsFunc(key, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		first, n := utf8.DecodeRuneInString(part)
		b.WriteString(string(unicode.ToUpper(first)) + part[n:])
	}
	return b.String()
}

// tables writes what the run-time part goes by.
func (e *emitter) tables() {
	e.Line("// calls decode the requests of operations, and call the handler.\nvar calls = [...]func(context.Context, Handler, *serve.Exchange) (any, error){")
	for _, op := range e.ops {
		e.call(op)
	}
	e.Line("}\n")
	defaults := ""
	if e.opts.Defaults {
		defaults = " Defaults: true,"
	}
	e.Line("var document = serve.API{Base: %q,%s Challenges: map[string]string{", e.apiBase(), defaults)
	for _, s := range e.api.Security {
		if c := challenge(s); c != "" {
			e.Line("%q: %q,", s.Wire, c)
		}
	}
	e.Line("}, Operations: []serve.Operation{")
	for _, op := range e.ops {
		e.entry(op, "")
	}
	e.Line("}}")
}

// challenge is the WWW-Authenticate of a security scheme (RFC 9110, section 11.6.1).
func challenge(s *ir.SecurityScheme) string {
	switch {
	case s.Type == "http" && strings.EqualFold(s.Scheme, "basic"):
		return `Basic realm="api"`
	case s.Type == "http" && strings.EqualFold(s.Scheme, "bearer"), s.Type == "oauth2", s.Type == "openIdConnect":
		return "Bearer"
	}
	return ""
}

// call writes the function that decodes a request of an operation.
func (e *emitter) call(op *goapi.Operation) {
	e.Line("func(ctx context.Context, h Handler, x *serve.Exchange) (any, error) {")
	e.read(op)
	e.Line("return h.%s(ctx, c)\n},", op.Name)
}

// receiver writes the handler of a webhook or a callback.
func (e *emitter) receiver(op *goapi.Operation) {
	name := goapi.ReceiverName(op, e.all)
	e.Comment(name + " handles " + op.Occasion() + ".")
	e.Line("// Mount it at a path of yours, for %s, and give its URL to who sends it. What is found right\n// comes to handle, as it does to the methods of [Handler]; a security scheme is asked for\n// where [Security] gives a hook for it.", op.Method)
	e.Line("func %s(handle func(context.Context, *%sCall) (%sAnswer, error), opts ...Option) http.Handler {", name, op.Name, op.Name)
	e.entry(op, "return serve.NewReceiver(serve.Operation")
	e.Line("&document, func(ctx context.Context, x *serve.Exchange) (any, error) {")
	e.read(op)
	e.Line("return handle(ctx, c)\n}, serve.ConfigOf(opts))\n}\n")
}

// read writes how c is made of a request, and the return where the handler is not called.
// Decoders that are no methods are called as they are: a generic function for that is one for
// each type.
func (e *emitter) read(op *goapi.Operation) {
	params, body, room := "nil", "nil", "nil"
	if op.Params != nil {
		params = "&c.Params"
	}
	if e.needsRoom(op) {
		room = "&c.room"
	}
	inPlace := !slices.ContainsFunc(op.Bodies, func(b goapi.Body) bool { return !b.InPlace || b.Field != "Body" })
	if inPlace && len(op.Bodies) > 0 {
		body = "&c.Body"
	}
	e.Line("c, _ := x.Call.(*%sCall)\nif c == nil {\nc = new(%sCall)\n}", op.Name, op.Name)
	read := "x.Read(" + strings.Join([]string{params, body, room, "&c.Request", "&c.Writer", "&c.sent"}, ", ") + ")"
	if inPlace {
		e.Line("if !%s {\nreturn c, nil\n}", read)
		return
	}
	e.Line(read)
	wrong := "nil"
	if slices.ContainsFunc(op.Bodies, func(b goapi.Body) bool { return source(b) != "" }) {
		wrong = "wrong"
		e.Line("var wrong error")
	}
	e.readBodies(op)
	e.Line("if !x.Admits(%s) {\nreturn c, nil\n}", wrong)
}

// needsRoom reports whether parameters of an operation are pointers to what
// [validate.ParamRoom] has room for.
func (e *emitter) needsRoom(op *goapi.Operation) bool {
	if op.Params == nil {
		return false
	}
	t := e.types.Types[op.Params.Name]
	if t == nil {
		return false
	}
	for _, f := range t.Fields {
		if of := f.Type.Elem; f.Type.Kind == goapi.Pointer && of.Kind == goapi.Named && (of.Name == "string" || of.Name == "int32") {
			return true
		}
	}
	return false
}

// readBodies writes how the body is read, in each of its media types.
func (e *emitter) readBodies(op *goapi.Operation) {
	one := !slices.ContainsFunc(op.Bodies, func(b goapi.Body) bool { return b.Field != "Body" })
	e.Line("switch x.Index {")
	for i, b := range op.Bodies {
		e.Line("case %d:", i)
		pointer := e.pointer(op, b, one) != ""
		from := source(b)
		decode := e.alias + "." + b.Decode
		switch {
		case from != "" && pointer:
			e.Line("body, err := %s(%s, x.Options...)\nc.%s, wrong = &body, err", decode, from, b.Field)
			continue
		case from != "":
			e.Line("c.%s, wrong = %s(%s, x.Options...)", b.Field, decode, from)
			continue
		}
		to := "&c." + b.Field
		if pointer {
			e.Line("c.%s = new(%s)", b.Field, e.typeOf(b))
			to = "c." + b.Field
		}
		switch {
		case b.Type != "" && b.Kind == goapi.MultipartBody:
			e.Line("serve.ReadMultipart(x, %s, %s)", to, decode)
		case b.Kind == goapi.MultipartBody:
			e.Line("serve.ReadParts(x, %s)", to)
		case b.Kind == goapi.FormBody:
			e.Line("serve.ReadValues(x, %s)", to)
		case b.Kind == goapi.JSONBody:
			e.Line("serve.ReadRaw(x, %s)", to)
		default:
			e.Line("serve.Read%s(x, %s)", b.Kind, to)
		}
	}
	e.Line("}")
}

// source is what a body is decoded from by the decoder of its type; "" where it has none.
func source(b goapi.Body) string {
	switch {
	case b.Type != "" && b.Kind == goapi.JSONBody:
		return "x.Data"
	case b.Type != "" && b.Kind == goapi.FormBody:
		return "x.Form"
	}
	return ""
}

// entry writes the entry of an operation, behind a text.
func (e *emitter) entry(op *goapi.Operation, before string) {
	if op.Webhook {
		e.Line("%s{Name: %q, Method: %q,", before, op.Name, op.Method)
	} else {
		e.Line("%s{Name: %q, Method: %q, Path: %q,", before, op.Name, op.Method, op.Path)
		if base := e.base(op); base != nil {
			e.Line("Base: &[]string{%q}[0],", *base)
		}
	}
	if ways := e.security(op); ways != "" {
		e.Line("Security: [][]serve.Scheme{%s},", ways)
	}
	if len(op.Bodies) > 0 {
		if op.Body.Required {
			e.Line("Required: true,")
		}
		e.Line("Bodies: []serve.Body{")
		for _, b := range op.Bodies {
			e.bodyEntry(b)
			if b.Type == "" && e.check(b) == "" && refuses(b) {
				e.diags.Warnf(b.Of.Pos, "server-body", "the server does not check a body of %s by its schema: %s", visible.Prose(b.Media), handed[b.Kind])
			}
		}
		e.Line("},")
	}
	if len(op.Answers) > 0 {
		e.Line("Answers: []*serve.Answer{")
		for _, a := range op.Answers {
			entry := e.answerEntry(a)
			if of := e.shared[a.Name]; of != "" {
				entry = "&" + e.once(of, entry)
			}
			e.Line("%s,", entry)
		}
		e.Line("},")
	}
	e.Line("},")
}

// once returns the variable of an entry that several operations have, of a type.
func (e *emitter) once(of, entry string) string {
	if e.entries[entry] == "" {
		name := "answer" + strings.TrimPrefix(of, "Answer")
		for n := 2; slices.Contains(slices.Collect(maps.Values(e.entries)), name); n++ {
			name = "answer" + strings.TrimPrefix(of, "Answer") + "_" + strconv.Itoa(n)
		}
		e.entries[entry] = name
	}
	return e.entries[entry]
}

// answerEntry is the entry of an answer.
func (e *emitter) answerEntry(a goapi.Answer) string {
	types := ""
	for i, b := range a.Bodies {
		if i > 0 {
			types += ", "
		}
		types += fmt.Sprintf("{Type: %q, Kind: serve.%s", b.Media, b.Kind)
		if check := e.check(b); check != "" {
			types += ", Check: " + check
		} else if refuses(b) {
			e.diags.Notef(b.Of.Pos, "server-body", "CheckAnswers does not check a body of %s by its schema", visible.Prose(b.Media))
		}
		types += "}"
	}
	if types != "" {
		types = ", Types: []serve.AnswerType{" + types + "}"
	}
	name := a.Name
	if of := e.shared[name]; of != "" {
		name = of
	}
	return fmt.Sprintf("{Status: %q, Value: (*%s)(nil)%s}", strings.ToLower(a.Status), name, types)
}

// check is the function for the bytes of a body, "" where it has none: a text is a string
// of JSON, or where its schema accepts no string what JSON spells so.
func (e *emitter) check(b goapi.Body) string {
	switch {
	case b.Check == "":
		return ""
	case b.Kind == goapi.JSONBody:
		return e.alias + "." + b.Check
	case b.Kind == goapi.TextBody && keyword.Accepts(b.Of.Schema).Has(ir.String):
		return "validate.Text(" + e.alias + "." + b.Check + ")"
	case b.Kind == goapi.TextBody:
		return e.alias + "." + b.Check
	}
	return ""
}

// handed says what becomes of a request body that is not checked by its schema.
var handed = map[goapi.BodyKind]string{
	goapi.JSONBody:      "any JSON text comes through",
	goapi.FormBody:      "any form comes through",
	goapi.MultipartBody: "its parts come through as they are",
	goapi.TextBody:      "any text comes through",
	goapi.StreamBody:    "any bytes come through",
}

// refuses reports whether the schema of a body refuses what its Go type can hold: a
// string and a reader hold any text.
func refuses(b goapi.Body) bool {
	schema := b.Of.Schema
	if named := schema.Named(); named != nil {
		schema = named
	}
	if schema == nil {
		return false
	}
	var but []string
	if (b.Kind == goapi.TextBody || b.Kind == goapi.StreamBody && !b.Of.Stream) && keyword.Accepts(schema).Has(ir.String) {
		but = append(but, "type")
	}
	return keyword.Refuses(schema, but...)
}

// bodyEntry writes the entry of a request body.
func (e *emitter) bodyEntry(b goapi.Body) {
	functions := ""
	switch {
	case b.Type != "" && b.Kind == goapi.MultipartBody:
		functions = ", Multipart: func(r *multipart.Reader, file func(*validate.File) error, opts ...validate.Option) (any, error) {\nreturn " + e.alias + "." + b.Decode + "(r, file, opts...)\n}"
	case b.Type != "" && b.Kind == goapi.JSONBody, b.Kind == goapi.TextBody && b.Check != "":
		functions = ", Check: " + e.check(b)
	}
	media := b.Media
	if !strings.Contains(media, ";") {
		media = ir.BaseMediaType(media)
	}
	e.Line("{Type: %q, Kind: serve.%s%s},", media, b.Kind, functions)
}

// security are the ways to be let in to an operation; "" where nothing is asked for.
func (e *emitter) security(op *goapi.Operation) string {
	var ways []string
	for _, way := range op.Security {
		var schemes []string
		for _, use := range way {
			scheme := fmt.Sprintf("{Name: %q", use.Scheme)
			if len(use.Scopes) > 0 {
				scheme += fmt.Sprintf(", Scopes: %#v", use.Scopes)
			}
			schemes = append(schemes, scheme+"}")
		}
		if len(schemes) == 0 {
			ways = append(ways, "{}") // anyone
			continue
		}
		ways = append(ways, "{"+strings.Join(schemes, ", ")+"}")
	}
	return strings.Join(ways, ", ")
}
