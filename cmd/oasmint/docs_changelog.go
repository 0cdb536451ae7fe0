// This file is the command docs changelog.

package main

import (
	"slices"
	"strings"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
)

type docsChangelogCmd struct {
	Old         string `arg:"" help:"The document as it was; - is standard input."`
	New         string `arg:"" help:"The document as it is now; - is standard input."`
	Preset      string `placeholder:"NAME" help:"github (the default), mkdocs, hugo or docusaurus; with a configuration, it is said there."`
	Config      string `placeholder:"FILE" help:"Read FILE; by default oasmint.yaml, where there is one. A target with docs whose document is OLD or NEW says how both are read, and what the pages are called that the changelog leads to."`
	AllowRemote bool   `help:"Follow $$ref to other hosts; they are refused otherwise."`
}

// Run prints the page. Its links lead to the docs of NEW, beside whose index it
// is to be kept.
func (c *docsChangelogCmd) Run(s *session) error {
	if c.Preset != "" && !slices.Contains(config.Presets, c.Preset) {
		return usagef("--preset %s: use one of %s", c.Preset, strings.Join(config.Presets, ", "))
	}
	old, new, err := s.versions(c.Old, c.New)
	if err != nil {
		return err
	}
	opts := generator.Options{AllowRemote: c.AllowRemote}
	hasDocs := func(t config.Target) bool { return t.Docs != nil }
	target, err := s.comparedTarget(c.Config, c.Old, c.New, hasDocs, &opts)
	if err != nil {
		return err
	}
	if c.Preset != "" {
		target.Docs = &config.DocsTarget{Preset: c.Preset}
	}
	page, err := generator.Changelog(s.ctx, target, old, new, opts)
	if err != nil {
		return err
	}
	_, err = s.stdout.Write(page.Data)
	return err
}
