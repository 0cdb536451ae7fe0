// Versions: a folder for each, with what changed in it, and links between pages that
// are about the same thing.

package site

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/ir"
)

// Version is an API as it is, or was, under a name that readers know it by.
type Version struct {
	Name   string
	Date   string // of its release, for the page of changes; "" where it has none
	Folder string // of its pages; see [ValidFolder]
	API    *ir.API
}

// folder is what needs no escape in a URL, and no system reads otherwise.
var folder = regexp.MustCompile(`^[A-Za-z0-9_~-]([A-Za-z0-9._~-]{0,98}[A-Za-z0-9_~-])?$`)

// ValidFolder reports whether a version can have a folder of that name.
func ValidFolder(name string) bool { return folder.MatchString(name) }

// versions are those of a site, as the pages of one of them see them.
type versions struct {
	all   []Version
	pages []map[string]string // by version and Markdown path, the address of a page
	here  int
	start int // the version that readers come to first
}

// BuildVersions returns the files of a site with a folder for each version, which stand
// in their order, and a page that leads to one of them, the start. What changed up to a
// version is a page of it. It fails as [Build] does.
func BuildVersions(all []Version, start int, opts Options, diags *diag.List) ([]File, error) {
	var releases []docs.Release // the newest first
	before := make([][]docs.Release, len(all))
	pages := make([]map[string]string, len(all))
	for i, v := range all {
		if i > 0 {
			releases = slices.Insert(slices.Clone(releases), 0, docs.NewRelease(v.Name, v.Date, all[i-1].API, v.API))
		}
		reference, err := docs.Plan(v.API, docs.Options{Releases: releases, AllSchemas: opts.Docs.AllSchemas})
		if err != nil {
			return nil, err
		}
		before[i], pages[i] = releases, map[string]string{}
		for _, p := range reference.Pages() {
			for _, p := range p.WithParts() {
				pages[i][p.Path] = address(p)
			}
		}
	}
	var out []File
	for i, v := range all {
		in, notes := opts, diags
		if i < len(all)-1 {
			notes = &diag.List{} // nobody mends what was published
		}
		if opts.BaseURL != "" {
			in.BaseURL += v.Folder + "/"
		}
		b, err := buildOne(v.API, in, &versions{all, pages, i, start}, before[i], notes)
		if err != nil {
			return nil, fmt.Errorf("version %s: %w", v.Name, err)
		}
		for _, f := range b.files {
			out = append(out, File{v.Folder + "/" + f.Path, f.Data})
		}
		if i == start {
			beside, err := b.beside(opts.BaseURL)
			if err != nil {
				return nil, err
			}
			out = append(out, beside...)
		}
	}
	if opts.BaseURL != "" {
		f, err := sitemaps(all, opts.BaseURL)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return out, nil
}

// beside makes what stands beside the folders of versions: a page that leads into that
// of b, and what readers and programs expect in the site's own folder.
func (b *built) beside(base string) ([]File, error) {
	v := b.site.versions.all[b.site.versions.here]
	missing, err := b.site.notFound(b.template, base, v.Folder+"/")
	if err != nil {
		return nil, err
	}
	start := layout{Site: b.site.index.Title, Title: "Versions", Root: v.Folder + "/", Policy: policy, Home: true, Refresh: v.Folder + "/index.html"}
	for _, v := range slices.Backward(b.site.versions.all) {
		start.Folders = append(start.Folders, link{Title: v.Name, Href: v.Folder + "/index.html"})
	}
	var home bytes.Buffer
	if err := b.template.ExecuteTemplate(&home, "page.html", start); err != nil {
		return nil, fmt.Errorf("site: index.html: %w", err)
	}
	llms := b.reference.LLMs(b.site.llmsPath(base + v.Folder + "/"))
	return []File{missing, {"index.html", home.Bytes()}, {"llms.txt", llms}}, nil
}

// versionLinks are the links on a page to the same page of the other versions, the newest
// first; where a version has no such page, to its start.
func (s *site) versionLinks(p *page) (out []link) {
	if s.versions == nil {
		return nil
	}
	for i, v := range slices.Backward(s.versions.all) {
		l := link{Title: v.Name, Current: i == s.versions.here}
		if l.Current {
			l.Href = path.Base(p.path)
		} else {
			l.Href = s.versions.address(i, p, root(p.path)+"../")
		}
		out = append(out, l)
	}
	return out
}

// address is where version i has a page, from the site's folder on.
func (v *versions) address(i int, p *page, up string) string {
	at, ok := v.pages[i][p.Page.Path]
	if !ok {
		at = "index.html"
	}
	return up + v.all[i].Folder + "/" + at
}

// other tells the readers of a version that is not the start which one is.
func (s *site) other(p *page) *otherVersion {
	v := s.versions
	if v == nil || v.here == v.start {
		return nil
	}
	return &otherVersion{
		Name: v.all[v.here].Name, Newer: v.here > v.start,
		Start: link{Title: v.all[v.start].Name, Href: v.address(v.start, p, root(p.path)+"../")},
	}
}

// otherVersion is what a page says that is not of the version that readers start with.
type otherVersion struct {
	Name  string
	Newer bool
	Start link
}

// sitemaps lists the sitemaps of all versions.
func sitemaps(all []Version, base string) (File, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header + "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	for _, v := range all {
		b.WriteString("<sitemap><loc>")
		if err := xml.EscapeText(&b, []byte(base+v.Folder+"/sitemap.xml")); err != nil {
			return File{}, fmt.Errorf("site: %w", err)
		}
		b.WriteString("</loc></sitemap>\n")
	}
	b.WriteString("</sitemapindex>\n")
	return File{"sitemap.xml", b.Bytes()}, nil
}
