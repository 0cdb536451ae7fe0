// The changelog: what is new in an API since an older version, as a page beside
// the others.

package docs

import (
	"fmt"
	"strings"

	"github.com/oasmint/oasmint/generator/changelog"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

// changelogPath is the page's path, from which its links lead to the others.
const changelogPath = "changelog.md"

type changelogView struct {
	About    Markdown
	Sections []changelogSection
}

type changelogSection struct {
	ID     string
	Title  Markdown
	Groups []changelogGroup
}

// changelogGroup is about the API, its operations, or its schemas.
type changelogGroup struct {
	Title Markdown
	Items []changelogItem
}

// changelogItem is one operation or schema with what changed.
type changelogItem struct {
	Subject Markdown // with what became of it, where it is new, deprecated or removed as a whole
	Points  []Markdown
}

// Changelog returns a page that says what changed from one version of an API to
// the next. Its links lead to the pages that [Render] writes for the new one, in
// whose folder it is to be kept. It fails as Render does.
func Changelog(old, new *ir.API, opts Options, diags *diag.List) (File, error) {
	s, tmpl, err := prepare(new, opts, diags)
	if err != nil {
		return File{}, err
	}
	changes := changelog.Compare(old, new)
	p := s.add(&page{
		Page: Page{
			Path: changelogPath, Kind: KindChangelog, Title: "Changes",
			Summary: "What changed" + versions(old.Version, new.Version) + ".",
		},
		template: "changelog.tmpl", view: func() any { return s.changelogView(old.Version, new.Version, changes) },
	})
	links, err := s.render(tmpl)
	if err != nil {
		return File{}, err
	}
	data, err := links.resolve(p.raw, p.Path)
	return File{p.Path, data}, err
}

// versions says from which version to which.
func versions(old, new string) string {
	switch {
	case old == new && new == "":
		return ""
	case old == new:
		return " (both documents call themselves " + new + ")"
	}
	return fmt.Sprintf(" from %s to %s", titleOf(old, "a version without a name"), titleOf(new, "one without"))
}

func (s *site) changelogView(old, new string, changes []changelog.Change) changelogView {
	v := changelogView{About: s.plain("What changed"+versions(old, new)) + ". Descriptions are not compared."}
	if len(changes) == 0 {
		v.About += " Nothing did."
	}
	for _, sec := range []struct {
		id, title string
		takes     func(changelog.Change) bool
	}{
		{"breaking", "Breaking changes", func(c changelog.Change) bool { return c.Breaking }},
		{"added", "Added", func(c changelog.Change) bool { return !c.Breaking && c.Kind == changelog.Added }},
		{"changed", "Changed", func(c changelog.Change) bool { return !c.Breaking && c.Kind == changelog.Changed }},
		{"deprecated", "Deprecated", func(c changelog.Change) bool { return !c.Breaking && c.Kind == changelog.Deprecated }},
		{"removed", "Removed", func(c changelog.Change) bool { return !c.Breaking && c.Kind == changelog.Removed }},
	} {
		var taken []changelog.Change
		for _, c := range changes {
			if sec.takes(c) {
				taken = append(taken, c)
			}
		}
		if len(taken) > 0 {
			v.Sections = append(v.Sections, changelogSection{sec.id, Markdown(sec.title), s.changelogGroups(taken, sec.id == "breaking")})
		}
	}
	return v
}

// changelogGroups orders changes by what they are about.
func (s *site) changelogGroups(changes []changelog.Change, breaking bool) []changelogGroup {
	var api, operations, schemas []changelog.Change
	for _, c := range changes {
		switch {
		case c.Operation != nil:
			operations = append(operations, c)
		case c.Schema != nil:
			schemas = append(schemas, c)
		default:
			api = append(api, c)
		}
	}
	var out []changelogGroup
	for _, g := range []struct {
		title   Markdown
		changes []changelog.Change
	}{{"The API", api}, {"Operations", operations}, {"Schemas", schemas}} {
		if len(g.changes) > 0 {
			out = append(out, changelogGroup{g.title, s.changelogItems(g.changes, breaking)})
		}
	}
	return out
}

// changelogItems gathers the changes of each operation or schema, which are next
// to each other in changes. Parts that changed alike share a line.
func (s *site) changelogItems(changes []changelog.Change, breaking bool) []changelogItem {
	var out []changelogItem
	for i := 0; i < len(changes); {
		first := changes[i]
		n := i
		for n < len(changes) && changes[n].Operation == first.Operation && changes[n].Schema == first.Schema {
			n++
		}
		item := changelogItem{Subject: s.changelogSubject(first)}
		of := changes[i:n]
		i = n
		for len(of) > 0 {
			n := 1
			for n < len(of) && alike(of[0], of[n]) {
				n++
			}
			if of[0].What == changelog.Itself && of[0].Kind != changelog.Changed {
				item.Subject += ": " + becameOf[of[0].Kind]
			} else {
				item.Points = append(item.Points, s.changelogPoint(of[:n], breaking))
			}
			of = of[n:]
		}
		out = append(out, item)
	}
	return out
}

// alike reports whether two changes can share a line: of parts of one kind that
// were all added, all deprecated or all removed.
func alike(a, b changelog.Change) bool {
	return a.Kind == b.Kind && a.What == b.What && a.What != changelog.Itself && a.Kind != changelog.Changed
}

func (s *site) changelogSubject(c changelog.Change) Markdown {
	switch {
	case c.Operation != nil:
		title := s.plain(titleOf(c.Operation.Summary, c.Operation.Name))
		if p := s.ops[c.Operation]; p != nil {
			title = linkTo(title, p, "")
		}
		return title + " " + s.code(signature(c.Operation))
	case c.Schema != nil:
		if s.schemas[c.Schema] != nil {
			return linkTo(s.plain(c.Schema.Name), s.schemas[c.Schema], "")
		}
		return s.plain(c.Schema.Name)
	}
	return "Where an operation says nothing else"
}

// What became of an operation or schema, and of a part of one.
var (
	becameOf   = map[changelog.Kind]Markdown{changelog.Added: "new", changelog.Deprecated: "deprecated", changelog.Removed: "removed"}
	partBecame = map[changelog.Kind]Markdown{changelog.Added: "added", changelog.Deprecated: "deprecated", changelog.Removed: "removed"}
)

// changelogPoint says a change, or several that are alike, in a sentence.
func (s *site) changelogPoint(changes []changelog.Change, breaking bool) Markdown {
	c := changes[0]
	if c.Kind == changelog.Changed {
		return s.changed(c)
	}
	var names []Markdown
	for _, c := range changes {
		name := s.changelogName(c)
		if c.Kind == changelog.Added && c.To != "" && (breaking || len(changes) == 1) {
			name += " (" + s.plain(c.To) + ")"
		}
		names = append(names, name)
	}
	words := Markdown(c.What)
	if len(changes) > 1 {
		words = Markdown(plural(c.What))
	}
	if rest := list(names, ", "); rest != "" {
		words += " " + rest
	}
	if breaking || c.What == changelog.Authentication {
		words += " " + partBecame[c.Kind]
	}
	return sentence(words)
}

func plural(what changelog.What) string {
	if what == changelog.Authentication {
		return "ways to authenticate"
	}
	return string(what) + "s"
}

// changelogName is the name of a part, linked where a page has it.
func (s *site) changelogName(c changelog.Change) Markdown {
	if c.Name == "" {
		return ""
	}
	p := s.schemas[c.Schema]
	switch {
	case c.What == changelog.Parameter:
		in, name, _ := strings.Cut(c.Name, " ")
		return s.code(name) + " (" + s.plain(in) + ")"
	case p != nil && c.What == changelog.Field && hasField(c.Schema.Shape.Fields, c.Name):
		return linkTo(s.code(c.Name), p, anchorID("field", c.Name))
	case p != nil && c.What == changelog.Value && c.Kind != changelog.Removed:
		return linkTo(s.code(c.Name), p, anchorID("value", c.Name))
	}
	return s.code(c.Name)
}

// changed says what a part was, and what it is now.
func (s *site) changed(c changelog.Change) Markdown {
	subject := list([]Markdown{Markdown(c.What), s.changelogName(c)}, " ")
	if c.From == "" && c.To == "" {
		return sentence(list([]Markdown{subject, Markdown(c.Aspect)}, ": "))
	}
	if subject != "" {
		subject += ": "
	}
	if c.Aspect == changelog.Travels {
		return sentence(subject + "travels " + Markdown(c.To) + " now, before " + Markdown(c.From))
	}
	was, is := s.code(c.From), s.code(c.To)
	switch {
	case c.From == "":
		return sentence(subject + Markdown(c.Aspect) + " is now " + is)
	case c.To == "":
		return sentence(subject + Markdown(c.Aspect) + " was " + was + ", and is not set any more")
	}
	return sentence(subject + Markdown(c.Aspect) + " was " + was + ", is now " + is)
}
