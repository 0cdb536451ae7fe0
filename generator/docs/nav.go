// The navigation that site generators show: a tree of pages, its operations by tag.

package docs

import "path"

// navItem is a page in the navigation, or a group of pages.
type navItem struct {
	Title  string
	Page   *Page  // nil of a group without a page
	Method string // of an operation, in capitals
	Items  []navItem
}

// maxNavSchemas is the number of schemas up to which each has its place in the navigation.
// Site generators write it on every page: beyond, the list of all schemas is there alone.
const maxNavSchemas = 300

// maxNavOperations is that number of operations, where a site writes the whole navigation on
// every page: beyond, the pages of tags list them.
const maxNavOperations = 500

// navigation is the tree. Each page has one place, and no two of a list have the same title.
func (r *Reference) navigation() []navItem {
	items := []navItem{{Title: r.Index.Title, Page: r.Index}}
	tagPages := map[string]*Page{}
	var tags *Section
	for _, s := range r.Sections {
		if s.Kind == KindTag {
			tags = s
			for _, p := range s.Pages {
				tagPages[p.Tag.Wire] = p
			}
		}
	}
	for _, s := range r.Sections {
		group := navItem{Title: s.Title, Page: s.Page}
		switch s.Kind {
		case KindTag:
			continue // its pages stand over their operations
		case KindOperation:
			group.Items = byTag(s.Pages, tags, tagPages)
			if r.site.preset.navWhole && len(s.Pages) > maxNavOperations {
				group.Items = withPages(group.Items)
			}
		case KindSchema:
			if len(s.Pages) <= maxNavSchemas {
				for _, p := range s.Pages {
					group.Items = append(group.Items, navItem{Title: p.Title, Page: p})
				}
			}
		}
		group.Items = distinctTitles(group.Items)
		items = append(items, group)
	}
	if tags != nil {
		rest := navItem{Title: tags.Title, Page: tags.Page}
		for _, p := range tags.Pages {
			if len(p.Tag.Operations) == 0 {
				rest.Items = append(rest.Items, navItem{Title: p.Title, Page: p})
			}
		}
		items = append(items, rest)
	}
	for _, p := range r.Others {
		items = append(items, navItem{Title: p.Title, Page: p})
	}
	return items
}

// byTag groups the pages of operations by the operations' first tag.
func byTag(pages []*Page, tags *Section, tagPages map[string]*Page) []navItem {
	var out []navItem
	at := map[string]int{}
	group := func(tag, title string) int {
		i, ok := at[tag]
		if !ok {
			i = len(out)
			at[tag] = i
			out = append(out, navItem{Title: title, Page: tagPages[tag]})
		}
		return i
	}
	if tags != nil {
		for _, p := range tags.Pages {
			if len(p.Tag.Operations) > 0 {
				group(p.Tag.Wire, p.Title)
			}
		}
	}
	var rest []navItem
	for _, p := range pages {
		item := navItem{Title: p.Title, Page: p, Method: p.Operation.Method}
		if len(p.Operation.Tags) == 0 {
			rest = append(rest, item)
			continue
		}
		i := group(p.Operation.Tags[0], titleOf(p.Operation.Tags[0], "Untitled"))
		out[i].Items = append(out[i].Items, item)
	}
	for i := range out {
		out[i].Items = distinctTitles(out[i].Items)
	}
	rest = distinctTitles(rest)
	if len(out) == 0 || len(rest) == 0 {
		return append(out, rest...)
	}
	return append(out, navItem{Title: "Other operations", Items: rest})
}

// withPages are the pages of groups, and no operations.
func withPages(items []navItem) (out []navItem) {
	for _, item := range items {
		if item.Page != nil && item.Page.Kind == KindTag {
			out = append(out, navItem{Title: item.Title, Page: item.Page})
		}
	}
	return out
}

// distinctTitles tells pages of one title apart: operations by method and path, others by
// their file.
func distinctTitles(items []navItem) []navItem {
	times := map[string]int{}
	for _, item := range items {
		times[item.Title]++
	}
	for i, item := range items {
		if times[item.Title] < 2 || item.Page == nil {
			continue
		}
		if op := item.Page.Operation; op != nil {
			items[i].Title += " (" + op.Method + " " + op.Path + ")"
		} else {
			items[i].Title += " (" + item.Page.stem() + ")"
		}
	}
	return items
}

// below is where pages are in a site: the path of a page from the site's folder of pages.
func (r *Reference) below(p *Page) string { return path.Join(r.folder, p.Path) }
