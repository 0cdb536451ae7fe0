// The frame around a page: templates/site/page.html, the navigation and the
// files in the folder assets.

package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"net/url"
	"path"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/visible"
	"github.com/oasmint/oasmint/templates"
)

// policy is the Content-Security-Policy of every page: nothing but the site's
// own files, and no code or style in the page itself.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

// The navigation of a page lists up to maxListed pages of its group, and fewer in a site
// of many pages, so that all navigations together hold about allListed. Of a larger
// group, it lists those around the page: if it listed all of them on each, a site would
// grow with the square of its document. The group's own page lists all, and the page's
// script reads the others from assets/pages.js.
const minListed, maxListed, allListed = 8, 40, 15_000

// listed is how many pages of its group each navigation lists.
func (s *site) listed() int { return min(maxListed, max(minListed, allListed/len(s.pages))) }

// layout is what page.html shows.
type layout struct {
	Site    string
	Title   string
	Summary string
	Root    string // the path to the site's folder
	Policy  string
	Try     string // the file of an operation whose requests can be sent
	Live    bool
	Home    bool // this is the index
	Crumbs  []link
	Nav     []link
	TOC     []heading
	Body    template.HTML
	Pane    []*tabs
	URL     string // the page's own, where the site's is known
	Around  []link // the page before and the page after

	Versions []link        // the same page in all versions, where there are several
	Other    *otherVersion // nil: this is the version that readers start with
	Refresh  string        // the page that this one leads to
	Folders  []link        // what it lists: all versions
}

// link is a link to a page.
type link struct {
	Title   string
	Method  string
	Href    string
	Current bool
	Rel     string // prev or next
	Group   string // the path of the group's page, where Items are not all
	Count   int    // of all pages of the group
	Items   []link // the pages of its group, where they are shown
}

// pageTemplate reads the templates of pages.
func pageTemplate() (*template.Template, error) {
	tmpl, err := template.New("").Option("missingkey=error").Funcs(template.FuncMap{
		"badge":     func(method string) template.HTML { return template.HTML(badge(method)) },
		"breakable": func(s string) template.HTML { return template.HTML(breakable(s)) },
	}).ParseFS(templates.Site, "site/*.html")
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	return tmpl, nil
}

// layOut makes the HTML of all pages.
func (s *site) layOut(tmpl *template.Template, live bool) ([]File, error) {
	contents, panes, err := s.convert()
	if err != nil {
		return nil, err
	}
	around := s.around()
	out := make([]File, len(s.pages))
	var pool errgroup.Group
	pool.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range s.pages {
		pool.Go(func() error {
			v := layout{
				Site: s.index.Title, Title: p.Title, Root: root(p.path), Policy: s.policyOf(p, live), Try: s.tryFile(p), Live: live,
				Home: p == s.index, Crumbs: s.crumbs(p), Nav: s.nav(p), TOC: contents[i].toc, Body: contents[i].body,
				Pane: panes[i], Around: around[p], URL: s.url(p.path), Versions: s.versionLinks(p), Other: s.other(p),
			}
			if p.Kind != docs.KindIndex && p.Kind != docs.KindSection {
				v.Summary = p.Summary
			}
			var b bytes.Buffer
			if err := tmpl.ExecuteTemplate(&b, "page.html", v); err != nil {
				return fmt.Errorf("site: %s: %w", p.path, err)
			}
			out[i] = File{p.path, b.Bytes()}
			return nil
		})
	}
	if err := pool.Wait(); err != nil {
		return nil, err
	}
	missing, err := s.notFound(tmpl, s.baseURL, "")
	if err != nil {
		return nil, err
	}
	fields, err := s.fieldFiles(contents)
	if err != nil {
		return nil, err
	}
	index, err := s.searchFile(contents)
	if err != nil {
		return nil, err
	}
	out = append(append(out, missing, index), fields...)
	if s.baseURL != "" {
		f, err := s.sitemap()
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// notFound is the page that hosts show in place of one that is missing, at any
// path: its links lead to the site's folder by the path that the base URL has,
// and where none is said as if it stood in that folder. The pages are in a folder below.
func (s *site) notFound(tmpl *template.Template, base, below string) (File, error) {
	home := below
	if base != "" {
		u, err := url.Parse(base)
		if err != nil {
			return File{}, fmt.Errorf("site: the base URL: %w", err)
		}
		home = u.EscapedPath() + below
	}
	v := layout{Site: s.index.Title, Title: "Page not found", Root: home, Policy: policy, Nav: s.nav(&page{Page: s.index.Page, path: "404.html"}),
		Body: template.HTML("<h1>Page not found</h1>\n<p>There is no such page. The <a href=\"" + template.HTMLEscapeString(home) + "index.html\">overview</a> lists all.</p>\n")}
	for i := range v.Nav {
		v.Nav[i].Href = home + v.Nav[i].Href
	}
	var b bytes.Buffer
	if err := tmpl.ExecuteTemplate(&b, "page.html", v); err != nil {
		return File{}, fmt.Errorf("site: 404.html: %w", err)
	}
	return File{"404.html", b.Bytes()}, nil
}

// groupFile lists the pages of the groups that are too large for each page: by the
// path of the group's page, a title, a path and a method of each.
func (s *site) groupFile() (File, error) {
	all := map[string][][]string{} // which is written by sorted keys
	groups := s.tags
	if s.schemas != nil {
		groups = append(slices.Clip(groups), s.schemas)
	}
	for _, g := range groups {
		if len(g.pages) <= s.listed() {
			continue
		}
		for _, p := range g.pages {
			item := []string{p.Title, p.path}
			if p.Operation != nil {
				item = append(item, p.Operation.Method)
			}
			all[g.page.path] = append(all[g.page.path], item)
		}
	}
	data, err := json.Marshal(all)
	if err != nil {
		return File{}, fmt.Errorf("site: %w", err)
	}
	return File{"assets/pages.js", []byte("sitePages = " + string(visible.JSON(data)) + ";\n")}, nil
}

// convert converts all pages.
func (s *site) convert() ([]content, [][]*tabs, error) {
	out, panes := make([]content, len(s.pages)), make([][]*tabs, len(s.pages))
	var pool errgroup.Group
	pool.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range s.pages {
		pool.Go(func() (err error) {
			if out[i], panes[i], err = s.split(p); err != nil {
				return fmt.Errorf("site: %s: %w", p.Path, err)
			}
			return nil
		})
	}
	return out, panes, pool.Wait()
}

// crumbs returns the links from the index down to a page.
func (s *site) crumbs(p *page) []link {
	if p == s.index {
		return nil
	}
	out := []link{s.linkTo(s.index, p)}
	if p.group != nil && p.group.page != p {
		out = append(out, link{Title: p.group.title, Href: relative(p.path, p.group.page.path)})
	}
	return out
}

// nav returns the navigation of a page: all groups, with the pages of its own.
func (s *site) nav(p *page) []link {
	out := []link{s.linkTo(s.index, p)}
	out[0].Title = "Overview"
	for _, g := range s.tags {
		out = append(out, s.groupLink(g, p))
	}
	if s.schemas != nil {
		out = append(out, s.groupLink(s.schemas, p))
	}
	for _, other := range s.others {
		out = append(out, s.linkTo(other, p))
	}
	return out
}

// groupLink returns the link to a group's page on another page.
func (s *site) groupLink(g *group, at *page) link {
	l := s.linkTo(g.page, at)
	l.Title = g.title
	if at.group != g {
		return l
	}
	if len(g.pages) > s.listed() {
		l.Group, l.Count = g.page.path, len(g.pages)
	}
	for _, p := range g.near(at, s.listed()) {
		l.Items = append(l.Items, s.linkTo(p, at))
	}
	return l
}

// near returns the pages of a group that the navigation of one of them lists: no
// more than listed.
func (g *group) near(at *page, listed int) []*page {
	from := max(0, slices.Index(g.pages, at)-listed/2)
	to := min(len(g.pages), from+listed)
	return g.pages[max(0, to-listed):to]
}

// linkTo returns the link to a page on another page.
func (s *site) linkTo(p, at *page) link {
	l := link{Title: p.Title, Href: relative(at.path, p.path), Current: p == at}
	if p.Operation != nil {
		l.Method = p.Operation.Method
	}
	return l
}

// assets returns the files beside the pages.
func assets(live, try bool) ([]File, error) {
	var out []File
	names := []string{"site.css", "site.js", "icon.svg"}
	if live {
		names = append(names, "reload.js")
	}
	if try {
		names = append(names, "try.css", "try.js", "try-form.js", "json-schema.js")
	}
	for _, name := range names {
		data, err := templates.Site.ReadFile(path.Join("site", name))
		if err != nil {
			return nil, fmt.Errorf("site: %w", err)
		}
		out = append(out, File{"assets/" + name, data})
	}
	return out, nil
}
