package lower

import (
	"errors"
	"slices"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/ir"
)

// This file gives schemas of a document that has a Go package of its own the types of
// that package.

// Import is a Go package that oasmint makes of another document.
type Import struct {
	Path    string            // its import path
	Runtime string            // that of the run-time package which its validators call
	Names   map[string]string // its types, by the JSON Pointers of their schemas in the document
	Methods map[string]bool   // the types that have the method Validate

	TypesOnly bool          // it has no validators
	Asked     diag.Position // where the configuration says so
}

// imported returns the Go type that the schema of e has in the package of its document;
// nil where there is none.
func (l *lowerer) imported(e *entry) *ir.GoType {
	if l.opts.Imports == nil || e.merged {
		return nil
	}
	uri, pointer := l.doc.Origin(e.at)
	if uri == l.doc.Root.URI {
		return nil
	}
	for _, i := range l.importsOf(uri) {
		if name := i.Names[pointer]; name != "" {
			if !slices.Contains(l.imports, i) {
				l.imports = append(l.imports, i)
			}
			return &ir.GoType{Import: i.Path, Name: name, Emitted: true, Validates: i.Methods[name]}
		}
	}
	return nil
}

// importsOf asks once for the packages that are made of a document.
func (l *lowerer) importsOf(uri string) []*Import {
	all, asked := l.importable[uri]
	if !asked {
		var err error
		all, err = l.opts.Imports(uri, l.doc.Entered(uri))
		if faults := (diag.Errors{}); errors.As(err, &faults) {
			for _, fault := range faults {
				l.diags.Add(fault)
			}
		} else if err != nil {
			l.diags.Add(diag.Diagnostic{Severity: diag.Error, Code: "imports", Position: l.doc.Entered(uri), Message: err.Error()})
		}
		l.importable[uri] = all
	}
	return all
}
