// Package gotypes turns the IR into Go types with oapi-codegen as a library.
//
// # Steps
//
//  1. flatten.go writes the named schemas as a document of components alone. Each
//     key is a Go name, nothing inline needs one, and x-go-name names every field:
//     so oapi-codegen has no name to decide.
//  2. oapi.go calls it, with templates of our own for what it writes wrongly.
//  3. finish.go makes fields that may be absent, null or a value a validate.Nullable,
//     gives the source its header and imports, and reads back what it declares (package
//     goapi): what is emitted later is compiled against that, while the run formats it.
//
// # When it fails
//
// A schema that oapi-codegen cannot express becomes any, with a warning. Its
// validator and its page stay complete.
package gotypes

import (
	"fmt"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// Options steer the emitted file.
type Options struct {
	Package string // its package clause
	Runtime string // import path of the run-time package, which has the types of some formats
	Head    string // what stands behind the first line: see [emit.Input.GoHead]
	Values  bool   // a field that may be absent is a value, whose zero is left out, in place of a pointer
	Alone   bool   // there are no validators
	Syntax  bool   // keep what is parsed: see [goapi.Package]
}

// Emit returns the source of types.gen.go, which is not formatted, and what it declares: a
// type for each named schema of the API. Schemas that have to be any are added to
// diags (go-type). The error is one of oapi-codegen that no single schema causes.
func Emit(api *ir.API, opts Options, diags *diag.List) ([]byte, *goapi.Package, error) {
	asAny := map[*ir.Schema]bool{} // schemas that no Go type can be written for
	for {
		src, declared, err := render(api, opts, asAny, api.Schemas, diags)
		if err == nil {
			for _, s := range api.Schemas {
				if declared.Types[s.Name] == nil {
					return nil, nil, fmt.Errorf("%s: the schema at #%s has no Go type %s in oapi-codegen's output", s.Pos, s.Pos.Pointer, s.Name)
				}
			}
			return src, declared, nil
		}
		before := len(asAny)
		for _, s := range api.Schemas {
			if asAny[s] {
				continue
			}
			diags.Enter(s.Pos)
			if _, _, alone := render(api, opts, asAny, []*ir.Schema{s}, diags); alone != nil {
				asAny[s] = true
				diags.Warnf(s.Pos, "go-type", "%s cannot be written as a Go type, so it is any: %v", s.Name, alone)
			}
		}
		if len(asAny) == before { // each can be written alone
			return nil, nil, fmt.Errorf("the Go types cannot be written: %w", err)
		}
	}
}

// render writes the types of some schemas. They may refer to all others, which
// have no type in what comes out.
func render(api *ir.API, opts Options, asAny map[*ir.Schema]bool, schemas []*ir.Schema, diags *diag.List) ([]byte, *goapi.Package, error) {
	doc := flatten(api, opts, asAny, schemas, diags)
	raw, err := generate(doc, opts.Package)
	*doc = openapi3.T{} // oapi-codegen keeps it until the next call
	if err != nil {
		return nil, nil, err
	}
	diags.Enter(diags.At())
	return finish(api, opts, raw)
}
