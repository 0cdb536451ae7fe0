// This file is the command ir.

package main

import (
	"errors"

	"github.com/oasmint/oasmint/generator/goapi"
	"github.com/oasmint/oasmint/generator/ir"
)

type irCmd struct {
	document
	sourceFlags
}

// Run prints the IR of each target's document, one JSON value after the other
// (see [ir.Encode]).
func (c *irCmd) Run(s *session) error {
	s.warns = false // generate prints them
	if err := c.sourceFlags.document(c.document); err != nil {
		return err
	}
	job, err := s.job(&jobFlags{sourceFlags: c.sourceFlags})
	if err != nil {
		return err
	}
	var errs []error
	for _, t := range job.targets {
		result, err := s.model(job, t, goapi.Published{})
		if err == nil {
			err = ir.Encode(s.stdout, result.API)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
