package docs

import "github.com/oasmint/oasmint/generator/docs/markdown"

// github is for pages that are read in a repository on GitHub.
var github = &preset{
	name:          "github",
	index:         "README.md",
	dialect:       markdown.Dialect{Tildes: true},
	head:          `# {{.Heading}}`,
	headingAnchor: ` <a id="%s"></a>`,
	cellAnchor:    `<a id="%s"></a>`,
	slugs:         true,
	link:          relativeLink,
	inPlace:       true,
}
