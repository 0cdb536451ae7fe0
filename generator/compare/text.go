// What a finding says, in words.

package compare

import "strings"

// Text is the finding as a sentence without its subject. Names and values stand in
// backticks.
func (f *Finding) Text() string {
	part := f.partText()
	switch f.Kind {
	case Added:
		if f.To != "" {
			return joined(part, "added", "("+code(f.To)+")")
		}
		return joined(part, "added")
	case Removed:
		return joined(part, "removed")
	case Deprecated:
		return joined(part, "deprecated")
	}
	if part != "" {
		part += ":"
	}
	switch {
	case f.From == "" && f.To == "":
		return joined(part, f.Aspect)
	case f.From == "":
		return joined(part, f.Aspect, "is now", code(f.To))
	case f.To == "":
		return joined(part, f.Aspect, "was", code(f.From)+", and is not set any more")
	}
	return joined(part, f.Aspect, "was", code(f.From)+", is now", code(f.To))
}

// partText names the part, unless the subject does.
func (f *Finding) partText() string {
	switch {
	case f.Part == Itself, f.Part == Field && strings.HasSuffix(f.Subject, "."+f.Name):
		return ""
	case f.Name == "":
		return string(f.Part)
	case f.Part == Parameter:
		in, name, _ := strings.Cut(f.Name, " ")
		return "parameter " + code(name) + " (" + in + ")"
	}
	return string(f.Part) + " " + code(f.Name)
}

func code(text string) string { return "`" + text + "`" }

func joined(words ...string) string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}
