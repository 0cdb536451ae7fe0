// The index, the pages of folders and the pages of tags.

package docs

import (
	"slices"
	"strconv"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

type indexView struct {
	About     Markdown
	Doc       Markdown
	Publisher []Markdown
	Server    *Table
	Variables *Table      // of the servers
	Groups    []groupView // the operations by tag
	Go        []Markdown
	Links     []Markdown // to the other pages
}

type groupView struct {
	ID         string
	Title      Markdown
	Doc        Markdown
	Operations *Table
}

// servers returns the table of servers, and that of the variables in their URLs.
func (s *site) servers(servers []ir.Server) (urls, variables *Table) {
	var rows, more [][]Markdown
	for _, server := range servers {
		rows = append(rows, []Markdown{s.code(server.URL), prose(s.plain(server.Name), s.short(server.Doc, diag.Position{}))})
		for _, v := range server.Variables {
			row := []Markdown{s.code("{" + v.Name + "}"), s.code(v.Default), s.codes(v.Enum), s.short(v.Doc, diag.Position{})}
			if !slices.ContainsFunc(more, func(other []Markdown) bool { return slices.Equal(other, row) }) {
				more = append(more, row)
			}
		}
	}
	return s.table([]Markdown{"Server", "Description"}, rows), s.table([]Markdown{"Variable", "Default", "Values", "Description"}, more)
}

func (s *site) indexView() any {
	v := indexView{Doc: s.doc(s.api.Doc, 2, diag.Position{})}
	if s.api.Version != "" {
		v.About = "Version " + s.plain(s.api.Version) + "."
	}
	if summary := s.plain(titleOf(s.api.Summary, "")); summary != "" {
		v.About = prose(v.About, summary)
	}
	v.Publisher = s.publisher()
	v.Server, v.Variables = s.servers(s.api.Servers)
	grouped := map[*ir.Operation]bool{}
	for _, t := range s.api.Tags {
		if len(t.Operations) == 0 {
			continue
		}
		for _, op := range t.Operations {
			grouped[op] = true
		}
		title := s.plain(t.Wire)
		if p := s.tags[t]; p != nil {
			title = linkTo(s.plain(p.Title), p, "")
		}
		if t.Deprecated {
			title += " (deprecated)"
		}
		v.Groups = append(v.Groups, groupView{
			ID: anchorID("tag", t.Wire), Title: title, Doc: s.short(t.Doc, t.Pos), Operations: s.operations(t.Operations),
		})
	}
	var rest []*ir.Operation
	for _, op := range s.api.Operations {
		if !grouped[op] {
			rest = append(rest, op)
		}
	}
	if len(rest) > 0 {
		g := groupView{ID: "operations", Title: "Operations", Operations: s.operations(rest)}
		if len(v.Groups) > 0 {
			g.ID, g.Title = "other-operations", "Other operations"
		}
		v.Groups = append(v.Groups, g)
	}
	v.Go = s.goPackage()
	for _, g := range s.groups {
		v.Links = append(v.Links, linkTo(Markdown(g.title), g.page, "")+": "+Markdown(strconv.Itoa(len(g.pages)+g.parts)))
	}
	for _, p := range []*page{s.auth, s.errors} {
		if p != nil {
			v.Links = append(v.Links, linkTo(s.plain(p.Title), p, ""))
		}
	}
	return v
}

// operations returns a table of operations.
func (s *site) operations(ops []*ir.Operation) *Table {
	var rows [][]Markdown
	for _, op := range ops {
		rows = append(rows, []Markdown{
			linkTo(s.plain(s.ops[op].Title), s.ops[op], ""), s.signature(op),
			prose(flag(op.Deprecated), s.short(op.Doc, op.Pos)),
		})
	}
	return s.table([]Markdown{"Operation", "Request", "Description"}, rows)
}

type sectionView struct {
	About Markdown
	Pages *Table
	Parts Markdown
}

var sectionColumn = map[Kind]Markdown{KindTag: "Tag", KindSchema: "Schema"}

// sectionView decides the page of a folder.
func (s *site) sectionView(g *section) any {
	v := sectionView{About: s.plain(g.page.Summary)}
	if g.kind == KindOperation {
		v.Pages = s.operations(s.api.Operations)
		return v
	}
	var rows [][]Markdown
	for _, p := range g.pages {
		rows = append(rows, []Markdown{
			linkTo(s.plain(p.Title), p, ""), prose(flag(p.Deprecated), s.plain(p.Summary)),
		})
	}
	v.Pages = s.table([]Markdown{sectionColumn[g.kind], "Description"}, rows)
	if g.parts > 0 {
		v.Parts = "Schemas that one page alone uses stand on that page: " + Markdown(strconv.Itoa(g.parts)) + " more."
		if len(g.pages) == 0 {
			v.Parts = "Each stands on the page of the operation that uses it."
		}
	}
	return v
}

type tagView struct {
	Deprecated bool
	Doc        Markdown
	More       Markdown
	Operations *Table
}

// tagView decides the page of a tag.
func (s *site) tagView(t *ir.Tag) any {
	return tagView{Deprecated: t.Deprecated, Doc: s.doc(t.Doc, 2, t.Pos), More: s.more(t.More, t.Pos), Operations: s.operations(t.Operations)}
}
