// Package templates holds the text templates of the emitters, embedded.
package templates

import "embed"

// Markdown holds the templates of the docs: markdown/*.tmpl, one for each kind
// of page with the parts they share, and markdown/presets/*.tmpl, the head of a
// page for each site generator.
//
//go:embed all:markdown
var Markdown embed.FS
