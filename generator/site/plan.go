// The plan: which pages there are, what each is about, and where it stands in
// the navigation.

package site

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/ir"
)

// entry is one page in search-index.json, whose form package docs documents.
type entry struct {
	Title string   `json:"title"`
	Kind  string   `json:"kind"`
	Path  string   `json:"path"` // of the HTML
	Text  string   `json:"text,omitempty"`
	Names []string `json:"names,omitempty"`
}

// page is one page of the site.
type page struct {
	entry
	source []byte // Markdown
	method string // of an operation
	group  *group // that it is listed in; nil for the index and the like
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
	pages   []*page
	entries []entry
	index   *page
	tags    []*group
	schemas *group
	more    []*page // authentication, errors
}

// plan reads the pages and the index of package docs. The index lists
// operations in the API's order.
func plan(api *ir.API, sources []docs.Page) (*site, error) {
	s := &site{}
	byPath := map[string]*page{}
	for _, src := range sources {
		switch {
		case src.Path == "search-index.json":
			if err := json.Unmarshal(src.Data, &s.entries); err != nil {
				return nil, fmt.Errorf("site: %s: %w", src.Path, err)
			}
		case path.Ext(src.Path) == ".md":
			p := &page{entry: entry{Path: htmlPath(src.Path)}, source: src.Data}
			s.pages = append(s.pages, p)
			byPath[p.Path] = p
		}
	}
	var operations, schemas []*page
	tags := map[string]*page{} // by wire name
	for i := range s.entries {
		e := &s.entries[i]
		e.Path = htmlPath(e.Path)
		p := byPath[e.Path]
		if p == nil {
			return nil, fmt.Errorf("site: search-index.json names %s, which is no page", e.Path)
		}
		p.entry = *e
		switch e.Kind {
		case "operation":
			operations = append(operations, p)
		case "tag":
			tags[e.Names[0]] = p
		case "schema":
			schemas = append(schemas, p)
		default:
			s.more = append(s.more, p)
		}
	}
	s.index = byPath["index.html"]
	if err := s.planTags(api, operations, tags, byPath["operations/index.html"]); err != nil {
		return nil, err
	}
	if len(schemas) > 0 {
		s.schemas = newGroup("Schemas", byPath["schemas/index.html"], schemas)
	}
	return s, nil
}

// planTags groups the operations as the index of package docs does: by their
// first tag, and those without one at the end.
func (s *site) planTags(api *ir.API, operations []*page, tags map[string]*page, all *page) error {
	if len(operations) != len(api.Operations) {
		return fmt.Errorf("site: search-index.json lists %d operations, the API has %d", len(operations), len(api.Operations))
	}
	of := map[*ir.Operation]*page{}
	for i, op := range api.Operations {
		of[op] = operations[i]
		operations[i].method = op.Method
	}
	for _, t := range api.Tags {
		if len(t.Operations) == 0 {
			continue
		}
		var pages []*page
		for _, op := range t.Operations {
			pages = append(pages, of[op])
		}
		s.tags = append(s.tags, newGroup(tags[t.Wire].Title, tags[t.Wire], pages))
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
		s.tags = append(s.tags, newGroup(title, all, rest))
	}
	return nil
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

// relative returns the path from one file to another.
func relative(from, to string) string { return root(from) + to }

// root returns the way from a file to the site's folder: "", "../" and so on.
func root(from string) string { return strings.Repeat("../", strings.Count(from, "/")) }
