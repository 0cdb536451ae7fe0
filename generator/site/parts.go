// Parts of pages (package docs): schemas that one page alone uses, which stand on it.

package site

import (
	"html/template"
	"path"
	"strings"
)

// linkFrom returns what links on p to Markdown files become.
func (s *site) linkFrom(p *page) func(destination string) string {
	return func(destination string) string {
		to, id, _ := strings.Cut(destination, "#")
		if to == "" {
			return destination
		}
		of := s.of[path.Join(path.Dir(p.Page.Path), to)]
		switch {
		case of == nil:
			return destination
		case id != "":
			return relative(p.path, of.path) + "#" + id
		}
		return relative(p.path, of.path)
	}
}

// nestedIn reports of a link on a page whether it leads to a schema with fields.
func (s *site) nestedIn(p *page) func(destination string) bool {
	return func(destination string) bool {
		to := p.Page.Path + destination
		if !strings.HasPrefix(destination, "#") {
			to = path.Join(path.Dir(p.Page.Path), destination)
		}
		schema := s.schema[to]
		return schema != nil && len(schema.Schema.Shape.Fields) > 0
	}
}

// addParts appends the parts of a page to it. Its last heading is the one over them.
func (s *site) addParts(p *page, c *content) error {
	var body strings.Builder
	body.WriteString(string(c.body))
	for _, part := range p.Parts {
		made, err := convert(part.Data, source{link: s.linkFrom(p), nested: s.nestedIn(p), of: part, ids: c.ids})
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
