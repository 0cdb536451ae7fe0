// This file is the command ir.

package main

import (
	"encoding/json"
	"errors"

	"github.com/oasmint/oasmint/generator/goapi"
)

type irCmd struct {
	sourceFlags
}

// Run prints the IR of each target's document, one JSON value after the other.
func (c *irCmd) Run(s *session) error {
	job, err := s.job(&jobFlags{sourceFlags: c.sourceFlags})
	if err != nil {
		return err
	}
	enc := json.NewEncoder(s.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	var errs []error
	for _, t := range job.targets {
		result, err := s.model(job, t, goapi.Published{})
		if err == nil {
			err = enc.Encode(result.API)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
