package docs

import (
	"fmt"
	"strings"

	"github.com/oasmint/oasmint/generator/docs/markdown"
)

// mkdocs is for MkDocs: Python-Markdown with its extension attr_list.
var mkdocs = &preset{
	name:  "mkdocs",
	index: "index.md",
	dialect: markdown.Dialect{
		Braces:    true,
		BarePipes: true,
	},
	head: `---
title: {{.FrontTitle}}
{{- with .FrontDescription}}
description: {{.}}
{{- end}}
---

# {{.Heading}}`,
	headingAnchor: " { #%s }",
	cellAnchor:    `<a id="%s"></a>`,
	link:          relativeLink,
	nav:           mkdocsNav,
}

// mkdocsNav returns nav.yml, which mkdocs.yml inherits.
func mkdocsNav(r *Reference) []File {
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
