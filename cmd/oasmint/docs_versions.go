// This file makes a site of several versions of a document, for docs build.

package main

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/diag"
	"github.com/oasmint/oasmint/generator/files"
	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/site"
)

// versionsFlags say which versions a site has.
type versionsFlags struct {
	From    string   `placeholder:"TAG" help:"A folder for each version: TAG of git and those after it, and the document as it stands, as 'unreleased'."`
	To      string   `placeholder:"TAG" help:"With --from: the last version."`
	Earlier []string `placeholder:"NAME=DOCUMENT" sep:"none" help:"A folder for each version: NAME is one, of DOCUMENT, a file, a URL or a revision of git; the oldest first, and last the document itself. NAME alone is a revision too."`
	Named   string   `placeholder:"NAME" help:"With --from or --earlier: what the document's own version is called; by default as its info says, or 'unreleased'."`
}

// given reports whether there are several versions.
func (f *versionsFlags) given() bool {
	return f.From != "" || f.To != "" || f.Named != "" || len(f.Earlier) > 0
}

// check refuses flags that do not go together.
func (v *versionsFlags) check() error {
	switch {
	case v.From != "" && len(v.Earlier) > 0:
		return usagef("--from and --earlier do not go together")
	case v.From == "" && v.To != "":
		return usagef("--to goes with --from")
	case v.From == "" && len(v.Earlier) == 0:
		return usagef("--named goes with --from or --earlier")
	case v.To != "" && v.Named != "":
		return usagef("--named and --to do not go together")
	}
	return nil
}

// siteOfVersions makes the site of all versions. Its result is that of the last one.
func (s *session) siteOfVersions(f *siteFlags, v *versionsFlags, published goapi.Published, opts site.Options) ([]site.File, *generator.Result, error) {
	if err := v.check(); err != nil {
		return nil, nil, err
	}
	j, err := s.siteJob(f, published, opts)
	if err != nil {
		return nil, nil, err
	}
	home, err := j.goHome(&j.target)
	if err != nil {
		home = goHome{} // the examples do without the import
	}
	if err := j.opts.Docs.Show(&j.target, home.importPath, nil); err != nil {
		return nil, nil, err
	}
	documents, err := s.documents(j, v)
	if err != nil {
		return nil, nil, err
	}
	t := j.target
	j.findOverlays(&t)
	if t.Root != "" {
		t.Root = join(j.base, t.Root)
	}
	models, err := computed(s.ctx, func() ([]*generator.Result, error) {
		return generator.Models(s.ctx, t, documents, generator.Options{
			AllowRemote: j.allowRemote, Limits: s.limits, Bounds: s.bounds, Ask: j.ask, Published: j.published,
		})
	})
	if err != nil {
		return nil, nil, err
	}
	last := models[len(models)-1]
	s.diagnostics(&last.Diagnostics)
	if documents[len(documents)-1].Name == "" {
		documents[len(documents)-1].Name = last.API.Version
	}
	all, err := inFolders(documents, models)
	if err != nil {
		return nil, nil, err
	}
	start := len(all) - 1
	if v.From != "" && v.To == "" && v.Named == "" && start > 0 {
		start-- // readers come to what is released
	}
	began := time.Now()
	var diags diag.List
	made, err := computed(s.ctx, func() ([]site.File, error) { return site.BuildVersions(all, start, j.opts, &diags) })
	if s.ctx.Err() != nil {
		return nil, nil, err
	}
	s.diagnostics(&diags)
	s.timing("site", time.Since(began))
	return made, last, err
}

// inFolders gives each version its folder, which its name is.
func inFolders(documents []generator.Version, models []*generator.Result) ([]site.Version, error) {
	var all []site.Version
	for i, d := range documents {
		folder := path.Base(d.Name)
		if d.Name == unreleased {
			folder = strings.ToLower(unreleased)
		}
		if !site.ValidFolder(folder) {
			return nil, usagef("version %q cannot have a folder of that name: letters, digits, and . _ - ~ between them\n\tname it by --earlier NAME=DOCUMENT or --named NAME", d.Name)
		}
		for _, other := range all {
			if strings.EqualFold(other.Folder, folder) {
				return nil, usagef("versions %q and %q would have one folder, %s\n\tname one by --earlier NAME=DOCUMENT or --named NAME", other.Name, d.Name, folder)
			}
		}
		all = append(all, site.Version{Name: d.Name, Date: d.Date, Folder: folder, API: models[i].API})
	}
	return all, nil
}

// documents are the versions, the oldest first. The last one has no name where its own
// document says it.
func (s *session) documents(j *siteJob, v *versionsFlags) ([]generator.Version, error) {
	spec, inGit := j.target.Spec, j.target.Spec
	switch {
	case j.target.Embedded:
		return nil, usagef("there are no versions of the document that oasmint has with it\n\tname another by --spec")
	case spec != "-" && !files.IsURL(spec):
		var err error
		spec = join(j.base, spec)
		if inGit, err = relativeTo(s.dir, spec); err != nil {
			return nil, err
		}
	}
	if v.From != "" {
		return s.tagged(spec, inGit, v.From, v.To, v.Named)
	}
	var out []generator.Version
	for _, arg := range v.Earlier {
		name, file, ok := strings.Cut(arg, "=")
		if !ok {
			file = name
		}
		document, err := s.version(file, inGit)
		if err != nil {
			return nil, fmt.Errorf("version %s: %w", name, err)
		}
		out = append(out, generator.Version{Name: name, Document: document})
	}
	document, err := s.version(spec, spec)
	return append(out, generator.Version{Name: v.Named, Document: document}), err
}

// relativeTo is the path of a file from a folder.
func relativeTo(dir, file string) (string, error) {
	from, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	to, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	return filepath.Rel(from, to)
}

// tagged are the versions of a document, which git knows by a path from here, that have tags
// in git, the oldest first, and, where to is "", the document as it stands, as named or else as unreleased.
func (s *session) tagged(spec, inGit, from, to, named string) ([]generator.Version, error) {
	tags, err := s.tags(from, to)
	if err != nil {
		return nil, err
	}
	var out []generator.Version
	for _, t := range tags {
		document, err := s.revision(t.name, inGit)
		if err != nil {
			return nil, err
		}
		out = append(out, generator.Version{Name: t.name, Date: t.date, Document: document})
	}
	if to == "" {
		document, err := s.version(spec, spec)
		if err != nil {
			return nil, err
		}
		out = append(out, generator.Version{Name: cmp.Or(named, unreleased), Document: document})
	}
	if len(out) < 2 {
		return nil, fmt.Errorf("git has no tag after %s up to %s", from, to)
	}
	return out, nil
}
