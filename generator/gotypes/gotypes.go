// Package gotypes turns the IR into Go types with oapi-codegen as a library.
//
// # How
//
// flatten.go writes the named schemas as a document of components alone, each
// key its Go name, nothing inline that needs a name, every field named by
// x-go-name: nothing is left for oapi-codegen to decide, and its known traps
// have nothing to bite on. oapi.go calls it. finish.go gives the source its
// header and imports, formats it, and reads back what it declares.
//
// # When it fails
//
// A schema that oapi-codegen cannot express becomes `any`, with a diagnostic;
// its validator and its page stay complete.
package gotypes

import (
	"fmt"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

// Options steer the emitted file.
type Options struct {
	Package string // its package clause
}

// Emit returns the formatted source of types.gen.go, and what it declares: a
// type for each named schema of the API.
func Emit(api *ir.API, opts Options, diags *diag.List) ([]byte, *goapi.Package, error) {
	given := map[*ir.Schema]bool{} // schemas given up: they become any
	for _, s := range api.Schemas {
		if name, ok := inexpressible(s.Shape); ok && s.Shape.Same == nil {
			given[s] = true
			diags.Warnf(s.Pos, "go-type", "%s is any in Go: encoding/json knows no field called %q", s.Name, name)
		}
	}
	for {
		src, declared, err := attempt(api, opts, given, api.Schemas)
		if err == nil {
			for _, s := range api.Schemas {
				if declared.Types[s.Name] == nil {
					return nil, nil, fmt.Errorf("%s: the schema at #%s has no Go type %s in oapi-codegen's output", s.Pos, s.Pos.Pointer, s.Name)
				}
			}
			return src, declared, nil
		}
		before := len(given)
		for _, s := range api.Schemas {
			if given[s] {
				continue
			}
			if _, _, alone := attempt(api, opts, given, []*ir.Schema{s}); alone != nil {
				given[s] = true
				diags.Warnf(s.Pos, "go-type", "%s cannot be written as a Go type, so it is any: %v", s.Name, alone)
			}
		}
		if len(given) == before { // each alone is fine, together they are not
			return nil, nil, fmt.Errorf("the Go types cannot be written: %w", err)
		}
	}
}

// attempt emits the given schemas; of all others there is only the name.
func attempt(api *ir.API, opts Options, given map[*ir.Schema]bool, schemas []*ir.Schema) ([]byte, *goapi.Package, error) {
	raw, err := generate(flatten(api, given, schemas), opts.Package)
	if err != nil {
		return nil, nil, err
	}
	return finish(api, opts.Package, raw)
}
