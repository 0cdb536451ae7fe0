package generator

import "github.com/oasmint/oasmint/generator/goapi"

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
