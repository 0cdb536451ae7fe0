package client

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/pages"
	"github.com/oasmint/oasmint/generator/visible"
)

// Options say where the client lives.
type Options struct {
	Package  string          // its name
	Types    string          // import path of the Go types
	Runtime  string          // import path of the run-time package of validators
	Declared map[string]bool // what the other files of the package declare
	Defaults bool            // the types have methods WithDefaults
	Lists    []pages.Lists   // operations that give lists in pages

	// Position is that of a value of the section, by its JSON Pointer there.
	Position func(pointer string) diag.Position
}

// Emit returns the source of operations.gen.go, formatted. What the document says and
// the client does not do is added to diags.
func Emit(api *ir.API, types *goapi.Package, opts Options, diags *diag.List) ([]byte, error) {
	e := &emitter{api: api, types: types, opts: opts, diags: diags, alias: types.Name, taken: map[string]bool{}, decoders: map[string]string{},
		standard: []string{"cmp", "context", "encoding/json", "fmt", "io", "iter", "mime/multipart", "net/url"}}
	for name := range opts.Declared {
		e.taken[name] = true
	}
	if e.alias == opts.Package || e.taken[e.alias] || slices.Contains(locals, e.alias) {
		e.alias = "api"
	}
	for _, op := range slices.Concat(goapi.Operations(api, types), goapi.Webhooks(api, types)) {
		e.ops = append(e.ops, &operation{Call: goapi.CallOf(op)})
	}
	e.schemes()
	e.sharedParams()
	if err := e.paginate(); err != nil {
		return nil, err
	}
	for i, op := range e.ops {
		e.method(i, op)
		if op.pages != nil {
			e.pagesMethod(op)
		}
	}
	e.Line("var operations = [...]operation{")
	for _, op := range e.ops {
		e.diags.Enter(op.Pos)
		e.entry(op)
	}
	e.Line("}\n\n// What reads answers.\n\n%s", e.readers.String())
	src, err := e.Format(opts.Package, "calls the API over HTTP: see [New].",
		slices.Sorted(slices.Values(e.standard)), append(e.foreign, emit.Import{Name: e.alias, Path: opts.Types}, emit.Import{Name: "validate", Path: opts.Runtime})...)
	if err != nil {
		return nil, fmt.Errorf("the emitted client does not parse: %w", err)
	}
	return src, nil
}

// locals are the identifiers of the emitted file that an import may not shadow.
var locals = []string{
	"c", "x", "ctx", "params", "body", "opts", "out", "a", "err", "v", "form", "data", "checked", "value", "token", "key", "user", "operations",
	"at", "size", "items", "more", "next", "t", "cmp", "fmt", "context", "json", "io", "iter", "multipart", "url", "validate", "string", "error", "any", "int", "byte", "nil", "true", "false", "new",
}

// emitter writes one file.
type emitter struct {
	api    *ir.API
	types  *goapi.Package
	opts   Options
	diags  *diag.List
	alias  string // what the file calls the package of the types
	ops    []*operation
	shared []*ir.Parameter // the parameters that nearly all operations have
	taken  map[string]bool // identifiers of the package

	decoders map[string]string // the functions that read answers, by what they call
	readers  bytes.Buffer      // these

	standard []string      // packages that the file may use, of the standard library
	foreign  []emit.Import // and others, of the items of lists
	emit.Source
}

// operation is an operation, and its method.
type operation struct {
	*goapi.Call
	takes []string    // the parameters of its method between ctx and opts
	given []string    // the same, as a caller of the same names gives them
	pages *pages.Walk // nil: it gives no list in pages, or none that is known
}

// free is a name that nothing else in the package has.
func (e *emitter) free(name, suffix string) string {
	for e.taken[name] {
		name += suffix
	}
	e.taken[name] = true
	return name
}

// schemes writes an option for each security scheme.
func (e *emitter) schemes() {
	for _, s := range e.api.Security {
		name := s.Name
		if !strings.HasSuffix(name, "Auth") {
			name += "Auth"
		}
		name = e.free(name, "Scheme")
		text := func(doc, of string) {
			e.Comment(name + " " + doc)
			e.Line("func %s(value func(context.Context) (string, error)) Option { return %s }\n", name, of)
		}
		switch {
		case s.Type == "http" && strings.EqualFold(s.Scheme, "basic"):
			e.Comment(name + " is asked for the user of each request: the security scheme " + s.Wire + ".")
			e.Line("func %s(user func(context.Context) (name, password string, err error)) Option { return basic(%q, user) }\n", name, s.Wire)
		case s.Type == "http" && strings.EqualFold(s.Scheme, "bearer"), s.Type == "oauth2", s.Type == "openIdConnect":
			text("is asked for the bearer token of each request: the security scheme "+s.Wire+".", fmt.Sprintf("bearer(%q, value)", s.Wire))
		case s.Type == "http" && validToken(s.Scheme):
			text("is asked for what stands behind "+s.Scheme+" in the header Authorization: the security scheme "+s.Wire+".", fmt.Sprintf("authorization(%q, %q, value)", s.Wire, s.Scheme))
		case s.Type == "apiKey" && (validToken(s.ParameterName) || s.In == "query") && slices.Contains([]string{"header", "query", "cookie"}, s.In):
			text("is asked for the key of each request: the security scheme "+s.Wire+".", fmt.Sprintf("apiKey(%q, %q, %q, value)", s.Wire, s.In, s.ParameterName))
		case s.Type == "mutualTLS": // which the http.Client does
		default:
			e.diags.Warnf(s.Pos, "client-scheme", "the client has no option for the security scheme %s, which is none that HTTP can send: EditRequest may send it", s.Wire)
		}
	}
}

// validToken reports whether a text is a token (RFC 9110, section 5.6.2).
func validToken(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune("\"(),/:;<=>?@[\\]{}", r)
	})
}

// sharedParams writes an option for each path parameter that four of five operations
// with parameters in their paths have, with one Go type.
func (e *emitter) sharedParams() {
	counts, total := map[string]int{}, 0
	first := map[string]*ir.Parameter{}
	var order []string
	for _, op := range e.ops {
		has := false
		for _, p := range op.Parameters {
			if p.In != "path" || p.Member == "" {
				continue
			}
			has = true
			key := p.Wire + " " + e.paramType(op, p)
			if counts[key]++; first[key] == nil {
				first[key] = p
				order = append(order, key)
			}
		}
		if has {
			total++
		}
	}
	for _, key := range order {
		p := first[key]
		typ := strings.TrimPrefix(key, p.Wire+" ")
		if total < 3 || counts[key]*5 < total*4 || typ == "" {
			continue
		}
		e.shared = append(e.shared, p)
		name := e.free(p.Name, "Param")
		e.Comment(fmt.Sprintf("%s is the value of {%s} in paths, for calls whose params leave it out.", name, p.Wire))
		e.Line("func %s(value %s) Option { return shared(%q, value) }\n", name, typ, p.Wire)
	}
}

// paramType is the Go type of a parameter's field, if options can hold values of it.
func (e *emitter) paramType(op *operation, p *ir.Parameter) string {
	t := e.types.Types[op.Params.Name]
	if t == nil || t.Fields[p.Member] == nil {
		return ""
	}
	field := t.Fields[p.Member].Type
	if field.Kind != goapi.Named || field.Pkg != "" {
		return ""
	}
	if e.types.Types[field.Name] == nil {
		return field.Name
	}
	return e.alias + "." + field.Name
}

// method writes the method of an operation, and the types that it alone has.
func (e *emitter) method(index int, op *operation) {
	bodyType, bodyDoc := e.bodyType(op)
	one := len(op.Results) == 1 && !op.Several()
	if op.Webhook {
		e.Comment(op.Name + " sends " + op.Occasion() + ": " + op.Method + " to a URL that its receiver has given.")
	} else {
		e.Comment(op.Name + " is " + op.Method + " " + op.Path + ".")
	}
	if text := cmp.Or(op.Summary, op.Doc); text != "" {
		line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
		e.Comment(line)
	}
	if op.Webhook {
		e.Line("//\n// Credentials of the client stay behind: options of the call give others.")
	}
	if bodyDoc != "" {
		e.Line("//")
		e.Comment(bodyDoc)
	}
	if one && op.Bodyless {
		e.Line("//\n// The value is nil where the answer has no body.")
	}
	if len(op.Results) == 1 && (op.Results[0].Kind == goapi.TextBody || op.Results[0].Kind == goapi.StreamBody) {
		e.Line("//\n// Close the stream.")
	}
	if op.Deprecated {
		e.Line("//\n// Deprecated: the document says so.")
	}
	if op.Webhook {
		op.takes, op.given = append(op.takes, "url string"), append(op.given, "url")
	}
	if op.Params != nil {
		op.takes, op.given = append(op.takes, "params "+e.alias+"."+op.Params.Name), append(op.given, "params")
	}
	if bodyType != "" {
		op.takes, op.given = append(op.takes, "body "+bodyType), append(op.given, "body")
	}
	returns, function := e.returns(op)
	e.Line("func (c *Client) %s(%s) %s {", op.Name, signature(op.takes), returns)
	sent := "nil"
	if op.Params != nil {
		sent = "&params"
	}
	x := fmt.Sprintf("c.call(ctx, &operations[%d], opts)", index)
	if op.Webhook {
		x = fmt.Sprintf("c.webhook(ctx, &operations[%d], url, opts)", index)
	}
	var steps []string
	for _, p := range op.Parameters {
		for _, s := range e.shared {
			if p.In == "path" && p.Wire == s.Wire && p.Member != "" && e.paramType(op, p) != "" {
				steps = append(steps, fmt.Sprintf("fill(x, %q, &params.%s)", p.Wire, p.Name))
			}
		}
	}
	steps = append(steps, e.sends(op)...)
	if len(steps) > 0 {
		e.Line("x := %s", x)
		x = "x"
		for _, step := range steps {
			e.Line("%s", step)
		}
	}
	function = strings.NewReplacer("$x", x, "$params", sent).Replace(function)
	switch {
	case one && op.Results[0].Type != "" && !op.Results[0].Kind.IsStream():
		e.Line("v, err := %s\nout, _ := v.(%s)\nreturn out, err\n}\n", function, e.typeOf(op.Results[0].Body))
		return
	case !op.Several():
		e.Line("return %s\n}\n", function)
		return
	}
	e.Line("a, err := %s\nif a == nil {\nreturn nil, err\n}\nout := &%s{StatusCode: a.status}\nswitch a.field {", function, e.resultType(op))
	for i, r := range op.Results {
		switch {
		case r.Kind.IsStream():
			e.Line("case %d:\nout.%s = a.stream", i, r.Field)
		case r.Type == "":
			e.Line("case %d:\nout.%s = rawOf(a.value)", i, r.Field)
		default:
			e.Line("case %d:\nout.%s, _ = a.value.(%s)", i, r.Field, e.typeOf(r.Body))
		}
	}
	e.Line("}\nreturn out, err\n}\n")
	e.Line("// %s is what [Client.%s] returns: the status, and the body that it came with.\ntype %s struct {\nStatusCode int", e.resultType(op), op.Name, e.resultType(op))
	for _, r := range op.Results {
		e.Line("%s %s // %s", r.Field, e.typeOf(r.Body), visible.Prose(r.Media))
	}
	e.Line("}\n")
}

// signature is what a method takes.
func signature(takes []string) string {
	return strings.Join(slices.Concat([]string{"ctx context.Context"}, takes, []string{"opts ...Option"}), ", ")
}

func (e *emitter) resultType(op *operation) string { return goapi.ClientType(op.Name, "Result") }

// typeOf is the Go type of a result.
func (e *emitter) typeOf(b goapi.Body) string {
	switch {
	case b.Kind.IsStream():
		return "io.ReadCloser"
	case b.Type == "":
		return "json.RawMessage"
	}
	return "*" + e.alias + "." + b.Type
}

// returns are the results of a method, and the call that makes them.
func (e *emitter) returns(op *operation) (returns, call string) {
	if len(op.Results) == 0 {
		return "error", "none($x, $params)"
	}
	if op.Several() {
		return "(*" + e.resultType(op) + ", error)", "$x.do($params)"
	}
	r := op.Results[0]
	switch {
	case r.Kind == goapi.EventsBody:
		return "iter.Seq2[Event, error]", "events($x, $params)"
	case r.Kind == goapi.SequenceBody && r.Type != "":
		return "iter.Seq2[*" + e.alias + "." + r.Type + ", error]", "sequence[" + e.alias + "." + r.Type + "]($x, $params, " + e.decoder(op, r.Body) + ")"
	case r.Kind.IsStream():
		return "(io.ReadCloser, error)", "stream($x, $params)"
	case r.Type == "":
		return "(json.RawMessage, error)", "raw($x, $params)"
	}
	return "(" + e.typeOf(r.Body) + ", error)", "one($x, $params)"
}

// sentType is the Go type of a request body, and whether nil says that there is none.
func (e *emitter) sentType(b goapi.Body) (typ string, hasNil bool) {
	switch b.Kind {
	case goapi.TextBody:
		return "string", false
	case goapi.StreamBody, goapi.EventsBody, goapi.SequenceBody:
		return "io.Reader", true
	case goapi.FormBody:
		if b.Type == "" {
			return "url.Values", true
		}
	case goapi.MultipartBody:
		if b.Type == "" {
			return "func(*multipart.Writer) error", true
		}
		return "Multipart[" + e.alias + "." + b.Type + "]", false
	default:
		if b.Type == "" {
			return "json.RawMessage", true
		}
	}
	return e.alias + "." + b.Type, false
}

// bodyType is the type of a method's body, "" for one without, and what to say of it.
func (e *emitter) bodyType(op *operation) (typ, doc string) {
	if len(op.Bodies) == 0 {
		return "", ""
	}
	var media []string
	for _, b := range op.Bodies {
		media = append(media, b.Media)
	}
	if op.Mixed() {
		e.sentStruct(op)
		return goapi.ClientType(op.Name, "Body"), ""
	}
	if len(media) > 1 {
		main := op.Bodies[goapi.Preferred(op.Bodies)].Media
		others := slices.DeleteFunc(media, func(m string) bool { return m == main })
		doc = "The body is sent as " + main + "; ContentType chooses " + strings.Join(others, " or ") + "."
	}
	typ, hasNil := e.sentType(op.Bodies[0])
	if !op.Body.Required {
		if !hasNil {
			typ = "*" + typ
		}
		doc = strings.TrimSpace("A body that is nil is not sent. " + doc)
	}
	return typ, doc
}

// inField lists the bodies that a field holds, the preferred one first.
func inField(op *operation, field string) string {
	var of []goapi.Body
	var at []int
	for i, b := range op.Bodies {
		if b.Field == field {
			of, at = append(of, b), append(at, i)
		}
	}
	main := at[goapi.Preferred(of)]
	out := []string{strconv.Itoa(main)}
	for _, i := range at {
		if i != main {
			out = append(out, strconv.Itoa(i))
		}
	}
	return strings.Join(out, ", ")
}

// sentStruct writes the type of a body that has several.
func (e *emitter) sentStruct(op *operation) {
	name := goapi.ClientType(op.Name, "Body")
	e.Line("// %s is a body of [Client.%s]: the field that is set is sent, the first of several.\ntype %s struct {", name, op.Name, name)
	for _, f := range fieldsOf(op) {
		typ, hasNil := e.sentType(f.Body)
		if !hasNil {
			typ = "*" + typ
		}
		e.Line("%s %s // %s", f.Field, typ, visible.Prose(strings.Join(f.media, " or ")))
	}
	e.Line("}\n")
}

// sentField is a field of such a type.
type sentField struct {
	goapi.Body
	media []string
}

func fieldsOf(op *operation) (out []sentField) {
	for _, b := range op.Bodies {
		i := slices.IndexFunc(out, func(f sentField) bool { return f.Field == b.Field })
		if i < 0 {
			out = append(out, sentField{Body: b})
			i = len(out) - 1
		}
		out[i].media = append(out[i].media, b.Media)
	}
	return out
}

// sends are the statements that hand the body to the call.
func (e *emitter) sends(op *operation) []string {
	switch {
	case len(op.Bodies) == 0:
		return nil
	case op.Mixed():
		var cases []string
		for _, f := range fieldsOf(op) {
			pointer := "body." + f.Field
			if _, hasNil := e.sentType(f.Body); hasNil {
				pointer = "&" + pointer
			}
			cases = append(cases, fmt.Sprintf("case body.%s != nil:\nx.send(%s, %s)", f.Field, pointer, inField(op, f.Field)))
		}
		required := ""
		if op.Body.Required {
			required = "default:\nx.lacking = true\n"
		}
		return []string{"switch {\n" + strings.Join(cases, "\n") + "\n" + required + "}"}
	}
	_, hasNil := e.sentType(op.Bodies[0])
	indices := inField(op, "Body")
	switch {
	case hasNil && op.Body.Required:
		return []string{fmt.Sprintf("x.lacking = body == nil\nx.send(&body, %s)", indices)}
	case hasNil:
		return []string{fmt.Sprintf("if body != nil {\nx.send(&body, %s)\n}", indices)}
	case op.Body.Required:
		return []string{fmt.Sprintf("x.send(&body, %s)", indices)}
	}
	return []string{fmt.Sprintf("if body != nil {\nx.send(body, %s)\n}", indices)}
}

// entry writes the entry of an operation in the table.
func (e *emitter) entry(op *operation) {
	if op.Webhook {
		e.Line("{name: %q, method: %q,", op.Name, op.Method)
	} else {
		e.Line("{name: %q, method: %q, path: %q,", op.Name, op.Method, op.Path)
		if server := e.server(op); server != "" {
			e.Line("server: %q,", server)
		}
	}
	if accept := accepts(op); accept != "" {
		e.Line("accept: %q,", accept)
	}
	if ways := security(op); ways != "" {
		e.Line("security: [][]string{%s},", ways)
	}
	stays := false
	for i, a := range op.Answers {
		stays = stays || op.Success[i] && a.Status[0] == '3'
	}
	if stays {
		e.Line("stays: true,")
	}
	if len(op.Bodies) > 0 {
		e.Line("bodies: []body{")
		for _, b := range op.Bodies {
			e.Line("%s,", e.encoder(op, b))
		}
		e.Line("},")
	}
	e.answers(op)
	e.Line("},")
}

// answers writes what the document says of the answers: those with one status together.
func (e *emitter) answers(op *operation) {
	if len(op.Answers) == 0 {
		return
	}
	e.Line("answers: []answer{")
	for i := 0; i < len(op.Answers); {
		a := op.Answers[i]
		ok := ""
		if op.Success[i] {
			ok = ", ok: true"
		}
		var types []string
		status := a.Status
		for ; i < len(op.Answers) && op.Answers[i].Status == status; i++ {
			for j, b := range op.Answers[i].Bodies {
				entry := fmt.Sprintf("{media: %q", ir.BaseMediaType(b.Media))
				if at := op.Fields[i][j]; at > 0 {
					entry += fmt.Sprintf(", field: %d", at)
				}
				switch {
				case b.Kind.IsStream():
					entry += ", stream: true"
				case b.Type == "":
					entry += ", decode: rawJSON"
				default:
					entry += ", decode: " + e.decoder(op, b)
				}
				types = append(types, entry+"}")
			}
		}
		if a.Head != nil {
			ok += ", headers: (*" + e.alias + "." + a.Head.Name + ")(nil)"
		}
		if len(types) > 0 {
			ok += ", types: []answerType{" + strings.Join(types, ", ") + "}"
		}
		e.Line("{status: %q%s},", strings.ToLower(status), ok)
	}
	e.Line("},")
}

// decoder is the function that reads an answer of a type, which is written where it is first
// asked for.
func (e *emitter) decoder(op *operation, b goapi.Body) string {
	options := "Response" // the direction of what comes
	if op.Webhook {
		options = "Request"
	}
	if e.opts.Defaults {
		options = "full" + options
	} else {
		options = "in" + options
	}
	name, written := e.decoders[options+b.Decode]
	if !written {
		name = e.free("read"+b.Type, "Body")
		e.decoders[options+b.Decode] = name
		fmt.Fprintf(&e.readers, "func %s(data []byte, checked bool) (any, error) {\nv, err := %s.%s(data, %s...)\nreturn decoded(&v, err, data, checked)\n}\n\n", name, e.alias, b.Decode, options)
	}
	return name
}

// encoder is the entry of a request body. What a type has methods for is not written.
func (e *emitter) encoder(op *operation, b goapi.Body) string {
	entry, encode := fmt.Sprintf("{media: %q", b.Media), "asRead"
	if op.Webhook {
		entry += ", answer: true"
	}
	typ := e.alias + "." + b.Type
	if b.Type != "" && (b.Kind == goapi.JSONBody || b.Kind == goapi.FormBody) && !e.types.HasMethods(b.Of.Schema.Named().Own().Name) {
		entry += fmt.Sprintf(", check: func(v any, opts ...validate.Option) error { return %s.%s(*v.(*%s), opts...) }", e.alias, goapi.ValidateFunc.Of(b.Type), typ)
	}
	switch {
	case b.Kind == goapi.JSONBody && b.Type == "":
		encode = "asWritten"
	case b.Kind == goapi.JSONBody:
		encode = "asJSON"
	case b.Kind == goapi.FormBody && b.Type == "":
		encode = "asValues"
	case b.Kind == goapi.FormBody:
		encode = "asForm"
		if !b.IsMethod {
			entry += fmt.Sprintf(", form: func(v any) url.Values { return %s.%s(*v.(*%s)) }", e.alias, b.Encode, typ)
		}
		entry += fmt.Sprintf(", reads: func(form url.Values, opts ...validate.Option) error {\n_, err := %s.%s(form, opts...)\nreturn err\n}", e.alias, b.Decode)
	case b.Kind == goapi.MultipartBody && b.Type == "":
		encode = "asParts"
	case b.Kind == goapi.MultipartBody && b.IsMethod:
		return fmt.Sprintf("multipartBody(%q, (*%s).%s)", b.Media, typ, b.Encode)
	case b.Kind == goapi.MultipartBody:
		const call = "multipartBody(%q, func(v *%s, w *multipart.Writer, files ...*validate.File) error { return %s.%s(*v, w, files...) })"
		return fmt.Sprintf(call, b.Media, typ, e.alias, b.Encode)
	case b.Kind == goapi.TextBody:
		encode = "asText"
		if check := e.textCheck(b); check != "" {
			entry += ", text: " + check
		}
	}
	return entry + ", encode: " + encode + "}"
}

// textCheck is the check of a text, "" where its schema refuses none.
func (e *emitter) textCheck(b goapi.Body) string {
	switch {
	case b.Check == "":
		return ""
	case keyword.Accepts(b.Of.Schema).Has(ir.String):
		return "validate.Text(" + e.alias + "." + b.Check + ")"
	}
	return e.alias + "." + b.Check
}

// accepts is the header Accept: the media types of all answers, those of success first.
func accepts(op *operation) string {
	var out []string
	for _, ok := range []bool{true, false} {
		for i, a := range op.Answers {
			for _, b := range a.Bodies {
				if media := ir.BaseMediaType(b.Media); op.Success[i] == ok && strings.Contains(media, "/") && !strings.ContainsAny(media, " ,\"") && !slices.Contains(out, media) {
					out = append(out, media)
				}
			}
		}
	}
	return strings.Join(out, ", ")
}

// security are the ways to be let in to an operation, each by all its schemes; "" where
// nothing is asked for.
func security(op *operation) string {
	var ways []string
	for _, way := range op.Security {
		var schemes []string
		for _, use := range way {
			schemes = append(schemes, strconv.Quote(use.Scheme))
		}
		if len(schemes) > 0 { // without any, the call needs none
			ways = append(ways, "{"+strings.Join(schemes, ", ")+"}")
		}
	}
	return strings.Join(ways, ", ")
}

// server is the URL that an operation has for itself, "" where it has none.
func (e *emitter) server(op *operation) string {
	if len(op.Servers) == 0 {
		return ""
	}
	own := op.Servers[0].DefaultURL()
	if len(e.api.Servers) > 0 && own == e.api.Servers[0].DefaultURL() {
		return ""
	}
	u, err := url.Parse(own)
	if err != nil || strings.ContainsAny(own, "{}") || u.RawQuery != "" || u.User != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		e.diags.Warnf(op.Servers[0].Pos, "client-server", "the client calls %s at its own URL: that of this server cannot be used as it is", op.Name)
		return ""
	}
	return own
}
