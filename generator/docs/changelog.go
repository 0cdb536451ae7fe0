// The changelog: what is new in an API since an older version, as a page beside
// the others.

package docs

import (
	"fmt"
	"strings"

	"github.com/oasmint/oasmint/generator/changelog"
	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

// changelogPath is the page's path, from which its links lead to the others.
const changelogPath = "changelog.md"

// Release is what a version of the API is, and the one before it.
type Release struct {
	Name, Date string // of the version; "" where one release is all that the page is about
	old, new   *ir.API
	changes    []changelog.Section
}

// NewRelease compares a version of the API with the one before it.
func NewRelease(name, date string, old, new *ir.API) Release {
	return Release{Name: name, Date: date, old: old, new: new, changes: changelog.Of(old, new)}
}

type changelogView struct {
	About    Markdown
	Releases []changelogRelease
}

// changelogRelease is a version; without a title, its sections are the page.
type changelogRelease struct {
	ID       string
	Title    Markdown
	About    Markdown
	Level    int // of the headings of sections
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
// the next, of several the newest first. Its links lead to the pages that [Render] writes
// for the newest one, in whose folder it is to be kept. It fails as Render does.
func Changelog(releases []Release, opts Options, diags *diag.List) (File, error) {
	opts.Releases = releases
	s, tmpl, err := prepare(releases[0].new, opts, diags)
	if err != nil {
		return File{}, err
	}
	links, err := s.render(tmpl)
	if err != nil {
		return File{}, err
	}
	err = links.finish(s.changes)
	return File{changelogPath, s.changes.Data}, err
}

// planChangelog adds the page of changes.
func (s *site) planChangelog(releases []Release) {
	old, new := releases[len(releases)-1].old, releases[0].new
	s.changes = s.add(&page{
		Page: Page{
			Path: changelogPath, Kind: KindChangelog, Title: "Changes",
			Summary: "What changed" + versions(old.Version, new.Version) + ".",
		},
		template: "changelog.tmpl", view: func(s *site) any { return s.changelogView(releases) },
	})
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

func (s *site) changelogView(releases []Release) changelogView {
	if r := releases[0]; r.Name == "" {
		only := s.release(r)
		v := changelogView{About: s.plain("What changed"+versions(r.old.Version, r.new.Version)) + ". Descriptions are not compared."}
		if len(only.Sections) == 0 {
			v.About += " Nothing did."
		}
		only.Level = 2
		v.Releases = []changelogRelease{only}
		return v
	}
	v := changelogView{About: "What changed, by version. Descriptions are not compared."}
	for _, r := range releases {
		release := s.release(r)
		release.ID, release.Level = anchorID("version", r.Name), 3
		release.Title = s.plain(strings.TrimSuffix(r.Name+" ("+r.Date+")", " ()"))
		if len(release.Sections) == 0 {
			release.About = "Nothing changed."
		}
		for i := range release.Sections { // a page has an anchor once
			release.Sections[i].ID = release.ID + "-" + release.Sections[i].ID
		}
		v.Releases = append(v.Releases, release)
	}
	return v
}

// release tells the changes of a release.
func (s *site) release(r Release) (v changelogRelease) {
	for _, section := range r.changes {
		out := changelogSection{ID: section.ID, Title: Markdown(section.Title)}
		for _, g := range section.Groups {
			group := changelogGroup{Title: Markdown(g.Title)}
			for _, item := range g.Items {
				group.Items = append(group.Items, s.changelogItem(item, section.ID == "breaking"))
			}
			out.Groups = append(out.Groups, group)
		}
		v.Sections = append(v.Sections, out)
	}
	return v
}

// changelogItem tells the changes of one operation or schema. Parts that changed alike
// share a line.
func (s *site) changelogItem(of changelog.Item, breaking bool) changelogItem {
	item := changelogItem{Subject: s.changelogSubject(of.Changes[0])}
	for changes := of.Changes; len(changes) > 0; {
		n := 1
		for n < len(changes) && alike(changes[0], changes[n]) {
			n++
		}
		if changes[0].Part == compare.Itself && changes[0].Kind != compare.Changed {
			item.Subject += ": " + becameOf[changes[0].Kind]
		} else {
			item.Points = append(item.Points, s.changelogPoint(changes[:n], breaking))
		}
		changes = changes[n:]
	}
	return item
}

// alike reports whether two changes can share a line: of parts of one kind that
// were all added, all deprecated or all removed.
func alike(a, b *compare.Finding) bool {
	return a.Kind == b.Kind && a.Part == b.Part && a.Part != compare.Itself && a.Kind != compare.Changed
}

func (s *site) changelogSubject(c *compare.Finding) Markdown {
	switch {
	case c.Operation != nil:
		title := s.plain(titleOf(c.Operation.Summary, c.Operation.Name))
		if p := s.ops[c.Operation]; p != nil {
			title = linkTo(title, p, "")
		}
		return title + " " + s.signature(c.Operation)
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
	becameOf   = map[compare.Kind]Markdown{compare.Added: "new", compare.Deprecated: "deprecated", compare.Removed: "removed"}
	partBecame = map[compare.Kind]Markdown{compare.Added: "added", compare.Deprecated: "deprecated", compare.Removed: "removed"}
)

// changelogPoint says a change, or several that are alike, in a sentence.
func (s *site) changelogPoint(changes []*compare.Finding, breaking bool) Markdown {
	c := changes[0]
	if c.Kind == compare.Changed {
		return s.changed(c)
	}
	var names []Markdown
	for _, c := range changes {
		name := s.changelogName(c)
		if c.Kind == compare.Added && c.To != "" && (breaking || len(changes) == 1) {
			name += " (" + s.plain(c.To) + ")"
		}
		names = append(names, name)
	}
	words := Markdown(c.Part)
	if len(changes) > 1 {
		words = Markdown(partPlural(c.Part))
	}
	if rest := list(names, ", "); rest != "" {
		words += " " + rest
	}
	if breaking || c.Part == compare.Authentication {
		words += " " + partBecame[c.Kind]
	}
	return sentence(words)
}

func partPlural(what compare.Part) string {
	if what == compare.Authentication {
		return "ways to authenticate"
	}
	return string(what) + "s"
}

// changelogName is the name of a part, linked where a page has it.
func (s *site) changelogName(c *compare.Finding) Markdown {
	if c.Name == "" {
		return ""
	}
	p := s.schemas[c.Schema]
	switch {
	case c.Part == compare.Parameter:
		in, name, _ := strings.Cut(c.Name, " ")
		return s.code(name) + " (" + s.plain(in) + ")"
	case p != nil && c.Part == compare.Field && s.fieldsByName(c.Schema)[c.Name]:
		return linkTo(s.code(c.Name), p, anchorID("field", c.Name))
	case p != nil && c.Part == compare.Value && c.Kind != compare.Removed:
		return linkTo(s.code(c.Name), p, anchorID("value", c.Name))
	}
	return s.code(c.Name)
}

// changed says what a part was, and what it is now.
func (s *site) changed(c *compare.Finding) Markdown {
	subject, aspect := list([]Markdown{Markdown(c.Part), s.changelogName(c)}, " "), s.plain(c.Aspect)
	if c.From == "" && c.To == "" {
		return sentence(list([]Markdown{subject, aspect}, ": "))
	}
	if subject != "" {
		subject += ": "
	}
	was, is := s.code(c.From), s.code(c.To)
	switch {
	case c.From == "":
		return sentence(subject + aspect + " is now " + is)
	case c.To == "":
		return sentence(subject + aspect + " was " + was + ", and is not set any more")
	}
	return sentence(subject + aspect + " was " + was + ", is now " + is)
}
