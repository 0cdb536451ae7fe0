// Examples in Go that call an operation by the emitted client, and the functions for
// webhooks of client and server.

package docs

import (
	"encoding/json"
	"fmt"
	"go/format"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/pages"
)

// clientName is what the pages call the client's package.
func (s *site) clientName() string { return path.Base(s.opts.Client) }

// goCalls finds out how operations are called, where the target has a client whose package
// can be told from that of the types.
func (s *site) goCalls() {
	if s.opts.NoGo || s.opts.Declared == nil {
		return
	}
	s.calls = map[*ir.Operation]*goapi.Call{}
	s.goOps = slices.Concat(goapi.Operations(s.api, s.opts.Declared), goapi.Webhooks(s.api, s.opts.Declared))
	var calls []*goapi.Call
	for _, op := range s.goOps {
		c := goapi.CallOf(op)
		s.calls[op.Operation] = c
		calls = append(calls, c)
	}
	s.walks = pages.Find(calls, s.opts.Declared, s.opts.Lists).Walks // what is wrong, the client says
	s.goServes()
}

func (s *site) hasClient() bool {
	return s.opts.Client != "" && s.calls != nil && s.clientName() != s.opts.Package
}

// goClient says on the index how the client is made that the examples call.
func (s *site) goClient() []Markdown {
	if !s.hasClient() {
		return nil
	}
	url := "https://api.example.com"
	if len(s.api.Servers) > 0 {
		if base := s.api.Servers[0].DefaultURL(); strings.HasPrefix(base, "http") && !strings.ContainsAny(base, "?#@{}") {
			url = base
		}
	}
	return []Markdown{
		"The methods of a " + s.code("*"+s.clientName()+".Client") + " call the operations (" + s.code("import "+strconv.Quote(s.opts.Client)) + "). One is made by " +
			s.code(s.clientName()+".New("+strconv.Quote(url)+", …)") + ", with options for credentials.",
	}
}

// goCall shows a call of an operation.
func (s *site) goCall(op *ir.Operation) Markdown {
	call := s.calls[op]
	pkg := s.clientName()
	var b strings.Builder
	var args []string
	if op.Params != nil {
		args = append(args, s.goParams(&b, op))
	}
	if len(call.Bodies) > 0 {
		args = append(args, s.goBody(&b, call))
	}
	args = append([]string{"ctx"}, args...)
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "// c is a *%s.Client.\n", pkg)
	made := "c." + op.Name + "(" + strings.Join(args, ", ") + ")"
	failure := "return err"
	if t := errorType(call); t != "" {
		failure += fmt.Sprintf(" // %s.Value[%s.%s](err) is what the server says", pkg, s.opts.Package, t)
	}
	check := "if err != nil {\n\t" + failure + "\n}\n"
	switch {
	case len(call.Results) == 0:
		fmt.Fprintf(&b, "if err := %s; err != nil {\n\t%s\n}\n", made, failure)
	case call.Several():
		var fields []string
		for _, r := range call.Results {
			fields = append(fields, r.Field)
		}
		fmt.Fprintf(&b, "res, err := %s // the answer is in %s\n%s", made, strings.Join(fields, " or "), check)
	case call.Results[0].Kind == goapi.EventsBody:
		fmt.Fprintf(&b, "for event, err := range %s {\n\tif err != nil {\n\t\t%s\n\t}\n\tfmt.Println(event.Data)\n}\n", made, failure)
	case call.Results[0].Kind == goapi.SequenceBody && call.Results[0].Type != "":
		fmt.Fprintf(&b, "for item, err := range %s {\n\tif err != nil {\n\t\t%s\n\t}\n\tfmt.Println(item)\n}\n", made, failure)
	case call.Results[0].Kind.IsStream():
		fmt.Fprintf(&b, "res, err := %s\n%sdefer res.Close() // it is a stream\n", made, check)
	default:
		fmt.Fprintf(&b, "res, err := %s\n%s", made, check)
	}
	if others := otherTypes(call); len(others) > 0 {
		fmt.Fprintf(&b, "// With %s.ContentType(%q) as a last argument, the body is sent as that.\n", pkg, others[0])
	}
	if w := s.walks[op]; w != nil {
		fmt.Fprintf(&b, "\n// Or all items, page after page.\nfor item, err := range c.%s(%s) {\n\tif err != nil {\n\t\treturn err\n\t}\n\tfmt.Println(item)\n}\n", w.Method, strings.Join(args, ", "))
	}
	if i := slices.IndexFunc(call.Answers, func(a goapi.Answer) bool { return a.Head != nil }); i >= 0 {
		fmt.Fprintf(&b, "// With %s.Headers(&h) as a last argument, h gets the headers of an answer, as a %s.%s.\n", pkg, s.opts.Package, call.Answers[i].Head.Name)
	}
	code := b.String()
	if formatted, err := format.Source([]byte(code)); err == nil {
		code = string(formatted)
	}
	return s.fence("go", fmt.Sprintf("import (\n\t%q\n\t%q\n)\n\n%s", s.opts.ImportPath, s.opts.Client, code))
}

// errorType is the Go type of the first error that is described by one, or "".
func errorType(call *goapi.Call) string {
	for i, a := range call.Answers {
		for _, body := range a.Bodies {
			if !call.Success[i] && body.Kind == goapi.JSONBody && body.Type != "" {
				return body.Type
			}
		}
	}
	return ""
}

// otherTypes are the media types of a body besides that which is sent by default.
func otherTypes(call *goapi.Call) (out []string) {
	if call.Mixed() || len(call.Bodies) == 0 {
		return nil
	}
	main := goapi.Preferred(call.Bodies)
	for i, body := range call.Bodies {
		if i != main && !strings.Contains(body.Media, "*") {
			out = append(out, body.Media)
		}
	}
	return out
}

// goParams writes the parameters of a call, those that are required, and returns the
// expression for them.
func (s *site) goParams(b *strings.Builder, op *ir.Operation) string {
	example := map[string]ir.Value{}
	if made, ok := s.samples.Plain(op.Params, ir.InRequest); ok {
		json.Unmarshal(made, &example)
	}
	required := false
	for _, p := range op.Parameters {
		if p.Member == "" || !p.Required {
			continue
		}
		required = true
		for _, e := range p.Examples {
			if s.conforms(e, p.Schema, ir.InRequest) {
				example[p.Member] = e.Value
				break
			}
		}
	}
	name := s.opts.Package + "." + op.Params.Name
	if !required {
		return name + "{}"
	}
	data, err := json.Marshal(example)
	if literal, ok := s.goLiteral(op.Params, data, func(*ir.Field) bool { return false }); ok && err == nil {
		if strings.Count(literal, "\n") == 2 { // one field
			return strings.NewReplacer("\n\t", "", ",\n", "").Replace(literal)
		}
		fmt.Fprintf(b, "params := %s\n", literal)
		return "params"
	}
	fmt.Fprintf(b, "var params %s // set what is required\n", name)
	return "params"
}

// goBody writes the body of a call, and returns the expression for it.
func (s *site) goBody(b *strings.Builder, call *goapi.Call) string {
	main := goapi.Preferred(call.Bodies)
	body := call.Bodies[main]
	pkg := s.clientName()
	expr, isNil := "", true // the expression, and whether nil says that there is none
	switch {
	case (body.Kind == goapi.JSONBody || body.Kind == goapi.FormBody) && body.Type != "":
		example, _ := s.sampleBody(call.Body.Content, body.Of)
		if literal, ok := s.goLiteral(body.Of.Schema.Named(), example, func(*ir.Field) bool { return false }); ok {
			fmt.Fprintf(b, "req := %s\n", literal)
		} else if body.Kind == goapi.JSONBody {
			fmt.Fprintf(b, "// data is the request in JSON.\nreq, err := %s.%s(data)\nif err != nil {\n\treturn err // all violations, in the document's order\n}\n", s.opts.Package, body.Decode)
		} else {
			fmt.Fprintf(b, "var req %s.%s // set what is required\n", s.opts.Package, body.Type)
		}
		expr, isNil = "req", false
	case body.Kind == goapi.JSONBody:
		expr = "data"
	case body.Kind == goapi.FormBody:
		expr = "form"
	case body.Kind == goapi.TextBody:
		expr, isNil = "text", false
	case body.Kind == goapi.MultipartBody && body.Type != "":
		schema := body.Of.Schema.Named()
		file := func(f *ir.Field) bool { return isFile(f, body.Of) }
		example, _ := s.sampleBody(call.Body.Content, body.Of)
		fields, ok := s.goLiteral(schema, example, file)
		if !ok {
			fields = s.opts.Package + "." + schema.Name + "{}"
		}
		fmt.Fprintf(b, "req := %s.Multipart[%s.%s]{\n\tFields: %s,\n", pkg, s.opts.Package, schema.Name, strings.ReplaceAll(fields, "\n", "\n\t"))
		if i := slices.IndexFunc(schema.Shape.Fields, file); i >= 0 {
			fmt.Fprintf(b, "\tFiles:  []*validate.File{{Name: %q, Filename: \"name\", Reader: file}},\n", schema.Shape.Fields[i].Wire)
		}
		b.WriteString("}\n")
		expr, isNil = "req", false
	case body.Kind == goapi.MultipartBody:
		b.WriteString("write := func(w *multipart.Writer) error { return w.WriteField(\"name\", \"value\") }\n")
		expr = "write"
	default:
		expr = "file"
	}
	switch {
	case call.Mixed():
		if !isNil {
			expr = "&" + expr
		}
		return fmt.Sprintf("%s.%s{%s: %s}", pkg, goapi.ClientType(call.Name, "Body"), body.Field, expr)
	case !call.Body.Required && !isNil:
		return "&" + expr
	}
	return expr
}

// goWebhooks says which functions send and receive a webhook or a callback.
func (s *site) goWebhooks(op *ir.Operation) Markdown {
	if s.calls == nil {
		return ""
	}
	receiver := Markdown("")
	if name := path.Base(s.opts.Server); s.opts.Server != "" {
		receiver = s.code(name+"."+goapi.ReceiverName(s.calls[op].Operation, s.goOps)) + " is the handler that receives it (" + s.code(op.Method) + "), at a path of yours."
	}
	sender := Markdown("")
	if s.opts.Client != "" {
		sender = "Who runs the API sends it by the method " + s.code(op.Name) + " of " + s.code("*"+s.clientName()+".Client") + "."
	}
	return prose(receiver, sender)
}

// joined puts one block below another.
func joined(above, below Markdown) Markdown {
	if above == "" || below == "" {
		return above + below
	}
	return above + "\n\n" + below
}
