// This file runs the stages of the pipeline, those that can side by side.

package generator

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/emit"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
)

// run is one call of Generate.
type run struct {
	Result
	opts    Options
	past    bool           // an earlier version, see Compare
	running sync.WaitGroup // the parts that were started
}

// part is a stage that runs side by side with others.
type part struct {
	name  string
	began time.Time
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
func (r *run) start(name string, stage func(*part) error) *part {
	p := &part{name: name, began: time.Now(), done: make(chan struct{})}
	r.running.Go(func() {
		defer close(p.done)
		if p.err = stage(p); p.err == nil {
			p.timing = r.took(name, p.began)
		}
	})
	return p
}

// emit starts the emitters. Each waits for those that it needs.
func (r *run) emit(ctx context.Context, emitters []emit.Emitter) []*part {
	var parts []*part
	started := map[string]*part{}
	for _, e := range emitters {
		var needs []*part
		for _, name := range e.Needs() {
			if need := started[name]; need != nil {
				needs = append(needs, need)
			}
		}
		p := r.start(e.Name(), func(p *part) error {
			in := r.inputOf(e)
			in.Diags = &p.diags
			for _, need := range needs {
				<-need.done
				if need.err != nil {
					return errSkipped
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
			if err == nil {
				p.made = *made
			}
			return err
		})
		started[p.name] = p
		parts = append(parts, p)
	}
	return parts
}

// join waits for parts and takes over what they made, in their order.
func (r *run) join(ctx context.Context, parts []*part) error {
	var errs []error
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
		case !errors.Is(p.err, errSkipped):
			errs = append(errs, p.err)
		}
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("stopped: %w", err)
	}
	return errors.Join(errs...)
}

// took says that a stage has ended.
func (r *run) took(stage string, began time.Time) Timing {
	timing := Timing{stage, time.Since(began)}
	if r.opts.Progress != nil {
		r.opts.Progress(timing)
	}
	return timing
}

// load reads the document and what it refers to.
func (r *run) load(ctx context.Context) (*load.Document, error) {
	began := time.Now()
	doc, err := load.Load(ctx, r.loading())
	if err != nil {
		return nil, err
	}
	r.Timings = append(r.Timings, r.took("load", began))
	r.Document = doc.Data()
	return doc, nil
}

// lower makes the API of the document.
func (r *run) lower(doc *load.Document) (*lower.Result, error) {
	began := time.Now()
	lowered := lower.Lower(doc, r.lowering(), &r.Diagnostics)
	r.Sources = doc.Sources() // lowering may have read more of them
	if r.past {
		r.Diagnostics.Drop(func(d diag.Diagnostic) bool { return d.Code == lower.CodeUnusedName || d.Code == lower.CodeFilter })
	}
	r.Timings = append(r.Timings, r.took("lower", began))
	if err := r.Diagnostics.Err(); err != nil {
		return nil, err
	}
	r.API, r.Published, r.Named = lowered.API, lowered.Published, lowered.Named
	return lowered, nil
}
