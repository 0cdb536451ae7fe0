// Package tryit describes operations to a page that sends their requests: where to, what
// there is to fill in, how it is written, and what is asked of it.
//
// Nothing is decided here that is not decided elsewhere: values are written by the tables
// of emitted clients (package plan), and held against the JSON Schema of requests
// (package jsonschema).
package tryit

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/jsonschema"
	"github.com/oasmint/oasmint/generator/validators/plan"
	"github.com/oasmint/oasmint/generator/visible"
)

// Operation is all that a page knows of an operation. Its JSON has what
// templates/site/try.js reads.
type Operation struct {
	Method   string            `json:"method"`
	Path     string            `json:"path"`           // the template
	Base     string            `json:"base,omitempty"` // what stands before it on other servers
	Servers  []Server          `json:"servers,omitempty"`
	Params   []Field           `json:"params,omitempty"`
	Schema   *int              `json:"schema,omitempty"` // of an object of the parameters, by the keys of the fields
	Access   [][]Credential    `json:"access,omitempty"` // one of them is needed; none is nothing
	Required bool              `json:"required,omitempty"`
	Bodies   []Body            `json:"bodies,omitempty"`
	Note     string            `json:"note,omitempty"` // what a page cannot do
	Schemas  []json.RawMessage `json:"schemas,omitempty"`
	Shared   bool              `json:"shared,omitempty"` // they refer to the shared document
}

// Server is where requests go.
type Server struct {
	URL       string     `json:"url"` // with its variables, in braces
	About     string     `json:"about,omitempty"`
	Variables []Variable `json:"variables,omitempty"`
}

// Variable is a part of a server's URL.
type Variable struct {
	Name    string   `json:"name"`
	Default string   `json:"default"`
	Choices []string `json:"choices,omitempty"`
}

// Field is a value to fill in, and how it is written: the table of a client, see
// [plan.Param]. Names of kinds and styles are those of its constants, without "Form".
type Field struct {
	Name       string   `json:"name"`
	Pattern    string   `json:"pattern,omitempty"`
	Others     bool     `json:"others,omitempty"`
	Kind       string   `json:"kind,omitempty"` // "" is Text
	List       bool     `json:"list,omitempty"`
	Style      string   `json:"style,omitempty"` // "" is Keys
	Fields     []Field  `json:"fields,omitempty"`
	File       bool     `json:"file,omitempty"`
	Types      []string `json:"types,omitempty"` // of a part: media types
	Deprecated bool     `json:"deprecated,omitempty"`
	Required   bool     `json:"required,omitempty"`

	// Of a parameter.
	In       string `json:"in,omitempty"`
	Explode  bool   `json:"explode,omitempty"`
	Many     bool   `json:"many,omitempty"`
	Reserved bool   `json:"reserved,omitempty"`
	Empty    bool   `json:"empty,omitempty"`
	Refused  bool   `json:"refused,omitempty"` // browsers let no page set it

	Type    string     `json:"type,omitempty"` // in words
	Choices []ir.Value `json:"choices,omitempty"`
	Example ir.Value   `json:"example,omitempty"`
	Default ir.Value   `json:"default,omitempty"`
}

// Credential is what a security scheme asks for.
type Credential struct {
	Scheme string `json:"scheme"` // its key
	Kind   string `json:"kind"`   // bearer, basic, apiKey, mutualTLS, or http: all of the header
	In     string `json:"in,omitempty"`
	Name   string `json:"name,omitempty"` // of the parameter, or of the scheme of HTTP
}

// Body is a request body in a media type.
type Body struct {
	Type     string    `json:"type"`
	Kind     string    `json:"kind"` // json, form, multipart, text, file
	Fields   []Field   `json:"fields,omitempty"`
	Schema   *int      `json:"schema,omitempty"`
	Examples []Example `json:"examples,omitempty"`
}

// Example is a body to start from.
type Example struct {
	Name  string   `json:"name,omitempty"`
	Value ir.Value `json:"value"`
}

// A Describer describes the operations of an API.
type Describer struct {
	api      *ir.API
	schemes  map[string]*ir.SecurityScheme
	requests *jsonschema.Requests
	examples func(*ir.Operation, *ir.MediaType) []Example
}

// New returns a describer for an API, whose bodies have those examples.
func New(api *ir.API, examples func(*ir.Operation, *ir.MediaType) []Example) *Describer {
	d := &Describer{api: api, schemes: map[string]*ir.SecurityScheme{}, requests: jsonschema.NewRequests(api), examples: examples}
	for _, s := range api.Security {
		d.schemes[s.Wire] = s
	}
	return d
}

// Shared returns the document that the schemas of some operations refer to, or nil.
func (d *Describer) Shared() json.RawMessage { return d.requests.Shared() }

// CanSend reports whether a page can send the requests of an operation: it is none that
// the API sends, and its method is one of the Fetch Standard (section 2.2.1).
func CanSend(op *ir.Operation) bool {
	return !op.Webhook && !slices.Contains([]string{"CONNECT", "TRACE", "TRACK"}, op.Method)
}

// Describe describes an operation that a page can send.
func (d *Describer) Describe(op *ir.Operation) *Operation {
	servers := Servers(d.api, op)
	path, _, _ := strings.Cut(op.Path, "#") // which is not sent
	out := &Operation{Method: op.Method, Path: path, Base: ir.BasePath(servers)}
	for _, s := range servers {
		if server, ok := serverOf(s); ok {
			out.Servers = append(out.Servers, server)
		}
	}
	for _, requirement := range op.Security {
		all := []Credential{}
		for _, use := range requirement {
			if scheme := d.schemes[use.Scheme]; scheme != nil {
				all = append(all, credentialOf(scheme))
			}
		}
		out.Access = append(out.Access, all)
	}
	d.params(out, op)
	d.bodies(out, op)
	return out
}

// Servers are those of an operation: its own, or the API's.
func Servers(api *ir.API, op *ir.Operation) []ir.Server {
	if op.Servers != nil {
		return op.Servers
	}
	return api.Servers
}

// serverOf describes a server; false for one whose URL has no host, and depends on where
// the document is.
func serverOf(s ir.Server) (Server, bool) {
	out := Server{URL: absolute(s.URL), About: short(s.Name)}
	if out.About == "" {
		out.About = short(s.Doc)
	}
	for _, v := range s.Variables {
		if strings.Contains(s.URL, "{"+v.Name+"}") {
			out.Variables = append(out.Variables, Variable{v.Name, v.Default, v.Enum})
		}
	}
	return out, out.URL != ""
}

// absolute is a URL with a scheme and a host, or "".
func absolute(url string) string {
	switch {
	case strings.HasPrefix(url, "//"):
		return "https:" + url
	case strings.Contains(url, "://"):
		return url
	}
	return ""
}

// short is the beginning of a text, on one line.
func short(text string) string {
	const most = 60
	text = visible.Line(strings.Join(strings.Fields(text), " "))
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

func credentialOf(s *ir.SecurityScheme) Credential {
	c := Credential{Scheme: s.Wire, Kind: "http", Name: s.Scheme}
	switch {
	case s.Type == "apiKey":
		c.Kind, c.In, c.Name = "apiKey", s.In, s.ParameterName
	case s.Type == "mutualTLS":
		c.Kind = "mutualTLS"
	case s.Type == "oauth2", s.Type == "openIdConnect", strings.EqualFold(s.Scheme, "bearer"):
		c.Kind = "bearer"
	case strings.EqualFold(s.Scheme, "basic"):
		c.Kind = "basic"
	}
	return c
}

// params describes the parameters of an operation.
func (d *Describer) params(out *Operation, op *ir.Operation) {
	object := paramsOf(op)
	of := map[string]*ir.Parameter{}
	for _, p := range object.Parameters() {
		of[p.Member] = p
	}
	asserts := false
	for _, p := range plan.Params(object, nil) {
		declared := of[p.Name]
		f := fieldOf(p.FormField)
		f.Name, f.In, f.Explode, f.Many, f.Reserved, f.Empty = declared.Wire, p.In, p.Explode, p.Many, p.Reserved, p.Empty
		f.Required, f.Deprecated = declared.Required, declared.Deprecated
		f.Refused = p.In == "cookie" || p.In == "header" && isRefused(p.Key)
		f.describe(declared.Schema)
		if len(declared.Examples) > 0 {
			f.Example = declared.Examples[0].Value
		}
		out.Params = append(out.Params, f)
		asserts = asserts || !f.Refused
	}
	if asserts {
		out.Schema = d.schema(out, object)
	}
}

// paramsOf is an object with a member for each parameter of an operation, by its place and
// name: ir.Operation.Params is there for those alone that the emitted code sends.
func paramsOf(op *ir.Operation) *ir.Schema {
	of := *op
	of.Parameters = nil
	object := &ir.Schema{Types: ir.Object, ParamsOf: &of, Reached: ir.InRequest}
	for _, p := range op.Parameters {
		if p.In == "header" && slices.Contains([]string{"Accept", "Content-Type", "Authorization"}, http.CanonicalHeaderKey(p.Wire)) {
			continue // "shall be ignored" (OpenAPI 3.1.1, section 4.8.12.2.1)
		}
		own := *p
		own.Member = p.In + "/" + p.Wire
		if own.Schema == nil {
			own.Schema = &ir.Schema{Shape: &ir.Shape{Kind: ir.KindAny}}
		}
		of.Parameters = append(of.Parameters, &own)
		object.Properties = append(object.Properties, &ir.Property{Node: ir.Node{Wire: own.Member}, Schema: own.Schema})
		if refused := p.In == "cookie" || p.In == "header" && isRefused(p.Wire); p.Required && !refused {
			object.Required = append(object.Required, own.Member)
		}
	}
	return object
}

// isRefused reports a header that pages cannot set (Fetch Standard, section 2.2.2,
// forbidden request-header).
func isRefused(name string) bool {
	name = strings.ToLower(name)
	switch name {
	case "accept-charset", "accept-encoding", "access-control-request-headers", "access-control-request-method",
		"access-control-request-private-network", "connection", "content-length", "cookie", "cookie2", "date", "dnt", "expect",
		"host", "keep-alive", "origin", "referer", "set-cookie", "te", "trailer", "transfer-encoding", "upgrade", "user-agent", "via":
		return true
	}
	return strings.HasPrefix(name, "proxy-") || strings.HasPrefix(name, "sec-")
}

// bodies describes the request body of an operation.
func (d *Describer) bodies(out *Operation, op *ir.Operation) {
	switch {
	case op.Body == nil || len(op.Body.Content) == 0:
		return
	case op.Method == "GET" || op.Method == "HEAD":
		out.Note = "A browser sends no body with " + op.Method + ": this request goes without it."
		return
	}
	out.Required = op.Body.Required
	documents := map[*ir.Schema]*int{} // JSON and a form often have the same
	for _, m := range op.Body.Content {
		b := Body{Type: m.Type, Kind: "file"}
		switch media := m.Media(); {
		case media.IsJSON() && !m.Stream:
			b.Kind = "json"
		case media.IsForm():
			b.Kind = "form"
		case strings.HasPrefix(ir.BaseMediaType(m.Type), "multipart/"):
			b.Kind = "multipart"
		case m.IsText(), media == ir.MediaXML, media == ir.MediaJSONBased, m.Stream, strings.HasSuffix(ir.BaseMediaType(m.Type), "+xml"):
			b.Kind = "text"
		}
		if m.FormName != "" && (b.Kind == "form" || b.Kind == "multipart") {
			for _, f := range plan.FormFields(plan.FormOf(d.api, m), false) {
				b.Fields = append(b.Fields, formField(f, m.Schema))
			}
			b.Fields = slices.DeleteFunc(b.Fields, func(f Field) bool { return f.Name == "" && !f.Others })
		}
		if m.Schema != nil && (b.Kind == "json" || b.Kind == "form" || m.FormName != "") {
			if documents[m.Schema] == nil {
				documents[m.Schema] = d.schema(out, m.Schema)
			}
			b.Schema = documents[m.Schema]
		}
		b.Examples = d.examples(op, m)
		out.Bodies = append(out.Bodies, b)
	}
}

// formField describes a field of a form whose schema that is.
func formField(f plan.FormField, schema *ir.Schema) Field {
	out := fieldOf(f)
	if named := schema.Named(); named != nil {
		schema = named
	}
	if schema.Shape == nil {
		return out
	}
	for _, of := range schema.Shape.Fields {
		if of.Wire == f.Name && !f.Others {
			out.Required, out.Deprecated = of.Required && !of.ReadOnly, of.Deprecated
			out.describe(of.Schema)
		}
	}
	return out
}

// schema adds the document of a schema to an operation, and returns its index.
func (d *Describer) schema(out *Operation, s *ir.Schema) *int {
	document, shared := d.requests.Document(s)
	out.Schemas, out.Shared = append(out.Schemas, document), out.Shared || shared
	i := len(out.Schemas) - 1
	return &i
}

// fieldOf is an entry of a table.
func fieldOf(f plan.FormField) Field {
	out := Field{Name: f.Name, Pattern: f.Pattern, Others: f.Others, List: f.List}
	if f.Kind != plan.FormText {
		out.Kind = strings.TrimPrefix(string(f.Kind), "Form")
	}
	if f.Style != plan.FormKeys {
		out.Style = strings.TrimPrefix(string(f.Style), "Form")
	}
	if f.Part != nil {
		out.File, out.Types = f.Part.File, f.Part.Types
	}
	for _, member := range f.Fields {
		out.Fields = append(out.Fields, fieldOf(member))
	}
	return out
}

// describe adds what a schema says of a value to fill in.
func (f *Field) describe(s *ir.Schema) {
	if named := s.Named(); named != nil {
		s = named
	}
	shape := s.Shape
	if shape == nil {
		return
	}
	f.Default = s.Default
	if len(s.Examples) > 0 {
		f.Example = s.Examples[0].Value
	}
	switch {
	case f.File:
		return
	case f.List:
		f.Type = "list, one item a line"
		return
	case shape.Kind == ir.KindEnum:
		for _, v := range shape.Enum {
			f.Choices = append(f.Choices, v.Value)
		}
	case shape.Kind == ir.KindPrimitive && shape.Type == ir.Boolean:
		f.Choices = []ir.Value{ir.Value("true"), ir.Value("false")}
	}
	switch f.Kind {
	case "Object", "OnlyJSON":
		f.Type = "JSON"
	default:
		if shape.Kind == ir.KindPrimitive && f.Choices == nil {
			f.Type = shape.Type.String()
		}
	}
}
