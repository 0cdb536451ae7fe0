package docs

import (
	"regexp"
	"strings"

	"github.com/oasmint/oasmint/generator/docs/markdown"
)

// starlight is for Starlight (Astro), which puts titles over pages, gives each a folder of
// its own, and takes links as they are.
var starlight = &preset{
	name:  "starlight",
	index: "index.md",
	dialect: markdown.Dialect{
		Tildes:    true,
		LineStart: regexp.MustCompile(`^:{2,}`),
	},
	head: `---
title: {{.UnendingTitle}}
{{- with .FrontDescription}}
description: {{.}}
{{- end}}
sidebar:
  order: {{.Weight}}
{{- with .Method}}
  badge: {{.}}
{{- end}}
---`,
	headingAnchor: ` <a id="%s"></a>`,
	cellAnchor:    `<a id="%s"></a>`,
	slugs:         true,
	link:          relativeLink,
	url: func(from, to string) string {
		to = relative(from, to)
		if to = strings.TrimSuffix(to, "index.md"); strings.HasSuffix(to, ".md") {
			to = strings.TrimSuffix(to, ".md") + "/"
		}
		if !strings.HasSuffix(from, "index.md") {
			to = "../" + to // from the folder of the page
		}
		if to == "" {
			return "./"
		}
		return to
	},
	nav:      starlightNav,
	navWhole: true,
}

// starlightItem is an item of a Starlight sidebar.
type starlightItem struct {
	Label     string          `json:"label"`
	Link      string          `json:"link,omitempty"`
	Badge     string          `json:"badge,omitempty"`
	Collapsed bool            `json:"collapsed,omitempty"`
	Items     []starlightItem `json:"items,omitempty"`
}

// starlightNav returns sidebar.json.
func starlightNav(r *Reference) []File {
	var sidebar func(items []navItem) []starlightItem
	sidebar = func(items []navItem) (out []starlightItem) {
		for _, item := range items {
			s := starlightItem{Label: item.Title, Badge: item.Method}
			if len(item.Items) == 0 {
				s.Link = siteURL(r, item.Page, "/")
				out = append(out, s)
				continue
			}
			if s.Collapsed = true; item.Page != nil { // a group has no page of its own there
				s.Items = append(s.Items, starlightItem{Label: "Overview", Link: siteURL(r, item.Page, "/")})
			}
			s.Items = append(s.Items, sidebar(item.Items)...)
			out = append(out, s)
		}
		return out
	}
	return []File{{"sidebar.json", marshal(sidebar(r.navigation()))}}
}
