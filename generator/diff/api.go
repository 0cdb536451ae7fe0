package diff

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/oasdiff/oasdiff/checker"
	"github.com/oasdiff/oasdiff/diff"
	oasload "github.com/oasdiff/oasdiff/load"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/source"
)

// This file compares the APIs by oasdiff. It judges each operation by itself; what
// it says of one place in several is one change here.

// levels are changes that oasdiff takes for breaking: generated code decodes a
// response with an enum value that it does not know.
var levels = map[string]checker.Level{
	checker.ResponsePropertyEnumValueAddedId:  checker.WARN,
	checker.ResponseMediaTypeEnumValueAddedId: checker.WARN,
}

func compareAPI(ctx context.Context, old, new *load.Document) ([]Change, error) {
	var specs []*oasload.SpecInfo
	for _, d := range []*load.Document{old, new} {
		t, err := d.Typed(ctx)
		if err != nil {
			return nil, diag.Errors{{
				Severity: diag.Error, Code: "openapi", Position: diag.Position{File: d.Root.Name},
				Message: "the document does not load by the OpenAPI specification, so it cannot be compared: " + err.Error(),
			}}
		}
		specs = append(specs, &oasload.SpecInfo{Url: d.Root.Name, Spec: t})
	}
	matching := diff.NewConfig()
	matching.IncludePathParams = ambiguous(old) || ambiguous(new)
	differences, operations, err := diff.GetWithOperationsSourcesMap(matching, specs[0], specs[1])
	if err != nil {
		return nil, fmt.Errorf("comparing %s with %s: %w", old.Root.Name, new.Root.Name, err)
	}
	config := checker.NewConfig(checker.GetAllChecks(), checker.WithSeverityLevels(levels))
	found := checker.CheckBackwardCompatibilityUntilLevel(config, differences, operations, checker.INFO)

	f := collector{at: map[string]int{}, old: old.Locator(), new: new.Locator(), text: checker.NewDefaultLocalizer()}
	for _, c := range found {
		f.add(c)
	}
	return f.changes, nil
}

var pathParameter = regexp.MustCompile(`\{[^{}]*\}`)

// ambiguous reports whether two paths of a document differ in the names of
// parameters alone. Then operations are matched by these names; otherwise a
// parameter may be renamed.
func ambiguous(d *load.Document) bool {
	seen := map[string]bool{}
	for _, p := range d.Root.Cursor().Key("paths").Members() {
		path := pathParameter.ReplaceAllString(p.LastToken(), "{}")
		if seen[path] {
			return true
		}
		seen[path] = true
	}
	return false
}

// collector makes one change of all that have the same code and places.
type collector struct {
	changes  []Change
	at       map[string]int // index in changes
	old, new load.Locator
	text     checker.Localizer
}

func (f *collector) add(c checker.Change) {
	out := Change{
		Code: c.GetId(), In: InAPI, Level: levelOf(c.GetLevel()), Message: plain(c.GetUncolorizedText(f.text)),
		Old: position(f.old, c.GetBaseSource()), New: position(f.new, c.GetRevisionSource()),
	}
	operation := ""
	if c.GetPath() != "" {
		operation = strings.TrimSpace(c.GetOperation() + " " + c.GetPath())
	}
	out.Subject, out.owner = subject(deeper(out.New, out.Old))
	if out.Subject == "" {
		out.Subject, out.owner = operation, operation
	}
	key := fmt.Sprint(out.Code, out.Level, out.Old, out.New)
	if out.Old == nil && out.New == nil {
		key = fmt.Sprint(out.Code, out.Level, operation, out.Message)
	}
	i, ok := f.at[key]
	if !ok {
		i = len(f.changes)
		f.at[key] = i
		f.changes = append(f.changes, out)
	}
	into := &f.changes[i]
	if len(out.Message) < len(into.Message) { // the shortest names the least that leads to the place
		into.Message = out.Message
	}
	if operation != "" && operation != into.Subject && !slices.Contains(into.Operations, operation) {
		into.Operations = append(into.Operations, operation)
	}
}

func levelOf(l checker.Level) Level {
	switch l {
	case checker.ERR:
		return Breaking
	case checker.WARN:
		return Warning
	}
	return Compatible
}

// plain cuts off a message that a schema is shared, which the list of operations
// tells, and the media type, by which a change would be told once for JSON bodies
// and again for forms.
func plain(message string) string {
	for _, aside := range []string{" (shared schema", " (media type"} {
		message, _, _ = strings.Cut(message, aside)
	}
	return message
}

func position(locate load.Locator, s *checker.Source) *diag.Position {
	if s == nil || s.Line == 0 {
		return nil
	}
	at := locate(s.File, s.Line, s.Column)
	return &at
}

// isAddition tells changes of the API that give users something new.
func isAddition(c Change) bool { return c.Level == Compatible && strings.Contains(c.Code, "added") }

// deeper is the position that is further in: that of a $ref in one version may
// stand for what it leads to in the other.
func deeper(a, b *diag.Position) *diag.Position {
	if a == nil || b != nil && strings.Count(b.Pointer, "/") > strings.Count(a.Pointer, "/") {
		return b
	}
	return a
}

// subject is a short name of a position: POST /token, client.name, the key of a
// component; "" where there is none. The owner is what it is a part of.
func subject(at *diag.Position) (name, owner string) {
	if at == nil || at.Pointer == "" {
		return "", ""
	}
	tokens := strings.Split(at.Pointer[1:], "/")
	for i := range tokens {
		tokens[i] = source.UnescapeToken(tokens[i])
	}
	switch {
	case tokens[0] == "paths" && len(tokens) > 2 && tokens[2] != "parameters":
		name = strings.ToUpper(tokens[2]) + " " + tokens[1]
	case tokens[0] == "paths" && len(tokens) > 1:
		name = tokens[1]
	case tokens[0] == "components" && len(tokens) > 2:
		return within(tokens[2], tokens[3:]), tokens[2]
	default:
		name = tokens[0]
	}
	return name, name
}

// within adds to a component's key the properties and items that lead further
// in.
func within(key string, tokens []string) string {
	for len(tokens) > 1 {
		switch tokens[0] {
		case "properties":
			key, tokens = key+"."+tokens[1], tokens[2:]
		case "allOf", "oneOf", "anyOf":
			tokens = tokens[2:]
		case "items":
			key, tokens = key+"[]", tokens[1:]
		default:
			return key
		}
	}
	return key
}
