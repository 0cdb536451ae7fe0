// The request of an operation, as examples in all languages show it: its URL, headers,
// cookies, credentials and body. What is for the reader to fill in stands in braces, {name}.

package docs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/sample"
)

// request is what is sent.
type request struct {
	method      string
	url         string // with its query
	headers     []header
	cookies     []string // name=value
	basic       []string // user name and password (RFC 7617), or nil
	certificate bool     // the client has one (mutual TLS)
	body        requestBody
}

// requestBody is one kind of body that an operation takes.
type requestBody struct {
	kind   bodyKind
	media  string
	about  Markdown // which example of the document it is
	json   string
	fields []header // of a form
	parts  []part   // of a multipart form
}

type bodyKind int

const (
	noBody bodyKind = iota
	jsonBody
	longJSON // is in a file of its own, request.json
	formBody
	multipartKind
	fileBody // is not shown
)

// part is a field of a multipart form.
type part struct {
	name, value string
	file        bool // value names a file
}

type header struct{ name, value string }

// credential is what the names of variables for credentials begin with, so that no
// parameter has the same.
const credential = "\x00"

// credentialUse is a security scheme in a request.
type credentialUse struct {
	scheme    *ir.SecurityScheme
	variables []string
}

// requestsOf returns an operation's requests, one for each kind of body.
func (s *site) requestsOf(op *ir.Operation) (out []request) {
	r := s.requestOf(op)
	if op.Body == nil || len(op.Body.Content) == 0 || op.Method == "HEAD" { // whose bodies mean nothing (RFC 9110, section 9.3.2)
		return []request{r}
	}
	for _, m := range op.Body.Content {
		v, from, ok := s.sampleOf(op.Body.Content, m)
		if !ok || !m.Media().AsJSON() {
			continue
		}
		r.body = requestBody{media: m.Type}
		if from != nil {
			if name := titleOf(from.Summary, from.Name); name != "" {
				r.body.about = " (" + s.plain(name) + ")"
			}
		}
		switch {
		case m.Media().IsJSON():
			r.body.kind, r.body.json = jsonBody, pretty(v)
			if strings.Count(r.body.json, "\n") >= longBody {
				r.body.kind = longJSON
			}
			out = append(out, r)
		case m.Media().IsForm():
			fields, ok := s.formFields(v, m)
			if !ok || len(fields) >= longBody {
				continue
			}
			if len(fields) == 0 && !op.Body.Required {
				r.body = requestBody{} // which says as much
				out = append(out, r)
				continue
			}
			r.body.kind = formBody
			for _, f := range fields {
				name, value, _ := strings.Cut(f, "=")
				r.body.fields = append(r.body.fields, header{name, value})
			}
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		r.body = bodyByHand(op.Body.Content[0])
		out = []request{r}
	}
	return out
}

// bodyByHand is a body that is not shown: each field of a multipart form, or a file.
func bodyByHand(m *ir.MediaType) requestBody {
	if !strings.HasPrefix(strings.ToLower(m.Type), "multipart/") {
		return requestBody{kind: fileBody, media: m.Type}
	}
	b := requestBody{kind: multipartKind, media: m.Type}
	for _, f := range shownFields(fieldsOf(m.Schema)) {
		b.parts = append(b.parts, part{f.Wire, hole(f.Wire), isFile(f, m)})
	}
	if len(b.parts) == 0 { // any fields: without one, no form would be sent
		b.parts = []part{{name: "field", value: "{field}"}}
	}
	return b
}

// isFormData reports whether a multipart body is the one that all can send.
func (b requestBody) isFormData() bool {
	return strings.EqualFold(ir.BaseMediaType(b.media), "multipart/form-data")
}

// shownFields are those that a request has to have or, where it has to have none, a few.
func shownFields(fields []*ir.Field) (out []*ir.Field) {
	required := slices.ContainsFunc(fields, func(f *ir.Field) bool { return f.Required && !f.ReadOnly })
	for _, f := range fields {
		if !f.ReadOnly && !f.Conditional && (f.Required || !required && !f.Deprecated && len(out) < sample.MaxFields) {
			out = append(out, f)
		}
	}
	return out
}

// requestOf decides the request of an operation, its body aside: what it requires, and its
// credentials.
func (s *site) requestOf(op *ir.Operation) request {
	path, _, _ := strings.Cut(op.Path, "#") // which is not sent
	r := request{method: op.Method, url: s.serverOf(op) + escaped(path, pathLiteral)}
	var query []string
	for _, c := range s.credentials(op) {
		value := ""
		if len(c.variables) > 0 {
			value = hole(c.variables[0])
		}
		switch {
		case c.scheme.Type == "mutualTLS":
			r.certificate = true
		case len(c.variables) == 2:
			r.basic = []string{hole(c.variables[0]), hole(c.variables[1])}
		case c.scheme.Type != "apiKey":
			r.headers = append(r.headers, header{"Authorization", "Bearer " + value})
		case c.scheme.In == "header":
			r.headers = append(r.headers, header{literal(c.scheme.ParameterName), value})
		case c.scheme.In == "query":
			query = append(query, escaped(literal(c.scheme.ParameterName), nameLiteral)+"="+value)
		case c.scheme.In == "cookie":
			r.cookies = append(r.cookies, literal(c.scheme.ParameterName)+"="+value)
		}
	}
	var own []string
	for _, p := range op.Parameters {
		if !p.Required {
			continue
		}
		switch p.In {
		case "query":
			own = append(own, queryOf(p))
		case "header":
			if !r.has(p.Wire) && !(op.Body != nil && strings.EqualFold(p.Wire, "Content-Type")) {
				r.headers = append(r.headers, header{literal(p.Wire), hole(p.Wire)})
			}
		case "cookie":
			r.cookies = append(r.cookies, literal(p.Wire)+"="+hole(p.Wire))
		}
	}
	if query = append(own, query...); len(query) > 0 {
		by := "?"
		if strings.Contains(r.url, "?") {
			by = "&"
		}
		r.url += by + strings.Join(query, "&")
	}
	return r
}

func (r request) has(name string) bool {
	return slices.ContainsFunc(r.headers, func(h header) bool { return strings.EqualFold(h.name, name) })
}

// queryOf is a query parameter as it is sent: an object in its style, with sample values.
func queryOf(p *ir.Parameter) string {
	sample := p.Sample()
	isObject := p.Schema != nil && p.Schema.Shape != nil && (p.Schema.Shape.Kind == ir.KindObject || p.Schema.Shape.Kind == ir.KindMap)
	if sample != "" && (isObject || p.Style == "deepObject") {
		return escaped(literal(sample), queryLiteral)
	}
	return escaped(literal(p.Wire), nameLiteral) + "=" + hole(p.Wire)
}

// serverOf is the base URL of an operation: its first server, with the defaults of its
// variables.
func (s *site) serverOf(op *ir.Operation) string {
	server := ""
	for _, servers := range [][]ir.Server{s.api.Servers, op.Servers} {
		if len(servers) > 0 {
			server = strings.TrimSuffix(servers[0].DefaultURL(), "/")
		}
	}
	switch { // else relative to where the document is served
	case strings.Contains(server, "://"):
		return server
	case strings.HasPrefix(server, "//"):
		return "https:" + server
	case server != "" && server[0] != '/':
		server = "/" + server
	}
	return "https://api.example.com" + server
}

// credentials returns what the first security requirement of an operation asks for.
func (s *site) credentials(op *ir.Operation) (out []credentialUse) {
	if len(op.Security) == 0 {
		return nil
	}
	keys := 0
	for _, use := range op.Security[0] {
		if scheme := s.schemes[use.Scheme]; scheme != nil && scheme.Type == "apiKey" {
			keys++
		}
	}
	for _, use := range op.Security[0] {
		scheme := s.schemes[use.Scheme]
		if scheme == nil {
			continue
		}
		c := credentialUse{scheme: scheme}
		switch {
		case scheme.Type == "http" && strings.EqualFold(scheme.Scheme, "basic"):
			c.variables = []string{credential + "USERNAME", credential + "PASSWORD"}
		case scheme.Type == "http" && strings.EqualFold(scheme.Scheme, "bearer"), scheme.Type == "oauth2", scheme.Type == "openIdConnect":
			c.variables = []string{credential + "TOKEN"}
		case scheme.Type == "apiKey" && keys > 1: // each has its own
			c.variables = []string{credential + scheme.ParameterName}
		case scheme.Type == "apiKey":
			c.variables = []string{credential + "API_KEY"}
		case scheme.Type != "mutualTLS":
			continue
		}
		out = append(out, c)
	}
	return out
}

// The characters that stay as they are in a path, in a query and in the name of a query
// parameter (RFC 3986, section 3), without those that mean something to curl.
const (
	pathLiteral  = "/:@!$&'()*+,;=-._~%?"
	queryLiteral = "/:@!$&'()*,;=-._~%?"
	nameLiteral  = "/:@!$'()*,;-._~?"
)

// escaped escapes all but letters, digits and what is literal. Variables stay.
func escaped(text, literals string) string {
	var b strings.Builder
	end := 0
	for _, m := range templateVariable.FindAllStringIndex(text, -1) {
		escapeInto(&b, text[end:m[0]], literals)
		b.WriteString(text[m[0]:m[1]])
		end = m[1]
	}
	escapeInto(&b, text[end:], literals)
	return b.String()
}

func escapeInto(b *strings.Builder, text, literals string) {
	for _, c := range []byte(braces(text)) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte(literals, c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(b, "%%%02X", c)
		}
	}
}
