package docs

import (
	"path"
	"regexp"
	"strings"

	"github.com/oasmint/oasmint/generator/docs/markdown"
)

// docusaurus is for Docusaurus. Its pages are MDX unless their heads say otherwise: in
// Markdown, anchors can be told to it, and text runs nothing.
var docusaurus = &preset{
	name:  "docusaurus",
	index: "index.md",
	dialect: markdown.Dialect{
		Tildes:    true,
		Braces:    true,
		LineStart: regexp.MustCompile(`^(?:import|export)\b|^:{2,}`),
	},
	head: `---
title: {{.UnendingTitle}}
{{- with .FrontDescription}}
description: {{.}}
{{- end}}
sidebar_position: {{.Weight}}
mdx: {format: md}
{{- with .MethodClass}}
sidebar_class_name: {{.}}
{{- end}}
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
	Class string        `json:"className,omitempty"`
	Link  *sidebarLink  `json:"link,omitempty"`
	Items []sidebarItem `json:"items,omitempty"`
}

type sidebarLink struct {
	Type string `json:"type"`
	ID   string `json:"id"`
}

// docusaurusNav returns sidebar.json, and _category_.json for each folder.
func docusaurusNav(r *Reference) []File {
	id := func(p *Page) string { return strings.TrimSuffix(r.below(p), ".md") }
	var sidebar func(items []navItem) []sidebarItem
	sidebar = func(items []navItem) (out []sidebarItem) {
		for _, item := range items {
			switch {
			case len(item.Items) == 0:
				out = append(out, sidebarItem{Type: "doc", ID: id(item.Page), Label: noEndTag(item.Title), Class: methodClass(item)})
			case item.Page == nil:
				out = append(out, sidebarItem{Type: "category", Label: noEndTag(item.Title), Items: sidebar(item.Items)})
			default:
				out = append(out, sidebarItem{Type: "category", Label: noEndTag(item.Title), Link: &sidebarLink{"doc", id(item.Page)}, Items: sidebar(item.Items)})
			}
		}
		return out
	}
	out := []File{{"_category_.json", marshal(map[string]any{"label": noEndTag(r.Index.Title)})}}
	for i, g := range r.Sections {
		out = append(out, File{path.Dir(g.Page.Path) + "/_category_.json", marshal(map[string]any{"label": noEndTag(g.Title), "position": i + 2})})
	}
	return append(out, File{"sidebar.json", marshal(sidebar(r.navigation()))})
}

// methodClass is the class of an operation in a sidebar, for its badge.
func methodClass(item navItem) string {
	if item.Method == "" {
		return ""
	}
	return "api-method api-method-" + strings.ToLower(item.Method)
}
