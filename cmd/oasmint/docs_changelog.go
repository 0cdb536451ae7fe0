// This file is the command docs changelog.

package main

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/files"
)

type docsChangelogCmd struct {
	Old    string `arg:"" help:"The document as it was; - is standard input. With --from, the document."`
	New    string `arg:"" optional:"" help:"The document as it is now; - is standard input."`
	From   string `placeholder:"TAG" help:"Tell each version since TAG of git: those that have tags, with their dates, and what has none yet."`
	To     string `placeholder:"TAG" help:"With --from: the last version."`
	Page   string `placeholder:"FILE" help:"With --from: add to FILE, the page, the versions that it lacks. What stands there stays."`
	Preset string `placeholder:"NAME" help:"${presets}; with a configuration, it is said there."`
	Config string `placeholder:"FILE" help:"Read FILE; by default oasmint.yaml, where there is one. A target with docs whose document is OLD or NEW says how both are read, and what the pages are called that the changelog leads to."`
	versionFlags
}

// Run prints the page. Its links lead to the docs of NEW, from the folder that
// their index is in.
func (c *docsChangelogCmd) Run(s *session) error {
	if err := c.checkPreset(); err != nil {
		return err
	}
	versions, err := c.versions(s)
	if err != nil {
		return err
	}
	old, new := versions[0].Document, versions[len(versions)-1].Document
	opts := generator.Options{AllowRemote: c.AllowRemote, Limits: s.limits, Bounds: s.bounds}
	hasDocs := func(t config.Target) bool { return t.Has("docs") }
	target, err := s.comparedTarget(c.Config, old, new, hasDocs, &opts)
	if err != nil {
		return err
	}
	c.apply(s, &target)
	if c.Preset != "" {
		target.Set("docs", "preset", c.Preset)
	}
	page, err := computed(s.ctx, func() ([]byte, error) {
		page, err := generator.Changelog(s.ctx, target, versions, opts)
		return page.Data, err
	})
	if err != nil {
		return err
	}
	if c.Page != "" {
		return s.addTo(c.Page, page)
	}
	_, err = s.stdout.Write(page)
	return err
}

// unreleased is the version that has no tag yet.
const unreleased = "Unreleased"

// versions are the two documents, or those of the tags.
func (c *docsChangelogCmd) versions(s *session) ([]generator.Version, error) {
	switch {
	case c.From == "" && (c.To != "" || c.Page != ""):
		return nil, usagef("--to and --page go with --from")
	case c.From == "" && c.New == "":
		return nil, usagef("expected two documents, or --from and one")
	case c.From == "":
		old, new, err := s.versions(c.Old, c.New)
		return []generator.Version{{Document: old}, {Document: new}}, err
	case c.New != "":
		return nil, usagef("with --from there is one document")
	}
	return s.tagged(c.Old, c.Old, c.From, c.To, "")
}

// addTo adds the versions of a page to one that is kept, where that lacks them.
func (s *session) addTo(file string, page []byte) error {
	name := join(s.dir, file)
	if !files.Exists(name) {
		return files.CreateNew(name, page)
	}
	had, err := s.limits.Read(name)
	if err != nil {
		return readError(file, err)
	}
	head, old := byHeading(string(had))
	_, new := byHeading(string(page))
	old = slices.DeleteFunc(old, isUnreleased)
	var more []string
	for _, part := range new {
		if !slices.ContainsFunc(old, func(o string) bool { return heading(o) == heading(part) }) {
			more = append(more, strings.TrimRight(part, "\n")+"\n\n")
		}
	}
	text := strings.TrimRight(head, "\n") + "\n\n" + strings.Join(append(more, old...), "")
	text = strings.TrimRight(text, "\n") + "\n"
	if text == string(had) {
		s.note("%s has all of them", file)
		return nil
	}
	return files.Replace(name, []byte(text))
}

// byHeading is what stands before the first version of a page, and its versions.
func byHeading(page string) (head string, versions []string) {
	for line := range strings.Lines(page) {
		switch {
		case strings.HasPrefix(line, "## "):
			versions = append(versions, line)
		case len(versions) > 0:
			versions[len(versions)-1] += line
		default:
			head += line
		}
	}
	return head, versions
}

func heading(version string) string {
	line, _, _ := strings.Cut(version, "\n")
	return strings.TrimRight(line, "\r")
}

func isUnreleased(version string) bool { return strings.HasPrefix(version, "## "+unreleased) }

// checkPreset refuses a preset that there is not.
func (c *docsChangelogCmd) checkPreset() error {
	if c.Preset == "" {
		return nil
	}
	t := generator.NewTarget("", map[string]string{"docs": "docs"})
	t.Set("docs", "preset", c.Preset)
	for _, p := range t.Problems() {
		if p.Key == "/docs/preset" {
			return usagef("--preset: %s", p.Message)
		}
	}
	return nil
}
