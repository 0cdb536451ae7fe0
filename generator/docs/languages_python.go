// Requests in Python, by requests.

package docs

import (
	"fmt"
	"slices"
	"strings"
)

func python(r request, vars variables) string {
	var b strings.Builder
	text := func(t string) string {
		out, filled := vars.fill(t, inQuotes, func(name string) string { return "{" + name + "}" })
		if !filled {
			return `"` + out + `"`
		}
		out, _ = vars.fill(t, pythonBraces, func(name string) string { return "{" + name + "}" })
		return `f"` + out + `"`
	}
	url, escaped := vars.fill(r.url, pythonBraces, func(name string) string { return "{quote(" + name + ", '')}" })
	used := vars.used(r)
	if len(used) > 0 {
		b.WriteString("import os\n")
	}
	if escaped {
		b.WriteString("from urllib.parse import quote\n")
	}
	if len(used) > 0 {
		b.WriteString("\n")
	}
	b.WriteString("import requests\n\n")
	for _, name := range used {
		fmt.Fprintf(&b, "%s = os.environ[\"%s\"]\n", name, name)
	}
	if len(used) > 0 {
		b.WriteString("\n")
	}
	if escaped {
		url = `f"` + url + `"`
	} else {
		url = quoted(braces(r.url))
	}
	if method := strings.ToLower(r.method); slices.Contains([]string{"get", "head", "post", "put", "patch", "delete", "options"}, method) {
		fmt.Fprintf(&b, "response = requests.%s(\n", method)
	} else {
		fmt.Fprintf(&b, "response = requests.request(\n    %s,\n", quoted(r.method))
	}
	fmt.Fprintf(&b, "    %s,\n", url)
	if headers := r.sentHeaders(); len(headers) > 0 {
		b.WriteString("    headers={\n")
		for _, h := range headers {
			fmt.Fprintf(&b, "        %s: %s,\n", quoted(h.name), text(h.value))
		}
		b.WriteString("    },\n")
	}
	if r.basic != nil {
		fmt.Fprintf(&b, "    auth=(%s, %s),\n", vars.of(r.basic[0][1:len(r.basic[0])-1]), vars.of(r.basic[1][1:len(r.basic[1])-1]))
	}
	if r.certificate {
		b.WriteString("    cert=(\"client.pem\", \"client.key\"),\n")
	}
	switch r.body.kind {
	case jsonBody:
		switch body := r.body.json; {
		case isNative(body) && body != "null": // json=None sends nothing
			fmt.Fprintf(&b, "    json=%s,\n", indented(pythonValue(body), "    "))
		case strings.Contains(body, "\n"):
			fmt.Fprintf(&b, "    data=r\"\"\"%s\"\"\".encode(),\n", body)
		default:
			fmt.Fprintf(&b, "    data=%s.encode(),\n", quoted(body))
		}
	case longJSON:
		b.WriteString("    data=open(\"request.json\", \"rb\"),\n")
	case fileBody:
		b.WriteString("    data=open(\"request\", \"rb\"),\n")
	case formBody:
		b.WriteString("    data=[")
		for _, f := range r.body.fields {
			fmt.Fprintf(&b, "\n        (%s, %s),", quoted(f.name), quoted(f.value))
		}
		if len(r.body.fields) > 0 {
			b.WriteString("\n    ")
		}
		b.WriteString("],\n")
	case multipartKind:
		b.WriteString("    files=[\n")
		for _, p := range r.body.parts {
			value, _ := vars.fill(p.value, inQuotes, func(name string) string { return name })
			if p.file {
				value = "open(" + value + `, "rb")`
			} else {
				value = "(None, " + value + ")"
			}
			fmt.Fprintf(&b, "        (%s, %s),\n", quoted(p.name), value)
		}
		b.WriteString("    ],\n")
	}
	b.WriteString(")\nprint(response.status_code, response.text)")
	return b.String()
}

// pythonBraces escapes text for a string with variables.
func pythonBraces(text string) string {
	return strings.NewReplacer("{", "{{", "}", "}}").Replace(inQuotes(text))
}

// pythonValue is JSON as Python writes it.
func pythonValue(text string) string {
	return jsonToken.ReplaceAllStringFunc(text, func(token string) string {
		switch token {
		case "true":
			return "True"
		case "false":
			return "False"
		case "null":
			return "None"
		}
		return unslashed(token)
	})
}

// unslashed is a token of JSON without the escape that no language but JSON has.
func unslashed(token string) string {
	var b strings.Builder
	for i := 0; i < len(token); i++ {
		if token[i] == '\\' && i+1 < len(token) {
			if i++; token[i] != '/' {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(token[i])
	}
	return b.String()
}
