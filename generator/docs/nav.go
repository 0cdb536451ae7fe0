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
func mkdocsNav(r *Reference, _ Options) []File {
	var b strings.Builder
	b.WriteString("markdown_extensions:\n  - attr_list\n  - fenced_code\n  - tables\nnav:\n")
	fmt.Fprintf(&b, "  - %s: %s\n", jsonString(r.Index.Title), r.Index.Path)
	for _, g := range r.Sections {
		fmt.Fprintf(&b, "  - %s:\n      - %s\n", jsonString(g.Title), g.Page.Path)
		for _, p := range g.Pages {
			fmt.Fprintf(&b, "      - %s: %s\n", jsonString(p.Title), jsonString(p.Path))
		}
	}
	for _, p := range r.Others {
		fmt.Fprintf(&b, "  - %s: %s\n", jsonString(p.Title), p.Path)
	}
	return []File{{"nav.yml", []byte(b.String())}}
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
func docusaurusNav(r *Reference, opts Options) []File {
	id := func(p *Page) string { return path.Join(opts.Root, strings.TrimSuffix(p.Path, ".md")) }
	doc := func(p *Page) sidebarItem { return sidebarItem{Type: "doc", ID: id(p), Label: p.Title} }
	items := []sidebarItem{doc(r.Index)}
	out := []File{{"_category_.json", marshal(map[string]any{"label": r.Index.Title})}}
	for i, g := range r.Sections {
		category := sidebarItem{Type: "category", Label: g.Title, Link: &sidebarLink{"doc", id(g.Page)}}
		for _, p := range g.Pages {
			category.Items = append(category.Items, doc(p))
		}
		items = append(items, category)
		out = append(out, File{path.Dir(g.Page.Path) + "/_category_.json", marshal(map[string]any{"label": g.Title, "position": i + 2})})
	}
	for _, p := range r.Others {
		items = append(items, doc(p))
	}
	return append(out, File{"sidebar.json", marshal(items)})
}

// marshal renders what is sure to be representable, with a newline at the end.
func marshal(v any) []byte {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		panic("docs: " + err.Error()) // strings and numbers
	}
	return append(data, '\n')
}
