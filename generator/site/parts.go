// Parts of pages: a schema without a name of its own in the document, which one operation
// or one other schema alone uses, stands on the page of its user. A large document has
// thousands of them, and nobody looks for one elsewhere.

package site

import (
	"html/template"
	"path"
	"strings"

	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/ir"
)

// partsID is the anchor of the parts of a page, and begins the anchors in them.
const partsID = "schema:"

// usedBySection is the section of a schema's page (package docs) that a part does
// without: it stands on the page of its user.
const usedBySection = "used-by"

// maxParts is how many parts a page has at most. Schemas beyond that have pages of their
// own, with parts of their own.
const maxParts = 100

// withoutParts gives pages their parts, and returns those that are none.
func withoutParts(pages []*page) []*page {
	of := map[any]*page{}
	for _, p := range pages {
		switch {
		case p.Operation != nil:
			of[p.Operation] = p
		case p.Schema != nil:
			of[p.Schema] = p
		}
	}
	// A part is placed after its user, which need not come before it in the document.
	placed := map[*page]bool{}
	var place func(p *page)
	place = func(p *page) {
		if placed[p] {
			return
		}
		placed[p] = true
		user := of[onlyUser(p.Schema)]
		if user == nil {
			return
		}
		place(user)
		if user.host != nil {
			user = user.host
		}
		if user == p || len(user.parts) == maxParts {
			return
		}
		p.host, p.path, p.id = user, user.path, partsID+partName(user, p)
		user.parts = append(user.parts, p)
	}
	var out []*page
	for _, p := range pages {
		if place(p); p.host == nil {
			out = append(out, p)
		}
	}
	return out
}

// onlyUser returns the one operation or schema that uses a schema without a name of its
// own, or nil.
func onlyUser(schema *ir.Schema) any {
	if schema == nil || schema.IsComponent() {
		return nil
	}
	var user any
	for _, use := range schema.UsedBy {
		var by any = use.Schema
		if use.Operation != nil {
			by = use.Operation
		}
		if user != nil && user != by {
			return nil
		}
		user = by
	}
	return user
}

// partName names a part among those of its host, without what both names begin with.
func partName(host, p *page) string {
	name := func(p *page) string { return strings.TrimSuffix(path.Base(p.Path), ".md") }
	if rest, ok := strings.CutPrefix(name(p), name(host)+"-"); ok {
		return rest
	}
	return "/" + name(p) // no other name has a slash
}

// anchor is the id on the page of what has an id in the Markdown of p.
func (p *page) anchor(id string) string {
	switch {
	case p.host == nil:
		return id
	case id == "":
		return p.id
	}
	return p.id + ":" + id
}

// address is where p is in the site's folder.
func (p *page) address() string {
	if p.host != nil {
		return p.path + "#" + p.id
	}
	return p.path
}

// target resolves a link on p to a Markdown file: to which page it leads, and to which
// anchor in its Markdown. It is nil for other links.
func (s *site) target(p *page, destination string) (*page, string) {
	to, id, _ := strings.Cut(destination, "#")
	if to == "" {
		return p, id
	}
	return s.of[path.Join(path.Dir(p.Page.Path), to)], id
}

// linkFrom returns what links on p to Markdown files become.
func (s *site) linkFrom(p *page) func(destination string) string {
	return func(destination string) string {
		to, id := s.target(p, destination)
		if to == nil {
			return destination
		}
		id = to.anchor(id)
		switch {
		case to.path == p.path && id != "":
			return "#" + id
		case id != "":
			return relative(p.path, to.path) + "#" + id
		}
		return relative(p.path, to.path)
	}
}

// addParts appends the parts of a page to it.
func (s *site) addParts(p *page, c *content) error {
	if len(p.parts) == 0 {
		return nil
	}
	const title = "Schemas of this page"
	c.toc = append(c.toc, heading{2, partsID, title})
	var body strings.Builder
	body.WriteString(string(c.body) + "<h2 id=\"" + partsID + "\">" + title + "</h2>\n")
	for _, part := range p.parts {
		made, err := s.convertPage(part, part.Data, nil)
		if err != nil {
			return err
		}
		body.WriteString(string(made.body))
		made.toc = made.toc[:1] // the sections of each would make the list long
		c.toc = append(c.toc, made.toc...)
		made.body, made.toc = "", nil
		c.parts = append(c.parts, made)
	}
	c.body = template.HTML(body.String())
	return nil
}

// nestedIn reports of a link on a page whether it leads to a schema with fields.
func (s *site) nestedIn(p *page) func(destination string) bool {
	return func(destination string) bool {
		to, id := s.target(p, destination)
		return to != nil && id == "" && to.Kind == docs.KindSchema && len(to.Schema.Shape.Fields) > 0
	}
}
