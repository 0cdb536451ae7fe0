// The files of navigation, for the site generators that take one.

package docs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strings"
)

// jsonString quotes text for JSON, and so for a double-quoted YAML scalar.
func jsonString(text string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // a string: cannot fail
	return strings.TrimSpace(b.String())
}

// mkdocsNav returns nav.yml, which mkdocs.yml inherits.
func mkdocsNav(s *site) []Page {
	var b strings.Builder
	b.WriteString("markdown_extensions:\n  - attr_list\n  - fenced_code\n  - tables\nnav:\n")
	fmt.Fprintf(&b, "  - %s: %s\n", jsonString(s.index.title), s.index.path)
	for _, g := range s.groups {
		fmt.Fprintf(&b, "  - %s:\n      - %s\n", jsonString(g.title), g.page.path)
		for _, p := range g.pages {
			fmt.Fprintf(&b, "      - %s: %s\n", jsonString(p.title), jsonString(p.path))
		}
	}
	for _, p := range []*page{s.auth, s.errors} {
		if p != nil {
			fmt.Fprintf(&b, "  - %s: %s\n", jsonString(p.title), p.path)
		}
	}
	return []Page{{"nav.yml", []byte(b.String())}}
}

// sidebarItem is an item of a Docusaurus sidebar.
type sidebarItem struct {
	Type  string        `json:"type"`
	ID    string        `json:"id,omitempty"`
	Label string        `json:"label"`
	Link  *sidebarLink  `json:"link,omitempty"`
	Items []sidebarItem `json:"items,omitempty"`
}

type sidebarLink struct {
	Type string `json:"type"`
	ID   string `json:"id"`
}

// docusaurusNav returns sidebar.json, and _category_.json for each folder.
func docusaurusNav(s *site) []Page {
	id := func(p *page) string { return path.Join(s.opts.Root, strings.TrimSuffix(p.path, ".md")) }
	doc := func(p *page) sidebarItem { return sidebarItem{Type: "doc", ID: id(p), Label: p.title} }
	items := []sidebarItem{doc(s.index)}
	out := []Page{{"_category_.json", marshal(map[string]any{"label": s.index.title})}}
	for i, g := range s.groups {
		category := sidebarItem{Type: "category", Label: g.title, Link: &sidebarLink{"doc", id(g.page)}}
		for _, p := range g.pages {
			category.Items = append(category.Items, doc(p))
		}
		items = append(items, category)
		out = append(out, Page{path.Dir(g.page.path) + "/_category_.json", marshal(map[string]any{"label": g.title, "position": i + 2})})
	}
	for _, p := range []*page{s.auth, s.errors} {
		if p != nil {
			items = append(items, doc(p))
		}
	}
	return append(out, Page{"sidebar.json", marshal(items)})
}

// marshal renders what is sure to be representable, with a newline at the end.
func marshal(v any) []byte {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		panic("docs: " + err.Error()) // strings and numbers
	}
	return append(data, '\n')
}
