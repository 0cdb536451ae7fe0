package rules

// Facts: the structure of the published API (paths, names, types, formats,
// values, required) stands here unchanged. Texts, examples and extensions are
// the document's own, so a published document serves as facts just as well as
// one without its texts. Constraints may be added, each under a comment with
// its source.

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

var (
	addedTexts       = strings.Fields("title summary description externalDocs example examples")
	addedConstraints = strings.Fields(`format default minimum exclusiveMinimum maximum exclusiveMaximum multipleOf minLength
		maxLength pattern minItems maxItems uniqueItems minProperties maxProperties readOnly writeOnly deprecated`)
	sets = []string{"required", "enum"} // lists whose order does not matter
)

func facts(d *document, out *diag.List) {
	if d.facts != nil {
		(&comparison{d, out}).object("document", d.facts.Cursor(), d.root)
	}
}

// isText reports whether a key holds words or examples, which may differ.
func isText(key string) bool { return strings.HasPrefix(key, "x-") || slices.Contains(addedTexts, key) }

type comparison struct {
	*document
	out *diag.List
}

func (c *comparison) contradicts(at diag.Position, format string, args ...any) {
	finding(c.out, at, "facts", fmt.Sprintf(format, args...),
		"the published API decides; spec/README.md says how a new release of it is taken in")
}

func (c *comparison) object(kind string, fact, spec source.Cursor) {
	if fact.Node.Kind != source.Object || spec.Node.Kind != source.Object {
		c.value(fact, spec)
		return
	}
	for _, f := range fact.Members() {
		key := f.LastToken()
		s := spec.Key(key)
		p, isPart := kinds[kind].parts[key]
		switch {
		case isText(key): // ours to say
		case kind == "info" && key != "version": // about the document, not the API
		case s.Node == nil:
			c.contradicts(s.Position(), "%q is missing", key)
		case !isPart:
			c.value(f, s)
		case p.form == single:
			c.object(p.kind, f, s)
		default:
			c.members(p, f, s)
		}
	}
	for _, s := range spec.Members() {
		key := s.LastToken()
		switch {
		case isText(key) || fact.Key(key).Node != nil:
		case slices.Contains(addedConstraints, key):
			c.constraint(s)
		default:
			c.contradicts(s.Position(), "%q is not in the facts", key)
		}
	}
}

// members compares what stands in a list or in a map of names.
func (c *comparison) members(p part, fact, spec source.Cursor) {
	have := map[string]source.Cursor{}
	for i, s := range p.objects(spec) {
		have[identity(p, s, i)] = s
	}
	for i, f := range p.objects(fact) {
		id := identity(p, f, i)
		s, ok := have[id]
		if !ok {
			c.contradicts(spec.Position(), "the %s %q is missing", p.kind, id)
			continue
		}
		delete(have, id)
		c.object(p.kind, f, s)
	}
	for id, s := range have { // diag.List sorts
		if !strings.HasPrefix(id, "x-") {
			c.contradicts(s.Position(), "the %s %q is not in the facts", p.kind, id)
		}
	}
}

// identity is what an entry of a list or a map goes by.
func identity(p part, c source.Cursor, i int) string {
	switch {
	case p.form == named:
		return c.LastToken()
	case c.Key("$ref").Node != nil:
		return c.Key("$ref").Node.Str()
	case c.Key("name").Node != nil:
		return strings.TrimSpace(c.Key("in").Node.Str() + " " + c.Key("name").Node.Str())
	case c.Key("url").Node != nil:
		return c.Key("url").Node.Str()
	}
	return fmt.Sprint(i)
}

func (c *comparison) value(fact, spec source.Cursor) {
	if !slices.Contains(sets, spec.LastToken()) {
		if !source.Equal(fact.Node, spec.Node, nil) {
			c.contradicts(spec.Position(), "the facts have %s", short(fact.Node))
		}
		return
	}
	has := func(n *source.Node, item *source.Node) bool {
		return slices.ContainsFunc(n.Items, func(x *source.Node) bool { return source.Equal(x, item, nil) })
	}
	for _, f := range fact.Items() {
		if !has(spec.Node, f.Node) {
			c.contradicts(spec.Position(), "the value %s is missing", short(f.Node))
		}
	}
	for _, s := range spec.Items() {
		if !has(fact.Node, s.Node) {
			c.contradicts(s.Position(), "the value %s is not in the facts", short(s.Node))
		}
	}
}

// short is a value as JSON, cut where it is long.
func short(n *source.Node) string {
	const most = 60
	s := string(n.JSON())
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

// constraint asks for the source of an added constraint, in a comment above it.
func (c *comparison) constraint(s source.Cursor) {
	c.added++
	at := s.Position()
	if above := at.Line - 2; above < 0 || !bytes.HasPrefix(bytes.TrimSpace(c.lines[above]), []byte("# ")) {
		finding(c.out, at, "no-source", fmt.Sprintf("%q is not in the facts and has no source", s.LastToken()),
			"name the source in a comment on the line above: an RFC's section, or where the published text says so")
	}
}
