// The languages that requests are shown in. All write the same request; what they have in
// common is here.

package docs

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/oasmint/oasmint/generator/ir"
)

// Language is the name of a language that requests are shown in.
type Language string

// Choices are the languages that there are.
func (Language) Choices() []string {
	var out []string
	for _, l := range languages {
		out = append(out, string(l.name))
	}
	return out
}

// language is one of them.
type language struct {
	name         Language
	title, fence string
	write        func(request, variables) string
	taken        []string                     // names that a variable cannot have
	cannot       func(request) (why Markdown) // nil: it can send all that curl can
}

var languages = []language{
	{name: "curl", title: "curl", fence: "sh", write: curl},
	{name: "python", title: "Python", fence: "python", write: python, cannot: onlyFormData},
	{name: "javascript", title: "JavaScript", fence: "javascript", write: javascript, taken: []string{"JSON"}, cannot: notByFetch},
	{name: "java", title: "Java", fence: "java", write: java, taken: []string{"URI", "UTF_8"}, cannot: onlyFormData},
	{name: "ruby", title: "Ruby", fence: "ruby", write: ruby, taken: []string{"BEGIN", "END", "ERB", "URI"}, cannot: onlyFormData},
	{name: "csharp", title: "C#", fence: "csharp", write: csharp, cannot: onlyFormData},
}

// requestSamples shows an operation's requests in the languages that are asked for: the
// first shows each kind of body, the others the first kind.
func (s *site) requestSamples(op *ir.Operation) (out []Example) {
	if op.Webhook {
		return nil
	}
	requests, vars := s.requestsOf(op), s.variablesOf(op)
	for i, name := range s.opts.Samples {
		l := languages[slices.IndexFunc(languages, func(l language) bool { return l.name == name })]
		for j, r := range requests {
			if i > 0 && j > 0 {
				break
			}
			if l.cannot != nil {
				if why := l.cannot(r); why != "" {
					out = append(out, Example{Label: Markdown(l.title), Title: Markdown(l.title) + ":", Doc: why})
					continue
				}
			}
			kind := Markdown("")
			switch r.body.kind {
			case jsonBody, longJSON:
				kind = ", JSON" + r.body.about
			case formBody:
				kind = ", form" + r.body.about
			}
			out = append(out, Example{Label: Markdown(l.title), Title: Markdown(l.title) + kind + ":", Code: s.fence(l.fence, l.write(r, vars.without(l.taken)))})
			if r.body.kind == longJSON && i == 0 {
				out = append(out, Example{Label: Markdown(l.title), Title: "request.json:", Code: s.fence("json", r.body.json)})
			}
		}
	}
	return out
}

// without gives variables other names than those that are taken.
func (v variables) without(taken []string) variables {
	out := variables{}
	for name, variable := range v {
		for slices.Contains(taken, variable) {
			variable += "_VALUE"
		}
		out[name] = variable
	}
	return out
}

func onlyFormData(r request) Markdown {
	if r.body.kind == multipartKind && !r.body.isFormData() {
		return "The standard means of this language send no multipart body but `multipart/form-data`."
	}
	return ""
}

// notByFetch is what the standard of fetch forbids.
func notByFetch(r request) Markdown {
	switch {
	case r.method == "GET" && r.body.kind != noBody:
		return "`fetch` sends no body by GET."
	case slices.Contains([]string{"CONNECT", "TRACE", "TRACK"}, strings.ToUpper(r.method)):
		return "`fetch` sends no such request."
	}
	return onlyFormData(r)
}

// sentHeaders are the headers of a request in one list, but those that a client writes
// itself.
func (r request) sentHeaders() (out []header) {
	for _, h := range r.headers {
		switch strings.ToLower(h.name) {
		case "host", "content-length", "connection", "transfer-encoding", "expect", "upgrade":
		default:
			out = append(out, header{braces(h.name), h.value})
		}
	}
	if len(r.cookies) > 0 {
		out = append(out, header{"Cookie", strings.Join(r.cookies, "; ")})
	}
	if r.body.media != "" && r.body.kind != multipartKind { // whose boundary the client decides
		out = append(out, header{"Content-Type", literal(r.body.media)})
	}
	return out
}

// declare writes a line for each variable of a request, by a format that has its name
// twice, and an empty one after them.
func (v variables) declare(b *strings.Builder, r request, format string) {
	used := v.used(r)
	for _, name := range used {
		fmt.Fprintf(b, format, name, name)
	}
	if len(used) > 0 {
		b.WriteString("\n")
	}
}

// used lists the variables of a request in order.
func (v variables) used(r request) (out []string) {
	texts := []string{r.url}
	texts = append(texts, r.basic...)
	for _, h := range r.sentHeaders() {
		texts = append(texts, h.value)
	}
	for _, p := range r.body.parts {
		texts = append(texts, p.value)
	}
	for _, text := range texts {
		for _, m := range templateVariable.FindAllStringSubmatch(text, -1) {
			if name := v.of(m[1]); !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// fill writes a text: what is literal by one function, a variable by the other. It reports
// whether there was a variable.
func (v variables) fill(text string, literal, variable func(string) string) (string, bool) {
	var b strings.Builder
	end := 0
	for _, m := range templateVariable.FindAllStringSubmatchIndex(text, -1) {
		if m[0] > end {
			b.WriteString(literal(braces(text[end:m[0]])))
		}
		b.WriteString(variable(v.of(text[m[2]:m[3]])))
		end = m[1]
	}
	if end < len(text) {
		b.WriteString(literal(braces(text[end:])))
	}
	return b.String(), end > 0
}

// inQuotes escapes text that is to stand between double quotes. All of the languages read
// these escapes.
func inQuotes(text string) string {
	var b strings.Builder
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b.WriteRune('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case !unicode.IsPrint(c) && c <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

func quoted(text string) string { return `"` + inQuotes(text) + `"` }

// indented indents all lines of a text but the first.
func indented(text, by string) string { return strings.ReplaceAll(text, "\n", "\n"+by) }

var jsonToken = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|[-+.0-9eE]+|true|false|null`)

// isNative reports whether JSON means the same as a literal of a language whose numbers are
// float64: no number loses digits, no name means something else.
func isNative(text string) bool {
	return !slices.ContainsFunc(jsonToken.FindAllString(text, -1), func(token string) bool {
		if token[0] == '"' {
			return strings.Contains(token, "__proto__") || strings.Contains(token, `\u`)
		}
		if !strings.ContainsAny(token, "0123456789") {
			return false
		}
		f, err := strconv.ParseFloat(token, 64)
		return err != nil || strconv.FormatFloat(f, 'f', -1, 64) != token
	})
}
