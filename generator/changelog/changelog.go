// Package changelog puts what two versions of an API have not in common in the order
// of a page for readers: what breaks first, by operation in the order of the document
// and by schema. Package docs renders it.
//
// Texts are not compared: a description that reads better is no news.
package changelog

import (
	"cmp"
	"slices"

	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/ir"
)

// Section is a part of the page under one heading.
type Section struct {
	ID, Title string
	Groups    []Group
}

// Group is about the API, its operations, or its schemas.
type Group struct {
	Title string
	Items []Item
}

// Item is what changed in one operation or schema, or, where both are nil, in the API.
type Item struct {
	Operation *ir.Operation
	Schema    *ir.Schema
	Changes   []*compare.Finding // not empty
}

// Of compares two versions.
func Of(old, new *ir.API) []Section {
	changes := compare.APIs(old, new, compare.Options{})
	order(changes, new)
	var out []Section
	for _, s := range []struct {
		id, title string
		takes     func(*compare.Finding) bool
	}{
		{"breaking", "Breaking changes", func(c *compare.Finding) bool { return c.Level == compare.Breaking }},
		{"added", "Added", func(c *compare.Finding) bool { return c.Level < compare.Breaking && c.Kind == compare.Added }},
		{"changed", "Changed", func(c *compare.Finding) bool { return c.Level < compare.Breaking && c.Kind == compare.Changed }},
		{"deprecated", "Deprecated", func(c *compare.Finding) bool { return c.Level < compare.Breaking && c.Kind == compare.Deprecated }},
		{"removed", "Removed", func(c *compare.Finding) bool { return c.Level < compare.Breaking && c.Kind == compare.Removed }},
	} {
		var taken []*compare.Finding
		for _, c := range changes {
			if s.takes(c) {
				taken = append(taken, c)
			}
		}
		if len(taken) > 0 {
			out = append(out, Section{s.id, s.title, groups(taken)})
		}
	}
	return out
}

// order puts the changes of each operation next to each other, in the order of the
// document, and those of each schema, by name.
func order(changes []*compare.Finding, new *ir.API) {
	place := map[*ir.Operation]int{}
	for i, op := range new.Operations {
		place[op] = i + 1
	}
	about := func(c *compare.Finding) (int, string) {
		switch {
		case c.Operation != nil && place[c.Operation] > 0:
			return place[c.Operation], ""
		case c.Operation != nil: // it is gone
			return len(place) + 1, c.Operation.Path + c.Operation.Method
		case c.Schema != nil:
			return len(place) + 2, c.Schema.Name
		}
		return 0, ""
	}
	slices.SortStableFunc(changes, func(a, b *compare.Finding) int {
		i, x := about(a)
		j, y := about(b)
		return cmp.Or(cmp.Compare(i, j), cmp.Compare(x, y), cmp.Compare(a.Part, b.Part), cmp.Compare(a.Name, b.Name))
	})
}

// groups gathers changes by what they are about.
func groups(changes []*compare.Finding) []Group {
	of := [3]Group{{Title: "The API"}, {Title: "Operations"}, {Title: "Schemas"}}
	for _, c := range changes {
		g := &of[0]
		switch {
		case c.Operation != nil:
			g = &of[1]
		case c.Schema != nil:
			g = &of[2]
		}
		last := len(g.Items) - 1
		if last < 0 || g.Items[last].Operation != c.Operation || g.Items[last].Schema != c.Schema {
			g.Items = append(g.Items, Item{Operation: c.Operation, Schema: c.Schema})
			last++
		}
		g.Items[last].Changes = append(g.Items[last].Changes, c)
	}
	return slices.DeleteFunc(of[:], func(g Group) bool { return len(g.Items) == 0 })
}
