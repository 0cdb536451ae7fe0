// Examples in Go, with the types and validators that go with the pages.

package docs

import (
	"encoding/json"
	"fmt"
	"go/format"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
)

// goPackage says on the index how the Go on all pages is to be read.
func (s *site) goPackage() []Markdown {
	if s.opts.ImportPath == "" || s.opts.NoGo {
		return nil
	}
	out := []Markdown{
		"The examples use the package " + s.code(s.opts.Package) + ": " + s.code("import "+strconv.Quote(s.opts.ImportPath)) + ".",
		"Each schema has a type; components and bodies have functions that check bytes (" + s.code(goapi.ValidateJSON.Of("…")) + "), or check and decode them (" + s.code(goapi.Decode.Of("…")) + ").",
		"What they refuse comes back as " + s.code("validate.Errors") + ": every violation, with its place in the body (RFC 6901) and what was expected.",
	}
	if slices.ContainsFunc(s.api.Schemas, func(schema *ir.Schema) bool { return slices.ContainsFunc(schema.Shape.Fields, keyword.IsNullable) }) {
		out = append(out, "A field that may be left out, and may be null as well, is a "+s.code("validate.Nullable")+": set it to "+s.code("validate.ValueOf(…)")+" or "+
			s.code("validate.NullOf[…]()")+", and ask it by "+s.code("Get")+", "+s.code("IsNull")+" and, of one that was left out, "+s.code("IsZero")+".")
	}
	return append(append(out, s.goClient()...), s.goServer()...)
}

// goOperation shows how to call an operation, and how to serve it.
func (s *site) goOperation(op *ir.Operation) Markdown {
	return joined(s.goRequests(op), s.goServe(op))
}

// goRequests shows how to make an operation's request and read its response.
func (s *site) goRequests(op *ir.Operation) Markdown {
	request, form, example := s.requestSchema(op)
	multipart := multipartBody(op)
	if op.Webhook {
		multipart = nil // which takes a server of its own to read
	}
	response := responseSchema(op)
	switch {
	case s.opts.NoGo:
		return ""
	case s.hasClient() && !op.Webhook:
		return s.goCall(op)
	case request == nil && response == nil && multipart == nil:
		return s.goWebhooks(op)
	}
	var b strings.Builder
	if s.opts.ImportPath != "" {
		fmt.Fprintf(&b, "import %s\n\n", strconv.Quote(s.opts.ImportPath))
	}
	if op.Webhook {
		s.goWebhook(&b, op, request, response)
		return joined(s.goWebhooks(op), s.fence("go", b.String()))
	}
	if request != nil {
		s.goRequest(&b, "req", request, form, example)
	}
	if multipart != nil {
		if request != nil {
			b.WriteString("\n")
		}
		s.goMultipart(&b, op, multipart)
	}
	if response != nil {
		if request != nil || multipart != nil {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "// body is what the server answered: checked, then decoded.\n")
		fmt.Fprintf(&b, "res, err := %s.%s(body)\nif err != nil {\n\treturn err\n}\n", s.opts.Package, goapi.Decode.Of(response.Name))
	}
	return s.fence("go", b.String())
}

// goWebhook writes how a request that the reader's server receives is read, and answered.
func (s *site) goWebhook(b *strings.Builder, op *ir.Operation, request, response *ir.Schema) {
	if request != nil {
		fmt.Fprintf(b, "// body is what your server received: checked, then decoded.\n")
		fmt.Fprintf(b, "req, err := %s.%s(body)\nif err != nil {\n\treturn err\n}\n", s.opts.Package, goapi.Decode.Of(request.Name))
	}
	if response == nil {
		return
	}
	if request != nil {
		b.WriteString("\n")
	}
	var example ir.Value
	for _, r := range op.Responses {
		for _, m := range r.Content {
			if example == nil && m.Schema.Named() == response {
				example, _ = s.sampleBody(r.Content, m)
			}
		}
	}
	s.goRequest(b, "res", response, "", example)
}

// goRequest writes how a request is made: from Go fields where all that is
// required can be written so, else from JSON.
func (s *site) goRequest(b *strings.Builder, name string, request *ir.Schema, form string, example ir.Value) {
	if literal, ok := s.goLiteral(request, example, func(*ir.Field) bool { return false }); ok {
		fmt.Fprintf(b, "%s := %s\n", name, literal)
		fmt.Fprintf(b, "if err := %s.%s(); err != nil {\n\treturn err // all violations, in the document's order\n}\n", name, goapi.Validate.Pattern)
	} else {
		fmt.Fprintf(b, "// data is %s in JSON: checked, then decoded.\n", map[string]string{"req": "the request", "res": "your answer"}[name])
		fmt.Fprintf(b, "%s, err := %s.%s(data)\nif err != nil {\n\treturn err // all violations, in the document's order\n}\n", name, s.opts.Package, goapi.Decode.Of(request.Name))
	}
	if form != "" {
		encode := s.opts.Package + "." + goapi.EncodeFormFunc.Of(form) + "(req)"
		if form == request.Name && s.hasMethods(request) {
			encode = "req." + goapi.EncodeForm.Pattern + "()"
		}
		fmt.Fprintf(b, "form := %s // url.Values, to send it as a form\n", encode)
	}
}

// goMultipart writes how a multipart body is sent, and how a server reads it.
func (s *site) goMultipart(b *strings.Builder, op *ir.Operation, m *ir.MediaType) {
	schema := m.Schema.Named()
	file := func(f *ir.Field) bool { return isFile(f, m) }
	example, _ := s.sampleBody(op.Body.Content, m)
	fmt.Fprintf(b, "// w is a *multipart.Writer: the fields are written, and files beside them.\n")
	if literal, ok := s.goLiteral(schema, example, file); ok {
		fmt.Fprintf(b, "upload := %s\n", literal)
	} else {
		fmt.Fprintf(b, "var upload %s.%s // the fields\n", s.opts.Package, schema.Name)
	}
	args := []string{"w"}
	if i := slices.IndexFunc(schema.Shape.Fields, file); i >= 0 {
		args = append(args, "&validate.File{Name: "+strconv.Quote(schema.Shape.Fields[i].Wire)+", Filename: \"name\", Reader: file}")
	}
	call := "upload." + goapi.EncodeMultipart.Pattern
	if m.FormName != schema.Name || !s.hasMethods(schema) {
		call, args = s.opts.Package+"."+goapi.EncodeMultipartFunc.Of(m.FormName), append([]string{"upload"}, args...)
	}
	fmt.Fprintf(b, "if err := %s(%s); err != nil {\n\treturn err // all violations, in the document's order\n}\n\n", call, strings.Join(args, ", "))
	fmt.Fprintf(b, "// r is what a server gets from MultipartReader of its request: files are read as they arrive.\n")
	fmt.Fprintf(b, "uploaded, err := %s.%s(r, func(f *validate.File) error {\n\t_, err := io.Copy(dst, f) // f.Name, f.Filename and f.ContentType say what it is\n\treturn err\n})\nif err != nil {\n\treturn err\n}\n",
		s.opts.Package, goapi.DecodeMultipart.Of(m.FormName))
}

// multipartBody returns the multipart body that an operation takes, if the Go package
// has functions for it, or nil.
func multipartBody(op *ir.Operation) *ir.MediaType {
	if op.Body != nil {
		for _, m := range op.Body.Content {
			if m.FormName != "" && m.Media() == ir.MediaMultipart {
				return m
			}
		}
	}
	return nil
}

// requestSchema returns the named schema of an operation's JSON body (or else
// of its form), what its functions for a form are named by, if it can be sent as
// one, and a body to show, or nil.
func (s *site) requestSchema(op *ir.Operation) (schema *ir.Schema, form string, example ir.Value) {
	if op.Body == nil {
		return nil, "", nil
	}
	for _, isKind := range []func(ir.Media) bool{ir.Media.IsForm, ir.Media.IsJSON} { // JSON is last, so that it is taken where there are both
		for _, m := range op.Body.Content {
			target := m.Schema.Named()
			if target == nil || !isKind(m.Media()) {
				continue
			}
			switch {
			case m.Media().IsForm():
				form = m.FormName
			case schema != target:
				form = ""
			}
			schema = target
			if v, ok := s.sampleBody(op.Body.Content, m); ok {
				example = v
			}
		}
	}
	return schema, form, example
}

// responseSchema returns the named schema of the first success in JSON.
func responseSchema(op *ir.Operation) *ir.Schema {
	for _, r := range op.Responses {
		for _, m := range r.Content {
			if target := m.Schema.Named(); target != nil && m.Media().IsJSON() && !isError(r.Status) {
				return target
			}
		}
	}
	return nil
}

// goLiteral returns a composite literal with the required fields of an object,
// their values taken from an example of it; skip leaves some out.
func (s *site) goLiteral(schema *ir.Schema, example ir.Value, skip func(*ir.Field) bool) (string, bool) {
	var values map[string]ir.Value
	if schema.Shape.Kind != ir.KindObject || !s.hasMethods(schema) || json.Unmarshal(example, &values) != nil {
		return "", false
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s.%s{\n", s.opts.Package, schema.Name)
	n := 0
	for _, f := range schema.Shape.Fields {
		if !f.Required || f.ReadOnly || skip(f) {
			continue
		}
		value, ok := s.goValue(f, values[f.Wire])
		if !ok || f.Name == "" {
			return "", false
		}
		fmt.Fprintf(&b, "\t%s: %s,\n", f.Name, value)
		n++
	}
	b.WriteString("}")
	code, err := format.Source([]byte(b.String()))
	return string(code), n > 0 && err == nil
}

// longLiteral is the length in bytes up to which a string is written in Go.
const longLiteral = 300

// goValue returns a value as a Go expression, for a field whose Go type is
// certain: a string, a boolean, a number, or an enum with constants.
func (s *site) goValue(f *ir.Field, v ir.Value) (string, bool) {
	target := f.Schema
	if t := target.Named(); t != nil {
		target = t
	}
	if target == nil || target.Shape.Go != nil || f.Schema.Shape.Go != nil || f.WriteOnly || keyword.MatchesNull(f.Schema) || len(f.All) > 1 { // it is a pointer, or not sure
		return "", false
	}
	shape := target.Shape
	var decoded any
	if v == nil || json.Unmarshal(v, &decoded) != nil {
		return "", false
	}
	if shape.Kind == ir.KindEnum {
		for _, e := range shape.Enum {
			if string(e.Value) == string(v) && e.Name != "" {
				return s.opts.Package + "." + e.Name, true
			}
		}
		return "", false
	}
	if shape.Kind != ir.KindPrimitive {
		return "", false
	}
	switch decoded := decoded.(type) {
	case string:
		plain := shape.Type == ir.String && (shape.Format == "" || shape.Format == "uri" || shape.Format == "password")
		return strconv.Quote(decoded), plain && len(decoded) <= longLiteral
	case bool:
		return strconv.FormatBool(decoded), shape.Type == ir.Boolean
	case float64:
		return string(v), shape.Type == ir.Num || shape.Type == ir.Integer && goInteger.Match(v)
	}
	return "", false
}

var goInteger = regexp.MustCompile(`^-?(?:0|[1-9][0-9]{0,17})$`)

// goName is the name that something has in Go, where the pages show Go.
func (s *site) goName(name string) Markdown {
	if s.opts.Package == "" {
		return ""
	}
	return s.plain(name)
}

// hasMethods reports whether the Go type of a schema has methods. Where no Go type could be
// written for it, it is any, which only the emitted types tell.
func (s *site) hasMethods(schema *ir.Schema) bool {
	if s.opts.Declared != nil {
		t := s.opts.Declared.Types[schema.Own().Name]
		if t == nil || t.Alias || t.Expr.Kind == goapi.Any {
			return false
		}
	}
	return goapi.HasMethods(schema)
}

// hasFunctions reports whether the Go package has functions for JSON texts of a schema.
func (s *site) hasFunctions(schema *ir.Schema) bool {
	return s.opts.AllFunctions || goapi.IsWhole(schema)
}

// goSchema shows the functions that the Go package has for a schema.
func (s *site) goSchema(schema *ir.Schema) Markdown {
	if s.opts.NoGo {
		return ""
	}
	call := func(f goapi.Ident) string { return s.opts.Package + "." + f.Of(schema.Name) }
	methods := s.hasMethods(schema)
	if !s.hasFunctions(schema) { // the functions of what it is a part of check its bytes
		if !methods {
			return ""
		}
		return s.fence("go", "var v "+s.opts.Package+"."+schema.Name+"\nerr := v."+goapi.Validate.Pattern+"() // a value, before it is sent\n")
	}
	lines := [][2]string{{"v, err := " + call(goapi.Decode) + "(data)", "bytes to a value, checked"}}
	if methods {
		lines = append(lines, [2]string{"err = v." + goapi.Validate.Pattern + "()", "a value, before it is sent"})
	}
	lines = append(lines, [2]string{"err = " + call(goapi.ValidateJSON) + "(data)", "bytes alone"})
	if s.forms[schema] && methods {
		lines = append(lines,
			[2]string{"v, err = " + call(goapi.DecodeForm) + "(form)", "url.Values to a value, checked"},
			[2]string{"form = v." + goapi.EncodeForm.Pattern + "()", "a value as a form"})
	}
	if s.multiparts[schema] && methods {
		lines = append(lines,
			[2]string{"v, err = " + call(goapi.DecodeMultipart) + "(r, nil)", "*multipart.Reader to a value, checked; a function in place of nil gets the files"},
			[2]string{"err = v." + goapi.EncodeMultipart.Pattern + "(w)", "a value, and files after w, to a *multipart.Writer"})
	}
	return s.fence("go", aligned(lines))
}

// aligned writes lines of Go with their comments in one column, as gofmt does.
func aligned(lines [][2]string) string {
	width := 0
	for _, line := range lines {
		width = max(width, len(line[0]))
	}
	var b strings.Builder
	for _, line := range lines {
		fmt.Fprintf(&b, "%-*s // %s\n", width, line[0], line[1])
	}
	return b.String()
}
