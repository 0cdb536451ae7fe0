// The files for readers that are not people: llms.txt, llms-full.txt and
// search-index.json. Their form is told in the package comment.

package docs

import (
	"bytes"
	"fmt"
)

// groupPages calls do for every group of pages, in the navigation's order.
func (s *site) groupPages(do func(title string, pages []*page)) {
	for _, g := range s.groups {
		do(g.title, g.pages)
	}
	var rest []*page
	for _, p := range []*page{s.auth, s.errors} {
		if p != nil {
			rest = append(rest, p)
		}
	}
	if len(rest) > 0 {
		do("More", rest)
	}
}

// llms lists the pages (https://llmstxt.org).
func (s *site) llms() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n", s.plain(s.index.title))
	if s.index.summary != "" {
		fmt.Fprintf(&b, "\n> %s\n", s.plain(s.index.summary))
	}
	s.groupPages(func(title string, pages []*page) {
		fmt.Fprintf(&b, "\n## %s\n\n", title)
		for _, p := range pages {
			fmt.Fprintf(&b, "- [%s](%s)", s.plain(p.title), p.path)
			about := []Markdown{"", "", s.plain(p.summary)}
			if p.kind == "operation" {
				about[0] = s.code(p.names[1])
			}
			if p.deprecated {
				about[1] = "Deprecated"
			}
			if text := prose(about...); text != "" {
				fmt.Fprintf(&b, ": %s", text)
			}
			b.WriteByte('\n')
		}
	})
	return b.Bytes()
}

// llmsFull has the pages in one file, their links leading to the files.
func (s *site) llmsFull(links *links) ([]byte, error) {
	noAnchors := *s.preset
	noAnchors.headingAnchor, noAnchors.cellAnchor, noAnchors.link = "%.0s", "", relativeLink
	var b bytes.Buffer
	for _, p := range s.pages {
		if p.kind == "section" || p.kind == "tag" {
			continue // llms.txt and the index have the lists
		}
		fmt.Fprintf(&b, "# %s\n\n", s.plain(p.title))
		body, err := links.replace(withoutAsides(p.body), "llms-full.txt", &noAnchors)
		if err != nil {
			return nil, err
		}
		b.Write(bytes.TrimLeft(body, "\n"))
		b.WriteString("\n\n")
	}
	return append(bytes.TrimRight(b.Bytes(), "\n"), '\n'), nil
}

// An aside is a part of a page that says again, for the reader of that page,
// what another page says: llms-full.txt leaves it out. Templates mark it.
const (
	asideBegin = "\x06"
	asideEnd   = "\x07"
)

// withoutAsides returns a body without the marked parts.
func withoutAsides(body []byte) []byte {
	var out []byte
	for {
		before, rest, found := bytes.Cut(body, []byte(asideBegin))
		out = append(out, before...)
		if !found {
			return out
		}
		_, body, _ = bytes.Cut(rest, []byte(asideEnd))
	}
}

// indexEntry is one page in search-index.json.
type indexEntry struct {
	Title string   `json:"title"`
	Kind  string   `json:"kind"`
	Path  string   `json:"path"`
	Text  string   `json:"text,omitempty"`
	Names []string `json:"names,omitempty"`
}

func (s *site) searchIndex() []byte {
	entries := []indexEntry{}
	s.groupPages(func(_ string, pages []*page) {
		for _, p := range pages {
			entries = append(entries, indexEntry{p.title, p.kind, p.path, p.summary, p.names})
		}
	})
	return marshal(entries)
}
