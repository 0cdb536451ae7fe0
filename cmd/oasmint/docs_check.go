// This file is the command docs check.

package main

import (
	"fmt"

	"github.com/oasmint/oasmint/generator/linkcheck"
)

type docsCheckCmd struct {
	Dir string `arg:"" name:"dir" help:"The folder with the docs: Markdown of any preset, or a site."`
}

// Run prints the links that lead nowhere, and gives errFindings where there is
// one.
func (c *docsCheckCmd) Run(s *session) error {
	report, err := linkcheck.Check(join(s.dir, c.Dir))
	if err != nil {
		return err
	}
	for _, f := range report.Findings {
		fmt.Fprintln(s.stdout, f)
	}
	if len(report.Findings) > 0 {
		fmt.Fprintf(s.stdout, "%d of %s in %s are wrong\n", len(report.Findings), plural(report.Links, "link", "links"), plural(report.Files, "file", "files"))
		return errFindings
	}
	s.summary("%s in %s are right (%d to other sites were not visited)", plural(report.Links, "link", "links"), plural(report.Files, "file", "files"), report.External)
	return nil
}
