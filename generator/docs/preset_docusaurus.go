package docs

import (
	"path"
	"regexp"
	"strings"

	"github.com/oasmint/oasmint/generator/docs/markdown"
)

// docusaurus is for Docusaurus, whose pages are MDX.
var docusaurus = &preset{
	name:  "docusaurus",
	index: "index.md",
	dialect: markdown.Dialect{
		Tildes:    true,
		Braces:    true,
		LineStart: regexp.MustCompile(`^(?:import|export)\b|^:{2,}`),
	},
	head: `---
title: {{.FrontTitle}}
{{- with .FrontDescription}}
description: {{.}}
{{- end}}
sidebar_position: {{.Weight}}
---

# {{.Heading}}`,
	headingAnchor: " {#%s}",
	cellAnchor:    `<a id="%s"></a>`,
	link:          relativeLink,
	nav:           docusaurusNav,
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
func docusaurusNav(r *Reference) []File {
	id := func(p *Page) string { return strings.TrimSuffix(p.Path, ".md") }
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
