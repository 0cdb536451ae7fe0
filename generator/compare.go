// This file compares two versions of a document by what is generated from
// them.

package generator

import (
	"context"

	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diff"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/load"
)

// Document is where a version of a document comes from.
type Document struct {
	Path string
	Data []byte // where it does not come from a file; Path is then what positions call it
}

// Compare says what it means for users of t's Go package that one document
// becomes another. What t says and does not fit the old one (a name, a
// pattern, an overlay) is for the new one alone. As in a run with a lock, the
// names of the old document stand in the new one.
func Compare(ctx context.Context, t config.Target, old, new Document, opts Options, how compare.Options) (*diff.Report, error) {
	was, is := version(t, old, opts), version(t, new, opts)
	was.past = true
	before, err := was.side(ctx)
	if err != nil {
		return nil, err
	}
	is.opts.Published = opts.Published.Over(was.Published)
	after, err := is.side(ctx)
	if err != nil {
		return nil, err
	}
	return diff.Compare(before, after, reserved(&is.target), how)
}

// version is the run for one version of t's document.
func version(t config.Target, doc Document, opts Options) *run {
	to, as := NewTarget(doc.Path, map[string]string{"go": "emitted"}), t
	t.Spec, t.Sections = to.Spec, to.Sections
	if as.Has("go") { // with what it says of types
		t.SetLike(&as, "go")
		t.Set("go", "out", "emitted")
		t.Set("go", "package", "emitted")
	}
	t.Set("validators", "runtime", "emitted/validate") // no message shows it
	if t.Root != "" && doc.Data == nil && !files.Below(t.Root, doc.Path) {
		t.Root = "" // a version that was put aside has its own folder
	}
	opts.Spec, opts.SpecName = doc.Data, doc.Path
	return &run{Result: Result{target: t}, opts: opts, syntax: true}
}

// side makes what is compared of a version.
func (r *run) side(ctx context.Context) (diff.Side, error) {
	doc, err := r.lowered(ctx)
	if err != nil {
		return diff.Side{}, err
	}
	if err := r.join(ctx, r.emit(ctx, asked(&r.target))); err != nil {
		return diff.Side{}, err
	}
	if err := r.readGo(); err != nil {
		return diff.Side{}, err
	}
	side := diff.Side{Name: doc.Root.Name, API: r.API, Go: map[string][]byte{}, Syntax: r.Go.Syntax}
	for _, f := range r.Files {
		side.Go[f.Path] = f.Data
	}
	return side, nil
}

// lowered loads and lowers a version.
func (r *run) lowered(ctx context.Context) (*load.Document, error) {
	doc, err := r.load(ctx)
	if err == nil {
		_, err = r.lower(ctx, doc)
	}
	return doc, err
}
