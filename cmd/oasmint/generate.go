// This file is the command generate.

package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/output"
	"github.com/oasmint/oasmint/generator/plural"
)

type generateCmd struct {
	document
	jobFlags
	manyFlags
	Force bool `help:"Overwrite and remove files that were edited by hand, or that oasmint did not write."`
	Watch bool `help:"Stay, and generate again when the document, a file that it refers to, an overlay or oasmint.yaml changes."`
}

// Help lists what a target can ask for. Kong shows it below the command's usage.
func (c *generateCmd) Help() string {
	var b strings.Builder
	b.WriteString("What a target in oasmint.yaml can ask for, by section:\n\n")
	for _, s := range generator.Sections() {
		fmt.Fprintf(&b, "    %-10s  %s\n", s.Name, s.Doc)
	}
	return b.String()
}

// Run writes what differs.
func (c *generateCmd) Run(s *session) error {
	if err := c.sourceFlags.document(c.document); err != nil {
		return err
	}
	if c.Watch {
		return c.watch(s)
	}
	outcome, err := c.generate(s)
	if outcome != "" {
		s.summary("%s", outcome)
	}
	return err
}

// generate writes what differs, and says what that was. With --keep-going, it does so where
// there is an error too.
func (c *generateCmd) generate(s *session) (outcome string, err error) {
	c.asks = true
	plan, done, err := s.plan(&c.jobFlags, &c.manyFlags)
	if err != nil {
		return "", err
	}
	defer done()
	start := time.Now()
	if err := plan.Write(s.ctx, c.Force); err != nil {
		if errors.As(err, new(*output.ConflictError)) {
			err = fmt.Errorf("%w\nnothing was written\n\tsee the differences: %s\n\tlose the files above: %s",
				err, s.command("check", "--diff"), s.command("generate", "--force"))
		}
		return "", errors.Join(plan.failed, err)
	}
	s.timing("write", time.Since(start))
	if len(plan.Kept) > 0 {
		s.note("%s of the lock stay, since they are not below an output of this run, or do not look generated; remove them by hand if nothing needs them: %q",
			plural.Of(len(plan.Kept), "file", "files"), plan.Kept[:min(len(plan.Kept), 20)])
	}
	writes, removes := plan.Counts()
	return fmt.Sprintf("wrote %s, removed %d, %d unchanged", plural.Of(writes, "file", "files"), removes, plan.Unchanged), plan.failed
}
