// This file compares two versions of a document by what is generated from
// them.

package generator

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"path"
	"slices"

	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/diff"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/load"
	"github.com/oasmint/oasmint/generator/lower"
	"github.com/oasmint/oasmint/generator/output"
)

// Document is where a version of a document comes from.
type Document struct {
	Path string
	Data []byte      // where it does not come from a file; Path is then what positions call it
	Tree *files.Tree // the revision that it is of, if any, and what it refers to
	At   string      // its path there, absolute
}

// Compare says what it means for users of t's Go package that one document
// becomes another. What t says and does not fit the old one (a name, a
// pattern, an overlay) is for the new one alone. As in a run with a lock, the
// names of the old document stand in the new one.
func Compare(ctx context.Context, t config.Target, old, new Document, opts Options, how diff.Options) (*diff.Report, error) {
	was, is := version(t, old, opts), version(t, new, opts)
	was.past = true
	was.withoutMembers, is.withoutMembers = how.WithoutGo, how.WithoutGo
	named := make(chan goapi.Published, 1) // which the new version's names wait for
	is.opts.earlier = func() goapi.Published { return opts.Published.Over(<-named) }
	newer, older := is.models(ctx), was.models(ctx) // side by side
	unchanged := unchangedIn(was, is)               // while they get their schemas
	err := <-older
	named <- was.Published
	if err != nil {
		<-newer
		return nil, err
	}
	before := was.declares(ctx, how) // while the new version gets its names
	if err := <-newer; err != nil {
		<-before
		return nil, err
	}
	after := is.declares(ctx, how) // while the APIs are compared
	var found []*compare.Finding
	err = is.guard("compare", &diag.List{}, func() error {
		how.Enter = enter(ctx)
		same := <-unchanged
		if same.err != nil {
			return same.err
		}
		if how.Unchanged == nil {
			how.Unchanged = same.places
		}
		found = compare.APIs(was.API, is.API, how.Options)
		return nil
	})
	if err := errors.Join(<-before, <-after, err); err != nil {
		return nil, err
	}
	report, err := diff.Compare(was.side(), is.side(), found, reserved(&is.target), how)
	if err != nil || how.WithoutGo || len(report.Changes) > 0 || was.sameSources(is) {
		return report, err
	}
	// Whether the files differ is of weight where nothing else does.
	same, err := sameFiles(ctx, was, is)
	report.Same(same)
	return report, err
}

// unchanged are the places that two versions have in common: see [load.Unchanged].
type unchanged struct {
	places func(old, new diag.Position) bool
	err    error
}

// unchangedIn begins to find them, once both versions are read.
func unchangedIn(was, is *run) <-chan unchanged {
	done := make(chan unchanged, 1)
	go func() {
		old, new := <-was.loaded, <-is.loaded
		if old == nil || new == nil {
			return // which is an error that is reported
		}
		var out unchanged
		out.err = is.guard("compare", &diag.List{}, func() error {
			out.places = load.Unchanged(old, new)
			return nil
		})
		done <- out
	}()
	return done
}

// Exceptions are those that t names for diff and that hold on a day (2027-01-31).
func Exceptions(t *config.Target, day string) (out []diff.Exception) {
	for _, e := range t.Diff.Exceptions {
		if e.Until != "" && e.Until < day {
			continue
		}
		exception := diff.Exception{Code: e.Change, Level: diff.Level(e.Level)}
		if pattern := e.Path; pattern != "" {
			exception.Path = func(path string) bool { return lower.Glob(pattern, path, true) }
		}
		out = append(out, exception)
	}
	return out
}

// version is the run for one version of t's document.
func version(t config.Target, doc Document, opts Options) *run {
	to, as := NewTarget(doc.Path, map[string]string{"go": "emitted"}), t
	t.Spec, t.Sections = to.Spec, to.Sections
	if as.Has("go") { // with what it says of types
		t.SetLike(&as, "go")
		t.Set("go", "out", "emitted")
	}
	for _, section := range besides(&as) { // messages show what these packages are called
		t.SetLike(&as, section)
		t.Set(section, "out", path.Join("emitted", section, path.Base(as.Get(section, "out"))))
	}
	opts.GoImport = path.Join("emitted", cmp.Or(t.Get("go", "package"), "emitted"))
	t.Set("validators", "runtime", "emitted/validate") // no message shows it
	if at := cmp.Or(doc.At, doc.Path); t.Root != "" && (doc.Data == nil || doc.Tree != nil) && !files.Below(t.Root, at) {
		t.Root = "" // a version that was put aside has its own folder
	}
	opts.Spec, opts.SpecName, opts.SpecPath, opts.Tree = doc.Data, doc.Path, doc.At, doc.Tree
	return &run{Result: Result{target: t}, opts: opts, syntax: true, declared: true, keepRepeated: true, loaded: make(chan *load.Document, 1)}
}

// enter ends what calls it once ctx is done.
func enter(ctx context.Context) func(diag.Position) {
	var place diag.List
	place.Within(ctx)
	return place.Enter
}

// declares begins to find what the Go package of a version declares.
func (r *run) declares(ctx context.Context, how diff.Options) <-chan error {
	done := make(chan error, 1)
	if how.WithoutGo {
		done <- nil
		return done
	}
	go func() {
		err := r.join(ctx, r.emit(ctx, asked(&r.target)))
		if err == nil {
			err = r.guard("compare", &r.Diagnostics, r.readPackages)
		}
		r.Files = nil // they are whole in another run
		done <- err
	}()
	return done
}

// besides are the sections of a target by which a Go package stands below that of the types.
func besides(t *config.Target) []string {
	var names []string
	for _, s := range t.Sections {
		if b, ok := s.Value.(config.Below); ok && s.Given {
			if of, _ := b.Below(); of == "go" {
				names = append(names, s.Name)
			}
		}
	}
	return names
}

// readPackages reads what is emitted of Go packages.
func (r *run) readPackages() error {
	if err := r.readGo(); err != nil {
		return err
	}
	r.packages = []diff.Package{{Syntax: r.Go.Syntax}}
	for _, section := range besides(&r.target) {
		folder, syntax := r.target.Get(section, "out"), goapi.NewSyntax()
		for _, f := range r.Files {
			if path.Dir(f.Path) == folder {
				if _, err := syntax.Add(path.Base(f.Path), f.Data); err != nil {
					return err
				}
			}
		}
		r.packages = append(r.packages, diff.Package{Name: path.Base(folder), Syntax: syntax})
	}
	return nil
}

// sideOf is what is compared of a version.
func (r *run) side() diff.Side {
	return diff.Side{Name: r.loading().Name, API: r.API, Go: r.packages}
}

// sameSources reports whether two versions are one document, from which the same files come.
func (r *run) sameSources(other *run) bool {
	return slices.EqualFunc(r.Sources, other.Sources, func(a, b load.Source) bool { return bytes.Equal(a.Data, b.Data) })
}

// sameFiles reports whether two versions give the same Go package to the byte.
func sameFiles(ctx context.Context, was, is *run) (bool, error) {
	for _, r := range []*run{was, is} {
		r.declared, r.syntax = false, false
		if err := r.join(ctx, r.emit(ctx, asked(&r.target))); err != nil {
			return false, err
		}
	}
	return slices.EqualFunc(was.Files, is.Files, func(a, b output.File) bool { return a.Path == b.Path && bytes.Equal(a.Data, b.Data) }), nil
}

// models begins to load and to lower a version.
func (r *run) models(ctx context.Context) <-chan error {
	done := make(chan error, 1)
	go func() {
		doc, err := r.load(ctx)
		r.loaded <- doc
		if err == nil {
			_, err = r.lower(ctx, doc)
		}
		r.Suggest, r.Named = nil, nil // they hold all that lowering made
		done <- err
	}()
	return done
}
