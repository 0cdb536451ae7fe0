package docs

import (
	"fmt"
	"html"
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
		Marks:     true,
	},
	head: `---
title: {{.HTMLTitle}}
{{- with .HTMLDescription}}
description: {{.}}
{{- end}}
---

# {{.Heading}}`,
	headingAnchor: " { #%s }",
	cellAnchor:    `<a id="%s"></a>`,
	link:          relativeLink,
	nav:           mkdocsNav,
	published:     folderOf("index.md"),
}

// mkdocsNav returns nav.yml, which mkdocs.yml inherits.
func mkdocsNav(r *Reference) []File {
	var b strings.Builder
	b.WriteString("markdown_extensions:\n  - attr_list\n  - fenced_code\n  - tables\nnav:\n")
	var write func(items []navItem, indent string)
	write = func(items []navItem, indent string) {
		for _, item := range items {
			if len(item.Items) == 0 {
				fmt.Fprintf(&b, "%s- %s: %s\n", indent, jsonString(html.EscapeString(item.Title)), jsonString(r.below(item.Page)))
				continue
			}
			fmt.Fprintf(&b, "%s- %s:\n", indent, jsonString(html.EscapeString(item.Title)))
			if item.Page != nil { // a group has no page of its own there, and two in a row with one title are a riddle
				fmt.Fprintf(&b, "%s    - %s: %s\n", indent, jsonString(html.EscapeString(item.Title+": overview")), jsonString(r.below(item.Page)))
			}
			write(item.Items, indent+"    ")
		}
	}
	write(r.navigation(), "  ")
	return []File{{"nav.yml", []byte(b.String())}}
}
