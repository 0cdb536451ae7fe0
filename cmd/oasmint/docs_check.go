// This file is the command docs check.

package main

import (
	"fmt"

	"github.com/oasmint/oasmint/generator/linkcheck"
)

type docsCheckCmd struct {
	Dir     string `arg:"" name:"dir" help:"The folder with the docs: Markdown of any preset, or a site."`
	BaseURL string `placeholder:"URL" help:"Where the folder is published, as docs build was told: links there lead into it."`
}

// Run prints the links that lead nowhere, and gives errFindings where there is
// one.
func (c *docsCheckCmd) Run(s *session) error {
	base, err := publishedBase(c.BaseURL)
	if err != nil {
		return err
	}
	report, err := linkcheck.CheckAt(join(s.dir, c.Dir), base)
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
