// This file is the command names.

package main

import "fmt"

type namesCmd struct {
	document
	jobFlags
	Format string `enum:"text,json" default:"text" help:"text (tab-separated) or json."`
}

// Run prints every name: the JSON Pointer of its place, the name, and why it
// was chosen. It writes nothing.
func (c *namesCmd) Run(s *session) error {
	if err := c.sourceFlags.document(c.document); err != nil {
		return err
	}
	job, err := s.job(&c.jobFlags)
	if err != nil {
		return err
	}
	for _, t := range job.targets {
		published, err := job.published(t)
		if err != nil {
			return err
		}
		result, err := s.model(job, t, published)
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
