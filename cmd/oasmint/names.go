// This file is the command names.

package main

import (
	"fmt"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/config"
)

type namesCmd struct {
	jobFlags
	Format string `enum:"text,json" default:"text" help:"text (tab-separated) or json."`
}

// Run prints every name: the JSON Pointer of its place, the name, and why it
// was chosen. It writes nothing.
func (c *namesCmd) Run(s *session) error {
	job, err := s.job(&c.jobFlags)
	if err != nil {
		return err
	}
	for _, t := range job.targets {
		result, err := s.named(job, t, false)
		if err != nil {
			return err
		}
		if c.Format == "json" {
			if err := s.printJSON(result.Named); err != nil {
				return err
			}
			continue
		}
		for _, n := range result.Named {
			fmt.Fprintf(s.stdout, "%s\t%s\t%s\n", n.Pointer, n.Name, n.Why)
		}
	}
	return nil
}

// named runs the pipeline for a target by the names that its lock holds; emit
// says that Go and docs are wanted too.
func (s *session) named(job *job, t config.Target, emit bool) (*generator.Result, error) {
	published, err := job.published(t)
	if err != nil {
		return nil, err
	}
	if !emit {
		t.Go, t.Docs = nil, nil
		return s.generate(job, t, "", published)
	}
	home, err := job.goHome(&t)
	if err != nil {
		return nil, err
	}
	return s.generate(job, t, home.importPath, published)
}
