package diff

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strconv"

	"github.com/oasmint/oasmint/generator/goapi"
)

// This file type-checks an emitted package without its imports. Of the packages
// that it imports it matters only that the same name is the same type: each is a
// stub, with the types that the emitted package names. So no Go installation is
// needed, and nothing is read from disk.

// stubs makes packages of declarations without content. Both versions share
// them, so that a type of an import is the same in both.
type stubs struct{ packages map[string]*types.Package }

func newStubs() *stubs { return &stubs{packages: map[string]*types.Package{}} }

// packagePath stands for the emitted package's import path.
const packagePath = "emitted"

// check type-checks what the files of a package declare: without the bodies of
// functions and, types aside, without what is not exported.
func (s *stubs) check(syntax *goapi.Syntax) (*types.Package, error) {
	var public []*ast.File
	for _, file := range syntax.Files {
		part := *file
		part.Decls = slices.DeleteFunc(slices.Clone(file.Decls), isPrivate)
		if err := s.declare(&part); err != nil {
			return nil, err
		}
		public = append(public, &part)
	}
	config := types.Config{Importer: s, IgnoreFuncBodies: true}
	return config.Check(packagePath, syntax.Set, public, nil)
}

// isPrivate reports whether d declares functions or variables that are not exported.
func isPrivate(d ast.Decl) bool {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return d.Recv == nil && !d.Name.IsExported()
	case *ast.GenDecl:
		return d.Tok == token.VAR && !slices.ContainsFunc(d.Specs, func(spec ast.Spec) bool {
			return slices.ContainsFunc(spec.(*ast.ValueSpec).Names, (*ast.Ident).IsExported)
		})
	}
	return false
}

// declare adds to the stubs what file names of its imports in declarations.
func (s *stubs) declare(file *ast.File) error {
	imports := map[string]*types.Package{}
	for _, spec := range file.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		name := path.Base(importPath)
		p := s.packages[importPath]
		if p == nil {
			p = types.NewPackage(importPath, name)
			p.MarkComplete()
			s.packages[importPath] = p
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imports[name] = p
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt: // bodies are not looked into
			return false
		case *ast.Field: // apidiff does not see what a generic type of another package is of: each is a type of its own
			if of, ok := n.Type.(*ast.IndexExpr); ok {
				if generic, ok := of.X.(*ast.SelectorExpr); ok {
					generic.Sel.Name += "[" + types.ExprString(of.Index) + "]"
					n.Type = generic
				}
			}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && imports[x.Name] != nil {
				declareType(imports[x.Name], n.Sel.Name)
			}
		}
		return true
	})
	return nil
}

// underlying are the types that are not structs and that fields have: apidiff
// says when a struct can no longer be compared by ==.
var underlying = map[string]types.Type{
	"encoding/json.RawMessage": types.NewSlice(types.Typ[types.Byte]),
	"net/url.Values":           types.NewMap(types.Typ[types.String], types.NewSlice(types.Typ[types.String])),
}

func declareType(p *types.Package, name string) {
	if p.Scope().Lookup(name) != nil {
		return
	}
	under := underlying[p.Path()+"."+name]
	if under == nil {
		under = types.NewStruct(nil, nil)
	}
	obj := types.NewTypeName(token.NoPos, p, name, nil)
	types.NewNamed(obj, under, nil)
	p.Scope().Insert(obj)
}

// Import implements [types.Importer].
func (s *stubs) Import(importPath string) (*types.Package, error) {
	if p := s.packages[importPath]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("%s is not imported", importPath)
}
