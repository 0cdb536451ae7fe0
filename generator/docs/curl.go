// Examples in curl. Everything in them is quoted for a POSIX shell: an example
// is there to be copied, and its parts come from the document.

package docs

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/oasmint/oasmint/generator/ir"
)

// longBody is the number of lines from which a body is in a file of its own.
const longBody = 60

// curl returns an operation's examples, one for each kind of body.
func (s *site) curl(op *ir.Operation) []Example {
	if op.Webhook {
		return nil
	}
	if op.Body == nil {
		return []Example{{Title: "curl:", Code: s.fence("sh", strings.Join(s.curlHead(op), " \\\n  "))}}
	}
	var out []Example
	for _, m := range op.Body.Content {
		v, ok := s.sampleBody(op.Body.Content, m)
		if !ok || !m.Media().AsJSON() {
			continue
		}
		lines := append(s.curlHead(op), "-H "+quote("Content-Type: "+m.Type))
		switch {
		case m.Media().IsJSON():
			body := pretty(v)
			if strings.Count(body, "\n") < longBody {
				lines = append(lines, "-d "+quote(body))
				out = append(out, Example{Title: "curl, JSON:", Code: s.fence("sh", strings.Join(lines, " \\\n  "))})
				continue
			}
			lines = append(lines, "-d @request.json")
			out = append(out,
				Example{Title: "curl, JSON:", Code: s.fence("sh", strings.Join(lines, " \\\n  "))},
				Example{Title: "request.json:", Code: s.fence("json", body)})
		case m.Media().IsForm():
			fields, ok := s.formFields(v, m)
			if !ok {
				continue
			}
			lines = lines[:len(lines)-1] // curl sets this type itself
			for _, f := range fields {
				lines = append(lines, "--data-urlencode "+quote(f))
			}
			if len(fields) == 0 {
				lines = append(lines, "-d ''")
			}
			if len(fields) < longBody {
				out = append(out, Example{Title: "curl, form:", Code: s.fence("sh", strings.Join(lines, " \\\n  "))})
			}
		}
	}
	if len(out) == 0 {
		out = []Example{{Title: "curl:", Code: s.fence("sh", strings.Join(append(s.curlHead(op), curlFile(op)...), " \\\n  "))}}
	}
	return out
}

// curlFile returns the options for a body that is not shown: each field of a
// multipart form, or a file.
func curlFile(op *ir.Operation) []string {
	if len(op.Body.Content) == 0 {
		return nil
	}
	vars := variablesOf(op)
	m := op.Body.Content[0]
	target := m.Schema.Named()
	if target == nil {
		target = m.Schema
	}
	if !strings.HasPrefix(strings.ToLower(m.Type), "multipart/") || target == nil || target.Shape.Kind != ir.KindObject {
		return []string{"-H " + quote("Content-Type: "+m.Type), "--data-binary @request"}
	}
	var out []string
	for _, f := range target.Shape.Fields {
		if !f.Required || f.ReadOnly {
			continue
		}
		value := "{" + f.Wire + "}"
		if isFile(f, m) {
			value = "@" + value
		}
		out = append(out, "-F "+vars.quote(f.Wire+"="+value))
	}
	return out
}

// curlHead returns the command up to its body, one option a line.
func (s *site) curlHead(op *ir.Operation) []string {
	server := ""
	for _, servers := range [][]ir.Server{s.api.Servers, op.Servers} {
		if len(servers) > 0 {
			server = strings.TrimSuffix(address(servers[0]), "/")
		}
	}
	vars := variablesOf(op)
	if !strings.Contains(server, "://") { // relative to where the document is served
		server = "https://api.example.com" + server
	}
	url := server + op.Path
	var query, headers []string
	for _, p := range op.Parameters {
		switch {
		case p.In == "query" && p.Required:
			query = append(query, p.Wire+"={"+p.Wire+"}")
		case p.In == "header" && p.Required:
			headers = append(headers, "-H "+vars.quote(p.Wire+": {"+p.Wire+"}"))
		}
	}
	credentials, more := s.credentials(op)
	query = append(query, more...)
	if len(query) > 0 {
		url += "?" + strings.Join(query, "&")
	}
	lines := []string{"curl -X " + quote(op.Method) + " " + vars.quote(url)}
	switch {
	case op.Method == "GET" && op.Body == nil: // with a body, curl would make it a POST
		lines[0] = "curl " + vars.quote(url)
	case op.Method == "HEAD" && op.Body == nil: // by -X alone, curl would wait for a body
		lines[0] = "curl --head " + vars.quote(url)
	}
	return append(append(lines, credentials...), headers...)
}

// address is a server's URL with the defaults of its variables.
func address(server ir.Server) string {
	url := server.URL
	for _, v := range server.Variables {
		url = strings.ReplaceAll(url, "{"+v.Name+"}", v.Default)
	}
	return url
}

// credentials returns what the first security requirement of an operation asks
// for: options, and query parameters.
func (s *site) credentials(op *ir.Operation) (options, query []string) {
	if len(op.Security) == 0 {
		return nil, nil
	}
	for _, use := range op.Security[0] {
		scheme := s.schemes[use.Scheme]
		if scheme == nil {
			continue
		}
		switch {
		case scheme.Type == "http" && strings.EqualFold(scheme.Scheme, "basic"):
			options = append(options, `-u "$USERNAME:$PASSWORD"`)
		case scheme.Type == "http" && strings.EqualFold(scheme.Scheme, "bearer"), scheme.Type == "oauth2", scheme.Type == "openIdConnect":
			options = append(options, `-H "Authorization: Bearer $TOKEN"`)
		case scheme.Type == "apiKey" && scheme.In == "header":
			options = append(options, "-H "+variables{}.quote(scheme.ParameterName+": {API_KEY}"))
		case scheme.Type == "apiKey" && scheme.In == "query":
			query = append(query, scheme.ParameterName+"={API_KEY}")
		case scheme.Type == "apiKey" && scheme.In == "cookie":
			options = append(options, "-b "+variables{}.quote(scheme.ParameterName+"={API_KEY}"))
		case scheme.Type == "mutualTLS":
			options = append(options, "--cert client.pem --key client.key")
		}
	}
	return options, query
}

// quote quotes text for a shell.
func quote(text string) string {
	if plainWord.MatchString(text) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:@%+=,-]+$`)

var templateVariable = regexp.MustCompile(`\{([^{}]*)\}`)

// variables are the shell variables of an example, by the names that they stand for.
type variables map[string]string

// variablesOf gives what an example of op leaves open a variable each: id and Id two.
func variablesOf(op *ir.Operation) variables {
	v := variables{}
	taken := map[string]bool{}
	add := func(name string) {
		if _, ok := v[name]; ok {
			return
		}
		base := variable(name)
		out := base
		for i := 2; taken[out]; i++ {
			out = fmt.Sprintf("%s_%d", base, i)
		}
		v[name], taken[out] = out, true
	}
	for _, m := range templateVariable.FindAllStringSubmatch(op.Path, -1) {
		add(m[1])
	}
	for _, p := range op.Parameters {
		add(p.Wire)
	}
	return v
}

// of is the variable for a name.
func (v variables) of(name string) string { return cmp.Or(v[name], variable(name)) }

// quote quotes text whose {names} are to be shell variables.
func (v variables) quote(text string) string {
	plain := templateVariable.ReplaceAllString(text, "")
	if !strings.ContainsAny(plain, "\"$`\\!") {
		return `"` + templateVariable.ReplaceAllStringFunc(text, func(m string) string {
			return "$" + v.of(m[1:len(m)-1])
		}) + `"`
	}
	var b strings.Builder
	end := 0
	for _, m := range templateVariable.FindAllStringSubmatchIndex(text, -1) {
		b.WriteString(quote(text[end:m[0]]) + `"$` + v.of(text[m[2]:m[3]]) + `"`)
		end = m[1]
	}
	return b.String() + quote(text[end:])
}

// variable is a name as a shell variable: serviceId is SERVICE_ID.
func variable(name string) string {
	out := strings.ToUpper(strings.ReplaceAll(kebab(name), "-", "_"))
	out = strings.Map(func(c rune) rune {
		if c < unicode.MaxASCII {
			return c
		}
		return -1
	}, out)
	if out == "" || out[0] >= '0' && out[0] <= '9' {
		return "VALUE" + out
	}
	return out
}
