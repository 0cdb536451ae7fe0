// This file is the command check.

package main

import (
	"cmp"
	"fmt"

	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/plural"
)

type checkCmd struct {
	document
	jobFlags
	manyFlags
	Diff   bool   `help:"Show what differs, as unified diffs."`
	Format string `enum:"text,json,github,sarif" default:"text" help:"text, json, github (annotations and the step's summary) or sarif (2.1.0)."`
}

// Run prints what generate would do, and gives errFindings where that is
// anything.
func (c *checkCmd) Run(s *session) error {
	if err := c.sourceFlags.document(c.document); err != nil {
		return err
	}
	s.warns = false // generate prints them
	plan, done, err := s.plan(&c.jobFlags, &c.manyFlags)
	if err != nil {
		if c.Format == "github" {
			s.annotateErrors(err)
		}
		return err
	}
	defer done()
	if plan.failed != nil && c.Format == "github" {
		s.annotateErrors(plan.failed)
	}
	d := s.drift(plan.Plan, c.Diff)
	switch c.Format {
	case "json":
		err = s.printJSON(d)
	case "sarif":
		err = s.printJSON(d.sarif())
	case "github":
		err = s.github(d)
	default:
		s.text(d)
	}
	if err = cmp.Or(plan.failed, err); err == nil && len(d.Findings) > 0 {
		err = errFindings
	}
	return err
}

// drift is what check found.
type drift struct {
	Findings  []finding `json:"findings"`
	Unchanged int       `json:"unchanged"`       // files that are as they should be
	Mend      string    `json:"mend,omitempty"`  // the command that mends it
	Loses     bool      `json:"loses,omitempty"` // Mend overwrites or removes work that is not oasmint's
}

// mending is the command that mends it, with a warning where it destroys work.
func (d *drift) mending() string {
	if d.Loses {
		return d.Mend + " (what was written by hand is lost)"
	}
	return d.Mend
}

// finding is a file that is not what it should be.
type finding struct {
	Path  string       `json:"path"` // relative to where oasmint runs
	State output.State `json:"state"`
	Line  int          `json:"line,omitempty"` // the first that differs
	Diff  string       `json:"diff,omitempty"`
}

func (s *session) drift(plan *output.Plan, diffs bool) *drift {
	d := &drift{Findings: []finding{}, Unchanged: plan.Unchanged}
	for _, change := range plan.Changes {
		f := finding{Path: plan.Display(change), State: change.State, Line: change.Line()}
		if diffs {
			f.Diff = change.Diff()
		}
		d.Findings = append(d.Findings, f)
	}
	switch {
	case len(plan.Conflicts()) > 0:
		d.Mend, d.Loses = s.command("generate", "--force"), true
	case len(plan.Changes) > 0:
		d.Mend = s.command("generate")
	}
	return d
}

// text prints a drift for a person.
func (s *session) text(d *drift) {
	if len(d.Findings) == 0 {
		s.summary("%s up to date", plural.Of(d.Unchanged, "file is", "files are"))
		return
	}
	for _, f := range d.Findings {
		fmt.Fprintf(s.stdout, "%s: %s\n%s", f.Path, f.State, f.Diff)
	}
	fmt.Fprintf(s.stdout, "%s, %s\n\trun: %s\n", plural.Of(len(d.Findings), "file differs", "files differ"), plural.Of(d.Unchanged, "does not", "do not"), d.mending())
}

// sarif returns the drift as a log with a rule for each state.
func (d *drift) sarif() sarifLog {
	var rules []sarifRule
	for state := output.Missing; state <= output.Unfinished; state++ {
		rules = append(rules, sarifRule{ID: state.String(), ShortDescription: sarifText{"The file is not what the document gives: " + state.String() + "."}})
	}
	results := []sarifResult{}
	for _, f := range d.Findings {
		results = append(results, sarifResult{
			RuleID: f.State.String(), RuleIndex: int(f.State), Level: "error",
			Message:   sarifText{f.Path + ": " + f.State.String() + ". Run: " + d.mending()},
			Locations: sarifAt(f.Path, f.Line, 0),
		})
	}
	return sarif(rules, results)
}
