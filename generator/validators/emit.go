// Package validators emits the validators of an API: for each named schema a check of
// its Go value, and for components and bodies a check of their bytes, and a decoder.
//
// # How it is laid out
//
// Each package uses only those below it:
//
//	validators   the file: its entry points, and their form bodies
//	valuecheck   the checks of Go values
//	bytecheck    the checks of bytes, which decode as well
//	code         the Go that checks are made of
//	plan         what must be checked, without Go types and Go code
//
// What an object or a list asks for is written as a table where it can be, of its bytes
// (bytecheck/table.go) and of its Go value (valuecheck/table.go), since code for each would
// be large and slow to compile; a check that needs code has a table for its members alone
// (bytecheck/members.go). What checks call at run time, and what reads the tables, is the
// package generator/validate.
package validators

import (
	"bytes"
	"fmt"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/validators/bytecheck"
	"github.com/oasmint/oasmint/generator/validators/code"
	"github.com/oasmint/oasmint/generator/validators/plan"
	"github.com/oasmint/oasmint/generator/validators/valuecheck"
)

// Options say where the validators live.
type Options struct {
	Package           string // Go package name of the types
	Runtime           string // import path of the run-time package: example.com/m/authlete/validate
	AllowEmptyStrings bool   // a required "" on a Go value is not missing
	AllFunctions      bool   // schemas that are no more than parts of others have functions for JSON too
	TableParams       bool   // parameters are read by their table: slower, and less code
	Declared          bool   // what is exported alone, without the bodies of functions; not formatted
}

// Emit returns the source of validators.gen.go, formatted. What the document says and
// the validators do not check is added to diags (not-enforced). It returns an error for
// a schema without its Go type.
func Emit(api *ir.API, types *goapi.Package, opts Options, diags *diag.List) ([]byte, error) {
	for _, s := range api.Schemas {
		if types.Types[s.Name] == nil {
			return nil, fmt.Errorf("%s: schema %s (%s) has no Go type %s in the emitted types", s.Pos, s.Wire, s.Pos.Pointer, s.Name)
		}
	}
	doc := plan.NewDocument(api)
	doc.Report(api, diags)
	e := newEmitter(types, opts, doc, diags)
	e.judge = keyword.NewJudge(api)
	e.file.Add(code.Comment("How the names begin: table… are the checks of JSON texts that are data,\nand split… those that have Go values checked by a function;\ncheck… and expect… are functions that check the next value of a JSON text and,\nwhere v is not nil, decode it to *v; members… and enum… are tables that they go\nby, and field… finds the field of a member; value… and hold… check a Go value."))
	forms := map[*ir.Schema][]*plan.Form{}
	for _, f := range plan.Forms(api) {
		forms[f.Schema] = append(forms[f.Schema], f)
		if !opts.Declared {
			e.countLists(e.fieldsOf(f))
		}
	}
	for _, s := range api.Schemas {
		diags.Enter(s.Pos)
		if s.IsParams() {
			e.params(s)
		} else {
			e.entryPoints(s)
		}
		e.json(s)
		for _, f := range forms[s] {
			if f.Multipart {
				e.multipart(f)
			} else {
				e.form(f)
			}
		}
		if opts.Declared || s.Own() != s {
			continue
		}
		e.bytes.Named(s)
		e.values.Named(s)
		e.file.Flush()
	}
	if !opts.Declared {
		e.file.AddPatterns()
	}
	var out bytes.Buffer
	if err := e.file.Render(&out); err != nil {
		return nil, fmt.Errorf("emitted validators do not parse: %w", err)
	}
	return out.Bytes(), nil
}

// emitter writes one file.
type emitter struct {
	file        *code.File
	bytes       *bytecheck.Checks
	values      *valuecheck.Checks
	typesOnly   bool           // there are no checks
	declared    bool           // nor bodies of functions
	all         bool           // see Options.AllFunctions
	tableParams bool           // see Options.TableParams
	judge       *keyword.Judge // of defaults

	formOf map[*plan.Form][]plan.FormField // see fieldsOf
	lists  map[string]*fieldList           // see listOf
}

func newEmitter(types *goapi.Package, opts Options, doc *plan.Document, diags *diag.List) *emitter {
	file := code.NewFile(opts.Package, opts.Runtime, types, doc, diags)
	checks := bytecheck.New(file)
	file.Unformatted(opts.Declared)
	return &emitter{declared: opts.Declared, all: opts.AllFunctions, tableParams: opts.TableParams, formOf: map[*plan.Form][]plan.FormField{}, lists: map[string]*fieldList{}, file: file, bytes: checks, values: valuecheck.New(file, checks, opts.AllowEmptyStrings)}
}
