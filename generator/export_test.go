package generator

import (
	"context"
	"fmt"
	"go/ast"
	"go/printer"
	"go/token"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/load"
)

// Reserved is what tests hold the identifiers of a run against, or of one that asks for
// nothing.
func Reserved(r *Result) goapi.Idents {
	if r == nil {
		r = &Result{}
	}
	return reserved(&r.target)
}

// TypesOnly reports a run that emitted no validators.
func TypesOnly(r *Result) bool { return r.target.Is("go", "types-only") }

// Declared lists what the Go package of a document declares for others, as versions are
// compared by it, or, where whole is set, as it is emitted.
func Declared(doc Document, whole bool) ([]string, error) {
	ctx := context.Background()
	r := version(config.Target{}, doc, Options{})
	if r.declared = !whole; <-r.models(ctx) != nil {
		return nil, nil // goldens hold what is wrong with it
	}
	if err := r.join(ctx, r.emit(ctx, asked(&r.target))); err != nil {
		return nil, nil
	}
	if err := r.readGo(); err != nil {
		return nil, err
	}
	var out []string
	add := func(n any) {
		var b strings.Builder
		if err := printer.Fprint(&b, token.NewFileSet(), n); err != nil {
			b.WriteString(err.Error())
		}
		out = append(out, b.String())
	}
	for _, f := range r.Go.Syntax.Files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() || d.Recv != nil {
					d.Body, d.Doc = nil, nil
					add(d)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if v, ok := spec.(*ast.ValueSpec); ok && !v.Names[0].IsExported() || d.Tok == token.IMPORT {
						continue
					}
					add(spec)
				}
			default:
				return nil, fmt.Errorf("%T", d)
			}
		}
	}
	slices.Sort(out)
	return out, nil
}

// Unchecked leaves out the check by kin-openapi until its result is called.
func Unchecked() (restore func()) {
	checkDocument = func(*load.Document, context.Context) (none diag.List) { return none }
	return func() { checkDocument = (*load.Document).Check }
}
