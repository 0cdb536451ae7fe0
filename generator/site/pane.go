// The pane beside the text of an operation: its request in each language, and the
// examples of its responses by their status.

package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/docs"
)

// tabs are examples of which a reader wants one. Without the page's script they
// stand one below the other.
type tabs struct {
	ID     string // of its heading
	Title  string
	Choice string // what a reader chooses here; the script remembers it by this name
	Panels []*panel
	More   []link // what stands on other pages
}

// panel is what one tab shows.
type panel struct {
	ID    string
	Title string
	Body  template.HTML
}

// The sections of an operation's page (package docs) that go into the pane.
const (
	requestsSection = "examples"
	goSection       = "go"
	responseSection = "response-" // and the status
)

// split converts a page: its text, and what stands in the pane beside it.
func (s *site) split(p *page) (content, []*tabs, error) {
	requests := &tabs{ID: requestsSection, Title: "Request", Choice: "language"}
	responses := &tabs{ID: "site:responses", Title: "Response", Choice: "status"}
	var rest []byte
	end := 0
	for _, sample := range p.Samples {
		group, id, title := requests, "", plainText(sample.Label)
		label := "Request, " + title
		status, isResponse := strings.CutPrefix(sample.Section, responseSection)
		switch {
		case p.Kind != docs.KindOperation:
			continue
		case isResponse:
			group, title, label = responses, status, "Response "+status
		case sample.Section == goSection:
			id = goSection
		case sample.Section != requestsSection:
			continue // other bodies that can be sent stand with what is said of the body
		}
		c, err := convert(p.Data[sample.Start:sample.End], source{section: label, link: s.linkFrom(p)})
		if err != nil {
			return content{}, nil, err
		}
		group.add(id, title, c.body)
		rest = append(rest, p.Data[end:sample.Start]...)
		end = sample.End
	}
	in := source{without: moved(requests), link: s.linkFrom(p), nested: s.nestedIn(p), of: p.Page}
	c, err := convert(append(rest, p.Own()[end:]...), in)
	if err == nil {
		err = s.addParts(p, &c)
	}
	responses.More = s.errorsOf(p)
	var pane []*tabs
	for _, group := range []*tabs{requests, responses} {
		if group.Panels != nil || group.More != nil {
			pane = append(pane, group)
		}
	}
	return c, pane, err
}

// errorsOf links to the errors that an operation answers.
func (s *site) errorsOf(p *page) (out []link) {
	i := slices.IndexFunc(s.others, func(other *page) bool { return other.Kind == docs.KindErrors })
	if i < 0 || p.Operation == nil || p.Operation.Webhook {
		return nil
	}
	for _, r := range p.Operation.Responses {
		if id := docs.StatusAnchor(r.Status); id != "" {
			title := r.Status
			if title == "default" {
				title = "any other status"
			}
			out = append(out, link{Title: title, Href: relative(p.path, s.others[i].path) + "#" + id})
		}
	}
	return out
}

// add adds to the panel with a title.
func (t *tabs) add(id, title string, body template.HTML) {
	for _, p := range t.Panels {
		if strings.EqualFold(p.Title, title) {
			if id != "" {
				p.ID = id
			}
			p.Body += body
			return
		}
	}
	if id == "" {
		id = fmt.Sprintf("%s-%d", strings.ToLower("site:"+t.Title), len(t.Panels)+1)
	}
	t.Panels = append(t.Panels, &panel{id, title, body})
}

// moved lists the sections that have nothing left in the text.
func moved(requests *tabs) []string {
	if requests.Panels == nil {
		return nil
	}
	return []string{requestsSection, goSection}
}
