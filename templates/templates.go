// Package templates holds the text templates of the emitters, embedded.
package templates

import "embed"

// Markdown holds the templates of the docs: markdown/*.tmpl, one for each kind
// of page with the parts they share. What pages begin with is a preset's to say
// (package docs).
//
//go:embed all:markdown
var Markdown embed.FS
