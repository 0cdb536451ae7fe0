// Requests in C#, by System.Net.Http: top-level statements.

package docs

import (
	"fmt"
	"slices"
	"strings"
)

// contentHeaders are those that belong to the content (System.Net.Http.Headers).
var contentHeaders = []string{"allow", "content-disposition", "content-encoding", "content-language", "content-location", "content-md5", "content-range", "content-type", "expires", "last-modified"}

func csharp(r request, vars variables) string {
	text := func(t string, variable func(string) string) string {
		if out, filled := vars.fill(t, pythonBraces, variable); filled {
			return `$"` + out + `"`
		}
		return quoted(braces(t))
	}
	plain := func(name string) string { return "{" + name + "}" }
	content := ""
	switch r.body.kind {
	case jsonBody:
		content = "new StringContent(" + csharpText(r.body.json) + ")"
	case longJSON:
		content = `new ByteArrayContent(File.ReadAllBytes("request.json"))`
	case fileBody:
		content = `new ByteArrayContent(File.ReadAllBytes("request"))`
	case formBody:
		content = "new FormUrlEncodedContent(new Dictionary<string, string>())"
		if len(r.body.fields) > 0 {
			content = "new FormUrlEncodedContent(new[] {\n"
			for _, f := range r.body.fields {
				content += fmt.Sprintf("    new KeyValuePair<string, string>(%s, %s),\n", quoted(f.name), quoted(f.value))
			}
			content += "})"
		}
	case multipartKind:
		content = "new MultipartFormDataContent {\n"
		for _, p := range r.body.parts {
			value, _ := vars.fill(p.value, quoted, func(name string) string { return name })
			if p.file {
				content += fmt.Sprintf("    { new ByteArrayContent(File.ReadAllBytes(%s)), %s, %s },\n", value, quoted(p.name), value)
			} else {
				content += fmt.Sprintf("    { new StringContent(%s), %s },\n", value, quoted(p.name))
			}
		}
		content += "}"
	}
	isContent := func(h header) bool { return slices.Contains(contentHeaders, strings.ToLower(h.name)) }
	if content == "" && slices.ContainsFunc(r.sentHeaders(), isContent) {
		content = "new ByteArrayContent(new byte[0])" // which has the headers
	}

	var b strings.Builder
	b.WriteString("using System;\n")
	if r.body.kind == formBody {
		b.WriteString("using System.Collections.Generic;\n")
	}
	if strings.Contains(content, "File.") {
		b.WriteString("using System.IO;\n")
	}
	b.WriteString("using System.Net.Http;\n")
	if r.basic != nil {
		b.WriteString("using System.Text;\n")
	}
	b.WriteString("\n")
	vars.declare(&b, r, "var %s = Environment.GetEnvironmentVariable(\"%s\");\n")
	fmt.Fprintf(&b, "var request = new HttpRequestMessage(new HttpMethod(%s), %s);\n", quoted(r.method), text(r.url, func(name string) string { return "{Uri.EscapeDataString(" + name + ")}" }))
	if r.basic != nil {
		fmt.Fprintf(&b, "request.Headers.TryAddWithoutValidation(\"Authorization\", \"Basic \" + Convert.ToBase64String(Encoding.UTF8.GetBytes(%s)));\n", text(strings.Join(r.basic, ":"), plain))
	}
	if content != "" {
		fmt.Fprintf(&b, "request.Content = %s;\n", content)
	}
	if r.body.kind == jsonBody { // whose type is text/plain otherwise
		b.WriteString("request.Content.Headers.Remove(\"Content-Type\");\n")
	}
	for _, h := range r.sentHeaders() {
		switch {
		case r.body.kind == formBody && strings.EqualFold(h.name, "Content-Type"): // is what the form says itself
		case isContent(h):
			fmt.Fprintf(&b, "request.Content.Headers.TryAddWithoutValidation(%s, %s);\n", quoted(h.name), text(h.value, plain))
		default:
			fmt.Fprintf(&b, "request.Headers.TryAddWithoutValidation(%s, %s);\n", quoted(h.name), text(h.value, plain))
		}
	}
	client := ""
	switch {
	case r.certificate:
		client = "new HttpClientHandler { UseCookies = false /* and ClientCertificates */ }"
	case len(r.cookies) > 0: // or the handler's own would be sent
		client = "new HttpClientHandler { UseCookies = false }"
	}
	fmt.Fprintf(&b, "\nvar response = await new HttpClient(%s).SendAsync(request);\n", client)
	b.WriteString("Console.WriteLine($\"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}\");")
	return b.String()
}

// csharpText is JSON as a string or, of several lines, a raw one.
func csharpText(text string) string {
	if !strings.Contains(text, "\n") {
		return quoted(text)
	}
	return "\"\"\"\n    " + indented(text, "    ") + "\n    \"\"\""
}
