package mock

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/serve"
)

// Which answer a client wants: the header Prefer (RFC 7240), with the preferences that
// Prism takes as well.

// preferences are those that are known. The zero value leaves the choice to the server.
type preferences struct {
	code    int    // the status
	example string // the key of an example of the document
	named   bool   // example is set
	dynamic bool   // another value for each request, made from the schema
	applied []string
}

// preferencesOf reads the lines of Prefer. A preference that is not known is ignored, and
// the first one of a name counts (RFC 7240, section 2).
func preferencesOf(lines []string) (p preferences, err error) {
	var seen []string
	for _, text := range split(strings.Join(lines, ","), ',') {
		text = split(text, ';')[0]
		name, value, _ := strings.Cut(text, "=")
		name, value = strings.ToLower(strings.TrimSpace(name)), unquoted(strings.TrimSpace(value))
		if slices.Contains(seen, name) {
			continue
		}
		seen = append(seen, name)
		switch name {
		case "code":
			if p.code, err = strconv.Atoi(value); err != nil || p.code < 200 || p.code > 599 {
				return p, refusedPreference("code must be a status from 200 to 599")
			}
		case "example":
			p.example, p.named = value, true
		case "dynamic":
			if value != "true" && value != "false" && value != "" {
				return p, refusedPreference("dynamic must be true or false")
			}
			p.dynamic = value != "false"
		default:
			continue
		}
		p.applied = append(p.applied, strings.TrimSpace(text))
	}
	return p, nil
}

func refusedPreference(detail string) error {
	return &serve.Error{Status: http.StatusBadRequest, Detail: "Prefer: " + detail}
}

// split splits a text by a character that is not within quotes.
func split(text string, by byte) (out []string) {
	start, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == by && !quoted:
			out = append(out, text[start:i])
			start = i + 1
		}
	}
	return append(out, text[start:])
}

// unquoted is a token, or what a quoted string holds (RFC 9110, section 5.6.4).
func unquoted(text string) string {
	if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
		return text
	}
	var b strings.Builder
	for i := 1; i < len(text)-1; i++ {
		if text[i] == '\\' && i+1 < len(text)-1 {
			i++
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
