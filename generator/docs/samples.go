// Programs that the document shows for an operation (x-codeSamples).

package docs

import (
	"regexp"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// documentSamples are those of an operation. Where ours are in the same language, theirs
// say whose they are.
func (s *site) documentSamples(op *ir.Operation, ours []Example) []Example {
	var out []Example
	for _, sample := range op.Samples {
		label := s.plain(languageTitle(titleOf(sample.Label, titleOf(sample.Lang, "Example"))))
		title := label + ":"
		if slices.ContainsFunc(ours, func(e Example) bool { return e.Label == label }) {
			title = label + ", as the document shows it:"
		}
		out = append(out, Example{Label: label, Title: title, Code: s.fence(fenceLanguage(sample.Lang), strings.TrimRight(sample.Source, "\n"))})
	}
	return out
}

// languageTitle spells the name of a language as the requests in it do.
func languageTitle(name string) string {
	for _, l := range languages {
		if strings.EqualFold(name, string(l.name)) || strings.EqualFold(name, l.title) {
			return l.title
		}
	}
	return name
}

var fenceName = regexp.MustCompile(`^[a-z0-9+#-]+$`)

// fenceLanguage is what sites call a language.
func fenceLanguage(name string) string {
	name = strings.ToLower(name)
	switch name {
	case "shell", "curl", "sh":
		return "bash"
	case "node", "node.js":
		return "javascript"
	}
	if fenceName.MatchString(name) {
		return name
	}
	return ""
}
