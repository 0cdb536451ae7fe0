// The order of the pages, and what tells other programs where they are.

package site

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
)

// ordered lists the pages as the navigation does, each once.
func (s *site) ordered() []*page {
	out := []*page{s.index}
	groups := s.tags
	if s.schemas != nil {
		groups = append(slices.Clip(groups), s.schemas)
	}
	for _, g := range groups {
		out = append(out, g.page)
		for _, p := range g.pages {
			if p.group == g {
				out = append(out, p)
			}
		}
	}
	return append(out, s.others...)
}

// around returns for each page the links to the one before and the one after.
func (s *site) around() map[*page][]link {
	pages, out := s.ordered(), map[*page][]link{}
	for i, p := range pages {
		if i > 0 {
			l := s.linkTo(pages[i-1], p)
			l.Rel = "prev"
			out[p] = append(out[p], l)
		}
		if i+1 < len(pages) {
			l := s.linkTo(pages[i+1], p)
			l.Rel = "next"
			out[p] = append(out[p], l)
		}
	}
	return out
}

// url is where a page is published, or "" where that is not known.
func (s *site) url(path string) string {
	if s.baseURL == "" {
		return ""
	}
	return s.baseURL + path
}

// sitemap lists all pages (https://www.sitemaps.org/protocol.html).
func (s *site) sitemap() (File, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	for _, p := range s.pages {
		b.WriteString("<url><loc>")
		if err := xml.EscapeText(&b, []byte(s.url(p.path))); err != nil {
			return File{}, fmt.Errorf("site: %w", err)
		}
		b.WriteString("</loc></url>\n")
	}
	b.WriteString("</urlset>\n")
	return File{"sitemap.xml", b.Bytes()}, nil
}
