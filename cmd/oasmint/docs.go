// This file groups the commands about docs.

package main

type docsCmd struct {
	Serve docsServeCmd `cmd:"" help:"Show the docs in the browser, and again when the document changes."`
	Build docsBuildCmd `cmd:"" help:"Write the docs as a web site of static files."`
	Check docsCheckCmd `cmd:"" help:"Resolve every link of the Markdown and HTML in a folder."`

	Changelog docsChangelogCmd `cmd:"" help:"Print a page that says what changed from one document to the next."`
}
