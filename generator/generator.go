// Package generator is the whole pipeline: an OpenAPI document in, files out.
//
//	document, overlays -> load -> lower -> ir.API -> gotypes, validators, docs, jsonschema -> files
//
// Nothing here touches the disk but to read the document; what becomes of the
// files is the caller's to say (package output).
package generator

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/gotypes"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/jsonschema"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/source"
	"github.com/oasmint/oasmint/generator/validators"
)

// Options are what a run needs beside the target.
type Options struct {
	Spec        []byte          // the document, where it does not come from the target's file
	SpecName    string          // what positions call it then
	AllowRemote bool            // follow references to other hosts
	Published   goapi.Published // names given before, which stand
	GoImport    string          // import path of the folder that the Go goes to
	Progress    func(Timing)    // called after each stage, by several goroutines; or nil
}

// Result is what a run makes.
type Result struct {
	Files       []output.File // in path order, relative to the configuration's folder
	API         *ir.API
	Document    []byte          // its bytes, after overlays
	Published   goapi.Published // the names, for the lock
	Named       []lower.Named   // the names of what is emitted, and why
	Sources     []load.Source   // the files that were read, the document first
	Diagnostics diag.List       // warnings and notes
	Timings     []Timing        // of the stages, in order

	target config.Target // what was asked for
}

// Timing is how long a stage took. Go, docs and check run side by side.
type Timing struct {
	Stage string
	Took  time.Duration
}

// Generate runs the pipeline for one target, in memory. Where the document
// cannot be used the error is [diag.Errors], and the result holds the
// diagnostics alone.
func Generate(ctx context.Context, t config.Target, opts Options) (*Result, error) {
	r := &run{Result: Result{target: t}, opts: opts, mark: time.Now()}
	doc, err := load.Load(ctx, r.input())
	r.took("load")
	if err != nil {
		return &r.Result, err
	}
	check := r.beside(func(r *run) error { r.Diagnostics = doc.Check(ctx); r.took("check"); return nil })
	lowered := lower.Lower(doc, r.lowering(), &r.Diagnostics)
	r.Sources = doc.Sources()
	r.took("lower")
	if err := r.Diagnostics.Err(); err != nil {
		return &r.Result, err
	}
	r.API, r.Document = lowered.API, doc.Data()
	r.Published, r.Named = lowered.Published, lowered.Named
	examples := r.beside((*run).examples)
	golang := r.beside((*run).golang)
	docs := r.beside((*run).docs)
	jsonSchema := r.beside((*run).jsonSchema)
	if err := errors.Join(golang(), docs(), jsonSchema(), examples(), check()); err != nil {
		return &r.Result, err
	}
	r.Diagnostics.Drop(func(d diag.Diagnostic) bool { return d.Severity < diag.Error && lowered.LeftOut(d.Position) })
	slices.SortFunc(r.Files, func(a, b output.File) int { return strings.Compare(a.Path, b.Path) })
	return &r.Result, r.Diagnostics.Err()
}

// reserved are the identifiers that emitters write beside names. All are kept
// free in every run, whatever it makes, so that names depend on the document alone.
var reserved = slices.Concat(goapi.Types, goapi.Validators)

// run is one call of Generate, or a part of it that has results of its own.
type run struct {
	Result
	opts Options
	past bool      // an earlier version, see Compare
	mark time.Time // when the present stage began
}

// beside starts stage on another core, with results of its own. The function
// it returns waits for the stage and takes its results over.
func (r *run) beside(stage func(*run) error) (wait func() error) {
	part := &run{Result: Result{target: r.target, API: r.API}, opts: r.opts, mark: time.Now()}
	done := make(chan error, 1)
	go func() { done <- stage(part) }()
	return func() error {
		err := <-done
		r.Files = append(r.Files, part.Files...)
		r.Diagnostics.Append(part.Diagnostics)
		r.Timings = append(r.Timings, part.Timings...)
		return err
	}
}

func (r *run) input() load.Input {
	in := load.Input{Name: r.opts.SpecName, Data: r.opts.Spec, AllowRemote: r.opts.AllowRemote}
	if in.Data == nil {
		in.Path, in.Name = r.target.Spec, r.target.Spec
	}
	for i, path := range r.target.Overlays {
		in.Overlays = append(in.Overlays, load.Overlay{Path: path, Pos: r.target.Position(fmt.Sprintf("/overlays/%d", i))})
	}
	return in
}

// took notes how long a stage took that began where the last one ended.
func (r *run) took(stage string) {
	now := time.Now()
	timing := Timing{stage, now.Sub(r.mark)}
	r.Timings = append(r.Timings, timing)
	r.mark = now
	if r.opts.Progress != nil {
		r.opts.Progress(timing)
	}
}

func (r *run) lowering() lower.Options {
	names := map[string]lower.Explicit{}
	for pointer, name := range r.target.Names {
		names[pointer] = lower.Explicit{Name: name, Pos: r.target.Position("/names/" + source.EscapeToken(pointer))}
	}
	return lower.Options{
		Names: names, Published: r.opts.Published, Reserved: reserved, Initialisms: r.target.Initialisms,
		Include: r.patterns("/include", r.target.Include), Exclude: r.patterns("/exclude", r.target.Exclude),
	}
}

// patterns hands the patterns of a filter to lower, with their places.
func (r *run) patterns(key string, f config.Filter) []lower.Pattern {
	var out []lower.Pattern
	add := func(list string, by lower.PatternKind, texts []string) {
		for i, text := range texts {
			out = append(out, lower.Pattern{By: by, Text: text, Pos: r.target.Position(fmt.Sprintf("%s/%s/%d", key, list, i))})
		}
	}
	add("tags", lower.ByTag, f.Tags)
	add("operationIds", lower.ByOperationID, f.OperationIDs)
	add("paths", lower.ByPath, f.Paths)
	return out
}

// examples judges what the document gives as examples and defaults.
func (r *run) examples() error {
	keyword.NewJudge(r.API).Report(r.API, &r.Diagnostics)
	r.took("examples")
	return nil
}

// golang emits the types, the validators that build on them, and the run-time
// package that these call.
func (r *run) golang() error {
	t := r.target.Go
	if t == nil {
		return nil
	}
	types, declared, err := gotypes.Emit(r.API, gotypes.Options{Package: t.Package}, &r.Diagnostics)
	if err != nil {
		return err
	}
	r.add(t.Out, "types.gen.go", types)
	r.took("types")
	runtime := r.target.Validators.Runtime
	if runtime == "" {
		runtime = path.Join(r.opts.GoImport, "validate")
		if err := r.copyRuntime(t.Out); err != nil {
			return err
		}
	}
	checks, err := validators.Emit(r.API, declared, validators.Options{
		Package: t.Package, Runtime: runtime,
		AllowEmptyStrings: r.target.Validators.EmptyStrings == "allow",
	}, &r.Diagnostics)
	if err != nil {
		return err
	}
	r.add(t.Out, "validators.gen.go", checks)
	r.took("validators")
	return nil
}

//go:embed validate/*.go
var runtimePackage embed.FS

// generatedHeader marks a file for Go tools and reviewers (go help generate).
const generatedHeader = "// Code generated by oasmint. DO NOT EDIT.\n\n"

// copyRuntime adds the run-time package, so that emitted code needs no module
// of ours.
func (r *run) copyRuntime(out string) error {
	entries, err := runtimePackage.ReadDir("validate")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		src, err := fs.ReadFile(runtimePackage, "validate/"+e.Name())
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(e.Name(), ".go") + ".gen.go"
		r.add(path.Join(out, "validate"), name, append([]byte(generatedHeader), src...))
	}
	return nil
}

func (r *run) docs() error {
	t := r.target.Docs
	if t == nil {
		return nil
	}
	opts := docs.Options{Preset: t.Preset}
	if s := r.target.JSONSchema; s != nil {
		opts.JSONSchema = jsonschema.Links(r.API, t.Out, s.Out)
	}
	if r.target.Go != nil {
		opts.Package, opts.ImportPath = r.target.Go.Package, r.opts.GoImport
	}
	reference, err := docs.Render(r.API, opts, &r.Diagnostics)
	if err != nil {
		return err
	}
	for _, f := range reference.Files() {
		r.add(t.Out, f.Path, f.Data)
	}
	r.took("docs")
	return nil
}

// jsonSchema writes the schemas as JSON Schema files.
func (r *run) jsonSchema() error {
	t := r.target.JSONSchema
	if t == nil {
		return nil
	}
	for _, f := range jsonschema.Render(r.API, &r.Diagnostics) {
		r.add(t.Out, f.Name, f.Data)
	}
	r.took("jsonschema")
	return nil
}

func (r *run) add(folder, name string, data []byte) {
	r.Files = append(r.Files, output.File{Path: path.Join(folder, name), Data: data})
}
