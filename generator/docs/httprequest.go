// The request of an operation, as examples in all languages show it: its URL, headers,
// cookies and credentials. What is for the reader to fill in stands in braces, {name}.

package docs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// request is what is sent, its body aside.
type request struct {
	url     string // with its query
	headers []header
	cookies []string // name=value
	options []string // of curl, for credentials that are no header
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

// requestOf decides the request of an operation: what it requires, and its credentials.
func (s *site) requestOf(op *ir.Operation) request {
	path, _, _ := strings.Cut(op.Path, "#") // which is not sent
	r := request{url: s.serverOf(op) + escaped(path, pathLiteral)}
	var query []string
	for _, c := range s.credentials(op) {
		value := ""
		if len(c.variables) > 0 {
			value = hole(c.variables[0])
		}
		switch {
		case c.scheme.Type == "mutualTLS":
			r.options = append(r.options, "--cert client.pem --key client.key")
		case len(c.variables) == 2:
			r.options = append(r.options, `-u "$USERNAME:$PASSWORD"`)
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
