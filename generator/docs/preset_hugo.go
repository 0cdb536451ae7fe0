package docs

import (
	"regexp"

	"github.com/oasmint/oasmint/generator/docs/markdown"
)

// hugo is for Hugo, which resolves links itself and puts titles over pages.
var hugo = &preset{
	name:  "hugo",
	index: "_index.md",
	dialect: markdown.Dialect{
		Tildes: true,
		Braces: true,
		Code:   breakShortcodes,
	},
	head: `---
title: {{.FrontTitle}}
{{- with .FrontDescription}}
description: {{.}}
{{- end}}
weight: {{.Weight}}
---`,
	headingAnchor: " {#%s}",
	link: func(path, anchor string) string {
		return `{{< relref "` + relativeLink(path, anchor) + `" >}}`
	},
	published: folderOf("_index.md"), // Hugo publishes llms.txt with the folder that it is in
}

// breakShortcodes keeps Hugo from running shortcodes in code. Hugo looks for
// them before it reads Markdown, and the beginning of one that is incomplete
// cannot be quoted.
func breakShortcodes(code string) string {
	return shortcode.ReplaceAllString(code, "{ {$1")
}

var shortcode = regexp.MustCompile(`\{\{([<%])`)
