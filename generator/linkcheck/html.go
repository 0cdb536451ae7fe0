// Links and anchors of HTML.

package linkcheck

import (
	"html"
	"regexp"
	"slices"
	"sort"
	"strings"
)

// The parts of HTML: comments, scripts, styles and titles, whose content is skipped; tags;
// and attributes in tags.
var (
	htmlPart  = regexp.MustCompile(`(?is)<!--.*?-->|<(?:script|style|title|textarea)\b([^>]*)>.*?</(?:script|style|title|textarea)\s*>|<[a-z][a-z0-9-]*((?:[^>"']|"[^"]*"|'[^']*')*)>`)
	attribute = regexp.MustCompile(`(?is)([a-z][a-z0-9:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`)
)

// linkAttributes are those that hold a link.
var linkAttributes = []string{"href", "src"}

// readHTML finds the links and anchors of HTML.
func readHTML(data []byte) *document {
	d := &document{anchors: map[string]bool{}}
	lines := lineIndex(data)
	for _, part := range htmlPart.FindAllSubmatchIndex(data, -1) {
		from, to := part[2], part[3]
		if from < 0 {
			from, to = part[4], part[5]
		}
		if from < 0 {
			continue // a comment
		}
		for _, m := range attribute.FindAllSubmatchIndex(data[from:to], -1) {
			name, value := string(data[from+m[2]:from+m[3]]), ""
			for i := 4; i < len(m); i += 2 {
				if m[i] >= 0 {
					value = html.UnescapeString(string(data[from+m[i] : from+m[i+1]]))
				}
			}
			switch {
			case name == "id":
				d.anchors[value] = true
			case name == "src" && strings.HasPrefix(value, "data:image/"): // which the page holds
			case slices.Contains(linkAttributes, name):
				d.links = append(d.links, link{lineAt(lines, from+m[0]), value})
			}
		}
	}
	return d
}

// lineAt returns the line of the byte at an offset, from 1.
func lineAt(lines []int, at int) int { return sort.SearchInts(lines, at+1) }
