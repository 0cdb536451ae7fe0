// This file runs the stages of the pipeline, those that can side by side.

package generator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/format"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/diff"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/gotypes"
	"github.com/oasmint/oasmint/generator/limits"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
	"github.com/oasmint/oasmint/generator/output"
)

// run is one call of Generate.
type run struct {
	Result
	opts             Options
	past             bool                // an earlier version, see Compare
	syntax, declared bool                // see [emit.Input]
	packages         []diff.Package      // what is compared of the emitted Go
	loaded           chan *load.Document // of a version that is compared
	withoutMembers   bool                // of Go: see [lower.Options]
	keepRepeated     bool                // likewise
	running          sync.WaitGroup      // the parts that were started
	stop             func()              // ends what still runs, whose files are of no use; or nil
	budget           *limits.Budget
}

// part is a stage that runs side by side with others.
type part struct {
	name  string
	began time.Time
	ready chan struct{} // closed when made is set, if that is before
	done  chan struct{} // closed when it has ended; what follows is set then

	made   emit.Output
	diags  diag.List
	timing Timing
	err    error
}

// errSkipped is the error of a part that needs another one which failed. That
// one's error is reported.
var errSkipped = errors.New("skipped")

// start runs a stage in a goroutine of its own.
func (r *run) start(ctx context.Context, name string, stage func(*part) error) *part {
	p := &part{name: name, began: time.Now(), ready: make(chan struct{}), done: make(chan struct{})}
	p.diags.Within(ctx)
	r.running.Go(func() {
		defer close(p.done)
		p.err = r.guard(name, &p.diags, func() (err error) {
			if err = stage(p); err == nil {
				p.timing = r.took(name, p.began)
			}
			return err
		})
		if isLimit(p.err) && r.stop != nil {
			r.stop()
		}
	})
	return p
}

// emit starts the emitters. Each waits for those that it needs.
func (r *run) emit(ctx context.Context, emitters []emit.Emitter) []*part {
	var parts []*part
	r.budget = limits.NewBudget(r.bounds(), diag.Position{File: r.loading().Name})
	started := map[string]*part{}
	for _, e := range emitters {
		var needs []*part
		for _, name := range e.Needs() {
			if need := started[name]; need != nil {
				needs = append(needs, need)
			}
		}
		p := r.start(ctx, e.Name(), func(p *part) error {
			in := r.inputOf(e)
			in.Diags, in.Budget = &p.diags, r.budget
			for _, need := range needs {
				select {
				case <-need.ready:
				case <-need.done:
					if need.err != nil {
						return errSkipped
					}
				}
				if need.made.Go != nil {
					in.Go = need.made.Go
				}
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			p.began = time.Now()
			made, err := e.Emit(ctx, in)
			if err != nil {
				return err
			}
			p.made = *made
			if !made.Unformatted {
				return nil
			}
			close(p.ready)
			return formatted(made.Files)
		})
		started[p.name] = p
		parts = append(parts, p)
	}
	return parts
}

// formatted formats Go files, in place.
func formatted(list []output.File) (err error) {
	for i := range list {
		if list[i].Data, err = format.Source(list[i].Data); err != nil {
			return fmt.Errorf("%s: what is emitted does not parse: %w", list[i].Path, err)
		}
	}
	return nil
}

// join waits for parts and takes over what they made, in their order.
func (r *run) join(ctx context.Context, parts []*part) error {
	var errs []error
	var beyond error
	for _, p := range parts {
		<-p.done
		r.Files = append(r.Files, p.made.Files...)
		r.Diagnostics.Append(p.diags)
		if p.made.Go != nil {
			r.Go = p.made.Go
		}
		switch {
		case p.err == nil:
			r.Timings = append(r.Timings, p.timing)
		case isLimit(p.err):
			beyond = p.err
		case !errors.Is(p.err, errSkipped):
			errs = append(errs, p.err)
		}
	}
	if beyond != nil { // by which the others were stopped
		return beyond
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("stopped: %w", err)
	}
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	return r.withinOutput()
}

// isLimit reports whether an error is that a limit was exceeded.
func isLimit(err error) bool {
	var list diag.Errors
	return errors.As(err, &list) && list[0].Code == limits.Code
}

// countFiles refuses more files than the limits allow before they are made: what emitters
// do can take long, and some of it is that of libraries, which do not stop half way.
func (r *run) countFiles(emitters []emit.Emitter) error {
	n := 0
	for _, e := range emitters {
		if c, ok := e.(emit.Counter); ok {
			n += c.Count(r.API)
		}
	}
	if n > r.bounds().Of(limits.Files) {
		return r.bounds().Exceeded(limits.Files, diag.Position{File: r.loading().Name})
	}
	return nil
}

// withinOutput refuses more files than the limits allow.
func (r *run) withinOutput() error {
	bounds, bytes := r.bounds(), 0
	for _, f := range r.Files {
		bytes += len(f.Data)
	}
	switch at := (diag.Position{File: r.loading().Name}); {
	case len(r.Files) > bounds.Of(limits.Files):
		return bounds.Exceeded(limits.Files, at)
	case bytes>>20 >= bounds.Of(limits.Output):
		return bounds.Exceeded(limits.Output, at)
	}
	return nil
}

// took says that a stage has ended.
func (r *run) took(stage string, began time.Time) Timing {
	timing := Timing{stage, time.Since(began)}
	if r.opts.Progress != nil {
		r.opts.Progress(timing)
	}
	return timing
}

// CodeInternal is the code of what went wrong in oasmint, not in the document.
const CodeInternal = "internal"

// guard runs a stage. A panic in it, a fault of oasmint's own, becomes an error that
// says what to report; one with [diag.Stopped] is how a stage ends early. All stages run
// in it.
func (r *run) guard(stage string, diags *diag.List, do func() error) (err error) {
	defer func() {
		fault := recover()
		if fault == nil {
			return
		}
		if stopped, ok := fault.(diag.Stopped); ok {
			err = stopped.Err
			return
		}
		at := diags.At()
		at.File = cmp.Or(at.File, r.loading().Name)
		err = diag.Errors{{
			Severity: diag.Error, Code: CodeInternal, Position: at,
			Message: fmt.Sprintf("oasmint itself fails on what is written here (%s, %s: %v); nothing is written; please report this line, with the document if you can, at %s",
				stage, panickedIn(), fault, issues),
		}}
	}()
	return do()
}

const issues = "https://github.com/oasmint/oasmint/issues"

// panickedIn names the function that panicked, and its line.
func panickedIn() string {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(0, callers)])
	for panicked := false; ; {
		frame, more := frames.Next()
		switch {
		case strings.HasPrefix(frame.Function, "runtime."):
			panicked = panicked || frame.Function == "runtime.gopanic"
		case panicked:
			return fmt.Sprintf("%s:%d", path.Base(frame.Function), frame.Line)
		}
		if !more {
			return "unknown"
		}
	}
}

// load reads the document and what it refers to.
func (r *run) load(ctx context.Context) (doc *load.Document, err error) {
	began := time.Now()
	r.Diagnostics.Within(ctx)
	err = r.guard("load", &r.Diagnostics, func() (err error) {
		doc, err = load.Load(ctx, r.loading())
		return err
	})
	if err != nil {
		return nil, err
	}
	r.Timings = append(r.Timings, r.took("load", began))
	r.Document = doc.Data()
	r.Diagnostics.Append(doc.Warnings())
	return doc, nil
}

// chooseRuntime says which run-time package emitted Go calls: the one that
// validators.runtime names, that of the packages which it imports, since their validators
// must understand each other, or a copy of its own. A package without validators may
// have none.
func (r *run) chooseRuntime() error {
	r.Runtime = r.target.Get("validators", "runtime")
	at := r.target.Position("/validators/runtime")
	by := "validators.runtime"
	for _, i := range r.Imports {
		if i.TypesOnly {
			continue
		}
		if r.Runtime != "" && r.Runtime != i.Runtime {
			return diag.Errors{{Severity: diag.Error, Code: "imports", Position: at,
				Message: fmt.Sprintf("%s calls the run-time package %s, and %s wants %s", i.Path, i.Runtime, by, r.Runtime),
				Hint:    "name one for all of them by validators.runtime"}}
		}
		r.Runtime, by = i.Runtime, i.Path
	}
	r.Runtime = cmp.Or(r.Runtime, path.Join(r.opts.GoImport, "validate"))
	return nil
}

// importsChecks refuses packages that have no validators where this one's call them.
func (r *run) importsChecks() error {
	if !r.target.Has("go") || r.target.Is("go", "types-only") {
		return nil
	}
	var faults diag.Errors
	for _, i := range r.Imports {
		if i.TypesOnly {
			faults = append(faults, diag.Diagnostic{Severity: diag.Error, Code: "imports", Position: i.Asked,
				Message: fmt.Sprintf("types-only leaves %s without validators, and those of %s call them", i.Path, r.opts.GoImport),
				Hint:    "remove it, or say it for both"})
		}
	}
	if len(faults) == 0 {
		return nil
	}
	return faults
}

// lower makes the API of the document.
func (r *run) lower(ctx context.Context, doc *load.Document) (*lower.Result, error) {
	began := time.Now()
	var lowered *lower.Result
	if err := r.guard("lower", &r.Diagnostics, func() error {
		lowered = lower.Lower(ctx, doc, r.lowering(), &r.Diagnostics)
		r.Diagnostics.Append(doc.Warnings())
		return ctx.Err()
	}); err != nil {
		return nil, err
	}
	r.Diagnostics.Within(context.Background())    // better names are looked for after the run: see Result.Suggest
	r.Sources, r.Kept = doc.Sources(), doc.Kept() // lowering may have read more of them
	if r.past {
		r.Diagnostics.Drop(func(d diag.Diagnostic) bool {
			return d.Code == lower.CodeUnusedName || d.Code == lower.CodeUnusedType || d.Code == lower.CodeFilter
		})
	}
	r.Timings = append(r.Timings, r.took("lower", began))
	if err := r.Diagnostics.Err(); err != nil {
		return nil, err
	}
	if r.target.Has("go") && !r.target.Section("go").(*gotypes.Config).HasParams() {
		params := lowered.API.DropParams()
		named := lowered.Named
		lowered.Named = sync.OnceValue(func() []lower.Named {
			return slices.DeleteFunc(named(), func(n lower.Named) bool { return n.Kind == "schema" && params[n.Name] })
		})
	}
	r.API, r.Published, r.Named, r.Suggest = lowered.API, lowered.Published, lowered.Named, lowered.Suggest
	r.Imports = lowered.Imports
	if err := r.importsChecks(); err != nil {
		return nil, err
	}
	if err := r.chooseRuntime(); err != nil {
		return nil, err
	}
	return lowered, nil
}
