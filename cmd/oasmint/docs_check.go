// This file is the command docs check.

package main

import (
	"fmt"

	"github.com/oasmint/oasmint/generator/linkcheck"
	"github.com/oasmint/oasmint/generator/plural"
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
		fmt.Fprintf(s.stdout, "%s, of %s in %s\n", plural.Of(len(report.Findings), "link is wrong", "links are wrong"), plural.Of(report.Links, "link", "links"), plural.Of(report.Files, "file", "files"))
		return errFindings
	}
	s.summary("%s, in %s (not visited: %d to other sites)", plural.Of(report.Links, "link is right", "links are right"), plural.Of(report.Files, "file", "files"), report.External)
	return nil
}
