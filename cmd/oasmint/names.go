// This file is the command names.

package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/oasmint/oasmint/generator"
	"github.com/oasmint/oasmint/generator/visible"
)

type namesCmd struct {
	document
	jobFlags
	Format  string `enum:"text,json" default:"text" help:"text (tab-separated) or json."`
	Suggest bool   `help:"List the names that a person would not choose, as entries of names: for oasmint.yaml, with better ones."`
}

// Run prints every name: the JSON Pointer of its place, the name, and why it
// was chosen. It writes nothing.
func (c *namesCmd) Run(s *session) error {
	s.warns = false // generate prints them
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
		if c.Suggest {
			if err := s.suggestions(result, c.Format); err != nil {
				return err
			}
			continue
		}
		if c.Format == "json" {
			if err := s.printJSON(result.Named()); err != nil {
				return err
			}
			continue
		}
		for _, n := range result.Named() {
			fmt.Fprintf(s.stdout, "%s\t%s\t%s\n", visible.Line(n.Pointer), n.Name, visible.Line(n.Why))
		}
	}
	return nil
}

// suggestions prints better names as entries of names for a target in oasmint.yaml.
// Those that are not known are comments, for the user to fill in.
func (s *session) suggestions(result *generator.Result, format string) error {
	list := result.Suggest()
	if format == "json" {
		return s.printJSON(list)
	}
	if len(list) == 0 {
		s.note("every name is one that a person could have chosen")
		return nil
	}
	fmt.Fprintln(s.stdout, "    names:")
	for _, x := range list {
		begin := "      "
		if x.Better == "" {
			begin = "      # "
		}
		fmt.Fprintf(s.stdout, "%s%s: %s # now %s: %s\n", begin, yamlKey(x.Pointer), x.Better, x.Name, visible.Line(x.Why))
	}
	return nil
}

// yamlKey writes a key so that YAML reads it as it is: a JSON string is one.
func yamlKey(key string) string {
	if !strings.ContainsAny(key, "#:{}[],&*?|>!%@`'\"\\ ") && !strings.ContainsFunc(key, visible.Invisible) {
		return key
	}
	quoted, _ := json.Marshal(key) // a string always encodes
	return string(visible.JSON(quoted))
}
