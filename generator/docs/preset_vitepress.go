package docs

import (
	"html"
	"regexp"
	"strings"

	"github.com/oasmint/oasmint/generator/docs/markdown"
)

// vitepress is for VitePress, whose pages are templates of Vue: in a container v-pre,
// nothing of them runs.
var vitepress = &preset{
	name:  "vitepress",
	index: "index.md",
	dialect: markdown.Dialect{
		Tildes:    true,
		Braces:    true,
		LineStart: regexp.MustCompile(`^:{2,}`),
	},
	head: `---
title: {{.VueTitle}}
{{- with .VueDescription}}
description: {{.}}
{{- end}}
---

::: v-pre

# {{.Heading}}`,
	tail:          "\n\n:::\n",
	headingAnchor: " {#%s}",
	cellAnchor:    `<a id="%s"></a>`,
	link:          relativeLink,
	nav:           vitepressNav,
	navWhole:      true,
}

// vitepressItem is an item of a VitePress sidebar.
type vitepressItem struct {
	Text      string          `json:"text"`
	Link      string          `json:"link,omitempty"`
	Collapsed *bool           `json:"collapsed,omitempty"`
	Items     []vitepressItem `json:"items,omitempty"`
}

// vitepressNav returns sidebar.json.
func vitepressNav(r *Reference) []File {
	collapsed := true
	var sidebar func(items []navItem) []vitepressItem
	sidebar = func(items []navItem) (out []vitepressItem) {
		for _, item := range items {
			v := vitepressItem{Text: html.EscapeString(item.Title), Items: sidebar(item.Items)} // which VitePress takes for HTML
			if item.Method != "" {
				v.Text = `<span class="VPBadge tip">` + html.EscapeString(item.Method) + "</span> " + v.Text
			}
			if item.Page != nil {
				v.Link = siteURL(r, item.Page, "")
			}
			if len(item.Items) > 0 {
				v.Collapsed = &collapsed
			}
			out = append(out, v)
		}
		return out
	}
	return []File{{"sidebar.json", marshal(sidebar(r.navigation()))}}
}

// siteURL is the path of a page in a site, which ends in end unless it is an index.
func siteURL(r *Reference, p *Page, end string) string {
	if path, found := strings.CutSuffix("/"+r.below(p), "index.md"); found {
		return path
	}
	return "/" + strings.TrimSuffix(r.below(p), ".md") + end
}
