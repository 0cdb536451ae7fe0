// Examples in curl. Everything in them is quoted for a POSIX shell: an example
// is there to be copied, and its parts come from the document.

package docs

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/sample"
)

// longBody is the number of lines from which a body is in a file of its own.
const longBody = 60

// curl returns an operation's examples, one for each kind of body.
func (s *site) curl(op *ir.Operation) []Example {
	if op.Webhook {
		return nil
	}
	vars := s.variablesOf(op)
	if op.Body == nil || op.Method == "HEAD" { // whose bodies mean nothing (RFC 9110, section 9.3.2)
		return []Example{{Title: "curl:", Code: s.fence("sh", strings.Join(s.curlHead(op, vars), " \\\n  "))}}
	}
	var out []Example
	for _, m := range op.Body.Content {
		v, from, ok := s.sampleOf(op.Body.Content, m)
		if !ok || !m.Media().AsJSON() {
			continue
		}
		about := Markdown("")
		if from != nil {
			if name := titleOf(from.Summary, from.Name); name != "" {
				about = " (" + s.plain(name) + ")"
			}
		}
		lines := append(s.curlHead(op, vars), "-H "+quote("Content-Type: "+m.Type))
		switch {
		case m.Media().IsJSON():
			body := pretty(v)
			if strings.Count(body, "\n") < longBody {
				lines = append(lines, "-d "+quote(body))
				out = append(out, Example{Title: "curl, JSON" + about + ":", Code: s.fence("sh", strings.Join(lines, " \\\n  "))})
				continue
			}
			lines = append(lines, "-d @request.json")
			out = append(out,
				Example{Title: "curl, JSON" + about + ":", Code: s.fence("sh", strings.Join(lines, " \\\n  "))},
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
				out = append(out, Example{Title: "curl, form" + about + ":", Code: s.fence("sh", strings.Join(lines, " \\\n  "))})
			}
		}
	}
	if len(out) == 0 {
		out = []Example{{Title: "curl:", Code: s.fence("sh", strings.Join(append(s.curlHead(op, vars), curlFile(op, vars)...), " \\\n  "))}}
	}
	return out
}

// curlFile returns the options for a body that is not shown: each field of a
// multipart form, or a file.
func curlFile(op *ir.Operation, vars variables) []string {
	if len(op.Body.Content) == 0 {
		return nil
	}
	m := op.Body.Content[0]
	if !strings.HasPrefix(strings.ToLower(m.Type), "multipart/") {
		return []string{"-H " + quote("Content-Type: "+m.Type), "--data-binary @request"}
	}
	var out []string
	for _, f := range shownFields(fieldsOf(m.Schema)) {
		value := hole(f.Wire)
		if isFile(f, m) {
			value = "@" + value
		}
		out = append(out, "-F "+vars.quote(literal(f.Wire)+"="+value))
	}
	if len(out) == 0 { // any fields: without one, curl would send no form
		out = append(out, "-F "+vars.quote("field={field}"))
	}
	if strings.ToLower(ir.BaseMediaType(m.Type)) != "multipart/form-data" { // curl adds the boundary
		out = append(out, "-H "+quote("Content-Type: "+m.Type))
	}
	return out
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

// curlHead returns the command up to its body, one option a line.
func (s *site) curlHead(op *ir.Operation, vars variables) []string {
	r := s.requestOf(op)
	lines := []string{"curl -X " + quote(op.Method) + " " + vars.quote(r.url)}
	switch {
	case op.Method == "GET" && op.Body == nil: // with a body, curl would make it a POST
		lines[0] = "curl " + vars.quote(r.url)
	case op.Method == "HEAD": // by -X alone, curl would wait for a body
		lines[0] = "curl --head " + vars.quote(r.url)
	}
	lines = append(lines, r.options...)
	for _, h := range r.headers {
		lines = append(lines, "-H "+vars.quote(h.name+": "+h.value))
	}
	if len(r.cookies) > 0 {
		lines = append(lines, "-b "+vars.quote(strings.Join(r.cookies, "; ")))
	}
	return lines
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

// literal is a text in which braces mark no variable, and which curl takes as it is.
func literal(text string) string {
	return strings.NewReplacer("{", openBrace, "}", closeBrace).Replace(text)
}

// hole is what the reader fills in, by its name.
func hole(name string) string { return "{" + literal(name) + "}" }

// What stands for braces that mark no variable, until a text is quoted.
const (
	openBrace  = "\x01"
	closeBrace = "\x02"
)

func braces(text string) string {
	return strings.NewReplacer(openBrace, "{", closeBrace, "}").Replace(text)
}

// variables are the shell variables of an example, by the names that they stand for.
type variables map[string]string

// variablesOf gives what an example of op leaves open a variable each: id and Id two. That
// of a credential is for nothing else.
func (s *site) variablesOf(op *ir.Operation) variables {
	v := variables{}
	taken := map[string]bool{}
	add := func(name, wanted string) {
		if _, ok := v[name]; ok {
			return
		}
		out := wanted
		for i := 2; taken[out]; i++ {
			out = fmt.Sprintf("%s_%d", wanted, i)
		}
		v[name], taken[out] = out, true
	}
	for _, c := range s.credentials(op) {
		for _, name := range c.variables {
			add(name, variable(strings.TrimPrefix(name, credential)))
		}
	}
	for _, m := range templateVariable.FindAllStringSubmatch(op.Path, -1) {
		add(m[1], variable(m[1]))
	}
	for _, p := range op.Parameters {
		add(p.Wire, variable(p.Wire))
	}
	return v
}

// of is the variable for a name.
func (v variables) of(name string) string {
	name = braces(name)
	return cmp.Or(v[name], variable(name))
}

// quote quotes text whose {names} are to be shell variables.
func (v variables) quote(text string) string {
	plain := templateVariable.ReplaceAllString(text, "")
	if !strings.ContainsAny(plain, "\"$`\\!") {
		return braces(`"` + v.inPlace(text) + `"`)
	}
	var b strings.Builder
	end := 0
	for _, m := range templateVariable.FindAllStringSubmatchIndex(text, -1) {
		b.WriteString(quote(text[end:m[0]]) + `"$` + v.of(text[m[2]:m[3]]) + `"`)
		end = m[1]
	}
	return braces(b.String() + quote(text[end:]))
}

// inPlace writes the variables between the quotes of a text. One that a letter follows
// stands in braces.
func (v variables) inPlace(text string) string {
	var b strings.Builder
	end := 0
	for _, m := range templateVariable.FindAllStringSubmatchIndex(text, -1) {
		b.WriteString(text[end:m[0]])
		end = m[1]
		name := v.of(text[m[2]:m[3]])
		if end < len(text) && wordStart.MatchString(text[end:]) {
			name = "{" + name + "}"
		}
		b.WriteString("$" + name)
	}
	return b.String() + text[end:]
}

var wordStart = regexp.MustCompile(`^\w`)

// variable is a name as a shell variable: serviceId is SERVICE_ID.
func variable(name string) string {
	out := strings.ToUpper(strings.ReplaceAll(kebab(name), "-", "_"))
	out = strings.Map(func(c rune) rune {
		if c < unicode.MaxASCII {
			return c
		}
		return -1
	}, out)
	switch {
	case out == "" || out[0] >= '0' && out[0] <= '9':
		return "VALUE" + out
	case shellVariables[out]:
		return out + "_VALUE"
	}
	return out
}

// shellVariables are those that mean something to a shell, or that it has set: an example
// would send their values, or break the shell of who sets them.
var shellVariables = map[string]bool{
	"BASH": true, "CDPATH": true, "COLUMNS": true, "DISPLAY": true, "EDITOR": true, "ENV": true, "EUID": true, "GID": true,
	"GROUPS": true, "HISTFILE": true, "HOME": true, "HOST": true, "HOSTNAME": true, "HOSTTYPE": true, "IFS": true, "LANG": true,
	"LINENO": true, "LINES": true, "LOGNAME": true, "MAIL": true, "OLDPWD": true, "OPTARG": true, "OPTIND": true, "OSTYPE": true,
	"PATH": true, "PPID": true, "PS": true, "PWD": true, "RANDOM": true, "REPLY": true, "SECONDS": true, "SHELL": true,
	"SHLVL": true, "STATUS": true, "TERM": true, "TMPDIR": true, "TZ": true, "UID": true, "USER": true,
}
