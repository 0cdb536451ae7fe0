// This file is the command demo.

package main

import (
	"path/filepath"

	"github.com/oasmint/oasmint/generator/config"
	"github.com/oasmint/oasmint/generator/files"
)

type demoCmd struct {
	Force bool `help:"Overwrite and remove files that were edited by hand, or that oasmint did not write."`
}

// Run writes the Authlete API, which oasmint carries with it.
func (c *demoCmd) Run(s *session) error {
	if file := filepath.Join(s.dir, config.FileName); files.Exists(file) {
		return usagef("%s is here: oasmint generate writes what it says", config.FileName)
	}
	s.demo = true
	var generate generateCmd
	generate.Force = c.Force
	return generate.Run(s)
}
