// This file tells by the lock's hashes which targets are as they were made, so that
// they need not be made again.

package main

import (
	"encoding/json"
	"path"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/output"
)

// state is what a run does about a target.
type state uint8

const (
	toMake    state = iota
	asMade          // it need not be made
	elsewhere       // it is for another shard
)

// states says what to do about each target of the job, and how many files those have that
// need not be made.
func (s *session) states(job *job, tree *output.Tree, locks map[config.Path]*output.Lock) (states []state, unchanged int) {
	states = make([]state, len(job.targets))
	sources := make([]map[string]bool, len(job.targets))
	for i, t := range job.targets {
		if !job.shard.has(locks[t.Lock].Key(t.Key())) {
			states[i] = elsewhere
		}
		sources[i] = map[string]bool{}
		for _, file := range locks[t.Lock].Sources(t.Key()) {
			sources[i][file] = true
		}
	}
	if job.full || job.ask == files.AskAlways && job.reads() {
		return states, 0
	}
	asked := make([]bool, len(job.targets)) // those of other shards too, where one is imported
	for i := range job.targets {
		if states[i] != elsewhere {
			asked[i] = true
			for _, k := range job.imported(i, sources[i]) {
				asked[k] = true
			}
		}
	}
	counts, whys := make([]int, len(job.targets)), make([]string, len(job.targets))
	sum := s.summed(job)
	s.build() // before several ask for it
	var all errgroup.Group
	all.SetLimit(runtime.GOMAXPROCS(0))
	for i, t := range job.targets {
		if !asked[i] {
			continue
		}
		all.Go(func() error {
			by, err := s.by(job, i, sources[i])
			if err != nil {
				whys[i] = err.Error() // and so does the full run
				return nil
			}
			counts[i], whys[i] = tree.UpToDate(locks[t.Lock], t.Key(), by, sum)
			return nil
		})
	}
	_ = all.Wait()
	for again := true; again; { // what imports one that is made is made too
		again = false
		for i := range job.targets {
			for _, k := range job.imported(i, sources[i]) {
				if asked[i] && whys[i] == "" && whys[k] != "" {
					whys[i], again = job.places[i].key+" may import "+job.places[k].key, true
				}
			}
		}
	}
	nothing := true
	for i, why := range whys {
		switch {
		case states[i] == elsewhere:
		case why == "":
			states[i] = asMade
			unchanged += counts[i]
		default:
			nothing = false
			s.detail("the lock does not do: %s", why)
		}
	}
	if nothing {
		s.detail("by the lock, nothing changed: nothing was made again (--full does)")
	}
	return states, unchanged
}

// summed returns a function that hashes the sources of a job, each once.
func (s *session) summed(job *job) func(path string) (string, error) {
	var known sync.Map
	return func(path string) (string, error) {
		if sum, ok := known.Load(path); ok {
			return sum.(string), nil
		}
		data, err := s.limits.Read(join(job.base, filepath.FromSlash(path)))
		if err != nil {
			return "", err
		}
		sum := output.Sum(data)
		known.Store(path, sum)
		return sum, nil
	}
}

// by returns the hash of what the files of a target depend on in addition to its sources:
// the tool's build, the flags, and what the configuration says of it and of those whose
// packages it may import. It is an error where that cannot be told.
func (s *session) by(job *job, i int, sources map[string]bool) (string, error) {
	type configured struct {
		Import string
		Target config.Target
	}
	var all []configured
	for _, k := range append([]int{i}, job.imported(i, sources)...) {
		home, err := job.goHome(&job.targets[k])
		if err != nil {
			return "", err
		}
		all = append(all, configured{home.importPath, job.targets[k]})
	}
	data, err := json.Marshal(struct {
		Build       string
		AllowRemote []string
		Targets     []configured
	}{s.build(), job.allowRemote, all})
	return output.Sum(data), err
}

// location is where a target is found.
type location struct {
	key  string // in a lock
	spec string // its document, by a path from the job's base; "" where that is none
	pack bool   // it makes a Go package
}

// imported lists the other targets whose packages one may import: those whose documents are
// among its sources, paths from the job's base, and are not its own. What another host sends
// may be one.
func (j *job) imported(i int, sources map[string]bool) []int {
	if !j.places[i].pack {
		return nil
	}
	var out []int
	for k, p := range j.places {
		if p.pack && k != i && (p.spec == "" || sources[p.spec] && p.spec != j.places[i].spec) {
			out = append(out, k)
		}
	}
	return out
}

// locate finds the targets of the job.
func (j *job) locate() {
	base, err := filepath.Abs(j.base)
	j.places = nil
	for _, t := range j.targets {
		p := location{key: t.Key(), pack: t.Has("go")}
		if abs, absErr := filepath.Abs(join(j.base, filepath.FromSlash(t.Spec))); err == nil && absErr == nil && !files.IsURL(t.Spec) {
			if rel, err := filepath.Rel(base, abs); err == nil {
				p.spec = filepath.ToSlash(rel)
			}
		}
		j.places = append(j.places, p)
	}
}

// inputs lists the files that were read, by path from the job's base.
func (j *job) inputs(result *generator.Result) []string {
	base, err := filepath.Abs(j.base)
	if err != nil {
		return nil
	}
	names := []string{j.file}
	for _, source := range result.Sources {
		names = append(names, source.Name)
	}
	var out []string
	for _, name := range names {
		file, err := filepath.Abs(filepath.FromSlash(name))
		if err != nil || name == "" || files.IsURL(name) {
			continue
		}
		if rel, err := filepath.Rel(base, file); err == nil {
			out = append(out, filepath.ToSlash(rel))
		}
	}
	return out
}

// sources returns the hashes of the files that were read for t, by path from
// the job's base; nil where one cannot be read again to compare, as standard
// input cannot, or they are not all that the files depend on.
func (j *job) sources(t config.Target, result *generator.Result) map[string]string {
	out := map[string]string{}
	if t.Embedded {
		return out // it is part of the tool's build
	}
	base, err := filepath.Abs(j.base)
	if err != nil || j.once(t) || generator.Opaque(t) {
		return nil
	}
	for _, source := range result.Sources {
		if source.Kept != "" {
			out[path.Join(cacheOf(t), source.Kept)] = output.Sum(source.Data)
			continue
		}
		file, err := filepath.Abs(filepath.FromSlash(source.Name))
		if err != nil {
			return nil
		}
		rel, err := filepath.Rel(base, file)
		if err != nil {
			return nil
		}
		out[filepath.ToSlash(rel)] = output.Sum(source.Data)
	}
	return out
}
