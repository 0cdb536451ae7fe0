// The plan: which pages there are, and how the navigation groups them.

package site

import (
	"path"
	"strings"

	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/ir"
)

// page is one page of the site.
type page struct {
	*docs.Page
	path  string // of the HTML
	group *group // that it is listed in; nil for the index and the like
}

// group is a list of pages in the navigation: the operations of a tag, or all
// schemas.
type group struct {
	title string
	page  *page // its own
	pages []*page
}

// site is all pages.
type site struct {
	api     *ir.API
	pages   []*page
	index   *page
	tags    []*group
	schemas *group
	others  []*page               // authentication, errors, changes
	of      map[string]*page      // by the path of the Markdown
	schema  map[string]*docs.Page // of schemas: by the address, parts too
	baseURL string
	try     *Try // nil: no page sends requests

	versions *versions // nil: there is one alone
}

// plan groups the pages for the navigation.
func plan(api *ir.API, reference *docs.Reference) *site {
	s := &site{api: api, of: map[string]*page{}, schema: map[string]*docs.Page{}}
	for _, p := range reference.Pages() {
		s.of[p.Path] = &page{Page: p, path: htmlPath(p.Path)}
		s.pages = append(s.pages, s.of[p.Path])
		for _, p := range p.WithParts() {
			if p.Schema != nil {
				s.schema[p.Address()] = p
			}
		}
	}
	all := func(pages []*docs.Page) (out []*page) {
		for _, p := range pages {
			out = append(out, s.of[p.Path])
		}
		return out
	}
	s.index, s.others = s.of[reference.Index.Path], all(reference.Others)
	var operations, tags []*page
	var others *page // the page of the operations without a tag
	for _, section := range reference.Sections {
		switch section.Kind {
		case docs.KindOperation:
			operations, others = all(section.Pages), s.of[section.Page.Path]
		case docs.KindTag:
			tags = all(section.Pages)
		case docs.KindSchema:
			s.schemas = newGroup(section.Title, s.of[section.Page.Path], all(section.Pages))
		}
	}
	s.planTags(operations, tags, others)
	return s
}

// planTags groups the operations as the index of package docs does: by their
// tags, and those without one at the end.
func (s *site) planTags(operations, tags []*page, others *page) {
	of := map[*ir.Operation]*page{}
	for _, p := range operations {
		of[p.Operation] = p
	}
	for _, tag := range tags {
		var pages []*page
		for _, op := range tag.Tag.Operations {
			pages = append(pages, of[op])
		}
		if len(pages) > 0 {
			s.tags = append(s.tags, newGroup(tag.Title, tag, pages))
		}
	}
	var rest []*page
	for _, p := range operations {
		if p.group == nil {
			rest = append(rest, p)
		}
	}
	if len(rest) > 0 {
		title := "Operations"
		if len(s.tags) > 0 {
			title = "Other operations"
		}
		s.tags = append(s.tags, newGroup(title, others, rest))
	}
}

func newGroup(title string, own *page, pages []*page) *group {
	g := &group{title: title, page: own, pages: pages}
	own.group = g
	for _, p := range pages {
		p.group = g
	}
	return g
}

// htmlPath is where the page of a Markdown file goes.
func htmlPath(p string) string {
	dir, file := path.Split(p)
	if file == "README.md" {
		return dir + "index.html"
	}
	return strings.TrimSuffix(p, ".md") + ".html"
}

// address is where a page of the Markdown is in the site's folder, or a part of one.
func address(p *docs.Page) string {
	if p.Host != nil {
		return htmlPath(p.Host.Path) + "#" + p.ID
	}
	return htmlPath(p.Path)
}

// relative returns the path from one file to another.
func relative(from, to string) string {
	if rest, ok := strings.CutPrefix(to, path.Dir(from)+"/"); ok {
		return rest
	}
	return root(from) + to
}

// root returns the way from a file to the site's folder: "", "../" and so on.
func root(from string) string { return strings.Repeat("../", strings.Count(from, "/")) }
