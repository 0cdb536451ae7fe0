// Package docs writes the reference of an API in Markdown: an index, a page for
// each operation, schema and tag, one for authentication and one for errors,
// and what a site generator and a language model read beside them.
//
// # From the IR to a page
//
//  1. Plan (plan.go): every page has its path and title before any is written, and
//     schemas that one page alone uses are parts of it (parts.go).
//     What comes after goes by this model of them (model.go).
//  2. View (index.go, operation.go, schema.go, …): methods decide what a page
//     says, in Markdown that is already safe. Templates only lay it out.
//  3. Render: the page's template, with a head and anchors by [Options.Preset]
//     (preset.go).
//  4. Link (link.go): links and anchors are tokens until all pages are written;
//     then each is resolved, or the run fails.
//
// # Text from the document
//
// It is untrusted. Descriptions reach a page through package markdown alone, and
// names, values and patterns through its quoting. A view holds nothing else: its
// texts have the type [Markdown], which only those functions make.
//
// # Examples
//
// A page shows no body that the emitted validators would refuse: an example of
// the document that its schema does not accept (package keyword) is left out.
// Where no example is left, a request's body is made from its schema. The Go on
// the pages compiles against the emitted package; the variables data, body and
// form in it are for the reader to fill.
//
// # Files beside the pages
//
//   - llms.txt: the pages by group, one line each (https://llmstxt.org);
//     llms-full.txt: all pages in one, where they take no more than 5 MB, which is
//     more than a language model reads.
//   - search-index.json: a list of {"title", "kind", "path", "text", "names"},
//     see [SearchEntry]; kind is operation, tag, schema, authentication or
//     errors; names are the wire names that the page tells about: an operation's
//     id, a schema's fields, an enum's values.
//   - changelog.md, by [Changelog]: what changed since an older version.
//   - nav.yml (mkdocs): to be inherited by mkdocs.yml (INHERIT: docs/nav.yml).
//   - sidebar.json (docusaurus, vitepress, starlight): the sidebar's items;
//     _category_.json (docusaurus): the title of a folder.
package docs

import (
	"bytes"
	"fmt"
	"text/template"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/limits"
	"github.com/oasmint/oasmint/generator/pages"
	"github.com/oasmint/oasmint/templates"
)

// Options say what the pages are for.
type Options struct {
	Preset       string            // the site generator, one of [Presets]; "" is the first
	Package      string            // the name of the Go package; "" shows no Go
	ImportPath   string            // its import path; "" leaves the import out
	Client       string            // the import path of the package of the client; "" for none
	Lists        []pages.Lists     // operations that give lists in pages, besides those with x-pagination
	Server       string            // the import path of the package of the server
	NoGo         bool              // no examples in Go, since the package has types alone
	AllFunctions bool              // the Go package has functions for JSON texts of schemas that are parts of others
	Declared     *goapi.Package    // the emitted types, which say what examples can do with them; nil: as their schemas are
	Samples      []Language        // the languages of requests; nil is curl
	PagesOnly    bool              // no files are made beside the pages
	AllSchemas   bool              // each schema has a page, those too that one page alone uses
	Folder       string            // where the pages are in the site's folder of pages, for its navigation; "" is the folder itself
	Budget       *limits.Budget    // what all files may take; nil: as much as they want
	JSONSchema   map[string]string // by schema name: its JSON Schema file, relative to the docs folder
	Releases     []Release         // what a page of changes tells, the newest first; nil: there is none
}

// Markdown is text that is safe on a page.
type Markdown string

// Plan says which pages [Render] makes, without making them. It fails for a
// preset that is not known.
func Plan(api *ir.API, opts Options) (*Reference, error) {
	preset, err := presetOf(opts.Preset)
	if err != nil {
		return nil, err
	}
	return plan(api, opts, preset, &diag.List{}).reference(), nil
}

// Render writes the reference of an API. Notes on the document are added to
// diags: links that are left out. It fails for a preset that is not known, and
// where a link that it wrote leads nowhere or a page has an anchor twice.
func Render(api *ir.API, opts Options, diags *diag.List) (*Reference, error) {
	s, tmpl, err := prepare(api, opts, diags)
	if err != nil {
		return nil, err
	}
	links, err := s.render(tmpl)
	if err != nil {
		return nil, err
	}
	err = sideBySide(len(s.pages), func() func(i int) error {
		return func(i int) error {
			return links.finish(s.pages[i])
		}
	}, func(i int) { s.diags.Failed(s.pages[i].position()) })
	if err != nil {
		return nil, err
	}
	for _, p := range s.pages {
		s.diags.Enter(p.position())
		if err := opts.Budget.Add(len(p.Data)); err != nil {
			return nil, err
		}
	}
	r := s.reference()
	if !opts.PagesOnly {
		r.extras, err = s.extras(r, links)
	}
	return r, err
}

// prepare plans the pages and reads the templates.
func prepare(api *ir.API, opts Options, diags *diag.List) (*site, *template.Template, error) {
	preset, err := presetOf(opts.Preset)
	if err != nil {
		return nil, nil, err
	}
	opts.NoGo = opts.NoGo || opts.Package == ""
	if opts.Samples == nil {
		opts.Samples = []Language{"curl"}
	}
	tmpl, err := preset.templates()
	if err != nil {
		return nil, nil, err
	}
	return plan(api, opts, preset, diags), tmpl, nil
}

// render fills in all pages and gathers their anchors.
func (s *site) render(tmpl *template.Template) (*links, error) {
	if err := s.renderPages(tmpl); err != nil {
		return nil, err
	}
	return collectAnchors(s.pages, s.preset)
}

// position is that of what a page is about, if it is about one thing.
func (p *page) position() (at diag.Position) {
	switch {
	case p.Operation != nil:
		at = p.Operation.Pos
	case p.Schema != nil:
		at = p.Schema.Pos
	}
	return at
}

// render fills in the page's templates. The body is kept apart from the head,
// since llms-full.txt has it too. All pages use the same buffer.
func (p *page) render(s *site, tmpl *template.Template, buf *bytes.Buffer) error {
	buf.Reset()
	if err := tmpl.ExecuteTemplate(buf, "head", p); err != nil {
		return fmt.Errorf("docs: %s: %w", p.Path, err)
	}
	head := buf.Len()
	if err := p.renderBody(s, tmpl, buf); err != nil {
		return err
	}
	p.raw = append(bytes.Clone(bytes.TrimRight(buf.Bytes(), "\n")), '\n')
	p.body = p.raw[head:len(p.raw):len(p.raw)]
	return p.renderParts(s, tmpl, buf)
}

// renderBody fills in the template of what stands below the page's title.
func (p *page) renderBody(s *site, tmpl *template.Template, buf *bytes.Buffer) error {
	if err := tmpl.ExecuteTemplate(buf, p.template, p.view(s)); err != nil {
		return fmt.Errorf("docs: %s: %w", p.Path, err)
	}
	return nil
}

// extras returns the files beside the pages.
func (s *site) extras(r *Reference, links *links) ([]File, error) {
	note, size := "", s.pagesSize()
	if size > maxLLMs {
		note = fmt.Sprintf("\nThere is no llms-full.txt with all pages in it: it would have %d MB.\n", size>>20)
	}
	out := []File{{Path: "search-index.json"}, {Path: "llms.txt"}}
	contents := []func() ([]byte, error){
		func() ([]byte, error) { return marshalLines(r.SearchIndex(s.publishedAt)), nil },
		func() ([]byte, error) { return s.llms(r, note, s.publishedAt), nil },
	}
	if size <= maxLLMs {
		out = append(out, File{Path: "llms-full.txt"})
		contents = append(contents, func() ([]byte, error) { return s.llmsFull(links) })
	}
	err := sideBySide(len(contents), func() func(i int) error {
		return func(i int) (err error) {
			out[i].Data, err = contents[i]()
			return err
		}
	}, func(int) {})
	if err != nil {
		return nil, err
	}
	if s.preset.nav != nil {
		out = append(out, s.preset.nav(r)...)
	}
	return out, nil
}

// templates returns the templates of a preset: the common ones and its head.
func (p *preset) templates() (*template.Template, error) {
	t := template.New("").Option("missingkey=error").Funcs(template.FuncMap{
		"heading":   heading,
		"aside":     func() Markdown { return asideBegin },
		"asideEnd":  func() Markdown { return asideEnd },
		"sample":    sampleBegin,
		"sampleEnd": func() Markdown { return Markdown(string(sampleEnd) + string(endToken)) },
	})
	t, err := t.ParseFS(templates.Markdown, "markdown/*.tmpl")
	if err != nil {
		return nil, fmt.Errorf("docs: %w", err)
	}
	if _, err := t.New("head").Parse(p.head); err != nil {
		return nil, fmt.Errorf("docs: preset %s: %w", p.name, err)
	}
	return t, nil
}
