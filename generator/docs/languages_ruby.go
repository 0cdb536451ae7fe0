// Requests in Ruby, by net/http.

package docs

import (
	"fmt"
	"slices"
	"strings"
)

func ruby(r request, vars variables) string {
	text := func(t string) string {
		out, _ := vars.fill(t, inRuby, func(name string) string { return "#{" + name + "}" })
		return `"` + out + `"`
	}
	url, escapes := vars.fill(r.url, inRuby, func(name string) string { return "#{ERB::Util.url_encode(" + name + ")}" })
	var b strings.Builder
	if escapes {
		b.WriteString("require \"erb\"\n")
	}
	b.WriteString("require \"net/http\"\n\n")
	vars.declare(&b, r, "%s = ENV.fetch(\"%s\")\n")
	fmt.Fprintf(&b, "uri = URI(\"%s\")\n", url)
	if r.body.kind == noBody && slices.Contains([]string{"POST", "PUT", "PATCH"}, r.method) { // whose classes would say that an empty form is sent
		fmt.Fprintf(&b, "request = Net::HTTPGenericRequest.new(%s, false, true, uri)\nrequest[\"Content-Length\"] = \"0\"\n", quoted(r.method))
	} else if slices.Contains([]string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}, r.method) {
		fmt.Fprintf(&b, "request = Net::HTTP::%s.new(uri)\n", r.method[:1]+strings.ToLower(r.method[1:]))
	} else {
		fmt.Fprintf(&b, "request = Net::HTTPGenericRequest.new(%s, true, true, uri)\n", text(literal(r.method)))
	}
	if r.basic != nil {
		value := func(hole string) string {
			out, _ := vars.fill(hole, inRuby, func(name string) string { return name })
			return out
		}
		fmt.Fprintf(&b, "request.basic_auth(%s, %s)\n", value(r.basic[0]), value(r.basic[1]))
	}
	for _, h := range r.sentHeaders() {
		fmt.Fprintf(&b, "request[%s] = %s\n", text(literal(h.name)), text(h.value))
	}
	switch r.body.kind {
	case jsonBody:
		if strings.Contains(r.body.json, "\n") {
			fmt.Fprintf(&b, "request.body = <<~'JSON'\n  %s\nJSON\n", indented(r.body.json, "  "))
		} else {
			fmt.Fprintf(&b, "request.body = %s\n", text(literal(r.body.json)))
		}
	case longJSON:
		b.WriteString("request.body = File.binread(\"request.json\")\n")
	case fileBody:
		b.WriteString("request.body = File.binread(\"request\")\n")
	case formBody:
		b.WriteString("request.body = URI.encode_www_form([")
		for _, f := range r.body.fields {
			fmt.Fprintf(&b, "\n  [%s, %s],", text(literal(f.name)), text(literal(f.value)))
		}
		if len(r.body.fields) > 0 {
			b.WriteString("\n")
		}
		b.WriteString("])\n")
	case multipartKind:
		b.WriteString("request.set_form([\n")
		for _, p := range r.body.parts {
			value, _ := vars.fill(p.value, inRuby, func(name string) string { return name })
			if p.file {
				value = "File.open(" + value + ")"
			}
			fmt.Fprintf(&b, "  [%s, %s],\n", text(literal(p.name)), value)
		}
		b.WriteString("], \"multipart/form-data\")\n")
	}
	certificate := ""
	if r.certificate {
		certificate = ",\n  cert: OpenSSL::X509::Certificate.new(File.read(\"client.pem\")), key: OpenSSL::PKey.read(File.read(\"client.key\"))"
	}
	fmt.Fprintf(&b, "\nresponse = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == \"https\"%s) do |http|\n  http.request(request)\nend\n", certificate)
	b.WriteString("puts response.code, response.body")
	return b.String()
}

// inRuby escapes text for a string, in which # may begin a variable.
func inRuby(text string) string {
	return strings.ReplaceAll(inQuotes(text), "#", `\#`)
}
