// Package gofiles lays out the emitted Go of a package in files: all in one, or in
// several of a bounded length. Declarations stay whole, with their comments, and in
// their order.
package gofiles

import (
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A File is a Go file: its name within the folder, and its source.
type File struct {
	Name   string
	Source []byte
}

// One joins files to one of a name.
func One(name string, files []File) (File, error) {
	var all []*source
	for _, f := range files {
		s, err := parse(f)
		if err != nil {
			return File{}, err
		}
		all = append(all, s)
	}
	joined := *all[0]
	for _, s := range all[1:] {
		joined.decls = append(joined.decls, s.decls...)
		for _, spec := range s.imports {
			if !slices.Contains(joined.imports, spec) {
				joined.imports = append(joined.imports, spec)
			}
		}
	}
	return joined.file(name, joined.decls)
}

// Bounded cuts a file into several that have at most a number of lines, but where one
// declaration alone has more. One that is short enough stays as it is; others are
// called types_1.gen.go, types_2.gen.go and so on.
func Bounded(f File, lines int) ([]File, error) {
	if countLines(string(f.Source)) <= lines {
		return []File{f}, nil
	}
	s, err := parse(f)
	if err != nil {
		return nil, err
	}
	const around = 6 // lines around and between imports
	head := countLines(s.head) + len(s.imports) + around
	var out []File
	var part []decl
	length := head
	flush := func() error {
		stem, rest, _ := strings.Cut(f.Name, ".")
		made, err := s.file(fmt.Sprintf("%s_%d.%s", stem, len(out)+1, rest), part)
		out, part, length = append(out, made), nil, head
		s.head = s.short
		return err
	}
	for _, d := range s.decls {
		n := countLines(d.text) + 1 // with the empty line before it
		if len(part) > 0 && length+n > lines {
			if err := flush(); err != nil {
				return nil, err
			}
		}
		part, length = append(part, d), length+n
	}
	if len(part) > 0 {
		if err := flush(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func countLines(text string) int { return strings.Count(text, "\n") }

// source is a file, taken apart.
type source struct {
	head    string // up to the package clause, that included
	short   string // the same without the package's comment
	imports []spec
	decls   []decl
}

// spec is an import.
type spec struct{ name, path string }

// decl is a declaration with the comments before it.
type decl struct {
	text string
	uses map[string]bool // names before a dot, which may be those of imports
}

func parse(f File) (*source, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, f.Name, f.Source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	at := func(p token.Pos) int { return set.Position(p).Offset }
	clause := at(file.Name.End())
	s := &source{head: string(f.Source[:clause]) + "\n"}
	s.short = s.head
	if file.Doc != nil {
		s.short = string(f.Source[:at(file.Doc.Pos())]) + string(f.Source[at(file.Package):clause]) + "\n"
	}
	end := clause
	for _, d := range file.Decls {
		start := end
		end = at(d.End())
		if line := strings.IndexByte(string(f.Source[end:]), '\n'); line >= 0 { // a comment behind it
			end += line + 1
		}
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			for _, i := range g.Specs {
				i := i.(*ast.ImportSpec)
				importPath, err := strconv.Unquote(i.Path.Value)
				if err != nil {
					return nil, err
				}
				one := spec{path: importPath}
				if i.Name != nil && i.Name.Name != path.Base(importPath) {
					one.name = i.Name.Name
				}
				s.imports = append(s.imports, one)
			}
			continue
		}
		one := decl{strings.TrimLeft(string(f.Source[start:end]), "\n"), map[string]bool{}}
		ast.Inspect(d, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok {
					one.uses[x.Name] = true
				}
			}
			return true
		})
		s.decls = append(s.decls, one)
	}
	return s, nil
}

// file puts declarations together, with the imports that they use.
func (s *source) file(name string, decls []decl) (File, error) {
	var standard, others []string
	for _, i := range s.imports {
		as := i.name
		if as == "" {
			as = path.Base(i.path)
		}
		if !slices.ContainsFunc(decls, func(d decl) bool { return d.uses[as] }) {
			continue
		}
		line := strings.TrimSpace(i.name + " " + strconv.Quote(i.path))
		if first, _, _ := strings.Cut(i.path, "/"); strings.Contains(first, ".") {
			others = append(others, line)
		} else {
			standard = append(standard, line)
		}
	}
	var b strings.Builder
	b.WriteString(s.head)
	if len(standard)+len(others) > 0 {
		slices.Sort(standard)
		slices.Sort(others)
		b.WriteString("\nimport (\n" + strings.Join(standard, "\n") + "\n\n" + strings.Join(others, "\n") + "\n)\n")
	}
	for _, d := range decls {
		b.WriteString("\n" + d.text)
	}
	src, err := format.Source([]byte(b.String()))
	return File{name, src}, err
}
