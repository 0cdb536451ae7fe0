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

// curl writes a request, one option a line.
func curl(r request, vars variables) string {
	lines := []string{"curl -X " + quote(r.method) + " " + vars.quote(r.url)}
	switch {
	case r.method == "GET" && r.body.kind == noBody: // with a body, curl would make it a POST
		lines[0] = "curl " + vars.quote(r.url)
	case r.method == "HEAD": // by -X alone, curl would wait for a body
		lines[0] = "curl --head " + vars.quote(r.url)
	}
	if r.certificate {
		lines = append(lines, "--cert client.pem --key client.key")
	}
	if r.basic != nil {
		lines = append(lines, "-u "+vars.quote(strings.Join(r.basic, ":")))
	}
	for _, h := range r.headers {
		lines = append(lines, "-H "+vars.quote(h.name+": "+h.value))
	}
	if len(r.cookies) > 0 {
		lines = append(lines, "-b "+vars.quote(strings.Join(r.cookies, "; ")))
	}
	media := "-H " + quote("Content-Type: "+r.body.media)
	switch r.body.kind {
	case jsonBody:
		lines = append(lines, media, "-d "+quote(r.body.json))
	case longJSON:
		lines = append(lines, media, "-d @request.json")
	case fileBody:
		lines = append(lines, media, "--data-binary @request")
	case formBody: // curl sets this type itself
		for _, f := range r.body.fields {
			lines = append(lines, "--data-urlencode "+quote(f.name+"="+f.value))
		}
		if len(r.body.fields) == 0 {
			lines = append(lines, "-d ''")
		}
	case multipartKind:
		for _, p := range r.body.parts {
			value := p.value
			if p.file {
				value = "@" + value
			}
			lines = append(lines, "-F "+vars.quote(literal(p.name)+"="+value))
		}
		if !r.body.isFormData() { // curl adds the boundary
			lines = append(lines, media)
		}
	}
	return strings.Join(lines, " \\\n  ")
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
