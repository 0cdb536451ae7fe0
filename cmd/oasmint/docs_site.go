// This file makes the site of a target's docs, for docs serve and docs build.

package main

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/site"
)

// siteFlags say which docs are meant.
type siteFlags struct {
	sourceFlags
	Target string `placeholder:"DIR" help:"Of several targets in the configuration, the one whose docs go to DIR."`
}

// siteJob is what a site is made from.
type siteJob struct {
	*job
	target    config.Target
	published goapi.Published // the names that the target's lock holds
	opts      site.Options
}

// siteJob reads what f means; published are names for a target without a lock.
func (s *session) siteJob(f *siteFlags, published goapi.Published) (*siteJob, error) {
	job, err := s.job(&jobFlags{sourceFlags: f.sourceFlags})
	if err != nil {
		return nil, err
	}
	t, err := f.choose(job.base, job.targets)
	if err != nil {
		return nil, err
	}
	if locked, err := job.published(t); err != nil {
		return nil, err
	} else if locked.Names != nil {
		published = locked
	}
	j := &siteJob{job: job, target: t, published: published}
	if t.Has("docs") {
		j.opts.Section = t.Section("docs")
	}
	if t.Has("go") {
		j.opts.Package = t.Get("go", "package")
		if home, err := job.goHome(&t); err == nil { // else the examples do without the import
			j.opts.ImportPath = home.importPath
		}
	}
	return j, nil
}

// site makes the site of the docs that f means.
func (s *session) site(f *siteFlags, published goapi.Published, live bool, baseURL string) ([]site.File, *generator.Result, error) {
	j, err := s.siteJob(f, published)
	if err != nil {
		return nil, nil, err
	}
	j.opts.Live, j.opts.BaseURL = live, baseURL
	result, err := s.model(j.job, j.target, j.published)
	if err != nil {
		return nil, nil, err
	}
	files, err := s.buildSite(func(diags *diag.List) ([]site.File, error) { return site.Build(result.API, j.opts, diags) })
	return files, result, err
}

// buildSite makes the files of a site, and says what there is to say.
func (s *session) buildSite(build func(*diag.List) ([]site.File, error)) ([]site.File, error) {
	start := time.Now()
	var diags diag.List
	files, err := computed(s.ctx, func() ([]site.File, error) { return build(&diags) })
	if s.ctx.Err() != nil {
		return nil, err
	}
	s.diagnostics(&diags)
	s.timing("site", time.Since(start))
	return files, err
}

// choose returns the target whose docs are meant.
func (f *siteFlags) choose(base string, targets []config.Target) (config.Target, error) {
	outs := []string{}
	for _, t := range targets {
		if t.Has("docs") {
			outs = append(outs, t.Get("docs", "out"))
		}
	}
	wanted := filepath.ToSlash(filepath.Clean(f.Target))
	if rel, err := output.Relative(base, wanted); err == nil && f.Target != "" {
		wanted = rel
	}
	switch {
	case f.Target != "" && f.Spec != "":
		return config.Target{}, usagef("--target goes with a configuration, not with --spec")
	case f.Target != "" && !slices.Contains(outs, wanted):
		return config.Target{}, usagef("no target has its docs in %s: --target takes one of %s", f.Target, strings.Join(outs, ", "))
	case f.Target == "" && len(targets) == 1:
		return targets[0], nil
	case f.Target == "" && len(outs) == 0:
		return config.Target{}, usagef("none of the targets has docs\n\tgive one of them docs: {out: DIR}, or call with --spec")
	case f.Target == "" && len(outs) > 1:
		return config.Target{}, usagef("several targets have docs\n\tchoose by --target, one of %s", strings.Join(outs, ", "))
	case f.Target == "":
		wanted = outs[0]
	}
	return targets[slices.IndexFunc(targets, func(t config.Target) bool { return t.Has("docs") && t.Get("docs", "out") == wanted })], nil
}
