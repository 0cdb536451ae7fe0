// The presets: what each site generator asks of a page. A preset is a file of
// this package, preset_NAME.go, and a line in the list below. TestPresets asks
// for its golden.

package docs

import (
	"fmt"
	"strings"

	"github.com/oasmint/oasmint/generator/docs/markdown"
)

// presets are all that there are; the first is the default.
var presets = []*preset{
	github,
	mkdocs,
	hugo,
	docusaurus,
	vitepress,
	starlight,
}

// preset says how pages are written for one site generator.
type preset struct {
	name    string
	index   string // the file that stands for its folder
	dialect markdown.Dialect
	head    string // the template of a page's beginning, front matter and title; shows a *page

	tail string // what ends a page

	// How anchors are written, with %s for the id: at the end of a heading, and
	// in a table cell ("": not at all, a link leads to the heading above).
	headingAnchor string
	cellAnchor    string

	// slugs says that headings have an anchor made from their text
	// ([markdown.Slug]), which then is not written.
	slugs bool

	// link returns the destination of a link to a page and, where it is not
	// empty, an anchor on it. The path is relative to the page with the link.
	link func(path, anchor string) string

	// url returns the path of that link from one page to another, where it does not lead
	// to the page's file; or nil.
	url func(from, to string) string

	// published returns where a page is to be found beside files that the site publishes as
	// they are (llms.txt); nil where it publishes none, or pages as they are.
	published func(path string) string

	// inPlace says that pages are read where they were written, so that they
	// can link to files that are no pages.
	inPlace bool

	nav      func(*Reference) []File // the files of the navigation; or nil
	navWhole bool                    // each page of the site has all of it, with what is folded
}

// Presets returns the names that [Options.Preset] takes; the first is the default.
func Presets() []string {
	out := make([]string, len(presets))
	for i, p := range presets {
		out[i] = p.name
	}
	return out
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

// relativeLink is the link of most presets.
func relativeLink(path, anchor string) string {
	if anchor != "" {
		return path + "#" + anchor
	}
	return path
}

// folderOf returns a preset's published where each page has a folder of its own, but for an index.
func folderOf(index string) func(path string) string {
	return func(path string) string {
		if folder, ok := strings.CutSuffix(path, index); ok {
			return folder
		}
		return strings.TrimSuffix(path, ".md") + "/"
	}
}
