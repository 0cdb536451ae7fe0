// This file tells by the lock's hashes that nothing changed, so that nothing has to
// be generated.

package main

import (
	"encoding/json"
	"path"
	"path/filepath"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/output"
)

// upToDate returns the plan of a run that has nothing to do, or nil where that
// cannot be told from the locks.
func (s *session) upToDate(job *job, tree *output.Tree, locks map[config.Path]*output.Lock) *output.Plan {
	targets := map[*output.Lock]map[string]string{}
	for _, t := range job.targets {
		by, err := s.by(job, t)
		if err != nil {
			return nil // the full run says what is wrong
		}
		lock := locks[t.Lock]
		if targets[lock] == nil {
			targets[lock] = map[string]string{}
		}
		targets[lock][t.Key()] = by
	}
	sum := func(path string) (string, error) {
		data, err := s.limits.Read(join(job.base, filepath.FromSlash(path)))
		return output.Sum(data), err
	}
	plan := &output.Plan{}
	for lock, by := range targets {
		files, why := tree.UpToDate(lock, job.config, by, !job.lone, sum)
		if why != "" {
			s.detail("the lock does not do: %s", why)
			return nil
		}
		plan.Unchanged += files
	}
	s.detail("by the lock, nothing changed: nothing was made again (--full does)")
	return plan
}

// by returns the hash of what t's files depend on in addition to its sources: the
// tool's build, the configuration and the flags. It is "" where that cannot be
// told.
func (s *session) by(job *job, t config.Target) (string, error) {
	home, err := job.goHome(&t)
	if err != nil {
		return "", err
	}
	data, err := json.Marshal(struct {
		Build, Config, Import string
		AllowRemote           []string
		Target                config.Target
	}{s.build(), job.config, home.importPath, job.allowRemote, t})
	return output.Sum(data), err
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
