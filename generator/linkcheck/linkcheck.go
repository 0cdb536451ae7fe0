// Package linkcheck checks the links of docs on disk: Markdown of all presets, and
// HTML.
//
// # What is read
//
// Files that end in .md, .mdx, .markdown or .html, and llms*.txt, except in
// folders whose name begins with a dot.
//
// In Markdown, anchors are the slugs of headings as GitHub makes them, {#id} at
// the end of a heading (Hugo, Docusaurus, Python-Markdown), and id attributes.
// Hugo's relref is a link. A link to a folder may lead to a page of its name, from the
// folder that the page with the link has on the site (Starlight).
//
// # What is checked
//
// A link within the folder must lead to a file that exists, or to a folder with
// an index, and to an anchor of that page. A link to another site must have the
// syntax of one (RFC 3986, RFC 6068); it is not visited. Links with schemes for
// which docs have no use, such as javascript and file, are findings.
package linkcheck

import (
	"cmp"
	"fmt"
	"io/fs"
	"net/mail"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/files"
)

// Report is the result of a check.
type Report struct {
	Files    int // the number of files that were read
	Links    int // of all links
	External int // of links to other sites
	Findings []Finding
}

// Finding is a link that is wrong.
type Finding struct {
	File    string // slash-separated, beginning with the folder as it was given
	Line    int
	Message string
}

// String renders file:line: message.
func (f Finding) String() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Message) }

// document has the links and anchors of a file.
type document struct {
	links   []link
	anchors map[string]bool
}

type link struct {
	line int
	to   string
}

// Check checks all files below dir. Findings are in the order of files and lines.
// It fails where dir cannot be read, and where there is no file to check.
func Check(dir string) (*Report, error) { return CheckAt(dir, "") }

// CheckAt is Check for files that are published below a URL, which ends in "/": links that
// have it, or its path, lead to them. It is "" where that is not known, and the folder is
// that of the host.
func CheckAt(dir, base string) (*Report, error) {
	if !files.IsFolder(dir) {
		return nil, fmt.Errorf("%s: no such folder\n\tgive the folder that the docs were written to", filepath.ToSlash(dir))
	}
	at, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	c := &checker{dir: dir, base: at, docs: map[string]*document{}}
	var names []string
	err = filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && file != dir && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.IsDir():
			return nil
		}
		read := readerOf(d.Name())
		if read == nil {
			return nil
		}
		data, err := files.Limits{}.Read(file)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		names, c.docs[name] = append(names, name), read(data)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s: no Markdown and no HTML below this folder\n\twrite docs there first: oasmint generate, or oasmint docs build", filepath.ToSlash(dir))
	}
	c.report.Files = len(names)
	for _, name := range names {
		c.check(name)
	}
	slices.SortStableFunc(c.report.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return &c.report, nil
}

// readsMarkdown reports whether a file is read as Markdown.
func readsMarkdown(name string) bool { return path.Ext(name) != ".html" }

// readerOf returns the function that reads a file, or nil where the file is not
// one to read.
func readerOf(name string) func([]byte) *document {
	switch path.Ext(name) {
	case ".md", ".mdx", ".markdown":
		return readMarkdown
	case ".html":
		return readHTML
	}
	if ok, _ := path.Match("llms*.txt", name); ok {
		return readMarkdown
	}
	return nil
}

// checker checks the files of a folder.
type checker struct {
	dir    string
	base   *url.URL             // where it is published
	docs   map[string]*document // by path relative to dir
	report Report
}

// check checks the links of one file.
func (c *checker) check(name string) {
	for _, l := range c.docs[name].links {
		c.report.Links++
		if problem := c.problem(name, l.to); problem != "" {
			file := filepath.ToSlash(filepath.Join(c.dir, filepath.FromSlash(name)))
			c.report.Findings = append(c.report.Findings, Finding{file, l.line, problem})
		}
	}
}

// problem says what is wrong with a link of a file, or "".
func (c *checker) problem(name, to string) string {
	u, err := url.Parse(to)
	if err != nil {
		return fmt.Sprintf("%q is not the syntax of a link (RFC 3986)", to)
	}
	if c.base.Host != "" && (u.Host == c.base.Host && u.Scheme == c.base.Scheme || u.Host == "" && u.Scheme == "" && strings.HasPrefix(u.Path, "/")) {
		below, ok := strings.CutPrefix(u.Path, c.base.Path)
		if !ok { // another part of the host
			c.report.External++
			return ""
		}
		u = &url.URL{Path: "/" + below, Fragment: u.Fragment}
	}
	if u.Scheme != "" || u.Host != "" {
		c.report.External++
		return externalProblem(u, to)
	}
	target := name
	switch {
	case strings.HasPrefix(u.Path, "/"):
		target = path.Clean(u.Path[1:])
	case strings.HasSuffix(u.Path, "/") && readsMarkdown(name):
		target = c.folder(name, u.Path)
	case u.Path != "":
		target = path.Join(path.Dir(name), u.Path)
	}
	if target == ".." || strings.HasPrefix(target, "../") {
		return fmt.Sprintf("%q leads out of the folder", to)
	}
	doc, found := c.find(target)
	switch {
	case !found:
		return fmt.Sprintf("%q leads to %s, which is not there", to, target)
	case u.Fragment == "" || doc == nil || doc.anchors[u.Fragment]:
		return ""
	}
	return fmt.Sprintf("%q: there is no anchor #%s on that page", to, u.Fragment)
}

// folder is where a link of a page in Markdown to a folder leads. On a site with a folder
// for each page (Starlight), it begins at that of the page, and may lead to that of another.
func (c *checker) folder(name, to string) string {
	beside := path.Join(path.Dir(name), to)
	if _, found := c.find(beside); found {
		return beside
	}
	stem := strings.TrimSuffix(name, path.Ext(name))
	if slices.Contains(indexes, path.Base(name)) {
		stem = path.Dir(name)
	}
	target := path.Join(stem, to)
	if path.Ext(name) != ".md" { // a list beside the pages
		target = beside
	}
	if c.docs[target+".md"] != nil {
		return target + ".md"
	}
	return target
}

// externalProblem says what is wrong with a link to another site, or "".
func externalProblem(u *url.URL, to string) string {
	switch u.Scheme {
	case "http", "https", "":
		if u.Hostname() == "" {
			return fmt.Sprintf("%q names no host", to)
		}
	case "mailto":
		address, _, _ := strings.Cut(u.Opaque, "?")
		if _, err := mail.ParseAddress(address); err != nil {
			return fmt.Sprintf("%q names no mail address (RFC 6068)", to)
		}
	case "tel", "urn":
	default:
		return fmt.Sprintf("%q: docs do not link by %s:", to, u.Scheme)
	}
	return ""
}

// indexes are the files that stand for their folder.
var indexes = []string{"index.md", "README.md", "_index.md", "index.mdx", "index.html"}

// find returns the document of a file or of a folder's index, and reports whether
// it exists: a file that is not read, such as an image, has no document.
func (c *checker) find(target string) (doc *document, found bool) {
	if doc := c.docs[target]; doc != nil {
		return doc, true
	}
	for _, index := range indexes {
		if doc := c.docs[path.Join(target, index)]; doc != nil {
			return doc, true
		}
	}
	file := filepath.Join(c.dir, filepath.FromSlash(target))
	return nil, files.Exists(file) && !files.IsFolder(file)
}
