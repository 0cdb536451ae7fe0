// This file runs the pipeline for every target of a job and compares the outcome
// with the disk. generate and check share it, so that they cannot disagree.

package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path/filepath"
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

// planned is what a run is to do.
type planned struct {
	*output.Plan
	failed error // a *targetsError: targets that stay as they are
}

// plan generates all targets and compares them with what is on disk. The caller
// calls done when it no longer needs the plan.
func (s *session) plan(f *jobFlags, m *manyFlags) (plan *planned, done func(), err error) {
	job, err := s.job(f)
	if err != nil {
		return nil, nil, err
	}
	if job.shard, err = m.shard(); err != nil {
		return nil, nil, err
	}
	if t := job.targets[0]; len(t.Outs()) == 0 {
		return nil, nil, usagef("nothing to make: give -o DIR, or one of %s", strings.Join(outFlags(), ", "))
	}
	tree, err := job.open()
	if err != nil {
		return nil, nil, err
	}
	plan, err = s.compare(job, tree, m)
	if err != nil {
		tree.Close()
		return nil, nil, err
	}
	return plan, func() { tree.Close() }, nil
}

func (s *session) compare(job *job, tree *output.Tree, m *manyFlags) (*planned, error) {
	locks := map[config.Path]*output.Lock{}
	for _, t := range job.targets {
		if locks[t.Lock] != nil {
			continue
		}
		lock, err := tree.ReadLock(string(t.Lock))
		if err != nil {
			return nil, err
		}
		lock.Begin(toolVersion(), job.config, func(key string) bool { return job.lone || !job.shard.has(key) })
		locks[t.Lock] = lock
	}
	var sorted []*output.Lock
	for _, file := range slices.Sorted(maps.Keys(locks)) {
		sorted = append(sorted, locks[file])
	}
	states, unchanged := s.states(job, tree, locks)
	var todo []int
	for i, t := range job.targets {
		switch states[i] {
		case toMake:
			todo = append(todo, i)
		case asMade:
			locks[t.Lock].Keep(t.Key(), job.outs(t)...)
			s.watchSources(job, locks[t.Lock].Sources(t.Key()))
		}
	}
	comparison := tree.Comparison(len(todo) > 1, sorted...)
	var took time.Duration
	failed, err := s.makeAll(job, todo, m, locks, func(i int, made *made) error {
		start := time.Now()
		defer func() { took += time.Since(start) }()
		t := job.targets[i]
		if made == nil { // it stays as it is
			locks[t.Lock].Keep(t.Key(), job.outs(t)...)
			return nil
		}
		tree.Protect(made.inputs...)
		locks[t.Lock].Record(t.Key(), made.record)
		return comparison.Add(made.record.Files)
	})
	if err != nil {
		return nil, err
	}
	start := time.Now()
	plan, err := comparison.Plan()
	if err != nil {
		return nil, err
	}
	plan.Unchanged += unchanged
	s.timing("compare", took+time.Since(start))
	return &planned{plan, failed}, nil
}

// outs lists the folders that t writes to, with that of the cache.
func (j *job) outs(t config.Target) []string { return append(t.Outs(), cacheOf(t)) }

// made is what a target makes.
type made struct {
	record output.Made
	inputs []string // the files that were read
	home   goHome
}

// make generates one target.
func (s *session) make(job *job, i int, lock *output.Lock, c call) (*made, error) {
	t := job.targets[i]
	home, err := job.goHome(&t)
	if err != nil {
		return nil, err
	}
	result, err := s.pipeline(job, t, generator.Options{
		GoImport: home.importPath, Published: lock.Published(t.Key()), Cache: s.cached(job, t, lock),
	}, generator.Generate, c)
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
	sources := job.sourcesOf(t, result)
	names := map[string]bool{}
	for name := range sources {
		names[name] = true
	}
	by, err := s.by(job, i, names)
	if err != nil {
		return nil, err
	}
	return &made{output.Made{
		Document: output.Sum(result.Document), Sources: sources, Outs: job.outs(t), ETags: etags, By: by, Published: result.Published, Files: append(files, kept...),
	}, job.inputs(result), home}, nil
}

// model is [session.target] without the emitters: it prints the diagnostics.
func (s *session) model(job *job, t config.Target, published goapi.Published) (*generator.Result, error) {
	return s.pipeline(job, t, generator.Options{Published: published}, generator.Model, call{})
}

// call says for whom [session.pipeline] runs.
type call struct {
	within *reference // which led to the document; nil where that is a target's of the run
	later  *[]account // where what there is to say is kept until its turn; nil: it is printed at once
}

// account is what there is to say of a run of the pipeline.
type account struct {
	diagnostics *diag.List
	timings     []generator.Timing
	sources     map[string]string // hashes of what was read, by name; where files are watched
}

// pipeline runs the pipeline, or a part of it, and prints its diagnostics.
func (s *session) pipeline(job *job, t config.Target, opts generator.Options,
	run func(context.Context, config.Target, generator.Options) (*generator.Result, error), c call) (*generator.Result, error) {
	opts.AllowRemote, opts.WarningsAsErrors, opts.Dir = job.allowRemote, job.strict, job.base
	opts.Limits, opts.Bounds, opts.Ask = s.limits, s.bounds, job.ask
	opts.Imports = s.importer(job, t, c)
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
	takeAhead(s.weight(job, t))
	done := s.following(job, cmp.Or(opts.SpecName, plain(t.Spec)), &opts)
	result, err := computed(s.ctx, func() (*generator.Result, error) { return run(s.ctx, t, opts) })
	done()
	if result == nil {
		return nil, err
	}
	a := account{&result.Diagnostics, result.Timings, map[string]string{}}
	for _, source := range result.Sources {
		if s.sources != nil {
			a.sources[source.Name] = output.Sum(source.Data)
		}
	}
	if c.later != nil {
		*c.later = append(*c.later, a)
	} else {
		s.tell(a)
	}
	return result, err
}

// tell prints an account.
func (s *session) tell(a account) {
	s.diagnostics(a.diagnostics)
	for name, sum := range a.sources {
		s.sources[name] = sum
	}
	for _, timing := range a.timings {
		s.timing(timing.Stage, timing.Took)
	}
}

// watchSources has files watched that a target was made of in an earlier run; paths are from
// the job's base.
func (s *session) watchSources(job *job, paths []string) {
	if s.sources == nil {
		return
	}
	for _, p := range paths {
		name := join(job.base, filepath.FromSlash(p))
		s.sources[name] = ""
		if data, err := s.limits.Read(name); err == nil {
			s.sources[name] = output.Sum(data)
		}
	}
}

// document returns the bytes of t's document. What can be read only once is
// kept.
func (s *session) document(job *job, t config.Target) ([]byte, error) {
	if t.Embedded {
		return spec.Document(), nil
	}
	job.read.mu.Lock()
	defer job.read.mu.Unlock()
	if data, ok := job.read.data[t.Spec]; ok {
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
		job.read.data[t.Spec] = data
	}
	return data, nil
}

// once reports whether t's document can be read only once: from standard
// input, or from a pipe on the command line, as in --spec <(command).
func (j *job) once(t config.Target) bool {
	return t.Spec == "-" || j.lone && files.IsPipe(join(j.base, t.Spec))
}
