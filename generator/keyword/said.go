package keyword

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/oasmint/oasmint/generator/ir"
)

// Said is a description that readers have just read: what it says itself is not told once more.
type Said string

// Values reports whether it says which values there are: the only one, or all of them in a
// sentence with "one of".
func (d Said) Values(of []*ir.EnumValue) bool {
	if len(of) == 1 {
		return d.Always(of[0].Wire)
	}
	for rest := string(d); ; {
		at := oneOfWords.FindStringIndex(rest)
		if at == nil {
			return false
		}
		rest = rest[at[1]:]
		sentence, _, _ := strings.Cut(rest, "\n")
		sentence, _, _ = strings.Cut(sentence, ". ")
		said := quoted.FindAllStringSubmatch(sentence, -1)
		missing := func(v *ir.EnumValue) bool {
			return !slices.ContainsFunc(said, func(s []string) bool { return s[1] == v.Wire })
		}
		if len(said) == len(of) && !slices.ContainsFunc(of, missing) {
			return true
		}
	}
}

var (
	oneOfWords = regexp.MustCompile(`(?i)\bone of\b`)
	quoted     = regexp.MustCompile("`([^`]*)`")
)

// Always reports whether it says that there is this value alone.
func (d Said) Always(text string) bool {
	_, rest, found := strings.Cut(strings.ToLower(string(d)), "always")
	return found && hasWord(rest, strings.ToLower(text))
}

// Default reports whether it names the default, without a condition.
func (d Said) Default(v ir.Value) bool {
	if !strings.Contains(string(d), "efault") {
		return false
	}
	m := defaultWords.FindAllStringSubmatch(string(d), -1)
	return slices.ContainsFunc(m, func(m []string) bool { return m[1] == textOf(v) || m[1] == string(v) })
}

var defaultWords = regexp.MustCompile("(?i)\\bdefaults?(?: value)?(?: is| to)?:? `([^`]*)`\\.?\\)?(?:\\s|$)(?:$|[^a-z])")

// Example reports whether it gives this value as an example.
func (d Said) Example(v ir.Value) bool {
	text := textOf(v)
	return text != "" && exampleWords.MatchString(string(d)) && hasWord(string(d), text)
}

var exampleWords = regexp.MustCompile(`(?i)\bexample|\be\.g\.`)

// hasWord reports whether a text has a part that no letter or digit goes on.
func hasWord(text, part string) bool {
	for part != "" {
		i := strings.Index(text, part)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		text = text[i+len(part):]
		if after, _ := utf8.DecodeRuneInString(text); !isWord(before) && !isWord(after) {
			return true
		}
	}
	return false
}

func isWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_' }

// textOf is a value as it is told: a string is itself.
func textOf(v ir.Value) string {
	var text string
	if json.Unmarshal(v, &text) == nil {
		return text
	}
	return string(v)
}
