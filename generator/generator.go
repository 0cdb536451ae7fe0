// Package generator is the whole pipeline: an OpenAPI document in, files out.
//
//	document, overlays -> load -> lower -> ir.API -> emitters, side by side -> files
//
// Nothing here touches the disk but to read the document; what becomes of the
// files is the caller's to say (package output).
package generator

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/keyword"
	"github.com/oasmint/oasmint/generator/limits"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
	"github.com/oasmint/oasmint/generator/output"
)

// Options are what a run needs in addition to the target.
type Options struct {
	Spec        []byte                                                // the document, where it does not come from the target's file
	SpecName    string                                                // what positions call it then
	SpecPath    string                                                // where it stands in Tree
	Tree        *files.Tree                                           // the revision that it is of, and what it refers to
	AllowRemote []string                                              // the hosts that references may lead to
	Limits      files.Limits                                          // of what is read
	Bounds      limits.Limits                                         // of what the document asks for; they go before those of the target
	Ask         files.Asking                                          // when other hosts are asked
	Cache       func(name string) (files.Kept, bool)                  // what is kept of them; see [files.Remote]
	Imports     func(uri string, at diag.Position) ([]*Import, error) // the Go packages of other documents; see [lower.Options]
	Published   goapi.Published                                       // names given before, which stand
	Dir         string                                                // the folder that output paths are relative to; "" is the working folder
	GoImport    string                                                // import path of the folder that the Go goes to
	Own         bool                                                  // make the files alone that oasmint determines: run no emitter that is an [emit.Opaque]
	earlier     func() goapi.Published                                // in place of Published: see [lower.Options]
	// WarningsAsErrors ends a run that has warnings, beyond those that the target ignores.
	WarningsAsErrors bool

	Progress func(Timing) // called after each stage, by several goroutines; or nil
}

// Result is what a run makes.
type Result struct {
	Files       []output.File // in path order, relative to the configuration's folder
	API         *ir.API
	Go          *goapi.Package            // what the emitted Go types declare; nil without them
	Document    []byte                    // its bytes, after overlays
	Published   goapi.Published           // the names, for the lock
	Named       func() []lower.Named      // the names of what is emitted, and why
	Suggest     func() []lower.Suggestion // names that a person would not choose, with better ones
	Imports     []*Import                 // the Go packages of other documents that are used
	Runtime     string                    // import path of the run-time package that emitted Go calls
	Sources     []load.Source             // the files that were read, the document first
	Kept        map[string]files.Kept     // those of other hosts, by [files.CacheName]
	Diagnostics diag.List                 // warnings and notes
	Timings     []Timing                  // of the stages, in order

	target config.Target // what was asked for
}

// Import is a Go package that oasmint makes of another document.
type Import = lower.Import

// Timing is how long a stage took: load, lower, examples, check, or an emitter's
// name. Emitters, examples and check run side by side.
type Timing struct {
	Stage string
	Took  time.Duration
}

// Generate runs the pipeline for one target, in memory. Where the document
// cannot be used the error is [diag.Errors], and the result holds the
// diagnostics alone. Nothing of the run goes on after the return.
func Generate(ctx context.Context, t config.Target, opts Options) (*Result, error) {
	return generate(ctx, t, opts, chosen(&t, opts.Own), nil)
}

// Model is [Generate] without the emitters: the API and its names, no files.
func Model(ctx context.Context, t config.Target, opts Options) (*Result, error) {
	return generate(ctx, t, opts, nil, nil)
}

// ModelFor is [Model] for what is made of the API by do, which is called as an emitter is:
// while the document is checked, and with the Go types that t asks for, or nil. name is
// that stage's.
func ModelFor(ctx context.Context, t config.Target, opts Options, name string, do func(*ir.API, *goapi.Package, *diag.List) error) (*Result, error) {
	types := slices.DeleteFunc(chosen(&t, opts.Own), func(e emit.Emitter) bool { return e.Name() != "go" })
	return generate(ctx, t, opts, types, func(r *run, types []*part) *part {
		return r.start(ctx, name, func(p *part) error {
			var declared *goapi.Package
			for _, of := range types {
				<-of.done
				if of.err != nil {
					return errSkipped
				}
				declared = of.made.Go
			}
			p.began = time.Now()
			return do(r.API, declared, &p.diags)
		})
	})
}

// checkDocument is what the stage check does. Tests that count what a run does leave out
// that library.
var checkDocument = (*load.Document).Check

func generate(ctx context.Context, t config.Target, opts Options, emitters []emit.Emitter, made func(*run, []*part) *part) (*Result, error) {
	ctx, cancel := context.WithCancel(ctx)
	r := &run{Result: Result{target: t}, opts: opts, stop: cancel}
	defer r.running.Wait()
	defer cancel() // after an error, what still runs is of no use
	doc, err := r.load(ctx)
	if err != nil {
		return &r.Result, err
	}
	bounded := make(chan struct{}) // closed where nothing is beyond a limit
	check := r.start(ctx, "check", func(p *part) error {
		if !doc.IsLight() { // what takes long is not begun for a document that is refused
			select {
			case <-bounded:
			case <-ctx.Done():
				return nil
			}
		}
		p.began, p.diags = time.Now(), checkDocument(doc, ctx)
		return nil
	})
	lowered, err := r.lower(ctx, doc)
	if err != nil {
		return &r.Result, err
	}
	if err := r.countFiles(emitters); err != nil {
		return &r.Result, err
	}
	close(bounded)
	examples := r.start(ctx, "examples", func(p *part) error { keyword.NewJudge(r.API).Report(r.API, &p.diags); return nil })
	parts := r.emit(ctx, emitters)
	if made != nil {
		parts = append(parts, made(r, parts))
	}
	parts = append(parts, examples, check)
	if err := r.join(ctx, parts); err != nil {
		r.Files = nil
		return &r.Result, err
	}
	if made != nil {
		r.Files = nil // they were made for what else was
	}
	if err := r.layOut(); err != nil {
		return &r.Result, err
	}
	r.Diagnostics.Drop(func(d diag.Diagnostic) bool { return d.Severity < diag.Error && lowered.LeftOut(d.Position) })
	r.ignore(emitters != nil && made == nil)
	if opts.WarningsAsErrors {
		r.Diagnostics.Harden()
	}
	slices.SortFunc(r.Files, func(a, b output.File) int { return strings.Compare(a.Path, b.Path) })
	return &r.Result, r.Diagnostics.Err()
}
