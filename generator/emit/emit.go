// Package emit says what an emitter is: what makes files of one kind from an
// API.
//
// # To add one
//
// Write a package with a type Emitter (generator/jsonschema/emitter.go is a short
// one) and put it in the list in generator/emitters.go. What users can say to it
// in oasmint.yaml, the JSON Schema of that, its flags and when it runs follow from
// the list. A case in generator/testdata whose oasmint.yaml asks for it is its
// golden.
package emit

import (
	"context"
	"path"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/limits"
	"github.com/oasmint/oasmint/generator/output"
)

// Emitter makes files of one kind. It runs where a target has a section for it
// or, where its section names no folder to write to, with what it needs.
type Emitter interface {
	// Name is that of its section in oasmint.yaml, in the lock and in timings.
	Name() string
	// Doc describes its section. Where that names a folder, it says what goes
	// there: "the folder for" can stand before it.
	Doc() string
	// Config returns the value of an empty section; see [config.Section].
	Config() any
	// Needs names the emitters whose output must be made before it, if they run. They
	// stand before it in the list.
	Needs() []string
	// Emit makes the files. What readers of the document should know is added
	// to in.Diags; an error is about the whole run. It may run at the same time
	// as others, whose files it does not see.
	Emit(ctx context.Context, in *Input) (*Output, error)
}

// Input is what an emitter goes by.
type Input struct {
	API    *ir.API
	Target *config.Target // what is asked for
	Config any            // of that, the emitter's own section, as [Emitter] makes it
	Dir    string         // the folder that paths in the target are relative to

	GoImport string         // the import path of the folder for Go; "" where it is not known
	Runtime  string         // the import path of the run-time package that emitted Go calls
	Go       *goapi.Package // the emitted Go types, for those who need the emitter that makes them
	Syntax   bool           // the emitted Go is type-checked after the run: keep what is parsed of it
	Declared bool           // only what is declared is looked at: Go may lack the bodies of functions, and what they call
	Diags    *diag.List
	Budget   *limits.Budget // of the bytes of all files: those who make much add it, before it is made where they can

	// Located returns where another emitter's files of schemas are, by the
	// schemas' names, if the target has that emitter; see [Locator].
	Located func(emitter string) map[string]string
}

// OwnRuntime reports whether the run-time package is the copy in the folder for Go.
func (in *Input) OwnRuntime() bool { return in.Runtime == path.Join(in.GoImport, "validate") }

// Output is what an emitter makes.
type Output struct {
	Files []output.File  // their paths begin with the folder that they are in
	Go    *goapi.Package // what they declare, by the emitter of Go types alone

	// Unformatted says that the run is to format them. Those who need the emitter do not
	// wait for that: the lines that Go tells are not theirs.
	Unformatted bool
}

// Reserver is an emitter of Go that writes identifiers in addition to names.
type Reserver interface {
	// Reserve lists them, for names to keep clear of: those that are always written, or
	// by default, and those that its section asks for.
	Reserve(section any) goapi.Idents
}

// Locator is an emitter with a file for a schema that others can link to.
type Locator interface {
	// Locate returns the files' paths, by the schemas' names.
	Locate(api *ir.API, section any) map[string]string
}

// Counter is an emitter that makes a file for each of many things.
type Counter interface {
	// Count returns how many files it will make, or somewhat fewer. It is asked before
	// any is made, so that a run that would make too many ends at once.
	Count(api *ir.API) int
}

// Opaque is an emitter whose files depend on more than the document, the
// configuration and oasmint. That nothing has changed can then not be told
// without making them.
type Opaque interface{ Opaque() }
