// This file is the command docs changelog.

package main

import (
	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
)

type docsChangelogCmd struct {
	Old    string `arg:"" help:"The document as it was; - is standard input."`
	New    string `arg:"" help:"The document as it is now; - is standard input."`
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
	old, new, err := s.versions(c.Old, c.New)
	if err != nil {
		return err
	}
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
		page, err := generator.Changelog(s.ctx, target, old, new, opts)
		return page.Data, err
	})
	if err != nil {
		return err
	}
	_, err = s.stdout.Write(page)
	return err
}

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
