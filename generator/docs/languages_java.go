// Requests in Java, by java.net.http: the imports, and the statements of a method.

package docs

import (
	"fmt"
	"strings"
)

func java(r request, vars variables) string {
	text := func(t string, variable func(string) string) string {
		var parts []string
		vars.fill(t, func(s string) string { parts = append(parts, quoted(s)); return "" }, func(name string) string { parts = append(parts, variable(name)); return "" })
		if len(parts) == 0 {
			return `""`
		}
		return strings.Join(parts, " + ")
	}
	plain := func(name string) string { return name }
	escapes := false
	url := text(r.url, func(name string) string { escapes = true; return "escaped.apply(" + name + ")" })

	imports := []string{"java.net.URI"}
	if escapes {
		imports = append(imports, "java.net.URLEncoder")
	}
	imports = append(imports, "java.net.http.HttpClient", "java.net.http.HttpRequest", "java.net.http.HttpRequest.BodyPublishers", "java.net.http.HttpResponse.BodyHandlers")
	publisher := "BodyPublishers.noBody()"
	switch r.body.kind {
	case jsonBody:
		publisher = "BodyPublishers.ofString(" + javaText(r.body.json) + ")"
	case longJSON:
		publisher = `BodyPublishers.ofFile(Path.of("request.json"))`
	case fileBody:
		publisher = `BodyPublishers.ofFile(Path.of("request"))`
	case formBody: // Java has no writer for forms
		var fields []string
		for _, f := range r.body.fields {
			fields = append(fields, formEscaped(f.name)+"="+formEscaped(f.value))
		}
		publisher = "BodyPublishers.ofString(" + quoted(strings.Join(fields, "&")) + ")"
	case multipartKind:
		publisher = "BodyPublishers.concat("
		before := ""
		for _, p := range r.body.parts {
			value, _ := vars.fill(p.value, quoted, plain)
			head := before + "--boundary\r\nContent-Disposition: form-data; name=" + quoted(p.name)
			if p.file {
				publisher += fmt.Sprintf("\n        BodyPublishers.ofString(%s + %s + %s),\n        BodyPublishers.ofFile(Path.of(%s)),", quoted(head+"; filename=\""), value, quoted("\"\r\n\r\n"), value)
			} else {
				publisher += fmt.Sprintf("\n        BodyPublishers.ofString(%s + %s),", quoted(head+"\r\n\r\n"), value)
			}
			before = "\r\n"
		}
		publisher += fmt.Sprintf("\n        BodyPublishers.ofString(%s))", quoted("\r\n--boundary--\r\n"))
	}
	if strings.Contains(publisher, "Path.of(") {
		imports = append(imports, "java.nio.file.Path")
	}
	if r.basic != nil {
		imports = append(imports, "java.util.Base64")
	}
	if escapes {
		imports = append(imports, "java.util.function.UnaryOperator")
	}
	var b strings.Builder
	for _, name := range imports {
		fmt.Fprintf(&b, "import %s;\n", name)
	}
	if escapes || r.basic != nil {
		b.WriteString("\nimport static java.nio.charset.StandardCharsets.UTF_8;\n")
	}
	b.WriteString("\n")
	used := vars.used(r)
	for _, name := range used {
		fmt.Fprintf(&b, "String %s = System.getenv(\"%s\");\n", name, name)
	}
	if escapes {
		b.WriteString("UnaryOperator<String> escaped = text -> URLEncoder.encode(text, UTF_8).replace(\"+\", \"%20\");\n")
	}
	if len(used) > 0 {
		b.WriteString("\n")
	}
	client := "HttpClient.newHttpClient()"
	if r.certificate {
		client = "HttpClient.newHttpClient() // with an sslContext that has the client's certificate"
	}
	fmt.Fprintf(&b, "var request = HttpRequest.newBuilder(URI.create(%s))\n", url)
	if r.basic != nil {
		fmt.Fprintf(&b, "    .header(\"Authorization\", \"Basic \" + Base64.getEncoder().encodeToString((%s).getBytes(UTF_8)))\n", text(strings.Join(r.basic, ":"), plain))
	}
	for _, h := range r.sentHeaders() {
		fmt.Fprintf(&b, "    .header(%s, %s)\n", quoted(h.name), text(h.value, plain))
	}
	if r.body.kind == multipartKind {
		b.WriteString("    .header(\"Content-Type\", \"multipart/form-data; boundary=boundary\")\n")
	}
	fmt.Fprintf(&b, "    .method(%s, %s)\n    .build();\n", quoted(r.method), publisher)
	fmt.Fprintf(&b, "var response = %s\n    .send(request, BodyHandlers.ofString());\n", client)
	b.WriteString("System.out.println(response.statusCode() + \" \" + response.body());")
	return b.String()
}

// javaText is JSON as a string or, of several lines, a text block.
func javaText(text string) string {
	if !strings.Contains(text, "\n") {
		return quoted(text)
	}
	return "\"\"\"\n        " + indented(strings.ReplaceAll(text, `\`, `\\`), "        ") + "\"\"\""
}

// formEscaped is a name or a value as forms have it.
func formEscaped(text string) string {
	var b strings.Builder
	escapeInto(&b, text, "-._~")
	return b.String()
}
