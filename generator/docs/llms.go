// The files for language models: llms.txt and llms-full.txt.

package docs

import (
	"bytes"
	"fmt"
)

// LLMs is llms.txt (https://llmstxt.org) for pages that stand elsewhere than those
// that [Render] writes: path says where a page is.
func (r *Reference) LLMs(path func(string) string) []byte { return r.site.llms(r, "", path) }

// llms lists the pages, and says something about them before.
func (s *site) llms(r *Reference, note string, path func(string) string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n", s.plain(r.Index.Title))
	if r.Index.Summary != "" {
		fmt.Fprintf(&b, "\n> %s\n", s.plain(r.Index.Summary))
	}
	b.WriteString(note)
	r.eachGroup(func(title string, pages []*Page) {
		fmt.Fprintf(&b, "\n## %s\n\n", title)
		for _, p := range pages {
			fmt.Fprintf(&b, "- [%s](%s)", s.plain(p.Title), path(p.Path))
			about := []Markdown{"", "", s.plain(p.Summary)}
			if op := p.Operation; op != nil {
				about[0] = s.code(op.Method + " " + op.Path)
			}
			if p.Deprecated {
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

// maxLLMs is the number of bytes up to which all pages are in one file.
const maxLLMs = 5 << 20

// pagesSize is the number of bytes of all pages.
func (s *site) pagesSize() (size int) {
	for _, p := range s.pages {
		size += len(p.body)
		for _, part := range p.parts {
			size += len(part.raw)
		}
	}
	return size
}

// publishedAt is where a page is to be found beside llms.txt.
func (s *site) publishedAt(path string) string {
	if s.preset.published == nil {
		return path
	}
	return s.preset.published(path)
}

// llmsFull returns all pages in one file, whose links lead to the other files.
func (s *site) llmsFull(links *links) ([]byte, error) {
	noAnchors := *s.preset
	noAnchors.headingAnchor, noAnchors.cellAnchor, noAnchors.link, noAnchors.url = "%.0s", "", relativeLink, func(_, to string) string { return s.publishedAt(to) }
	var b bytes.Buffer
	for _, p := range s.pages {
		if p.Kind == KindSection || p.Kind == KindTag {
			continue // llms.txt and the index have the lists
		}
		fmt.Fprintf(&b, "# %s\n\n", s.plain(p.Title))
		raw := bytes.TrimLeft(p.body, "\n")
		for _, part := range p.parts {
			raw = append(raw, part.raw...)
		}
		body, _, err := links.replace(withoutAsides(raw), "llms-full.txt", &noAnchors)
		if err != nil {
			return nil, err
		}
		b.Write(body)
		b.WriteString("\n\n")
	}
	return append(bytes.TrimRight(b.Bytes(), "\n"), '\n'), nil
}

// An aside is a part of a page that repeats what another page says. Templates
// mark it, and llms-full.txt, which has both pages, leaves it out.
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
