// This file is the command diff.

package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/compare"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/diff"
	"github.com/oasmint/oasmint/generator/files"
)

type diffCmd struct {
	Old     string `arg:"" help:"The document as it was: a file, - for standard input, or a revision of git (HEAD~1:api.yaml; origin/main, for the path of NEW)."`
	New     string `arg:"" help:"The document as it is now, likewise."`
	Format  string `enum:"text,json,markdown,github,sarif,junit" default:"text" help:"text, json, markdown for the body of a pull request, github (annotations), sarif (2.1.0) or junit."`
	Witness string `enum:"on,off" default:"on" help:"Show values that prove what was narrowed or widened; off does not look for them."`
	Go      string `enum:"on,off" default:"on" help:"Compare the Go packages too, which takes longer; off compares what clients and servers send each other alone."`
	FailOn  string `enum:"major,minor,patch,never" default:"major" help:"The mildest verdict that ends with exit code 3: major, minor or patch; or never."`
	OldURL  string `placeholder:"URL" help:"Where readers find OLD, for links in Markdown: https://github.com/me/api/blob/v1/api.yaml."`
	NewURL  string `placeholder:"URL" help:"Where readers find NEW, likewise."`
	Ignore  string `placeholder:"FILE" help:"A list of changes that are known, with reasons."`
	Config  string `placeholder:"FILE" help:"Read FILE; by default oasmint.yaml, where there is one. A target whose document is OLD or NEW says how both are read."`
	versionFlags
}

// versionFlags say how two versions of a document are read.
type versionFlags struct {
	Root string `placeholder:"DIR" help:"Let $$ref lead to files below DIR; by default below the folder of each document."`
	readFlags
}

// apply takes the flags over into a target.
func (f *versionFlags) apply(s *session, t *config.Target) {
	if f.Root != "" {
		t.Root = join(s.dir, f.Root)
	}
}

// errBreaking ends a command that has printed a breaking change.
var errBreaking = errors.New("breaking change")

// Run prints what it means for users that OLD becomes NEW, and gives
// errBreaking where that breaks them.
func (c *diffCmd) Run(s *session) error {
	ignores, err := c.ignores(s)
	if err != nil {
		return err
	}
	old, new, err := s.versions(c.Old, c.New)
	if err != nil {
		return err
	}
	how := diff.Options{Options: compare.Options{Witness: c.Witness == "on"}, WithoutGo: c.Go == "off"}
	opts := generator.Options{AllowRemote: c.AllowRemote, Limits: s.limits, Bounds: s.bounds}
	hasGo := func(t config.Target) bool { return t.Has("go") }
	target, err := s.comparedTarget(c.Config, old, new, hasGo, &opts)
	if err != nil {
		return err
	}
	c.apply(s, &target)
	if how.Levels, err = levels(&target); err != nil {
		return err
	}
	today := time.Now().Format(time.DateOnly)
	how.Exceptions = generator.Exceptions(&target, today)
	for _, e := range target.Diff.Exceptions {
		if e.Until != "" && e.Until < today {
			s.note("the exception of %s ended on %s", e.Change, e.Until)
		}
	}
	report, err := computed(s.ctx, func() (*diff.Report, error) {
		return generator.Compare(s.ctx, target, old, new, opts, how)
	})
	if err != nil {
		return err
	}
	report.Old, report.New = c.Old, c.New
	report.OldURL.URL, report.NewURL.URL = c.OldURL, c.NewURL
	if err := report.Ignore(ignores); err != nil {
		return err
	}
	if err := s.printReport(report, c.Format, places{s.dir, old, new}); err != nil {
		return err
	}
	if c.FailOn != "never" && report.Verdict.AtLeast(diff.Verdict(c.FailOn)) {
		return errBreaking
	}
	return nil
}

// levels are what the configuration says that changes do, by code. The error lists the
// codes in it, those of exceptions included, that no change has.
func levels(t *config.Target) (map[string]compare.Level, error) {
	var diags diag.List
	out := map[string]compare.Level{}
	known := func(code, pointer string) {
		if !diff.IsCode(code) {
			diags.Add(diag.Diagnostic{
				Severity: diag.Error, Code: "config-value", Position: t.Position(pointer),
				Message: fmt.Sprintf("no change has the code %q", code), Hint: "docs/diff-rules.md lists the codes",
			})
		}
	}
	for i, e := range t.Diff.Exceptions {
		known(e.Change, fmt.Sprintf("/diff/exceptions/%d/change", i))
	}
	for _, code := range slices.Sorted(maps.Keys(t.Diff.Levels)) {
		known(code, "/diff/levels/"+strings.ReplaceAll(code, "/", "~1"))
		out[code], _ = compare.LevelOf(t.Diff.Levels[code]) // the configuration was checked
	}
	return out, diags.Err()
}

// versions names two documents, one of which may be standard input.
func (s *session) versions(old, new string) (o, n generator.Document, err error) {
	if old == "-" && new == "-" {
		return o, n, usagef("only one of the two can be standard input")
	}
	if o, err = s.version(old, new); err == nil {
		n, err = s.version(new, old)
	}
	return o, n, err
}

// version names a document. What can be read only once is read at once, and what git
// has. beside is the other one, whose path a revision stands for that names none.
func (s *session) version(file, beside string) (generator.Document, error) {
	var data []byte
	var err error
	switch path := join(s.dir, file); {
	case files.IsURL(file):
		return generator.Document{Path: file}, nil
	case file == "-":
		data, err = s.limits.ReadAll(s.stdin)
	case files.IsPipe(path):
		data, err = s.limits.ReadPipe(path)
	case !files.Exists(path) && s.isRevision(file, beside):
		return s.revision(file, beside)
	default:
		return generator.Document{Path: path}, nil
	}
	if err != nil {
		return generator.Document{}, readError(file, err)
	}
	return generator.Document{Path: file, Data: append([]byte{}, data...)}, nil
}

func (c *diffCmd) ignores(s *session) ([]diff.Ignore, error) {
	if c.Ignore == "" {
		return nil, nil
	}
	file := join(s.dir, c.Ignore)
	data, err := s.limits.Read(file)
	if err != nil {
		return nil, readError(file, err)
	}
	return diff.ParseIgnores(filepath.ToSlash(file), data)
}

// comparedTarget finds the target of the configuration whose document is one of
// the two and that has the output which is asked for, and what it has published.
// Without one, documents are taken as they are.
func (s *session) comparedTarget(file string, old, new generator.Document, has func(config.Target) bool, opts *generator.Options) (config.Target, error) {
	if file == "" {
		if !files.Exists(join(s.dir, config.FileName)) {
			return generator.NewTarget("", nil), nil
		}
	}
	job, err := s.job(&jobFlags{sourceFlags: sourceFlags{Config: file}})
	if err != nil {
		return config.Target{}, err
	}
	for _, t := range job.targets {
		spec := join(job.base, t.Spec)
		if !has(t) || !files.Same(spec, standing(old)) && !files.Same(spec, standing(new)) {
			continue
		}
		tree, err := job.open()
		if err != nil {
			return config.Target{}, err
		}
		defer tree.Close()
		lock, err := tree.ReadLock(string(t.Lock))
		if err != nil {
			return config.Target{}, err
		}
		opts.Published = lock.Published(t.Key())
		job.findOverlays(&t)
		if t.Root != "" {
			t.Root = join(job.base, t.Root)
		}
		s.note("reading both as the target on %s says", t.Outs()[0])
		return t, nil
	}
	if file != "" {
		return config.Target{}, fmt.Errorf("%s: no target with the output that is compared reads %s or %s", file, old.Path, new.Path)
	}
	return generator.NewTarget("", nil), nil
}

// standing is the path of the file that a document, or a revision of it, is.
func standing(doc generator.Document) string { return cmp.Or(doc.At, doc.Path) }
