package rules

// Texts: whatever has to be described is, and the text says more than the name.

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/oasmint/oasmint/generator/diag"
)

const maxSummary = 80

func texts(d *document, out *diag.List) {
	for _, o := range d.objects {
		if o.isRef() || d.terms.without(o) {
			continue
		}
		for _, key := range kinds[o.kind].texts {
			text := strings.TrimSpace(o.Key(key).Node.Str())
			switch {
			case text == "":
				finding(out, o.Position(), "missing-text", fmt.Sprintf("the %s has no %s", o.title(), key),
					"say what its name does not: what it is, its unit, where it comes from, what to do with it")
			case saysNothing(o.name, text):
				finding(out, o.Key(key).Position(), "empty-text", fmt.Sprintf("the %s of the %s repeats its name", key, o.title()),
					"say what its name does not")
			}
		}
		if o.kind == "operation" {
			summary(o, out)
		}
	}
}

// title names an object in a message.
func (o object) title() string {
	if o.name == "" {
		return o.kind
	}
	return fmt.Sprintf("%s %q", o.kind, o.name)
}

func summary(o object, out *diag.List) {
	c := o.Key("summary")
	text := c.Node.Str()
	if strings.Contains(text, "\n") || strings.HasSuffix(text, ".") || utf8.RuneCountInString(text) > maxSummary {
		finding(out, c.Position(), "summary", "the summary is not one short phrase",
			fmt.Sprintf("a verb phrase on one line, at most %d characters, without a period", maxSummary))
	}
}

var (
	word  = regexp.MustCompile(`[A-Z]*[a-z0-9]+|[A-Z]+`)
	small = []string{"a", "an", "the", "of", "is", "this"}
)

// saysNothing reports whether a text has no word that the name has not.
func saysNothing(name, text string) bool {
	if name == "" {
		return false
	}
	known := append(wordsOf(name), small...)
	return !slices.ContainsFunc(wordsOf(text), func(w string) bool { return !slices.Contains(known, w) })
}

func wordsOf(s string) []string {
	out := word.FindAllString(s, -1)
	for i := range out {
		out[i] = strings.ToLower(out[i])
	}
	return out
}
