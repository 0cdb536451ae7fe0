// This file makes the site of a target's docs, for docs serve and docs build.

package main

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
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
func (s *session) siteJob(f *siteFlags, published goapi.Published, opts site.Options) (*siteJob, error) {
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
	return &siteJob{job: job, target: t, published: published, opts: opts}, nil
}

// site makes the site of the docs that f means.
func (s *session) site(f *siteFlags, published goapi.Published, opts site.Options) ([]site.File, *generator.Result, error) {
	j, err := s.siteJob(f, published, opts)
	if err != nil {
		return nil, nil, err
	}
	var files []site.File
	result, err := s.pipeline(j.job, j.target, generator.Options{Published: j.published},
		func(ctx context.Context, t config.Target, opts generator.Options) (*generator.Result, error) {
			if home, err := j.goHome(&t); err == nil { // else the examples do without the import
				opts.GoImport = home.importPath
			}
			return generator.ModelFor(ctx, t, opts, "site", func(api *ir.API, declared *goapi.Package, diags *diag.List) (err error) {
				if err := j.opts.Docs.Show(&t, opts.GoImport, declared); err != nil {
					return err
				}
				files, err = site.Build(api, j.opts, diags)
				return err
			})
		}, call{})
	return files, result, err
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
