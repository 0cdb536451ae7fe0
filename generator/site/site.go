// Package site turns the reference docs of an API into a web site: HTML that
// needs no server, works from any folder, and asks no other host for anything.
//
// # From pages to files
//
//  1. Render (package docs): the Markdown pages, with their links checked, and
//     what each is about.
//  2. Plan (plan.go): the pages as the navigation groups them.
//  3. Convert (markdown.go, code.go, pane.go, parts.go, nested.go): Markdown to HTML. Of the HTML in a page,
//     only the anchors that package docs writes are taken over.
//  4. Lay out (layout.go): templates/site/page.html puts the rest around it.
//
// # Files
//
// A page keeps its path, with .html for .md and index.html for a folder's
// README.md; a schema that one page alone uses is a part of that page. The
// folder assets has a style sheet, a script, an icon and
// search.js, which is what searches look in, pages.js with the pages of groups that
// are too large for each page's navigation, and fields/ with what opens below a
// field. Pages work without JavaScript, but for searches, the theme's switch, the
// copy buttons, fields of fields and links to a heading: tabs are sections then.
//
// Beside the pages are 404.html, llms.txt and, where [Options.BaseURL] says where
// the site is, sitemap.xml.
//
// # Versions
//
// [BuildVersions] gives each version of an API a folder (versions.go), with a page of what
// changed. Beside them is index.html, which leads to the version to start with.
//
// # Try it
//
// By [Options.Try], the page of an operation sends its requests (try.go). It has a script,
// a style sheet and a validator of JSON Schema for that, and the folder try a file for each
// operation; the policy of such a page names the servers that it may connect to.
//
// # Live
//
// [Server] serves a site that changes: its pages reload when it does.
package site

import (
	"html/template"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/ir"
)

// Options say what the site is for.
type Options struct {
	Docs    docs.Options // what its pages show; the preset is the first
	BaseURL string       // where the site is published, "/" at its end; "" where that is not known
	Live    bool         // pages listen to the events of a [Server]
	Try     *Try         // pages of operations send requests; nil: no page connects to anything
}

// File is a file of the site.
type File struct {
	Path string // slash-separated, relative to the site's folder
	Data []byte
}

// Build returns all files of an API's site in path order. The same API gives
// the same bytes. Notes on the document are added to diags. It fails where
// [docs.Render] fails.
func Build(api *ir.API, opts Options, diags *diag.List) ([]File, error) {
	b, err := buildOne(api, opts, nil, nil, diags)
	if err != nil {
		return nil, err
	}
	return b.files, nil
}

// built is a site, or a version's part of one, with what it was made of.
type built struct {
	files     []File
	site      *site
	reference *docs.Reference
	template  *template.Template
}

// buildOne makes the site of a version; of is nil where there is one alone.
func buildOne(api *ir.API, opts Options, of *versions, releases []docs.Release, diags *diag.List) (*built, error) {
	pages := opts.Docs
	pages.Releases, pages.PagesOnly = releases, true
	reference, err := docs.Render(api, pages, diags)
	if err != nil {
		return nil, err
	}
	s := plan(api, reference)
	s.baseURL, s.versions, s.try = opts.BaseURL, of, opts.Try
	files, err := assets(opts.Live, opts.Try != nil)
	if err != nil {
		return nil, err
	}
	tmpl, err := pageTemplate()
	if err != nil {
		return nil, err
	}
	made, err := s.layOut(tmpl, opts.Live)
	if err != nil {
		return nil, err
	}
	groups, err := s.groupFile()
	if err != nil {
		return nil, err
	}
	if opts.Try != nil {
		tries, err := s.tryFiles(reference)
		if err != nil {
			return nil, err
		}
		files = append(files, tries...)
	}
	files = append(append(files, made...), groups, File{"llms.txt", reference.LLMs(s.llmsPath(s.baseURL))})
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return &built{files, s, reference, tmpl}, nil
}

// llmsPath returns what llms.txt calls a page, whose Markdown path it is given: its path
// below base.
func (s *site) llmsPath(base string) func(string) string {
	return func(p string) string { return base + s.of[p].path }
}
