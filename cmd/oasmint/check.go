// This file is the command check.

package main

import "fmt"

type checkCmd struct {
	jobFlags
	Diff bool `help:"Print what differs, as unified diffs."`
}

// Run prints what generate would do, and gives errFindings where that is
// anything.
func (c *checkCmd) Run(s *session) error {
	plan, done, err := s.plan(&c.jobFlags)
	if err != nil {
		return err
	}
	defer done()
	if len(plan.Changes) == 0 {
		s.summary("%d files are up to date", plan.Unchanged)
		return nil
	}
	for _, change := range plan.Changes {
		fmt.Fprintf(s.stdout, "%s: %s\n", plan.Display(change), change.State)
		if c.Diff {
			fmt.Fprint(s.stdout, change.Diff())
		}
	}
	mend := s.command("generate")
	if len(plan.Conflicts()) > 0 {
		mend = s.command("generate", "--force") + " (what was written by hand is lost)"
	}
	fmt.Fprintf(s.stdout, "%d files differ, %d do not\n\trun: %s\n", len(plan.Changes), plan.Unchanged, mend)
	return errFindings
}
