package gotypes

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/visible"
)

// ownText marks the beginning of a comment. oapi-codegen puts the name of the
// field or type before each ("Ticket The ticket issued…"), which finish removes
// where the mark is. It is a rune for private use, and removed from the document's
// texts.
const ownText = "\uE000"

// plain prepares a text of the document for a comment.
func plain(s string) string {
	return goapi.Comment(visible.Prose(strings.ReplaceAll(s, ownText, "")))
}

// typeDoc says what a type is to the API, then what the document says of it.
func typeDoc(s *ir.Schema) string {
	var b strings.Builder
	verb := " is "
	if s.IsParams() {
		verb = " are "
	}
	b.WriteString(s.Name + verb + role(s) + ".")
	variants := ""
	if s.Shape.Same == nil && s.Shape.Go == nil {
		variants = variantsDoc(s)
	}
	if text := plain(firstNonEmpty(s.Doc, s.Title)); text != "" {
		b.WriteString("\n\n" + text)
		if last := text[strings.LastIndexByte(text, '\n')+1:]; (variants != "" || s.Deprecated) && endsInWord.MatchString(last) {
			b.WriteByte('.') // gofmt makes a heading of such a line where others follow
		}
	}
	b.WriteString(variants)
	return b.String()
}

var endsInWord = regexp.MustCompile(`[\p{L}\p{N}]$`)

// fieldDoc says what the document does of a field, how it is sent where it is a
// parameter, and its JSON name where no tag shows it.
func fieldDoc(p *ir.Parameter, f *ir.Field) string {
	text := plain(f.Doc)
	if p != nil {
		return strings.TrimSpace(text + "\n\n" + sent(p))
	}
	if goapi.InTag(f.Wire) {
		return text
	}
	return strings.TrimSpace(text + "\n\nIts name in JSON is " + strconv.Quote(f.Wire) + ".")
}

// sent says how a parameter is sent.
func sent(p *ir.Parameter) string {
	out := "Sent in the " + p.In
	if p.In == "header" || p.In == "cookie" {
		out = "Sent in the " + p.In + " " + oneLine(p.Wire)
	}
	if sample := p.Sample(); sample != "" {
		out += ", as " + oneLine(sample)
	}
	if p.Media != "" {
		out += ", as " + oneLine(p.Media)
	}
	return out + "."
}

// variantsDoc says how the fields of variants are used.
func variantsDoc(s *ir.Schema) string {
	var names, by []string
	for _, v := range s.Shape.Variants {
		names, by = append(names, v.Name), append(by, v.By)
	}
	list := strings.Join(names, ", ")
	if i := len(names) - 1; i > 0 {
		list = strings.Join(names[:i], ", ") + " and " + names[i]
	}
	switch {
	case len(names) == 0:
		return ""
	case s.Shape.Kind != ir.KindUnion:
		return "\n\nWhere one of " + list + " is set, it stands in place of the other fields."
	case !slices.Contains(by, "oneOf"):
		return "\n\nAt least one of " + list + " is set."
	case slices.Contains(by, "anyOf"):
		return "\n\nIts variants are " + list + "."
	}
	return "\n\nOne of " + list + " is set."
}

// role is what s is to the operations or schemas that use it.
func role(s *ir.Schema) string {
	for _, u := range s.UsedBy {
		if u.Operation == nil || strings.HasPrefix(u.As, "parameter") || strings.HasPrefix(u.As, "response header ") {
			continue
		}
		what := "the body of the " + u.As
		switch {
		case s.HeadersOf != nil:
			what = "the " + u.As
		case u.As == "request":
			what = "the request body"
		}
		more := ""
		for _, other := range s.UsedBy {
			if other.Operation != nil && other.Operation != u.Operation {
				more = ", and of other operations"
			}
		}
		return what + " of " + u.Operation.Method + " " + oneLine(u.Operation.Path) + more
	}
	if s.IsComponent() {
		return "the schema " + oneLine(s.Wire)
	}
	for _, u := range s.UsedBy {
		if u.Operation != nil {
			return "the " + oneLine(u.As) + " of " + u.Operation.Method + " " + oneLine(u.Operation.Path)
		}
		if u.Schema != s {
			return "the " + oneLine(u.As) + " of " + u.By
		}
	}
	return "the schema " + oneLine(s.Wire)
}

func oneLine(s string) string { return visible.Line(strings.Join(strings.Fields(plain(s)), " ")) }

func firstNonEmpty(a, b string) string {
	if strings.TrimSpace(a) != "" {
		return a
	}
	return b
}
