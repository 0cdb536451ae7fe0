// Requests in JavaScript, by fetch, as a module for Node.

package docs

import (
	"fmt"
	"slices"
	"strings"
)

func javascript(r request, vars variables) string {
	var b strings.Builder
	text := func(t string, variable func(string) string) string {
		if out, filled := vars.fill(t, inTemplate, variable); filled {
			return "`" + out + "`"
		}
		return quoted(braces(t))
	}
	plain := func(name string) string { return "${" + name + "}" }
	var imports []string
	if r.body.kind == longJSON || r.body.kind == fileBody {
		imports = append(imports, `import { readFile } from "node:fs/promises";`)
	}
	if slices.ContainsFunc(r.body.parts, func(p part) bool { return p.file }) {
		imports = append(imports, `import { openAsBlob } from "node:fs";`)
	}
	for _, line := range imports {
		b.WriteString(line + "\n\n")
	}
	vars.declare(&b, r, "const %s = process.env.%s;\n")
	if r.body.kind == multipartKind {
		b.WriteString("const form = new FormData();\n")
		for _, p := range r.body.parts {
			value, _ := vars.fill(p.value, inQuotes, func(name string) string { return name })
			if p.file {
				value = "await openAsBlob(" + value + "), " + value
			}
			fmt.Fprintf(&b, "form.append(%s, %s);\n", quoted(p.name), value)
		}
		b.WriteString("\n")
	}
	if r.certificate {
		b.WriteString("// The client's certificate is set where Node is started, or by a dispatcher.\n")
	}
	var options []string
	if r.method != "GET" {
		options = append(options, "method: "+quoted(r.method))
	}
	headers := ""
	if r.basic != nil {
		headers = fmt.Sprintf("    \"Authorization\": \"Basic \" + btoa(%s),\n", text(strings.Join(r.basic, ":"), plain))
	}
	for _, h := range r.sentHeaders() {
		headers += fmt.Sprintf("    %s: %s,\n", quoted(h.name), text(h.value, plain))
	}
	if headers != "" {
		options = append(options, "headers: {\n"+headers+"  }")
	}
	switch r.body.kind {
	case jsonBody:
		switch body := r.body.json; {
		case isNative(body):
			options = append(options, "body: JSON.stringify("+indented(body, "  ")+")")
		case strings.Contains(body, "\n"):
			options = append(options, "body: `"+strings.NewReplacer(`\`, `\\`, "`", "\\`", "${", "\\${").Replace(body)+"`")
		default:
			options = append(options, "body: "+quoted(body))
		}
	case longJSON:
		options = append(options, `body: await readFile("request.json")`)
	case fileBody:
		options = append(options, `body: await readFile("request")`)
	case formBody:
		fields := ""
		for _, f := range r.body.fields {
			fields += fmt.Sprintf("    [%s, %s],\n", quoted(f.name), quoted(f.value))
		}
		if fields != "" {
			fields = "\n" + fields + "  "
		}
		options = append(options, "body: new URLSearchParams(["+fields+"])")
	case multipartKind:
		options = append(options, "body: form")
	}
	b.WriteString("const response = await fetch(" + text(r.url, func(name string) string { return "${encodeURIComponent(" + name + ")}" }))
	if len(options) > 0 {
		b.WriteString(", {\n  " + strings.Join(options, ",\n  ") + ",\n}")
	}
	b.WriteString(");\nconsole.log(response.status, await response.text());")
	return b.String()
}

// inTemplate escapes text for a template literal.
func inTemplate(text string) string {
	return strings.NewReplacer("`", "\\`", "${", "\\${").Replace(inQuotes(text))
}
