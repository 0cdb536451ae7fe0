// Package config reads oasmint.yaml, which says what is generated from which
// document.
//
//	version: 1
//	targets:
//	  - spec: spec/authlete.yaml
//	    go: {out: generated/authlete, package: authlete}
//	    docs: {out: generated/docs, preset: github}
//
// It is read strictly: an unknown key, a key written twice, a value of the
// wrong type are errors with the line they stand on. All errors of a file are
// reported together. oasmint.schema.json says the same to editors.
package config

import (
	"path"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/source"
)

const (
	// FileName is the configuration's name, looked for in the working folder.
	FileName = "oasmint.yaml"
	// LockName is the name a lock has where nothing else is said.
	LockName = "oasmint.lock"
	// Version is the version of the format that this package reads.
	Version = 1
)

// Presets are the site generators that docs can be written for; the first is
// the default.
var Presets = []string{"github", "mkdocs", "hugo", "docusaurus"}

// Config is a whole oasmint.yaml. Paths in it are slash-separated and relative
// to its folder.
type Config struct {
	Version int      `key:"version"`
	Targets []Target `key:"targets"`
}

// Target is one document and what is made from it.
type Target struct {
	// Spec is the document's path; "-" is standard input.
	Spec string `key:"spec"`
	// Embedded is set where Spec is empty: the document is the Authlete API
	// that oasmint carries with it. No key sets it.
	Embedded bool

	// Overlays are the paths of OpenAPI Overlays to apply to the document, in
	// order.
	Overlays []string `key:"overlays"`
	// Include and Exclude choose operations: those that Include matches (all,
	// where it is empty) and Exclude does not.
	Include Filter `key:"include"`
	Exclude Filter `key:"exclude"`

	Go   *GoTarget   `key:"go"`   // nil: no Go is made
	Docs *DocsTarget `key:"docs"` // nil: no docs are made

	JSONSchema *JSONSchemaTarget `key:"jsonschema"` // nil: no JSON Schema files are made

	// Names pins Go names: JSON Pointer (RFC 6901) of a place in the document
	// -> Go identifier. An entry that matches nothing is an error of the run.
	Names map[string]string `key:"names"`

	// Initialisms are words to write in capitals beside those that Go knows.
	Initialisms []string   `key:"initialisms"`
	Validators  Validators `key:"validators"`

	// Lock is the path of the lock file.
	Lock string `key:"lock"`

	file    *source.File // where it comes from; nil where that is no file
	pointer string       // its place there
}

// Position is where a value stands, by its JSON Pointer within the target, for
// what can only be said about it with the document at hand. It is empty for a
// target that does not come from a file.
func (t *Target) Position(pointer string) diag.Position {
	if t.file == nil {
		return diag.Position{}
	}
	return position(t.file, t.pointer+pointer)
}

// Filter chooses operations. In each pattern, * stands for any text; in those
// of paths it does not cross a /, and ** does.
type Filter struct {
	Tags         []string `key:"tags"`
	OperationIDs []string `key:"operationIds"`
	Paths        []string `key:"paths"`
}

// GoTarget says where Go types and validators go.
type GoTarget struct {
	Out     string `key:"out"`
	Package string `key:"package"` // the last element of Out where it is not given
}

// DocsTarget says where Markdown goes.
type DocsTarget struct {
	Out    string `key:"out"`
	Preset string `key:"preset"` // one of Presets
}

// JSONSchemaTarget says where JSON Schema files go.
type JSONSchemaTarget struct {
	Out string `key:"out"`
}

// Validators are the choices that generated validators leave open.
type Validators struct {
	// EmptyStrings says what an empty string in a required field of a Go value
	// is: "missing" (a Go value cannot tell it from one not set) or "allow".
	EmptyStrings string `key:"empty-strings"`
	// Runtime is the import path of a run-time package that several outputs
	// share. Empty: each output has its own, in the folder validate.
	Runtime string `key:"runtime"`
}

// Key is what a target goes by in a lock: what it makes first, and where. No
// two targets share it, since none share an output folder.
func (t *Target) Key() string {
	switch {
	case t.Go != nil:
		return "go:" + t.Go.Out
	case t.Docs != nil:
		return "docs:" + t.Docs.Out
	case t.JSONSchema != nil:
		return "jsonschema:" + t.JSONSchema.Out
	}
	return ""
}

// Outs lists the folders that t writes to.
func (t *Target) Outs() []string {
	var outs []string
	if t.Go != nil {
		outs = append(outs, t.Go.Out)
	}
	if t.Docs != nil {
		outs = append(outs, t.Docs.Out)
	}
	if t.JSONSchema != nil {
		outs = append(outs, t.JSONSchema.Out)
	}
	return outs
}

// SetDefaults fills in what was not said, and brings paths to their shortest
// form.
func (t *Target) SetDefaults() {
	if t.Go != nil {
		t.Go.Out = clean(t.Go.Out)
		if t.Go.Package == "" {
			t.Go.Package = path.Base(t.Go.Out)
		}
	}
	if t.Docs != nil {
		t.Docs.Out = clean(t.Docs.Out)
		if t.Docs.Preset == "" {
			t.Docs.Preset = Presets[0]
		}
	}
	if t.JSONSchema != nil {
		t.JSONSchema.Out = clean(t.JSONSchema.Out)
	}
	if t.Validators.EmptyStrings == "" {
		t.Validators.EmptyStrings = "missing"
	}
	if t.Lock == "" {
		t.Lock = LockName
	}
	t.Lock = clean(t.Lock)
}

// clean is path.Clean, which would make a path of none.
func clean(p string) string {
	if p == "" {
		return ""
	}
	return path.Clean(p)
}
