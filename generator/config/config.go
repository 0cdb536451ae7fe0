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
//
// What is generated is said in sections, such as go and docs, one for each
// emitter. This package knows none by name: it is given their list ([Sections]).
package config

import (
	"errors"
	"path"
	"reflect"
	"strings"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/limits"
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

// Config is a whole oasmint.yaml. Paths in it are slash-separated and relative
// to its folder.
type Config struct {
	Targets []Target
}

// Target is one document and what is made from it.
type Target struct {
	// Spec is the document's path or URL; "-" is standard input.
	Spec string `key:"spec,required" doc:"The OpenAPI document, a file or a URL; - reads standard input." pattern:"."`
	// Embedded is set where Spec is empty: the document is the Authlete API
	// that oasmint carries with it. No key sets it.
	Embedded bool

	Overlays []string `key:"overlays" doc:"OpenAPI Overlays (1.0) to apply to the document, in order." pattern:"."`
	// Operations that Include matches (all, where it is empty) and Exclude does
	// not are taken.
	Include Filter `key:"include" doc:"The operations to take, and with them the schemas that they use; by default all."`
	Exclude Filter `key:"exclude" doc:"The operations to leave out, with the schemas that only they use."`

	// Root is the folder that references stay below; "" is that of the document.
	Root string `key:"root" doc:"The folder below which $ref may lead to files; by default the folder of the document." pattern:"."`

	// Sections are what is said to emitters.
	Sections Sections `key:"*"`

	// Names maps JSON Pointers (RFC 6901) to Go identifiers. An entry that
	// matches nothing is an error of the run.
	Names map[string]string `key:"names" doc:"Go names to use: JSON Pointer of a place in the document (/components/schemas/error), behind the path of another file and a # if it is there (parts/error.yaml#/properties/code): Go identifier (APIError)." names:"^/|#" pattern:"^\\p{Lu}[\\p{L}\\p{Nd}_]*$"`

	// Types are Go types to use in place of those that would be made.
	Types Types `key:"types" doc:"Go types of your own: an import path and a name (github.com/google/uuid.UUID), with *, [] or map[string] before it, or a type of Go itself (string)."`

	// Extensions are those of the document that may bring Go code.
	Extensions []string `key:"extensions" doc:"Extensions of the document that may bring Go code into the output: x-go-type (with x-go-type-import), x-oapi-codegen-extra-tags." pattern:"^(x-go-type|x-oapi-codegen-extra-tags)$"`

	// Imports maps documents to the import paths of the Go packages that are made of them.
	// Those of other targets need no entry. One that matches nothing is an error of the run.
	Imports map[string]string `key:"imports" doc:"Go packages that oasmint makes elsewhere: path or URL of a document that is referred to: import path of the package made of it." names:"." pattern:"."`

	Initialisms []string `key:"initialisms" doc:"Words to write in capitals in Go names, in addition to ID, URL and the others that Go knows." pattern:"^[\\p{L}\\p{Nd}]+$"`

	Ignore []Ignore `key:"ignore" doc:"Warnings that are known, each with the reason why it does no harm."`

	Limits limits.Limits `key:"limits" doc:"How much the document may ask for; a flag that begins with --max- goes before."`
	Diff   Diff          `key:"diff" doc:"How oasmint diff judges."`

	// Lock is the path of the lock file.
	Lock Path `key:"lock" doc:"The lock file: which files were written, and which names are published." default:"oasmint.lock"`

	file    *source.File // where it comes from; nil where that is no file
	pointer string       // its place there
}

// Types are Go types of the user's own. A place counts before a schema, and that before a
// format.
type Types struct {
	Formats map[string]string `key:"formats" doc:"By format: Go type of all strings and numbers of that format."`
	Schemas map[string]string `key:"schemas" doc:"By the key of a schema in components."`
	Places  map[string]string `key:"places" doc:"By the JSON Pointer of a place in the document (/components/schemas/pet/properties/id), behind the path of another file and a # if it is there." names:"^/|#"`
}

// Ignore takes warnings out of what is reported. One that no warning needs is an
// error of the run.
type Ignore struct {
	Code   string `key:"code,required" doc:"The code of the warning, which stands in brackets behind it: ref-siblings." pattern:"."`
	At     string `key:"at" doc:"JSON Pointer of the place in the document, or of one around it; by default everywhere." pattern:"^/"`
	Reason string `key:"reason,required" doc:"Why it does no harm." pattern:"."`
}

// Covers reports whether a warning with that code, at a JSON Pointer, is ignored.
func (i Ignore) Covers(code, pointer string) bool {
	below, ok := strings.CutPrefix(pointer, i.At)
	return code == i.Code && ok && (below == "" || strings.HasPrefix(below, "/"))
}

// Diff says how two versions of the document are compared.
type Diff struct {
	// Levels are what changes do, by code: compatible, warning or breaking.
	Levels map[string]string `key:"levels" doc:"What a change does to users, by its code (docs/diff-rules.md): compatible, warning or breaking." pattern:"^(compatible|warning|breaking)$"`

	// Exceptions go before Levels; the first one that speaks of a change counts.
	Exceptions []Exception `key:"exceptions" doc:"What some of the changes with a code do to users: those of some paths, or until a day."`
}

// Exception says what changes with a code do that show in no path but those that it names.
type Exception struct {
	Change string `key:"change,required" doc:"The code of the change." pattern:"."`
	Level  string `key:"level,required" doc:"compatible, warning or breaking." pattern:"^(compatible|warning|breaking)$"`
	Path   string `key:"path" doc:"The path of the operations that the change shows in, such as /internal/**; a change that shows in others too is no exception. By default all changes with the code." pattern:"^/|^\\*"`
	Until  string `key:"until" doc:"The last day, as in 2027-01-31, after which it is no exception any more." pattern:"^\\d{4}-\\d{2}-\\d{2}$"`
}

// Filter chooses operations. In each pattern, * stands for any text; in those
// of paths it does not cross a /, and ** does.
type Filter struct {
	Tags         []string `key:"tags" doc:"Tags; * stands for any text." pattern:"."`
	OperationIDs []string `key:"operationIds" doc:"Operation IDs; * stands for any text." pattern:"."`
	Paths        []string `key:"paths" doc:"Paths as the document writes them, such as /pets/**; * stands for any text within a segment, ** for any text." pattern:"^[/*]"`
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

// Key is what a target goes by in a lock: the first section that makes
// something, and where. No two targets share it, since none share an output
// folder.
func (t *Target) Key() string {
	for _, out := range t.outs() {
		return out.section + ":" + out.folder
	}
	return ""
}

// Outs lists the folders that t writes to.
func (t *Target) Outs() []string {
	var folders []string
	for _, out := range t.outs() {
		folders = append(folders, out.folder)
	}
	return folders
}

// Turn replaces each path of what is written by what turn makes of it.
func (t *Target) Turn(turn func(Path) (Path, error)) error {
	var errs []error
	set := func(v reflect.Value) {
		if p := Path(v.String()); p != "" {
			p, err := turn(p)
			if err == nil {
				v.SetString(string(p))
			}
			errs = append(errs, err)
		}
	}
	for _, s := range t.Sections {
		visit(s.Value, func(_ string, v reflect.Value) {
			if v.Type() == pathType {
				set(v)
			}
		})
	}
	set(reflect.ValueOf(&t.Lock).Elem())
	return errors.Join(errs...)
}

// SetDefaults fills in what was not said, and brings paths to their shortest
// form.
func (t *Target) SetDefaults() {
	for i := range t.Sections {
		t.Sections[i].setDefaults()
	}
	t.below()
	if t.Lock == "" {
		t.Lock = LockName
	}
	t.Lock = t.Lock.clean()
}

// Path is the path of a file or folder that is written: slash-separated, absolute or
// relative to the folder of the configuration.
type Path string

// clean is path.Clean, but that it leaves an empty path alone.
func (p Path) clean() Path {
	if p == "" {
		return ""
	}
	return Path(path.Clean(string(p)))
}
