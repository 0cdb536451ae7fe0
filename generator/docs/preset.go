// The presets: what each site generator asks of a page. A preset is an entry
// here and a template for the head of a page (templates/markdown/presets).

package docs

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/oasmint/oasmint/generator/docs/markdown"
)

// preset is one site generator's way.
type preset struct {
	name    string
	index   string // the file that stands for its folder
	dialect markdown.Dialect

	// How anchors are written, with %s for the id: at the end of a heading, and
	// in a table cell ("": not at all, a link leads to the heading above).
	headingAnchor string
	cellAnchor    string

	// slugs says that a heading has the anchor that its text makes, so that
	// one by the same name need not be written.
	slugs bool

	// link returns the destination of a link to a page and, where it is not
	// empty, an anchor on it. The path is relative to the page it stands on.
	link func(path, anchor string) string

	nav func(*Reference, Options) []File // the files of the navigation; or nil
}

var presets = []*preset{
	{
		name:          "github",
		index:         "README.md",
		dialect:       markdown.Dialect{Tildes: true},
		headingAnchor: ` <a id="%s"></a>`,
		cellAnchor:    `<a id="%s"></a>`,
		slugs:         true,
		link:          relativeLink,
	},
	{
		name:  "mkdocs", // Python-Markdown, with its extension attr_list
		index: "index.md",
		dialect: markdown.Dialect{
			Braces:    true,
			BarePipes: true,
		},
		headingAnchor: " { #%s }",
		cellAnchor:    `<a id="%s"></a>`,
		link:          relativeLink,
		nav:           mkdocsNav,
	},
	{
		name:  "hugo",
		index: "_index.md",
		dialect: markdown.Dialect{
			Tildes: true,
			Braces: true,
			Code:   breakShortcodes,
		},
		headingAnchor: " {#%s}",
		link: func(path, anchor string) string {
			return `{{< relref "` + relativeLink(path, anchor) + `" >}}`
		},
	},
	{
		name:  "docusaurus", // MDX
		index: "index.md",
		dialect: markdown.Dialect{
			Tildes:    true,
			Braces:    true,
			LineStart: regexp.MustCompile(`^(?:import|export)\b|^:{2,}`),
		},
		headingAnchor: " {#%s}",
		cellAnchor:    `<a id="%s"></a>`,
		link:          relativeLink,
		nav:           docusaurusNav,
	},
}

// presetOf returns the preset of a name.
func presetOf(name string) (*preset, error) {
	if name == "" {
		return presets[0], nil
	}
	for _, p := range presets {
		if p.name == name {
			return p, nil
		}
	}
	return nil, fmt.Errorf("docs: there is no preset %q: use one of %s", name, strings.Join(Presets(), ", "))
}

func relativeLink(path, anchor string) string {
	if anchor != "" {
		return path + "#" + anchor
	}
	return path
}

// breakShortcodes keeps Hugo from running what stands in code: it looks for
// shortcodes before it reads Markdown, and knows no way to quote half of one.
func breakShortcodes(code string) string {
	return shortcode.ReplaceAllString(code, "{ {$1")
}

var shortcode = regexp.MustCompile(`\{\{([<%])`)
