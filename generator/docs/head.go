// What the heads of pages are made from; see preset.head.

package docs

import (
	"html"
	"strings"
)

// Heading is the page's title as Markdown.
func (p *page) Heading() Markdown { return p.s.plain(p.Title) }

// FrontTitle is the title as a YAML scalar, for front matter.
func (p *page) FrontTitle() string { return jsonString(p.Title) }

// UnendingTitle is the title without what ends an element: Starlight writes it as it is into
// the element title, and Docusaurus into a script.
func (p *page) UnendingTitle() string { return jsonString(noEndTag(p.Title)) }

// VueTitle and VueDescription are title and summary for VitePress, which reads its titles as
// Markdown and writes both into a script, whose end no text may be.
func (p *page) VueTitle() string { return jsonString(string(p.s.plain(noEndTag(p.Title)))) }

func (p *page) VueDescription() string {
	if p.Summary == "" {
		return ""
	}
	return jsonString(noEndTag(p.Summary))
}

func noEndTag(text string) string { return strings.ReplaceAll(text, "</", "< /") }

// HTMLTitle and HTMLDescription are title and summary for MkDocs, whose themes write both as
// they are into HTML.
func (p *page) HTMLTitle() string { return jsonString(html.EscapeString(p.Title)) }

func (p *page) HTMLDescription() string {
	if p.Summary == "" {
		return ""
	}
	return jsonString(html.EscapeString(p.Summary))
}

// FrontDescription is the page's summary as a YAML scalar, or "".
func (p *page) FrontDescription() string {
	if p.Summary == "" {
		return ""
	}
	return jsonString(p.Summary)
}

// Method is that of an operation, or "".
func (p *page) Method() string {
	if p.Operation == nil {
		return ""
	}
	return p.Operation.Method
}

// MethodClass is the class of an operation in a sidebar, or "".
func (p *page) MethodClass() string {
	if p.Operation == nil {
		return ""
	}
	return methodClass(navItem{Method: p.Operation.Method})
}

// Weight is the page's place among its siblings, from 1.
func (p *page) Weight() int { return p.weight }
