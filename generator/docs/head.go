// What the heads of pages are made from; see preset.head.

package docs

// Heading is the page's title as Markdown.
func (p *page) Heading() Markdown { return p.s.plain(p.Title) }

// FrontTitle is the title as a YAML scalar, for front matter.
func (p *page) FrontTitle() string { return jsonString(p.Title) }

// FrontDescription is the page's summary as a YAML scalar, or "".
func (p *page) FrontDescription() string {
	if p.Summary == "" {
		return ""
	}
	return jsonString(p.Summary)
}

// Weight is the page's place among its siblings, from 1.
func (p *page) Weight() int { return p.weight }
