// This file is the command explain.

package main

import (
	"cmp"
	"fmt"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/visible"
)

type explainCmd struct {
	Name string `arg:"" help:"A Go name (TokenFailRequest, TokenFailRequest.Ticket), an operation, or a JSON Pointer (/components/schemas/token)."`
	jobFlags
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

// Run prints where a name comes from, why it was chosen, where it is emitted
// and who uses it. It writes nothing.
func (c *explainCmd) Run(s *session) error {
	s.warns = false // generate prints them
	job, err := s.job(&c.jobFlags)
	if err != nil {
		return err
	}
	var unknown error
	found := false
	for _, t := range job.targets {
		published, err := job.published(t)
		if err != nil {
			return err
		}
		home, err := job.goHome(&t)
		if err != nil {
			return err
		}
		result, err := s.pipeline(job, t, generator.Options{GoImport: home.importPath, Published: published, Own: true}, generator.Generate, call{})
		if err != nil {
			return err
		}
		e, err := result.Explain(c.Name)
		if err != nil {
			unknown = cmp.Or(unknown, err)
			continue
		}
		found = true
		if c.Format == "json" {
			err = s.printJSON(e)
		} else {
			s.explain(job, e)
		}
		if err != nil {
			return err
		}
	}
	if !found {
		return unknown
	}
	return nil
}

func (s *session) explain(job *job, e *generator.Explanation) {
	fmt.Fprintf(s.stdout, "%s, %s\n", visible.Line(e.Name), e.Kind)
	row := func(label, format string, args ...any) {
		fmt.Fprintf(s.stdout, "  %-9s %s\n", label, visible.Line(fmt.Sprintf(format, args...)))
	}
	row("from", "%s (at #%s)", e.Pos, e.Pos.Pointer)
	row("because", "%s", e.Why)
	if e.Type != "" {
		row("type", "%s", e.Type)
	}
	label := "emitted"
	for _, place := range e.Emitted {
		file := job.display(place.File)
		if place.Line > 0 {
			file = fmt.Sprintf("%s:%d", file, place.Line)
		}
		row(label, "%s: %s", file, place.What)
		label = ""
	}
	label = "used by"
	for _, use := range e.UsedBy {
		row(label, "%s", use)
		label = ""
	}
}
