package diff

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ast/astutil"
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

// public are the files of a package as they are type-checked: without the bodies of
// functions and, types aside, without what is not exported. What they name of imports
// has its stubs then.
func (s *stubs) public(p Package) ([]*ast.File, error) {
	var public []*ast.File
	for _, file := range p.Syntax.Files {
		part := *file
		part.Decls = slices.DeleteFunc(slices.Clone(file.Decls), isPrivate)
		for _, d := range part.Decls {
			withoutValues(d)
		}
		if err := s.declare(&part); err != nil {
			return nil, err
		}
		public = append(public, &part)
	}
	return public, nil
}

// check type-checks the files of a package. It may run beside others, while no stubs are
// added.
func (s *stubs) check(p Package, public []*ast.File) (*types.Package, error) {
	config := types.Config{Importer: s, IgnoreFuncBodies: true}
	return config.Check(path.Join(packagePath, p.Name), p.Syntax.Set, public, nil)
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

// withoutValues leaves out what variables are set to, which calls functions of other
// packages. One whose type is not written is compared by its name alone.
func withoutValues(d ast.Decl) {
	vars, ok := d.(*ast.GenDecl)
	if !ok || vars.Tok != token.VAR {
		return
	}
	for _, spec := range vars.Specs {
		spec := spec.(*ast.ValueSpec)
		if spec.Values = nil; spec.Type == nil {
			spec.Type = ast.NewIdent("any")
		}
	}
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
	qualified := func(e ast.Expr) (*types.Package, *ast.SelectorExpr) {
		if s, ok := e.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok {
				return imports[x.Name], s
			}
		}
		return nil, nil
	}
	// apidiff does not see what a generic type of another package is of: each is a type of its own.
	instance := func(at *astutil.Cursor, of ast.Expr, args ...ast.Expr) {
		if p, generic := qualified(of); p != nil {
			name := generic.Sel.Name
			for _, arg := range args {
				name += "[" + types.ExprString(arg) + "]"
			}
			declareType(p, name)
			at.Replace(&ast.SelectorExpr{X: generic.X, Sel: &ast.Ident{NamePos: generic.Sel.NamePos, Name: name}})
		}
	}
	astutil.Apply(file, func(at *astutil.Cursor) bool {
		switch n := at.Node().(type) {
		case *ast.BlockStmt: // bodies are not looked into
			return false
		case *ast.SelectorExpr:
			if p, s := qualified(n); p != nil {
				declareType(p, s.Sel.Name)
			}
		}
		return true
	}, func(at *astutil.Cursor) bool {
		switch n := at.Node().(type) {
		case *ast.IndexExpr:
			instance(at, n.X, n.Index)
		case *ast.IndexListExpr:
			instance(at, n.X, n.Indices...)
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
