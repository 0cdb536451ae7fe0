// Package generator is the whole pipeline: an OpenAPI document in, files out.
//
//	document -> load -> lower -> ir.API -> gotypes, validators, docs -> files
//
// Nothing here touches the disk but to read the document; what becomes of the
// files is the caller's to say (package output).
package generator

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/docs"
	"github.com/oasmint/oasmint/generator/gotypes"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/validators"
)

// Options are what a run needs beside the target.
type Options struct {
	Spec        []byte            // the document, where it does not come from the target's file
	SpecName    string            // what positions call it then
	AllowRemote bool              // follow references to other hosts
	Published   map[string]string // pointer -> Go name: names given before, which stand
	GoImport    string            // import path of the folder that the Go goes to
}

// Result is what a run makes.
type Result struct {
	Files       []output.File // in path order, relative to the configuration's folder
	API         *ir.API
	Names       map[string]string // pointer -> Go name, for the lock
	Diagnostics diag.List         // warnings and notes
	Timings     []Timing          // of the stages, in order
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
	r := &run{target: t, opts: opts, mark: time.Now()}
	doc, err := load.Load(ctx, r.input())
	r.took("load")
	if err != nil {
		return &r.Result, err
	}
	check := r.beside(func(r *run) error { r.Diagnostics = doc.Check(ctx); r.took("check"); return nil })
	lowered := lower.Lower(doc, r.names(), &r.Diagnostics)
	r.took("lower")
	if err := r.Diagnostics.Err(); err != nil {
		return &r.Result, err
	}
	r.API, r.Names = lowered.API, lowered.Names
	golang := r.beside((*run).golang)
	docs := r.beside((*run).docs)
	if err := errors.Join(golang(), docs(), check()); err != nil {
		return &r.Result, err
	}
	slices.SortFunc(r.Files, func(a, b output.File) int { return strings.Compare(a.Path, b.Path) })
	return &r.Result, r.Diagnostics.Err()
}

// run is one call of Generate, or a part of it that has results of its own.
type run struct {
	Result
	target config.Target
	opts   Options
	mark   time.Time // when the present stage began
}

// beside starts stage on another core, with results of its own. The function
// it returns waits for the stage and takes its results over.
func (r *run) beside(stage func(*run) error) (wait func() error) {
	part := &run{target: r.target, opts: r.opts, mark: time.Now()}
	part.API = r.API
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
	return in
}

// took notes how long a stage took that began where the last one ended.
func (r *run) took(stage string) {
	now := time.Now()
	r.Timings = append(r.Timings, Timing{stage, now.Sub(r.mark)})
	r.mark = now
}

func (r *run) names() lower.Options {
	names := map[string]lower.Explicit{}
	for pointer, name := range r.target.Names {
		names[pointer] = lower.Explicit{Name: name, Pos: r.target.NamePos[pointer]}
	}
	return lower.Options{Names: names, Published: r.opts.Published, Initialisms: r.target.Initialisms}
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
	if r.target.Go != nil {
		opts.Package, opts.ImportPath = r.target.Go.Package, r.opts.GoImport
	}
	pages, err := docs.Render(r.API, opts, &r.Diagnostics)
	if err != nil {
		return err
	}
	for _, p := range pages {
		r.add(t.Out, p.Path, p.Data)
	}
	r.took("docs")
	return nil
}

func (r *run) add(folder, name string, data []byte) {
	r.Files = append(r.Files, output.File{Path: path.Join(folder, name), Data: data})
}
