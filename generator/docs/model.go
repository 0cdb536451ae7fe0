// The model: what is known of the reference without reading its files. Search
// indexes, navigation, llms.txt and web sites (package site) are written from
// it, and the command explain finds pages in it.

package docs

import (
	"path"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/ir"
)

// Reference is the docs of an API.
type Reference struct {
	Index    *Page
	Sections []*Section // operations, tags and schemas: those that there are
	Others   []*Page    // authentication, errors and changes: those that there are

	extras []File // that are no pages
	folder string // of the pages in a site: Options.Folder
	site   *site  // that it is made of
}

// Section is a folder of pages of one kind, with a page of its own.
type Section struct {
	Title string
	Kind  Kind // of Pages
	Page  *Page
	Pages []*Page // in the API's order, without those that are parts of others
}

// Kind says what a page is about.
type Kind string

// The kinds of pages.
const (
	KindIndex          Kind = "index"
	KindSection        Kind = "section"
	KindOperation      Kind = "operation"
	KindTag            Kind = "tag"
	KindSchema         Kind = "schema"
	KindAuthentication Kind = "authentication"
	KindErrors         Kind = "errors"
	KindChangelog      Kind = "changelog"
)

// Page is one page, planned or written, or a part of one.
type Page struct {
	Path       string // slash-separated, relative to the docs folder
	Kind       Kind
	Title      string   // plain text
	Summary    string   // plain text on one line; may be empty
	Names      []string // the wire names that the page tells about, for searches
	Deprecated bool

	// Parts are schemas that this page alone uses: they stand on it. Of such a part, Host is
	// the page, ID its anchor there, and Path where it would be with a page of its own.
	Parts []*Page
	Host  *Page
	ID    string

	// What it is about, by its kind.
	Operation *ir.Operation
	Tag       *ir.Tag
	Schema    *ir.Schema

	// What [Render] adds and [Plan] does not.
	Anchors []string // that links can lead to, in the page's order
	Data    []byte   // its Markdown, with that of its parts
	Samples []Sample // the examples in Data, without those of its parts

	own int // how many bytes of Data are before the parts
}

// Own is the Markdown of the page without that of its parts. Where there are any, it ends
// with the heading over them.
func (p *Page) Own() []byte { return p.Data[:p.own] }

// Address is where the page is: a path, and of a part an anchor too.
func (p *Page) Address() string {
	if p.Host != nil {
		return p.Host.Path + "#" + p.ID
	}
	return p.Path
}

// stem is the name of the page's file without its ending.
func (p *Page) stem() string { return strings.TrimSuffix(path.Base(p.Path), ".md") }

// WithParts returns the page and its parts.
func (p *Page) WithParts() []*Page { return append([]*Page{p}, p.Parts...) }

// Sample is an example on a page, with its title: a body, or a request in a
// language. A site may show it elsewhere than where it stands.
type Sample struct {
	Section    string   // the anchor of the heading above
	Label      Markdown // the language; "" of a body
	Start, End int      // it is Data[Start:End]
}

// File is a file to write.
type File struct {
	Path string // slash-separated, relative to the docs folder
	Data []byte
}

// Pages returns all pages in the order of the navigation. Their parts are with them alone.
func (r *Reference) Pages() []*Page {
	out := []*Page{r.Index}
	for _, s := range r.Sections {
		out = append(append(out, s.Page), s.Pages...)
	}
	return append(out, r.Others...)
}

// Files returns the pages and all files beside them, in path order.
func (r *Reference) Files() []File {
	out := slices.Clone(r.extras)
	for _, p := range r.Pages() {
		out = append(out, File{p.Path, p.Data})
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// SearchEntry is one page in search-index.json.
type SearchEntry struct {
	Title string   `json:"title"`
	Kind  Kind     `json:"kind"`
	Path  string   `json:"path"`
	Text  string   `json:"text,omitempty"`
	Names []string `json:"names,omitempty"`
}

// SearchIndex returns an entry for each page and each part that a search can find. path
// says where a page is, from its path here.
func (r *Reference) SearchIndex(path func(string) string) []SearchEntry {
	out := []SearchEntry{}
	r.eachGroup(func(_ string, pages []*Page) {
		for _, p := range pages {
			at := path(p.Path)
			out = append(out, SearchEntry{p.Title, p.Kind, at, p.Summary, p.Names})
			for _, part := range p.Parts {
				out = append(out, SearchEntry{part.Title, part.Kind, at + "#" + part.ID, part.Summary, part.Names})
			}
		}
	})
	return out
}

// eachGroup calls do for the pages of every section, and for the others.
func (r *Reference) eachGroup(do func(title string, pages []*Page)) {
	for _, s := range r.Sections {
		if len(s.Pages) > 0 { // or all schemas are parts
			do(s.Title, s.Pages)
		}
	}
	if len(r.Others) > 0 {
		do("More", r.Others)
	}
}

// reference makes the model of the pages that are planned.
func (s *site) reference() *Reference {
	r := &Reference{Index: &s.index.Page, folder: s.opts.Folder, site: s}
	for _, g := range s.groups {
		section := &Section{Title: g.title, Kind: g.kind, Page: &g.page.Page}
		for _, p := range g.pages {
			section.Pages = append(section.Pages, &p.Page)
		}
		r.Sections = append(r.Sections, section)
	}
	for _, p := range []*page{s.auth, s.errors, s.changes} {
		if p != nil {
			r.Others = append(r.Others, &p.Page)
		}
	}
	return r
}
