// This file runs the pipeline for every target of a job and compares the outcome
// with the disk. generate and check share it, so that they cannot disagree.

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/spec"
)

// plan generates all targets and compares them with what is on disk. The caller
// calls done when it no longer needs the plan.
func (s *session) plan(f *jobFlags) (plan *output.Plan, done func(), err error) {
	job, err := s.job(f)
	if err != nil {
		return nil, nil, err
	}
	if t := job.targets[0]; len(t.Outs()) == 0 {
		return nil, nil, usagef("nothing to make: give -o DIR, or one of %s", strings.Join(outFlags(), ", "))
	}
	tree, err := job.open()
	if err != nil {
		return nil, nil, err
	}
	plan, err = s.compare(job, tree)
	if err != nil {
		tree.Close()
		return nil, nil, err
	}
	return plan, func() { tree.Close() }, nil
}

func (s *session) compare(job *job, tree *output.Tree) (*output.Plan, error) {
	locks := map[config.Path]*output.Lock{}
	for _, t := range job.targets {
		if locks[t.Lock] != nil {
			continue
		}
		lock, err := tree.ReadLock(string(t.Lock))
		if err != nil {
			return nil, err
		}
		lock.Begin(toolVersion(), job.config, job.lone)
		locks[t.Lock] = lock
	}
	if !job.full && !(job.ask == files.AskAlways && job.reads()) {
		if plan := s.upToDate(job, tree, locks); plan != nil {
			return plan, nil
		}
	}
	var all []output.File
	var errs []error
	for _, t := range job.targets {
		made, err := s.target(job, t, tree, locks[t.Lock])
		errs = append(errs, unsaid(errs, err))
		for _, f := range made {
			if !f.Cached || !slices.ContainsFunc(all, func(other output.File) bool { return other.Path == f.Path }) {
				all = append(all, f)
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	start := time.Now()
	var sorted []*output.Lock
	for _, file := range slices.Sorted(maps.Keys(locks)) {
		sorted = append(sorted, locks[file])
	}
	plan, err := tree.Compare(all, sorted...)
	s.timing("compare", time.Since(start))
	return plan, err
}

// unsaid is err without what others have said: a target fails as well where one that it
// imports does.
func unsaid(others []error, err error) error {
	var faults diag.Errors
	if !errors.As(err, &faults) {
		return err
	}
	said := map[diag.Diagnostic]bool{}
	for _, other := range others {
		var before diag.Errors
		errors.As(other, &before)
		for _, fault := range before {
			said[fault] = true
		}
	}
	faults = slices.DeleteFunc(slices.Clone(faults), func(d diag.Diagnostic) bool { return said[d] })
	if len(faults) == 0 {
		return nil
	}
	return faults
}

// target generates one target and records it in its lock.
func (s *session) target(job *job, t config.Target, tree *output.Tree, lock *output.Lock) ([]output.File, error) {
	home, err := job.goHome(&t)
	if err != nil {
		return nil, err
	}
	result, err := s.pipeline(job, t, generator.Options{
		GoImport: home.importPath, Published: lock.Published(t.Key()), Cache: s.cached(job, t, lock),
	}, generator.Generate)
	if err != nil {
		return nil, err
	}
	if err := job.unusedImports(t); err != nil {
		return nil, err
	}
	files := append(result.Files, home.files...)
	if len(files) == 0 || len(result.API.Operations)+len(result.API.Schemas) == 0 {
		return nil, fmt.Errorf("%s: nothing to generate: the document has no operation and no schema", cmp.Or(plain(t.Spec), "the embedded document"))
	}
	kept, etags := job.keep(t, result)
	files = append(files, kept...)
	outs := append(t.Outs(), cacheOf(t))
	s.imports(home, files)
	by, err := s.by(job, t)
	if err != nil {
		return nil, err
	}
	tree.Protect(job.inputs(result)...)
	lock.Record(t.Key(), output.Made{
		Document: output.Sum(result.Document), Sources: job.sources(t, result), Outs: outs, ETags: etags, By: by, Published: result.Published, Files: files,
	})
	return files, nil
}

// model is [session.target] without the emitters: it prints the diagnostics.
func (s *session) model(job *job, t config.Target, published goapi.Published) (*generator.Result, error) {
	return s.pipeline(job, t, generator.Options{Published: published}, generator.Model)
}

// pipeline runs the pipeline, or a part of it, and prints its diagnostics.
func (s *session) pipeline(job *job, t config.Target, opts generator.Options,
	run func(context.Context, config.Target, generator.Options) (*generator.Result, error)) (*generator.Result, error) {
	opts.AllowRemote, opts.WarningsAsErrors, opts.Dir = job.allowRemote, job.strict, job.base
	opts.Limits, opts.Bounds, opts.Ask = s.limits, s.bounds, job.ask
	opts.Imports = s.importer(job, t)
	if opts.Cache == nil {
		opts.Cache = s.cached(job, t, nil)
	}
	if t.Root != "" {
		t.Root = join(job.base, t.Root)
	}
	switch {
	case t.Embedded:
		opts.Spec, opts.SpecName = spec.Document(), "authlete.yaml"
	case job.once(t):
		data, err := s.document(job, t)
		if err != nil {
			return nil, err
		}
		opts.Spec, opts.SpecName = data, t.Spec
	case !files.IsURL(t.Spec):
		t.Spec = join(job.base, t.Spec)
	}
	job.findOverlays(&t)
	progress := s.progress(opts.SpecName, plain(t.Spec))
	opts.Progress = progress.stage
	result, err := computed(s.ctx, func() (*generator.Result, error) { return run(s.ctx, t, opts) })
	progress.end()
	if result != nil {
		s.diagnostics(&result.Diagnostics)
		for _, source := range result.Sources {
			if s.sources != nil {
				s.sources[source.Name] = output.Sum(source.Data)
			}
		}
		for _, timing := range result.Timings {
			s.timing(timing.Stage, timing.Took)
		}
	}
	return result, err
}

// document returns the bytes of t's document. What can be read only once is
// kept.
func (s *session) document(job *job, t config.Target) ([]byte, error) {
	if t.Embedded {
		return spec.Document(), nil
	}
	if data, ok := job.read[t.Spec]; ok {
		return data, nil
	}
	var data []byte
	var err error
	if t.Spec == "-" {
		data, err = s.limits.ReadAll(s.stdin)
	} else {
		data, err = s.limits.ReadPipe(join(job.base, t.Spec))
	}
	if err != nil {
		return nil, readError(t.Spec, err)
	}
	if data == nil {
		data = []byte{}
	}
	if job.once(t) {
		job.read[t.Spec] = data
	}
	return data, nil
}

// once reports whether t's document can be read only once: from standard
// input, or from a pipe on the command line, as in --spec <(command).
func (j *job) once(t config.Target) bool {
	return t.Spec == "-" || j.lone && files.IsPipe(join(j.base, t.Spec))
}
